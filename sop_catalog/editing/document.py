"""A file that is being changed: its text, its tree, and changes that are held against what was meant.

After each splice the text is read again. Where it does not say what was meant, or a finding has come with it, only that
entry is written anew; where that does not help either, what holds it, and in the end the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.editing.layout import Layout
from sop_catalog.editing.splice import CannotSpliceError, rewrite, splice
from sop_catalog.editing.value import Change, ChangeError, Insert, Path, Put, Value, apply_change, get, plain, same
from sop_catalog.model.vocabulary import sop_words
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.fix import Edit, apply_edits
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Node, read_yaml


class UnreadableError(Exception):
    """A file whose lines make no tree: it can be changed as a text only."""


@dataclass(frozen=True)
class Document:
    """One state of a file."""

    source: Source

    @cached_property
    def _read(self) -> tuple[Node | None, list[Diagnostic]]:
        return read_yaml(self.source, sop_words())

    @property
    def tree(self) -> Node | None:
        """What stands where; None where the text makes no tree."""
        return self._read[0]

    @property
    def findings(self) -> list[Diagnostic]:
        """What is wrong with the text."""
        return self._read[1]

    @cached_property
    def value(self) -> Value:
        """What the file says; {} where it says nothing."""
        return plain(self.tree) if self.tree is not None else {}

    def get(self, *path: str | int) -> Value | None:
        """The value at a path; None for none."""
        return get(self.value, path)

    def change(self, *changes: Change) -> Document:
        """The file with changes made, one after the other.

        Raises:
            ChangeError: there is nothing to change at a path.
            UnreadableError: the file can be changed as a text only.
        """
        if len(changes) > 1 and (together := self._together(changes)):
            return together
        document = self
        for change in changes:
            document = document._changed(change)
        return document

    def _together(self, changes: Sequence[Change]) -> Document | None:
        """All changes at once, which spares reading in between; None where they stand in one another's way."""
        if self.tree is None or not all(isinstance(change, Put) for change in changes):
            return None
        meant = self.value
        edits: list[Edit] = []
        try:
            for change in changes:
                meant = apply_change(meant, change)
                edits += splice(self.layout, change)
            return self._if_meant(edits, meant, _loose(*changes))
        except (CannotSpliceError, ValueError):
            return None

    @cached_property
    def layout(self) -> Layout:
        """The lines of the file. UnreadableError where they make no tree."""
        if self.tree is None:
            raise UnreadableError
        return Layout(self.source, self.tree)

    def _changed(self, change: Change) -> Document:
        meant = apply_change(self.value, change)
        if same(meant, self.value) and not isinstance(change, Put):
            return self
        loose = _loose(change)
        try:
            if done := self._if_meant(splice(self.layout, change), meant, loose):
                return done
        except CannotSpliceError:
            pass
        path = change.path
        while True:
            if (value := get(meant, path)) is not None and get(self.value, path) is not None:
                try:
                    done = self._if_meant(rewrite(self.layout, path, value), meant, loose, strict=bool(path))
                except CannotSpliceError:
                    done = None
                if done:
                    return done
            if not path:
                raise ChangeError(change)
            path = path[:-1]

    def _if_meant(
        self, edits: list[Edit], meant: Value, loose: dict[Path, bool], *, strict: bool = True
    ) -> Document | None:
        """The file with edits made, if it then says what was meant."""
        document = Document(Source(self.source.path, apply_edits(self.source.text, edits)))
        if document.tree is None or not same(document.value, meant, loose):
            return None
        before = Counter(finding.rule.code for finding in self.findings if finding.severity is Severity.GALAT)
        after = Counter(finding.rule.code for finding in document.findings if finding.severity is Severity.GALAT)
        return None if strict and after - before else document


def _loose(*changes: Change) -> dict[Path, bool]:
    loose = {change.path: change.keeps_lines for change in changes if isinstance(change, Put)}
    for change in changes:
        if isinstance(change, Insert):
            place = int(change.path[-1])
            loose |= {(*change.path[:-1], place + index): True for index in range(1 + len(change.more))}
    return loose
