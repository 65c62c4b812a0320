// The metrics in which results on a dataset are reported, the most used first.
//
// @group planning an experiment
// @param dataset = "ImageNet"  the dataset, by any of its names

WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:`ON`]->(d), (c)-[:`IN`]->(m:Metric)
OPTIONAL MATCH (c)-[:ABOUT]->(s:Method)
WITH m.id AS id, m.name AS metric, m.better AS better, count(DISTINCT p.id) AS papers,
     count(DISTINCT c.id) AS claims, count(DISTINCT s.id) AS methods
RETURN metric, better, papers, claims, methods
ORDER BY papers DESC, claims DESC, metric, id
