"""NIPs stand hidden in the texts that a site carries for the page /sunting/, and come back from the file itself.

A page shows the last three digits of a NIP, and so does what is shipped for changing it: every other digit is a dot, in
its place, so that all positions stay true. Whoever hands the file over has it from its repository, with the digits.
"""

from __future__ import annotations

import re
from typing import Any

from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.nip import SHORTEST, mask_escapes, mask_nip, may_hold_nip

Json = Any

DOT = "•"
_FIELD = re.compile(r"""(nip["']?\s*:\s*["']?)(\d[^\n#]*)""")
_BETWEEN = r"(?:[\s.,:/\\_·\-\u2010-\u2015\u2212\u200b\u00ad\u2060]{0,3}|[ \t]{0,3}\r?\n[ \t\-]{0,24})"
_HIDDEN = re.compile(rf"{DOT}(?:{_BETWEEN}{DOT})*(?:{_BETWEEN}\d){{0,3}}")


def hide_nips(text: str) -> str:
    """A text in which every NIP shows its last three digits only; as long as before."""
    if "\\" not in text and (len(text) < SHORTEST or not may_hold_nip(text)):
        return text  # nearly always, and a page has hundreds of texts
    hidden = mask_escapes(mask_nip(text))
    return _FIELD.sub(lambda match: match[1] + mask_nip(match[2], bare=True), hidden)


def may_hide_in_json(text: str) -> bool:
    """Whether `hide_in` may have anything to hide in data; quick, by their JSON.

    Args:
        text: the data as JSON whose letters stand as they are (`ensure_ascii=False`).
    """
    plain = text.replace('\\"', '"').replace("\\n", "\n")  # lines of a text are lines again, as in the data
    return "\\" in plain or may_hold_nip(plain)


def hide_in(data: Json, key: str = "") -> Json:
    """Plain data in which no text shows a NIP."""
    if isinstance(data, str):
        return mask_nip(data, bare=True) if key == "nip" else hide_nips(data)
    if isinstance(data, dict):
        return {hide_nips(name): hide_in(item, name) for name, item in data.items()}
    return [hide_in(item) for item in data] if isinstance(data, (list, tuple)) else data


def show_nips(text: str, original: str) -> str:
    """A text with its hidden NIPs as the file has them that it was made of; those that the file lacks stay hidden.

    Args:
        text: as it was changed.
        original: the file, with all digits.
    """
    known: dict[str, list[str]] = {}
    for match in _HIDDEN.finditer(hide_nips(original)):
        known.setdefault(match[0], []).append(original[match.start() : match.end()])

    def shown(match: re.Match[str]) -> str:
        numbers = known.get(match[0])
        if not numbers:
            return match[0]
        return numbers.pop(0) if len(numbers) > 1 else numbers[0]

    return _HIDDEN.sub(shown, text)


def is_hidden(item: Diagnostic) -> bool:
    """Whether a finding is about a NIP only because that is hidden."""
    return item.rule.code == "SOP209" and DOT in item.source.text[item.span.start : item.span.end]
