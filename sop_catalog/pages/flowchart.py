"""The flowchart in the activity table: from the graph of one SOP to the HTML of its performers' cells.

Stable for templates; the drawing itself comes from `flow.grid`. In a Jinja template:

    <table class="sop-kegiatan {{ flowchart.classes }}">
      <colgroup>… {% for column in flowchart.columns %}<col class="sop-lajur" style="{{ column.style }}">{% endfor %} …
      {% for row in flowchart.rows %}
        {% if row.strip_before %}<tr class="sop-sambungan" aria-hidden="true"><td></td><td></td>
          {% for html in row.strip_before %}<td class="sop-sel">{{ html }}</td>{% endfor %}<td></td>…</tr>{% endif %}
        <tr id="langkah-{{ row.nomor }}" class="{{ row.classes }}" style="{{ row.style }}">
          … {% for cell in row.cells %}<td class="sop-sel {{ cell.classes }}">{{ cell.html }}</td>{% endfor %} …
        </tr>
        {% if row.strip_after %}… the same …{% endif %}
      {% endfor %}
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.flow.graph import FlowGraph


@dataclass(frozen=True, slots=True)
class Column:
    """One performer's column."""

    judul: str
    """The head as printed."""
    style: str
    """Custom properties for `<col class="sop-lajur">` from which the CSS computes its least width; may be ""."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One performer's cell of one row."""

    classes: str
    """Further classes beside `sop-sel`; may be ""."""
    html: Markup
    """`div.sop-gambar` (the drawing, aria-hidden) and `span.sop-teks` (its words, with links); may be empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step."""

    nomor: int
    classes: str
    """For the `<tr>`; may be ""."""
    style: str
    """For the `<tr>`: custom properties from which the CSS computes the least height; may be ""."""
    cells: tuple[Cell, ...]
    """One a column."""
    strip_before: tuple[Markup, ...] | None
    """First row of a printed page with lines that come from the page before: one HTML a column, for a row
    `tr.sop-sambungan` (print only) above this one."""
    strip_after: tuple[Markup, ...] | None
    """Last row of a printed page with lines that go on: one HTML a column for a `tr.sop-sambungan` below this one."""


@dataclass(frozen=True, slots=True)
class Flowchart:
    """Everything that the page template needs to draw the performers' columns."""

    classes: str
    """For the `<table>`: "sop-alur", and "sop-alur-rapat" with many performers."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def render_flowchart(graph: FlowGraph, breaks: frozenset[int] = frozenset()) -> Flowchart:
    """Draw a graph. `breaks`: numbers of the steps after which a printed page ends."""
    rows = tuple(
        Row(node.nomor, "", "", tuple(Cell("", Markup()) for _ in graph.lanes), None, None) for node in graph.nodes
    )
    return Flowchart("sop-alur", tuple(Column(lane.judul, "") for lane in graph.lanes), rows)
