"""What a browser may load and run on the site's pages: nothing but what the site itself has written (CSP level 3).

Scripts stand in files, but for that of 404.html (site/not_found.py), so that `script-src 'self'` is enough and stays the same with each new build: a server's own
header need not be changed when the theme is. Styles need 'unsafe-inline': Mermaid and the table of activities place
things by them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sop_catalog.site.not_found import script_source

_BASE: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_FROM_DISK = "file:"
"""Of a copy that is opened without a server: not every browser counts its neighbours on the disk as 'self'."""


def build_policy(*, offline: bool = False, wasm: bool = False, connect: str = "", header: bool = False) -> str:
    """The policy as one line.

    Args:
        offline: for pages that are opened from the disk.
        wasm: for the editor's page, whose checks are WebAssembly.
        connect: what a page may talk to besides the site: the forge to which the editor's page hands over.
        header: as a server sends it, the same for all pages: then also what 404.html alone holds in itself, and who may put
            the pages into a frame, which a page itself cannot say.
    """
    rules = dict(_BASE)
    if wasm:
        rules["script-src"] += " 'wasm-unsafe-eval'"
    if connect:
        rules["connect-src"] += f" {connect}"
    if offline:
        rules = {name: f"{value} {_FROM_DISK}" if "'self'" in value else value for name, value in rules.items()}
    if header:
        rules["script-src"] += f" {script_source()}"
        rules["frame-ancestors"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())
