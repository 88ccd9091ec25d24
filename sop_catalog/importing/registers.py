"""What the imported SOPs name and the registers do not know yet: proposals in files of their own, never in the registers."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.sop import TIDAK_TERBACA, Sop
from sop_catalog.model.values.kode import fold_code
from sop_catalog.model.yaml_text import format_entry, format_item, format_key

_NEAR = 0.86
_HEAD = (
    "# Usulan sop impor. Berkas ini tidak dibaca; pindahkan baris yang benar ke {name}.yml, lalu hapus berkas ini.\n"
)


@dataclass
class Usulan:
    """Proposals for the registers."""

    jabatan: dict[str, list[str]] = field(default_factory=dict)
    """Title → other spellings of it."""
    peraturan: dict[str, str] = field(default_factory=dict)
    """Code → title."""
    instansi: dict[str, int] = field(default_factory=dict)
    """Lines of the heads that no unit bears → in how many SOPs."""
    mirip: dict[str, str] = field(default_factory=dict)
    """Title → the register's name that it looks like."""
    sebanyak: dict[str, int] = field(default_factory=dict)
    """Title or code → in how many SOPs."""

    def __bool__(self) -> bool:
        return bool(self.jabatan or self.peraturan or self.instansi)


def propose(catalog: Catalog, sops: Iterable[Sop], letterheads: Mapping[str, Sequence[str]]) -> Usulan:
    """What SOPs name that the registers lack.

    Args:
        catalog: the catalogue with its registers.
        sops: the imported SOPs.
        letterheads: slug → the agency's lines on the source's head.
    """
    found = Usulan()
    known = {name: role.kode for role in catalog.registers.jabatan.values() for name in (role.nama, *role.alias)}
    for sop in sops:
        for title in dict.fromkeys(column.judul for column in sop.pelaksana):
            if title == TIDAK_TERBACA or catalog.find_jabatan(title):
                continue
            _take_title(found, title, known)
        for item in sop.dasar_hukum:
            for sitasi, peraturan in catalog.find_peraturan(item):
                if peraturan is None:
                    found.peraturan.setdefault(sitasi.kode, sitasi.tentang)
                    found.sebanyak[sitasi.kode] = found.sebanyak.get(sitasi.kode, 0) + 1
        lines = letterheads.get(sop.slug, ())
        if lines and not matches_unit(catalog, sop.unit, lines):
            text = " / ".join(lines)
            found.instansi[text] = found.instansi.get(text, 0) + 1
    return found


def _take_title(found: Usulan, title: str, known: dict[str, str]) -> None:
    found.sebanyak[title] = found.sebanyak.get(title, 0) + 1
    if title in found.jabatan or any(title in others for others in found.jabatan.values()):
        return
    for main, others in found.jabatan.items():
        if fold_name(main) == fold_name(title):
            others.append(title)
            return
    found.jabatan[title] = []
    near = next(iter(difflib.get_close_matches(title, list(known), 1, _NEAR)), "")
    if near:
        found.mirip[title] = f"{near} ({known[near]})"


def matches_unit(catalog: Catalog, kode: str, lines: Sequence[str]) -> bool:
    """Whether the agency's lines name the unit, or units above it."""
    chain = catalog.registers.ancestry(kode)
    names = fold_name(" ".join(unit.nama for unit in chain))
    own = chain[-1].nama if chain else ""
    written = fold_name(" ".join(lines))
    return bool(own) and (fold_name(own) in written or all(fold_name(line) in names for line in lines))


def render_usulan(found: Usulan) -> dict[str, str]:
    """File name → text, for the register's folder; only those with something in them."""
    files: dict[str, str] = {}
    if found.jabatan:
        lines = [_HEAD.format(name="jabatan")]
        codes: set[str] = set()
        for title, others in found.jabatan.items():
            kode = base = fold_code(title)[:60].strip("-") or "jabatan"
            number = 2
            while kode in codes:
                kode = f"{base}-{number}"
                number += 1
            codes.add(kode)
            if title in found.mirip:
                lines.append(
                    f"# mirip yang sudah ada: {found.mirip[title]}; bila sama, tambahkan sebagai alias di sana"
                )
            remark = f"  # {found.sebanyak.get(title, 1)} SOP"
            if others:
                lines.append(f"{format_key(kode)}:{remark}")
                lines.append(f"  {format_entry('nama', title)}")
                lines.append("  alias:")
                lines += [f"    - {format_item(other)}" for other in others]
            else:
                lines.append(f"{format_entry(kode, title)}{remark}")
        files["jabatan.usulan.yml"] = "\n".join([*lines, ""])
    if found.peraturan:
        lines = [_HEAD.format(name="peraturan")]
        lines += [
            f"{format_entry(kode, tentang or TIDAK_TERBACA)}  # {found.sebanyak.get(kode, 1)} SOP"
            for kode, tentang in sorted(found.peraturan.items())
        ]
        files["peraturan.usulan.yml"] = "\n".join([*lines, ""])
    if found.instansi:
        lines = [_HEAD.format(name="unit"), "# Kop naskah yang belum cocok dengan nama unit:"]
        lines += [f"# {count} SOP: {text}" for text, count in found.instansi.items()]
        files["unit.usulan.yml"] = "\n".join([*lines, ""])
    return files
