// The leaderboard of a dataset: the scores that papers report on it, by metric, the best first.
//
// @group following a field
// @param dataset = "GSM8K"  the dataset, by any of its names
// @param metric = ""  the metric, by any of its names; every metric if empty

WITH toLower($dataset) AS wanted, toLower($metric) AS wantedMetric
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:`ON`]->(d), (c)-[:`IN`]->(m:Metric), (c)-[:ABOUT]->(s:Method)
WHERE c.kind = 'score' AND c.value IS NOT NULL
  AND (wantedMetric = '' OR toLower(m.name) = wantedMetric OR any(a IN m.aliases WHERE toLower(a) = wantedMetric))
RETURN m.name AS metric, s.name AS method, c.value AS value, c.unit AS unit, c.qualifier AS qualifier,
       p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY metric, CASE WHEN m.better = 'lower' THEN c.value ELSE 0 - c.value END, method, paper, c.id
