"""The words of the form: under which labels real documents write what this format calls by one key.

A table, because likeness is no evidence: "Perlengkapan" is the box `peralatan`, though `peringatan` is more like it.
Sources: PermenPAN-RB 35/2012 and the ministries' forms after it (the seeds among them), and the labels of several
hundred published SOPs. Words are folded by `fold_label`: lower case, with "_" for whatever is neither letter nor digit.
Three kinds of words are kept apart:

- `LABELS`: another label of one key. Whoever writes it means that key.
- `EXPLAINED`: a word of the form that is no key, with what is done about it.
- the keys themselves, of every record: `output` at the top of a file is no mistyped word, it belongs into a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from sop_catalog.model import fields
from sop_catalog.model.sop import TIDAK_TERBACA, Status
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.nip import parse_nip
from sop_catalog.model.values.tanggal import Tanggal, parse_tanggal
from sop_catalog.model.values.waktu import Durasi
from sop_catalog.source.line_shapes import FormWords
from sop_catalog.source.misspelling import find_mistyped

_SOP: Mapping[str, str] = {
    "nama": "nama_sop judul judul_sop nama_prosedur judul_prosedur nama_judul_sop nama_pos nama_pos_ap"
    " nama_sop_ap judul_dokumen nama_dokumen nama_standar_operasional_prosedur",
    "nomor": "no nomer no_sop nomor_sop nomer_sop no_dokumen nomor_dokumen no_pos nomor_pos nomor_pos_ap no_sop_ap"
    " nomor_sop_ap nomor_standar_operasional_prosedur",
    "unit": "unit_kerja unit_organisasi satuan_kerja satker unit_pelaksana unit_pemilik kode_unit",
    "status": "status_sop keberlakuan status_keberlakuan status_dokumen",
    "digantikan_oleh": "digantikan_dengan diganti_oleh diganti_dengan sop_pengganti pengganti digantikan",
    "tanggal_pembuatan": "tgl_pembuatan tanggal_dibuat tgl_dibuat tanggal_penyusunan tgl_penyusunan tanggal_disusun"
    " tanggal_buat tgl_buat tanggal_pembuatan_sop dibuat_tanggal disusun_tanggal",
    "tanggal_pengesahan": "tgl_pengesahan tanggal_disahkan tgl_disahkan tanggal_ditetapkan tgl_ditetapkan"
    " tanggal_penetapan tgl_penetapan tanggal_pengesahan_sop disahkan_tanggal ditetapkan_tanggal tanggal_sah",
    "tanggal_revisi": "tgl_revisi tanggal_direvisi tanggal_perubahan tgl_perubahan tanggal_revisi_terakhir"
    " tanggal_perbaikan direvisi_tanggal",
    "tanggal_efektif": "tgl_efektif tanggal_berlaku tgl_berlaku tanggal_mulai_berlaku mulai_berlaku berlaku_sejak"
    " berlaku_mulai tanggal_pemberlakuan tanggal_diberlakukan efektif_tanggal tanggal_efektif_berlaku",
    "disahkan_oleh": "pengesah pejabat_pengesah yang_mengesahkan ditetapkan_oleh yang_menetapkan",
    "dasar_hukum": "landasan_hukum landasan dasar payung_hukum peraturan peraturan_perundang_undangan"
    " peraturan_perundangan dasar_peraturan dasar_hukum_sop landasan_peraturan",
    "kualifikasi_pelaksana": "kualifikasi kualifikasi_pelaksanaan kualifikasi_pelaksana_sop kualifikasi_sdm"
    " persyaratan_pelaksana kompetensi_pelaksana",
    "keterkaitan": "keterkaitan_sop keterkaitan_dengan_sop_lain keterkaitan_dengan_sop sop_terkait terkait"
    " keterkaitan_pos keterkaitan_pos_ap keterkaitan_dengan_pos_lain sop_yang_terkait sop_lain_yang_terkait hubungan_sop",
    "peralatan": "perlengkapan peralatan_perlengkapan peralatan_dan_perlengkapan perlengkapan_peralatan"
    " perlengkapan_dan_peralatan alat alat_dan_perlengkapan alat_dan_bahan sarana sarana_prasarana"
    " sarana_dan_prasarana peralatan_atau_perlengkapan alat_perlengkapan",
    "peringatan": "perhatian peringatan_sop hal_yang_perlu_diperhatikan",
    "pencatatan": "pencatatan_dan_pendataan pencatatan_pendataan pendataan pendataan_dan_pencatatan"
    " pencatatan_dan_pendokumentasian pencatatan_atau_pendataan catatan_dan_pendataan",
    "pelaksana": "aktor pelaku kolom_pelaksana para_pelaksana daftar_pelaksana",
    "langkah": "langkah_langkah langkah_kegiatan uraian_kegiatan uraian_prosedur prosedur tahapan tahapan_kegiatan"
    " aktivitas kegiatan alur alur_kegiatan bagan_alir urutan_kegiatan",
    "catatan_tabel": "catatan_bawah_tabel catatan_di_bawah_tabel keterangan_tabel catatan_kaki catatan_kaki_tabel",
    "catatan_sumber": "catatan_naskah catatan_naskah_sumber",
    "lampiran": "lampiran_lampiran daftar_lampiran berkas_lampiran formulir dokumen_pendukung unduhan attachment",
    "riwayat": "riwayat_revisi riwayat_perubahan riwayat_pengesahan sejarah_revisi daftar_revisi histori_revisi"
    " riwayat_dokumen catatan_revisi",
    "disusun_oleh": "penyusun dibuat_oleh disiapkan_oleh yang_menyusun dikonsep_oleh konseptor pembuat",
    "diperiksa_oleh": "pemeriksa diverifikasi_oleh yang_memeriksa diteliti_oleh diparaf_oleh verifikator direviu_oleh",
    "kata_kunci": "katakunci kata_cari tag tags kata_pencarian keyword keywords sinonim",
    "naskah_sah": "naskah_asli dokumen_sah dokumen_asli berkas_sah naskah_yang_disahkan salinan_sah pdf_sah",
    "evaluasi": "hasil_evaluasi evaluasi_sop monitoring pemantauan monitoring_dan_evaluasi monev",
    "tinjau_sebelum": "ditinjau_sebelum tanggal_tinjauan tanggal_peninjauan tinjauan_berikutnya tanggal_tinjau"
    " tanggal_kaji_ulang kaji_ulang_sebelum",
    "slug_lama": "nama_berkas_lama alamat_lama",
}
_LANGKAH: Mapping[str, str] = {
    "pelaksana": "aktor pelaku oleh dikerjakan_oleh pelaksana_kegiatan",
    "kegiatan": "uraian_kegiatan uraian aktivitas uraian_prosedur prosedur tahapan langkah langkah_kegiatan aktifitas"
    " nama_kegiatan uraian_langkah",
    "jika_ya": "ya bila_ya apabila_ya",
    "jika_tidak": "tidak bila_tidak apabila_tidak",
    "lanjut_ke": "lanjut ke langkah_berikutnya selanjutnya menuju lanjutkan_ke",
    "kelengkapan": "persyaratan persyaratan_kelengkapan persyaratan_dan_kelengkapan persyaratan_perlengkapan"
    " kelengkapan_persyaratan syarat input masukan perlengkapan kelengkapan_persyaratan bahan",
    "waktu": "durasi lama lama_waktu jangka_waktu waktu_penyelesaian waktu_baku waktu_pelaksanaan",
    "output": "hasil keluaran luaran produk output_hasil hasil_output hasil_keluaran",
    "keterangan": "ket keterangan_lain",
}
_SIMBOL: Mapping[str, str] = {kunci: _LANGKAH[kunci] for kunci in ("pelaksana", "jika_ya", "jika_tidak", "lanjut_ke")}
_PENGESAH: Mapping[str, str] = {
    "jabatan": "jabatan_pengesah nama_jabatan selaku",
    "nama": "nama_lengkap nama_pejabat nama_pengesah",
    "pangkat": "golongan pangkat_golongan pangkat_gol pangkat_dan_golongan gol pangkat_golongan_ruang",
    "nip": "nomor_induk_pegawai nik_nip no_induk_pegawai",
    "tte": "tanda_tangan_elektronik ttd_elektronik",
}
_RIWAYAT: Mapping[str, str] = {
    "tanggal": "tgl tanggal_revisi tanggal_perubahan tanggal_pengesahan tanggal_terbit",
    "perubahan": "uraian uraian_perubahan isi_perubahan keterangan catatan alasan",
    "revisi": "nomor_revisi no_revisi revisi_ke rev edisi",
}
_NASKAH: Mapping[str, str] = {
    "berkas": "file nama_berkas nama_file dokumen pdf alamat",
    "tanggal": "tgl tanggal_pengesahan tanggal_naskah",
    "nomor": "no nomor_naskah",
}
_EVALUASI: Mapping[str, str] = {
    "tanggal": "tgl tanggal_evaluasi",
    "hasil": "hasil_evaluasi kesimpulan",
    "catatan": "keterangan temuan",
    "tindakan": "tindak_lanjut rekomendasi rencana_tindak_lanjut",
}
_UNIT: Mapping[str, str] = {
    "nama": "nama_unit nama_unit_kerja nama_lengkap",
    "induk": "unit_induk atasan unit_atasan di_bawah",
    "pemilik": "penyetuju akun",
    "pengantar": "kata_pengantar penjelasan pendahuluan penjelasan_singkat",
    "logo": "lambang gambar_logo",
    "profil": "bentuk_formulir format_formulir",
}
_JABATAN: Mapping[str, str] = {
    "nama": "nama_jabatan nama_lengkap jabatan",
    "alias": "singkatan nama_lain sebutan_lain ejaan_lain",
}
_PERATURAN: Mapping[str, str] = {
    "tentang": "judul perihal nama judul_peraturan",
    "dicabut_oleh": "dicabut_dengan diganti_oleh digantikan_oleh pencabut",
    "mengubah": "perubahan_atas perubahan_dari",
    "tautan": "alamat url link tautan_naskah",
    "diperiksa": "tanggal_diperiksa diperiksa_tanggal tanggal_periksa",
}
_TABLE: Mapping[str, Mapping[str, str]] = {
    "sop": _SOP,
    "langkah": _LANGKAH,
    "simbol": _SIMBOL,
    "pengesah": _PENGESAH,
    "riwayat": _RIWAYAT,
    "naskah": _NASKAH,
    "evaluasi": _EVALUASI,
    "unit": _UNIT,
    "jabatan": _JABATAN,
    "peraturan": _PERATURAN,
}

LABELS: Mapping[str, Mapping[str, str]] = {
    record: {label: kunci for kunci, labels in rows.items() for label in labels.split()}
    for record, rows in _TABLE.items()
}
"""Record ("sop", "langkah", …) → label → the key that it means."""

EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "sop": {
        "halaman": "jumlah halaman dihitung saat dicetak, jadi baris ini tidak diperlukan",
        "jumlah_halaman": "jumlah halaman dihitung saat dicetak, jadi baris ini tidak diperlukan",
        "hal": "jumlah halaman dihitung saat dicetak, jadi baris ini tidak diperlukan",
        "logo": "logo ditulis satu kali pada unitnya, di _daftar/unit.yml",
        "instansi": "nama instansi diambil dari _daftar/unit.yml; tulis kode unitnya pada `unit:`",
        "kementerian": "nama kementerian diambil dari _daftar/unit.yml; tulis kode unitnya pada `unit:`",
        "nip": "NIP ditulis di bawah `disahkan_oleh:`, dua spasi lebih dalam",
        "jabatan": "jabatan ditulis di bawah `disahkan_oleh:`, dua spasi lebih dalam",
        "pangkat": "pangkat ditulis di bawah `disahkan_oleh:`, dua spasi lebih dalam",
        "norma_waktu": "norma waktu dijumlahkan dari `waktu:` tiap langkah, jadi baris ini tidak diperlukan",
        "total_waktu": "norma waktu dijumlahkan dari `waktu:` tiap langkah, jadi baris ini tidak diperlukan",
        "jumlah_waktu": "norma waktu dijumlahkan dari `waktu:` tiap langkah, jadi baris ini tidak diperlukan",
        "mutu_baku": "mutu baku ditulis di dalam tiap langkah, sebagai `kelengkapan:`, `waktu:`, dan `output:`",
        "tanda_tangan": "halaman tidak memuat tanda tangan; tulis pengesahnya pada `disahkan_oleh:`",
        "disetujui_oleh": "tulis `disahkan_oleh:` bila ia pengesahnya, `diperiksa_oleh:` bila ia memeriksa",
        "mengetahui": "tulis `disahkan_oleh:` bila ia pengesahnya, `diperiksa_oleh:` bila ia memeriksa",
        "no_revisi": "nomor revisi ditulis pada butir `riwayat:`, sebagai `revisi:`",
        "nomor_revisi": "nomor revisi ditulis pada butir `riwayat:`, sebagai `revisi:`",
        "revisi": "nomor revisi ditulis pada butir `riwayat:`, sebagai `revisi:`; tanggalnya pada `tanggal_revisi:`",
        "revisi_ke": "nomor revisi ditulis pada butir `riwayat:`, sebagai `revisi:`",
        "catatan": "tulis `pencatatan:` bila ini kotak Pencatatan dan Pendataan, `catatan_sumber:` bila catatan tentang naskahnya",
        "dokumen": "tulis pada `peralatan:`, `pencatatan:`, atau `kelengkapan:` suatu langkah, menurut formulirnya",
        "pelaksanaan": "tulis kolomnya pada `pelaksana:`, langkahnya pada `langkah:`",
        "tanggal": "tulis tanggal yang mana: `tanggal_pembuatan:`, `tanggal_pengesahan:`, `tanggal_revisi:`, atau `tanggal_efektif:`",
        "pengesahan": "tulis `tanggal_pengesahan:` bila ini tanggalnya, `disahkan_oleh:` bila ini pengesahnya",
        "disahkan": "tulis `tanggal_pengesahan:` bila ini tanggalnya, `disahkan_oleh:` bila ini pengesahnya",
    },
    "langkah": {
        "no": "nomor langkah dibuat otomatis, jadi baris ini tidak diperlukan",
        "nomor": "nomor langkah dibuat otomatis, jadi baris ini tidak diperlukan",
        "no_urut": "nomor langkah dibuat otomatis, jadi baris ini tidak diperlukan",
        "mutu_baku": "tulis `kelengkapan:`, `waktu:`, dan `output:` langsung di dalam langkah, tanpa `mutu_baku:`",
        "catatan": "tulis pada `keterangan:` bila dicetak pada kolomnya, pada `catatan_sumber:` di luar langkah bila tentang naskahnya",
        "dokumen": "tulis pada `kelengkapan:` bila masukan, pada `output:` bila hasil",
    },
}
"""Record → word of the form that is no key → what to do instead. An order only where nothing can be lost by it."""

BOXES_OF_PROFILES = (
    "maksud_dan_tujuan maksud tujuan ruang_lingkup pengertian definisi latar_belakang sasaran manfaat istilah"
    " istilah_dan_definisi tujuan_dan_sasaran kebijakan singkatan ketentuan_umum prinsip wewenang tanggung_jawab indikator"
    " indikator_kinerja risiko mitigasi_risiko sanksi referensi catatan_mutu lain_lain"
)
"""Titles of boxes that some agencies print besides the six."""

_TABLES: Mapping[str, tuple[fields.Field, ...]] = {
    "sop": fields.SOP_FIELDS,
    "langkah": fields.LANGKAH_FIELDS,
    "simbol": fields.SIMBOL_FIELDS,
    "pengesah": fields.PENGESAH_FIELDS,
    "riwayat": fields.RIWAYAT_FIELDS,
    "naskah": fields.NASKAH_FIELDS,
    "evaluasi": fields.EVALUASI_FIELDS,
    "unit": fields.UNIT_FIELDS,
    "jabatan": fields.JABATAN_FIELDS,
    "peraturan": fields.PERATURAN_FIELDS,
    "profil": fields.PROFIL_FIELDS,
}


@cache
def form_words() -> frozenset[str]:
    """Every word of the form, of all records: none of them is another one mistyped."""
    keys = {field.kunci for table in _TABLES.values() for field in table}
    labels = {label for table in LABELS.values() for label in table}
    explained = {word for table in EXPLAINED.values() for word in table}
    return frozenset(keys | labels | explained | set(BOXES_OF_PROFILES.split()))


@cache
def sop_words(boxes: frozenset[str] = frozenset()) -> FormWords:
    """The fields of an SOP file, for the reader of its lines.

    Args:
        boxes: fields that the forms of the catalogue have besides.
    """
    tables = (fields.SOP_FIELDS, fields.LANGKAH_FIELDS, fields.PENGESAH_FIELDS, fields.RIWAYAT_FIELDS)
    rows = [field for table in tables for field in table]
    return FormWords(
        keys=frozenset(field.kunci for field in rows) | boxes,
        lists=frozenset(field.kunci for field in rows if field.jenis in {_KIND.DAFTAR, _KIND.SEL}) | boxes,
        lines=frozenset(field.kunci for field in rows if field.jenis in {_KIND.BARIS, _KIND.SEL}),
        blanks=frozenset(field.kunci for field in rows if field.jenis in _MAY_BE_NOTHING)
        | boxes
        | {"nomor", "pangkat", "nip"},
        accepts=accepts,
    )


_KIND = fields.FieldKind
_MAY_BE_NOTHING = frozenset({_KIND.SEL, _KIND.WAKTU, _KIND.DAFTAR, _KIND.TANGGAL})
_KINDS = {field.kunci: field.jenis for field in (*fields.SOP_FIELDS, *fields.PENGESAH_FIELDS, *fields.LANGKAH_FIELDS)}
_TARGET = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def accepts(key: str, text: str) -> bool:  # noqa: PLR0911 - one for each kind of field
    """Whether a text may be the value of a field, as far as its form says: a date, a time, a code, or any words."""
    if text.lower() == TIDAK_TERBACA:
        return key not in {"unit", "status", "contoh", "tte"}
    match _KINDS.get(key):
        case fields.FieldKind.TANGGAL:
            return isinstance(parse_tanggal(text), Tanggal)
        case fields.FieldKind.WAKTU:
            return isinstance(parse_durasi(text), Durasi)
        case fields.FieldKind.STATUS:
            return text.lower() in set(Status)
        case fields.FieldKind.YA_TIDAK:
            return text.lower() in {"ya", "tidak"}
        case fields.FieldKind.KODE | fields.FieldKind.TUJUAN | fields.FieldKind.PELAKSANA_LANGKAH:
            return bool(_TARGET.fullmatch(text))
    return parse_nip(text) is not None if key == "nip" else True


def fold_label(text: str) -> str:
    """A label as the table has it: "Peralatan / Perlengkapan:" → "peralatan_perlengkapan"."""
    return re.sub(r"[\W_]+", "_", text.lower()).strip("_")


def find_key(label: str, record: str, known: Iterable[str]) -> str:
    """The key that a label means: the key itself written otherwise, by the table, or mistyped; "" without evidence.

    Args:
        label: as written, such as "Tgl. Pengesahan".
        record: what it stands in ("sop", "langkah", …); "" for one without a table of its own.
        known: the keys that may stand there.
    """
    known = list(known)
    folded = fold_label(label)
    if folded in known:
        return folded
    meant = LABELS.get(record, {}).get(folded, "")
    if meant:
        return meant if meant in known else ""
    squeezed = {kunci.replace("_", ""): kunci for kunci in known}
    if folded.replace("_", "") in squeezed:
        return squeezed[folded.replace("_", "")]
    return find_mistyped(folded, known, form_words())


def place_of_word(label: str, record: str) -> str:
    """What to do with a word of the form that is no key here, as the words of a fix; "" for a word of no form."""
    folded = fold_label(label)
    explained = EXPLAINED.get(record, {}).get(folded, "")
    if explained:
        return explained
    inner = LABELS["langkah"].get(folded, folded)
    if record == "sop" and inner in _keys("langkah"):
        return f"isian `{inner}:` ditulis di dalam langkah, sejajar dengan `kegiatan:`"
    outer = LABELS["sop"].get(folded, folded)
    if record == "langkah" and outer in _keys("sop"):
        return f"isian `{outer}:` ditulis di luar langkah, mulai di kolom 1"
    if record == "sop" and folded in BOXES_OF_PROFILES.split():
        return f"kotak ini belum ada pada formulir unit; daftarkan `{folded}:` di bawah `kotak:` profilnya, di _daftar/profil.yml"
    return ""


def _keys(record: str) -> tuple[str, ...]:
    return tuple(field.kunci for field in _TABLES[record])
