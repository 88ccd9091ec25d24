"""An impact as text for a terminal, as Markdown for an issue, or as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from sop_catalog.catalog.csv_text import format_csv
from sop_catalog.impact.impact import Dampak, Terdampak
from sop_catalog.source.markdown import escape_markdown
from sop_catalog.source.report import guard_lines, printable

_COLUMNS = ("slug", "berkas", "nama", "nomor", "unit", "status", "bagian", "langkah", "teks", "tindakan")
_LISTED = 20
"""Files that are named in a note; of the others the number is."""


def format_dampak(dampak: Dampak, bentuk: str = "teks") -> str:
    """The whole impact with a newline at its end.

    Args:
        dampak: what was found.
        bentuk: a key of FORMATS: "teks", "markdown" or "csv". KeyError for any other.
    """
    return FORMATS[bentuk](dampak)


def format_doubts(dampak: Dampak) -> list[str]:
    """Why the answer may be no answer, one printable sentence each: what a CSV has no cell for."""
    doubts = [] if dampak.dikenal else [_summary(dampak)]
    return [printable(doubt) for doubt in (*doubts, *_unread(dampak))]


def _summary(dampak: Dampak) -> str:
    if not dampak.dikenal:
        near = f" Mungkin maksudnya: {', '.join(dampak.mirip)}." if dampak.mirip else ""
        return f"{dampak.judul}: tidak terdaftar dan tidak dikutip SOP mana pun; periksa nomor dan tahunnya.{near}"
    if not dampak.baris:
        return f"{dampak.judul}: tidak ada SOP yang terkena."
    return f"{dampak.judul}: {dampak.jumlah_sop} SOP, {dampak.jumlah_langkah} langkah, {len(dampak.baris)} tempat."


def _unread(dampak: Dampak) -> Iterator[str]:
    files = dampak.belum_terbaca
    if files:
        rest = f", dan {len(files) - _LISTED} lagi" if len(files) > _LISTED else ""
        yield (
            f"Catatan: {len(files)} berkas tidak terbaca seluruhnya, jadi daftar ini mungkin belum lengkap: "
            f"{', '.join(files[:_LISTED])}{rest}. Jalankan sop periksa"
        )


def _by_sop(dampak: Dampak) -> Iterator[tuple[Terdampak, list[Terdampak]]]:
    for _, rows in groupby(dampak.baris, key=lambda row: row.path):
        group = list(rows)
        yield group[0], group


def _format_text(dampak: Dampak) -> str:
    lines = [printable(_summary(dampak))]
    for head, rows in _by_sop(dampak):
        lines += ["", f"{_plain(head.nama)} [{head.status}]", f"  {printable(head.path)}"]
        for row in rows:
            lines += [f"  - {row.bagian}: {_plain(row.teks)}", f"      {_plain(row.tindakan)}"]
    for note in _unread(dampak):
        lines += ["", printable(note)]
    return guard_lines("\n".join(lines)) + "\n"


def _plain(text: str) -> str:
    return printable(" ".join(text.split()))


def _format_markdown(dampak: Dampak) -> str:
    lines = [f"## {_escape(dampak.judul)}", "", f"{_escape(_summary(dampak))}."]
    for head, rows in _by_sop(dampak):
        lines += ["", f"### {_escape(head.nama)} ({head.status})", "", f"<sub>{escape_markdown(head.path)}</sub>", ""]
        lines += [f"- [ ] **{row.bagian}**: {_escape(row.teks)}. *{_escape(row.tindakan)}*" for row in rows]
    for note in _unread(dampak):
        lines += ["", escape_markdown(note)]
    return guard_lines("\n".join(lines)) + "\n"


def _escape(text: str) -> str:
    """A text without line breaks and final full stop, as Markdown shows it unchanged."""
    return escape_markdown(" ".join(text.split()).rstrip("."))


def _format_csv(dampak: Dampak) -> str:
    rows = [
        tuple(
            _plain(cell)
            for cell in (
                row.slug, row.path, row.nama, row.nomor, row.unit, row.status, row.bagian,
                str(row.langkah) if row.langkah else "", row.teks, row.tindakan,
            )
        )
        for row in dampak.baris
    ]  # fmt: skip
    return format_csv([_COLUMNS, *rows])


FORMATS: Mapping[str, Callable[[Dampak], str]] = {
    "teks": _format_text,
    "markdown": _format_markdown,
    "csv": _format_csv,
}
"""Name on the command line → how it is written."""
