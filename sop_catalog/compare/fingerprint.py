"""The fingerprint of what an SOP says, as far as a signature covers it.

Two states with one fingerprint differ in nothing that `sop bandingkan` calls substantive: each part of it is the form in
which the comparison itself holds a text, a list, a time or a target against another. The other way round it is careful:
what only the registers or the rest of the catalogue prove to be a matter of spelling (an alias of a role, another way to
cite a regulation, a slip that nobody else makes) gives another fingerprint, and only a comparison with what was signed says
that it is editorial (`compare.signed`).

Dates, history, notes and NIPs are no part of it, nor is `status`: a paper is signed before it is in force, and to revoke it
is an act of its own.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sop_catalog.compare.header import is_signed
from sop_catalog.compare.steps import amount_of
from sop_catalog.compare.targets import Flow
from sop_catalog.compare.words import fold_letters
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.model.fields import SOP_FIELDS, FieldKind
from sop_catalog.model.sop import SEL_GABUNG, Langkah, Pengesah, Sop
from sop_catalog.model.values.waktu import Durasi

VERSION = "v1"
"""Stands before each fingerprint; another way to make them gets another one."""
_DIGITS = 32
_STEPS = frozenset({"pelaksana", "langkah", "status"})


def fingerprint(sop: Sop, graph: FlowGraph) -> str:
    """Such as "v1-5d41402abc4b2a76b9719d911017c592".

    Args:
        sop: the SOP.
        graph: its activities (`flow.graph.build_graph`).
    """
    said = [_head(sop), _columns(sop), _steps(Flow(sop, graph))]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"{VERSION}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def is_of_this_version(isi: str) -> bool:
    """Whether a fingerprint was made as this program makes them: only then another one means other contents."""
    return isi.startswith(f"{VERSION}-")


def _text(text: str) -> str:
    """As the comparison takes it; a text of signs alone is not the same as none."""
    return fold_letters(text) or ("-" if text else "")


def _items(items: Any) -> list[str]:
    """Their order is editorial."""
    return sorted(_text(item) for item in items)


def _head(sop: Sop) -> dict[str, Any]:
    """What is given, by field: a field that the format gets later changes no fingerprint of an SOP without it."""
    said: dict[str, Any] = {}
    for field in SOP_FIELDS:
        if field.kunci in _STEPS or not is_signed(field.kunci):
            continue
        value = getattr(sop, field.kunci)
        match field.jenis:
            case FieldKind.DAFTAR:
                said[field.kunci] = _items(value)
            case FieldKind.LAMPIRAN:
                said[field.kunci] = _items(f"{item.nama}: {item.sumber}" for item in value)
            case FieldKind.PENGESAH:
                said[field.kunci] = sorted(map(_person, sop.pejabat(field.kunci)))
            case _:
                said[field.kunci] = str(value) if field.kunci == "unit" else _text(str(value))
    said |= {isian: _items(items) for isian, items in sop.kotak}
    return {kunci: said[kunci] for kunci in sorted(said) if said[kunci]}


def _person(person: Pengesah) -> list[str]:
    return [_text(person.jabatan), _text(person.nama)]


def _columns(sop: Sop) -> list[list[str]]:
    """By title and group; their order is editorial, their codes are the file's own."""
    return sorted([_text(column.judul), _text(column.grup)] for column in sop.pelaksana)


def _steps(flow: Flow) -> list[Any]:
    titles: dict[str, str] = {}
    for column in flow.sop.pelaksana:  # of two columns with one title each is itself
        title = _text(column.judul)
        repeated = sum(other.partition("\0")[0] == title for other in titles.values())
        titles[column.kode] = f"{title}\0{repeated}"
    return [_step(flow, langkah, titles) for langkah in flow.sop.langkah]


def _step(flow: Flow, langkah: Langkah, titles: dict[str, str]) -> list[Any]:
    cells = [_lines(getattr(langkah, isian)) for isian in ("kegiatan", "kelengkapan", "output", "keterangan")]
    joined = [langkah.cell_row(isian) for isian in SEL_GABUNG]
    symbols = []
    for place in flow.symbols(langkah):
        edges = flow.graph.edges_from(place.node_id)
        labels = [cabang.label for cabang in place.simbol.cabang] or [""] * len(edges)
        ways = sorted([_text(label), edge.ending.value, edge.target] for label, edge in zip(labels, edges, strict=True))
        performers = [titles.get(kode, kode) for kode in place.simbol.pelaksana]
        symbols.append([performers, _text(place.simbol.isi), bool(place.simbol.cabang), ways])
    return [*cells, _waktu(langkah.waktu), joined, langkah.is_chain, symbols]


def _lines(text: str) -> list[str]:
    return [_text(line) for line in text.split("\n")]


def _waktu(waktu: Durasi | None) -> list[str]:
    return [*amount_of(waktu)] or [_text(waktu.teks if waktu else "")]
