"""The addresses of the pages. What a page shows is in its address, so that it can be sent to others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import jinja2
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queries.server.explorer.assets import Assets, load_assets
from queries.server.explorer.terms import terms
from queries.views.shapes import ENTITY_LABELS

REVALIDATE = "no-cache"


@dataclass(frozen=True)
class Page:
    """`script` names the module in `static/pages`, `styles` sheets beside the common ones. `title` is what
    the page is called until its script knows better."""

    address: str
    script: str
    title: str
    styles: tuple[str, ...] = ()


PAGES = (
    Page("/", "home", "Explore"),
    Page("/search", "search", "Search"),
    Page("/paper/{id:path}", "paper", "Paper", ("paper",)),
    *(Page(f"/{label.lower()}/{{id:path}}", "entity", label) for label in ENTITY_LABELS),
    Page("/leaderboard", "leaderboard", "Leaderboards", ("chart",)),
    Page("/compare", "compare", "Compare methods", ("chart",)),
    Page("/graph", "graph", "Graph", ("graph",)),
    Page("/query", "query", "Query", ("chart", "graph", "query")),
)


def explorer_pages() -> list[Route]:
    """Routes of all pages and of what they load."""
    assets = load_assets(__package__, terms=terms())
    template = _environment().get_template("page.html.jinja")
    return [
        *(Route(page.address, _shown(page, assets, template)) for page in PAGES),
        Route("/static/{path:path}", assets.respond),
    ]


def _shown(page: Page, assets: Assets, template: jinja2.Template) -> Callable[[Request], Awaitable[Response]]:
    content = template.render(page=page, static=assets.address)

    async def show(request: Request) -> Response:
        return Response(content, headers={"Cache-Control": REVALIDATE}, media_type="text/html")

    return show


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("queries.server.explorer", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
