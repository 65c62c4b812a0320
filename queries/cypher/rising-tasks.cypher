// The tasks for which most new methods were introduced in a period.
//
// @group following a field
// @param since = "2020"  the first day, month or year of the period; open if empty
// @param until = ""  the last day, month or year of the period, which is part of it; open if empty

MATCH (p:Paper)-[:ADDRESSES]->(t:Task), (p)-[:INTRODUCES]->(m:Method)
WHERE p.published IS NOT NULL AND NOT p.published STARTS WITH '--'
  AND ($since = '' OR p.published >= $since)
  AND ($until = '' OR p.published <= $until OR p.published STARTS WITH $until)
WITH t.id AS id, t.name AS task, count(DISTINCT m.id) AS methods, count(DISTINCT p.id) AS papers
RETURN task, methods, papers
ORDER BY methods DESC, papers DESC, task, id
