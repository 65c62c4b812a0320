// Every name under which papers speak of a node.
//
// @group keeping the graph
// @param name = "ImageNet"  the method, dataset, task or metric, by any of its names

WITH toLower($name) AS wanted
MATCH (n:Method|Dataset|Task|Metric)
WHERE toLower(n.name) = wanted OR any(a IN n.aliases WHERE toLower(a) = wanted)
UNWIND n.aliases AS alias
WITH DISTINCT n.id AS id, n.name AS name, alias
RETURN id, name, alias
ORDER BY id, alias
