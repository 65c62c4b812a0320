// The datasets that papers introduce and that others have since taken up: how many other papers evaluate or train on
// each.
//
// @group planning an experiment
// @param since = ""  only datasets of papers from this day, month or year on; all if empty

MATCH (p:Paper)-[:INTRODUCES]->(d:Dataset)
WHERE $since = '' OR p.published >= $since
MATCH (q:Paper)-[:EVALUATES_ON|TRAINS_ON]->(d)
WHERE NOT EXISTS { MATCH (q)-[:INTRODUCES]->(d) }
WITH d.id AS id, d.name AS dataset, p.id AS paperId, p.title AS paper, p.published AS published,
     count(DISTINCT q.id) AS papers
RETURN dataset, papers, paper, published
ORDER BY papers DESC, dataset, coalesce(published, ''), paper, id, paperId
