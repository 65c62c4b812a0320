// The methods that papers on a task introduce, the newest first.
//
// @group following a field
// @param task = "image classification"  the task, by any of its names

WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:ADDRESSES]->(t), (p)-[i:INTRODUCES]->(m:Method)
RETURN m.name AS method, p.title AS paper, p.published AS published, i.evidence AS evidence
ORDER BY coalesce(p.published, '') DESC, method, paper, p.id, m.id, t.id
