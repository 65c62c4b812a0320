// What is claimed without a number: comparisons whose paper gives no number at all for the method that is said to be
// better, worse or equal.
//
// @group checking what is said
// @param method = ""  only about this method, by any of its names; all if empty

WITH toLower($method) AS wanted
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method)
WHERE c.relation IS NOT NULL AND c.value_text IS NULL
  AND (wanted = '' OR toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted))
  AND NOT EXISTS { MATCH (p)-[:MAKES]->(e:Claim)-[:ABOUT]->(s) WHERE e.value_text IS NOT NULL }
OPTIONAL MATCH (c)-[:AGAINST]->(o:Method)
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:`FOR`]->(t:Task)
RETURN s.name AS method, c.relation AS claim, coalesce(o.name, c.baseline) AS other, d.name AS dataset,
       t.name AS task, p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY method, s.id, coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
