"""The values of the JSON Schemas: texts, texts of a certain form, words to choose from, and what an editor offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sop_catalog.model.fields import Field
from sop_catalog.model.sop import TIDAK_TERBACA

Schema = dict[str, Any]


def value_schema(check: Schema) -> Schema:
    """A value whose checks are conditions. It stands in an `anyOf` of one because editors complete `kunci: ` only then."""
    return {"anyOf": [check]}


def no_nesting(field: Field) -> Schema:
    """The check that a value is one text, whatever YAML takes it for."""
    message = (
        f"`{field.kunci}` harus berupa satu teks. Bila teksnya memuat titik dua atau diawali tanda khusus, "
        "tulis di dalam tanda petik."
    )
    return {"if": {"type": ["object", "array"]}, "then": {"type": "string", "errorMessage": message}}


def text_schema(field: Field) -> Schema:
    """Any text."""
    return value_schema(no_nesting(field))


def any_case(word: str) -> str:
    """A pattern for a word in any case: JSON Schema has no flag for that."""
    return "".join(f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else r"\s+" for letter in word)


_NUMBERS = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s+[0:.]+)?"
_NONE = "|".join(
    map(any_case, ("belum", "blm", "tidak", "tdk", "tak", "nihil", "kosong", "none", "null", "masih belum"))
)
DATE_PATTERN = (
    rf"{_NUMBERS}|\d{{1,2}}\s*[/\-]\s*\d{{4}}|\d{{4}}-\d{{2}}"
    r"|(?:[A-Za-z'’]+\s*[,/]?\s*)?(?:[.…_/\-]\s*)*(?:\d{1,2}[\s\-./]*)?[A-Za-z]*\.?[\s\-,./]*(?:[Tt](?:ahun|h\.?)\s*)?\d{4}[.;,]?"
    rf"|[.…_/\s\-–—−]+|0{{1,2}}|\(*(?:[Nn][./]?\s?[Aa]\.?|~|(?:{_NONE})(?:\s+[A-Za-z]+){{0,4}})\)*"
)
"""What may be a date, by its shape: a schema is never stricter than `parse_tanggal`, whose tables it does not have."""


def matching_schema(field: Field, pattern: str, message: str) -> Schema:
    """A text of a certain form; "tidak terbaca" and blank are always allowed."""
    whole = rf"^\s*(?:{pattern}|{any_case(TIDAK_TERBACA)})?\s*$"
    check = {"if": {"type": "string"}, "then": {"pattern": whole, "patternErrorMessage": message}}
    return value_schema({**check, "else": no_nesting(field)})


def choice_schema(
    field: Field, words: Iterable[str], meanings: Mapping[str, str] | None = None, also: Iterable[str] = ()
) -> Schema:
    """One of some words in any case; `also` are accepted but not offered."""
    words = list(words)
    pattern = "|".join(any_case(word) if word.isalpha() else word for word in (*words, *also))
    message = f"`{field.kunci}` hanya menerima: {', '.join(words)}."
    offers = [offer(word, (meanings or {}).get(word, ""), word) for word in words]
    return matching_schema(field, pattern, message) | {"defaultSnippets": offers}


def texts_schema(field: Field) -> Schema:
    """One text or a list of texts."""
    message = f"Butir `{field.kunci}` harus berupa teks. Bila teksnya memuat titik dua, tulis di dalam tanda petik."
    item = {"if": {"type": ["object", "array"]}, "then": {"type": "string", "errorMessage": message}}
    check = {"if": {"type": "array"}, "then": {"items": item}, "else": no_nesting(field)}
    return value_schema(check) | {"defaultSnippets": [offer("daftar butir", "satu baris satu butir", "\n  - $1")]}


def offer(label: str, description: str, body: str) -> Schema:
    """A completion of a value; `${1:…}` are the places that the cursor visits."""
    item = {"label": label, "body": body}
    return item | {"description": description} if description else item
