"""The way of the key Tab through a page."""

from __future__ import annotations

from playwright.sync_api import Page

_JUMPS = """isPhone => {
    const named = (e) => (e.getAttribute('aria-label') || e.textContent || e.name || e.tagName).trim().slice(0, 60);
    const stops = [...document.querySelectorAll('.md-content :is(a[href], button, input, select, summary, [tabindex="0"])')]
        .filter((e) => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.closest('svg, dialog'))
        .filter((e) => isPhone || !e.closest('table'));
    const out = [];
    for (let i = 1; i < stops.length; i++) {
        const [a, b] = [stops[i - 1].getBoundingClientRect(), stops[i].getBoundingClientRect()];
        if (b.bottom < a.top - 4 && b.left < a.right) out.push(`${named(stops[i - 1])} → ${named(stops[i])}`);
    }
    return out;
}"""

_NAME = r"""() => {
    const e = document.activeElement;
    return (e.getAttribute('aria-label') || e.value || e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60);
}"""

_IS_SEEN = """() => {
    const e = document.activeElement, r = e.getBoundingClientRect();
    const frame = e.parentElement.closest('.sop-peta-bingkai, .sop-diagram-bingkai');
    const {left, right} = frame ? frame.getBoundingClientRect() : {left: 0, right: innerWidth};
    const isWide = r.width > right - left;
    return r.top < innerHeight && r.bottom > 0 && (isWide || (r.left >= left - 2 && r.right <= right + 2));
}"""
"""In the window, and whole from left to right."""


def find_jumps(page: Page) -> list[str]:
    """Where Tab, along the content of a page, goes up the window by more than a line and not into the next column.

    Cells of wide tables are read along their rows and left out; on a phone they are cards.
    """
    jumps: list[str] = page.evaluate(_JUMPS, page.evaluate("innerWidth") < 720)
    return jumps


def tab_to(page: Page, selector: str, most: int = 90) -> list[str]:
    """Press Tab until the focus is at the first element that fits a selector, and that can be seen.

    Returns:
        The names of the stops on the way, that one among them.

    Raises:
        AssertionError: it is not reached.
    """
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_NAME))
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            page.wait_for_function(_IS_SEEN)
            return stops
    raise AssertionError(f"{selector} tidak tercapai: {stops}")
