"""Two wordings of one text: word by word, how alike they are, and whether they say the same.

A text here is what the decoder gives: one line, words separated by single spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from sop_catalog.source.nip import mask_nip

_MAX_EDITS = 3
"""More edits than a sentence can name without losing its reader."""
_SAME_TEXT = 0.4
"""Below this part of common words a text counts as written anew."""
_QUOTED_WORDS = 24
_LONG_WORD = 5
"""Letters from which on one letter more or less is more likely a slip than another word."""


class PieceKind(StrEnum):
    """What became of some words."""

    SAMA = "sama"
    DIHAPUS = "dihapus"
    DITAMBAHKAN = "ditambahkan"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row with the same fate; joined by spaces, all but the added ones give the old text again."""

    kind: PieceKind
    teks: str


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Both wordings in one; a replacement is a removal followed by an addition. Equal texts give one piece, "" none.

    Each NIP is masked, for a piece may hold a part of one.
    """
    old, new = mask_nip(before).split(), mask_nip(after).split()
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(PieceKind.SAMA, " ".join(old[start:end])))
            continue
        if end > start:
            pieces.append(Piece(PieceKind.DIHAPUS, " ".join(old[start:end])))
        if new_end > new_start:
            pieces.append(Piece(PieceKind.DITAMBAHKAN, " ".join(new[new_start:new_end])))
    return tuple(pieces)


def quote(text: str, words: int = _QUOTED_WORDS) -> str:
    """A text of the SOP inside a sentence: “…”, at most so many words, each NIP masked."""
    parts = mask_nip(text).split()
    return f"“{' '.join(parts[:words])}…”" if len(parts) > words else f"“{' '.join(parts)}”"


def describe_rewording(before: str, after: str) -> str:
    """What was done to a text, to go behind its name: "“a” menjadi “b”", "diisi: “…”", "ditulis ulang"."""
    if not before:
        return f"diisi {quote(after)}"
    if not after:
        return f"dikosongkan, semula {quote(before)}"
    pieces = compare_words(before, after)
    if similarity(count_words(before), count_words(after)) < _SAME_TEXT:
        return f"dari {quote(before)} menjadi {quote(after)}"
    edits = _describe_edits(pieces)
    if not edits:
        return "NIP di dalamnya diubah"
    return "; ".join(edits) if len(edits) <= _MAX_EDITS else f"diubah di {len(edits)} tempat"


def _describe_edits(pieces: tuple[Piece, ...]) -> list[str]:
    edits: list[str] = []
    previous = ""
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.kind is PieceKind.DIHAPUS and following and following.kind is PieceKind.DITAMBAHKAN:
            edits.append(f"{quote(piece.teks)} menjadi {quote(following.teks)}")
            index += 1
        elif piece.kind is PieceKind.DIHAPUS:
            edits.append(f"{quote(piece.teks)} dihapus")
        elif piece.kind is PieceKind.DITAMBAHKAN:
            place = f"sesudah {quote(previous)}" if previous else "di awal"
            edits.append(f"{quote(piece.teks)} ditambahkan {place}")
        previous = " ".join(pieces[index].teks.split()[-2:])
        index += 1
    return edits


# --- Likeness -----------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")


def count_words(text: str) -> Counter[str]:
    """The words of a text regardless of case and punctuation."""
    return Counter(_WORD.findall(text.casefold()))


def similarity(first: Counter[str], second: Counter[str]) -> float:
    """The part of words that two texts share, 0 to 1 (Dice); two texts without words are alike."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


_GAP = re.compile(r"[\W_]+")
_PUNCTUATION = frozenset(["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Cc", "Cf", "Sk"])
"""Unicode's categories of what only separates words; ≤, + and € (Sm, Sc, So) say something."""
_MEANING = frozenset("%‰&@#*§")
"""Punctuation for Unicode, but it says something."""


def fold_letters(text: str) -> str:
    """A text for comparison regardless of case, spaces and punctuation.

    Signs that say something stay (≤, %, €, the minus of -5), and so does what stands between two digits: 1.5 is not 15.
    """
    return _GAP.sub(_fold_gap, text.casefold())


def _fold_gap(match: re.Match[str]) -> str:
    gap, text = match[0], match.string
    before, after = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    if before.isdigit() and after.isdigit():
        return "".join(gap.split()) or " "
    kept = "".join(
        character for character in gap if character in _MEANING or unicodedata.category(character) not in _PUNCTUATION
    )
    is_minus = gap[-1] == "-" and after.isdigit() and (not before or gap[:-1] != gap[:-1].rstrip())
    return kept.replace("−", "-") + "-" * is_minus


SamePiece = Callable[[str, str], bool]
"""Whether two pieces of text are known to mean the same: names of one role, a slip and its correction."""


def means_the_same(before: str, after: str, same_piece: SamePiece) -> bool:
    """Whether a re-wording is a matter of spelling only. Adding or dropping a word never is."""
    if fold_letters(before) == fold_letters(after):
        return bool(before) == bool(after)
    pieces = [piece for piece in compare_words(before, after) if piece.kind is not PieceKind.SAMA]
    if len(pieces) % 2:
        return False
    for removed, added in zip(pieces[::2], pieces[1::2], strict=True):
        if removed.kind is not PieceKind.DIHAPUS or added.kind is not PieceKind.DITAMBAHKAN:
            return False
        if fold_letters(removed.teks) != fold_letters(added.teks) and not same_piece(removed.teks, added.teks):
            return False
    return True


def is_one_slip(before: str, after: str) -> bool:
    """Whether two words differ by one letter too many, missing, wrong, or by two swapped neighbours. No digits."""
    if min(len(before), len(after)) < _LONG_WORD or not (before + after).isalpha():
        return False
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    rest_before, rest_after = before[start:], after[start:]
    if len(before) == len(after):
        swapped = rest_before[:2] == rest_after[1::-1] and rest_before[2:] == rest_after[2:]
        return swapped or rest_before[1:] == rest_after[1:]
    shorter, longer = sorted((rest_before, rest_after), key=len)
    return len(longer) - len(shorter) == 1 and longer[1:] == shorter
