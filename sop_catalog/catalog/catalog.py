"""All SOPs together: who refers to whom, which role and which regulation a text means.

References are recorded as they are written and resolved once, when every SOP is known. Nothing here is changed after
it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sop_catalog.catalog.attachments import Berkas
from sop_catalog.catalog.peraturan import Bacaan, Sitasi
from sop_catalog.catalog.regulations import Regulations
from sop_catalog.catalog.rujukan import Link, References, Rujukan, Segmen
from sop_catalog.catalog.signed import BerkasSah, KeadaanSah
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.sop_names import SopNames, fold_name
from sop_catalog.flow.graph import FlowGraph
from sop_catalog.model.positions import Positions
from sop_catalog.model.registers import Jabatan, Peraturan, Registers
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.text import Source

if TYPE_CHECKING:  # the page of the form reads catalogues without any
    from sop_catalog.cache.store import Cache


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

    @cached_property
    def _references(self) -> References:
        return References(self.sop_names.find)

    def cut_item(self, item: str) -> tuple[Segmen, ...]:
        """An item of the box "keterkaitan" cut into plain pieces and references; joined they give the text again."""
        return self._references.cut_item(item)

    def references(self, item: str) -> tuple[Rujukan, ...]:
        """The references of one item of the box."""
        return tuple(piece.rujukan for piece in self.cut_item(item) if piece.rujukan)

    def segments(self, teks: str) -> tuple[Segmen, ...]:
        """A step's keterangan cut into plain pieces and references; joined they give the text again."""
        return self._references.segments(teks)

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Slug → every SOP that it refers to, once: first from its box, then from its steps; not to itself."""
        return {slug: tuple(self._references.links_of(sop)) for slug, sop in self.sops.items()}

    @cached_property
    def dirujuk_oleh(self) -> Mapping[str, tuple[Link, ...]]:
        """Backlinks: slug → the references to it, in file order."""
        found: dict[str, list[Link]] = {}
        for links in self.links.values():
            for link in links:
                if link.target:
                    found.setdefault(link.target, []).append(link)
        return {target: tuple(links) for target, links in found.items()}

    def with_findings(self, diagnostics: Iterable[Diagnostic], findings: Mapping[str, tuple[Finding, ...]]) -> Catalog:
        """The same catalogue, knowing what is wrong with its files.

        Args:
            diagnostics: all of them; files with a galat become `broken`.
            findings: the same as plain data, by file path.
        """
        bad = {diagnostic.source.path for diagnostic in diagnostics if diagnostic.severity.rank == 0}
        broken = frozenset(file.slug for file in self.files if file.source.path in bad)
        return replace(self, findings=findings, broken=broken)


_WORD = re.compile(r"[^\W_]+")
