"""Reads an HTML page back: its elements with their attributes and all the text inside."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "input", "hr", "img", "link"})
_WITH_ADDRESS = ("src", "srcset", "data", "action", "poster", "background")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    parts: list[str | Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, tag: str, *classes: str) -> list[Element]:
        """Every element below with the tag and the classes, in order."""
        own = [child for child in self.children if child.tag == tag and child.classes >= set(classes)]
        return own + [found for child in self.children for found in child.all(tag, *classes)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("", {})]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes})
        self.stack[-1].children.append(element)
        self.stack[-1].parts.append(element)
        if tag not in _VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].parts.append(data)


def read_page(page: str) -> Element:
    """The page as a tree. Fails where tags do not nest."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert len(reader.stack) == 1, f"<{reader.stack[-1].tag}> is not closed"
    return reader.stack[0]


def outside_resources(page: Element) -> list[str]:
    """What a browser would fetch for the page from elsewhere. Links for a reader to follow are none."""
    found = []
    for element in (page, *(child for child in page.children)):
        found += [element.attributes[name] for name in _WITH_ADDRESS if name in element.attributes]
        if element.tag == "link":
            found.append(element.attributes.get("href", ""))
        if element.tag == "style" and ("url(" in element.text or "@import" in element.text):
            found.append(element.text)
    return found + [resource for child in page.children for resource in outside_resources(child)]
