"""What a change outside the SOPs touches: a regulation that is revoked, a role that gets another name.

Nothing is changed here. Each finding names the SOP, the place in its file and what an editor has to look at; sentences
that merely mention the regulation or the role are found too, because nobody else will.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import eq
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.citations import Acuan, build_acuans
from sop_catalog.catalog.jabatan import Peran, Roles, build_roles
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.peraturan import JenisHubungan, Sitasi, TidakTerbaca, may_be
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.sop import BOX_FIELDS, PEJABAT_FIELDS, Langkah, Sop, Status
from sop_catalog.model.values.kode import fold_code
from sop_catalog.source.diagnostic import Severity


class ImpactError(Exception):
    """Why there is no answer; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Terdampak:
    """One place that a change touches."""

    slug: str
    path: str
    """The file, relative to the folder of SOPs."""
    nama: str
    nomor: str
    unit: str
    status: str
    bagian: str
    """Where it stands: "dasar hukum butir 3", "kolom pelaksana", "langkah 2"."""
    langkah: int
    """The step, from 1; 0 outside the table."""
    teks: str
    """What stands there."""
    tindakan: str
    """What the editor has to do, one clause."""


@dataclass(frozen=True, slots=True)
class Dampak:
    """All places that one change touches."""

    judul: str
    """"Pencabutan Peraturan Menteri Ketenagakerjaan Nomor 13 Tahun 2015"."""
    baris: tuple[Terdampak, ...]
    """SOPs in force first, then drafts, then revoked ones; within each in file order and top down."""
    dikenal: bool = True
    """Whether the register or any SOP knows the regulation; a wrong number must not look like an all-clear."""
    mirip: tuple[str, ...] = ()
    """What somebody may have meant with a regulation that is not known: "Permenaker 13/2015"."""
    belum_terbaca: tuple[str, ...] = ()
    """Files with a galat: what stands in them may be touched, too."""

    @property
    def jumlah_sop(self) -> int:
        """How many SOPs."""
        return len({baris.path for baris in self.baris})

    @property
    def jumlah_langkah(self) -> int:
        """How many steps."""
        return len({(baris.path, baris.langkah) for baris in self.baris if baris.langkah})


_STATUS_ORDER = {Status.BERLAKU: 0, Status.DRAF: 1, Status.DICABUT: 2}


def find_impact_of_revoking(catalog: Catalog, teks: str) -> Dampak:
    """What the revocation of a regulation touches.

    Args:
        catalog: all SOPs, with the registers.
        teks: a citation in any spelling ("Permenaker 13/2015"), or a code of the register ("permenaker-13-2015").

    Raises:
        ImpactError: the text cites nothing and is no code.
    """
    acuans = build_acuans(catalog).by_kode
    cited = catalog.read_kalimat(teks).sitasi
    sitasi = cited[0] if cited else None
    kode = sitasi.kode if sitasi else catalog.regulations.find(fold_code(teks))
    acuan = acuans.get(kode)
    unsure = catalog.read_kalimat(teks).tidak_terbaca
    if acuan is None and sitasi is None and unsure:
        raise ImpactError(f"`{teks}` belum dikenali: {unsure[0].sebab}{_possible(unsure[0])}")
    if acuan is None and sitasi is None:
        raise ImpactError(
            f'`{teks}` tidak dikenali sebagai peraturan; tulis jenis, nomor, dan tahunnya: --cabut "Permenaker 13/2015"'
        )
    said = acuan.dikatakan.get(JenisHubungan.MENGUBAH, ()) if acuan else ()
    amending = frozenset((*acuan.diubah_oleh, *said) if acuan else ())
    rows = tuple(row for sop in _by_status(catalog) for row in _revoking(catalog, sop, kode, amending))
    judul = f"Pencabutan {acuan.judul if acuan else teks}"
    if acuan is None and sitasi and not rows:
        return Dampak(judul, (), dikenal=False, mirip=_near_regulations(sitasi, acuans.values()))
    return Dampak(judul, rows)


def _possible(piece: TidakTerbaca) -> str:
    """The codes that `--cabut` takes, where a citation has several meanings."""
    codes = [sitasi.kode for sitasi in piece.mungkin]
    return f"; tulis salah satu: {', '.join(codes)}" if len(codes) > 1 else ""


_NEAR = 3
"""How many regulations are offered for one that nobody knows."""


def _near_regulations(sitasi: Sitasi, acuans: Iterable[Acuan]) -> tuple[str, ...]:
    """Regulations of which two of kind, number and year are the same, the likeliest first."""

    def likeness(acuan: Acuan) -> float:
        return difflib.SequenceMatcher(None, sitasi.kode, acuan.kode, autojunk=False).ratio()

    wanted = (sitasi.jenis, sitasi.nomor, str(sitasi.tahun))
    near = [acuan for acuan in acuans if sum(map(eq, wanted, ("", *acuan.kode.rsplit("-", 2))[-3:])) >= 2]
    return tuple(acuan.singkat for acuan in sorted(near, key=likeness, reverse=True)[:_NEAR])


def _by_status(catalog: Catalog) -> list[Sop]:
    """Every file that was read, also a second one of the same name."""
    sops = (file.sop for file in catalog.files if file.sop is not None)
    return sorted(sops, key=lambda sop: _STATUS_ORDER[sop.status])


def _revoking(catalog: Catalog, sop: Sop, kode: str, amending: Container[str]) -> Iterator[Terdampak]:
    for number, kalimat in enumerate(sop.dasar_hukum, 1):
        bacaan = catalog.read_kalimat(kalimat)
        cited = [sitasi.kode for sitasi in bacaan.sitasi]
        bagian = f"dasar hukum butir {number}"
        if cited == [kode]:
            yield _row(sop, bagian, 0, kalimat, "ganti dengan peraturan penggantinya, atau hapus butir ini")
        elif kode in cited:
            todo = "ganti dengan peraturan penggantinya; butir ini juga mengutip peraturan lain"
            yield _row(sop, bagian, 0, kalimat, todo)
        elif any(other in amending for other in cited):
            yield _row(sop, bagian, 0, kalimat, "periksa: peraturan ini mengubah yang dicabut")
        elif any(may_be(piece, kode) for piece in bacaan.tidak_terbaca):
            yield _row(sop, bagian, 0, kalimat, "periksa: kutipan ini tidak pasti, mungkin peraturan yang dicabut")
        elif catalog.regulations.mentions(kalimat, kode):
            yield _row(sop, bagian, 0, kalimat, "periksa: peraturan yang dicabut disebut dalam kalimat ini")
    for bagian, langkah, teks in _sentences(sop):
        if catalog.regulations.mentions(teks, kode):
            yield _row(sop, bagian, langkah, teks, "periksa kalimat yang menyebut peraturan ini")


def _sentences(sop: Sop) -> Iterator[tuple[str, int, str]]:
    """(part, step or 0, text) of everything but the legal basis, top down."""
    yield "nama", 0, sop.nama
    for isian in (*BOX_FIELDS, *(isian for isian, _ in sop.kotak)):
        if isian != "dasar_hukum":
            for teks in sop.isi_kotak(isian):
                yield isian.replace("_", " "), 0, teks
    for langkah in sop.langkah:
        for teks in _texts(langkah):
            yield f"langkah {langkah.nomor}", langkah.nomor, teks
    for number, teks in enumerate(sop.catatan_tabel, 1):
        yield f"catatan tabel {number}", 0, teks


def _texts(langkah: Langkah) -> tuple[str, ...]:
    """What the row says; a cell that belongs to a row above is that row's."""
    cells = ("kelengkapan", "output", "keterangan")
    own = [getattr(langkah, isian) for isian in cells if langkah.cell_row(isian) == langkah.nomor]
    return tuple(filter(None, (langkah.kegiatan, *(simbol.isi for simbol in langkah.simbol), *own)))


def _row(sop: Sop, bagian: str, langkah: int, teks: str, tindakan: str) -> Terdampak:
    return Terdampak(
        sop.slug, sop.path, sop.judul, sop.nomor, sop.unit, sop.status.value, bagian, langkah, teks, tindakan
    )


# --- Roles --------------------------------------------------------------------------------------------------------


def find_role(catalog: Catalog, teks: str) -> Peran | None:
    """The role that a code, a name or an alias means; None for a word that neither register nor columns know."""
    roles = build_roles(catalog)
    return roles.peran.get(roles.kode_of(teks)) or roles.peran.get(teks.strip().lower())


def suggest_roles(catalog: Catalog, teks: str) -> tuple[str, ...]:
    """The codes of roles that somebody may have meant with a word that no role has, the likeliest first."""
    spellings = {
        name.casefold(): peran.kode
        for peran in build_roles(catalog).peran.values()
        for name in (peran.kode, peran.nama, *peran.sebutan)
    }
    near = difflib.get_close_matches(teks.strip().casefold(), spellings, 5, 0.5)
    return tuple(dict.fromkeys(spellings[name] for name in near))


def find_impact_of_renaming(catalog: Catalog, lama: str, baru: str) -> Dampak:
    """What it touches when a role goes over into another: columns, their steps, the approver, mentions in sentences.

    Args:
        catalog: all SOPs, with the registers.
        lama: code, name or alias of the role that goes.
        baru: likewise the role that takes over; a word that nobody knows yet is a new role's name.

    Raises:
        ImpactError: no role is called `lama`, or both are names of one role.
    """
    roles = build_roles(catalog)
    old = find_role(catalog, lama)
    if old is None:
        near = ", ".join(suggest_roles(catalog, lama))
        raise ImpactError(f"tidak ada jabatan `{lama.strip()}`" + (f"; mungkin maksudnya: {near}" if near else ""))
    new = find_role(catalog, baru)
    if new == old:
        raise ImpactError(
            f"`{lama.strip()}` dan `{baru.strip()}` adalah jabatan yang sama ({old.nama}); sebutkan jabatan penggantinya"
        )
    nama = new.nama if new else baru.strip()
    change = _Change(old.kode, nama, new.kode if new else "", roles, _Mention(roles, old.kode))
    rows = [row for sop in _by_status(catalog) for row in _renaming(sop, change)]
    return Dampak(f"Penggantian jabatan {old.nama} menjadi {nama}", tuple(rows))


def find_impact(folder: Path, cabut: str, ganti: str) -> Dampak:
    """What one change touches in a folder of SOPs, with the files that could not be read in full.

    Args:
        folder: an existing folder of SOPs.
        cabut: a regulation that is revoked; "" where a role changes.
        ganti: "LAMA=BARU"; "" where a regulation is revoked.

    Raises:
        ImpactError: not exactly one change was named, or it cannot be understood.
    """
    if bool(cabut) == bool(ganti):
        raise ImpactError("sebutkan salah satu: --cabut PERATURAN, atau --ganti-jabatan LAMA=BARU")
    lama, _, baru = ganti.partition("=")
    if ganti and not (lama.strip() and baru.strip()):
        raise ImpactError("tulis jabatan lama dan baru dengan tanda sama dengan: --ganti-jabatan kasubag=ketua-tim")
    catalog, diagnostics = load_catalog(folder, folder.as_posix() if folder != Path() else "")
    found = find_impact_of_revoking(catalog, cabut) if cabut else find_impact_of_renaming(catalog, lama, baru)
    unread = {finding.source.path for finding in diagnostics if finding.severity is Severity.GALAT}
    return replace(found, belum_terbaca=tuple(sorted(unread)))


class _Mention:
    """Finds a role in a sentence. The longest name wins: "Kasubbag PKP" is no mention of "Kasubbag"."""

    def __init__(self, roles: Roles, kode: str) -> None:
        names = {name for peran in roles.peran.values() for name in (peran.nama, *peran.sebutan)}
        longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        self._pattern = re.compile(rf"\b(?:{longest_first})\b", re.IGNORECASE)
        self._roles = roles
        self._kode = kode

    def __call__(self, teks: str) -> bool:
        return any(self._roles.kode_of(match[0]) == self._kode for match in self._pattern.finditer(teks))


@dataclass(frozen=True, slots=True)
class _Change:
    """One role goes over into another."""

    old: str
    """Code of the role that goes."""
    nama: str
    """Name of the role that takes over."""
    new: str
    """Its code; "" while nobody knows it."""
    roles: Roles
    mentions: _Mention


def _renaming(sop: Sop, change: _Change) -> Iterator[Terdampak]:
    nama, mentions = change.nama, change.mentions
    codes = {pelaksana.kode: change.roles.kode_of(pelaksana.judul) for pelaksana in sop.pelaksana}
    columns = {pelaksana.kode: pelaksana.judul for pelaksana in sop.pelaksana if codes[pelaksana.kode] == change.old}
    merges = any(
        fold_name(pelaksana.judul) == fold_name(nama) or (change.new and codes[pelaksana.kode] == change.new)
        for pelaksana in sop.pelaksana
        if pelaksana.kode not in columns
    )
    for isian in PEJABAT_FIELDS:
        for person in sop.pejabat(isian):
            if change.roles.kode_of(person.jabatan) == change.old:
                again = f"ganti menjadi {nama} bila SOP disahkan ulang"
                yield _row(sop, isian.replace("_", " "), 0, person.jabatan, again)
    for judul in columns.values():
        merging = f"satukan dengan kolom {nama} yang sudah ada" if merges else f"ganti judul kolom menjadi {nama}"
        yield _row(sop, "kolom pelaksana", 0, judul, merging)
    for bagian, langkah, teks in _sentences(sop):
        if not langkah and mentions(teks):
            yield _row(sop, bagian, 0, teks, f"periksa sebutan; ganti menjadi {nama}")
    for step in sop.langkah:
        performs = any(kode in columns for kode in step.pelaksana)
        mention = next((teks for teks in _texts(step) if mentions(teks)), "")
        if performs or mention:
            todo = [f"dikerjakan oleh {nama}"] * performs + [f"periksa sebutan; ganti menjadi {nama}"] * bool(mention)
            yield _row(sop, f"langkah {step.nomor}", step.nomor, mention or step.kegiatan, "; ".join(todo))
