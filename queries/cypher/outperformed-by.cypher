// Who claims to outperform a method: the better method, the paper that says so, and its words.
//
// @group choosing a method
// @param method = "ResNet"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:AGAINST]->(o:Method)
WHERE s.id <> o.id
  AND ((c.relation = 'outperforms' AND (toLower(o.name) = wanted OR any(a IN o.aliases WHERE toLower(a) = wanted)))
    OR (c.relation = 'underperforms' AND (toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted))))
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:`FOR`]->(t:Task)
RETURN CASE WHEN c.relation = 'outperforms' THEN s.name ELSE o.name END AS better, d.name AS dataset,
       t.name AS task, p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY better, coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
