"""Trials of `sop terbitkan` at every step that it takes (see `faults`): a program that prints what it found as JSON.

    python publish_trials.py FOLDER {tautan|berkas|alih} {mati|penuh|penuh-terus|tolak|tolak-terus} [EVERY]

Each trial begins with a published site, lets a publish of the next one meet its fate, looks at what readers see, then
publishes once more and looks again.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sop_catalog.publish.plain import IN_PLACE, LIST_NAME
from sop_catalog.publish.publish import Way, publish
from sop_catalog.publish.record import is_version_id
from sop_catalog.publish.tree import sum_of
from sop_catalog.site.fingerprints import has_fingerprint
from support.faults import KILLED, count_steps, fork_work, kill_at, refuse_from

MARK = "0123456789abcdef"
OLD = {
    "index.html": "beranda lama", "sop/a/index.html": "A", "sop/b/index.html": "B", "sop/d": "berkas",
    f"assets/gaya.{MARK}.css": "gaya lama", "katalog.json": "[]",
}  # fmt: skip
NEW = {
    "index.html": "beranda baru", "sop/a/index.html": "A baru", "sop/c/index.html": "C", "sop/d/index.html": "folder",
    f"assets/gaya.{MARK[::-1]}.css": "gaya baru", "katalog.json": "[1]",
}  # fmt: skip
FOREIGN = {"unduhan/punya-orang.pdf": "bukan milik kami"}
_FAULTS = {"penuh": errno.ENOSPC, "tolak": errno.EACCES}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def texts(place: Path) -> dict[str, str]:
    """What stands in a published folder, without our own list and store."""
    return {
        name: path.read_text("utf-8")
        for path in place.rglob("*")
        if path.is_file() and (name := path.relative_to(place).as_posix()).split("/")[0] not in IN_PLACE
    }


def judge(place: Path) -> str:
    """What readers see: "lama", "baru", "campur" or "tidak ada"."""
    if not place.exists():
        return "tidak ada"
    found = texts(place)
    own = {name: text for name, text in found.items() if name not in FOREIGN}
    for name, site in (("lama", OLD), ("baru", NEW)):
        rest = {file: text for file, text in own.items() if file not in site}
        if {**own, **site} == own and all(map(has_fingerprint, rest)):
            return name
    return "campur"


def litter(root: Path) -> list[str]:
    """What a run has left that no version needs."""
    found = [path.name for path in root.iterdir() if path.name not in {"web", ".sop-terbit.web", "situs"}]
    store = root / ".sop-terbit.web"
    if store.exists():
        listed = json.loads((store / "versi.json").read_text())["terbitan"]
        versions = [path.name for path in store.iterdir() if is_version_id(path.name)]
        found += [
            path.name
            for path in store.iterdir()
            if not is_version_id(path.name) and path.name not in {"kunci", "versi.json", ".htaccess"}
        ]
        found += [] if sorted(versions) == sorted(entry["id"] for entry in listed) and len(versions) <= 3 else versions
    inside = root / "web" / ".sop-terbit"
    if inside.exists():
        listed = json.loads((root / "web" / LIST_NAME).read_text())["terbitan"]
        needed = {content for entry in listed for content in entry["berkas"].values()}
        found += [path.name for path in inside.iterdir() if path.name not in {"objek", ".htaccess"}]
        found += [path.name for path in (inside / "objek").glob("*") if path.name not in needed]
    return found


@dataclass(frozen=True)
class Outcome:
    """What one trial came to."""

    step: int
    seen: str
    """What readers saw behind it."""
    said: str | list[str]
    """The version's id, or the exception."""
    after: str
    """What they see behind the next run."""
    again: str | list[str]
    litter: list[str]
    kept: bool
    """Whether what somebody else had put there is still there."""


class Trials:
    """One way of publishing, one kind of fate."""

    def __init__(self, root: Path, way: str, fate: str) -> None:
        self.root, self.way, self.fate = root, way, fate
        self.place = root / "web"
        self.old, self.new = put(root / "situs/lama", OLD), put(root / "situs/baru", NEW)

    def begin(self) -> None:
        """The old site is published, and somebody has put a file of theirs there."""
        for path in (self.place, self.root / ".sop-terbit.web"):
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
        if self.way == "alih":  # as the program left it before there were versions
            put(self.place, OLD)
            sums = {name: [sum_of(self.place / name)] for name in OLD}
            (self.place / LIST_NAME).write_text(json.dumps({"versi": 1, "berkas": sums}), "utf-8")
            return
        self._publish(self.old, 1)
        put(self.place, FOREIGN)

    def publish_new(self) -> str:
        """The publish that meets its fate."""
        return self._publish(self.new, 2)

    def _publish(self, fresh: Path, day: int) -> str:
        way = Way.FILES if self.way == "berkas" else Way.AUTO
        return publish(fresh, self.place, many=True, way=way, now=dt.datetime(2026, 1, day, tzinfo=dt.UTC)).version

    def run(self, every: int) -> dict[str, object]:
        """All trials."""
        self.begin()
        steps = count_steps(self.root, self.publish_new)
        outcomes: list[Outcome] = []
        for step in range(1, steps + 1, every):
            self.begin()
            code, answer = fork_work(self.root, self.publish_new, self._act(step))
            seen = judge(self.place)
            said = answer[1] if answer else ""
            assert code in {0, KILLED}, (step, code, said)
            again = fork_work(self.root, self.publish_new)[1][1]
            kept = self.way == "alih" or all((self.place / name).is_file() for name in FOREIGN)
            outcomes.append(Outcome(step, seen, said, judge(self.place), again, litter(self.root), kept))
        return {"steps": steps, "outcomes": [asdict(outcome) for outcome in outcomes]}

    def _act(self, step: int) -> Callable[[int, str], None]:
        if self.fate == "mati":
            return kill_at(step)
        kind, _, for_ever = self.fate.partition("-")
        return refuse_from(step, _FAULTS[kind], for_ever=bool(for_ever))


if __name__ == "__main__":
    folder, how, what, *rest = sys.argv[1:]
    print(json.dumps(Trials(Path(folder), how, what).run(int(rest[0]) if rest else 1)))  # noqa: T201
