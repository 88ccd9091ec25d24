"""A built page as a small tree, for tests that ask what stands in which part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup"}


@dataclass(eq=False)
class Element:
    """One element with its children in order; texts are plain strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The words of the class attribute."""
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find_all(self, tag: str = "", cls: str = "", id: str = "") -> list[Element]:  # noqa: A002 - the attribute's name
        """All elements below this one with that tag, class and id; "" asks for none."""
        return [
            element
            for element in self.walk()
            if element is not self
            and (not tag or element.tag == tag)
            and (not cls or cls in element.classes)
            and (not id or element.attributes.get("id") == id)
        ]

    def find(self, tag: str = "", cls: str = "", id: str = "") -> Element:  # noqa: A002 - the attribute's name
        """The only such element; AssertionError where there is none or more than one."""
        found = self.find_all(tag, cls, id)
        assert len(found) == 1, f"{len(found)} elemen <{tag or '*'} class={cls!r} id={id!r}>, seharusnya satu"
        return found[0]

    def text(self, *, remarks: bool = True) -> str:
        """The text with its white space folded.

        Args:
            remarks: False leaves out what stands in <small>: the site's own words behind a text of the SOP, such as
                "belum ada di katalog".
        """
        folded = " ".join("".join(self._pieces(remarks=remarks)).split())
        return folded if remarks else re.sub(r" (?=[,;.])", "", folded)

    def _pieces(self, *, remarks: bool) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif remarks or child.tag != "small":
                gap = "" if child.tag in _INLINE else " "
                yield gap
                yield from child._pieces(remarks=remarks)
                yield gap


def parse_page(html: str) -> Element:
    """The tree of a page or of a piece of one. AssertionError when its tags do not match."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> tidak ditutup"
    return builder.open[0]


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> menutup <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
