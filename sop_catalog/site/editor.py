"""The page /sunting/ on the site: the page itself, its scripts, Python for it, and every SOP as data.

No other page loads any of it. An SOP is a small file: its text (NIPs hidden, as on its page) and the form's data, so that
somebody can type before Python has started.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.index import build_index
from sop_catalog.catalog.record import to_json
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.meaning import count_catalog
from sop_catalog.editing.form import early_form
from sop_catalog.editing.texts import keeps_lines
from sop_catalog.model.fields import LANGKAH_FIELDS, SOP_FIELDS
from sop_catalog.pages.page import Body, Page, View
from sop_catalog.pages.paths import EDITOR
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sunting_page import build_editor_page
from sop_catalog.pages.templates import PACKAGED, compile_templates
from sop_catalog.site.fingerprints import fingerprint, fingerprint_catalog, with_fingerprint
from sop_catalog.site.pyodide_bundle import PyodideBundle, find_bundle
from sop_catalog.site.pyodide_sources import TEMPLATE
from sop_catalog.site.scripts import slim_script
from sop_catalog.workbench.heading import read_heading
from sop_catalog.workbench.nip import hide_in, hide_nips, may_hide_in_json

_ASSETS = Path(__file__).parent.parent / "assets" / "sunting"
MISSING = (
    "Halaman sunting tidak ikut: modulnya belum ada atau bukan dari sumber ini. Jalankan "
    "`python -m sop_catalog.site.pyodide_bundle` (perlu npm dan Node.js), atau atur `sunting: false`."
)
"""What to tell who builds a site for which `find_editor` has found nothing."""
_TEMPLATES_THERE = "/situs/templat"
"""Where the worker keeps templates of the site's own."""

File = tuple[str, str | bytes, Path | None]
"""(path from the site's root, content, what it is a copy of)."""


@dataclass(frozen=True, slots=True)
class Editor:
    """What the page needs of this machine."""

    bundle: PyodideBundle


@dataclass(frozen=True)
class EditorOfSite:
    """The page and its files, of one site. What changes together lies under one sum, so that nothing old meets new."""

    editor: Editor
    catalog: Catalog
    settings: Settings

    @property
    def _engine(self) -> str:
        return f"{EDITOR}/mesin-{self.editor.bundle.digest}/"

    @cached_property
    def _code(self) -> tuple[str, dict[str, str]]:
        """The folder of the page's scripts and style, and these by their names."""
        code = {
            path.name: slim_script(text) if path.suffix == ".js" else text
            for path in sorted(_ASSETS.iterdir())
            if path.suffix in {".js", ".css"} and (text := path.read_text("utf-8"))
        }
        return f"{EDITOR}/kode-{fingerprint(text.encode() for text in code.values())}/", code

    def _data(self) -> dict[str, tuple[str, str]]:
        """Name → path and content of what the page loads whichever SOP it shows."""
        made = {
            "situs": _dump(_site(self.catalog, self.settings)),
            "indeks": _dump(_index(self.catalog)),
            "kata": _dump(dict(sorted(count_catalog(self.catalog, hide_nips).items()))),
        }
        return {
            name: (with_fingerprint(f"{EDITOR}/{name}.json", fingerprint([text.encode()])), text)
            for name, text in made.items()
        }

    @property
    def page(self) -> Page:
        """The page; its body brings what it loads of the whole catalogue."""
        return replace(self._page({}), view=self._view)

    def _page(self, data: Mapping[str, str]) -> Page:
        return build_editor_page(self.settings, code=self._code[0], engine=self._engine, data=data)

    def _view(self) -> View:
        def make() -> Body:
            data = self._data()
            body = self._page({name: path for name, (path, _) in data.items()}).make()
            return replace(body, files=(*body.files, *data.values()))

        return View((self._code[0], self._engine, self.settings.today, fingerprint_catalog(self.catalog)), make)

    def files(self) -> Iterator[File]:
        """What the page loads and no SOP changes."""
        for name, source in self.editor.bundle.files():
            yield f"{self._engine}{name}", "", source
        folder, code = self._code
        for name, text in code.items():
            yield f"{folder}{name}", text, None

    def made_of(self, slug: str) -> tuple[object, ...]:
        """All that `render` depends on besides this program."""
        sop, file = self.catalog.sops[slug], self.catalog.by_slug[slug]
        return file.path, file.source.text, file.source.has_bom, read_heading(self.catalog, sop.unit, sop)

    def render(self, slug: str) -> str:
        """What the page loads of one SOP, as JSON: its text, and the form's data."""
        return _dump(_sop(self.catalog, self.catalog.by_slug[slug]))


def find_editor() -> Editor | None:
    """What is on this machine; None where the page cannot be made."""
    bundle = find_bundle()
    return Editor(bundle) if bundle else None


def _dump(data: Any) -> str:
    """JSON with its NIPs hidden, whatever text they stand in."""
    text = _json(data)
    return (_json(hide_in(data)) if may_hide_in_json(text) else text) + "\n"


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _site(catalog: Catalog, settings: Settings) -> Any:
    own = [folder for folder in settings.overrides if folder.is_dir()]
    made = compile_templates([*own, PACKAGED], TEMPLATE) if own else ()
    templates = {name: text for place, name, text in made if place < len(own)}
    there = replace(settings, overrides=(Path(_TEMPLATES_THERE),) if templates else ())
    return {
        "settings": to_json(there),
        "templat": templates,
        "isian": [{"kunci": field.kunci, "jenis": field.jenis.name, "arti": field.arti} for field in SOP_FIELDS],
        "berbaris": [field.kunci for field in LANGKAH_FIELDS if keeps_lines(("langkah", 0, field.kunci))],
        "kepala": read_heading(catalog, ""),
    }


def _index(catalog: Catalog) -> Any:
    regulations = {
        kode: f"{kode} tentang {peraturan.tentang}" for kode, peraturan in catalog.registers.peraturan.items()
    }
    return {"index": build_index(catalog), "peraturan": regulations}


def _sop(catalog: Catalog, file: SopFile) -> Any:
    sop, text = catalog.sops[file.slug], file.source.text
    return {
        "path": file.path,
        "teks": text,
        "bom": file.source.has_bom,
        "formulir": early_form(sop, catalog.graph(file.slug)),
        "kepala": read_heading(catalog, sop.unit, sop),
    }
