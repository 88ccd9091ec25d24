"""The roots that the rules of `search.morfologi` allow, worked out in Python: what the engine in the browser must find, too."""

from __future__ import annotations

import re
from functools import lru_cache

from sop_catalog.search.morfologi import FIXED, PREFIXES, SAME_ROOTS, SHORT_ROOTS, SUFFIXES

_VOWEL = re.compile(r"[aeiou]")
_OPEN_THREE = re.compile(r"[aeiou][^aeiou][aeiou]$")
_COMPILED = tuple((re.compile(pattern), letter, penalty, layer) for pattern, letter, penalty, layer in PREFIXES)
_SHORT = frozenset(SHORT_ROOTS.split())
_SAME = {root: group.split() for group in SAME_ROOTS for root in group.split()}


@lru_cache(maxsize=65536)
def find_roots(word: str) -> dict[str, int]:
    """Every root that a folded word may have, itself among them, with a penalty (0 sure, more: weak affixes).

    Args:
        word: as `split_words` gives it.

    Returns:
        Root → penalty. Treat it as read-only: it is cached.
    """
    roots = {FIXED.get(word, word): 0}
    if word not in FIXED and len(word) > 4 and not word[0].isdigit():
        for body, condition in _without_suffixes(word):
            if not condition:
                _keep(roots, body, 0)
            _strip_prefixes(roots, body, 0, 1)
    for root, penalty in tuple(roots.items()):
        for other in _SAME.get(root, ()):
            roots[other] = min(penalty, roots.get(other, penalty))
    return roots


def _without_suffixes(word: str) -> list[tuple[str, str]]:
    """The word as it is and without endings, each with the condition of its ending."""
    bodies = [(word, "")]
    if word.endswith("nya"):
        bodies.append((word[:-3], ""))
    for body, _ in tuple(bodies):
        for ending, condition in SUFFIXES[1:]:
            if body.endswith(ending):
                bodies.append((body[: -len(ending)], condition))
    return bodies


def _strip_prefixes(roots: dict[str, int], body: str, penalty: int, layer: int) -> None:
    for pattern, letter, cost, innermost in _COMPILED:
        match = pattern.match(body) if layer <= innermost else None
        if match:
            rest = letter + match[1]
            _keep(roots, rest, penalty + cost)
            if layer == 1:
                _strip_prefixes(roots, rest, penalty + cost, 2)


def _keep(roots: dict[str, int], root: str, penalty: int) -> None:
    """Remember a root that is long enough to be one, with the lesser penalty."""
    long_enough = len(root) > 3 or root in _SHORT or bool(_OPEN_THREE.match(root))
    if long_enough and _VOWEL.search(root):
        roots[root] = min(penalty, roots.get(root, penalty))
