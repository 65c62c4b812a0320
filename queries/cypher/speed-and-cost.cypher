// What papers claim about speed, memory, size and cost: every number whose metric speaks of them.
//
// @group following a field
// @param method = ""  only of this method, by any of its names; all if empty

WITH toLower($method) AS wanted,
     ['latency', 'time', 'speed', 'throughput', 'second', 'fps', 'memory', 'parameter',
      'flop', 'macs', 'cost', 'energy', 'gpu', 'hours', 'size'] AS words
MATCH (p:Paper)-[:MAKES]->(c:Claim)-[:`IN`]->(m:Metric)
WHERE c.value_text IS NOT NULL AND any(w IN words WHERE toLower(m.name) CONTAINS w)
OPTIONAL MATCH (c)-[:ABOUT]->(s:Method)
WITH p, c, m, s, wanted
WHERE wanted = '' OR toLower(s.name) = wanted OR any(a IN s.aliases WHERE toLower(a) = wanted)
OPTIONAL MATCH (c)-[:`ON`]->(d:Dataset)
OPTIONAL MATCH (c)-[:AGAINST]->(o:Method)
RETURN m.name AS metric, coalesce(s.name, c.subject) AS method, c.kind AS kind, c.value_text AS value, c.unit AS unit,
       c.direction AS direction, c.qualifier AS qualifier, coalesce(o.name, c.baseline) AS baseline,
       d.name AS dataset, p.title AS paper, p.published AS published, c.evidence AS evidence
ORDER BY metric, coalesce(s.name, c.subject, ''), paper, coalesce(c.evidence_start, 0), c.id
