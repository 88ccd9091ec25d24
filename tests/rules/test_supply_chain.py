"""What comes from elsewhere is named by what it is, not by a name that somebody else may move."""

from __future__ import annotations

import re

from support.paths import PACKAGE, ROOT

_USES = re.compile(r"^\s*(?:-\s*)?uses:\s*(\S+)(.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def test_actions_are_pinned_by_commit() -> None:
    """With the version that it was beside it, for those who look for a newer one."""
    files = [*(ROOT / ".github/workflows").glob("*.yml"), *(PACKAGE / "templates/mulai").rglob("*.yml")]
    used = [(path.name, *match) for path in files for match in _USES.findall(path.read_text("utf-8"))]
    assert len(used) > 15
    for name, action, rest in used:
        assert _PINNED.fullmatch(action), f"{name}: {action}"
        assert re.match(r" # v\d+\.\d+\.\d+\b", rest), f"{name}: {action}{rest}"


def test_the_same_action_is_the_same_commit_everywhere() -> None:
    ours = {path.name: path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")}
    kit = PACKAGE / "templates/mulai/github/titik-github/workflows"
    for name, text in ours.items():
        assert _USES.findall(text) == _USES.findall((kit / name).read_text("utf-8")), name
