"""DOOR 3: the worker behind /sunting/, in a browser. Texts of JSON come in and go out; everything else is the workbench.

import sop_catalog.worker as door
desk = door.Desk()
answer = desk.handle('{"do": "site", …}')
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from typing import Any

from sop_catalog.catalog.index import Neighbours, read_index
from sop_catalog.catalog.record import from_json
from sop_catalog.pages.settings import Settings
from sop_catalog.workbench.nip import hide_nips, show_nips
from sop_catalog.workbench.pasting import read_pasted
from sop_catalog.workbench.session import Session

Json = Any


class Desk:
    """One page's place to work."""

    def __init__(self) -> None:
        self._neighbours: Neighbours
        self._settings: Settings
        self._session: Session

    def handle(self, request: str) -> str:
        """Answer one request; both are JSON, the request an object with `do` and its arguments."""
        asked = json.loads(request)
        name = asked.pop("do")
        if name not in _REQUESTS:
            raise ValueError(name)
        return json.dumps(getattr(self, name)(**asked), ensure_ascii=False)

    def site(self, settings: Json, index: Json, today: str) -> Json:
        """Learn about the site: its settings, its index, the day."""
        read: Settings = from_json(Settings, settings)
        self._settings = replace(read, today=dt.date.fromisoformat(today))
        self._neighbours = read_index(index, read.sops_dir)
        return {}

    def open(self, path: str, published: str) -> Json:
        """Put an SOP on the desk: its file and its published text."""
        self._session = Session(self._neighbours, self._settings, path, published)
        return {}

    def words(self, words: dict[str, int]) -> Json:
        """Learn how often each word stands in the catalogue, for comparing."""
        self._session.words = Counter(words)
        return {}

    def forget(self, numbers: list[int]) -> Json:
        """Let go of versions."""
        self._session.forget(numbers)
        return {}

    def rename(self, path: str) -> Json:
        """Another file for the SOP."""
        self._session.rename(path)
        return {}

    def start(self, number: int, text: str) -> Json:
        """Take a text as it is."""
        return self._session.start(number, text)

    def change(self, number: int, base: int, operations: list[Json]) -> Json:
        """Make a version of another one by operations."""
        return self._session.change(number, base, operations)

    def restore(self, number: int) -> Json:
        """Go to a version that was there before."""
        return self._session.restore(number)

    def print(self, number: int) -> Json:
        """The page as it would be published."""
        return self._session.print_page(number)

    def compare(self, number: int, shape: str = "json") -> Json:
        """What has changed against the published text."""
        return self._session.compare(number, shape)

    def paste(self, rows: list[list[str]], columns: list[Json]) -> Json:
        """Read a pasted table."""
        return read_pasted(rows, columns)

    def base(self, published: str) -> Json:
        """Another text that the SOP is compared with."""
        self._session.compare_with(published)
        return {}

    def merge(self, text: str, theirs: str, base: str | None = None) -> Json:
        """Changes on top of another state of the file."""
        return self._session.merge(text, theirs, base)

    def hide(self, text: str) -> Json:
        """A text with its NIPs hidden, as the site carries it."""
        return {"text": hide_nips(text)}

    def show(self, text: str, original: str) -> Json:
        """A text with the NIPs of the file that it was made of."""
        return {"text": show_nips(text, original)}


_REQUESTS = frozenset(
    (
        "site",
        "open",
        "words",
        "forget",
        "rename",
        "start",
        "change",
        "restore",
        "print",
        "compare",
        "paste",
        "base",
        "merge",
        "hide",
        "show",
    )
)
