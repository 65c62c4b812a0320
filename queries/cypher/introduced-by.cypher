// Who introduces a method or dataset: the papers that claim to, and their words.
//
// @group choosing a method
// @param name = "ResNet"  the method or dataset, by any of its names

WITH toLower($name) AS wanted
MATCH (p:Paper)-[r:INTRODUCES]->(n)
WHERE toLower(n.name) = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
RETURN n.name AS introduced, p.title AS paper, p.published AS published, p.url AS url,
       r.confidence AS confidence, r.evidence AS evidence
ORDER BY introduced, n.id, coalesce(published, ''), paper, p.id
