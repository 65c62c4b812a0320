"""claimgraph: research papers to a queryable graph of methods, datasets, metrics and claims."""
