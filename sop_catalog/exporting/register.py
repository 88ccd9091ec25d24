"""The register of SOPs as an Excel workbook, for auditors: one row an SOP, real dates, filters; and a sum for each unit.

Texts are written as texts, whatever they begin with: what an editor types is never a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from sop_catalog.exporting.register_lines import COLUMNS, LATE, SOON_WORD, Line, Value
from sop_catalog.model.sop import Status
from sop_catalog.model.values.tanggal import format_tanggal
from sop_catalog.pages.kelengkapan import COLUMNS as SHARES
from sop_catalog.pages.kelengkapan import Kelengkapan
from sop_catalog.pages.paper.measure import count_lines
from sop_catalog.pages.settings import STATUS_LABELS, Paper, Settings

_DATE = "[$-421]d mmm yyyy"
"""The day's form, months in Indonesian."""
_FIRST = 4
"""Row of the heads, from 0."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that Excel would take for a formula when somebody edits its cell."""
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone


def render_register(lines: Sequence[Line], title: str, settings: Settings) -> bytes:
    """The workbook.

    Args:
        lines: of the register.
        title: whose register it is: "Semua unit".
        settings: of the site; its day stands on the sheet.
    """
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"title": f"Daftar SOP, {title}", "created": _EPOCH, "comments": "Dibuat dari katalog SOP"})
        looks = _Looks(book)
        _write_register(book, looks, lines, title, settings)
        _write_sums(book, looks, lines, title, settings)
    return data.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        cell = {"font_name": "Arial", "font_size": 9, "valign": "top", "border": 1}
        self.title = book.add_format({"font_name": "Arial", "font_size": 14, "bold": True})
        self.plain = book.add_format({"font_name": "Arial", "font_size": 9})
        self.head = book.add_format(
            {**cell, "bold": True, "bg_color": "#E8E8E8", "text_wrap": True, "align": "center", "valign": "vcenter"}
        )
        self.text = book.add_format({**cell, "text_wrap": True})
        self.quoted = book.add_format({**cell, "text_wrap": True, "quote_prefix": True})
        self.date = book.add_format({**cell, "num_format": _DATE, "align": "left"})
        self.number = book.add_format({**cell, "num_format": "0", "align": "right"})
        self.share = book.add_format({**cell, "num_format": "0%", "align": "right"})
        self.late = book.add_format({"bg_color": "#F8D7DA", "font_color": "#7A0C16"})
        self.soon = book.add_format({"bg_color": "#FFF3CD", "font_color": "#5C4400"})

    def put(self, sheet: Any, row: int, column: int, value: Value) -> None:
        """Write a value as what it is; a text as a text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.text)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self.date)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.number)
        else:
            sheet.write_string(row, column, value, self.quoted if value.startswith(_DANGEROUS) else self.text)


def _set_paper(sheet: Any, settings: Settings, heads: tuple[int, int], title: str) -> None:
    sheet.set_landscape()
    if settings.paper is Paper.A4:
        sheet.set_paper(9)
    else:  # Folio, the nearest that Excel has a number for
        sheet.set_paper(14)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*heads)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer(f"&L&8Daftar SOP, {title.replace('&', '&&')}&R&8Halaman &P dari &N")


def _write_register(book: Any, looks: _Looks, lines: Sequence[Line], title: str, settings: Settings) -> None:
    sheet = book.add_worksheet("Daftar SOP")
    last = len(COLUMNS) - 1
    sheet.write_string(0, 0, f"Daftar SOP, {title}", looks.title)
    counts = ", ".join(
        f"{sum(line.sop.status is status for line in lines)} {STATUS_LABELS[status].lower()}" for status in Status
    )
    sheet.write_string(1, 0, f"{len(lines)} SOP: {counts}.", looks.plain)
    sheet.write_string(2, 0, f"Keadaan {format_tanggal(settings.today)}.", looks.plain)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)
        sheet.write_string(_FIRST, index, column.title, looks.head)
        if column.about:
            sheet.write_comment(_FIRST, index, column.about, {"author": "Katalog SOP", "font_size": 9})
    sheet.set_row(_FIRST, 28)
    for number, line in enumerate(lines, start=1):
        row = _FIRST + number
        for index, column in enumerate(COLUMNS):
            value = column.value(line)
            if column.title == "Alamat" and isinstance(value, str):
                sheet.write_url(row, index, value, looks.text, value)
            else:
                looks.put(sheet, row, index, number if column.title == "No" else value)
        sheet.set_row(row, _row_height(line))
    end = _FIRST + max(len(lines), 1)
    sheet.autofilter(_FIRST, 0, end, last)
    sheet.freeze_panes(_FIRST + 1, 3)
    review = _index("Peninjauan")
    for word, look in ((LATE, looks.late), (SOON_WORD, looks.soon)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        sheet.conditional_format(_FIRST + 1, review, end, review, rule)
    sheet.print_area(0, 0, end, review)  # what lies behind is for the screen
    _set_paper(sheet, settings, (_FIRST, _FIRST), title)


def _row_height(line: Line) -> float:
    """The height of a row, points: not every program finds it by itself."""
    lines = 1
    for column in COLUMNS[: _index("Peninjauan") + 1]:
        value = column.value(line)
        if isinstance(value, str):
            millimetres = (column.width * 7 - 5) * 25.4 / 96  # a column's width counts digits of seven pixels
            lines = max(lines, count_lines(value, millimetres, 9))
    return 12.0 * lines + 2


def _index(title: str) -> int:
    return next(index for index, column in enumerate(COLUMNS) if column.title == title)


def _write_sums(book: Any, looks: _Looks, lines: Sequence[Line], title: str, settings: Settings) -> None:
    """The sheet of sums: formulas over the register, so that they follow what is changed there."""
    sheet = book.add_worksheet("Ringkasan per unit")
    sheet.write_string(0, 0, f"Ringkasan SOP, {title}", looks.title)
    sheet.write_string(1, 0, "Kelengkapan dihitung tanpa SOP yang dicabut.", looks.plain)
    heads = ("Unit kerja", *(STATUS_LABELS[status] for status in Status), "Jumlah", "Terlambat ditinjau", *SHARES)
    top = 3
    for index, head in enumerate(heads):
        sheet.set_column(index, index, 36 if index == 0 else 13)
        sheet.write_string(top, index, head, looks.head)
    sheet.set_row(top, 28)
    units = list(dict.fromkeys(line.unit for line in lines))
    for number, unit in enumerate(units, start=1):
        row = top + number
        own = [line for line in lines if line.unit == unit]
        looks.put(sheet, row, 0, unit)
        for index, (formula, value, look) in enumerate(_sums(looks, own, row + 1, len(lines)), start=1):
            sheet.write_formula(row, index, formula, look, value)
    end = top + max(len(units), 1)
    sheet.autofilter(top, 0, end, len(heads) - 1)
    sheet.freeze_panes(top + 1, 1)
    _set_paper(sheet, settings, (top, top), title)


def _sums(looks: _Looks, own: Sequence[Line], row: int, count: int) -> list[tuple[str, float | str, Any]]:
    """The formulas of one unit with what they give; `row` as Excel counts it."""

    def column(title: str) -> str:
        letter = xlsxwriter.utility.xl_col_to_name(_index(title))
        return f"'Daftar SOP'!${letter}${_FIRST + 2}:${letter}${_FIRST + 1 + count}"

    unit = f"{column('Unit kerja')},$A{row}"
    kept = f'{unit},{column("Status")},"<>{STATUS_LABELS[Status.DICABUT]}"'
    found: list[tuple[str, float | str, Any]] = [
        (
            f'COUNTIFS({unit},{column("Status")},"{STATUS_LABELS[status]}")',
            sum(line.sop.status is status for line in own),
            looks.number,
        )
        for status in Status
    ]
    found.append((f"COUNTIFS({unit})", len(own), looks.number))
    late = sum(line.review == LATE for line in own)
    found.append((f'COUNTIFS({unit},{column("Peninjauan")},"{LATE}")', late, looks.number))
    whole = sum((line.kelengkapan for line in own), Kelengkapan())
    sops, steps, links = (
        f"COUNTIFS({kept})",
        f"SUMIFS({column('Langkah')},{kept})",
        f"SUMIFS({column('Rujukan SOP')},{kept})",
    )
    shares = (
        (f'COUNTIFS({kept},{column("Naskah dicatat")},"Ya")', sops),
        (f'COUNTIFS({kept},{column("Bertanggal")},"Ya")', sops),
        (f"SUMIFS({column('Waktu terisi')},{kept})", steps),
        (f"SUMIFS({column('Rujukan dikenali')},{kept})", links),
        (f"COUNTIFS({kept},{column('Keraguan')},0)", sops),
    )
    for (part, of), bagian in zip(shares, whole.bagian, strict=True):
        share = bagian.ada / bagian.dari if bagian.dari else ""
        found.append((f'IF({of}=0,"",{part}/{of})', share, looks.share))
    return [(f"={formula}", value, look) for formula, value, look in found]
