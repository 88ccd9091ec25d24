"""Which browser prints: any of Chromium's family, named or found where such programs are installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

VARIABLE = "SOP_PERAMBAN"
"""Environment variable that names the browser's program."""

_NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
"""On PATH, the lightest first: all of them lay out a page with the same engine."""
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_PLAYWRIGHT = (
    "chromium_headless_shell-*/*/*headless*shell",
    "chromium_headless_shell-*/*/*headless*shell.exe",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-win*/chrome.exe",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowserError(Exception):
    """Why nothing can print; the text is Indonesian, one line, and says what to do."""


def find_browser(named: str = "", environment: Mapping[str, str] = os.environ) -> Path:
    """The browser's program.

    Args:
        named: its path or its name on PATH; "" for the one that SOP_PERAMBAN names, else any that is found.
        environment: where PATH, SOP_PERAMBAN and the folders of programs are looked up.

    Raises:
        NoBrowserError: there is none, or not the one that was named.
    """
    wanted = named or environment.get(VARIABLE, "")
    if wanted:
        path = shutil.which(wanted, path=environment.get("PATH", ""))
        if path is None:
            said = "" if named else f" (dari {VARIABLE})"
            raise NoBrowserError(f"peramban {wanted!r}{said} tidak ada atau bukan program; sebutkan letak programnya")
        return Path(path)
    found = next(_places(environment), None)
    if found is None:
        raise NoBrowserError(
            "mencetak ke PDF memerlukan Chromium, Google Chrome, atau Microsoft Edge, dan tidak satu pun ditemukan; pasang salah "
            f"satunya, atau sebutkan letak programnya dengan --peramban (atau variabel {VARIABLE})"
        )
    return found


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in _NAMES:
        path = shutil.which(name, path=environment.get("PATH", ""))
        if path:
            yield Path(path)
    home = environment.get("HOME") or environment.get("USERPROFILE", "")
    if sys.platform == "win32":
        roots = [environment.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        programs = [Path(root, name) for name in _WINDOWS for root in roots if root]
        cache = Path(environment.get("LOCALAPPDATA", ""), "ms-playwright")
    elif sys.platform == "darwin":
        programs = [Path(root, name) for name in _MAC for root in ("/Applications", f"{home}/Applications")]
        cache = Path(home, "Library/Caches/ms-playwright")
    else:
        programs = [Path("/snap/bin/chromium"), Path("/opt/google/chrome/chrome")]
        cache = Path(home, ".cache/ms-playwright")
    yield from (path for path in programs if path.is_file())
    cache = Path(environment.get("PLAYWRIGHT_BROWSERS_PATH") or cache)
    for pattern in _PLAYWRIGHT:
        yield from sorted((path for path in cache.glob(pattern) if os.access(path, os.X_OK)), reverse=True)
