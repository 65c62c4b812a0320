// The baselines of a task: the methods with which most papers on it compare, how many methods each is claimed to
// outperform, and how many outperform it.
//
// @group planning an experiment
// @param task = "image classification"  the task, by any of its names

WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:ADDRESSES]->(t), (p)-[:COMPARES_WITH]->(b:Method)
WITH b, count(DISTINCT p.id) AS papers
OPTIONAL MATCH (b)-[:OUTPERFORMS]->(worse:Method)
WITH b, papers, count(DISTINCT worse.id) AS outperforms
OPTIONAL MATCH (better:Method)-[:OUTPERFORMS]->(b)
WITH b.id AS id, b.name AS baseline, papers, outperforms, count(DISTINCT better.id) AS outperformedBy
RETURN baseline, papers, outperforms, outperformedBy
ORDER BY papers DESC, outperforms DESC, outperformedBy, baseline, id
