"""The query operation of the SPARQL 1.1 Protocol: the cases of the W3C's protocol tests, and a few more.

https://www.w3.org/TR/sparql11-protocol/, section by section."""

from __future__ import annotations

import pytest
from servers.served import Served

from graph.rdf import DEFAULT_BASE

RESULTS_JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ENTITIES = f"{DEFAULT_BASE}graph/entities"
RESNET = f"{DEFAULT_BASE}graph/paper/deep-residual-learning-for-image-recognition"
FOCAL_LOSS = f"{DEFAULT_BASE}graph/paper/focal-loss-for-dense-object-detection"


def answer(response: object) -> bool:
    content = response.json()  # type: ignore[attr-defined]
    return bool(content["boolean"])


class TestOperations:
    """Section 2.1."""

    def test_get(self, served: Served) -> None:
        response = served.get("/sparql", query="ASK {}")
        assert response.status == 200
        assert answer(response)

    def test_post_with_a_form(self, served: Served) -> None:
        assert answer(served.request("POST", "/sparql", fields={"query": "ASK {}"}))

    def test_post_directly(self, served: Served) -> None:
        assert answer(served.request("POST", "/sparql", body=b"ASK {}", headers=DIRECT))

    def test_media_types_may_have_parameters_and_any_case(self, served: Served) -> None:
        for name in ("Application/SPARQL-Query; charset=UTF-8", 'application/sparql-query;charset="utf-8"'):
            response = served.request("POST", "/sparql", body=b"ASK {}", headers={"Content-Type": name})
            assert answer(response)

    def test_head_is_a_get_without_content(self, served: Served) -> None:
        response = served.request("HEAD", "/sparql?query=ASK%20%7B%7D")
        assert (response.status, response.data) == (200, b"")

    def test_text_outside_of_ascii(self, served: Served) -> None:
        query = 'SELECT ("Émile 模型 🤖" AS ?text) {}'
        for response in (
            served.get("/sparql", query=query),
            served.request("POST", "/sparql", fields={"query": query}),
            served.request("POST", "/sparql", body=query.encode(), headers=DIRECT),
        ):
            assert response.json()["results"]["bindings"][0]["text"]["value"] == "Émile 模型 🤖"


class TestRefusals:
    """Section 2.1.6: 400 for what is malformed; HTTP's own codes for the rest."""

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_methods(self, served: Served, method: str) -> None:
        response = served.request(method, "/sparql?query=ASK%20%7B%7D")
        assert response.status == 405
        assert {"GET", "POST"} <= set(response.headers["allow"].split(", "))

    def test_two_queries(self, served: Served) -> None:
        twice = [("query", "ASK {}"), ("query", "SELECT * {}")]
        assert served.request("GET", "/sparql", fields=twice).status == 400
        assert served.request("POST", "/sparql", fields=twice).status == 400

    def test_no_query(self, served: Served) -> None:
        assert served.get("/sparql", **{"default-graph-uri": ENTITIES}).status == 400
        assert served.request("POST", "/sparql", body=b"", headers=FORM).status == 400

    def test_a_query_in_the_address_and_in_the_body(self, served: Served) -> None:
        response = served.request("POST", "/sparql?query=ASK%20%7B%7D", body=b"ASK {}", headers=DIRECT)
        assert response.status == 400

    @pytest.mark.parametrize("name", ["text/plain", "application/json", "multipart/form-data", ""])
    def test_other_media_types(self, served: Served, name: str) -> None:
        headers = {"Content-Type": name} if name else {}
        assert served.request("POST", "/sparql", body=b"ASK {}", headers=headers).status == 415

    def test_a_form_without_its_media_type(self, served: Served) -> None:
        body = b"query=ASK%20%7B%7D"
        assert served.request("POST", "/sparql", body=body, headers={"Content-Type": ""}).status == 415

    def test_another_character_set(self, served: Served) -> None:
        headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
        assert (
            served.request("POST", "/sparql", body="ASK {}".encode("utf-16"), headers=headers).status == 415
        )
        assert served.request("POST", "/sparql", body=b"ASK {\xff}", headers=DIRECT).status == 400
        assert served.request("GET", "/sparql?query=ASK%20%7B%FF%7D").status == 400

    @pytest.mark.parametrize(
        "query", ["ASK {", "", "SELECT", "ASK { ?s ex:p ?o }", "ASK { <relative> ?p ?o }"]
    )
    def test_bad_syntax_with_the_parsers_words(self, served: Served, query: str) -> None:
        response = served.get("/sparql", query=query)
        assert response.status == 400
        assert "error at 1:" in response.data.decode()
        assert response.headers["content-type"].startswith("text/plain")


class TestUpdates:
    """Nothing can be written (section 2.2 is not offered)."""

    UPDATE = "INSERT DATA { <u:a> <u:b> <u:c> }"

    def test_updates_are_refused_in_every_form(self, served: Served) -> None:
        direct = {"Content-Type": "application/sparql-update"}
        for response in (
            served.request("POST", "/sparql", fields={"update": self.UPDATE}),
            served.request("POST", "/sparql", body=self.UPDATE.encode(), headers=direct),
            served.get("/sparql", update=self.UPDATE),
        ):
            assert response.status == 403
            assert b"only be read" in response.data
        assert not answer(served.get("/sparql", query="ASK { <u:a> ?b ?c }"))

    @pytest.mark.parametrize(
        "query",
        [
            UPDATE,
            "PREFIX x: <u:x> DELETE WHERE { ?s ?p ?o }",
            "LOAD <file:///etc/passwd>",
            "CLEAR ALL",
            "DROP SILENT ALL",
            "WITH <u:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        ],
    )
    def test_an_update_is_no_query(self, served: Served, query: str) -> None:
        response = served.get("/sparql", query=query)
        assert response.status == 400
        assert b"only be read" in response.data

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { service silent ?x { ?s ?p ?o } }",
            "SELECT * { ?s ?p true.SERVICE<http://127.0.0.1:9/>{} }",
            "PREFIX ex: <u:> SELECT * { ?s ?service ex:.SERVICE<http://127.0.0.1:9/>{} }",
            "SELECT * { FILTER(?a<'&&?b>') SERVICE <http://127.0.0.1:9/> { ?s ?p 'x' } }",
            "SELECT * { SERVICE # a comment\n SILENT <http://127.0.0.1:9/> { } }",
        ],
    )
    def test_no_other_server_is_asked(self, served: Served, query: str) -> None:
        response = served.get("/sparql", query=query)
        assert response.status == 400
        assert b"SERVICE is refused" in response.data

    def test_what_only_looks_like_another_server(self, served: Served) -> None:
        query = 'SELECT ?service ?n { VALUES (?service ?n) { ("SERVICE" 1) } }'
        assert served.get("/sparql", query=query).status == 200


class TestDatasets:
    """Section 2.1.4: what the protocol says before what the query says; by default, all graphs together."""

    COUNT = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a cg:Paper }"
    NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def number(self, served: Served, query: str, *graphs: tuple[str, str], post: bool = False) -> int:
        method = "POST" if post else "GET"
        response = served.request(method, "/sparql", fields=[("query", query), *graphs])
        assert response.status == 200, response.data
        return int(response.json()["results"]["bindings"][0]["n"]["value"])

    def test_all_graphs_together(self, served: Served) -> None:
        assert self.number(served, self.COUNT) == 60
        assert self.number(served, self.NAMED) == 61

    @pytest.mark.parametrize("post", [False, True])
    def test_default_graphs(self, served: Served, post: bool) -> None:
        one, two = ("default-graph-uri", RESNET), ("default-graph-uri", FOCAL_LOSS)
        assert self.number(served, self.COUNT, one, post=post) == 1
        assert self.number(served, self.COUNT, one, two, post=post) == 2
        assert self.number(served, self.NAMED, one, post=post) == 0

    @pytest.mark.parametrize("post", [False, True])
    def test_named_graphs(self, served: Served, post: bool) -> None:
        one, two = ("named-graph-uri", RESNET), ("named-graph-uri", FOCAL_LOSS)
        assert self.number(served, self.NAMED, one, two, post=post) == 2
        assert self.number(served, self.COUNT, one, post=post) == 0

    def test_both_sorts_of_graphs(self, served: Served) -> None:
        both = "{ ?x a cg:Paper } UNION { GRAPH ?g { ?x a cg:Claim } }"
        query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {both} }}"
        graphs = [("default-graph-uri", RESNET), ("named-graph-uri", FOCAL_LOSS)]
        claims = self.number(
            served, f"SELECT (COUNT(?c) AS ?n) {{ GRAPH <{FOCAL_LOSS}> {{ ?c a cg:Claim }} }}"
        )
        assert self.number(served, query, *graphs) == 1 + claims

    def test_directly_posted_with_graphs_in_the_address(self, served: Served) -> None:
        path = f"/sparql?default-graph-uri={RESNET}"
        response = served.request("POST", path, body=self.COUNT.encode(), headers=DIRECT)
        assert response.json()["results"]["bindings"][0]["n"]["value"] == "1"

    def test_graphs_of_the_query(self, served: Served) -> None:
        query = self.COUNT.replace("{", f"FROM <{RESNET}> FROM <{FOCAL_LOSS}> {{", 1)
        assert self.number(served, query) == 2
        assert self.number(served, query, ("default-graph-uri", RESNET)) == 1
        named = self.NAMED.replace("{", f"FROM NAMED <{RESNET}> {{", 1)
        assert self.number(served, named) == 1

    def test_no_graph_is_fetched(self, served: Served) -> None:
        missing = f"{DEFAULT_BASE}graph/paper/none"
        for graph in ("http://127.0.0.1:9/data.ttl", "file:///etc/passwd", missing):
            for name in ("default-graph-uri", "named-graph-uri"):
                response = served.get("/sparql", query="ASK {}", **{name: graph})
                assert response.status == 400
                assert graph in response.data.decode()
            assert self.number(served, self.COUNT.replace("{", f"FROM <{graph}> {{", 1)) == 0


class TestDescription:
    """The bare endpoint describes itself; so does the graph."""

    def test_service_description(self, served: Served) -> None:
        response = served.get("/sparql")
        assert response.status == 200
        assert response.headers["content-type"].startswith("text/turtle")
        text = response.data.decode()
        assert "sd:SPARQL11Query" in text
        assert f"<{served.url}/sparql>" in text

    def test_void(self, served: Served) -> None:
        response = served.get("/.well-known/void")
        assert response.status == 200
        assert "void:Dataset" in response.data.decode()
        assert served.request("GET", "/.well-known/void", headers={"Accept": "image/png"}).status == 406
