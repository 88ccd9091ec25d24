"""A thousand random flows drawn by Mermaid: how many are wrong at first, after mending, and shown wrong."""

from __future__ import annotations

import random
from pathlib import Path

from support.flow_cases import random_flow, random_rows
from support.swimlanes import draw_flow, drawing_page

FLOWS = 1000


def test_a_thousand_flows(tmp_path: Path) -> None:
    rng = random.Random(1000)  # noqa: S311
    with drawing_page(tmp_path) as page:
        flows = [random_rows(rng) if number % 3 == 0 else random_flow(rng) for number in range(FLOWS)]
        drawn = [item for flow in flows for item in draw_flow(page, *flow)]
    first = sum(bool(item.tries) for item in drawn)
    text = sum(bool(item.wrong) for item in drawn)
    shown = [item.errors for item in drawn if item.errors]
    slowest = max(item.milliseconds for item in drawn)
    print(  # noqa: T201
        f"\n{len(drawn)} gambar: {first} keliru pada percobaan pertama, {text} tetap teks, {len(shown)} tampil keliru; "
        f"terlama {slowest:.0f} ms"
    )
    assert shown == []
    assert text <= len(drawn) * 0.02
