"""What stands above the form on a screen: the SOP in seven facts; and below it: its neighbourhood as a small picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sop_catalog.flow.letters import letters_em
from sop_catalog.model.sop import Sop
from sop_catalog.model.values.tanggal import format_tanggal
from sop_catalog.pages.page import Tautan
from sop_catalog.pages.related import SopTerkait
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.status import review_due


@dataclass(frozen=True, slots=True)
class Fakta:
    """One fact of the strip."""

    label: str
    nilai: Tautan


def facts(sop: Sop, unit: Tautan, norma_waktu: str, settings: Settings) -> Iterator[Fakta]:
    """The strip under the title. What nobody has filled in is said to be so, but for dates that few SOPs have.

    Args:
        sop: the SOP.
        unit: its unit, with the unit's page.
        norma_waktu: the sum of its times; "".
        settings: of the site.
    """
    yield Fakta("Pelaksana", Tautan(str(len(sop.pelaksana)), "#kegiatan"))
    yield Fakta("Langkah", Tautan(str(len(sop.langkah)), "#kegiatan"))
    yield Fakta("Norma waktu", Tautan(norma_waktu or "belum diisi"))
    yield Fakta("Unit kerja", unit)
    since = next((day for day in (sop.tanggal_efektif, sop.tanggal_pengesahan) if day and day.akhir), None)
    if since:
        yield Fakta("Berlaku sejak", Tautan(since.format()))
    if due := review_due(sop, settings):
        yield Fakta("Ditinjau sebelum", Tautan(format_tanggal(due)))


_MOST = 5
"""Neighbours on a side; more are counted, the lists below name all."""
_WIDTH, _HEIGHT, _GAP, _WAY = 230, 26, 8, 48
"""Of a box, between boxes, and of the lines between the columns, in the picture's own pixels."""
_TYPE, _PAD = 13, 8
"""Size of the letters (`.sop-tetangga` in sop.css), and room on each side of them."""


def neighbourhood(judul: str, before: Sequence[SopTerkait], after: Sequence[SopTerkait]) -> Markup:
    """An SVG: who refers here ← this SOP → what it refers to; missing ones dashed. "" where there is nobody.

    It repeats the lists below for the eye alone: hidden from screen readers, its links out of the order of focus.
    """
    if not before and not after:
        return Markup()
    count = max(min(len(side), _MOST) + (len(side) > _MOST) for side in (before, after))
    height = max(1, count) * (_HEIGHT + _GAP) - _GAP
    middle = height / 2
    x = _WIDTH + _WAY if before else 0
    parts = [_box(x, middle - _HEIGHT / 2, Tautan(judul), "ini")]
    for side, left in ((before, 0), (after, x + _WIDTH + _WAY)):
        shown = [item.tautan for item in side[:_MOST]]
        if len(side) > _MOST:
            shown.append(Tautan(f"{len(side) - _MOST} lainnya", "#dirujuk-oleh" if side is before else "#terkait"))
        top = middle - (len(shown) * (_HEIGHT + _GAP) - _GAP) / 2
        for number, link in enumerate(shown):
            y = top + number * (_HEIGHT + _GAP)
            parts.append(_box(left, y, link, "belum" if link.belum_ada else ""))
            start, end = (_WIDTH, x) if side is before else (x + _WIDTH, left)
            ends = (y + _HEIGHT / 2, middle) if side is before else (middle, y + _HEIGHT / 2)
            parts.append(f'<path d="M{start} {ends[0]:g}L{end - 5} {ends[1]:g}"/>')
    width = x + _WIDTH + (_WAY + _WIDTH if after else 0)
    return Markup(  # noqa: S704 - escaped piece by piece
        f'<svg class="sop-tetangga" width="{width + 2}" viewBox="-1 -1 {width + 2} {height + 2:g}" aria-hidden="true">'
        '<marker id="sop-panah" viewBox="0 0 6 6" refX="1" refY="3" markerWidth="6" markerHeight="6" orient="auto">'
        f'<path d="M0 0 6 3 0 6z"/></marker>{"".join(parts)}</svg>'
    )


def _shortened(teks: str) -> str:
    """A title as it fits into a box: capitals are wide, so letters are measured, not counted."""
    room = (_WIDTH - 2 * _PAD) / _TYPE
    if letters_em(teks) <= room:
        return teks
    while teks and letters_em(f"{teks}…") > room:
        teks = teks[:-1].rstrip()
    return f"{teks}…"


def _box(x: float, y: float, link: Tautan, kind: str) -> str:
    short = _shortened(link.teks)
    title = f"<title>{escape(link.teks)}{' (belum ada di katalog)' if link.belum_ada else ''}</title>"
    shape = f' class="{kind}"' if kind else ""
    drawn = (
        f'<rect x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEIGHT}"{shape}/>'
        f'<text x="{x + _WIDTH / 2:g}" y="{y + _HEIGHT / 2 + 4:g}">{title if short != link.teks else ""}{escape(short)}</text>'
    )
    return f'<a href="{escape(link.href)}" tabindex="-1">{drawn}</a>' if link.href else drawn
