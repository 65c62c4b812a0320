"""What the server sends for pages: frames without scripts in them, and files that no address chooses."""

from __future__ import annotations

import json
import re

import pytest
from servers.served import Served

from queries.server.explorer.assets import FOREVER, load_assets
from queries.server.explorer.pages import PAGES
from queries.server.explorer.terms import terms

ADDRESSES = [re.sub(r"{.*}", "anything", page.address) for page in PAGES]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_only_from_this_server(explorer: Served, address: str) -> None:
    response = explorer.get(address)
    content = response.data.decode()
    assert response.status == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", content)
    loaded = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="([^"]+)"', content)
    assert loaded
    for one in loaded:
        assert one.startswith("/static/")
        file = explorer.get(one)
        assert file.status == 200
        assert file.headers["Cache-Control"] == FOREVER


@pytest.mark.parametrize(
    "path", ["../pages.py", "..%2fpages.py", "/etc/passwd", "%2e%2e/__init__.py", "lib", "lib/"]
)
def test_no_address_leads_to_another_file(explorer: Served, path: str) -> None:
    version = load_assets("queries.server.explorer", terms=terms()).version
    assert explorer.get(f"/static/{version}/{path}").status == 404
    assert explorer.get(f"/static/{version}/lib/dom.js").status == 200
    assert explorer.get("/static/other/lib/dom.js").status == 404


def test_modules_import_what_there_is() -> None:
    files = load_assets("queries.server.explorer", terms=terms()).files
    for path, content in files.items():
        folder = path.rpartition("/")[0]
        for imported in re.findall(r'^import[^"]*"([^"]+)"', content.decode(), re.MULTILINE):
            parts: list[str] = folder.split("/") if folder else []
            for part in imported.split("/"):
                if part == "..":
                    parts.pop()
                elif part != ".":
                    parts.append(part)
            assert "/".join(parts) in files, f"{path} imports {imported}"


def test_terms_are_those_of_the_graph() -> None:
    known = json.loads(terms())
    cypher = {term["text"]: term["kind"] for term in known["cypher"]}
    assert cypher["Paper"] == "label"
    assert cypher["OUTPERFORMS"] == "type"
    assert cypher["published"] == "property"
    sparql = {term["text"]: term["kind"] for term in known["sparql"]}
    assert sparql["cg:Method"] == "class"
    assert sparql["cg:introduces"] == "property"
    assert "skos:prefLabel" in sparql
