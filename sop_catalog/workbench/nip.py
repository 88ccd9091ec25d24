"""NIPs stand hidden in the texts that a site carries for the page /sunting/, and come back from the file itself.

A page shows the last three digits of a NIP, and so does what is shipped for changing it: every other digit is a dot, in
its place, so that all positions stay true. Whoever hands the file over has it from its repository, with the digits.
"""

from __future__ import annotations

import re
from typing import Any

from sop_catalog.model.sop import PEJABAT_FIELDS
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.nip import BETWEEN, SHORTEST, mask_escapes, mask_file, mask_nip, may_hold_nip

Json = Any

DOT = "•"
_FIELD = re.compile(r"""(nip["']?\s*:\s*["']?)(\d[^\n#]*)""")
_HIDDEN = re.compile(rf"{DOT}(?:{BETWEEN}{DOT})*(?:{BETWEEN}\d){{0,3}}")


def hide_nips(text: str) -> str:
    """A text in which every NIP shows its last three digits only; as long as before."""
    if "\\" not in text and (len(text) < SHORTEST or not may_hold_nip(text)):
        return text  # nearly always, and a page has hundreds of texts
    hidden = mask_escapes(mask_file(text))
    return _FIELD.sub(lambda match: match[1] + mask_nip(match[2], bare=True), hidden)


def may_hide_in_json(text: str) -> bool:
    """Whether `hide_in` may have anything to hide in data; quick, by their JSON.

    Args:
        text: the data as JSON whose letters stand as they are (`ensure_ascii=False`).
    """
    plain = text.replace('\\"', '"').replace("\\n", "\n")  # lines of a text are lines again, as in the data
    return "\\" in plain or may_hold_nip(plain)


def hide_in(data: Json, key: str = "", *, bare: bool = False) -> Json:
    """Plain data in which no text shows a NIP.

    Args:
        data: of an SOP, or of the whole catalogue.
        key: the field that it is the value of, or an item of.
        bare: whether it belongs to somebody who signs.
    """
    bare = bare or key == "nip" or key in PEJABAT_FIELDS
    if isinstance(data, str):
        return mask_nip(data, bare=True) if bare else hide_nips(data)
    if isinstance(data, dict):
        return {hide_nips(name): hide_in(item, name, bare=bare) for name, item in data.items()}
    return [hide_in(item, bare=bare) for item in data] if isinstance(data, (list, tuple)) else data


def show_nips(text: str, original: str) -> str:
    """A text with its hidden NIPs as the file has them that it was made of; those that the file lacks stay hidden.

    The last three digits of most NIPs are "001", so two people often look the same: then the lines around say who it is,
    wherever somebody has moved them, and what they do not tell stays hidden.

    Args:
        text: as it was changed.
        original: the file, with all digits.
    """
    there = hide_nips(original)
    known: dict[str, list[re.Match[str]]] = {}
    for match in _HIDDEN.finditer(there):
        known.setdefault(match[0], []).append(match)
    here: dict[str, list[re.Match[str]]] = {}
    for match in _HIDDEN.finditer(text):
        here.setdefault(match[0], []).append(match)
    numbers: dict[int, str] = {}
    for mask, places in here.items():
        found = known.get(mask, [])
        digits = [original[match.start() : match.end()] for match in found]
        if len(set(digits)) < 2:
            numbers |= dict.fromkeys((match.start() for match in places), digits[0] if digits else mask)
            continue
        around = [_surroundings(there, match) for match in found]
        for index, match in enumerate(places):
            own = _surroundings(text, match)
            likeness = [_likeness(own, other) for other in around]
            likely = [number for number, like in zip(digits, likeness, strict=True) if like == max(likeness)]
            if len(set(likely)) > 1:
                # Records that say the same, as they stood: each keeps its own. Of any other nobody knows.
                likely = [digits[index] if len(places) == len(digits) and own == around[index] else mask]
            numbers[match.start()] = likely[0]
    return _HIDDEN.sub(lambda match: numbers[match.start()], text)


_Surroundings = tuple[list[str], list[str], list[str]]


def _surroundings(text: str, match: re.Match[str]) -> _Surroundings:
    """The words of a NIP's own line, and the lines of its record before and after it, the nearest first."""
    above, below = text[: match.start()].split("\n"), text[match.end() :].split("\n")
    line = above.pop()
    column, is_first = _place(line)
    before: list[str] = []
    after: list[str] = []
    for other in [] if is_first else reversed(above):
        place, is_start = _place(other)
        if other.strip():
            before.append(other.strip().removeprefix("- ").strip())
            if place < column or (is_start and place == column):
                break
    for other in below[1:]:
        place, is_start = _place(other)
        if other.strip():
            if place < column or (is_start and place == column):
                break
            after.append(other.strip())
    return f"{line} {below[0]}".split(), before, after


def _place(line: str) -> tuple[int, bool]:
    """Where what a line says begins, and whether it begins an item."""
    bare = line.lstrip()
    return len(line) - len(bare.removeprefix("- ").lstrip()), bare.startswith("- ")


def _likeness(one: _Surroundings, other: _Surroundings) -> float:
    """How much of what stands around two NIPs is the same; what is nearest says most about whose they are."""
    words = len(set(one[0]) & set(other[0])) / max(len(set(one[0]) | set(other[0])), 1)
    return words + sum(
        1 / (1 + max(place, other_lines.index(line)))
        for lines, other_lines in zip(one[1:], other[1:], strict=True)
        for place, line in enumerate(lines)
        if line in other_lines
    )


def is_hidden(item: Diagnostic) -> bool:
    """Whether a finding is about a NIP only because that is hidden."""
    return item.rule.code == "SOP209" and DOT in item.source.text[item.span.start : item.span.end]
