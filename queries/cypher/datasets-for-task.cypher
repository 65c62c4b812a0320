// The datasets on which papers on a task evaluate, the most used first, with the metrics that they report there.
//
// @group planning an experiment
// @param task = "image classification"  the task, by any of its names

WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:ADDRESSES]->(t), (p)-[:EVALUATES_ON]->(d:Dataset)
OPTIONAL MATCH (p)-[:MAKES]->(c:Claim)-[:`ON`]->(d), (c)-[:`IN`]->(m:Metric)
WITH d.id AS id, d.name AS dataset, count(DISTINCT p.id) AS papers, count(DISTINCT c.id) AS claims,
     count(DISTINCT m.id) AS metrics
RETURN dataset, papers, claims, metrics
ORDER BY papers DESC, claims DESC, dataset, id
