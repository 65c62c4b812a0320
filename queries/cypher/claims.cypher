// What papers claim about a method, each claim with the words of the paper that state it.
//
// @group choosing a method
// @param method = "GPT-4"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (s:Method)
WHERE toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s)
OPTIONAL MATCH (c)-[:`IN`]->(m:Metric)
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:AGAINST]->(o:Method)
RETURN coalesce(c.relation, c.kind) AS claim, c.value_text AS value, c.unit AS unit, m.name AS metric,
       d.name AS dataset, coalesce(o.name, c.baseline) AS baseline, p.title AS paper, p.published AS published,
       c.evidence AS evidence
ORDER BY coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
