"""What an SOP and its file are called, and its siblings of the same file."""

from __future__ import annotations

import re
from dataclasses import replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.naskah import Naskah
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.model.values.kode import fold_code

_LONGEST_SLUG = 80


def name_of_file(berkas: str) -> str:
    """What a file's name says of the SOP in it: without its ending, a number before it, and words such as "final"."""
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", berkas)
    stem = re.sub(r"^\s*[0-9]{1,4}[.\s_-]+", "", stem.replace("_", " "))
    stem = re.sub(r"\b(?:signed|ttd|final|rev\s*[0-9]*|sign)\b", "", stem, flags=re.IGNORECASE)
    return " ".join(stem.split()).strip(" -.") or "SOP tanpa nama"


def make_slug(nama: str) -> str:
    """A file's name for an SOP's name."""
    words = nama.partition(" ")
    rest = words[2] if words[0].upper() == "SOP" and words[2].strip() else nama
    slug = fold_code(rest)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    if not slug or slug == "index" or re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", slug):
        slug = f"sop-{slug}".rstrip("-")
    return slug


def name_siblings(found: list[SopTerbaca], naskah: Naskah) -> None:
    """Give every SOP its slug, and let the flows of one file name each other."""
    taken: set[str] = set()
    for read in found:
        slug, number = make_slug(read.sop.nama), 2
        base = slug
        while slug in taken:
            slug = f"{base}-{number}"
            number += 1
        taken.add(slug)
        read.sop = replace(read.sop, slug=slug)
    if len(found) < 2:
        return
    names = [read.sop.nama for read in found]
    for index, read in enumerate(found):
        others = [name for place, name in enumerate(names) if place != index]
        read.saudara = tuple(other.sop.slug for other in found if other is not read)
        shown = "; ".join(others[:12]) + (f"; dan {len(others) - 12} lagi" if len(others) > 12 else "")
        read.ragu.insert(
            0, Ragu(JenisRagu.BEBERAPA_ALUR, f"{naskah.berkas} memuat {len(found)} alur; yang lain: {shown}")
        )
