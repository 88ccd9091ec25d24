"""Who does what across all SOPs: roles behind column titles, and each role's own steps with what arrives and leaves.

A column's *title* says which role it is, never the file's own code. Titles that the register knows under one entry are
one role; a title that it does not know is a role of its own, so that nobody's steps are hidden by an unfinished register.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph
from sop_catalog.model.sop import TIDAK_TERBACA, Langkah, Sop, sum_steps
from sop_catalog.model.values.kode import fold_code
from sop_catalog.model.values.waktu import NormaWaktu

_LONGEST = 80
"""Characters of a code that is made of a column title: it becomes the name of a file."""


@dataclass(frozen=True, slots=True)
class Peran:
    """A role as the catalogue knows it."""

    kode: str
    """The register's code, or one made from the title where the register has none."""
    nama: str
    terdaftar: bool
    sebutan: tuple[str, ...]
    """Other spellings: the register's aliases, then column titles that differ from all of them."""


@dataclass(frozen=True)
class Roles:
    """All roles, and which one each column title means."""

    peran: Mapping[str, Peran]
    """By code: the register's in its order, then the unregistered by title."""
    codes: Mapping[str, str] = field(repr=False)
    """The role behind each folded spelling."""

    def kode_of(self, judul: str) -> str:
        """The role behind a column title; "" for a title that cannot be read."""
        return self.codes.get(fold_name(judul), "")


def build_roles(catalog: Catalog) -> Roles:
    """Every role: of the register, and of columns that it does not know."""
    codes: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for jabatan in catalog.registers.jabatan.values():
        names[jabatan.kode] = [jabatan.nama, *jabatan.alias]
        for name in names[jabatan.kode]:
            codes.setdefault(fold_name(name), jabatan.kode)
    titles = sorted({pelaksana.judul for sop in catalog.sops.values() for pelaksana in sop.pelaksana})
    for judul in titles:
        key = fold_name(judul)
        if not key or judul.strip().lower() == TIDAK_TERBACA:
            continue
        if key not in codes:
            codes[key] = _free_code(judul, names)
            names[codes[key]] = [judul]
        elif judul not in names[codes[key]]:
            names[codes[key]].append(judul)
    registered = catalog.registers.jabatan
    peran = {
        kode: Peran(kode, spellings[0] or kode, kode in registered, tuple(dict.fromkeys(spellings[1:])))
        for kode, spellings in names.items()
    }
    return Roles(peran, codes)


def _free_code(judul: str, taken: Mapping[str, object]) -> str:
    base = fold_code(judul)[:_LONGEST].strip("-") or "jabatan"
    number = 1
    while (kode := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return kode


@dataclass(frozen=True, slots=True)
class Serah:
    """One arrow that reaches or leaves a role's step."""

    judul: tuple[str, ...]
    """Who stands at the other end, as the SOP's columns call them; () where that is not readable or there is nobody."""
    langkah: int
    """The step at the other end, from 1; 0 for the end of the flow or an unreadable target."""
    sebaris: bool
    """Whether the other end is another symbol of the same step."""
    label: str
    """The branch: "Ya", "Tidak", the editor's own word; ""."""
    ending: Ending
    sendiri: bool
    """Whether the same role carries on."""
    dokumen: str
    """What goes along: the output of the step that the arrow leaves; "" on the way back, where it was not made."""


@dataclass(frozen=True, slots=True)
class TugasLangkah:
    """One step of a role: its own symbol in the row."""

    langkah: Langkah
    isi: str
    """The words in the role's symbol; ""."""
    mulai: bool
    """Whether the flow begins with it."""
    bersama: tuple[str, ...]
    """Titles of those who act together with the role."""
    dari: tuple[Serah, ...]
    """The arrows that reach it, by step; () on the first step."""
    ke: tuple[Serah, ...]
    """The arrows that leave it, in the order of the branches."""


@dataclass(frozen=True)
class Tugas:
    """What one SOP gives a role to do."""

    slug: str
    langkah: tuple[TugasLangkah, ...]
    """() where the role has a column but none of its steps could be read in the source."""

    @cached_property
    def baris(self) -> tuple[Langkah, ...]:
        """The rows of these steps, each once: a role may have two symbols in one."""
        return tuple({tugas.langkah.nomor: tugas.langkah for tugas in self.langkah}.values())

    @cached_property
    def waktu(self) -> NormaWaktu:
        """The sum of these steps' times."""
        return sum_steps(self.baris)


def collect_duties(catalog: Catalog, roles: Roles) -> Mapping[str, tuple[Tugas, ...]]:
    """Role code → what each SOP gives it to do, in file order. Every role of `roles` has an entry."""
    duties: dict[str, list[Tugas]] = {kode: [] for kode in roles.peran}
    for sop in catalog.sops.values():
        for kode, tugas in _duties_of(sop, catalog.graph(sop.slug), roles):
            duties[kode].append(tugas)
    return {kode: tuple(tugas) for kode, tugas in duties.items()}


def _duties_of(sop: Sop, graph: FlowGraph, roles: Roles) -> Iterator[tuple[str, Tugas]]:
    lane_roles = [roles.kode_of(lane.judul) for lane in graph.lanes]
    incoming: dict[int, list[FlowEdge]] = {}
    for edge in graph.edges:
        if edge.ending is Ending.STEP:
            incoming.setdefault(edge.target, []).append(edge)
    for kode in dict.fromkeys(filter(None, lane_roles)):
        own = {lane for lane, lane_kode in enumerate(lane_roles) if lane_kode == kode}
        steps = []
        for node in graph.nodes:
            if own.isdisjoint(node.lanes):
                continue
            steps.append(
                TugasLangkah(
                    sop.langkah[node.nomor - 1],
                    node.isi,
                    node.starts,
                    tuple(graph.lanes[lane].judul for lane in node.lanes if lane not in own),
                    tuple(_handover(sop, graph, edge, edge.source, own) for edge in incoming.get(node.id, ())),
                    tuple(_handover(sop, graph, edge, edge.target, own) for edge in graph.edges_from(node.id)),
                )
            )
        yield kode, Tugas(sop.slug, tuple(steps))


def _handover(sop: Sop, graph: FlowGraph, edge: FlowEdge, other: int, own: set[int]) -> Serah:
    lanes = graph.node(other).lanes if other else ()
    source, target = graph.row_of(edge.source), graph.row_of(edge.target)
    return Serah(
        tuple(graph.lanes[lane].judul for lane in lanes),
        graph.row_of(other),
        source == target and edge.source != edge.target,
        edge.label,
        edge.ending,
        bool(lanes) and lanes[0] in own,
        "" if edge.is_return or source == target else sop.langkah[source - 1].output,
    )
