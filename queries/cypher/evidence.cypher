// The evidence for the edges of a paper: what it introduces, uses, compares with, evaluates on and so on, each with
// the words that say so, where they stand in title + line end + abstract, and how sure the reading is.
//
// @group checking what is said
// @param paper = "Mask R-CNN"  the paper, by its title, arXiv identifier or node id
// @param name = ""  only edges to this method, dataset, task or metric, by any of its names; all if empty

WITH toLower($paper) AS wanted, toLower($name) AS wantedName
MATCH (p:Paper)
WHERE toLower(p.title) = wanted OR toLower(p.arxiv_id) = wanted OR toLower(p.id) = wanted
MATCH (p)-[:INTRODUCES|USES|COMPARES_WITH|EVALUATES_ON|TRAINS_ON|MENTIONS|ADDRESSES|MEASURES]->(n)
WHERE wantedName = '' OR toLower(n.name) = wantedName OR any(a IN n.aliases WHERE toLower(a) = wantedName)
WITH DISTINCT p, n
OPTIONAL MATCH (p)-[r0:INTRODUCES]->(n)
OPTIONAL MATCH (p)-[r1:USES]->(n)
OPTIONAL MATCH (p)-[r2:COMPARES_WITH]->(n)
OPTIONAL MATCH (p)-[r3:EVALUATES_ON]->(n)
OPTIONAL MATCH (p)-[r4:TRAINS_ON]->(n)
OPTIONAL MATCH (p)-[r5:MENTIONS]->(n)
OPTIONAL MATCH (p)-[r6:ADDRESSES]->(n)
OPTIONAL MATCH (p)-[r7:MEASURES]->(n)
WITH p.id AS paperId, n.id AS id, n.name AS name,
     [{edge: 'INTRODUCES', sure: r0.confidence, said: r0.evidence, at: r0.evidence_start, upto: r0.evidence_end},
      {edge: 'USES', sure: r1.confidence, said: r1.evidence, at: r1.evidence_start, upto: r1.evidence_end},
      {edge: 'COMPARES_WITH', sure: r2.confidence, said: r2.evidence, at: r2.evidence_start, upto: r2.evidence_end},
      {edge: 'EVALUATES_ON', sure: r3.confidence, said: r3.evidence, at: r3.evidence_start, upto: r3.evidence_end},
      {edge: 'TRAINS_ON', sure: r4.confidence, said: r4.evidence, at: r4.evidence_start, upto: r4.evidence_end},
      {edge: 'MENTIONS', sure: r5.confidence, said: r5.evidence, at: r5.evidence_start, upto: r5.evidence_end},
      {edge: 'ADDRESSES', sure: r6.confidence, said: r6.evidence, at: r6.evidence_start, upto: r6.evidence_end},
      {edge: 'MEASURES', sure: r7.confidence, said: r7.evidence, at: r7.evidence_start, upto: r7.evidence_end}] AS edges
UNWIND edges AS e
WITH paperId, id, name, e
WHERE e.said IS NOT NULL
RETURN e.edge AS edge, name, id, e.sure AS confidence, e.said AS evidence, e.at AS evidence_start,
       e.upto AS evidence_end
ORDER BY coalesce(evidence_start, 0), edge, name, id, paperId
