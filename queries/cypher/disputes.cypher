// Pairs of methods of which each is claimed to outperform the other, with every claim on either side.
//
// @group checking what is said
// @param method = ""  only pairs with this method, by any of its names; all if empty

WITH toLower($method) AS wanted
MATCH (x:Method)-[:OUTPERFORMS]->(y:Method), (y)-[:OUTPERFORMS]->(x)
WHERE x.id < y.id AND (wanted = ''
   OR toLower(x.name) = wanted OR any(a IN x.aliases WHERE toLower(a) = wanted)
   OR toLower(y.name) = wanted OR any(a IN y.aliases WHERE toLower(a) = wanted))
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:AGAINST]->(o:Method)
WHERE (c.relation = 'outperforms' OR c.relation = 'underperforms')
  AND ((s.id = x.id AND o.id = y.id) OR (s.id = y.id AND o.id = x.id))
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
RETURN x.name AS method, y.name AS other,
       CASE WHEN c.relation = 'outperforms' THEN s.name ELSE o.name END AS better,
       d.name AS dataset, p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY method, other, better, coalesce(p.published, ''), paper, c.id
