// The datasets that papers introduce, the newest first.
//
// @group planning an experiment
// @param task = ""  only of papers on this task, by any of its names; all if empty

WITH toLower($task) AS wanted
MATCH (p:Paper)-[r:INTRODUCES]->(d:Dataset)
WHERE wanted = '' OR EXISTS {
  MATCH (p)-[:ADDRESSES]->(t:Task)
  WHERE toLower(t.name) = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
}
RETURN d.name AS dataset, p.title AS paper, p.published AS published, r.evidence AS evidence
ORDER BY coalesce(p.published, '') DESC, dataset, paper, p.id, d.id
