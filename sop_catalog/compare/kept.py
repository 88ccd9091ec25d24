"""Results of comparing an SOP with what was signed, kept by all that they were made of.

What a comparison takes from the rest of the catalogue is known: the registers, what the SOPs are called, and whether two
words mean the same (`compare.meaning`). The first two are in the name of a result. The last depends on every word of the
catalogue, so the few questions that were asked are kept with the result, and it counts while their answers are the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.signed import Kesamaan, Perbandingan
from sop_catalog.compare.meaning import Meaning

SIGNED = "sah"
"""What the keys of these results begin with."""
_WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


@dataclass(frozen=True)
class AskedMeaning(Meaning):
    """Remembers what it was asked."""

    asked: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False)

    def same_piece(self, before: str, after: str) -> bool:
        """As `Meaning` has it."""
        answer = super().same_piece(before, after)
        self.asked[before, after] = answer
        return answer


@dataclass
class KeptComparisons:
    """Comparisons within one catalogue; nothing is kept where it has no cache."""

    catalog: Catalog
    is_sure: bool = True
    """Whether what is being made depends on nothing but its name: whoever looks elsewhere (into git) says that it does not."""

    @cached_property
    def meaning(self) -> AskedMeaning:
        """What the catalogue knows about words."""
        return AskedMeaning(self.catalog, self.catalog)

    def find(self, parts: tuple[str, ...], make: Callable[[], list[Perbandingan | None]]) -> list[Perbandingan | None]:
        """Comparisons, kept or made.

        Args:
            parts: all that they are made of, but for what this module knows itself.
            make: makes them.
        """
        cache = self.catalog.cache
        if cache is None:
            return make()
        from sop_catalog.cache.identity import digest  # noqa: PLC0415 - the page of the form has no cache

        key = f"{SIGNED}-{digest(self._base, *parts)}"
        kept = self._unpack(cache.get(key))
        if kept is not None:
            return kept
        self.is_sure = True
        self.meaning.asked.clear()
        made = make()
        if self.is_sure:
            asked = [[*question, answer] for question, answer in self.meaning.asked.items()]
            rows = [[one.kesamaan.value, one.perubahan, one.sebab] if one else None for one in made]
            cache.put(key, json.dumps([asked, rows], ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return made

    def _unpack(self, value: bytes | None) -> list[Perbandingan | None] | None:
        if value is None:
            return None
        try:
            asked, rows = json.loads(value)
            if any(self.meaning.same_piece(before, after) is not answer for before, after, answer in asked):
                return None
            return [Perbandingan(Kesamaan(row[0]), tuple(row[1]), row[2]) if row else None for row in rows]
        except _WRONG:
            return None

    @cached_property
    def _base(self) -> str:
        from sop_catalog.cache.identity import digest, program_digest  # noqa: PLC0415

        catalog = self.catalog
        texts = [part for name, source in sorted(catalog.register_sources.items()) for part in (name, source.text)]
        names = [
            part
            for slug, file in catalog.by_slug.items()
            for part in (slug, file.named.nama if file.named else "", file.named.nomor if file.named else "")
        ]
        return digest(
            program_digest(),
            *texts,
            "/",
            *sorted(catalog.unreadable_registers),
            "/",
            *names,
            "/",
            *sorted(catalog.broken),
        )
