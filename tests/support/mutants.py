"""Damaged copies of sound files, one damage each, as editors, merges and Word make them. Random numbers are fixed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

_FIELD = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[a-z_]+):(?: (?P<value>\S.*))?$")
_KEYS_OF_STEPS = {"pelaksana", "kegiatan", "kelengkapan", "waktu", "output", "keterangan", "jika_ya", "jika_tidak"}

LABELS = {
    "nama": ["judul", "nama_sop", "Nama SOP", "judul_sop"],
    "nomor": ["no", "no_sop", "Nomor SOP", "nomer"],
    "unit": ["unit_kerja", "satuan_kerja"],
    "tanggal_pembuatan": ["tanggal_dibuat", "tgl_pembuatan", "tanggal_penyusunan"],
    "tanggal_pengesahan": ["tanggal_ditetapkan", "tgl_pengesahan", "tanggal_disahkan"],
    "tanggal_revisi": ["tgl_revisi", "tanggal_perubahan"],
    "tanggal_efektif": ["tanggal_berlaku", "tgl_efektif", "mulai_berlaku"],
    "disahkan_oleh": ["pengesah", "ditetapkan_oleh", "disetujui_oleh", "pengesahan"],
    "dasar_hukum": ["landasan_hukum", "Dasar Hukum", "peraturan", "dasar", "referensi"],
    "kualifikasi_pelaksana": ["kualifikasi", "kualifikasi_pelaksanaan", "kompetensi"],
    "keterkaitan": ["sop_terkait", "keterkaitan_sop", "terkait", "hubungan"],
    "peralatan": ["perlengkapan", "peralatan_perlengkapan", "Peralatan/Perlengkapan", "sarana", "alat"],
    "peringatan": ["perhatian", "risiko", "peringkat"],
    "pencatatan": ["pendataan", "pencatatan_dan_pendataan", "catatan", "arsip"],
    "langkah": ["prosedur", "kegiatan", "uraian_prosedur", "tahapan"],
    "kegiatan": ["uraian_kegiatan", "aktivitas", "langkah", "tindakan"],
    "kelengkapan": ["persyaratan", "input", "perlengkapan", "dokumen"],
    "waktu": ["durasi", "lama", "target"],
    "output": ["hasil", "keluaran", "produk", "luaran", "input"],
    "keterangan": ["ket", "catatan", "penjelasan"],
}
"""Key → labels of real documents for the same box, and words that mean nothing here."""

Slip = Callable[[str, random.Random], str | None]


def _on_value(change: Callable[[str, random.Random], str | None]) -> Slip:
    def slip(line: str, rng: random.Random) -> str | None:
        match = _FIELD.match(line)
        if not match or not match["value"] or match["value"][0] in "'\"[{|>":
            return None
        changed = change(match["value"], rng)
        return None if changed is None else f"{match['lead']}{match['key']}: {changed}"

    return slip


def _on_key(change: Callable[[str, random.Random], str | None]) -> Slip:
    def slip(line: str, rng: random.Random) -> str | None:
        match = _FIELD.match(line)
        changed = change(match["key"], rng) if match else None
        return line.replace(f"{match['key']}:", f"{changed}:", 1) if match and changed else None

    return slip


def _letter(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place] + text[place:]
    if kind == 2 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + rng.choice("abdegiklmnoprstu") + text[place + 1 :]


def _word(text: str, rng: random.Random) -> str | None:
    words = text.split(" ")
    places = [index for index, word in enumerate(words) if word.isalpha() and len(word) > 3]
    if not places:
        return None
    index = rng.choice(places)
    words[index] = _letter(words[index], rng)
    return " ".join(words)


def _label(key: str, rng: random.Random) -> str | None:
    return rng.choice(LABELS[key]) if key in LABELS else None


def _other_key(key: str, rng: random.Random) -> str | None:
    """A key of the steps at the top, or one of the top in a step."""
    if key in _KEYS_OF_STEPS:
        return rng.choice(["peringatan", "pencatatan", "status", "riwayat"])
    return rng.choice(["output", "waktu", "kegiatan", "keterangan"]) if key in LABELS else None


def _indent(line: str, rng: random.Random) -> str | None:
    if not line.strip():
        return None
    depth = len(line) - len(line.lstrip())
    change = rng.choice([1, 2, -1, -2, 4])
    return " " * (depth + change) + line.lstrip() if depth + change >= 0 else None


def _insert(marks: list[str]) -> Slip:
    def slip(line: str, rng: random.Random) -> str | None:
        place = rng.randrange(len(line) + 1)
        return line[:place] + rng.choice(marks) + line[place:] if line.strip() else None

    return slip


SLIPS: dict[str, Slip] = {
    "huruf pada isian": _on_key(_letter),
    "label lain": _on_key(_label),
    "isian bagian lain": _on_key(_other_key),
    "huruf besar": _on_key(lambda key, _: key.capitalize()),
    "huruf pada isi": _on_value(_word),
    "tanda di depan isi": _on_value(lambda value, rng: rng.choice(["@", "%", "[", "{", "> ", "*", "&", "!", "'", '"', "| ", "`", ",", "? ", "- ", "#"]) + value),
    "titik dua kedua": _on_value(lambda value, rng: rng.choice(["Hal: ", "NB: "]) + value),
    "pagar": _on_value(lambda value, _: value.replace(" ", " #", 1) if " " in value else None),
    "petik di tengah": _on_value(lambda value, _: f'"{value.split(" ")[0]}" {" ".join(value.split(" ")[1:])}' if " " in value else None),
    "petik Word": _on_value(lambda value, _: f"“{value}”"),
    "isi kosong": lambda line, _: f"{match['lead']}{match['key']}:" if (match := _FIELD.match(line)) and match["value"] else None,
    "titik dua hilang": lambda line, _: line.replace(":", "", 1) if _FIELD.match(line) else None,
    "titik dua lain": lambda line, rng: line.replace(":", rng.choice([" =", ";", " :", ",", ".", "::"]), 1) if _FIELD.match(line) else None,
    "spasi hilang": lambda line, _: line.replace(": ", ":", 1) if (match := _FIELD.match(line)) and match["value"] else None,
    "tab": lambda line, _: "\t" + line.lstrip() if line.startswith("  ") else None,
    "lekuk": _indent,
    "tanda hubung": lambda line, rng: line.replace("- ", rng.choice(["-", "– ", "• ", "1. ", "a) ", "* ", "", "-- ", "+ "]), 1) if re.match(r"\s*- ", line) else None,
    "karakter": _insert(["\u00a0", "\u200b", "\u202e", "\x07", "\u00ad", "\t"]),
    "tanda": _insert([*"\"'`:#-?[]{}|>*&!%@,\\", ": ", " #", "- "]),
}  # fmt: skip


def mutants(files: list[tuple[str, str]], count: int, seed: str) -> Iterator[tuple[str, str, str]]:
    """(what it is, path, damaged text), one damage each: every slip as often, spread over all lines of all files."""
    rng = random.Random(seed)  # noqa: S311
    names = list(SLIPS)
    made = 0
    while made < count:
        name = names[made % len(names)]
        path, text = files[rng.randrange(len(files))]
        lines = text.split("\n")
        for _ in range(200):
            index = rng.randrange(len(lines))
            changed = SLIPS[name](lines[index], rng)
            if changed is not None and changed != lines[index]:
                break
        else:
            changed = None
        made += 1
        if changed is not None:
            yield f"{name} {path}:{index + 1}", path, "\n".join([*lines[:index], changed, *lines[index + 1 :]])
