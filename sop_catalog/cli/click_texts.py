"""click's own words in Indonesian: usage line, headings, and what it says about wrong use.

click asks gettext for each of its messages; there is no Indonesian catalogue of it, so its modules get this one.
"""

from __future__ import annotations

import sys
from types import ModuleType

_TEXTS = {
    "Usage:": "Pemakaian:",
    "Usage: ": "Pemakaian: ",
    "Options": "Pilihan",
    "Commands": "Perintah",
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "Show the version and exit.": "Tampilkan versi.",
    "Error: {message}": "Kesalahan: {message}",
    "Error": "Kesalahan",
    "Try '{command} {option}' for help.": "Bantuan: '{command} {option}'.",
    "No such command {name!r}.": "Tidak ada perintah {name!r}.",
    "No such option: {name}": "Tidak ada pilihan {name}",
    "No such option {name!r}.": "Tidak ada pilihan {name!r}.",
    "No such option: {name!r}": "Tidak ada pilihan {name!r}",
    "Did you mean {possibility}?": "Mungkin maksudnya {possibility}?",
    "Did you mean {name}?": "Mungkin maksudnya {name}?",
    "(Possible options: {possibilities})": "(Pilihan yang mirip: {possibilities})",
    "(Did you mean one of: {possibilities}?)": "(Mungkin maksudnya salah satu dari: {possibilities}?)",
    "Missing command.": "Perintah belum disebut.",
    "Missing argument": "Belum disebut:",
    "Missing option": "Belum ada pilihan",
    "Missing parameter": "Belum ada isian",
    "Missing {param_type}": "Belum ada {param_type}",
    "Missing parameter: {param_name}": "Belum ada isian {param_name}",
    "Invalid value: {message}": "Isi tidak dapat dipakai: {message}",
    "Invalid value for {param_hint}: {message}": "Isi {param_hint} tidak dapat dipakai: {message}",
    "{value!r} is not one of {choices}.": "{value!r} bukan salah satu dari {choices}.",
    "{value!r} is not {choice}.": "{value!r} bukan {choice}.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan angka.",
    "{value} is not in the range {range}.": "{value} di luar batas {range}.",
    "Got unexpected extra argument ({args})": "Ada kata yang tidak dikenal ({args})",
    "Got unexpected extra arguments ({args})": "Ada kata-kata yang tidak dikenal ({args})",
    "Option {name!r} requires an argument.": "Pilihan {name!r} memerlukan isi.",
    "Option {name!r} does not take a value.": "Pilihan {name!r} tidak memerlukan isi.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulis.",
    "file": "berkas",
    "directory": "folder",
    "path": "jalur",
    "default: {default}": "bawaan: {default}",
    "required": "wajib",
    "Aborted!": "Dibatalkan.",
}


def _gettext(message: str) -> str:
    return _TEXTS.get(message, message)


def _ngettext(singular: str, plural: str, number: int) -> str:
    message = singular if number == 1 else plural
    return _TEXTS.get(message, message)


def speak_indonesian(click: ModuleType) -> None:
    """Let click's modules take their words from here; words that it does not have stay English."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{click.__name__}.") and hasattr(module, "_"):
            module._ = _gettext  # type: ignore[attr-defined]
        if name.startswith(f"{click.__name__}.") and hasattr(module, "ngettext"):
            module.ngettext = _ngettext  # type: ignore[attr-defined]
