// Who claims to outperform a method: the better method, the paper that says so, and its words.
//
// @param method  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (worse:Method)
WHERE toLower(worse.name) = wanted OR any(a IN worse.aliases WHERE toLower(a) = wanted)
MATCH (b:Method)-[:OUTPERFORMS]->(worse)
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:AGAINST]->(o:Method)
WHERE (c.relation = 'outperforms' AND s.id = b.id AND o.id = worse.id)
   OR (c.relation = 'underperforms' AND s.id = worse.id AND o.id = b.id)
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:`FOR`]->(t:Task)
RETURN b.name AS better, d.name AS dataset, t.name AS task, p.title AS paper, p.published AS published,
       c.evidence AS evidence
ORDER BY better, coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
