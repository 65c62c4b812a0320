"""`claimgraph serve`: the graph over HTTP, for reading only.

app.py                what there is under which path
sparql_protocol.py    /sparql, the SPARQL 1.1 Protocol; negotiation.py chooses the format
cypher.py             /cypher
api.py                /api, what the explorer shows; openapi.py describes it, queries/views answers it
description.py        service description and VoID
safety.py             hosts, origins, headers
pool.py, worker.py    processes that answer, one question at a time, and are stopped when one takes too long
"""
