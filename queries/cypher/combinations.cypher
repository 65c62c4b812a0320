// The methods that papers combine with a method: how many papers use or introduce both.
//
// @group choosing a method
// @param method = "ResNet"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (m)<-[:USES|INTRODUCES]-(p:Paper)-[:USES|INTRODUCES]->(o:Method)
WHERE o.id <> m.id
WITH o.id AS id, o.name AS other, o.support AS support, count(DISTINCT p.id) AS papers
RETURN other, papers, support
ORDER BY papers DESC, support DESC, other, id
