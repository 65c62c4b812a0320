// Where two papers report different scores for the same method, dataset and metric, in the same unit. Scores
// that are only bounded or approximate ("up to 92%") do not count.
//
// @param method = ""  only of this method, by any of its names; all if empty
// @param dataset = ""  only on this dataset, by any of its names; all if empty

WITH toLower($method) AS wanted, toLower($dataset) AS wantedDataset
MATCH (low:Claim)-[:ABOUT]->(s:Method), (low)-[:`ON`]->(d:Dataset), (low)-[:`IN`]->(m:Metric)
WHERE low.kind = 'score' AND low.value IS NOT NULL AND low.qualifier IS NULL
  AND (wanted = '' OR toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted))
  AND (wantedDataset = '' OR toLower(d.name) = wantedDataset OR any(a IN d.aliases WHERE toLower(a) = wantedDataset))
WITH low, s, d, m
MATCH (high:Claim)-[:ABOUT]->(s), (high)-[:`ON`]->(d), (high)-[:`IN`]->(m)
WHERE high.kind = 'score' AND high.qualifier IS NULL AND high.value > low.value
  AND coalesce(high.unit, '') = coalesce(low.unit, '')
WITH low, high, s, d, m
MATCH (p:Paper)-[:MAKES]->(low), (q:Paper)-[:MAKES]->(high)
WHERE p.id <> q.id
RETURN s.name AS method, d.name AS dataset, m.name AS metric, low.unit AS unit, low.value AS low,
       p.title AS low_paper, high.value AS high, q.title AS high_paper, low.evidence AS low_evidence,
       high.evidence AS high_evidence
ORDER BY method, dataset, metric, low.value, high.value, low_paper, high_paper, low.id, high.id
