// The graph of who outperforms whom around a method: all such edges among the method, its variants and every method
// that is claimed to be better or worse than one of them.
//
// @group choosing a method
// @param method = "GPT-4"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (s:Method)
WHERE toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted)
MATCH (v:Method)-[:VARIANT_OF*0..10]->(s)
OPTIONAL MATCH (v)-[:OUTPERFORMS]-(n:Method)
WITH collect(DISTINCT v.id) + collect(DISTINCT n.id) AS around
MATCH (x:Method)-[r:OUTPERFORMS]->(y:Method)
WHERE x.id IN around AND y.id IN around
RETURN x.name AS better, y.name AS worse, r.count AS papers, x.id AS betterId, y.id AS worseId
ORDER BY better, worse, betterId, worseId
