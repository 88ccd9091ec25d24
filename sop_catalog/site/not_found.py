"""404.html: the one page that does not know where it stands, for a server sends it for any address."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

from sop_catalog.site.scripts import slim_script

NAME = "404.html"
_SCRIPT = Path(__file__).parent.parent / "assets" / "sop-404.js"
_SIDEBAR = re.compile(r'<div class="md-sidebar (?![^>]*\shidden)[^>]*')
"""Of Material, on wide windows. An address that leads nowhere has no place in the navigation, so it is hidden as on our pages,
and the left edge is where that of every page is."""
_OWN_SCRIPTS = "script-src 'self'"


def finish_not_found(html: str, site_path: str) -> str:
    """The finished page with the script that finds the site's root, and what may have been meant.

    The script stands in the page, since without the root no file is found; the policy allows this one by its sum.

    Args:
        html: as sealed, with its policy.
        site_path: the path part of the site's address; "/" also where nobody has said it.
    """
    code = _code()
    html = _SIDEBAR.sub(lambda tag: f"{tag[0]} hidden", html)
    html = html.replace(_OWN_SCRIPTS, f"{_OWN_SCRIPTS} {script_source()}", 1)
    return html.replace("</body>", f'<script data-akar="{escape(site_path)}">{code}</script></body>', 1)


def script_source() -> str:
    """What a policy calls the script: the same for every site that this version of the program builds."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(_code().encode()).digest()).decode()}'"


@cache
def _code() -> str:
    return slim_script(_SCRIPT.read_text("utf-8"))
