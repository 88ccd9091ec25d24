"""What reading and judging a file has given, kept by its text: read back ten times as fast as the text is read anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sop_catalog.cache.identity import digest, program_digest
from sop_catalog.cache.packing import Packer
from sop_catalog.cache.store import Cache
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.read_file import Judge, ReadFile
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.model.decode import slug_of
from sop_catalog.model.positions import Positions
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic, Rule
from sop_catalog.source.text import Source

_WHOLE, _HEADER, _JUDGEMENT = "baca", "kepala", "nilai"
READING: Final = (_WHOLE, _JUDGEMENT)
"""What the keys begin with of that which is kept of files that are read as a whole."""
HEADERS: Final = (_HEADER,)
"""The same of those of which only the header is read."""
_SOP: Any = Sop | None
_FINDINGS: Any = tuple[Diagnostic, ...]
_WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
"""What a value may raise that is none of ours."""


class Keeper:
    """Keeps what reading the files of one catalogue gives.

    Args:
        cache: where.
        base: the catalogue without its files: its registers count for what is wrong in a file.
        judge: what has judged the files; None where nothing has.
    """

    def __init__(self, cache: Cache, base: Catalog, judge: Judge | None) -> None:
        self._cache = cache
        self._judge = judge
        texts = [text for name, source in sorted(base.register_sources.items()) for text in (name, source.text)]
        self._registers = digest(*texts, "/", *sorted(base.unreadable_registers))
        has_boxes = any(profil.kotak for profil in base.registers.profil.values())
        self._form = self._registers if has_boxes else ""
        """What reading a file depends on besides its text: which boxes the form of its unit has."""

    def find(
        self, source: Source, path: str, findings: Sequence[Diagnostic], *, is_whole: bool
    ) -> tuple[ReadFile, bool] | None:
        """What reading a file would give, and whether what is wrong in it by itself is among that; None: not kept.

        Args:
            source: the file; what people call it does not matter.
            path: relative to the folder of SOPs, with "/".
            findings: what reading its text has found already.
            is_whole: whether the whole SOP is wanted, or only its header.
        """
        name = self._name(source, path)
        kept = self._get(f"{_WHOLE if is_whole else _HEADER}-{name}")
        try:
            sop, header, positions, unread, found = kept
            packer = _packer(source)
            file = SopFile(
                source, path, slug_of(path), packer.unpack(_SOP, sop), Positions(positions),
                header=packer.unpack(_SOP, header), header_only=not is_whole, unread_lines=frozenset(unread),
            )  # fmt: skip
            read = ReadFile(file, (*findings, *packer.unpack(_FINDINGS, found)))
            if not is_whole or self._judge is None:
                return read, True
            judged = self._get(self._judgement(file, name))
            if judged is None:
                return read, False
            return ReadFile(file, read.findings, packer.unpack(_FINDINGS, judged)), True
        except _WRONG:
            return None

    def keep(self, read: ReadFile) -> None:
        """Keep what reading a file has given. A file without a text is read again each time."""
        file = read.file
        if not file.source.text:
            return
        packer = _packer(file.source)
        data = [
            packer.pack(_SOP, file.sop), packer.pack(_SOP, file.header), file.positions.pack(), sorted(file.unread_lines),
            packer.pack(_FINDINGS, read.findings),
        ]  # fmt: skip
        self._put(f"{_HEADER if file.header_only else _WHOLE}-{self._name(file.source, file.path)}", data)
        self.keep_judgement(read)

    def keep_judgement(self, read: ReadFile) -> None:
        """Keep what is wrong in a file by itself."""
        file = read.file
        if self._judge is not None and not file.header_only:
            judged = _packer(file.source).pack(_FINDINGS, read.judged)
            self._put(self._judgement(file, self._name(file.source, file.path)), judged)

    def _judgement(self, file: SopFile, name: str) -> str:
        assert self._judge is not None  # noqa: S101 - for mypy
        return f"{_JUDGEMENT}-{digest(name, self._registers, self._judge.key(file.sop) if file.sop else '')}"

    def _name(self, source: Source, path: str) -> str:
        return digest(program_digest(), path, source.text, self._form)

    def _get(self, key: str) -> Any:
        kept = self._cache.get(key)
        try:
            return None if kept is None else json.loads(kept)
        except (ValueError, RecursionError):
            return None

    def _put(self, key: str, data: Any) -> None:
        self._cache.put(
            key, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        )


def _packer(source: Source) -> Packer:
    """Findings are about their own file, and their rule is known by its code."""
    _OWN[0] = source
    return _PACKER


_OWN = [Source("", "")]
_PACKER = Packer(
    {
        Source: (lambda _: 0, lambda _: _OWN[0]),
        Rule: (lambda rule: rule.code, Rule.by_code),
    }
)
