"""Who acts in one row of the activity table, in two states of it: its symbols, their order, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.columns import Columns, format_performers
from sop_catalog.compare.targets import Flow, Place, describe_branches
from sop_catalog.compare.words import fold_letters, quote
from sop_catalog.model.sop import Langkah

Row = tuple[Flow, Langkah]
"""One state, and a step in it."""


def name_step(old: Langkah, new: Langkah) -> str:
    """How a sentence begins: by the step's number now, and the earlier one where it was another."""
    return f"Langkah {new.nomor}" + (f" (semula {old.nomor})" if old.nomor != new.nomor else "")


def pair_symbols(before: Flow, old: Langkah, after: Flow, new: Langkah, columns: Columns) -> list[tuple[Place, Place]]:
    """Which symbol of a row is which symbol of the same row later.

    A row's only symbol is the same one whoever acts; of several those belong together that stand in one column, and of
    the rest, if both rows have as many, the first with the first, and so on.
    """
    earlier, later = before.symbols(old), after.symbols(new)
    if len(earlier) == len(later) == 1:
        return [(earlier[0], later[0])]
    codes = [columns.later_codes(place.simbol.pelaksana) for place in earlier]
    pairs: list[tuple[Place, Place]] = []
    for place, performers in zip(earlier, codes, strict=True):
        match = next((other for other in later if set(performers[:1]) & set(other.simbol.pelaksana[:1])), None)
        if match and all(match is not other for _, other in pairs):
            pairs.append((place, match))
    gone = [place for place in earlier if all(place is not first for first, _ in pairs)]
    added = [place for place in later if all(place is not second for _, second in pairs)]
    if len(earlier) == len(later):
        pairs += zip(gone, added, strict=True)
    return sorted(pairs, key=lambda pair: pair[1].node_id)


def compare_symbols(
    name: str, before: Row, after: Row, pairs: Sequence[tuple[Place, Place]], columns: Columns
) -> Iterator[Change]:
    """What has changed about the symbols of one row, but for where they lead.

    Args:
        name: how the sentences begin: "Langkah 8 (semula 7)".
        before: the earlier state and the row in it.
        after: the later state and the same row in it.
        pairs: the symbols that are in both (`pair_symbols`).
        columns: which column is which.
    """
    old, new = before[1], after[1]
    who_before = [columns.later_codes(simbol.pelaksana) for simbol in old.simbol]
    who = [simbol.pelaksana for simbol in new.simbol]
    first, second = format_performers(old, columns.before), format_performers(new, columns.after)
    is_row = len(who_before) > 1 or len(who) > 1
    kinds_differ = len(who_before) > 1 < len(who) and old.is_chain != new.is_chain
    if kinds_differ or (who_before != who and not is_row):
        done = f"pelaksana berubah dari {first} menjadi {second}"
    elif who_before != who:
        earlier, later = before[0].symbols(old), after[0].symbols(new)
        done = _what_was_done(who_before, who, earlier, later)
        done = done or f"pelaksana berubah dari {first} menjadi {second}"
    else:
        done = ""
    if done:
        sentence = f"{name}: {done}"
        yield Change(ChangeKind.PELAKSANA, Weight.SUBSTANTIF, sentence, "pelaksana", new.nomor, first, second)
    for place, same in pairs:
        yield from _compare_isi(name if not is_row else f"{name}, {same.who}", place, same)


def _what_was_done(
    before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]], old: Sequence[Place], new: Sequence[Place]
) -> str:
    """Symbols that were put in or taken out, in words: "Kasubbag disisipkan di antara Staf dan Kabag"; "" for others.

    Args:
        before: who acted at each symbol, in later codes.
        after: who acts now.
        old: the symbols at which they acted.
        new: likewise.
    """
    added = [index for index, performers in enumerate(after) if performers not in before]
    gone = [index for index, performers in enumerate(before) if performers not in after]
    kept = [performers for performers in before if performers in after]
    if kept != [performers for performers in after if performers in before] or not kept:
        return ""
    if added and gone:
        return ""
    places, names, done = (added, new, ("ditambahkan", "disisipkan")) if added else (gone, old, ("dihapus", "dihapus"))
    named = [place.who for place in names]
    pieces = [_place_in_row(index, places, named, *done) + _what_it_is(names[index]) for index in places]
    return "; ".join(pieces)


def _what_it_is(place: Place) -> str:
    """The words of a symbol that came or went, and where it leads: " (“Setuju?”; Ya → langkah 3, Tidak → langkah 1)"."""
    ways = "" if place.langkah.is_chain else describe_branches(place)  # a chain's own way goes without saying
    said = (quote(place.simbol.isi) if place.simbol.isi else "", ways)
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def _place_in_row(index: int, places: Sequence[int], names: Sequence[str], at_end: str, between: str) -> str:
    """One name with where it stood among those that are in both states."""
    left = next((names[at] for at in range(index - 1, -1, -1) if at not in places), "")
    right = next((names[at] for at in range(index + 1, len(names)) if at not in places), "")
    if left and right:
        return f"{names[index]} {between} {'di' if between == 'disisipkan' else 'dari'} antara {left} dan {right}"
    return f"{names[index]} {at_end}, {f'sesudah {left}' if left else f'sebelum {right}'}"


def _compare_isi(name: str, old: Place, new: Place) -> Iterator[Change]:
    first, second = old.simbol.isi, new.simbol.isi
    if first == second:
        return
    weight = Weight.REDAKSIONAL if fold_letters(first) == fold_letters(second) else Weight.SUBSTANTIF
    done = f"isi simbol {quote(first)} menjadi {quote(second)}"
    if not first or not second:
        done = f"isi simbol diisi {quote(second)}" if second else f"isi simbol {quote(first)} dihapus"
    yield Change(ChangeKind.ISIAN, weight, f"{name}: {done}", "isi", new.langkah.nomor, first, second)
