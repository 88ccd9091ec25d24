"""Readers of a site that is being published over and over: what each of their page loads was made of.

A page load is the page, then everything that it names: styles, scripts, pictures, and the search data under the sum
that its search box says. Every file of one version of the site holds a mark of that version (`mark`), or bears the sum of
its contents in its name.
"""

from __future__ import annotations

import hashlib
import random
import re
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urljoin, urlsplit

_NAMED = re.compile(r'<(?:link|script|img)\b[^>]*\s(?:href|src)="([^"]+)"')
_SEARCH = re.compile(r'data-sop-cari="([0-9a-f]+)"')
_MARK = re.compile(rb"versi-([0-9]+)-uji")


def mark(number: int) -> str:
    """What every page, style and search index of a version holds."""
    return f"versi-{number}-uji"


@dataclass
class Seen:
    """What went wrong."""

    loads: int = 0
    done: int = 0
    """How many of them are over, whatever came of them."""
    missing: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.loads} pemuatan: {len(self.missing)} hilang, {len(self.torn)} terpotong, {len(self.mixed)} campur"
        )


class Reader(threading.Thread):
    """Loads pages until told to stop, some at once, some with a pause between the page and what it names."""

    def __init__(self, base: str, pages: list[str], seed: int) -> None:
        super().__init__(daemon=True)
        self.seen = Seen()
        self._host = urlsplit(base).netloc
        self._pages = pages
        self._random = random.Random(seed)  # noqa: S311 - pauses
        self._stop_asked = threading.Event()

    def stop(self) -> Seen:
        """Let the last load end."""
        self._stop_asked.set()
        self.join(60)
        return self.seen

    def run(self) -> None:
        """Load pages."""
        while not self._stop_asked.is_set():
            self._load(self._random.choice(self._pages))
            self.seen.done += 1

    def wait(self, done: int) -> None:
        """Until more loads than these are over: how slow a machine is decides nothing."""
        while self.seen.done <= done and self.is_alive():
            time.sleep(0.002)

    def _load(self, page: str) -> None:
        body = self._get(page)
        self.seen.loads += 1
        if body is None:
            return
        if not body.rstrip().endswith(b"</html>"):
            self.seen.torn.append(page)
            return
        text = body.decode()
        own = set(_MARK.findall(body))
        time.sleep(self._random.choice((0, 0, 0.005, 0.05)))
        for address in self._named(page, text):
            content = self._get(address)
            if content is None:
                continue
            if not set(_MARK.findall(content)) <= own:
                self.seen.mixed.append(f"{page}: {address}")

    def _named(self, page: str, text: str) -> list[str]:
        found = [urlsplit(urljoin(page, link)).path for link in _NAMED.findall(text) if "//" not in link]
        script = next((path for path in found if "/sop-cari." in path and path.endswith(".js")), "")
        version = _SEARCH.search(text)
        if script and version:
            found += [
                urljoin(script, f"{name}.{version[1]}.js")
                for name in ("sop-cari-kotak", "sop-cari-mesin", "cari/indeks")
            ]
        return found

    def _get(self, path: str) -> bytes | None:
        connection = HTTPConnection(self._host, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            self.seen.torn.append(f"{path}: {error!r}")
            return None
        finally:
            connection.close()
        if answer.status != 200:
            self.seen.missing.append(f"{path}: {answer.status}")
            return None
        if int(answer.headers.get("Content-Length", len(body))) != len(body):
            self.seen.torn.append(path)
        return body


def sum_name(stem: str, ending: str, content: str) -> str:
    """A name with the sum of a content, for sites that are made up."""
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:16]}.{ending}"
