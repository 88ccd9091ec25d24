"""Trials of `sop bangun` at every step that it takes itself (see `faults`): a program that prints what it found as JSON.

    python build_trials.py FOLDER {tukar|pindah} {mati|penuh|tolak}

`pindah` is a disk on which two folders cannot change places in one step. MkDocs' own part is three files.
"""

from __future__ import annotations

import errno
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from sop_catalog.publish import aside as rooms
from sop_catalog.publish.aside import aside, put_in_place
from support.faults import count_steps, fork_work, kill_at, refuse_from
from support.publish_trials import put

OLD = {"index.html": "lama", "sop/a/index.html": "A", "sitemap.xml": "x"}
NEW = {"index.html": "baru", "sop/b/index.html": "B", "sitemap.xml": "y"}
_FAULTS = {"penuh": errno.ENOSPC, "tolak": errno.EACCES}


class Trials:
    """One disk, one kind of fate."""

    def __init__(self, root: Path, disk: str, fate: str) -> None:
        self.root, self.fate = root, fate
        self.place = root / "site"
        if disk == "pindah":
            rooms.exchange = lambda _first, _second: False

    def begin(self) -> None:
        """The old site stands there."""
        for path in self.root.iterdir():
            shutil.rmtree(path)
        put(self.place, OLD)

    def build(self) -> str:
        """The build that meets its fate."""
        with aside(self.root, self.place) as fresh:
            put(fresh, NEW)
            put_in_place(fresh, self.place)
        return "selesai"

    def judge(self) -> str:
        """What readers see."""
        if not self.place.exists():
            return "tidak ada"
        found = {
            path.relative_to(self.place).as_posix(): path.read_text("utf-8")
            for path in self.place.rglob("*")
            if path.is_file()
        }
        return "lama" if found == OLD else "baru" if found == NEW else "campur"

    def run(self) -> dict[str, object]:
        """All trials."""
        self.begin()
        outcomes = []
        steps = count_steps(self.root, self.build)
        for step in range(1, steps + 1):
            self.begin()
            _, answer = fork_work(self.root, self.build, self._act(step))
            seen = self.judge()
            rooms.sweep(self.root, self.place)
            swept = self.judge()
            code, _ = fork_work(self.root, self.build)
            left = sorted(path.name for path in self.root.iterdir())
            outcomes.append({"step": step, "said": answer and answer[1], "seen": seen, "swept": swept, "code": code,
                             "after": self.judge(), "left": left})  # fmt: skip
        return {"steps": steps, "outcomes": outcomes}

    def _act(self, step: int) -> Callable[[int, str], None]:
        return kill_at(step) if self.fate == "mati" else refuse_from(step, _FAULTS[self.fate], for_ever=False)


if __name__ == "__main__":
    print(json.dumps(Trials(Path(sys.argv[1]), *sys.argv[2:]).run()))  # noqa: T201
