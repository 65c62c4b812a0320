// By how much something got better or worse: every change and factor that papers claim.
//
// @group following a field
// @param dataset = ""  only on this dataset, by any of its names; all claims if empty

WITH toLower($dataset) AS wanted
MATCH (p:Paper)-[:MAKES]->(c:Claim)
WHERE c.kind = 'change' OR c.kind = 'factor'
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
WITH p, c, d, wanted
WHERE wanted = '' OR toLower(d.name) = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
OPTIONAL MATCH (c)-[:ABOUT]->(s:Method)
OPTIONAL MATCH (c)-[:AGAINST]->(o:Method)
OPTIONAL MATCH (c)-[:`IN`]->(m:Metric)
RETURN coalesce(s.name, c.subject) AS method, c.kind AS kind, c.value_text AS value, c.unit AS unit,
       c.direction AS direction, m.name AS metric, d.name AS dataset, coalesce(o.name, c.baseline) AS baseline,
       p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY coalesce(s.name, c.subject, ''), coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
