// How a task grows: papers on it by year, and the methods and datasets that they introduce.
//
// @group following a field
// @param task = "image classification"  the task, by any of its names

WITH toLower($task) AS wanted
MATCH (t:Task)
WHERE toLower(t.name) = wanted OR any(a IN t.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[:ADDRESSES]->(t)
WHERE p.published IS NOT NULL AND NOT p.published STARTS WITH '--'
OPTIONAL MATCH (p)-[:INTRODUCES]->(m:Method)
OPTIONAL MATCH (p)-[:INTRODUCES]->(d:Dataset)
WITH left(p.published, 4) AS year, count(DISTINCT p.id) AS papers, count(DISTINCT m.id) AS methods,
     count(DISTINCT d.id) AS datasets
RETURN year, papers, methods, datasets
ORDER BY year
