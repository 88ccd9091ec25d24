"""A theme's page with holes: rendered once for each kind of page, and filled as often as there are pages of that kind.

A theme spends milliseconds on a page, and all pages of a kind get the same from it but for a title, a few addresses
and the content. So the frame renders one page of each kind whose values are tokens (`TOKENS`), `cut_shell` cuts the
result at them, and `Shell.fill` puts a page together as bytes.

That is right only while a template prints those values as they are, and asks nothing of them but what all pages of the
kind answer alike. `shell_rules` reads the templates to make sure; here a token that comes back changed is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Hole(StrEnum):
    """What differs between the pages of one kind; the values are what the theme calls it."""

    TITLE = "meta.title"
    DESCRIPTION = "meta.description"
    CANONICAL = "canonical_url"
    EDIT = "edit_url"
    CONTENT = "content"


_MARK = "q7Zx"
"""Part of every token, and of nothing else."""
TOKENS: Mapping[Hole, str] = {hole: f"<{_MARK} {hole.name}&amp;\"'{{}} %é\u2028edit blob/>" for hole in Hole}
"""Hold what any filter would change: tags, entities, quotes, blanks, capitals, other letters. A page must not hold them."""
_REPLACED = (("edit", "raw"), ("blob", "raw"), ("edit", "blob"))
"""What Material replaces in an edit link to lead to the source instead of the editor."""
_CHANGES: Mapping[str, tuple[Hole, tuple[str, str]]] = {
    **{token: (hole, ("", "")) for hole, token in TOKENS.items()},
    **{TOKENS[Hole.EDIT].replace(*change): (Hole.EDIT, change) for change in _REPLACED},
}
"""What may come back from the theme → which hole it is, and what was replaced in its value."""
DUMMY_NAME = f"{_MARK.lower()}-halaman"
"""The last part of the path of the page that is rendered: it must not appear in the result."""


class ShellError(Exception):
    """Why a theme's page cannot be filled; for the log, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a page between its holes."""

    pieces: tuple[bytes, ...]
    """One more than `holes`."""
    holes: tuple[tuple[Hole, tuple[str, str]], ...]
    """In the order of the page, each with what is to be replaced in its value; a hole may come several times."""

    def fill(self, values: Mapping[Hole, bytes]) -> bytes:
        """A whole page. KeyError for a hole without a value."""
        parts = [self.pieces[0]]
        for (hole, (old, new)), piece in zip(self.holes, self.pieces[1:], strict=True):
            value = values[hole]
            parts += (value.replace(old.encode(), new.encode()) if old else value, piece)
        return b"".join(parts)

    def holds(self, text: bytes) -> bool:
        """Whether a text stands in one of the pieces."""
        return any(text in piece for piece in self.pieces)


def cut_shell(html: str) -> Shell:
    """Cut a page that was rendered with `TOKENS` at them.

    Raises:
        ShellError: the theme has changed one of them, or prints the path of the page.
    """
    pieces: list[str] = []
    holes = []
    end = 0
    for match in _TOKEN.finditer(html):
        pieces.append(html[end : match.start()])
        holes.append(_CHANGES[match[0]])
        end = match.end()
    pieces.append(html[end:])
    if any(_MARK.lower() in piece.lower() for piece in pieces):
        raise ShellError("tema mengubah judul, alamat, atau isi halaman sebelum mencetaknya")
    if [hole for hole, _ in holes].count(Hole.CONTENT) != 1:
        raise ShellError("tema mencetak isi halaman tidak tepat satu kali")
    return Shell(tuple(piece.encode("utf-8", "xmlcharrefreplace") for piece in pieces), tuple(holes))


def change_frame(html: str, change: Callable[[str], str]) -> str:
    """Change a page that was rendered with `TOKENS` without touching them, or letting them be taken for HTML."""
    tokens = _TOKEN.findall(html)
    changed = change(_TOKEN.sub(_PLACE, html)).split(_PLACE)
    if len(changed) != len(tokens) + 1:
        raise ShellError("isi halaman hilang dari tema")
    return "".join(part for pair in zip(changed, [*tokens, ""], strict=True) for part in pair)


_PLACE = "\ue0a1"
"""Stands for a token: no character of any text."""
_TOKEN = re.compile("|".join(map(re.escape, _CHANGES)))
