// How well a node is covered: how many papers name it, in which part, and how many claims speak of it.
//
// @group keeping the graph
// @param name = "ImageNet"  the method, dataset, task or metric, by any of its names

WITH toLower($name) AS wanted
MATCH (n:Method|Dataset|Task|Metric)
WHERE toLower(n.name) = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
OPTIONAL MATCH (c:Claim)-[:ABOUT|AGAINST|`ON`|`IN`|`FOR`]->(n)
WITH n, count(DISTINCT c.id) AS claims
RETURN n.id AS id, n.name AS name, n.support AS support,
       COUNT { MATCH (p:Paper)-[:INTRODUCES]->(n) } AS introducing,
       COUNT { MATCH (p:Paper)-[:USES]->(n) } AS using,
       COUNT { MATCH (p:Paper)-[:COMPARES_WITH]->(n) } AS comparing,
       COUNT { MATCH (p:Paper)-[:EVALUATES_ON]->(n) } AS evaluating,
       COUNT { MATCH (p:Paper)-[:TRAINS_ON]->(n) } AS training,
       COUNT { MATCH (p:Paper)-[:ADDRESSES]->(n) } AS addressing,
       COUNT { MATCH (p:Paper)-[:MEASURES]->(n) } AS measuring,
       COUNT { MATCH (p:Paper)-[:MENTIONS]->(n) } AS mentioning,
       claims
ORDER BY id
