"""From a folder of SOPs to a site: read and checked, then built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.cache.store import Cache
from sop_catalog.catalog.catalog import Catalog, Finding
from sop_catalog.catalog.changes import FileChange
from sop_catalog.catalog.load import CatalogReader
from sop_catalog.catalog.masking import mask_catalog, mask_record
from sop_catalog.checks import FileRules, check_together
from sop_catalog.compare.past import Past
from sop_catalog.compare.signed import describe_signed
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import environment
from sop_catalog.search.index import PageText
from sop_catalog.site.editor import Editor, EditorOfSite
from sop_catalog.site.mermaid import Mermaid
from sop_catalog.site.site import Site
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.nip import mask_nip
from sop_catalog.source.report import format_diagnostic, format_report, format_summary


@dataclass(frozen=True, slots=True)
class CheckedCatalog:
    """A catalogue, and what is wrong with it."""

    catalog: Catalog
    """It knows its findings, and shows them on the pages of files that have a galat."""
    diagnostics: tuple[Diagnostic, ...]

    @property
    def galat(self) -> list[Diagnostic]:
        """What must stop a site from being published, by file and line."""
        return sorted((item for item in self.diagnostics if item.severity is Severity.GALAT), key=_place)

    @property
    def warnings(self) -> list[Diagnostic]:
        """Findings of level peringatan, by file and line."""
        return sorted((item for item in self.diagnostics if item.severity is Severity.PERINGATAN), key=_place)

    def format_galat(self) -> str:
        """All galat as one text."""
        return format_report(self.galat, len(self.catalog.files))

    def format_remarks(self) -> str:
        """What is worth saying of a catalogue without a galat: its warnings with their sum, else the sum alone."""
        files = len(self.catalog.files)
        return format_report(self.warnings, files) if self.warnings else self.format_summary()

    def format_summary(self) -> str:
        """One line: how many files, how many findings."""
        return format_summary(self.diagnostics, len(self.catalog.files))


def read_catalog(  # noqa: PLR0913, PLR0917
    folder: Path,
    shown: str,
    today: dt.date,
    cache: Cache | None = None,
    assets: Sequence[Path] = (),
    others: Sequence[Diagnostic] = (),
) -> CheckedCatalog:
    """Read and check a folder of SOPs.

    Args:
        folder: an existing folder.
        shown: what messages call it.
        today: the day of the build.
        cache: where the results of files are kept; None keeps nothing.
        assets: the folders from which the site takes its pictures.
        others: what is wrong with files that are no SOPs (`catalog.own_files`).
    """
    return read_again(CatalogReader(folder, shown, cache, assets), today, others)


def read_again(reader: CatalogReader, today: dt.date, others: Sequence[Diagnostic] = ()) -> CheckedCatalog:
    """The same by a reader that may have read the folder before."""
    catalog, diagnostics = reader.read(FileRules(today))
    diagnostics += others
    diagnostics += check_together(catalog)
    return CheckedCatalog(catalog.with_findings(diagnostics, _findings(catalog, diagnostics)), tuple(diagnostics))


def build_site(  # noqa: PLR0913 - what a site consists of
    catalog: Catalog,
    settings: Settings,
    history: Sequence[FileChange] | None,
    texts: Sequence[PageText],
    mermaid: Mermaid | None = None,
    *,
    editor: Editor | None = None,
    past: Past | None = None,
) -> Site:
    """The site of a catalogue; the same input gives the same bytes, and no NIP is in them but where the form has it.

    Args:
        catalog: all SOPs, with the registers (`read_catalog`).
        settings: of the site.
        history: the changes in git, newest first (`compare.history`); None where there is no history to read.
        texts: pages of the frame's own that the search is to find. They are read when the site's files are first asked
            for, so a frame may fill the list until then.
        mermaid: what draws the diagrams (`find_mermaid`); None for a site that shows the flow as text alone.
        past: earlier states of the files, for the history of SOPs that were signed (`compare.past`); None without git.
        editor: what the page /sunting/ needs (`find_editor`); None for a site without it.
    """
    environment.cache_clear()  # a site's own template may have come or gone since the last build of this process
    settings = replace(settings, sunting=editor is not None)
    if keadaan := describe_signed(catalog, past):
        catalog = replace(catalog, keadaan=keadaan)
    page = (
        EditorOfSite(editor, catalog, settings) if editor else None
    )  # it hides NIPs by itself, and so that they come back
    return Site(mask_catalog(catalog), settings, mask_record(history), texts, mermaid, page, past)


def _findings(catalog: Catalog, diagnostics: Sequence[Diagnostic]) -> dict[str, tuple[Finding, ...]]:
    """Diagnostics as plain data by file, worst first; of files whose page shows them, and those of the same name."""
    bad = {item.source.path for item in diagnostics if item.severity is Severity.GALAT}
    slugs = {file.slug for file in catalog.files if file.source.path in bad}
    shown = {file.source.path for file in catalog.files if file.slug in slugs}
    findings: dict[str, list[Finding]] = {}
    told = [item for item in diagnostics if item.source.path in shown]
    for item in sorted(told, key=lambda item: (item.severity.rank, *item.sort_key)):
        finding = Finding(
            item.severity.value, item.rule.code, item.line, item.column, mask_nip(item.message), format_diagnostic(item)
        )
        findings.setdefault(item.source.path, []).append(finding)
    return {path: tuple(items) for path, items in findings.items()}


def _place(item: Diagnostic) -> tuple[str, int, int, str]:
    return item.sort_key
