"""The manual page of a rule: `manual/SOPnnn.md`, Indonesian Markdown for an editor, read when somebody asks for it.

It stands apart from the rule, so that checking and the page on which SOPs are changed load nothing of it. First what is
wrong and why it matters, then an example after **Salah** and one after **Benar**. The tests run both: a fence without a
title is a piece that takes the place of the same fields in `tests/cases/dasar/`; a title names a whole file.
"""

from __future__ import annotations

from pathlib import Path

MANUAL_FOLDER = Path(__file__).parents[1] / "manual"


def read_manual(code: str) -> str:
    """What an editor reads after `sop jelaskan`, without a break at its end.

    Args:
        code: of a rule that exists, such as "SOP301".
    """
    return (MANUAL_FOLDER / f"{code}.md").read_text("utf-8").rstrip()
