"""An impact as text for a terminal, as Markdown for an issue, or as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from sop_catalog.catalog.csv_text import format_csv
from sop_catalog.catalog.impact import Dampak, Terdampak

_COLUMNS = ("slug", "berkas", "nama", "nomor", "unit", "status", "bagian", "langkah", "teks", "tindakan")


def format_dampak(dampak: Dampak, bentuk: str = "teks") -> str:
    """The whole impact with a newline at its end.

    Args:
        dampak: what was found.
        bentuk: a key of FORMATS: "teks", "markdown" or "csv". KeyError for any other.
    """
    return FORMATS[bentuk](dampak)


def _summary(dampak: Dampak) -> str:
    if not dampak.baris:
        return f"{dampak.judul}: tidak ada SOP yang terkena."
    return f"{dampak.judul}: {dampak.jumlah_sop} SOP, {dampak.jumlah_langkah} langkah, {len(dampak.baris)} tempat."


def _by_sop(dampak: Dampak) -> Iterator[tuple[Terdampak, list[Terdampak]]]:
    for _, rows in groupby(dampak.baris, key=lambda row: row.slug):
        group = list(rows)
        yield group[0], group


def _format_text(dampak: Dampak) -> str:
    lines = [_summary(dampak)]
    for head, rows in _by_sop(dampak):
        lines += ["", f"{head.nama} [{head.status}]", f"  {head.path}"]
        for row in rows:
            lines += [f"  - {row.bagian}: {' '.join(row.teks.split())}", f"      {row.tindakan}"]
    return "\n".join(lines) + "\n"


def _format_markdown(dampak: Dampak) -> str:
    lines = [f"## {_plain(dampak.judul)}", "", _plain(_summary(dampak))]
    for head, rows in _by_sop(dampak):
        lines += ["", f"### {_plain(head.nama)} ({head.status})", "", f"`{head.path.replace('`', '')}`", ""]
        lines += [f"- [ ] **{row.bagian}**: {_plain(row.teks)}. *{_plain(row.tindakan)}*" for row in rows]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text that Markdown shows as it is, on one line."""
    cleaned = " ".join(text.split()).rstrip(".")
    return "".join(f"\\{character}" if character in r"\`*_{}[]<>#|!~" else character for character in cleaned)


def _format_csv(dampak: Dampak) -> str:
    rows = [
        (
            row.slug, row.path, row.nama, row.nomor, row.unit, row.status, row.bagian,
            str(row.langkah) if row.langkah else "", row.teks, row.tindakan,
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
