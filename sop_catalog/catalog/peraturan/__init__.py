"""Which regulations a pasted sentence cites: kind, issuer, number, year and title out of any of their spellings.

"UU No.39 Tahun 2008 Tentang …", "Undang-Undang Nomor 39 Tahun 2008 tentang …" and "UU 39/2008" cite one regulation,
whose code is jenis-nomor-tahun: uu-39-2008. What kinds and issuers there are is data in `assets/peraturan/`; what
regulations exist and whether they are in force is data in the register `peraturan.yml`, never a constant here.

    kutipan  := jenis [penerbit] nomor tahun ["tentang" judul]
    kalimat  := kutipan { penghubung kutipan }            jo. | dan | ; | sebagaimana telah diubah dengan

`tables` reads the data, `naming` names and codes, `numbers` numbers, `mentions` finds citations in a text, and
`reading` tells what each of them does in its sentence.
"""

from sop_catalog.catalog.peraturan.doubts import doubt_of, may_be
from sop_catalog.catalog.peraturan.naming import (
    canonical_kode,
    format_jenis,
    format_singkat,
    parse_kode,
    rank_of,
)
from sop_catalog.catalog.peraturan.reading import parse_all_sitasi, parse_sitasi, read_kalimat
from sop_catalog.catalog.peraturan.records import (
    SEBAB_BERSAMA,
    SEBAB_DAERAH,
    SEBAB_GANDA,
    SEBAB_JENIS,
    SEBAB_NAMA,
    SEBAB_NOMOR_NOL,
    SEBAB_PENERBIT,
    SEBAB_PENERBIT_LAIN,
    SEBAB_TAHUN,
    Bacaan,
    Hubungan,
    JenisHubungan,
    Sitasi,
    TidakTerbaca,
)
from sop_catalog.catalog.peraturan.titles import format_title

__all__ = [
    "SEBAB_BERSAMA",
    "SEBAB_DAERAH",
    "SEBAB_GANDA",
    "SEBAB_JENIS",
    "SEBAB_NAMA",
    "SEBAB_NOMOR_NOL",
    "SEBAB_PENERBIT",
    "SEBAB_PENERBIT_LAIN",
    "SEBAB_TAHUN",
    "Bacaan",
    "Hubungan",
    "JenisHubungan",
    "Sitasi",
    "TidakTerbaca",
    "canonical_kode",
    "doubt_of",
    "format_jenis",
    "format_singkat",
    "format_title",
    "may_be",
    "parse_all_sitasi",
    "parse_kode",
    "parse_sitasi",
    "rank_of",
    "read_kalimat",
]
