// What a method is claimed to outperform, by whom and in which words.
//
// @group choosing a method
// @param method = "GPT-4"  the method, by any of its names
// @param other = ""  only this other method, by any of its names; all if empty

WITH toLower($method) AS wanted, toLower($other) AS wantedOther
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:ABOUT]->(s:Method), (c)-[:AGAINST]->(o:Method)
WHERE s.id <> o.id
  AND ((c.relation = 'outperforms' AND (toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted))
      AND (wantedOther = '' OR toLower(o.name) = wantedOther OR any(a IN o.aliases WHERE toLower(a) = wantedOther)))
    OR (c.relation = 'underperforms' AND (toLower(o.name) = wanted OR any(a IN o.aliases WHERE toLower(a) = wanted))
      AND (wantedOther = '' OR toLower(s.name) = wantedOther OR any(a IN s.aliases WHERE toLower(a) = wantedOther))))
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:`FOR`]->(t:Task)
RETURN CASE WHEN c.relation = 'outperforms' THEN o.name ELSE s.name END AS worse, d.name AS dataset,
       t.name AS task, c.confidence AS confidence, p.title AS paper, p.published AS published,
       c.evidence AS evidence
ORDER BY worse, coalesce(p.published, ''), paper, coalesce(c.evidence_start, 0), c.id
