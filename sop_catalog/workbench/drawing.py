"""The flowchart's cells, row by row: only those that have changed since the page last got them."""

from __future__ import annotations

from typing import Any

from sop_catalog.flow.graph import FlowGraph
from sop_catalog.pages.flow.flowchart import render_flowchart

Json = Any


def draw(graph: FlowGraph) -> Json:
    """The whole drawing as data: classes of the table, styles of its columns, rows with their cells."""
    chart = render_flowchart(graph)
    return {
        "kelas": chart.classes,
        "lajur": [column.style for column in chart.columns],
        "baris": [
            {"kelas": row.classes, "gaya": row.style, "sel": [[cell.classes, str(cell.html)] for cell in row.cells]}
            for row in chart.rows
        ],
    }


def changed_rows(before: Json, after: Json) -> Json:
    """The drawing with only those rows that differ from what was drawn before, by index.

    Args:
        before: what `draw` gave for what the page shows; None for nothing.
        after: what it gives now.
    """
    old = before["baris"] if before else []
    rows = {str(index): row for index, row in enumerate(after["baris"]) if index >= len(old) or old[index] != row}
    return {"kelas": after["kelas"], "lajur": after["lajur"], "jumlah": len(after["baris"]), "baris": rows}
