"""What only the number or the title can tell: abbreviations of two meanings, and numbers without a name."""

from __future__ import annotations

import re

from sop_catalog.catalog.peraturan.naming import Nama, read_name
from sop_catalog.catalog.peraturan.numbers import Nomor
from sop_catalog.catalog.peraturan.spelling import fold_words
from sop_catalog.catalog.peraturan.tables import Makna, load_tables

_TITLE = re.compile(r"[\s,]*(?:tent\w{0,3}g|tetang|ttg|perihal|mengenai)?\s*([^;]{0,160})", re.IGNORECASE)
_SUBNUMBER = re.compile(r"\.\d+$")


def says_enough(nama: str) -> bool:
    """Whether a name alone tells what is meant, whatever number or title follows it."""
    read = read_name(nama)
    if read is None or not load_tables().makna_ganda.keys().isdisjoint(fold_words(nama)):
        return False
    return bool(read.penerbit) == read.jenis.berpenerbit


def meaning_of(singkatan: str, nomor: Nomor, teks: str) -> Makna:
    """What an abbreviation stands for.

    Args:
        singkatan: in lower case, one of the table: "pmk".
        nomor: the number behind it.
        teks: the sentence; the title stands behind the number.
    """
    return next(meaning for meaning in load_tables().makna_ganda[singkatan] if _fits(meaning, nomor, teks))


def _fits(makna: Makna, nomor: Nomor, teks: str) -> bool:
    if makna.tanda and not any(makna.tanda in re.split(r"[.\-]", part.upper()) for part in nomor.segmen):
        return False
    if makna.judul is not None:
        title = _TITLE.match(teks, nomor.end)
        if title is None or not makna.judul.search(title[1]):
            return False
    return (not makna.bentuk_tahun or nomor.bentuk_tahun) and nomor.tahun <= makna.sampai


def named_by_number(jenis: str, nomor: Nomor) -> Nama | None:
    """The kind and issuer that a part of the number tells: PER-12/PB/2020.

    Args:
        jenis: the kind as it is called, "Peraturan"; "" where the number alone must tell it.
        nomor: as read.
    """
    table = load_tables().nomor_saja
    for part in nomor.segmen:
        nama = table.get(part.upper()) or table.get(_SUBNUMBER.sub("", part.upper()))
        if nama and (jenis or "{}" not in nama):
            return read_name(nama.replace("{}", jenis))
    return None
