// Where papers disagree: scores for the same method, dataset, metric and unit that differ from paper to paper.
// Scores that are only bounded or approximate ("up to 92%") do not count.
//
// @group checking what is said
// @param method = ""  only of this method, by any of its names; all if empty
// @param dataset = ""  only on this dataset, by any of its names; all if empty

WITH toLower($method) AS wanted, toLower($dataset) AS wantedDataset
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:`ON`]->(d:Dataset), (c)-[:`IN`]->(m:Metric)
WHERE c.kind = 'score' AND c.value IS NOT NULL AND c.qualifier IS NULL
  AND (wanted = '' OR toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted))
  AND (wantedDataset = '' OR toLower(d.name) = wantedDataset
    OR any(a IN d.aliases WHERE toLower(a) = wantedDataset))
WITH s.id AS methodId, s.name AS method, d.id AS datasetId, d.name AS dataset, m.id AS metricId, m.name AS metric,
     coalesce(c.unit, '') AS sameUnit, min(c.value) AS low, max(c.value) AS high, count(DISTINCT p.id) AS papers,
     collect({value: c.value, unit: c.unit, paper: p.title, published: p.published, evidence: c.evidence,
              id: c.id}) AS scores
WHERE low < high AND papers > 1
UNWIND scores AS score
RETURN method, dataset, metric, score.value AS value, score.unit AS unit, score.paper AS paper,
       score.published AS published, score.evidence AS evidence
ORDER BY method, dataset, metric, methodId, datasetId, metricId, sameUnit, value, paper, score.id
