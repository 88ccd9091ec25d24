"""The two kinds of catalogue that are measured, of any size; the same number gives the same files.

    seed    every SOP of the size of seed 000 (16 steps, 7 performers): the largest form that an office writes often
    real    the mix of a real agency (shared measurements over 348 SOPs): a median of 4 steps, a tenth above 9, 27 at
            the most; 3 performers, seldom more than 4; 40 units; 200 roles; 43 regulations, one of them in four of
            five SOPs; a third of all references to SOPs match nothing, half of those by a slip of the pen

Words are invented (tests/support/katalog_buatan.yml).
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from support.katalog_buatan import VOCABULARY, Topic, slug, topics  # noqa: E402

KINDS = ("seed", "real")
SEED = ROOT / "sops" / "biro-perencanaan" / "pelaporan-kinerja-kementerian.yml"
UNITS = 40
ROLES = 200
REGULATIONS = 43
_TOPICS = ("Anggaran", "Kepegawaian", "Arsip", "Persuratan", "Pengadaan", "Pelatihan", "Pengawasan", "Kerja Sama")
_STEPS = {2: 8, 3: 22, 4: 25, 5: 15, 6: 9, 7: 6, 8: 4, 9: 3, 10: 2, 11: 1, 12: 1, 14: 1, 16: 1, 20: 1, 27: 1}
"""Steps → SOPs of a hundred; likewise below. Performers that get no step are left out: 3 and 4 remain the most."""
_PERFORMERS = {2: 8, 3: 32, 4: 38, 5: 14, 6: 5, 7: 3}
_REFERENCES = {0: 19, 1: 25, 2: 26, 3: 18, 4: 12}
_TIMES = ("10 menit", "15 menit", "30 menit", "1 jam", "2 jam", "1 hari kerja", "1-2 hari kerja", "3 hari", "menit")
_PARTS = ("Umum", "Perencanaan", "Pelayanan", "Keuangan", "Evaluasi", "Data", "Program", "Tata Usaha")
_HEADS = ("Kepala Bidang", "Kepala Seksi", "Analis", "Pengelola", "Verifikator", "Pengadministrasi")


def write_catalogue(kind: str, folder: Path, count: int) -> list[Path]:
    """Write `count` SOPs of one kind with their registers below `folder`; gives their paths.

    Args:
        kind: one of KINDS.
    """
    (folder / "_daftar").mkdir(parents=True)
    return list(_write_seed(folder, count) if kind == "seed" else _write_real(folder, count))


# --- Seed size ---


def _write_seed(folder: Path, count: int) -> Iterator[Path]:
    shutil.copytree(SEED.parents[1] / "_daftar", folder / "_daftar", dirs_exist_ok=True)
    text = SEED.read_text("utf-8")
    for number in range(count):
        path = folder / f"bagian-{number % UNITS:02}" / f"pelaporan-{number:05}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(seed_sop(text, number), "utf-8")
        yield path


def seed_sop(text: str, number: int) -> str:
    """Seed 000 under another name, number and topic, with a reference to its neighbour."""
    topic = _TOPICS[number % len(_TOPICS)]
    text = text.replace("Pelaporan Kinerja Kementerian", f"Pelaporan {topic} {number}")
    lines = [line for line in text.splitlines() if not line.startswith("nomor:")]
    lines.insert(1, f"nomor: {number}/SOP/OT.04.00/2026")
    neighbour = f"SOP Pelaporan {_TOPICS[(number + 1) % len(_TOPICS)]} {number + 1}"
    return "\n".join(lines).replace("SOP Pembentukan Tim", neighbour) + "\n"


# --- The real mix ---


@dataclass(frozen=True)
class _Office:
    """What all SOPs of one unit share."""

    unit: str
    bidang: str
    roles: tuple[str, ...]


def _write_real(folder: Path, count: int) -> Iterator[Path]:
    vocabulary = yaml.safe_load(VOCABULARY.read_text("utf-8"))
    offices = _offices(vocabulary)
    by_field: dict[str, list[_Office]] = {}
    for office in offices:
        by_field.setdefault(office.bidang, []).append(office)
    laws = _laws(vocabulary)
    _write_registers(folder / "_daftar", offices, laws)
    every = topics(vocabulary)
    names = [_name(every, number) for number in range(count)]
    for number, nama in enumerate(names):
        chance = random.Random(number)  # noqa: S311 - the same catalogue each time, not a secret
        topic = every[number % len(every)]
        office = chance.choice(by_field[topic.bidang])
        sop = _real_sop(vocabulary, topic, office, chance) | {"nama": nama}
        sop["nomor"] = f"{number:05}/SOP/{office.unit.upper()}/{chance.randint(2019, 2026)}" if number % 29 else ""
        sop["status"] = chance.choices(["berlaku", "draf", "dicabut"], [84, 11, 5])[0] if sop["nomor"] else "draf"
        sop["dasar_hukum"] = [laws[0]] * (chance.random() < 0.78) + chance.sample(laws[1:], chance.randint(1, 4))
        sop["keterkaitan"] = _references(every, names, chance) or ["-"]
        path = folder / office.unit / f"{slug(nama)}.yml"
        path.parent.mkdir(exist_ok=True)
        _dump(path, sop)
        yield path


def _name(every: list[Topic], number: int) -> str:
    lap = number // len(every)
    return every[number % len(every)].nama + (f" Tahap {lap + 1}" if lap else "")


def _offices(vocabulary: dict[str, Any]) -> list[_Office]:
    """UNITS units: one a field, then a second one for the first fields; and ROLES titles in all, five a unit."""
    fields = list(vocabulary["bidang"])
    offices = []
    for number in range(UNITS):
        bidang = fields[number % len(fields)]
        label = f"{vocabulary['bidang'][bidang]['unit'][2]} {_PARTS[number // len(fields) + number % 7]}"
        titles = [f"{_HEADS[(number + place) % len(_HEADS)]} {label}" for place in range(ROLES // UNITS)]
        offices.append(_Office(f"unit-{number:02}", bidang, tuple(titles)))
    return offices


def _laws(vocabulary: dict[str, Any]) -> list[str]:
    every = [kalimat for entry in vocabulary["bidang"].values() for kalimat in entry["hukum"]]
    return list(dict.fromkeys(every))[:REGULATIONS]


def _write_registers(folder: Path, offices: list[_Office], laws: list[str]) -> None:
    """Two thirds of the regulations are registered, and nine of ten roles."""
    from sop_catalog.catalog.peraturan import parse_sitasi  # noqa: PLC0415 - only this register needs the package

    units: dict[str, Any] = {"pemkot": {"nama": "Pemerintah Kota Contoh", "profil": "umum"}}
    for number, office in enumerate(offices):
        induk = "pemkot" if number < 8 else f"unit-{(number - 8) // 4:02}"
        units[office.unit] = {"nama": f"Bagian {office.roles[0].split(' ', 2)[-1]}", "induk": induk}
    _dump(folder / "unit.yml", units)
    titles = [title for office in offices for title in office.roles]
    _dump(folder / "jabatan.yml", {slug(title): {"nama": title} for title in titles[: ROLES * 9 // 10]})
    cited = [sitasi for kalimat in laws if (sitasi := parse_sitasi(kalimat))]
    _dump(folder / "peraturan.yml", {sitasi.kode: sitasi.tentang for sitasi in cited[: len(cited) * 2 // 3]})


def _real_sop(vocabulary: dict[str, Any], topic: Topic, office: _Office, chance: random.Random) -> dict[str, Any]:
    entry = vocabulary["bidang"][topic.bidang]
    roles = [*office.roles, *entry["jabatan"]]
    columns = chance.sample(roles, _draw(_PERFORMERS, chance))
    pelaksana = {f"p{place}": title for place, title in enumerate(columns, start=1)}
    langkah = list(_steps(vocabulary, topic, pelaksana, chance))
    busy = {step["pelaksana"] for step in langkah}
    return {
        "nama": topic.nama,
        "nomor": "",
        "unit": office.unit,
        "status": "",
        "tanggal_pengesahan": f"{chance.randint(1, 28)} Maret {chance.randint(2019, 2026)}",
        "disahkan_oleh": entry["jabatan"][-1],
        "dasar_hukum": [],
        "kualifikasi_pelaksana": [f"Memahami tata cara {topic.tindakan.lower()} {topic.objek}"],
        "keterkaitan": [],
        "peralatan": ["Komputer dan printer", f"Aplikasi {entry['aplikasi']}"],
        "peringatan": f"Jika terlambat, maka {topic.tindakan.lower()} {topic.objek} tidak selesai tepat waktu",
        "pencatatan": "Disimpan sebagai data elektronik dan manual",
        "pelaksana": {code: title for code, title in pelaksana.items() if code in busy},
        "langkah": langkah,
    }


def _steps(
    vocabulary: dict[str, Any], topic: Topic, titles: dict[str, str], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """A flow that goes to and fro between the columns; about a third of the steps between the ends decide."""
    entry = vocabulary["bidang"][topic.bidang]
    codes = list(titles)
    count = _draw(_STEPS, chance)
    seen: list[str] = []
    column = 0
    for number in range(count):
        kind = (
            "awal" if not number else "akhir" if number == count - 1 else chance.choice(["tengah"] * 2 + ["keputusan"])
        )
        code = codes[column]
        before = seen[-1] if seen else code
        after = codes[(column + 1) % len(codes)]
        naskah = chance.sample(entry["naskah"], 2)
        kegiatan = chance.choice(vocabulary[kind]).format(
            o=topic.objek, t=topic.tindakan.lower(), n=naskah[0], a=entry["aplikasi"], k=titles[after], b=titles[before]
        )
        step = {"pelaksana": code, "kegiatan": kegiatan}
        if kind == "keputusan":
            step["jika_tidak"] = before
        yield step | {"kelengkapan": naskah[0], "waktu": chance.choice(_TIMES), "output": naskah[1]}
        seen.append(code)
        column = (column + chance.choice([0, 1, 1, len(codes) - 1])) % len(codes)


def _references(every: list[Topic], names: list[str], chance: random.Random) -> list[str]:
    found = []
    for _ in range(_draw(_REFERENCES, chance)):
        nama = chance.choice(names)
        kind = chance.randrange(6)
        if kind == 0:
            nama = _misspelt(nama, chance)
        elif kind == 1:
            nama = f"{chance.choice(every).tindakan} {chance.choice(every).objek} {chance.choice(every).objek}"
        found.append(f"SOP {nama}")
    return list(dict.fromkeys(found))


def _misspelt(nama: str, chance: random.Random) -> str:
    """A letter left out, one doubled, or a word left out: what editors type."""
    place = chance.randrange(1, len(nama))
    words = nama.split()
    forms = [nama[:place] + nama[place + 1 :], nama[:place] + nama[place - 1] + nama[place:]]
    if len(words) > 3:
        forms.append(" ".join(words[:-2] + words[-1:]))
    return chance.choice(forms)


def _draw(weights: dict[int, int], chance: random.Random) -> int:
    return chance.choices(list(weights), list(weights.values()))[0]


def _dump(path: Path, content: dict[str, Any]) -> None:
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)
    path.write_text(text, "utf-8")
