"""The worker behind /sunting/ twice: in this Python, and in the Pyodide that browsers get, run by Node."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.index import build_index
from sop_catalog.catalog.load import load_catalog
from sop_catalog.site.pyodide_bundle import ORIGINAL_FOLDER, find_bundle
from sop_catalog.worker import Desk
from support.katalog_buatan import write_catalog
from support.paths import SOPS
from support.planted import PLANTS, SEEDS, plant_into

_MEJA = Path(__file__).with_name("meja.mjs")
TODAY = "2026-11-22"

File = tuple[str, str]
"""(path below the folder of SOPs, text)."""


def shipped() -> list[File]:
    """The SOPs of this repository."""
    return [(file.path, file.source.text) for file in load_catalog(SOPS)[0].files]


def planted() -> list[File]:
    """The seeds with one mistake each."""
    return [
        (SEEDS[plant.seed], plant_into((SOPS / SEEDS[plant.seed]).read_text("utf-8"), plant)[0]) for plant in PLANTS
    ]


def generated(folder: Path, count: int) -> tuple[Catalog, list[File]]:
    """Invented SOPs in an empty folder, with their registers."""
    write_catalog(folder, count)
    catalog = load_catalog(folder)[0]
    return catalog, [(file.path, file.source.text) for file in catalog.files]


def requests_for(catalog: Catalog, files: Iterable[File]) -> Iterator[str]:
    """What a page asks while each file is opened, changed in three places, printed and compared."""
    settings = {"site_url": "https://sop.example.go.id/"}
    yield _ask("site", settings=settings, index=build_index(catalog), today=TODAY)
    for path, text in files:
        yield _ask("open", path=path, published=text)
        yield _ask("start", number=0, text=text)
        yield _ask("print", number=0)
        yield _ask("change", number=1, base=0, operations=_operations(path))
        yield _ask("compare", number=1)
        yield _ask("compare", number=1, shape="markdown")


def _ask(do: str, **arguments: Any) -> str:
    return json.dumps({"do": do, **arguments}, ensure_ascii=False)


def _operations(path: str) -> list[dict[str, Any]]:
    chance = random.Random(path)  # noqa: S311 - a fixed choice
    return [
        {"op": "text", "path": ["langkah", chance.randrange(3), "waktu"], "text": f"{chance.randrange(1, 90)} menit"},
        {"op": "step-move", "from": 1, "to": chance.randrange(3)},
        {"op": "text", "path": ["nama"], "text": "Nama lain: diubah"},
    ]


def ask_here(requests: Iterable[str]) -> list[str]:
    """The answers of this Python."""
    desk = Desk()
    return [desk.handle(request) for request in requests]


def ask_browser(requests: Iterable[str], folder: Path) -> tuple[list[str], float]:
    """The answers of Pyodide with the bundle of these sources, and the milliseconds of CPU that they took."""
    bundle = find_bundle()
    assert bundle, "modul halaman sunting belum dibuat dari sumber ini; jalankan `make pyodide`"
    node = shutil.which("node")
    assert node, "Node.js tidak ditemukan"
    asked, told = folder / "tanya.json", folder / "jawab.json"
    asked.write_text(json.dumps(list(requests)), "utf-8")
    subprocess.run([node, str(_MEJA), str(ORIGINAL_FOLDER), str(bundle.root), str(asked), str(told)], check=True)
    answers = json.loads(told.read_text("utf-8"))
    return answers["told"], answers["milliseconds"]


def assert_equal(catalog: Catalog, files: list[File], folder: Path) -> None:
    """Both say the same of all files, byte for byte."""
    requests = list(requests_for(catalog, files))
    theirs, _ = ask_browser(requests, folder)
    for request, mine, other in zip(requests, ask_here(requests), theirs, strict=True):
        assert mine == other, request[:300]
