"""Seed 004 is typed in from paper, from nothing, by keyboard alone; what comes of it says the same as the seed."""

from __future__ import annotations

from pathlib import Path

from support.browser import launch, serve
from support.paths import SOPS
from support.planted import SEEDS
from support.sunting import Desk, Keys

from sop_catalog.catalog.load import load_catalog
from sop_catalog.flow.graph import build_graph
from sop_catalog.model.decode import decode
from sop_catalog.model.sop import Sop
from sop_catalog.source.text import Source

_BOXES = (
    ("DASAR HUKUM", "dasar_hukum"),
    ("KUALIFIKASI PELAKSANA", "kualifikasi_pelaksana"),
    ("KETERKAITAN", "keterkaitan"),
    ("PERALATAN/PERLENGKAPAN", "peralatan"),
    ("PERINGATAN", "peringatan"),
    ("PENCATATAN DAN PENDATAAN", "pencatatan"),
)


def _type(desk: Desk, sop: Sop) -> None:
    keys = Keys(desk)
    keys.fill("NAMA SOP", sop.nama)
    for title, key in _BOXES:
        keys.list(title, list(getattr(sop, key)))
    for column in sop.pelaksana:
        keys.column(column.judul)
    codes = [column.kode for column in sop.pelaksana]
    for langkah in sop.langkah:
        number = langkah.nomor
        if number > 1:
            desk.page.keyboard.press("Control+Enter")
        keys.fill(f"Langkah {number}: kegiatan", langkah.kegiatan)
        (simbol,) = langkah.simbol
        keys.performer(number, codes.index(simbol.pelaksana[0]) + 1)
        keys.fill(f"Langkah {number}: kelengkapan", langkah.kelengkapan)
        keys.fill(f"Langkah {number}: waktu", langkah.waktu.teks if langkah.waktu else "")
        keys.fill(f"Langkah {number}: output", langkah.output)
        keys.fill(f"Langkah {number}: keterangan", langkah.keterangan)
    graph = build_graph(sop)
    for langkah in sop.langkah:
        for edge in graph.edges:
            if edge.source == langkah.nomor and edge.label == "Tidak":
                keys.decide(langkah.nomor, edge.target)
    keys.list("Catatan sumber", list(sop.catatan_sumber))
    keys.fill("Unit kerja", sop.unit)


def test_a_seed_is_typed(site: Path) -> None:
    sop = decode(
        Source("x.yml", (SOPS / SEEDS["004"]).read_text("utf-8")), registers=load_catalog(SOPS)[0].registers
    ).sop
    assert sop
    with serve(site) as base, launch() as browser:
        desk = Desk(browser.new_page(viewport={"width": 1280, "height": 900}), base).open("?baru")
        _type(desk, sop)
        typed = decode(Source("x.yml", desk.text)).sop
    assert typed
    for key in ("nama", "unit", *(key for _, key in _BOXES), "catatan_sumber"):
        assert getattr(typed, key) == getattr(sop, key), key
    assert [column.judul for column in typed.pelaksana] == [column.judul for column in sop.pelaksana]
    edges = [
        [(edge.source, edge.target, edge.label, edge.ending) for edge in build_graph(it).edges] for it in (typed, sop)
    ]
    assert edges[0] == edges[1]
    for one, other in zip(typed.langkah, sop.langkah, strict=True):
        for key in ("kegiatan", "kelengkapan", "output", "keterangan"):
            assert getattr(one, key) == getattr(other, key), (one.nomor, key)
        assert (one.waktu and one.waktu.teks) == (other.waktu and other.waktu.teks)
