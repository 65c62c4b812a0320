// Progress over time on a dataset: every score that was better than all that papers published before had reported in
// the same metric and unit. Papers without a year, and scores that are only bounded or approximate, do not count.
//
// @group following a field
// @param dataset = "GSM8K"  the dataset, by any of its names
// @param metric = ""  the metric, by any of its names; every metric if empty

WITH toLower($dataset) AS wanted, toLower($metric) AS wantedMetric
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:`ON`]->(d), (c)-[:`IN`]->(m:Metric), (c)-[:ABOUT]->(s:Method)
WHERE c.kind = 'score' AND c.value IS NOT NULL AND c.qualifier IS NULL
  AND p.published IS NOT NULL AND NOT p.published STARTS WITH '--'
  AND (wantedMetric = '' OR toLower(m.name) = wantedMetric OR any(a IN m.aliases WHERE toLower(a) = wantedMetric))
WITH d.id AS datasetId, m.id AS metricId, m.name AS metric, coalesce(c.unit, '') AS sameUnit,
     collect({published: p.published, method: s.name, value: c.value, unit: c.unit, paper: p.title,
              evidence: c.evidence, id: c.id,
              height: CASE WHEN m.better = 'lower' THEN 0 - c.value ELSE c.value END}) AS scores
UNWIND scores AS one
UNWIND scores AS x
WITH datasetId, metricId, metric, sameUnit, one.published AS published, one.method AS method, one.value AS value,
     one.unit AS unit, one.paper AS paper, one.evidence AS evidence, one.id AS id,
     max(CASE WHEN x.published < one.published AND x.height >= one.height
                OR x.published = one.published AND x.height > one.height THEN 1 ELSE 0 END) AS behind
WHERE behind = 0
RETURN metric, published, method, value, unit, paper, evidence
ORDER BY metric, metricId, datasetId, sameUnit, published, method, paper, id
