// Two methods side by side: the scores that papers report for both on the same dataset and metric.
//
// @param method  the one method, by any of its names
// @param other  the other method, by any of its names

WITH toLower($method) AS wanted, toLower($other) AS wantedOther
MATCH (a:Method)
WHERE toLower(a.name) = wanted OR any(x IN a.aliases WHERE toLower(x) = wanted)
MATCH (b:Method)
WHERE toLower(b.name) = wantedOther OR any(x IN b.aliases WHERE toLower(x) = wantedOther)
WITH a, b
MATCH (c:Claim)-[:ABOUT]->(a), (c)-[:`ON`]->(d:Dataset), (c)-[:`IN`]->(m:Metric)
WHERE c.kind = 'score' AND c.value IS NOT NULL
WITH a, b, c, d, m
MATCH (e:Claim)-[:ABOUT]->(b), (e)-[:`ON`]->(d), (e)-[:`IN`]->(m)
WHERE e.kind = 'score' AND e.value IS NOT NULL
WITH a, b, c, d, m, e
MATCH (p:Paper)-[:MAKES]->(c), (q:Paper)-[:MAKES]->(e)
RETURN d.name AS dataset, m.name AS metric, m.better AS better, a.name AS method, c.value AS value, c.unit AS unit,
       p.title AS paper, b.name AS other, e.value AS other_value, e.unit AS other_unit, q.title AS other_paper
ORDER BY dataset, metric, c.value, e.value, paper, other_paper, c.id, e.id
