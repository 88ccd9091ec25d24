"""What a closed outline looks like: area of its hull against its box, and which of the box's corners it touches.

Measured on 348 real documents: a rectangle fills its box and touches four corners; a diamond fills half of it and touches
none; a capsule fills more than three quarters and touches none; the off-page connector touches the two upper corners.
"""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.importing.naskah import JenisBentuk, Kotak, Titik, bounds

_CORNER = 0.14
"""How near a corner the outline must come, as a share of the box's smaller side."""


def hull(points: Sequence[Titik]) -> list[Titik]:
    """The convex hull, counter-clockwise, without points in a line (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(run: Sequence[Titik]) -> list[Titik]:
        chain: list[Titik] = []
        for point in run:
            while len(chain) >= 2 and _cross(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return half(ordered) + half(ordered[::-1])


def _cross(a: Titik, b: Titik, c: Titik) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def area(points: Sequence[Titik]) -> float:
    """The area inside a closed outline, never negative."""
    total = 0.0
    for index, point in enumerate(points):
        following = points[(index + 1) % len(points)]
        total += point.x * following.y - following.x * point.y
    return abs(total) / 2


def perimeter(points: Sequence[Titik]) -> float:
    """The length of a closed outline."""
    return sum(length(point, points[(index + 1) % len(points)]) for index, point in enumerate(points))


def length(a: Titik, b: Titik) -> float:
    """The distance of two points."""
    return float(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5)


def classify(points: Sequence[Titik]) -> JenisBentuk:  # noqa: PLR0911 - one case after another
    """The kind of symbol that an outline draws; LAIN for none of them.

    Args:
        points: the outline's corners, curves as short pieces.
    """
    around = hull(points)
    if len(around) < 3:
        return JenisBentuk.LAIN
    box = bounds(around)
    if box.luas <= 0:
        return JenisBentuk.LAIN
    share = area(around) / box.luas
    corners = touched_corners(around, box)
    top, bottom = corners[:2], corners[2:]
    match sum(corners):
        case 4 if share > 0.97:
            return JenisBentuk.KOTAK
        case 0:
            return _without_corners(box, share)
        case 2 if all(top) and not any(bottom) and _ends_in_a_point(around, box.bawah, box):
            return JenisBentuk.SEGILIMA
        case 2 if all(bottom) and not any(top) and _ends_in_a_point(around, box.atas, box):
            return JenisBentuk.SEGILIMA
        case 2 if (top[0] and bottom[1]) or (top[1] and bottom[0]):
            return JenisBentuk.JAJARGENJANG
    return JenisBentuk.LAIN


def _without_corners(box: Kotak, share: float) -> JenisBentuk:
    if share < 0.62:
        return JenisBentuk.KETUPAT
    if share > 0.74:
        round_ = 0.8 < box.lebar / box.tinggi < 1.25 and share < 0.85
        return JenisBentuk.LINGKARAN if round_ else JenisBentuk.KAPSUL
    return JenisBentuk.LAIN


def touched_corners(points: Sequence[Titik], box: Kotak) -> tuple[bool, bool, bool, bool]:
    """Whether an outline comes near its box's corners: upper left, upper right, lower left, lower right."""
    reach = _CORNER * min(box.lebar, box.tinggi)

    def near(x: float, y: float) -> bool:
        return any(abs(point.x - x) + abs(point.y - y) <= reach for point in points)

    return (near(box.kiri, box.atas), near(box.kanan, box.atas), near(box.kiri, box.bawah), near(box.kanan, box.bawah))


def _ends_in_a_point(points: Sequence[Titik], y: float, box: Kotak) -> bool:
    """Whether the points on one level side of the box stand in its middle."""
    on_side = [point.x for point in points if abs(point.y - y) < 0.08 * box.tinggi]
    middle = box.tengah.x
    return bool(on_side) and all(abs(x - middle) < 0.2 * box.lebar for x in on_side)
