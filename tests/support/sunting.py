"""The page /sunting/ in a browser: what somebody does there, and what the file says afterwards.

with serve(site) as base, launch() as browser:
    desk = Desk(browser.new_page(), base)
    desk.open("?sop=pelaporan-kinerja-kementerian")
    desk.field("Langkah 1: waktu").fill("5 menit")
    assert desk.changes() == ["-    waktu: menit", "+    waktu: 5 menit"]
"""

from __future__ import annotations

import difflib
from typing import Any

from playwright.sync_api import Locator, Page, expect

SEED = "pelaporan-kinerja-kementerian"
DAY = "2026-11-22"


class Desk:
    """The page, and what stands on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def open(self, address: str = f"?sop={SEED}", *, ready: bool = True) -> Desk:
        """Go to the page with a question such as "?baru"; `ready`: until the checks are."""
        mark = "&" if "?" in address else "?"
        self.page.goto(f"{self.base}/sunting/{address}{mark}hari={DAY}")
        if ready:
            self.page.wait_for_selector("[data-siap=periksa]")
            self.settle()
        return self

    def settle(self) -> None:
        """Until everything that was asked has been answered."""
        self.page.evaluate("SopSunting.sheet.settled()")

    def fresh(self) -> None:
        """Back to the published SOP, without starting Python again."""
        self.page.evaluate(
            "async () => { document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());"
            " SopSunting.sheet.go(0); await SopSunting.sheet.settled(); await SopSunting.show('formulir');"
            " SopSunting.sheet.drop(SopSunting.sheet.states.splice(1)); SopSunting.sheet.tell({ local: true });"
            " document.activeElement.blur(); localStorage.clear(); }"
        )

    @property
    def text(self) -> str:
        """The file as it is now."""
        self.settle()
        return str(self.page.evaluate("SopSunting.sheet.text"))

    @property
    def published(self) -> str:
        """The file as it was published."""
        return str(self.page.evaluate("SopSunting.sheet.published"))

    def changes(self) -> list[str]:
        """The lines that differ from the published file, as a diff has them."""
        lines = difflib.unified_diff(self.published.splitlines(), self.text.splitlines(), lineterm="", n=0)
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]

    def state(self, expression: str) -> Any:
        """What the page's sheet says, such as "form.baris.length"."""
        self.settle()
        return self.page.evaluate(f"SopSunting.sheet.{expression}")

    def field(self, name: str) -> Locator:
        """A field or button by its exact name."""
        return self.page.get_by_label(name, exact=True)

    def button(self, name: str) -> Locator:
        """A button by its exact name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def cell(self, row: int, column: int) -> Locator:
        """The performer's cell of a row, both from 1."""
        return self.page.locator(f"#langkah-{row} .sop-s-sel").nth(column - 1)

    def choose(self, name: str) -> None:
        """An item of the open menu."""
        self.page.get_by_role("menuitem", name=name, exact=True).click()

    def tab(self, name: str) -> Locator:
        """Go to a tab; gives its panel back."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        panel = self.page.get_by_role("tabpanel", name=name, exact=True)
        expect(panel).to_be_visible()
        self.settle()
        return panel

    @property
    def focused(self) -> str:
        """The name of what has the focus."""
        return str(
            self.page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
            )
        )
