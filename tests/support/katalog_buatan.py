"""Generates a catalogue of any size with the vocabulary of real offices: for search, catalogue pages and measurements.

    write_catalog(folder, 1500)      # writes folder/**/*.yml with registers; read it with load_catalog(folder)
    python tests/support/katalog_buatan.py contoh/sops 1500

The same number gives the same files. Names repeat each other as they do in an agency ("Penerbitan Izin Reklame",
"Perpanjangan Izin Reklame", "Penertiban Reklame Tak Berizin"): from the 600th SOP on with a remark behind the name.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

VOCABULARY = Path(__file__).with_suffix(".yml")
_YEARS = (2022, 2023, 2024, 2025, 2026)
_TIMES = ("10 menit", "15 menit", "30 menit", "1 jam", "2 jam", "1 hari kerja", "1-2 hari kerja", "3 hari", "menit")


@dataclass(frozen=True)
class Topic:
    """What one SOP is about."""

    bidang: str
    tindakan: str
    objek: str
    tambahan: str

    @property
    def nama(self) -> str:
        return " ".join(filter(None, [self.tindakan, self.objek, self.tambahan]))


def topics(vocabulary: dict[str, Any]) -> list[Topic]:
    """Every topic, the plain names first; among those that repeat a name with a remark, the fields take turns."""
    found: list[Topic] = []
    for tambahan in vocabulary["tambahan"]:
        rows = [
            Topic(bidang, tindakan, objek, tambahan)
            for bidang, entry in vocabulary["bidang"].items()
            for tindakan, objects in entry["urusan"].items()
            for objek in objects
        ]
        random.Random(tambahan).shuffle(rows)  # noqa: S311 - a fixed order, not a secret
        found += rows
    return found


def write_catalog(folder: Path, count: int) -> None:
    """Write `count` SOPs (at most about 4,700 names; beyond that they are numbered) and their registers."""
    vocabulary = yaml.safe_load(VOCABULARY.read_text("utf-8"))
    _write(folder / "_daftar" / "unit.yml", _units(vocabulary))
    roles = {kode: {"nama": names[0], "alias": names[1:]} for kode, names in vocabulary["jabatan"].items()}
    _write(folder / "_daftar" / "jabatan.yml", roles)
    every = topics(vocabulary)
    serial = dict.fromkeys(vocabulary["bidang"], 0)
    for number in range(count):
        topic = every[number % len(every)]
        serial[topic.bidang] += 1
        lap = number // len(every)
        sop = generate_sop(vocabulary, topic, number, serial[topic.bidang], every)
        if lap:
            sop["nama"] += f" {lap + 1}"
        _write(folder / topic.bidang / f"{slug(sop['nama'])}.yml", sop)


def generate_sop(
    vocabulary: dict[str, Any], topic: Topic, number: int, serial: int, every: list[Topic]
) -> dict[str, Any]:
    """One SOP as its YAML file holds it: the `number`-th of the catalogue, from 0, and the `serial`-th of its unit, from 1."""
    chance = random.Random(number)  # noqa: S311
    entry = vocabulary["bidang"][topic.bidang]
    roles = list(entry["jabatan"])
    columns = sorted(chance.sample(range(len(roles)), chance.randint(2, min(4, len(roles)))))
    pelaksana = {f"p{column}": roles[column] for column in columns}
    tahun = chance.choice(_YEARS)
    status = chance.choices(["berlaku", "draf", "dicabut"], [84, 11, 5])[0]
    nomor = _number(topic.bidang, entry["unit"][2], serial, tahun)
    return {
        "nama": topic.nama,
        "nomor": nomor,
        "unit": entry["unit"][0],
        "status": status if nomor else "draf",
        "tanggal_pengesahan": f"{chance.randint(1, 28)} {chance.choice(['Januari', 'Maret', 'Juni', 'Oktober'])} {tahun}",
        "disahkan_oleh": roles[-1],
        "dasar_hukum": chance.sample(entry["hukum"], chance.randint(1, len(entry["hukum"]))),
        "kualifikasi_pelaksana": [f"Memahami tata cara {topic.tindakan.lower()} {topic.objek}"],
        "keterkaitan": [f"SOP {chance.choice(every[:500]).nama}" for _ in range(chance.randint(0, 2))] or ["-"],
        "peralatan": ["Komputer dan printer", f"Aplikasi {entry['aplikasi']}"],
        "peringatan": f"Jika terlambat, maka {topic.tindakan.lower()} {topic.objek} tidak dapat diselesaikan tepat waktu",
        "pencatatan": "Disimpan sebagai data elektronik dan manual",
        "pelaksana": pelaksana,
        "langkah": list(_steps(vocabulary, topic, pelaksana, chance)),
    }


def _steps(
    vocabulary: dict[str, Any], topic: Topic, titles: dict[str, str], chance: random.Random
) -> Iterator[dict[str, Any]]:
    entry = vocabulary["bidang"][topic.bidang]
    codes = list(titles)
    middle = chance.randint(1, 4)
    kinds = ["awal", *chance.choices(["tengah", "keputusan"], [3, 2], k=middle), "keputusan", "akhir"]
    position = 0
    before = codes[0]
    for index, kind in enumerate(kinds):
        if index:
            position = min(len(codes) - 1, position + chance.randint(0, 1)) if kind != "akhir" else 0
        code = codes[position]
        if kind == "keputusan" and code == codes[0]:
            position = 1
            code = codes[1]
        after = codes[min(len(codes) - 1, position + 1)]
        naskah = chance.sample(entry["naskah"], 2)
        kegiatan = chance.choice(vocabulary[kind]).format(
            o=topic.objek, t=topic.tindakan.lower(), n=naskah[0].lower() if naskah[0][1:].islower() else naskah[0],
            a=entry["aplikasi"], k=titles[after], b=titles[before],
        )  # fmt: skip
        step = {"pelaksana": code, "kegiatan": kegiatan}
        if kind == "keputusan":
            step["jika_tidak"] = codes[0]
        step |= {"kelengkapan": naskah[0], "waktu": chance.choice(_TIMES), "output": naskah[1]}
        yield step
        before = code


def _number(bidang: str, singkatan: str, serial: int, tahun: int) -> str:
    """Each office has its own rule for numbers; a few leave theirs empty."""
    forms = ("{s:03}/SOP/{u}/{t}", "061.1/{s:03}/{u}/{t}", "SOP-{u}-{s:04}", "{u}.{s}/OT.04/{t}", "800/SOP.{s}-{u}/{t}")
    if serial % 29 == 0:
        return ""
    form = forms[sum(map(ord, bidang)) % len(forms)]
    return form.format(s=serial, u=singkatan.upper().replace(" ", ""), t=tahun)


def _units(vocabulary: dict[str, Any]) -> dict[str, Any]:
    units: dict[str, Any] = {"pemkot": {"nama": "Pemerintah Kota Contoh", "profil": "umum"}}
    units["disnaker"] = {"nama": "Dinas Ketenagakerjaan", "induk": "pemkot"}
    for entry in vocabulary["bidang"].values():
        kode, nama, _ = entry["unit"]
        units[kode] = {"nama": nama, "induk": "disnaker" if kode.startswith("disnaker") else "pemkot"}
    return units


def slug(nama: str) -> str:
    """The file name of an SOP."""
    return re.sub(r"[^a-z0-9]+", "-", nama.lower()).strip("-")


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write_catalog(Path(sys.argv[1]), int(sys.argv[2]))
