"""References from one SOP to another: cut out of what its box and its steps say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.lines import mark_length
from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.sop_word import SOP_WORD, begins_with_sop


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A reference from one SOP to another."""

    teks: str
    """As written, such as "SOP Pembentukan Tim"."""
    slug: str
    """The SOP that is meant; "" while the catalogue has none."""


@dataclass(frozen=True, slots=True)
class Segmen:
    """A piece of a text: plain, or a reference."""

    teks: str
    rujukan: Rujukan | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One SOP refers to another, in its box "keterkaitan", in its steps, or in both."""

    source: str
    """The slug of the SOP that refers."""
    target: str
    """The slug of the SOP that is meant; "" while the catalogue has none."""
    teks: str
    """As written the first time, such as "SOP Pembentukan Tim"."""
    keterkaitan: bool
    """Whether its box "keterkaitan" does."""
    langkah: tuple[int, ...]
    """Numbers of the steps whose keterangan refers, ascending, from 1."""


class References:
    """Finds references in texts.

    Args:
        find: the slug that a name means (`SopNames.find`); "" for none.
    """

    def __init__(self, find: Callable[[str], str]) -> None:
        self._find = find
        self._segments: dict[str, tuple[Segmen, ...]] = {}
        """What `segments` has cut already: links, backlinks, lists and pages all ask for the same few texts."""

    def cut_item(self, item: str) -> tuple[Segmen, ...]:
        """An item of the box "keterkaitan" cut into plain pieces and references; joined they give the text again.

        The item is one reference as it stands, unless it names several SOPs, or one and says something besides.
        """
        if not _WORD.search(item) or item.lower() == TIDAK_TERBACA:
            return (Segmen(item),)
        if not self._find(item):
            pieces = self.segments(item)
            found = [piece.rujukan for piece in pieces if piece.rujukan]
            if len(found) > 1 or any(rujukan.slug for rujukan in found):
                return pieces
        return (Segmen(item, Rujukan(item, self._find(item))),)

    def links_of(self, sop: Sop) -> Iterator[Link]:
        """Every SOP that one refers to, once: first from its box, then from its steps; not to itself."""
        found: dict[str, tuple[Rujukan, bool, list[int]]] = {}
        for item in sop.keterkaitan:
            for segmen in self.cut_item(item):
                if segmen.rujukan:
                    found.setdefault(_key(segmen.rujukan), (segmen.rujukan, True, []))
        for langkah in sop.langkah:
            for segmen in self.segments(langkah.keterangan):
                if segmen.rujukan:
                    found.setdefault(_key(segmen.rujukan), (segmen.rujukan, False, []))[2].append(langkah.nomor)
        for key, (rujukan, boxed, steps) in found.items():
            if key and rujukan.slug != sop.slug:
                yield Link(sop.slug, rujukan.slug, rujukan.teks, boxed, tuple(dict.fromkeys(steps)))

    def segments(self, teks: str) -> tuple[Segmen, ...]:
        """A step's keterangan cut into plain pieces and references; joined they give the text again.

        A reference is a part between commas or semicolons that begins with "SOP". A name may hold commas itself, so
        the longest run of parts that names an SOP of the catalogue wins.
        """
        segments = self._segments.get(teks)
        if segments is None:
            segments = self._segments[teks] = self._cut(teks)
        return segments

    def _cut(self, teks: str) -> tuple[Segmen, ...]:
        if not _HOLDS_SOP.search(teks):
            return (Segmen(teks),) if teks else ()
        parts = re.split(r"([;,\n])", teks)  # part, separator, part, …
        segments: list[Segmen] = []
        index = 0
        while index < len(parts):
            part = parts[index]
            end = index + 1
            lead = part[: mark_length(part.lstrip()) + len(part) - len(part.lstrip())] if index % 2 == 0 else ""
            if index % 2 == 0 and begins_with_sop(part[len(lead) :]):
                for candidate in range(min(len(parts), index + _NAME_PARTS), index, -2):
                    whole = "".join(parts[index:candidate])[len(lead) :]
                    if "\n" not in whole and self._find(whole):
                        end = candidate
                        break
                whole = "".join(parts[index:end])
                name = whole[len(lead) :].strip().rstrip(".")
                lead = whole[: whole.index(name, len(lead))] if name else lead
                segments.append(Segmen(lead)) if lead else None
                segments.append(Segmen(name, Rujukan(name, self._find(name))))
                tail = whole[len(lead) + len(name) :]
                segments.append(Segmen(tail)) if tail else None
            else:
                segments.append(Segmen(part)) if part else None
            index = end
        return tuple(segments)


def _key(rujukan: Rujukan) -> str:
    """What makes two references one; "" for a text that names nothing."""
    return f"/{rujukan.slug}" if rujukan.slug else fold_name(rujukan.teks)  # no folded name holds a slash


_HOLDS_SOP = re.compile(SOP_WORD, re.IGNORECASE)
_NAME_PARTS = 15
"""Parts and separators that a name with commas may have: eight parts."""
_WORD = re.compile(r"[^\W_]+")
