"""What is wrong with the cells of an activity table, for someone who reads its HTML as a browser lays it out.

Knows nothing of `pages.joined_cells`: cells go from left to right into the columns that no cell from above covers.
"""

from __future__ import annotations

from collections.abc import Iterator

from support.page_tree import Element, parse_page

FIELDS = ("sop-kelengkapan", "sop-waktu", "sop-output", "sop-keterangan")
REPEATS, GOES_ON = "sop-lanjutan", "sop-berlanjut"
NEW_SHEET = "sop-lembar-baru"


def find_cell_faults(page_html: str) -> list[str]:
    """Everything that is wrong with the rows of the table on a page; empty: it is right."""
    table = parse_page(page_html).find("table", "sop-kegiatan")
    columns = len(table.find("colgroup").find_all("col"))
    (body, *_) = table.find_all("tbody")
    rows = body.find_all("tr")
    return [*_grid_faults(rows, columns), *_text_faults([row for row in rows if "sop-langkah" in row.classes])]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.children if isinstance(cell, Element) and cell.tag in {"td", "th"}]


def _grid_faults(rows: list[Element], columns: int) -> Iterator[str]:
    """Every place of the grid has one cell, and none reaches over the end of a sheet."""
    below = [0] * columns  # below[column]: how many further rows the cell above covers
    for row in rows:
        name = row.attributes.get("id", "sambungan")
        if NEW_SHEET in row.classes and any(below):
            yield f"{name}: sel menembus batas lembar"
        covered = [rows_left > 0 for rows_left in below]
        below = [max(0, rows_left - 1) for rows_left in below]
        free = [column for column in range(columns) if not covered[column]]
        cells = _cells(row)
        width = sum(int(cell.attributes.get("colspan", 1)) for cell in cells)
        if width != len(free):
            yield f"{name}: {width} sel untuk {len(free)} tempat"
            continue
        for cell in cells:
            for _ in range(int(cell.attributes.get("colspan", 1))):
                below[free.pop(0)] = int(cell.attributes.get("rowspan", 1)) - 1
    if any(below):
        yield "sel menembus akhir tabel"


def _text_faults(rows: list[Element]) -> Iterator[str]:
    """What is said again is what was said, and a cell that goes on says so at both ends."""
    for field in FIELDS:
        above: Element | None = None
        for row in rows:
            found = row.find_all("td", field)
            if len(found) > 1:
                yield f"{row.attributes['id']}: {len(found)} sel {field}"
            if len(found) != 1:
                continue  # one from above covers it, or `_grid_faults` says so
            (cell,) = found
            if REPEATS in cell.classes and (above is None or cell.text(remarks=False) != above.text(remarks=False)):
                yield f"{row.attributes['id']}: sel {field} mengulang yang lain"
            if above is not None and (GOES_ON in above.classes) != (REPEATS in cell.classes):
                yield f"{row.attributes['id']}: sel {field} berlanjut hanya pada satu sisi"
            above = cell
        if above is not None and GOES_ON in above.classes:
            yield f"sel {field} tidak berlanjut"
