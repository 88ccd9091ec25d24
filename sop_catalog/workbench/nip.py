"""NIPs stand hidden in the texts that a site carries for the page /sunting/, and come back from the file itself.

A page shows the last three digits of a NIP, and so does what is shipped for changing it: every other digit is a dot, in
its place, so that all positions stay true. Whoever hands the file over has it from its repository, with the digits.
"""

from __future__ import annotations

import re

from sop_catalog.source.diagnostic import Diagnostic

DOT = "•"
_NIP = re.compile(r"(?<!\d)(?:\d[ .\-/]?){17}\d(?!\d)")
_FIELD = re.compile(r"""(nip["']?\s*:\s*["']?)(\d(?:[ .\-/]?\d){8,17})""")
_HIDDEN = re.compile(rf"{DOT}(?:[ .\-/]?{DOT})*(?:[ .\-/]?\d){{0,3}}")
_SHOWN = 3


def hide_nips(text: str) -> str:
    """A text in which every NIP shows its last three digits only; as long as before."""
    hidden = _NIP.sub(lambda match: _hide(match[0]), text)
    return _FIELD.sub(lambda match: match[1] + _hide(match[2]), hidden)


def _hide(number: str) -> str:
    digits = sum(character.isdigit() for character in number)
    pieces = []
    for character in number:
        if character.isdigit():
            pieces.append(DOT if digits > _SHOWN else character)
            digits -= 1
        else:
            pieces.append(character)
    return "".join(pieces)


def has_hidden(text: str) -> bool:
    """Whether a text holds a NIP that is hidden."""
    return DOT * 2 in re.sub(r"[ .\-/]", "", text) and bool(_HIDDEN.search(text))


def show_nips(text: str, original: str) -> str:
    """A text with its hidden NIPs as the file has them that it was made of; those that the file lacks stay hidden.

    Args:
        text: as it was changed.
        original: the file, with all digits.
    """
    known: dict[str, list[str]] = {}
    covered = hide_nips(original)
    for match in _HIDDEN.finditer(covered):
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
