"""Mermaid on the site: its files, and how the pages draw with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sop_catalog.flow.mermaid import merge_arguments
from sop_catalog.pages.diagram import DiagramEngine
from sop_catalog.site.assets import drawing_script
from sop_catalog.site.fingerprints import fingerprint
from sop_catalog.site.mermaid_bundle import VERSION, MermaidBundle, entry_name, find_altered, find_bundle

_FOLDER = "assets/mermaid"
MISSING = (
    "Mermaid belum ada: diagram swimlane diganti teks alur. Jalankan "
    "`python -m sop_catalog.site.mermaid_bundle` (perlu npm), atau atur `mermaid_dir`."
)
"""What to tell who builds a site for which `find_mermaid` has found nothing."""


@dataclass(frozen=True, slots=True)
class Mermaid:
    """What a site draws with."""

    bundle: MermaidBundle
    engine: DiagramEngine

    def files(self) -> Iterator[tuple[str, Path]]:
        """(path from the site's root, what it is a copy of) of Mermaid's files."""
        folder = self.engine.entry.rpartition("/")[0]
        for name, path in self.bundle.files(self.engine.offline):
            yield f"{folder}/{name}", path


def find_mermaid(mermaid_dir: str | None = None, engine: DiagramEngine | None = None) -> Mermaid | None:
    """What is on this machine; None where there is no Mermaid.

    Args:
        mermaid_dir: where to look first.
        engine: how to draw; None: with our own settings, for pages that come from a server.
    """
    bundle = find_bundle(mermaid_dir)
    if bundle is None:
        return None
    engine = engine or make_engine()
    sum_ = fingerprint(path.read_bytes() for _, path in bundle.files(engine.offline))
    return Mermaid(bundle, replace(engine, entry=f"{_FOLDER}-{sum_}/{entry_name(engine.offline)}"))


def describe_refusal(mermaid_dir: str | None = None) -> str:
    """Why files that are there are not used, in one line; "" where all is well.

    Args:
        mermaid_dir: as for `find_mermaid`.
    """
    altered = find_altered(mermaid_dir)
    if altered is None:
        return ""
    return f"Berkas Mermaid di {altered} tidak sama dengan Mermaid {VERSION} yang asli, jadi tidak dipakai; ambil lagi dengan `python -m sop_catalog.site.mermaid_bundle`."


def make_engine(*, offline: bool = False, arguments: Mapping[str, Any] | None = None) -> DiagramEngine:
    """How the pages draw, whether Mermaid is on this machine or not; `find_mermaid` knows the sum in its folder's name."""
    tools, _ = drawing_script()
    return DiagramEngine(f"{_FOLDER}/{entry_name(offline)}", offline, merge_arguments(dict(arguments or {})), tools)
