"""What Python for the browser is made of: our modules, templates and tables, and what it needs of libraries."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sop_catalog.site.npm import BundleError

_PACKAGE = Path(__file__).resolve().parent.parent
_HERE = Path(__file__).resolve().parent
DOOR = "sop_catalog.worker"
_LIBRARIES = ("yaml", "jinja2", "markupsafe")
"""Pure Python; their compiled parts stay behind."""
_ONLY_AT_HOME = ("yaml.cyaml", "sop_catalog.cache", "sop_catalog.catalog.kept", "multiprocessing")
"""Imported inside functions that no browser calls."""
TEMPLATE = "halaman-sop.html"
"""What the worker renders; what it includes is compiled with it."""
_DATA = (
    "assets/lebar-huruf.json",
    "assets/peraturan/jenis.yml",
    "assets/peraturan/lembaga.yml",
    "assets/peraturan/nomor.yml",
)
"""Files of the package that its modules read; tables in YAML go along as JSON."""
_ELSEWHERE = frozenset({"assets", "cache", "cli", "git", "impact", "importing", "plugin", "publish", "site", "start"})
"""Rooms that the worker never enters; a change in them makes nothing stale."""

Sources = list[tuple[str, Path]]
"""(path below the folder of modules, file), sorted."""


def own_sources() -> Sources:
    """Our modules that may be compiled, our templates, data that they read, and what compiles them."""
    modules = [
        (f"sop_catalog/{path.relative_to(_PACKAGE).as_posix()}", path)
        for path in _PACKAGE.rglob("*.py")
        if path.relative_to(_PACKAGE).parts[0] not in _ELSEWHERE
    ]
    templates = [(f"templates/{path.name}", path) for path in (_PACKAGE / "templates" / "sop").glob("*.html")]
    scripts = [(f"site/{name}", _HERE / name) for name in ("pyodide_compile.py", "pyodide_compile.mjs")]
    data = [(f"data/{name}", _PACKAGE / name) for name in _DATA]
    return sorted([*modules, *templates, *scripts, *data])


def library_sources() -> Sources:
    """The modules of the libraries that the worker needs, as they are installed here."""
    found: Sources = []
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is None or spec.origin is None:
            raise BundleError(f"Pustaka {library} tidak terpasang; jalankan `make`.")
        folder = Path(spec.origin).parent
        found += [(f"{library}/{path.relative_to(folder).as_posix()}", path) for path in folder.rglob("*.py")]
    return sorted(found)


def prepare(folder: Path, sources: Sources) -> None:
    """Lay out what is compiled: modules below `modul/`, templates as the modules that Jinja makes of them.

    Args:
        folder: where; it need not be there.
        sources: ours and those of the libraries.
    """
    from sop_catalog.pages.templates import COMPILED, PACKAGED, compile_templates  # noqa: PLC0415 - a wheel is packed without Jinja

    for name, path in sources:
        if path.suffix == ".py" and not name.startswith("site/"):
            target = folder / "modul" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (folder / "modul" / COMPILED).mkdir(parents=True)
    for _, name, text in compile_templates([PACKAGED], TEMPLATE):
        (folder / "modul" / COMPILED / name).write_text(text, "utf-8")
    for name in _DATA:
        target = folder / "modul" / "sop_catalog" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".json"):
            shutil.copyfile(_PACKAGE / name, target)
        else:
            import yaml  # noqa: PLC0415 - as above

            table = yaml.safe_load((_PACKAGE / name).read_text("utf-8"))
            target.with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    order = {"pintu": DOOR, "lewati": _ONLY_AT_HOME, "percobaan": list(_trial())}
    (folder / "perintah.json").write_text(json.dumps(order), "utf-8")


def _trial() -> Iterator[dict[str, Any]]:
    """Requests that lead through everything that the worker does."""
    settings = {"site_url": "https://sop.example.go.id/"}
    from sop_catalog.catalog.record import to_json  # noqa: PLC0415 - as above
    from sop_catalog.model.decode_registers import decode_registers  # noqa: PLC0415

    registers = to_json(decode_registers({})[0])
    index = {"sop": [["lain.yml", "Lain", "1/SOP", "umum"]], "daftar": registers, "tak_terbaca": []}
    yield {"do": "site", "settings": settings, "index": index, "today": "2026-01-05"}
    yield {"do": "open", "path": "umum/coba.yml", "published": _TRIAL}
    yield {"do": "words", "words": {"coba": 1}}
    yield {"do": "start", "number": 0, "text": _TRIAL}
    operations = [
        {"op": "text", "path": ["langkah", 0, "kegiatan"], "text": "Mencoba: semua"},
        {"op": "step-copy", "row": 0},
        {"op": "column-add", "index": 1, "title": "Tim"},
        {"op": "branches", "row": 1, "branches": [{"label": "Ya", "ke": "selesai"}, {"label": "Tidak", "ke": [0, 0]}]},
    ]
    yield {"do": "change", "number": 1, "base": 0, "operations": operations}
    yield {"do": "print", "number": 1}
    yield {"do": "compare", "number": 1}
    yield {"do": "compare", "number": 1, "shape": "markdown"}
    yield {"do": "paste", "rows": [["No", "Kegiatan", "Waktu"], ["1", "Mencoba", "5 menit"]], "columns": []}
    yield {"do": "show", "text": "a", "original": "a"}
    yield {"do": "start", "number": 2, "text": "nama: a: b\n\tc: '"}


_TRIAL = """\
nama: Coba
unit: umum
tanggal_pengesahan: 5 Januari 2026
dasar_hukum:
  - Undang-Undang Nomor 30 Tahun 2014
keterkaitan:
  - SOP Lain
  - SOP Lian
pelaksana:
  staf: Staf
  kabag: Kabag
langkah:
  - pelaksana: staf
    kegiatan: Mencoba
    waktu: 1-2 hari kerja
  - pelaksana: kabag
    kegiatan: Memeriksa
    jika_tidak: staff
    keterangan: SOP Lain
"""
