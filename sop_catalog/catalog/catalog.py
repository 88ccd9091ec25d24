"""All SOPs together: who refers to whom, which role and which regulation a text means.

References are recorded as they are written and resolved once, when every SOP is known. Nothing here is changed after
it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from sop_catalog.catalog.attachments import Berkas
from sop_catalog.catalog.peraturan import Bacaan, Sitasi
from sop_catalog.catalog.regulations import Regulations
from sop_catalog.catalog.signed import BerkasSah, KeadaanSah
from sop_catalog.catalog.sop_names import SopNames, fold_name
from sop_catalog.flow.graph import FlowGraph, build_graph
from sop_catalog.model.lines import mark_length
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Jabatan, Peraturan, Registers
from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.sop_word import SOP_WORD, begins_with_sop
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source

if TYPE_CHECKING:  # the page of the form reads catalogues without any
    from sop_catalog.cache.store import Cache


class FileState(StrEnum):
    """What is known of a file, and whether it is judged."""

    WHOLE = "utuh"
    """A whole SOP, which is judged."""
    BROKEN = "rusak"
    """It was asked about and is no whole SOP; perhaps its head is known (`SopFile.header`)."""
    ASIDE = "tidak ditanyakan"
    """Read just so far as other SOPs refer to it, because nobody asked about this file."""
    ASIDE_BROKEN = "tidak ditanyakan, rusak"
    """The same, of a file that is no whole SOP."""

    @property
    def is_aside(self) -> bool:
        """Whether nobody asked about the file."""
        return self in {FileState.ASIDE, FileState.ASIDE_BROKEN}


@dataclass(frozen=True)
class SopFile:
    """One file of the folder, whether it could be read or not."""

    source: Source
    path: str
    """Relative to the folder of SOPs, with "/"."""
    slug: str
    sop: Sop | None
    positions: Positions
    header: Sop | None = None
    """Of a file that is no whole SOP: as far as others refer to it (`model.header`), so that its mistakes stay its own."""
    header_only: bool = False
    """Read just so far as other SOPs refer to it, because nobody asked about this file (`load_catalog(only=…)`)."""
    unread_lines: frozenset[int] = frozenset()
    """Lines whose text could not be read; they have been reported, and what stands there is a stand-in."""
    partial: Sop | None = None
    """What could be read even where that is no SOP yet, for somebody who is still typing."""

    @property
    def state(self) -> FileState:
        """What is known of it."""
        if self.header_only:
            return FileState.ASIDE if self.sop else FileState.ASIDE_BROKEN
        return FileState.WHOLE if self.sop else FileState.BROKEN

    @property
    def named(self) -> Sop | None:
        """What has the file's name and number: the SOP, else its header; None where neither can be read."""
        return self.sop or self.header

    @cached_property
    def graph(self) -> FlowGraph | None:
        """The activity graph; None where there is no SOP."""
        return build_graph(self.sop) if self.sop else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic as plain data, for the page of a broken file."""

    severity: str
    code: str
    line: int
    column: int
    message: str
    text: str
    """The whole rendered diagnostic, several lines."""


@dataclass(frozen=True, slots=True)
class Rujukan:
    """A reference from one SOP to another."""

    teks: str
    """As written, such as "SOP Pembentukan Tim"."""
    slug: str
    """The SOP that is meant; "" while the catalogue has none."""


@dataclass(frozen=True, slots=True)
class Segmen:
    """A piece of a text: plain, or a reference."""

    teks: str
    rujukan: Rujukan | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One SOP refers to another, in its box "keterkaitan", in its steps, or in both."""

    source: str
    """The slug of the SOP that refers."""
    target: str
    """The slug of the SOP that is meant; "" while the catalogue has none."""
    teks: str
    """As written the first time, such as "SOP Pembentukan Tim"."""
    keterkaitan: bool
    """Whether its box "keterkaitan" does."""
    langkah: tuple[int, ...]
    """Numbers of the steps whose keterangan refers, ascending, from 1."""


@dataclass(frozen=True)
class Catalog:
    """Every SOP of a folder with the registers. Mappings are by slug and ordered by file path."""

    files: tuple[SopFile, ...]
    """All files, the unreadable ones and those with the name of another included."""
    registers: Registers
    register_sources: Mapping[str, Source] = field(default_factory=dict)
    """Register name → its file."""
    register_positions: Mapping[str, Positions] = field(default_factory=dict)
    unreadable_registers: frozenset[str] = frozenset()
    """Names of registers whose file could not be read: what it would have said is unknown, not wrong."""
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """File path → what is wrong with it, worst first."""
    pictures: frozenset[str] | None = None
    """The pictures in the site's folders of assets, by path from the site's root; None: nobody has looked."""
    attachments: Mapping[str, tuple[Berkas, ...]] = field(default_factory=dict)
    """File path → the files that its SOP attaches (`catalog.attachments`); only of SOPs that attach any."""
    signed: Mapping[str, tuple[BerkasSah, ...]] = field(default_factory=dict)
    """File path → the signed documents that its SOP notes; only of SOPs that note any."""
    expects_signed: bool = False
    """Whether an SOP in force without such a document is worth a word."""
    keadaan: Mapping[str, KeadaanSah] = field(default_factory=dict)
    """Slug → how the SOP stands to what was signed (`compare.signed.describe_signed`)."""
    cache: Cache | None = field(default=None, compare=False, repr=False)
    """Where results are kept that were made of it; None keeps nothing."""
    broken: frozenset[str] = frozenset()
    """Slugs whose file has a galat: they have a page that shows it, and no other page trips over them."""

    @cached_property
    def by_slug(self) -> Mapping[str, SopFile]:
        """The file of each slug; of two files with one name the first by path."""
        files: dict[str, SopFile] = {}
        for file in self.files:
            files.setdefault(file.slug, file)
        return files

    @cached_property
    def shadowed(self) -> tuple[SopFile, ...]:
        """The files that have the name of an earlier one (SOP402), by path."""
        return tuple(file for file in self.files if self.by_slug[file.slug] is not file)

    @cached_property
    def sops(self) -> Mapping[str, Sop]:
        """The SOPs that have a form page: readable and without a galat."""
        return {
            slug: file.sop for slug, file in self.by_slug.items() if file.sop is not None and slug not in self.broken
        }

    def graph(self, slug: str) -> FlowGraph:
        """The activity graph of a readable SOP. KeyError for any other slug."""
        graph = self.by_slug[slug].graph
        if graph is None:
            raise KeyError(slug)
        return graph

    # --- What a text means ---

    @cached_property
    def sop_names(self) -> SopNames:
        """What the SOPs are called; the first file by path wins."""
        return SopNames((slug, file.named) for slug, file in self.by_slug.items())

    def find_sop(self, teks: str) -> str:
        """The slug that a name, a number, both, or a slug means, whatever the case and the word SOP; "" for none."""
        return self.sop_names.find(teks)

    @cached_property
    def _roles(self) -> Mapping[str, Jabatan]:
        roles: dict[str, Jabatan] = {}
        for jabatan in self.registers.jabatan.values():
            for name in (jabatan.nama, *jabatan.alias):
                roles.setdefault(fold_name(name), jabatan)
        return roles

    @cached_property
    def name_words(self) -> frozenset[str]:
        """All words, in lower case, in the names of the SOPs: none of them is another one mistyped."""
        names = (file.named.nama for file in self.by_slug.values() if file.named)
        return frozenset(word for name in names for word in _WORD.findall(name.casefold()))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The same for the names and aliases of the registered roles."""
        titles = (title for role in self.registers.jabatan.values() for title in (role.nama, *role.alias))
        return frozenset(word for title in titles for word in _WORD.findall(title.casefold()))

    def logo_of(self, kode: str) -> str:
        """The logo of a unit, inherited from those above; "" where none is set, or where the file is known to be missing."""
        logo = self.registers.logo_of(kode)
        return "" if self.pictures is not None and logo not in self.pictures else logo

    def find_jabatan(self, judul: str) -> Jabatan | None:
        """The role behind a column title, by name or alias; None when the register has none."""
        return self._roles.get(fold_name(judul))

    @cached_property
    def regulations(self) -> Regulations:
        """The register's regulations under all their names."""
        return Regulations(self.registers.peraturan)

    def read_kalimat(self, kalimat: str) -> Bacaan:
        """What a sentence of `dasar_hukum` cites, with the codes of the register."""
        return self.regulations.read(kalimat)

    def spell_kalimat(self, kalimat: str) -> str:
        """A sentence of `dasar_hukum` as pages print it: the register's codes in it as names."""
        return self.regulations.spell(kalimat)

    def find_peraturan(self, kalimat: str) -> tuple[tuple[Sitasi, Peraturan | None], ...]:
        """Every regulation that a sentence of `dasar_hukum` cites, taken apart, with its entry in the register."""
        cited = self.read_kalimat(kalimat).sitasi
        return tuple((sitasi, self.registers.peraturan.get(sitasi.kode)) for sitasi in cited)

    def cited_codes(self, sop: Sop) -> tuple[str, ...]:
        """The code of every regulation that an SOP's legal basis cites, once and in order."""
        found = (sitasi.kode for kalimat in sop.dasar_hukum for sitasi in self.read_kalimat(kalimat).sitasi)
        return tuple(dict.fromkeys(found))

    # --- References ---

    def cut_item(self, item: str) -> tuple[Segmen, ...]:
        """An item of the box "keterkaitan" cut into plain pieces and references; joined they give the text again.

        The item is one reference as it stands, unless it names several SOPs, or one and says something besides.
        """
        if not _WORD.search(item) or item.lower() == TIDAK_TERBACA:
            return (Segmen(item),)
        if not self.find_sop(item):
            pieces = self.segments(item)
            found = [piece.rujukan for piece in pieces if piece.rujukan]
            if len(found) > 1 or any(rujukan.slug for rujukan in found):
                return pieces
        return (Segmen(item, Rujukan(item, self.find_sop(item))),)

    def references(self, item: str) -> tuple[Rujukan, ...]:
        """The references of one item of the box."""
        return tuple(piece.rujukan for piece in self.cut_item(item) if piece.rujukan)

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Slug → every SOP that it refers to, once: first from its box, then from its steps; not to itself."""
        return {slug: tuple(self._links_of(sop)) for slug, sop in self.sops.items()}

    def _links_of(self, sop: Sop) -> Iterator[Link]:
        found: dict[str, tuple[Rujukan, bool, list[int]]] = {}
        for item in sop.keterkaitan:
            for rujukan in self.references(item):
                found.setdefault(_key(rujukan), (rujukan, True, []))
        for langkah in sop.langkah:
            for segmen in self.segments(langkah.keterangan):
                if segmen.rujukan:
                    found.setdefault(_key(segmen.rujukan), (segmen.rujukan, False, []))[2].append(langkah.nomor)
        for key, (rujukan, boxed, steps) in found.items():
            if key and rujukan.slug != sop.slug:
                yield Link(sop.slug, rujukan.slug, rujukan.teks, boxed, tuple(dict.fromkeys(steps)))

    @cached_property
    def dirujuk_oleh(self) -> Mapping[str, tuple[Link, ...]]:
        """Backlinks: slug → the references to it, in file order."""
        found: dict[str, list[Link]] = {}
        for links in self.links.values():
            for link in links:
                if link.target:
                    found.setdefault(link.target, []).append(link)
        return {target: tuple(links) for target, links in found.items()}

    @cached_property
    def _segments(self) -> dict[str, tuple[Segmen, ...]]:
        """What `segments` has cut already: links, backlinks, lists and pages all ask for the same few texts."""
        return {}

    def segments(self, teks: str) -> tuple[Segmen, ...]:
        """A step's keterangan cut into plain pieces and references; joined they give the text again.

        A reference is a part between commas or semicolons that begins with "SOP". A name may hold commas itself, so
        the longest run of parts that names an SOP of the catalogue wins.
        """
        segments = self._segments.get(teks)
        if segments is None:
            segments = self._segments[teks] = self._cut(teks)
        return segments

    def _cut(self, teks: str) -> tuple[Segmen, ...]:
        if not _HOLDS_SOP.search(teks):
            return (Segmen(teks),) if teks else ()
        parts = re.split(r"([;,\n])", teks)  # part, separator, part, …
        segments: list[Segmen] = []
        index = 0
        while index < len(parts):
            part = parts[index]
            end = index + 1
            lead = part[: mark_length(part.lstrip()) + len(part) - len(part.lstrip())] if index % 2 == 0 else ""
            if index % 2 == 0 and begins_with_sop(part[len(lead) :]):
                for candidate in range(min(len(parts), index + _NAME_PARTS), index, -2):
                    whole = "".join(parts[index:candidate])[len(lead) :]
                    if "\n" not in whole and self.find_sop(whole):
                        end = candidate
                        break
                whole = "".join(parts[index:end])
                name = whole[len(lead) :].strip().rstrip(".")
                lead = whole[: whole.index(name, len(lead))] if name else lead
                segments.append(Segmen(lead)) if lead else None
                segments.append(Segmen(name, Rujukan(name, self.find_sop(name))))
                tail = whole[len(lead) + len(name) :]
                segments.append(Segmen(tail)) if tail else None
            else:
                segments.append(Segmen(part)) if part else None
            index = end
        return tuple(segments)

    def with_findings(self, diagnostics: Iterable[Diagnostic], findings: Mapping[str, tuple[Finding, ...]]) -> Catalog:
        """The same catalogue, knowing what is wrong with its files.

        Args:
            diagnostics: all of them; files with a galat become `broken`.
            findings: the same as plain data, by file path.
        """
        bad = {diagnostic.source.path for diagnostic in diagnostics if diagnostic.severity.rank == 0}
        broken = frozenset(file.slug for file in self.files if file.source.path in bad)
        return replace(self, findings=findings, broken=broken)


def _key(rujukan: Rujukan) -> str:
    """What makes two references one; "" for a text that names nothing."""
    return f"/{rujukan.slug}" if rujukan.slug else fold_name(rujukan.teks)  # no folded name holds a slash


_HOLDS_SOP = re.compile(SOP_WORD, re.IGNORECASE)
_NAME_PARTS = 15
"""Parts and separators that a name with commas may have: eight parts."""
_WORD = re.compile(r"[^\W_]+")

__all__ = ["Catalog", "Finding", "Link", "Rujukan", "Segmen", "SopFile", "fold_name"]
