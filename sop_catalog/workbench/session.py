"""What is done to one SOP on the page, version by version, and what the page is told after each change.

A version is a text. Undoing is going to another one, so it needs no inverse of anything and has no end. What is known of one
among a thousand neighbours is half a megabyte, so only the last one's stays; another's is found out anew.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.index import Neighbours
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.compare.changes import Comparison
from sop_catalog.compare.diff import compare_files
from sop_catalog.compare.formats import DiffFormat, format_comparison, format_summary
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.words import count_words
from sop_catalog.editing.document import Document, UnreadableError
from sop_catalog.editing.form import read_form
from sop_catalog.editing.operations import OperationError, apply_operation
from sop_catalog.editing.ways import Note
from sop_catalog.flow.graph import build_graph
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_page import build_sop_view
from sop_catalog.pages.templates import template
from sop_catalog.source import file_rules
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping
from sop_catalog.workbench.drawing import changed_rows, draw
from sop_catalog.workbench.findings import place_findings
from sop_catalog.workbench.heading import read_heading
from sop_catalog.workbench.merging import merge_texts
from sop_catalog.workbench.nip import hide_nips, is_hidden
from sop_catalog.workbench.understanding import total_time, understand

Json = Any

_AS_TEXT = frozenset(("whole", "edits"))
"""Operations on the file as a text: whoever does them sees what it says."""
_UNREADABLE = "Teks berkas belum terbaca sebagai SOP, jadi perubahan ini tidak dilakukan; perbaiki dahulu pada tab YAML"


@dataclass(frozen=True)
class Version:
    """One state of the SOP, among its neighbours."""

    document: Document
    path: str
    """Of the file, relative to the folder of SOPs, with "/"."""
    neighbours: Neighbours
    settings: Settings

    @cached_property
    def _read(self) -> tuple[Catalog, SopFile, list[Diagnostic]]:
        read = (self.document.tree, self.document.findings)
        return self.neighbours.with_text(self.document.source, self.path, read)

    @property
    def catalog(self) -> Catalog:
        """The whole catalogue with this state of the SOP in it."""
        return self._read[0]

    @property
    def file(self) -> SopFile:
        """The SOP's file in it."""
        return self._read[1]

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        """What `sop periksa` says of the file; nothing of a NIP that stands hidden in its text."""
        found = [*self._read[2], *check_catalog(self.catalog, self.settings.today, registers=False)]
        source = self.file.source
        return [item for item in found if item.source is source and not is_hidden(item)]

    @cached_property
    def drawing(self) -> Json:
        """The flowchart, also of what is no SOP yet; None without rows or columns."""
        sop = self.file.partial
        return draw(build_graph(sop)) if sop and sop.langkah and sop.pelaksana else None


class Session:
    """Everything that happens to one SOP on the page."""

    def __init__(self, neighbours: Neighbours, settings: Settings, path: str, published: str) -> None:
        """Start.

        Args:
            neighbours: the other SOPs of the catalogue, with the registers.
            settings: of the site; `today` is the day on which somebody works.
            path: of the file, relative to the folder of SOPs, with "/".
            published: the text that the site was built of; "" for a new SOP.
        """
        self.neighbours = neighbours
        self.settings = settings
        self.path = path
        self.published = self._version(published)
        self.words: Counter[str] | None = None
        """Every word of the catalogue as published, once it is at hand."""
        self._texts: dict[int, str] = {}
        """Of every version, by its number."""
        self._at_hand: tuple[int, Version] | None = None
        """The last one that was looked at."""
        self._drawn: Json = None
        """The drawing that the page shows."""

    def _at(self, number: int) -> Version:
        if self._at_hand is None or self._at_hand[0] != number:
            self._at_hand = number, self._version(self._texts[number])
        return self._at_hand[1]

    def _keep(self, number: int, version: Version) -> None:
        self._texts[number] = version.document.source.text
        self._at_hand = number, version

    def _version(self, text: str) -> Version:
        shown = f"{self.settings.sops_dir}/{self.path}" if self.settings.sops_dir else self.path
        return Version(Document(Source(shown, text)), self.path, self.neighbours, self.settings)

    # --- Changes ---

    def start(self, number: int, text: str) -> Json:
        """Take a text as it is: the published one, a draft, a new one."""
        self._keep(number, self._version(text))
        return self._tell(number, ())

    def change(self, number: int, base: int, operations: list[Json]) -> Json:
        """Make a new version of another one by operations; where one makes no sense, say so and stay.

        Args:
            number: of the new version.
            base: of the version that is changed.
            operations: as `editing.operations` reads them.
        """
        version = self._at(base)
        notes: list[Note] = []
        refused = ""
        document = version.document
        is_text = any(operation["op"] in _AS_TEXT for operation in operations)
        if not _is_form(document) and not is_text:
            refused, operations = _UNREADABLE, []  # a blank form says nothing that the file could be held against
        for operation in operations:
            try:
                edited = apply_operation(document, operation)
            except UnreadableError:
                refused = _UNREADABLE
                break
            except OperationError:
                refused = "Perubahan ini tidak dapat ditulis ke dalam berkas, jadi tidak dilakukan"
                break
            except Exception as error:  # noqa: BLE001 - a version that is missing would take all that come after it along
                refused = (
                    f"Perubahan ini tidak dilakukan, karena pemeriksa tersandung ({type(error).__name__}: {error})"
                )
                break
            document = edited.document
            notes += edited.notes
        changed = replace(version, document=document) if document is not version.document else version
        if not refused and not is_text:
            refused = _over_the_limit(version, changed)
            changed = version if refused else changed
        self._keep(number, changed)
        return self._tell(number, notes) | ({"ditolak": refused} if refused else {})

    def restore(self, number: int) -> Json:
        """Go to a version that was there before."""
        return self._tell(number, ())

    def rename(self, path: str) -> None:
        """Another file for the SOP: a new one gets its name while it is typed."""
        self.path = path
        self._at_hand = None

    def forget(self, numbers: list[int]) -> None:
        """Let go of versions to which nobody can go back."""
        for number in numbers:
            self._texts.pop(number, None)

    def _tell(self, number: int, notes: list[Note] | tuple[Note, ...]) -> Json:
        version = self._at(number)
        drawing = version.drawing
        told = changed_rows(self._drawn, drawing) if drawing else None
        self._drawn = drawing
        partial = version.file.partial
        return {
            "versi": number,
            "teks": version.document.source.text,
            "terbaca": _is_form(version.document),
            "formulir": read_form(version.document) if _is_form(version.document) else None,
            "kepala": read_heading(version.catalog, partial.unit if partial else "", partial),
            "gambar": told,
            "temuan": place_findings(version.diagnostics, version.document.tree),
            "paham": understand(version.catalog, partial) if partial else [],
            "norma_waktu": total_time(partial) if partial else "",
            "catatan": [_note(note) for note in notes],
            "berubah": version.document.source.text != self.published.document.source.text,
        }

    # --- Another state of the file ---

    def compare_with(self, published: str) -> None:
        """Compare with another text from now on, as after merging with what the repository holds."""
        self.published = self._version(published)

    def merge(self, text: str, theirs: str, base: str | None = None) -> Json:
        """Somebody's changes on top of what another one has made of the file meanwhile.

        Args:
            text: with the changes.
            theirs: the file as it is now, with or without its NIPs.
            base: what both were made of; None: the published text.

        Returns:
            `text` with both, None where both touch the same lines, which `lines` then names; `published`, what it is
            compared with from now on.
        """
        hidden = hide_nips(theirs)
        merged = merge_texts(base if base is not None else self.published.document.source.text, text, hidden)
        return {"text": merged.text, "lines": list(merged.conflicts), "published": hidden}

    # --- Looking ---

    def print_page(self, number: int) -> Json:
        """The SOP's page as it would be published, for its paper; and what stands in the margins of its sheets."""
        version = self._at(number)
        slug = version.file.slug
        if slug not in version.catalog.sops:
            return {"html": "", "galat": [item.message for item in version.diagnostics if item.severity.rank == 0][:5]}
        view = build_sop_view(version.catalog, slug, self.settings)
        html = template(self.settings, "halaman-sop.html").render(v=view, token="")
        return {
            "html": html,
            "kertas": list(self.settings.paper.size),
            "tepi": _plain(view.tepi),
            "cap": _plain(view.tepi_cap),
        }

    def compare(self, number: int, shape: str = "json") -> Json:
        """What has changed against the published text, in the sentences of `sop bandingkan`.

        Args:
            number: the version.
            shape: "json", or "markdown" for the text of a request.
        """
        comparison = self._comparison(self._at(number))
        text = format_comparison(comparison, DiffFormat(shape))
        return {"ringkas": format_summary(comparison), "isi": text}

    def _comparison(self, version: Version) -> Comparison:
        before, after = self.published, version
        words = None
        if self.words is not None:
            words = Counter(self.words)
            words.subtract(count_words(before.document.source.text))
            words.update(count_words(after.document.source.text))
        first = before.file if before.document.source.text.strip() else None
        meaning = Meaning(_judged(before), _judged(after), words)
        diff = compare_files(first, after.file, meaning)
        return Comparison("versi terbit", "suntingan ini", self.settings.sops_dir, (diff,) if diff else (), ())


def _is_form(document: Document) -> bool:
    """Whether a file says fields: else its form would be blank, and nothing that is typed there could be written."""
    return isinstance(document.tree, Mapping)


def _over_the_limit(before: Version, after: Version) -> str:
    """What makes a file too large to be read as an SOP since a change, in words; "" for nothing. Its form would be empty."""
    known, new = (
        [item for item in version.diagnostics if item.rule is file_rules.LIMIT] for version in (before, after)
    )
    return f"{new[0].message}, jadi perubahan ini tidak dilakukan; {new[0].fix}" if new and not known else ""


def _judged(version: Version) -> Catalog:
    """The catalogue, knowing whether the file has a galat."""
    return version.catalog.with_findings(version.diagnostics, {})


def _plain(css: str) -> str:
    """What a CSS string of `css_string` says."""
    return re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), css[1:-1])


def _note(note: Note) -> Json:
    told: dict[str, Json] = {"teks": note.text, "jalur": list(note.path)}
    if note.other:
        told["lain"] = {
            "label": note.other_label,
            "op": {"op": "put", "path": list(note.other.path), "value": note.other.value},
        }
    return told
