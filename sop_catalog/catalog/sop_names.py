"""Under which names an SOP is referred to: its name, its number, its file's name, and name and number together.

    SOP Pengelolaan Surat Masuk
    SOP-025/17000/2025;  SOP Nomor 025/17000/2025
    SOP Pengelolaan Surat Masuk (SOP-025/17000/2025)
    SOP-025/17000/2025 Pengelolaan Surat Masuk
    SOP Nomor SOP-025/17000/2025 tentang Pengelolaan Surat Masuk
    pengelolaan-surat-masuk

Numbers change with the years. A name with a number that is nobody's now means the SOP of that name, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.sop_word import strip_sop, without_sop

_WORD = re.compile(r"[^\W_]+")
_JOINING = re.compile(r"(?<![^\W_])(?:nomor|nomer|nmr|no|tentang|perihal)(?![^\W_])\.?", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?P<nama>.+)[(\[]\s*(?:(?:nomor|nomer|no)(?![^\W_])\.?\s*:?\s*)?(?P<nomor>[^()\[\]]*[0-9][^()\[\]]*)[)\]]",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:nomor|nomer|no)(?![^\W_])\.?\s*:?\s*(?P<nomor>\S*[0-9]\S*)\s*,?\s+(?:tentang|perihal)\s+(?P<nama>.+)",
    re.IGNORECASE,
)


class SopNames:
    """What the names of a catalogue's SOPs mean.

    Args:
        files: slug → the SOP as far as its name and number are known, or None; the first by path first.
    """

    def __init__(self, files: Iterable[tuple[str, Sop | None]]) -> None:
        files = list(files)
        named = [(slug, sop) for slug, sop in files if sop]
        self._names: dict[str, str] = {}
        """Folded name → slug."""
        self._numbers: dict[str, str] = {}
        self._together: dict[str, str] = {}
        """Name and number, in either order → slug."""
        for slug, sop in named:
            self._names.setdefault(fold_name(sop.nama), slug)
        for slug, sop in named:
            if sop.bernomor:
                self._numbers.setdefault(fold_name(sop.nomor), slug)
                for pair in ((sop.nama, sop.nomor), (sop.nomor, sop.nama)):
                    self._together.setdefault(_fold_joined(" ".join(pair)), slug)
        self._all = dict(self._names)
        for name, slug in self._numbers.items():
            self._all.setdefault(name, slug)
        for slug, _ in files:
            self._all.setdefault(fold_name(slug), slug)
        for slug, sop in named:
            for former in sop.slug_lama:
                self._all.setdefault(fold_name(former), slug)
        for nothing in ("", fold_name(TIDAK_TERBACA)):
            self._all.pop(nothing, None)

    def find(self, teks: str) -> str:
        """The slug of the SOP that a text means; "" for none."""
        found = self._all.get(fold_name(teks), "")
        if found or not any(character.isdigit() for character in teks):
            return found
        joined = _fold_joined(teks)
        return self._together.get(joined, "") or self._numbers.get(joined, "") or self._by_name_with(teks)[0]

    def stale_number(self, teks: str) -> str:
        """The number in a reference that names an SOP and a number that is not, or no longer, its own; "" for none."""
        if fold_name(teks) in self._all or _fold_joined(teks) in self._together or _fold_joined(teks) in self._numbers:
            return ""
        return self._by_name_with(teks)[1]

    def _by_name_with(self, teks: str) -> tuple[str, str]:
        """The slug that the name in a text means and the number beside it; ("", "") where they are two SOPs', or none."""
        match = _BEHIND.fullmatch(teks.strip()) or _BEFORE.fullmatch(strip_sop(teks).strip())
        if not match:
            return "", ""
        slug = self._names.get(fold_name(match["nama"]), "")
        if not slug or self._numbers.get(fold_name(match["nomor"]), slug) != slug:
            return "", ""
        return slug, match["nomor"].strip()


@lru_cache(maxsize=16384)
def fold_name(teks: str) -> str:
    """A name for comparison: lower case, without spaces, punctuation and the word SOP in any spelling."""
    return "".join(_WORD.findall(without_sop(teks.casefold())))


def _fold_joined(teks: str) -> str:
    """The same without the words that join a name and its number."""
    return fold_name(_JOINING.sub(" ", teks))
