"""What a theme gives to our pages: shells to fill, and the addresses that a frame works out.

Whoever has a theme (the plugin, through MkDocs) renders one sample of each kind of page; here is which pages are of one
kind, and how a page is put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

from sop_catalog.pages.page import Page
from sop_catalog.site.shell import TOKENS, Hole, Shell, cut_shell
from sop_catalog.site.shell_rules import Asked

_CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Placed:
    """A page where the frame has put it."""

    page: Page
    place: str
    """What is alike for pages that the theme treats alike: how deep they stand, which tab is theirs; of a page in the
    navigation its own path."""
    canonical: str
    """Its public address; "" where the site has none."""
    edit: str
    """Where it is edited, ready for HTML; ""."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of a kind, to be rendered by the theme: the values of each hole are tokens, or "" where there is none."""

    place: str
    path: str
    """Of a page of this kind; the frame gives the sample another name, unless the page is in the navigation."""
    sections: tuple[tuple[str, str], ...]
    values: Mapping[Hole, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What the theme may ask of a page; pages that answer alike share a shell."""

    place: str
    sections: tuple[tuple[str, str], ...]
    present: tuple[Hole, ...]
    answers: tuple[Asked, ...]
    """The questions whose answer is yes."""


class Frame:
    """Fills pages.

    Args:
        render: what the theme makes of a sample, with everything that is put into a finished page besides its content.
        asked: questions of the theme's templates (`shell_rules.read_templates`).
    """

    def __init__(self, render: Callable[[Sample], str], asked: Iterable[Asked]) -> None:
        self._render = render
        self._asked = tuple(asked)
        self._shells: dict[Kind, Shell] = {}

    def fill(self, placed: Placed, content: bytes) -> tuple[bytes, Kind]:
        """A whole page, and of what kind it is.

        Args:
            placed: the page.
            content: its HTML, finished.

        Raises:
            ShellError: the theme's pages cannot be filled.
        """
        values = _values(placed, content)
        kind = self._kind_of(placed, values)
        return self.shell_of(kind, placed.page.path).fill(values), kind

    def sample(self, placed: Placed) -> Shell:
        """The shell of a page whose content answers no to every question.

        Raises:
            ShellError: there is none.
        """
        return self.shell_of(self._kind_of(placed, _values(placed, b" ")), placed.page.path)

    def shell_of(self, kind: Kind, path: str) -> Shell:
        """The shell of a kind of pages.

        Args:
            kind: which.
            path: of a page of this kind.

        Raises:
            ShellError: there is none.
        """
        if kind not in self._shells:
            self._shells[kind] = self._make(kind, path)
        return self._shells[kind]

    def _kind_of(self, placed: Placed, values: Mapping[Hole, bytes]) -> Kind:
        return Kind(
            placed.place,
            placed.page.sections,
            tuple(hole for hole in Hole if values[hole]),
            tuple(
                question for question in self._asked if question.needle.encode() in values[_HOLES[question.attribute]]
            ),
        )

    def _make(self, kind: Kind, path: str) -> Shell:
        values = {hole: TOKENS[hole] if hole in kind.present else "" for hole in Hole}
        tails: dict[Hole, str] = {}
        for question in kind.answers:  # the sample answers as the pages do
            hole = _HOLES[question.attribute]
            tails[hole] = tails.get(hole, "") + question.needle
        html = self._render(
            Sample(
                kind.place,
                path,
                kind.sections,
                {**values, **{hole: values[hole] + tail for hole, tail in tails.items()}},
            )
        )
        for hole, tail in tails.items():
            html = html.replace(values[hole] + tail, values[hole])
        return cut_shell(html)


def _values(placed: Placed, content: bytes) -> dict[Hole, bytes]:
    return {
        Hole.TITLE: escape(placed.page.title).encode(),
        Hole.DESCRIPTION: escape(placed.page.description).encode(),
        Hole.CANONICAL: placed.canonical.encode(),
        Hole.EDIT: placed.edit.encode(),
        Hole.CONTENT: content,
    }


_HOLES = {
    "title": Hole.TITLE,
    "description": Hole.DESCRIPTION,
    "canonical_url": Hole.CANONICAL,
    "edit_url": Hole.EDIT,
    _CONTENT: Hole.CONTENT,
}
"""What templates call the values of the holes."""
