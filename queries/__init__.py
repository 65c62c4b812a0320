"""Questions to the graph: one Cypher and one SPARQL file each, and what runs them."""
