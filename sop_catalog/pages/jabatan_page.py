"""`/jabatan/<kode>/`: "SOP untuk jabatan saya": one role's own steps across all SOPs; `/jabatan/`: all roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.jabatan import Peran, Roles, Serah, Tugas, TugasLangkah, build_roles, collect_duties
from sop_catalog.catalog.unit_tree import UnitTree, build_unit_tree
from sop_catalog.flow.graph import Ending
from sop_catalog.model.sop import Langkah, Status
from sop_catalog.pages.addresses import Address
from sop_catalog.pages.page import Page, Tautan, View, late_view_of, view_of
from sop_catalog.pages.paths import jabatan_path, sheet_path, sop_path
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.sop_rows import BarisSop, SopRows
from sop_catalog.pages.templates import template

_SOURCE = "_daftar/jabatan.yml"
SCRIPT = "sop-jabatan.js"
"""In assets/, of the page of a role with many steps: filters it, and opens an SOP's steps where they are asked for."""
WHOLE = 100
"""Steps of a role that its own page shows; a role with more has a page for each unit."""
ON_A_SHEET = 250
"""Steps on one such page; a unit with more has several."""
LISTED = 900
"""SOPs that the page of such a role names; of more it names the units alone."""


@dataclass(frozen=True, slots=True)
class Arah:
    """One arrow as a reader sees it: "Tidak: Kasubag, langkah 1"."""

    label: str
    tautan: tuple[Tautan, ...]
    """Who; with a page where the role has one."""
    teks: str
    """What stands behind the names: "langkah 1", "selesai"; "" for nothing."""
    href: str
    """Where `teks` leads; ""."""
    dokumen: str
    """What comes along, where it is not what the step's own kelengkapan says."""


@dataclass(frozen=True, slots=True)
class BarisTugas:
    """One step of the role."""

    langkah: Langkah
    href: str
    isi: str
    """The words in the role's symbol; ""."""
    gabung: Mapping[str, str]
    """Field → "bersama langkah 4", where its cell is shared with a row above."""
    bersama: Markup
    """The roles that do it together with this one, ready; ""."""
    dari: Markup
    """What arrives, ready: the arrows of thousands of steps would cost more in the template than all else."""
    ke: Markup
    """What leaves."""


@dataclass(frozen=True, slots=True)
class TugasSop:
    """One SOP of the role."""

    sop: BarisSop
    baris: tuple[BarisTugas, ...]
    waktu: str
    """The sum of these steps' times; "" where none has a number."""
    waktu_belum_diisi: str
    """"2 dari 4 langkah belum diisi", "… tanpa angka waktu"; ""."""


@dataclass(frozen=True, slots=True)
class UnitJabatan:
    """A role's SOPs in one unit."""

    nama: str
    sop: tuple[TugasSop, ...]


@dataclass(frozen=True, slots=True)
class RingkasSop:
    """One SOP of a role with many: its name, the numbers of the role's steps, where these are told."""

    nama: str
    href: str
    langkah: str
    """"langkah 2", "langkah 2, 5"."""


@dataclass(frozen=True, slots=True)
class RingkasUnit:
    """A unit on the page of a role with many steps."""

    kode: str
    nama: str
    lembar: tuple[Tautan, ...]
    """Its pages of that role."""
    jumlah_sop: int
    jumlah_langkah: int
    sop: tuple[RingkasSop, ...]


@dataclass(frozen=True, slots=True)
class BarisJabatan:
    """A role in the list of all."""

    tautan: Tautan
    sebutan: str
    jumlah_sop: int
    """Without revoked ones, as on the role's own page."""
    jumlah_langkah: int


def build_jabatan_pages(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """The list of roles, then a page for each."""
    roles = build_roles(catalog)
    duties = collect_duties(catalog, roles)
    yield _list_page(catalog, roles, duties, settings)
    maker = _PageMaker(catalog, settings, roles, build_unit_tree(catalog))
    for peran in roles.peran.values():
        yield from maker.pages(peran, duties[peran.kode])


def _list_page(catalog: Catalog, roles: Roles, duties: Mapping[str, tuple[Tugas, ...]], settings: Settings) -> Page:
    address = Address("jabatan", settings.directory_urls)
    rows = []
    for peran in sorted(roles.peran.values(), key=lambda peran: (peran.nama.casefold(), peran.kode)):
        valid = [tugas for tugas in duties[peran.kode] if _is_valid(catalog, tugas)]
        rows.append(
            BarisJabatan(
                Tautan(peran.nama, address.to(jabatan_path(peran.kode))),
                ", ".join(peran.sebutan),
                len(valid),
                sum(len(tugas.baris) for tugas in valid),
            )
        )

    def view() -> View:
        jejak = [Tautan("Katalog SOP", address.to(""))]
        return view_of(template(settings, "jabatan-daftar.html"), jejak=jejak, baris=rows)

    return Page(
        "jabatan",
        address.url,
        "SOP untuk jabatan saya",
        "Semua jabatan pelaksana",
        view,
        lambda: '<h1 id="judul">SOP untuk jabatan saya</h1>',
    )


def _is_valid(catalog: Catalog, tugas: Tugas) -> bool:
    """Whether the SOP counts: a revoked one is named on the role's page and counted nowhere."""
    return catalog.sops[tugas.slug].status is not Status.DICABUT


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Part of a role's duties: those in one unit, or as many of them as one page holds."""

    path: str
    unit: str
    judul: str
    tugas: tuple[Tugas, ...]


class _PageMaker:
    """Holds what the pages of all roles share."""

    def __init__(self, catalog: Catalog, settings: Settings, roles: Roles, units: UnitTree) -> None:
        self._catalog = catalog
        self._settings = settings
        self._units = units
        self._order = {
            slug: place for place, slug in enumerate(slug for node in units.by_kode.values() for slug in node.sop)
        }
        # All roles' pages stand equally deep, and so do all their sheets.
        self._on_page = _Duties(catalog, settings, roles, Address(jabatan_path("x"), settings.directory_urls))
        self._on_sheet = _Duties(catalog, settings, roles, Address(sheet_path("x", "x"), settings.directory_urls))

    def pages(self, peran: Peran, tugas: Sequence[Tugas]) -> Iterator[Page]:
        """The page of one role, and its sheets where it has many steps."""
        ordered = sorted(tugas, key=lambda item: self._order[item.slug])
        valid = [item for item in ordered if _is_valid(self._catalog, item)]
        told = [item for item in valid if item.langkah]
        sheets = list(self._sheets(peran, told)) if sum(len(item.langkah) for item in told) > WHOLE else []
        yield self._page(peran, ordered, valid, sheets)
        for sheet in sheets:
            yield self._sheet_page(peran, sheet)

    def _page(self, peran: Peran, ordered: Sequence[Tugas], valid: Sequence[Tugas], sheets: Sequence[_Sheet]) -> Page:
        path = jabatan_path(peran.kode)
        address = Address(path, self._settings.directory_urls)
        revoked = [item for item in ordered if not _is_valid(self._catalog, item)]
        steps = sum(len(item.baris) for item in valid)
        rows = self._on_page.rows

        def values() -> dict[str, object]:
            return {
                "peran": peran,
                "jejak": [Tautan("Katalog SOP", address.to("")), Tautan("Jabatan", address.to("jabatan"))],
                "jumlah_sop": sum(bool(item.langkah) for item in valid),
                "jumlah_langkah": steps,
                "unit": [] if sheets else list(self._on_page.by_unit([item for item in valid if item.langkah])),
                "ringkas": self._summaries(sheets, address),
                "skrip": address.asset(f"assets/{SCRIPT}"),
                "tidak_terbaca": [rows[item.slug] for item in valid if not item.langkah],
                "dicabut": [rows[item.slug] for item in revoked],
                "saring": f"{address.to('')}?jabatan={peran.kode}" if ordered else "",
            }

        def view() -> View:
            parts = [(sheet.path, sheet.judul, [item.slug for item in sheet.tugas]) for sheet in sheets]
            inputs = (peran, parts, self._on_page.made_of(ordered))
            return late_view_of(template(self._settings, "jabatan.html"), inputs, values)

        return Page(
            path,
            address.url,
            f"SOP untuk {peran.nama}",
            f"{steps} langkah {peran.nama} pada {len(valid)} SOP",
            view,
            lambda: (
                f'<h1 id="judul">SOP untuk {escape(peran.nama)}</h1><p>Jabatan {escape(" · ".join(peran.sebutan))}</p>'
            ),
            source_path=_SOURCE,
        )

    # --- Roles with many steps ---

    def _sheets(self, peran: Peran, tugas: Sequence[Tugas]) -> Iterator[_Sheet]:
        for unit, items in _group_by_unit(self._catalog, tugas).items():
            parts: list[list[Tugas]] = [[]]
            for item in items:
                if parts[-1] and sum(len(one.langkah) for one in (*parts[-1], item)) > ON_A_SHEET:
                    parts.append([])
                parts[-1].append(item)
            for number, part in enumerate(parts, 1):
                judul = self._on_page.rows[items[0].slug].unit.teks
                judul += f" ({number} dari {len(parts)})" if len(parts) > 1 else ""
                yield _Sheet(sheet_path(peran.kode, unit, number), unit, judul, tuple(part))

    def _summaries(self, sheets: Sequence[_Sheet], address: Address) -> list[RingkasUnit]:
        listed = sum(len(sheet.tugas) for sheet in sheets) <= LISTED
        units: dict[str, list[_Sheet]] = {}
        for sheet in sheets:
            units.setdefault(sheet.unit, []).append(sheet)
        return [
            RingkasUnit(
                unit,
                self._on_page.rows[own[0].tugas[0].slug].unit.teks,
                tuple(
                    Tautan("Lembar tugas" + (f" {number}" if len(own) > 1 else ""), address.to(sheet.path))
                    for number, sheet in enumerate(own, 1)
                ),
                sum(len(sheet.tugas) for sheet in own),
                sum(len(item.baris) for sheet in own for item in sheet.tugas),
                tuple(self._summary(item, sheet, address) for sheet in own for item in sheet.tugas) if listed else (),
            )
            for unit, own in units.items()
        ]

    def _summary(self, tugas: Tugas, sheet: _Sheet, address: Address) -> RingkasSop:
        numbers = ", ".join(str(langkah.nomor) for langkah in tugas.baris)
        return RingkasSop(
            self._on_page.rows[tugas.slug].nama, address.to(sheet.path, f"sop-{tugas.slug}"), f"langkah {numbers}"
        )

    def _sheet_page(self, peran: Peran, sheet: _Sheet) -> Page:
        address = Address(sheet.path, self._settings.directory_urls)
        steps = sum(len(item.baris) for item in sheet.tugas)

        def values() -> dict[str, object]:
            return {
                "peran": peran,
                "judul": sheet.judul,
                "jejak": [
                    Tautan("Katalog SOP", address.to("")),
                    Tautan("Jabatan", address.to("jabatan")),
                    Tautan(peran.nama, address.to(jabatan_path(peran.kode))),
                ],
                "jumlah_langkah": steps,
                "unit": list(self._on_sheet.by_unit(sheet.tugas)),
            }

        def view() -> View:
            inputs = (peran, sheet.path, sheet.judul, self._on_sheet.made_of(sheet.tugas))
            return late_view_of(template(self._settings, "jabatan-lembar.html"), inputs, values)

        judul = f"SOP untuk {peran.nama} pada {sheet.judul}"
        return Page(
            sheet.path,
            address.url,
            judul,
            f"{steps} langkah {peran.nama} pada {len(sheet.tugas)} SOP {sheet.judul}",
            view,
            lambda: f'<h1 id="judul">{escape(judul)}</h1>',
            source_path=_SOURCE,
        )


def _group_by_unit(catalog: Catalog, tugas: Sequence[Tugas]) -> dict[str, list[Tugas]]:
    groups: dict[str, list[Tugas]] = {}
    for item in tugas:
        groups.setdefault(catalog.sops[item.slug].unit, []).append(item)
    return groups


class _Duties:
    """What roles do, told for pages that stand equally deep."""

    def __init__(self, catalog: Catalog, settings: Settings, roles: Roles, address: Address) -> None:
        self._catalog = catalog
        self._roles = roles
        self._address = address
        self.rows = SopRows(catalog, settings, address)
        self._links: dict[str, Tautan] = {}

    def made_of(self, tugas: Iterable[Tugas]) -> object:
        """All that what is told of some duties depends on: the SOPs' texts, how they are listed, which titles are roles."""
        sops = [(item.slug, self._catalog.by_slug[item.slug].source.text, self.rows[item.slug]) for item in tugas]
        return sops, self._roles.codes

    def by_unit(self, tugas: Sequence[Tugas]) -> Iterator[UnitJabatan]:
        """The duties, in the order of `tugas`, unit by unit."""
        for items in _group_by_unit(self._catalog, tugas).values():
            yield UnitJabatan(self.rows[items[0].slug].unit.teks, tuple(self._sop(item) for item in items))

    def _sop(self, tugas: Tugas) -> TugasSop:
        page = self._address.to(sop_path(tugas.slug))
        norma = tugas.waktu
        return TugasSop(
            self.rows[tugas.slug],
            tuple(self._step(item, page) for item in tugas.langkah),
            norma.format(),
            norma.format_lacking(),
        )

    def _step(self, tugas: TugasLangkah, page: str) -> BarisTugas:
        langkah = tugas.langkah
        known = " ".join(langkah.kelengkapan.split()).casefold()
        return BarisTugas(
            langkah,
            f"{page}#langkah-{langkah.nomor}",
            tugas.isi,
            {isian: f"bersama langkah {nomor}" for isian, nomor in langkah.gabung},
            Markup(", ".join(_link_html(self._role(judul)) for judul in tugas.bersama)),  # noqa: S704 - escaped there
            _sources_html(_ways_html(self._way(serah, page, known) for serah in tugas.dari), starts=tugas.mulai),
            _ways_html(self._way(serah, page, None) for serah in tugas.ke),
        )

    def _way(self, serah: Serah, page: str, known: str | None) -> Arah:
        """One arrow. `known`: what the step itself says that it needs; None for an arrow that leaves."""
        if serah.ending is Ending.END:
            return Arah(serah.label, (), "selesai", "", "")
        if serah.ending is Ending.UNKNOWN:
            return Arah(serah.label, (), "tujuan tidak terbaca", "", "")
        if serah.sendiri:
            who: tuple[Tautan, ...] = (Tautan("sendiri"),)
        else:
            who = tuple(self._role(judul) for judul in serah.judul) or (Tautan("pelaksana tidak terbaca"),)
        if serah.sebaris:
            return Arah(serah.label, who, "pada langkah ini", "", "")
        brought = serah.dokumen if known is not None and " ".join(serah.dokumen.split()).casefold() != known else ""
        return Arah(serah.label, who, f"langkah\u00a0{serah.langkah}", f"{page}#langkah-{serah.langkah}", brought)

    def _role(self, judul: str) -> Tautan:
        if judul not in self._links:
            kode = self._roles.kode_of(judul)
            self._links[judul] = Tautan(judul, self._address.to(jabatan_path(kode)) if kode else "")
        return self._links[judul]


def _ways_html(ways: Iterable[Arah]) -> Markup:
    """Each arrow on a line of its own: "Tidak: Kasubag (langkah 1)", with what comes along."""
    return Markup("".join(_way_html(way) for way in ways))  # noqa: S704 - escaped piece by piece


def _sources_html(ways: Markup, *, starts: bool) -> Markup:
    """Where a step's work comes from: the first step begins by itself."""
    return Markup("<div>mulai di sini</div>") + ways if starts else ways or Markup("—")


def _way_html(way: Arah) -> str:
    label = f"<b>{escape(way.label)}:</b> " if way.label else ""
    names = ", ".join(_link_html(name) for name in way.tautan)
    goal = f'<small>(<a href="{escape(way.href)}">{way.teks}</a>)</small>' if way.href else way.teks
    brought = f' <small class="sop-dibawa">{escape(way.dokumen)}</small>' if way.dokumen else ""
    return f"<div>{label}{names}{' ' if names else ''}{goal}{brought}</div>"


def _link_html(tautan: Tautan) -> str:
    return f'<a href="{escape(tautan.href)}">{escape(tautan.teks)}</a>' if tautan.href else escape(tautan.teks)
