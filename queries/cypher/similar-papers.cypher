// The papers most like a paper: those that share at least two methods, datasets or tasks with it.
//
// @group checking what is said
// @param paper = "Mask R-CNN"  the paper, by its title, arXiv identifier or node id

WITH toLower($paper) AS wanted
MATCH (p:Paper)
WHERE toLower(p.title) = wanted OR toLower(p.arxiv_id) = wanted OR toLower(p.id) = wanted
MATCH (p)-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|MENTIONS|ADDRESSES]->(e)
WITH DISTINCT p, e
MATCH (q:Paper)-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|MENTIONS|ADDRESSES]->(e)
WHERE q.id <> p.id
WITH q.id AS id, q.title AS paper, q.published AS published, count(DISTINCT e.id) AS shared,
     count(DISTINCT CASE WHEN e.id STARTS WITH 'method/' THEN e.id ELSE NULL END) AS methods,
     count(DISTINCT CASE WHEN e.id STARTS WITH 'dataset/' THEN e.id ELSE NULL END) AS datasets,
     count(DISTINCT CASE WHEN e.id STARTS WITH 'task/' THEN e.id ELSE NULL END) AS tasks
WHERE shared > 1
RETURN paper, published, shared, methods, datasets, tasks
ORDER BY shared DESC, paper, id
