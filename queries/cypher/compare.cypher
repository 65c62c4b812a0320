// Two methods side by side: the scores that papers report, where there are some of both for a dataset and metric.
//
// @group choosing a method
// @param method = "GPT-4"  the one method, by any of its names
// @param other = "Llama 2 70B"  the other method, by any of its names

WITH toLower($method) AS wanted, toLower($other) AS wantedOther
MATCH (s:Method)
WITH s, toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted) AS isOne,
     toLower(s.name) = wantedOther OR any(a IN s.aliases WHERE toLower(a) = wantedOther) AS isOther
WHERE isOne OR isOther
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s), (c)-[:`ON`]->(d:Dataset), (c)-[:`IN`]->(m:Metric)
WHERE c.kind = 'score' AND c.value IS NOT NULL
WITH d.id AS datasetId, d.name AS dataset, m.id AS metricId, m.name AS metric, m.better AS better,
     max(CASE WHEN isOne THEN 1 ELSE 0 END) AS one, max(CASE WHEN isOther THEN 1 ELSE 0 END) AS other,
     collect({method: s.name, value: c.value, unit: c.unit, paper: p.title, published: p.published,
              evidence: c.evidence, id: c.id}) AS scores
WHERE one = 1 AND other = 1
UNWIND scores AS score
RETURN dataset, metric, better, score.method AS method, score.value AS value, score.unit AS unit,
       score.paper AS paper, score.published AS published, score.evidence AS evidence
ORDER BY dataset, metric, datasetId, metricId, method, value, paper, score.id
