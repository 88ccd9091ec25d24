"""What is read and yet says not which regulation is meant, or one that there cannot be.

A kind with number and year is no regulation where several issuers count so ("Perda 3/2018" of which region?), where the
abbreviation has several meanings (PMK), or where the year is older than the Republic. The register may know better.
"""

from __future__ import annotations

from sop_catalog.catalog.peraturan.joint import names_one_issuer
from sop_catalog.catalog.peraturan.naming import kind_of_kode, lacks_issuer, name_of_kode
from sop_catalog.catalog.peraturan.records import (
    SEBAB_DAERAH,
    SEBAB_GANDA,
    SEBAB_NOMOR_NOL,
    SEBAB_PENERBIT,
    SEBAB_PENERBIT_LAIN,
    SEBAB_TAHUN,
    TAHUN_PERTAMA,
    Sitasi,
    TidakTerbaca,
)

_OF_REGIONS = frozenset(
    {
        "perda", "perdasus", "qanun", "pergub", "kepgub", "perbup", "kepbup", "perwal", "kepwal", "perkades", "perdes",
    }
)  # fmt: skip
_OLDER = frozenset({"stb"})
"""Kinds that are older than the Republic."""


def may_be(piece: TidakTerbaca, kode: str) -> bool:
    """Whether what is not certain may cite a regulation: one of its meanings, or one of the issuers that are not said."""
    return any(
        kode == meant.kode
        or (
            kode.endswith(f"-{meant.nomor}-{meant.tahun}")
            and piece.sebab in {SEBAB_DAERAH, SEBAB_PENERBIT}
            and kode.startswith(f"{meant.jenis}-")
        )
        for meant in piece.mungkin
    )


def doubt_of(sitasi: Sitasi) -> str:
    """Why a citation must not be taken for a regulation: a clause; "" where nothing speaks against it."""
    if sitasi.mungkin:
        return SEBAB_GANDA
    kind = kind_of_kode(sitasi.jenis)
    if sitasi.tahun < TAHUN_PERTAMA and kind not in _OLDER:
        return SEBAB_TAHUN
    if sitasi.nomor and not sitasi.nomor.strip("0"):
        return SEBAB_NOMOR_NOL
    if lacks_issuer(sitasi.jenis):
        return SEBAB_DAERAH if kind in _OF_REGIONS else SEBAB_PENERBIT
    nama = name_of_kode(sitasi.jenis)
    return SEBAB_PENERBIT_LAIN if nama and names_one_issuer(nama) else ""
