"""The explorer: pages for people, drawn in the browser from what the JSON API answers.

pages.py              the addresses of the pages
assets.py             what the pages load, and under which address
terms.py              the words of the graph that editors complete
page.html.jinja       the frame of every page
static/pages/         one script a page
static/lib/           what pages share: elements, the API, addresses, claims, charts, tables
static/graph/         the drawing of a graph
static/editor/        the editor of queries
static/style/         colours, type, and one style sheet for each of these

The scripts are plain JavaScript modules without a framework: pages this small need none, and so there is
nothing to build, to bundle or to keep up to date.
"""

from queries.server.explorer.pages import explorer_pages

__all__ = ["explorer_pages"]
