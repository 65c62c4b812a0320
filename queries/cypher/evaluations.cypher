// The papers that evaluate on a dataset, the newest first.
//
// @group planning an experiment
// @param dataset = "GSM8K"  the dataset, by any of its names

WITH toLower($dataset) AS wanted
MATCH (d:Dataset)
WHERE toLower(d.name) = wanted OR any(a IN d.aliases WHERE toLower(a) = wanted)
MATCH (p:Paper)-[r:EVALUATES_ON]->(d)
RETURN p.title AS paper, p.published AS published, p.url AS url, r.evidence AS evidence
ORDER BY coalesce(p.published, '') DESC, paper, p.id, d.id
