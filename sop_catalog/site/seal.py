"""The very last touch on a finished page, whoever made it: its scripts in files, its assets under their sums, its policy.

What stands in docs/, in the theme and in our own templates goes through here alike, so a page is safe to be served
under `script-src 'self'` and finds its own files even while the next version is being published.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from sop_catalog.pages.paths import EDITOR
from sop_catalog.site.fingerprints import fingerprint, has_fingerprint, with_fingerprint
from sop_catalog.site.policy import build_policy

_SCRIPT = re.compile(
    r"<script(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(?P<code>.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_RUN = {"", "module", "text/javascript", "application/javascript", "application/ecmascript", "text/ecmascript"}
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])((?:\.{1,2})?/[^"':]+)\2""")
_LOADING = re.compile(r"<(?:link|script|img|source|video|audio)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ADDRESS = re.compile(r"(\s(?:href|src|poster)=)\"([^\"]+)\"", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)")
_ENDINGS = (
    ".css", ".js", ".mjs", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf",
)  # fmt: skip
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_BASE = re.compile(r"new URL\(\"[^\"]*\",location\)")
"""Where the theme's scripts differ from page to page: the way to the root."""
SCRIPT_NAME = "assets/skrip.js"
_EDITOR = (f"{EDITOR}/", f"{EDITOR}.html")
"""The page on which SOPs are changed."""


class Seal:
    """Seals the pages of one site, and remembers which files they need by now.

    Args:
        read: what a file of the site holds, by its path from the root; None for a path that is no such file.
        site_path: the path part of the site's address, "/" or such as "/katalog/", for pages that use it.
        offline: whether the pages are opened from the disk.
        forge: the origin of the forge to which the editor's page hands over; "" for none.
    """

    def __init__(
        self, read: Callable[[str], bytes | None], *, site_path: str = "/", offline: bool = False, forge: str = ""
    ) -> None:
        self._read = read
        self._site_path = site_path
        self._offline = offline
        self._forge = forge
        self._names: dict[str, str] = {}
        self._scripts: dict[tuple[str, str], str] = {}
        self.files: dict[str, bytes] = {}
        """What is to be written besides: path from the root → content."""
        self.refused: list[str] = []
        """Generated pages with a script that is not the theme's."""
        self._theme: set[str] = set()
        self._looked_up: dict[str, str] = {}

    @property
    def address(self) -> tuple[str, bool]:
        """What the names of files depend on besides the files."""
        return self._site_path, self._offline

    @property
    def renamed(self) -> Mapping[str, str]:
        """Files that pages name by their sums now: former path → the one in `files`."""
        return {path: name for path, name in self._names.items() if path != name}

    def seal(self, html: str, path: str, *, is_generated: bool = False) -> str:
        """A finished page.

        Args:
            html: from `<!doctype html>` to `</html>`.
            path: where it is written, from the site's root, such as "sop/x/index.html".
            is_generated: whether its content comes from SOPs, which hold no scripts: then only those are moved that the
                pages sealed before, the office's own, have shown to be the theme's. Any other stays where it is, and
                no browser runs it.
        """
        html = _SCRIPT.sub(lambda match: self._move_script(match, path, is_generated=is_generated), html)
        return self._with_policy(self.seal_content(html, path), path)

    def _with_policy(self, html: str, path: str) -> str:
        return _HEAD.sub(lambda head: f"{head[0]}{self._meta(path)}", html, count=1)

    def _meta(self, path: str) -> str:
        is_editor = path.startswith(_EDITOR)
        policy = build_policy(offline=self._offline, wasm=is_editor, connect=self._forge if is_editor else "")
        return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'

    def seal_filled(self, html: bytes, path: str) -> bytes:
        """A page in a frame that was sealed for any page: where it needs another policy than those, its own."""
        own, usual = self._meta(path), self._meta("")
        return html if own == usual else html.replace(usual.encode(), own.encode(), 1)

    def seal_content(self, html: str, path: str) -> str:
        """What stands inside a page whose frame is sealed by itself: only what it loads gets its names."""
        return _LOADING.sub(lambda tag: _ADDRESS.sub(lambda match: self._rename(match, path), tag[0]), html)

    def seal_small(self, html: str, path: str) -> tuple[str, dict[str, str]]:
        """A small page without the theme's frame, which has no scripts but those that it loads, and what it names as below.

        One that stands in it all the same, because an office has changed the template, stays where it is, and no browser
        runs it (`refused`).
        """
        if any(self._runs(match) for match in _SCRIPT.finditer(html)):
            self.refused.append(path)
        html, names = self.seal_content_noting(html, path)
        return self._with_policy(html, path), names

    def seal_content_noting(self, html: str, path: str) -> tuple[str, dict[str, str]]:
        """The same, and which files it names: path → what pages call it now, its own name where that stays."""
        self._looked_up = {}
        return self.seal_content(html, path), self._looked_up

    def name(self, path: str) -> str:
        """What a file is called on pages; its own name where that says enough, or where nobody knows the file."""
        self._looked_up[path] = self._name(path)
        return self._looked_up[path]

    def learn(self, names: Iterable[str], refused: Iterable[str]) -> None:
        """What another process has found: files that pages name, and pages with a script that no browser runs."""
        for name in names:
            self._name(name)
        self.refused += (path for path in refused if path not in self.refused)

    def trust(self, html: str) -> None:
        """What an office has written itself may hold scripts, even on a page that shows SOPs."""
        for match in _SCRIPT.finditer(html):
            self._theme.add(_BASE.sub("", match["code"]))

    def write(self, site: Path, spare: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Write what sealed pages need besides, once all of them are sealed.

        Args:
            site: the folder of the finished site.
            spare: files that nobody needs under their plain names when pages name them by their sums.

        Returns:
            Paths from the root of the files that were written, and of those that were removed.
        """
        for path, content in self.files.items():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        removed = tuple(path for path in self.renamed if path in spare)
        for path in removed:
            (site / path).unlink(missing_ok=True)
        return tuple(self.files), removed

    # --- Scripts ---

    def _move_script(self, match: re.Match[str], path: str, *, is_generated: bool) -> str:
        if not self._runs(match):
            return match[0]
        attributes, code = match["attributes"], match["code"]
        shape = _BASE.sub("", code)
        if is_generated and shape not in self._theme:
            self.refused.append(path)
            return match[0]
        self._theme.add(shape)
        name = self._script_file(code, path, is_module=_kind_of(attributes) == "module")
        return f'<script{attributes} src="{self._address(name, path)}"></script>'

    @staticmethod
    def _runs(match: re.Match[str]) -> bool:
        """Whether a script's code stands in the page itself, and is code."""
        attributes = match["attributes"]
        return bool(not _SOURCE.search(attributes) and match["code"].strip() and _kind_of(attributes) in _RUN)

    def _script_file(self, code: str, path: str, *, is_module: bool) -> str:
        key = (code, posixpath.dirname(path) if is_module else "")
        if key not in self._scripts:
            # A module's imports are looked up from where it stands, and it stands elsewhere now.
            moved = _IMPORT.sub(lambda found: self._move_import(found, path), code) if is_module else code
            content = moved.encode()
            name = with_fingerprint(SCRIPT_NAME, fingerprint([content]))
            self.files[name] = content
            self._scripts[key] = name
        return self._scripts[key]

    def _move_import(self, match: re.Match[str], path: str) -> str:
        target = self._resolve(match[3], path)
        if target is None:
            return match[0]
        moved = posixpath.relpath(target, posixpath.dirname(SCRIPT_NAME))
        return f"{match[1]}{match[2]}{moved if moved.startswith('.') else f'./{moved}'}{match[2]}"

    # --- Names ---

    def _rename(self, match: re.Match[str], path: str) -> str:
        address = unescape(match[2])
        target = self._resolve(address, path)
        name = self.name(target) if target else ""
        if not name or name == target:
            return match[0]
        _, mark, anchor = address.partition("#")
        return f'{match[1]}"{self._address(name, path)}{mark}{escape(anchor)}"'

    def _resolve(self, address: str, path: str) -> str | None:
        """The path from the root that an address on a page means; None for what is none of the site's files."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        if parts.path.startswith("/"):
            return unquote(parts.path.removeprefix(self._site_path.rstrip("/"))).lstrip("/")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        return None if found.startswith("..") else found

    def _address(self, name: str, path: str) -> str:
        if path == "404.html":  # is sent for any address
            return quote(posixpath.join(self._site_path, name))
        return quote(posixpath.relpath(name, posixpath.dirname(path) or "."))

    def _name(self, path: str) -> str:
        if path not in self._names:
            self._names[path] = path
            content = None if has_fingerprint(path) or not path.lower().endswith(_ENDINGS) else self._read(path)
            if content is not None:
                if path.endswith(".css"):
                    content = self._rename_in_style(content, path)
                name = with_fingerprint(path, fingerprint([content]))
                self.files[name] = content
                self._names[path] = name
        return self._names[path]

    def _rename_in_style(self, content: bytes, path: str) -> bytes:
        def rename(match: re.Match[str]) -> str:
            target = self._resolve(match[2].strip(), path)
            name = self._name(target) if target else ""
            if not name or name == target:
                return match[0]
            return f'url("{quote(posixpath.relpath(name, posixpath.dirname(path) or "."))}")'

        try:
            return _STYLE_ADDRESS.sub(rename, content.decode()).encode()
        except UnicodeDecodeError:
            return content


def _kind_of(attributes: str) -> str:
    found = _TYPE.search(attributes)
    return next((part for part in found.groups() if part), "").strip().lower() if found else ""
