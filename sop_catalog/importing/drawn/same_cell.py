"""Two symbols in one cell become one: the form prints one symbol a cell.

A capsule "Mulai" above the first activity, or "Selesai" below the last, says nothing that the format does not draw by
itself; any other pair is a doubt.
"""

from __future__ import annotations

from dataclasses import replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.naskah import JenisBentuk, union


def merge_same_cell(flow: Alur) -> None:  # noqa: C901 - one case after another
    """Merge the symbols that share a cell, with their arrows."""
    cells: dict[tuple[int, int], list[int]] = {}
    for index, symbol in enumerate(flow.lambang):
        if symbol.baris >= 0 and symbol.kolom >= 0 and not symbol.penghubung:
            cells.setdefault((symbol.baris, symbol.kolom), []).append(index)
    into: dict[int, int] = {}
    for (row, column), own in cells.items():
        if len(own) < 2:
            continue
        kept = next((i for i in own if flow.lambang[i].jenis is JenisBentuk.KETUPAT), None)
        if kept is None:
            kept = next((i for i in own if flow.lambang[i].jenis is not JenisBentuk.KAPSUL), own[0])
        others = [index for index in own if index != kept]
        if not _only_terminators(flow, others, own):
            title = flow.kolom[column].judul
            flow.ragu.append(
                Ragu(
                    JenisRagu.BEBERAPA_SIMBOL,
                    f"{len(own)} simbol dalam satu sel kolom {title}; dibaca sebagai satu",
                    flow.lambang[kept].halaman,
                    row + 1,
                    union([flow.lambang[index].kotak for index in own]),
                )
            )
        flow.lambang[kept] = _with_words(flow, kept, others)
        into |= dict.fromkeys(others, kept)
    if not into:
        return
    arrows = []
    for arrow in flow.panah:
        source, target = into.get(arrow.dari, arrow.dari), into.get(arrow.ke, arrow.ke)
        if source == target and source >= 0 and arrow.dari != arrow.ke:
            continue
        arrows.append(replace(arrow, dari=source, ke=target))
    flow.panah = arrows
    for index in into:
        flow.lambang[index] = replace(flow.lambang[index], baris=-1, kolom=-1)


def _only_terminators(flow: Alur, others: list[int], own: list[int]) -> bool:
    """Whether the others are a start that leads into the cell's own symbol, or an end that it leads to."""
    for index in others:
        if flow.lambang[index].jenis not in {JenisBentuk.KAPSUL, JenisBentuk.LINGKARAN}:
            return False
        entering = [a for a in flow.panah if a.ke == index and a.dari not in own]
        leaving = [a for a in flow.panah if a.dari == index and a.ke not in own]
        if entering and leaving:
            return False
    return True


def _with_words(flow: Alur, kept: int, others: list[int]) -> Lambang:
    """The kept symbol; words of the others stay, but for those that its kind says by itself."""
    words = [flow.lambang[kept].isi, *(flow.lambang[index].isi for index in others)]
    said = [
        text
        for text in words
        if text and text.lower().strip(" .") not in {"mulai", "selesai", "start", "end", "finish"}
    ]
    return replace(flow.lambang[kept], isi=" / ".join(dict.fromkeys(said)))
