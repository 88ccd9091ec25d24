"""JSON Schemas (draft-07) of the files that editors type, for editor programs: made from the table of fields.

The program behind most YAML editors is yaml-language-server. It understands, besides draft-07, `errorMessage`,
`markdownDescription` and `defaultSnippets`; other readers ignore these. Two rules shaped what stands here:

- A schema is never stricter than the decoder: `sop periksa` is the judge, the editor only helps while typing. So a
  text may be a number to YAML (`nomor: 061`), a word may be in capitals, an optional field may be blank.
- Conditions are `if`/`then`, not `anyOf`: a mistake then gives one message, ours, instead of one for each alternative.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from sop_catalog.model.decode_registers import COLUMN_FIELDS, IDENTITY_FIELDS
from sop_catalog.model.fields import (
    EVALUASI_FIELDS,
    JABATAN_FIELDS,
    KOTAK_FIELDS,
    LANGKAH_FIELDS,
    NASKAH_FIELDS,
    PENGESAH_FIELDS,
    PERATURAN_FIELDS,
    PROFIL_FIELDS,
    RIWAYAT_FIELDS,
    SIMBOL_FIELDS,
    SOP_FIELDS,
    UNIT_FIELDS,
    Field,
    FieldKind,
)
from sop_catalog.model.registers import KolomKeterangan, Letak, StatusPeraturan
from sop_catalog.model.schema_parts import (
    DATE_PATTERN,
    Schema,
    any_case,
    choice_schema,
    matching_schema,
    offer,
    text_schema,
    texts_schema,
    value_schema,
)
from sop_catalog.model.snippets import SOP_SNIPPET, STEP_SNIPPETS
from sop_catalog.model.sop import BOX_FIELDS, TIDAK_TERBACA, Status
from sop_catalog.model.values.kode import CODE
from sop_catalog.model.vocabulary import BOXES_OF_PROFILES

SCHEMA_NAMES = ("sop", "unit", "jabatan", "peraturan", "profil")
"""One schema for SOPs, one for each register; the file is `<name>.schema.json`."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_CODE = f"^{CODE.pattern}$"
_PERFORMER_CODE = rf"^(?!(?:lanjut|selesai|\d+)$){CODE.pattern}$"
_YES_NO = ("ya", "tidak", "yes", "no", "true", "false", "benar", "bukan")
_STATUS_MEANINGS = {
    "draf": "Sedang disusun; setiap halaman dan cetakannya bertanda DRAF.",
    "berlaku": "Sudah disahkan dan berlaku.",
    "dicabut": "Tidak berlaku lagi; sebutkan penggantinya pada `digantikan_oleh`.",
}
_REGISTERS: Mapping[str, tuple[tuple[Field, ...], str]] = {
    "unit": (UNIT_FIELDS, "Daftar unit kerja: `kode: nama`, atau rincian di bawah kode."),
    "jabatan": (JABATAN_FIELDS, "Daftar jabatan: `kode: nama`, atau rincian di bawah kode."),
    "peraturan": (PERATURAN_FIELDS, "Daftar peraturan: `jenis-nomor-tahun: judul`, atau rincian di bawah kode."),
    "profil": (PROFIL_FIELDS, "Daftar profil formulir: rincian di bawah kode."),
}
_CHOICES: Mapping[tuple[str, str], Iterable[str]] = {
    ("peraturan", "status"): [item.value for item in StatusPeraturan if item.value],
    ("profil", "kolom_keterangan"): [item.value for item in KolomKeterangan],
    ("kotak", "letak"): [item.value for item in Letak],
}
"""Fields of the registers whose text is one of some words."""
_LABELLED: Mapping[str, Iterable[str]] = {"baris": IDENTITY_FIELDS, "judul_kotak": BOX_FIELDS, "kolom": COLUMN_FIELDS}
"""Fields of a profile that give labels to some keys."""


def build_schema(name: str) -> Schema:
    """The schema of a kind of file. KeyError for a name outside SCHEMA_NAMES."""
    if name == "sop":
        body = _record("sop", "SOP", SOP_FIELDS)
        body["properties"] |= {isian: _further_box(isian) for isian in sorted(BOXES_OF_PROFILES.split())}
        return {
            "$schema": _DRAFT, "title": "SOP", "description": "Satu SOP administrasi pemerintahan dalam satu berkas.",
            **body,
            "defaultSnippets": [{"label": SOP_SNIPPET.label, "description": SOP_SNIPPET.description, "bodyText": SOP_SNIPPET.body}],
        }  # fmt: skip
    fields, description = _REGISTERS[name]
    entry = _record(name, f"entri daftar {name}", fields)
    if name != "profil":
        entry = {"if": {"type": ["object", "array"]}, "then": entry}
    message = f"`kode: isi`, dengan kode dari huruf kecil, angka, dan tanda hubung ({_example_code(name)})"
    return {
        "$schema": _DRAFT, "title": f"Daftar {name}", "description": description,
        "if": {"not": {"type": "null"}},
        "then": {
            "type": "object", "patternProperties": {_CODE: entry}, "additionalProperties": False,
            "errorMessage": f"Setiap baris daftar ini harus berbentuk {message}.",
        },
    }  # fmt: skip


def format_schema(name: str) -> str:
    """The schema's file, with a final line break."""
    return json.dumps(build_schema(name), ensure_ascii=False, indent=2) + "\n"


def schema_file(name: str) -> str:
    """The name of a schema's file."""
    return f"{name}.schema.json"


def _example_code(name: str) -> str:
    return {"unit": "biro-umum", "jabatan": "kasubag", "peraturan": "permenaker-7-2017"}.get(name, "umum")


# --- Records ------------------------------------------------------------------------------------------------------


def _record(table: str, what: str, fields: tuple[Field, ...]) -> Schema:
    """A mapping with the fields of a table; a missing or unknown key has its own message."""
    known = ", ".join(field.kunci for field in fields)
    schema: Schema = {
        "type": "object",
        "properties": {field.kunci: _field(table, field) for field in fields},
        "additionalProperties": False,
        "errorMessage": f"Isian ini tidak dikenal dalam {what}. Yang dikenal: {known}.",
    }
    required = [_required(what, field) for field in fields if field.wajib]
    return schema | {"allOf": required} if required else schema


def _required(what: str, field: Field) -> Schema:
    message = f"Isian wajib `{field.kunci}` belum ada dalam {what}. Tambahkan: {field.kunci}: {field.contoh}"
    required: Schema = {"required": [field.kunci], "errorMessage": message}
    return {"if": {"not": {"required": [field.kecuali]}}, "then": required} if field.kecuali else required


def _field(table: str, field: Field) -> Schema:
    required = "\n\n**Wajib diisi.**" if field.wajib else ""
    described: Schema = {
        "description": field.arti,
        "markdownDescription": f"{field.arti}\n\nContoh: `{field.contoh}`{required}",
    }
    if (table, field.kunci) in _CHOICES:
        return described | choice_schema(field, _CHOICES[table, field.kunci])
    if table == "profil" and field.kunci in _LABELLED:
        return described | _labels(field)
    return described | _KINDS[field.jenis](field)


# --- Values -------------------------------------------------------------------------------------------------------


def _date(field: Field) -> Schema:
    return matching_schema(
        field,
        DATE_PATTERN,
        f"`{field.kunci}` bukan tanggal. Tulis seperti 5 Januari 2026, 2026-01-05, atau 05/01/2026.",
    )


def _code(field: Field) -> Schema:
    message = f"`{field.kunci}` harus berupa kode: huruf kecil, angka, dan tanda hubung, misalnya {field.contoh}."
    return matching_schema(field, CODE.pattern, message)


def _target(field: Field) -> Schema:
    words = "|".join(any_case(word) for word in ("lanjut", "selesai"))
    schema = matching_schema(
        field, rf"{words}|\d+|(?:\d+\s*\.\s*)?{CODE.pattern}",
        f"`{field.kunci}` harus berupa kode pelaksana, nomor langkah, `5.kode`, `lanjut`, atau `selesai`.",
    )  # fmt: skip
    offers = [
        ("lanjut", "langkah berikutnya", "lanjut"),
        ("selesai", "alur berakhir di sini", "selesai"),
        ("kode pelaksana", "langkah terdekat sebelumnya milik pelaksana itu", "${1:kode}"),
        ("nomor langkah", "langkah dengan nomor itu; simbol pertamanya", "${1:1}"),
        ("nomor.kode", "simbol pelaksana itu pada langkah dengan nomor itu", "${1:5}.${2:kode}"),
    ]
    return schema | {"defaultSnippets": [offer(*row) for row in offers]}


def _waktu(field: Field) -> Schema:
    offers = [
        (f"{amount} {unit}", "", f"${{1:{amount}}} {unit}")
        for amount, unit in (("10", "menit"), ("1", "jam"), ("1", "hari kerja"), ("1-2", "hari kerja"), ("1", "minggu"))
    ]
    return text_schema(field) | {"defaultSnippets": [offer(*row) for row in offers]}


def _yes_no(field: Field) -> Schema:
    return choice_schema(field, _YES_NO[:2], also=_YES_NO[2:])


def _number(field: Field) -> Schema:
    return matching_schema(field, r"\d{1,6}", f"`{field.kunci}` hanya menerima angka, misalnya {field.contoh}.")


def _status(field: Field) -> Schema:
    return choice_schema(field, [item.value for item in Status], _STATUS_MEANINGS)


def _approver(field: Field) -> Schema:
    details = _record("pengesah", field.kunci, PENGESAH_FIELDS)
    lines = "".join(f"\n  {row.kunci}: ${{{number}:{row.contoh}}}" for number, row in enumerate(PENGESAH_FIELDS[:4], 1))
    one = {"if": {"type": "object"}, "then": details}
    return value_schema({"if": {"type": "array"}, "then": {"items": one}, "else": one}) | {
        "defaultSnippets": [
            offer("jabatan saja", "", f"${{1:{field.contoh}}}"),
            offer("rincian pengesah", "jabatan, nama, pangkat, dan NIP", lines),
        ]
    }


def _columns(field: Field) -> Schema:
    title = {
        "type": ["string", "number"],
        "errorMessage": "Judul kolom pelaksana belum diisi; tulis seperti staf: Staf Umum.",
    }
    message = "Tulis tiap kolom pelaksana seperti staf: Staf Umum; kodenya huruf kecil, angka, dan tanda hubung."
    group: Schema = {
        "type": "object", "patternProperties": {_PERFORMER_CODE: title}, "additionalProperties": False, "errorMessage": message,
    }  # fmt: skip
    entry = {"if": {"type": "object", "minProperties": 1}, "then": group, "else": title}
    columns = {
        "type": "object", "patternProperties": {_PERFORMER_CODE: entry}, "additionalProperties": group | {"minProperties": 1},
        "errorMessage": message,
    }  # fmt: skip
    unreadable = {"type": "string", "pattern": rf"^\s*{any_case(TIDAK_TERBACA)}\s*$"}
    return value_schema({"if": unreadable, "else": columns}) | {
        "defaultSnippets": [
            offer("kolom pelaksana", field.arti, "\n  ${1:staf}: ${2:Staf Umum}\n  ${3:kabag}: ${4:Kabag Umum}"),
            offer(
                "kolom dalam grup", "satu judul di atas beberapa kolom",
                "\n  ${1:Biro Umum}:\n    ${2:staf}: ${3:Staf Umum}\n    ${4:kabag}: ${5:Kabag Umum}",
            ),
        ]
    }  # fmt: skip


def _performers(field: Field) -> Schema:
    message = f"`{field.kunci}` pada langkah berisi satu kode dari daftar pelaksana di atas, rantai `staf > kabag`, atau beberapa kode dalam [kurung siku]."
    return _codes(message) | {
        "defaultSnippets": [
            offer("satu pelaksana", "", "${1:staf}"),
            offer("berurutan dalam satu baris", "dari kiri ke kanan", "${1:staf} > ${2:kabag}"),
            offer("bersama", "yang pertama memegang alur", "[${1:staf}, ${2:kabag}]"),
        ]
    }


def _symbol_performers(field: Field) -> Schema:
    return _codes(
        f"`{field.kunci}` pada simbol berisi satu kode dari daftar pelaksana di atas, atau beberapa dalam [kurung siku]."
    )


def _codes(message: str) -> Schema:
    item = {"type": ["string", "number"], "errorMessage": message}
    return value_schema({"if": {"type": "array"}, "then": {"items": item}, "else": item})


def _symbols(field: Field) -> Schema:
    symbol = _record("simbol", "simbol", SIMBOL_FIELDS)
    message = f"`{field.kunci}` harus berupa daftar; tiap simbol diawali tanda hubung: {field.contoh}"
    return value_schema({"type": "array", "items": symbol, "errorMessage": message}) | {
        "defaultSnippets": [
            offer(
                "beberapa simbol", "masing-masing dengan jalannya sendiri",
                "\n  - pelaksana: ${1:staf}\n    isi: ${2:Datang langsung}\n    lanjut_ke: ${3:3}"
                "\n  - pelaksana: ${4:kabag}\n    isi: ${5:Lewat surel}\n    lanjut_ke: ${6:4}",
            )
        ]
    }  # fmt: skip


def _steps(field: Field) -> Schema:
    step = _record("langkah", "langkah", LANGKAH_FIELDS)
    message = f"`{field.kunci}` harus berupa daftar; tiap langkah diawali tanda hubung: {field.contoh}"
    # As objects: an editor indents them below the dash, and leaves out what the step has already.
    offers = [
        {"label": snippet.label, "description": snippet.description, "body": snippet.body} for snippet in STEP_SNIPPETS
    ]
    return {
        "type": "array", "errorMessage": message,
        "items": step | {"defaultSnippets": offers}, "defaultSnippets": offers,
    }  # fmt: skip


def _branches(field: Field) -> Schema:
    message = "`jika` berisi tujuan untuk tiap label, misalnya {Kotak pengaduan: 6, Tatap muka: lanjut}."
    return value_schema({"type": "object", "additionalProperties": _target(field), "errorMessage": message}) | {
        "defaultSnippets": [
            offer("label sendiri", field.arti, "\n  ${1:Label}: ${2:lanjut}\n  ${3:Label lain}: ${4:1}")
        ]
    }


def _labels(field: Field) -> Schema:
    keys = list(_LABELLED[field.kunci])
    message = f"`{field.kunci}` berisi label untuk: {', '.join(keys)}."
    labels = {key: {"description": f"Label `{key}`.", **text_schema(field)} for key in keys}
    return {"type": "object", "properties": labels, "additionalProperties": False, "errorMessage": message}


def _further_box(isian: str) -> Schema:
    """A box that some agencies' forms have; which, only `sop periksa` knows."""
    judul = isian.replace("_", " ").capitalize()
    described = f"Kotak {judul}. Hanya bila profil formulir unit mempunyai kotak ini."
    return {"description": described, **texts_schema(Field(isian, FieldKind.DAFTAR, described, "…"))}


def _attachments(field: Field) -> Schema:
    message = f"`{field.kunci}` berisi daftar; tiap butir seperti {field.contoh}"
    source = text_schema(field)
    named = {"type": "object", "additionalProperties": source, "errorMessage": message}
    item = {"if": {"type": "object"}, "then": named, "else": {"not": {"type": "array"}, "errorMessage": message}}
    check = {"if": {"type": "array"}, "then": {"items": item}, "else": item}
    return value_schema(check) | {
        "defaultSnippets": [offer("lampiran", field.arti, "\n  - ${1:Formulir permohonan}: ${2:formulir.docx}")]
    }


def _boxes(field: Field) -> Schema:
    message = f"`{field.kunci}` berisi baris seperti {field.contoh}"
    details = _record("kotak", "kotak", KOTAK_FIELDS)
    box = {"if": {"type": "object"}, "then": details, "else": {"not": {"type": "array"}, "errorMessage": message}}
    return {
        "type": "object", "patternProperties": {"^[a-z]+(?:_[a-z]+)*$": box}, "additionalProperties": False,
        "errorMessage": message,
    }  # fmt: skip


def _signed(field: Field) -> Schema:
    one = _record("naskah", "naskah_sah", NASKAH_FIELDS)
    message = f"`{field.kunci}` berisi berkas dan tanggal, seperti {field.contoh}"
    single = {"if": {"not": {"type": "null"}}, "then": {"errorMessage": message, **one}}
    return value_schema({"if": {"type": "array"}, "then": {"items": one}, "else": single}) | {
        "defaultSnippets": [
            offer("naskah sah", field.arti, "\n  berkas: ${1:nama-sop.pdf}\n  tanggal: ${2:5 Januari 2026}")
        ]
    }


def _evaluations(field: Field) -> Schema:
    row = _record("evaluasi", "evaluasi", EVALUASI_FIELDS)
    message = f"`evaluasi` harus berupa daftar; tiap butir seperti {field.contoh}"
    check = {"if": {"not": {"type": "null"}}, "then": {"type": "array", "items": row, "errorMessage": message}}
    return value_schema(check) | {
        "defaultSnippets": [
            offer("evaluasi", "", "\n  - tanggal: $1\n    hasil: ${2:berjalan baik}\n    catatan: $3\n    tindakan: $4")
        ]
    }


def _history(field: Field) -> Schema:
    row = _record("riwayat", "riwayat", RIWAYAT_FIELDS)
    message = f"`riwayat` harus berupa daftar; tiap butir seperti {field.contoh}"
    check = {"if": {"not": {"type": "null"}}, "then": {"type": "array", "items": row, "errorMessage": message}}
    return value_schema(check) | {
        "defaultSnippets": [
            offer("pengesahan", "", "\n  - tanggal: $1\n    perubahan: ${2:terbit}\n    revisi: ${3:0}")
        ]
    }


_KINDS: Mapping[FieldKind, Callable[[Field], Schema]] = {
    FieldKind.TEKS: text_schema,
    FieldKind.DAFTAR: texts_schema,
    FieldKind.BARIS: text_schema,
    FieldKind.SEL: texts_schema,
    FieldKind.TANGGAL: _date,
    FieldKind.WAKTU: _waktu,
    FieldKind.YA_TIDAK: _yes_no,
    FieldKind.STATUS: _status,
    FieldKind.KODE: _code,
    FieldKind.PENGESAH: _approver,
    FieldKind.PELAKSANA: _columns,
    FieldKind.PELAKSANA_LANGKAH: _performers,
    FieldKind.PELAKSANA_SIMBOL: _symbol_performers,
    FieldKind.SIMBOL: _symbols,
    FieldKind.LANGKAH: _steps,
    FieldKind.TUJUAN: _target,
    FieldKind.CABANG: _branches,
    FieldKind.NASKAH: _signed,
    FieldKind.RIWAYAT: _history,
    FieldKind.EVALUASI: _evaluations,
    FieldKind.ANGKA: _number,
    FieldKind.LAMPIRAN: _attachments,
    FieldKind.KOTAK: _boxes,
}
