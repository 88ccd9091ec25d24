"""Settings for web servers, written beside a site: its policy, types of files that servers do not know, caching."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sop_catalog.site.policy import build_policy

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "server"
_NAMES = ("BACA.md", "apache.conf", "nginx.conf", "web.config")


def render_server_files() -> dict[str, str]:
    """Name → content; the same for every site, so that a server's settings need not change with each build."""
    values = {
        "«policy»": build_policy(header=True),
        # Which forge it is, the page itself says in its own policy; both count.
        "«policy_wasm»": build_policy(header=True, wasm=True, connect="https: http:"),
    }
    files = {}
    for name in _NAMES:
        text = (_TEMPLATES / name).read_text("utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        files[name] = text
    return files


def write_server_files(place: Path) -> Path | None:
    """Write them into a folder beside a site: "web" gets "web-server". What is there already is left alone.

    Args:
        place: the site.

    Returns:
        The folder; None where it cannot be written, which is no reason to withhold a site.
    """
    folder = place.with_name(f"{place.name}-server")
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        for name, text in render_server_files().items():
            path = folder / name
            if path.is_symlink() or (path.is_file() and path.read_text("utf-8") == text):
                continue
            path.write_text(text, "utf-8", newline="\n")
        return folder
    return None
