"""The register files of `sops/_daftar/` as records. A register file is `kode: isi`; the short form of `isi` is its one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sop_catalog.model import shape_rules as rules
from sop_catalog.model.fields import (
    JABATAN_FIELDS,
    KOTAK_FIELDS,
    LANGKAH_FIELDS,
    PERATURAN_FIELDS,
    PROFIL_FIELDS,
    SOP_FIELDS,
    UNIT_FIELDS,
    Field,
)
from sop_catalog.model.nip_places import find_nip_scalars
from sop_catalog.model.positions import Positions
from sop_catalog.model.reading import NodeReader
from sop_catalog.model.registers import (
    Jabatan,
    KolomKeterangan,
    KotakTambahan,
    Letak,
    Peraturan,
    Profil,
    Registers,
    StatusPeraturan,
    Unit,
)
from sop_catalog.model.sop import BOX_FIELDS, DATE_FIELDS, PEJABAT_FIELDS
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.model.vocabulary import fold_label
from sop_catalog.source import yaml_tree
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping as Mapping_
from sop_catalog.source.yaml_tree import Node, Scalar, read_yaml

T = TypeVar("T")

REGISTER_NAMES = ("unit", "jabatan", "peraturan", "profil")
"""The register files, without their ending, in the order in which they are read."""

IDENTITY_FIELDS = ("nomor", *DATE_FIELDS, "revisi", *PEJABAT_FIELDS, "nama")
"""What a row of the identity table may print; `revisi` is the number of the latest revision in `riwayat`."""
COLUMN_FIELDS = ("no", "kegiatan", "pelaksana", "mutu_baku", "kelengkapan", "waktu", "output", "keterangan")


def decode_registers(
    sources: Mapping[str, Source],
) -> tuple[Registers, list[Diagnostic], dict[str, Positions]]:
    """Read the registers that exist, on top of the packaged profiles. Never raises on input.

    Args:
        sources: register name ("unit", …) → its file.

    Returns:
        The registers, what is wrong with them, and where their entries stand, by register name.
    """
    diagnostics: list[Diagnostic] = []
    positions: dict[str, Positions] = {}
    profil = dict(_packaged_profiles())

    def read(name: str, decode: Callable[[_RegisterReader], dict[str, T]]) -> dict[str, T]:
        if name not in sources:
            return {}
        reader = _RegisterReader(sources[name])
        records = decode(reader)
        diagnostics.extend(reader.diagnostics)
        positions[name] = reader.positions
        return records

    registers = Registers(
        unit=read("unit", lambda reader: dict(reader.units())),
        jabatan=read("jabatan", lambda reader: dict(reader.roles())),
        peraturan=read("peraturan", lambda reader: dict(reader.regulations())),
        profil=profil | read("profil", lambda reader: dict(reader.profiles(profil))),
    )
    return registers, diagnostics, positions


def _packaged_profiles() -> dict[str, Profil]:
    """The profiles that come with the package; a mistake in that file is our own."""
    text = (Path(__file__).parents[1] / "assets" / "profil.yml").read_text("utf-8")
    reader = _RegisterReader(Source("profil.yml", text))
    profiles = dict(reader.profiles({}))
    if reader.diagnostics:
        raise ValueError(reader.diagnostics[0].message)
    return profiles


class _RegisterReader(NodeReader):
    def records(self) -> Iterator[tuple[str, Node]]:
        """The entries of a register: code and what stands behind it."""
        if not self.source.text.strip() or all(
            not line.strip() or line.lstrip().startswith("#") for line in self.source.text.splitlines()
        ):
            return  # an empty register is a register without entries
        tree, findings = read_yaml(self.source)
        self.take_findings(findings)
        if tree is None:
            return
        for place in find_nip_scalars(self.source, tree):
            said = f"NIP tertulis di dalam `{place.key[:40]}`" if place.key else "NIP tertulis di sini"
            self.report(
                rules.NIP, place.scalar.span, said, fix="hapus NIP dari daftar ini; sebut orangnya dengan jabatannya"
            )
        if not isinstance(tree, yaml_tree.Mapping):
            self.wrong_kind(tree, "daftar ini harus berisi baris `kode: isi`")
            return
        for entry in tree.entries:
            kode = entry.key.text.strip()
            if not CODE.fullmatch(kode):
                near = fold_code(kode)
                fix: str | Fix = "tulis kode dari huruf kecil, angka, dan tanda hubung"
                if near and all(near != other.key.text for other in tree.entries):
                    fix = type_over(entry.key.span, near, f"tulis `{near}:`")
                self.report(rules.CODE, entry.key.span, f"`{kode[:40]}` bukan kode", fix=fix)
                kode = near  # what it was meant to be: the SOPs that use it are not to blame
                if not kode:
                    continue
            self.positions.keys[kode,] = entry.key.span
            self.positions.values[kode,] = entry.value.span
            yield kode, entry.value

    def _fields(self, kode: str, node: Node, record: str, short: str) -> dict[str, Node]:
        """The fields of one entry; a text alone is the field `short`."""
        if isinstance(node, Scalar):
            self.required_text(node, short)
            return {short: node}
        values = self.entries(node, (kode,), _FIELDS[record], f"`{kode}`", record=record)
        self.required_text(values.get(short), short)
        return values

    def units(self) -> Iterator[tuple[str, Unit]]:
        for kode, node in self.records():
            values = self._fields(kode, node, "unit", "nama")
            yield (
                kode,
                Unit(
                    kode,
                    self.text(values.get("nama"), "nama"),
                    induk=self.kode(values.get("induk"), "induk"),
                    profil=self.kode(values.get("profil"), "profil"),
                    logo=self.text(values.get("logo"), "logo"),
                    pemilik=self.texts(values.get("pemilik"), (kode, "pemilik"), "pemilik"),
                    pengantar=self.texts(values.get("pengantar"), (kode, "pengantar"), "pengantar"),
                ),
            )

    def roles(self) -> Iterator[tuple[str, Jabatan]]:
        for kode, node in self.records():
            values = self._fields(kode, node, "jabatan", "nama")
            nama = self.text(values.get("nama"), "nama")
            yield kode, Jabatan(kode, nama, self.texts(values.get("alias"), (kode, "alias"), "alias"))

    def regulations(self) -> Iterator[tuple[str, Peraturan]]:
        for kode, node in self.records():
            values = self._fields(kode, node, "peraturan", "tentang")
            status = self.choice(values.get("status"), "status", [item.value for item in StatusPeraturan])
            yield (
                kode,
                Peraturan(
                    kode,
                    self.text(values.get("tentang"), "tentang"),
                    status=StatusPeraturan(status),
                    mengubah=self.texts(values.get("mengubah"), (kode, "mengubah"), "mengubah"),
                    dicabut_oleh=self.texts(values.get("dicabut_oleh"), (kode, "dicabut_oleh"), "dicabut_oleh"),
                    alias=self.texts(values.get("alias"), (kode, "alias"), "alias"),
                    tautan=self.text(values.get("tautan"), "tautan"),
                    diperiksa=self.tanggal(values.get("diperiksa"), "diperiksa"),
                    catatan=self.text(values.get("catatan"), "catatan"),
                ),
            )

    def profiles(self, known: Mapping[str, Profil]) -> Iterator[tuple[str, Profil]]:
        """The profiles in file order; each on top of its base, wherever that stands."""
        written = {
            kode: self.entries(node, (kode,), PROFIL_FIELDS, f"profil `{kode}`") for kode, node in self.records()
        }
        profiles = {kode: profil for kode, profil in known.items() if kode not in written}
        open_: list[str] = []

        def resolve(kode: str) -> Profil:
            if kode in profiles:
                return profiles[kode]
            values = written[kode]
            dasar = self.kode(values.get("dasar"), "dasar")
            open_.append(kode)
            base = None
            if dasar in known and (dasar == kode or dasar not in written):
                base = known[dasar]
            elif dasar in written and dasar not in open_ and len(open_) < _LONGEST_CHAIN:
                base = resolve(dasar)
            elif dasar:
                circular = dasar in written
                self.report(
                    rules.CHOICE,
                    values["dasar"].span,
                    f"profil `{kode}` berdasar pada dirinya sendiri" if circular else f"profil `{dasar}` tidak ada",
                    fix=f"pilih salah satu: {', '.join(name for name in {**known, **written} if name not in open_)}",
                )
            if base is None and "umum" in written and "umum" not in open_:
                base = resolve("umum")  # an office's own general form
            base = base or known.get("umum") or _BARE
            open_.pop()
            profiles[kode] = self._profile(kode, values, base)
            return profiles[kode]

        yield from ((kode, resolve(kode)) for kode in written)

    def _profile(self, kode: str, values: dict[str, Node], base: Profil) -> Profil:
        """A profile: what is written, on top of its base."""
        changes: dict[str, object] = {}
        if "baris" in values:
            changes["baris"] = tuple(self._labels(values["baris"], (kode, "baris"), IDENTITY_FIELDS).items())
        if "judul_kotak" in values:
            changes["judul_kotak"] = {
                **base.judul_kotak,
                **self._labels(values["judul_kotak"], (kode, "judul_kotak"), BOX_FIELDS),
            }
        if "kotak" in values:
            boxes = {box.isian: box for box in (*base.kotak, *self._boxes(values["kotak"], kode))}
            changes["kotak"] = tuple(boxes.values())
        if "kolom" in values:
            changes["kolom"] = {**base.kolom, **self._labels(values["kolom"], (kode, "kolom"), COLUMN_FIELDS)}
        if "nomor_kolom" in values:
            changes["nomor_kolom"] = self.ya_tidak(values["nomor_kolom"], "nomor_kolom")
        if "norma_waktu" in values:
            changes["norma_waktu"] = self.ya_tidak(values["norma_waktu"], "norma_waktu")
        if "kolom_keterangan" in values:
            text = self.choice(values["kolom_keterangan"], "kolom_keterangan", [item.value for item in KolomKeterangan])
            changes["kolom_keterangan"] = KolomKeterangan(text or "ya")
        return replace(base, kode=kode, **changes)  # type: ignore[arg-type]

    def _boxes(self, node: Node, kode: str) -> Iterator[KotakTambahan]:
        """The boxes besides the six: `isian: JUDUL`, or with the place."""
        if not isinstance(node, Mapping_):
            self.wrong_kind(node, "`kotak` harus berisi `isian: JUDUL`", "tulis seperti `ruang_lingkup: RUANG LINGKUP`")
            return
        for entry in node.entries:
            isian = entry.key.text.strip()
            self.positions.keys[kode, "kotak", isian] = entry.key.span
            self.positions.values[kode, "kotak", isian] = entry.value.span
            if not _BOX_KEY.fullmatch(isian) or isian in _TAKEN:
                folded = fold_label(isian)
                usable = _BOX_KEY.fullmatch(folded) and folded not in _TAKEN
                taken = "sudah menjadi isian SOP" if isian in _TAKEN else "bukan nama isian"
                self.report(
                    rules.CODE, entry.key.span, f"`{isian[:40]}` {taken}",
                    fix=type_over(entry.key.span, folded, f"tulis `{folded}:`")
                    if usable
                    else "pilih nama isian lain: huruf kecil dan garis bawah, seperti `ruang_lingkup`",
                )  # fmt: skip
                continue
            if isinstance(entry.value, Scalar):
                judul, letak = self.text(entry.value, isian), ""
            else:
                values = self.entries(entry.value, (kode, "kotak", isian), KOTAK_FIELDS, f"kotak `{isian}`")
                judul = self.text(values.get("judul"), "judul")
                letak = self.choice(values.get("letak"), "letak", [item.value for item in Letak])
            yield KotakTambahan(isian, judul or isian.replace("_", " ").upper(), Letak(letak or Letak.BAWAH))

    def _labels(self, node: Node, path: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, str]:
        fields = tuple(Field(kunci, _KIND, "", "…") for kunci in allowed)
        values = self.entries(node, path, fields, f"`{path[-1]}`")
        return {kunci: self.text(value, kunci) for kunci, value in values.items()}


_FIELDS = {"unit": UNIT_FIELDS, "jabatan": JABATAN_FIELDS, "peraturan": PERATURAN_FIELDS}
_LONGEST_CHAIN = 50
"""Profiles that may rest on one another."""
_KIND = PROFIL_FIELDS[0].jenis
_BOX_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")
_TAKEN = {field.kunci for field in (*SOP_FIELDS, *LANGKAH_FIELDS)}
"""Keys that mean something already."""
_BARE = Profil("", (), {}, {}, nomor_kolom=False, kolom_keterangan=KolomKeterangan.YA, norma_waktu=True)
