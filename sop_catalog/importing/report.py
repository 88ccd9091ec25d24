"""The report of an import: `impor.md` for people, `impor.csv` for lists."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from sop_catalog.importing.doubts import JenisRagu
from sop_catalog.importing.outcome import BarisLaporan, Laporan

_WEIGHT = {
    JenisRagu.PELAKSANA: 5, JenisRagu.CABANG: 4, JenisRagu.GAMBAR: 4, JenisRagu.KATA_TERSISA: 2, JenisRagu.DI_LUAR: 3,
    JenisRagu.LABEL_DIDUGA: 3, JenisRagu.TANPA_KEPALA: 3, JenisRagu.BERTINDIHAN: 3, JenisRagu.BEBERAPA_ALUR: 3,
    JenisRagu.GANTI_HALAMAN: 3, JenisRagu.LETAK: 3, JenisRagu.JUDUL_LAIN: 3, JenisRagu.UJUNG_LEPAS: 2,
}  # fmt: skip
"""How much a doubt asks to be looked at first."""


def weight(row: BarisLaporan) -> int:
    """How much a file asks to be looked at."""
    return sum(_WEIGHT.get(doubt.jenis, 1) for doubt in row.ragu) + (1000 if row.kegagalan else 0)


def format_markdown(report: Laporan) -> str:
    """The report as Markdown."""
    rows = report.baris
    read = [row for row in rows if not row.kegagalan and not row.sama]
    failed = [row for row in rows if row.kegagalan]
    lines = [
        "# Laporan impor",
        "",
        (
            f"{len(rows)} berkas: {len(read)} terbaca menjadi {sum(len(row.hasil) for row in read)} SOP "
            f"dengan {sum(row.langkah for row in read)} langkah, {len(failed)} tidak terbaca{_copies(rows)}."
        ),
        "",
    ]
    if failed:
        lines += ["## Tidak terbaca", "", "| berkas | sebab |", "| --- | --- |"]
        lines += [f"| {_cell(row.berkas)} | {_cell(row.kegagalan)} |" for row in failed]
        lines.append("")
    aside = [(row, name) for row in rows for name in row.di_samping]
    if aside:
        lines += [
            "## Ditulis di samping",
            "",
            "Berkas berikut sudah diubah sejak impor yang lalu, jadi tidak ditimpa. Bandingkan keduanya, pindahkan yang perlu, lalu hapus yang di samping.",
            "",
        ]
        lines += [f"- {_cell(name)} (dari {_cell(row.berkas)})" for row, name in aside]
        lines.append("")
    first = sorted((row for row in read if row.ragu), key=weight, reverse=True)
    if first:
        lines += ["## Lihat lebih dahulu", ""]
        for row in first[:20]:
            lines.append(f"### {_cell(', '.join(row.hasil) or row.berkas)}")
            lines.append("")
            lines.append(f"Dari {_cell(row.berkas)}")
            lines.append("")
            lines += [f"- {_cell(doubt.format())}" for doubt in row.ragu]
            lines.append("")
    if report.berkas_usulan:
        lines += ["## Usulan untuk daftar", "", "Belum terdaftar; periksa, lalu pindahkan ke daftarnya:", ""]
        lines += [f"- {_cell(name)}" for name in report.berkas_usulan]
        lines.append("")
    counted = Counter(doubt.jenis.value for row in rows for doubt in row.ragu)
    if counted:
        lines += ["## Keraguan menurut jenis", "", "| jenis | banyaknya |", "| --- | ---: |"]
        lines += [f"| {kind} | {count} |" for kind, count in counted.most_common()]
        lines.append("")
    lines += [
        "## Semua berkas",
        "",
        "| berkas | dibaca sebagai | SOP | langkah | keraguan |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    lines += [
        f"| {_cell(row.berkas)} | {_cell(_how(row))} | {_cell(', '.join(row.hasil) or '-')} | {row.langkah} | {len(row.ragu)} |"
        for row in rows
    ]
    if report.dilewati:
        lines += ["", "## Dilewati", "", "Bukan jenis berkas yang dibaca:", ""]
        lines += [f"- {_cell(name)}" for name in report.dilewati]
    return "\n".join([*lines, ""])


def _copies(rows: Sequence[BarisLaporan]) -> str:
    count = sum(1 for row in rows if row.sama)
    return f", {count} salinan berkas lain" if count else ""


def _how(row: BarisLaporan) -> str:
    if row.sama:
        return f"sama isinya dengan {row.sama}"
    return f"{row.cara or '-'}{' (sudah)' if row.sudah else ''}"


def format_csv(report: Laporan) -> str:
    """One line a doubt; a file without any has one line of its own."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["berkas", "sha256", "cara", "sop", "langkah", "jenis_keraguan", "halaman", "langkah_ke", "uraian"])
    for row in report.baris:
        head: Sequence[object] = [_safe(row.berkas), row.sha256, row.cara, _safe(" ".join(row.hasil)), row.langkah]
        if row.kegagalan:
            writer.writerow([*head, "tidak terbaca", "", "", _safe(row.kegagalan)])
        for doubt in row.ragu:
            writer.writerow([*head, doubt.jenis.value, doubt.halaman or "", doubt.langkah or "", _safe(doubt.uraian)])
        if row.sama:
            writer.writerow([*head, "salinan", "", "", _safe(row.sama)])
        elif not row.kegagalan and not row.ragu:
            writer.writerow([*head, "", "", "", ""])
    return out.getvalue()


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())
