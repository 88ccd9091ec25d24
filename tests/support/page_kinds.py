"""One page of each kind of a site."""

from __future__ import annotations

from pathlib import Path


def find_kinds(site: Path) -> list[str]:
    """One page of each kind, by the first part of its address, from the site's root; none that only leads elsewhere."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if 'http-equiv="refresh"' not in path.read_text("utf-8")[:3000]:
            found.setdefault(f"{name.count('/')} {name.split('/')[0]}", name)
    return list(found.values())
