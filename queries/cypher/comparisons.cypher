// What a method is compared with: every claim that sets it beside another named method, on either side.
//
// @group choosing a method
// @param method = "GPT-4"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:AGAINST]->(o:Method)
WHERE toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted)
   OR toLower(o.name) = wanted OR any(a IN o.aliases WHERE toLower(a) = wanted)
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:`IN`]->(m:Metric)
RETURN s.name AS method, coalesce(c.relation, c.kind) AS claim, o.name AS other, c.value_text AS value,
       c.unit AS unit, m.name AS metric, d.name AS dataset, p.title AS paper, c.evidence AS evidence
ORDER BY method, other, claim, paper, coalesce(c.evidence_start, 0), c.id
