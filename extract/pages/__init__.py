"""HTML pages of one file each: they need nothing from outside and fit light and dark screens.

Everything that a template is given is escaped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from extract.record import ENTITY_TYPES


def render_page(template: str, **values: object) -> str:
    """A page of the template with this file name. Raises jinja2.TemplateError for a value that it lacks."""
    return _environment().get_template(template).render(entity_types=ENTITY_TYPES, **values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
