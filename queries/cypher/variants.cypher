// The variants of a method, at any depth: versions, sizes, adapted forms.
//
// @group choosing a method
// @param method = "Llama 2"  the more general method, by any of its names

WITH toLower($method) AS wanted
MATCH (m:Method)
WHERE toLower(m.name) = wanted OR any(a IN m.aliases WHERE toLower(a) = wanted)
MATCH (v:Method)-[:VARIANT_OF*1..10]->(m)
RETURN DISTINCT v.name AS variant, v.support AS papers, v.id AS id
ORDER BY papers DESC, variant, id
