"""Two states of the history of an SOP: what was signed when, and the numbers of the revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.lists import compare_lists
from sop_catalog.model.sop import Riwayat


def compare_riwayat(
    before: tuple[Riwayat, ...], after: tuple[Riwayat, ...], weigh: Callable[[str, str], Weight], weight: Weight
) -> Iterator[Change]:
    """The changes of a history: rows that came, went or say something else, then numbers of rows that stayed.

    Args:
        before: the rows as they were.
        after: the rows as they are.
        weigh: the weight of a re-wording.
        weight: of rows that come or go, and of numbers.
    """
    kept = {_said(row): row for row in before}
    stays = [row for row in after if _said(row) in kept]
    same = {_said(row) for row in stays}
    old_lines, new_lines = (tuple(_line(row, same) for row in rows) for rows in (before, after))
    yield from compare_lists("Riwayat", "riwayat", old_lines, new_lines, weigh, weight=weight)
    for row in stays:
        old, new = kept[_said(row)].nomor_revisi, row.nomor_revisi
        if old != new:
            done = f"{old} menjadi {new}" if old and new else f"diisi {new}" if new else f"dihapus, semula {old}"
            sentence = f"Riwayat {row.tanggal.format()}: nomor revisi {done}"
            yield Change(ChangeKind.ISIAN, weight, sentence, "riwayat", before=old, after=new)


def _said(row: Riwayat) -> str:
    return f"{row.tanggal.format()}: {row.perubahan}"


def _line(row: Riwayat, same: set[str]) -> str:
    """A row in a list of rows; with its number where it is not told by itself."""
    said = _said(row)
    return said if said in same or not row.nomor_revisi else f"{said}, revisi {row.nomor_revisi}"
