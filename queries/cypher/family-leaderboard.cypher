// The leaderboard of a dataset and all its variants (versions, splits, resolutions), the best first in each.
//
// @group following a field
// @param dataset = "ImageNet"  the most general dataset, by any of its names
// @param metric = ""  the metric, by any of its names; every metric if empty

WITH toLower($dataset) AS wanted, toLower($metric) AS wantedMetric
MATCH (g:Dataset)
WHERE toLower(g.name) = wanted OR any(a IN g.aliases WHERE toLower(a) = wanted)
MATCH (d:Dataset)-[:VARIANT_OF*0..10]->(g)
WITH DISTINCT d, wantedMetric
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:`ON`]->(d), (c)-[:`IN`]->(m:Metric), (c)-[:ABOUT]->(s:Method)
WHERE c.kind = 'score' AND c.value IS NOT NULL
  AND (wantedMetric = '' OR toLower(m.name) = wantedMetric OR any(a IN m.aliases WHERE toLower(a) = wantedMetric))
RETURN d.name AS dataset, m.name AS metric, s.name AS method, c.value AS value, c.unit AS unit,
       c.qualifier AS qualifier, p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY dataset, metric, d.id, m.id, CASE WHEN m.better = 'lower' THEN c.value ELSE 0 - c.value END, method, paper,
         c.id
