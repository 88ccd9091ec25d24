"""Rules of a table: pieces that lie on one line are one."""

from __future__ import annotations

from collections.abc import Iterable

from sop_catalog.importing.naskah import (
    GarisTabel,
    Kotak,
)

MERGE = 1.0
"""Rules that lie closer than this are one."""
_GAP = 2.6
"""The widest gap between two pieces of one rule."""


def merge_rules(pieces: Iterable[GarisTabel]) -> list[GarisTabel]:
    """Join pieces that lie on one line and touch; ordered by direction, place and beginning."""
    merged: list[GarisTabel] = []
    for upright in (False, True):
        group: list[GarisTabel] = []
        ordered = sorted(
            (piece for piece in pieces if piece.tegak is upright), key=lambda piece: (piece.koordinat, piece.dari)
        )
        for piece in ordered:
            if group and piece.koordinat - group[-1].koordinat > MERGE:
                merged += _joined_runs(group)
                group = []
            group.append(piece)
        merged += _joined_runs(group) if group else []
    return merged


def _joined_runs(group: list[GarisTabel]) -> list[GarisTabel]:
    runs: list[list[GarisTabel]] = []
    end = 0.0
    for piece in sorted(group, key=lambda piece: piece.dari):
        if runs and piece.dari - end <= _GAP:
            runs[-1].append(piece)
            end = max(end, piece.sampai)
        else:
            runs.append([piece])
            end = piece.sampai
    joined = []
    for run in runs:
        total = sum(max(piece.panjang, 0.1) for piece in run)
        middle = sum(piece.koordinat * max(piece.panjang, 0.1) for piece in run) / total
        joined.append(
            GarisTabel(
                run[0].tegak, middle, min(p.dari for p in run), max(p.sampai for p in run), max(p.tebal for p in run)
            )
        )
    return joined


def box_rules(box: Kotak, thickness: float = 0.5) -> list[GarisTabel]:
    """The four sides of a box."""
    return [
        GarisTabel(True, box.kiri, box.atas, box.bawah, thickness),
        GarisTabel(True, box.kanan, box.atas, box.bawah, thickness),
        GarisTabel(False, box.atas, box.kiri, box.kanan, thickness),
        GarisTabel(False, box.bawah, box.kiri, box.kanan, thickness),
    ]
