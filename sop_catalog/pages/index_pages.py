"""The catalogue itself: the home page's list of SOPs by unit, and `katalog.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.model.sop import Sop
from sop_catalog.pages.rendering import STATUS_LABELS, Address, Settings, template
from sop_catalog.pages.sop_page import Tautan


@dataclass(frozen=True, slots=True)
class BarisSop:
    """One SOP in the list."""

    nomor: str
    nama: str
    href: str
    status: str
    status_label: str
    tanda: tuple[str, ...]
    """Further badges: "Contoh", "Perlu verifikasi"."""


@dataclass(frozen=True, slots=True)
class KelompokUnit:
    """The SOPs of one unit."""

    kode: str
    nama: str
    induk: str
    """The units above it, from the top down, such as "Kementerian … › Sekretariat Jenderal"; ""."""
    jangkar: tuple[str, ...]
    """Codes of units above that have no SOPs of their own: links to them arrive at this, their first group."""
    sop: tuple[BarisSop, ...]


def render_katalog(catalog: Catalog, settings: Settings) -> Markup:
    """The home page's list: every SOP under its unit, units in the order of their register."""
    address = Address("", settings.directory_urls)
    by_unit: dict[str, list[Sop]] = {}
    for sop in catalog.sops.values():
        by_unit.setdefault(sop.unit, []).append(sop)
    seen: set[str] = set(by_unit)
    groups = [_group(catalog, kode, by_unit[kode], seen, address) for kode in _unit_order(catalog, by_unit)]
    broken = [
        Tautan(file.source.path, address.to(f"sop/{file.slug}"))
        for file in catalog.by_slug.values()
        if file.slug in catalog.broken
    ]
    html = template(settings, "katalog.html").render(
        jumlah=len(catalog.sops), jumlah_unit=len(groups), kelompok_unit=groups, rusak=broken
    )
    return Markup(html)  # noqa: S704 - rendered with autoescape


def _unit_order(catalog: Catalog, by_unit: dict[str, list[Sop]]) -> list[str]:
    """Units as a tree, parents before children, each level in the order of the register."""
    children: dict[str, list[str]] = {}
    for unit in catalog.registers.unit.values():
        parent = unit.induk if unit.induk in catalog.registers.unit else ""
        children.setdefault(parent, []).append(unit.kode)
    order: list[str] = []
    stack = list(reversed(children.get("", [])))
    while stack:
        kode = stack.pop()
        order.append(kode)
        stack.extend(reversed(children.get(kode, [])))
    listed = dict.fromkeys(kode for kode in order if kode in by_unit)
    return [*listed, *(kode for kode in by_unit if kode not in listed)]


def _group(catalog: Catalog, kode: str, sops: list[Sop], seen: set[str], address: Address) -> KelompokUnit:
    chain = catalog.registers.ancestry(kode)
    above = chain[:-1]
    anchors = tuple(unit.kode for unit in above if unit.kode not in seen)
    seen.update(anchors)
    return KelompokUnit(
        kode,
        chain[-1].nama if chain else kode,
        " › ".join(unit.nama for unit in above),
        anchors,
        tuple(
            BarisSop(
                sop.nomor,
                sop.nama,
                address.to(f"sop/{sop.slug}"),
                sop.status.value,
                STATUS_LABELS[sop.status],
                tuple(["Contoh"] * sop.contoh + ["Perlu verifikasi"] * sop.perlu_verifikasi),
            )
            for sop in sorted(sops, key=lambda sop: sop.nama.casefold())
        ),
    )


def build_katalog_json(catalog: Catalog, settings: Settings) -> str:
    """`katalog.json`: a list of objects, one per SOP, in file order (DESIGN §5)."""
    rows = [
        {
            "slug": slug,
            "nama": sop.nama,
            "nomor": sop.nomor,
            "unit": sop.unit,
            "status": sop.status.value,
            "url": Address(f"sop/{slug}", settings.directory_urls).url,
            "pelaksana": [pelaksana.judul for pelaksana in sop.pelaksana],
            "dasar_hukum": list(sop.dasar_hukum),
            "keterkaitan": list(sop.keterkaitan),
        }
        for slug, sop in catalog.sops.items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
