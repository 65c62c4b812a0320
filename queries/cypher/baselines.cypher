// The methods with which the papers that introduce a method compare.
//
// @group choosing a method
// @param method = "ResNet"  the method, by any of its names

WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:INTRODUCES]->(m), (p)-[r:COMPARES_WITH]->(b:Method)
RETURN b.name AS baseline, p.title AS paper, p.published AS published, r.evidence AS evidence
ORDER BY baseline, paper, b.id, p.id, m.id
