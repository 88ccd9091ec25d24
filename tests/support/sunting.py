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
            " SopSunting.sheet.putAway(); SopSunting.sheet.go(0); await SopSunting.sheet.settled(); await SopSunting.show('formulir');"
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


class Keys:
    """A new SOP typed in by keyboard alone: every letter is a key, every field is reached by Tab."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keys = desk.page.keyboard

    def go(self, name: str) -> None:
        """Press Tab until something of this name, or whose name begins so and goes on with ",", has the focus."""
        for _ in range(900):
            if self.desk.focused == name or self.desk.focused.startswith(f"{name}, "):
                return
            self.keys.press("Tab")
        raise AssertionError(name)

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type."""
        if text:
            self.go(name)
            self.keys.type(text)
            self.keys.press("Escape")  # closes suggestions

    def list(self, title: str, items: list[str]) -> None:
        """Fill a box: Enter begins the next item."""
        if items:
            self.go(f"Tambah butir {title}")
            self.keys.press("Enter")
            for index, item in enumerate(items):
                if index:
                    self.keys.press("Enter")
                self.keys.type(item)
                self.keys.press("Escape")

    def column(self, title: str) -> None:
        """A new column."""
        self.go("Tambah kolom pelaksana")
        self.keys.press("Enter")
        self.keys.type(title)
        self.keys.press("Escape")
        self.keys.press("Tab")

    def performer(self, row: int, column: int) -> None:
        """Choose a performer, both from 1."""
        self.go(f"Langkah {row}")
        self.keys.press("Home")
        for _ in range(column - 1):
            self.keys.press("ArrowRight")
        self.keys.press("Space")

    def decide(self, row: int, target: int) -> None:
        """Make a step a decision whose "Tidak" leads to another step."""
        self.go(f"Langkah {row}: Jadikan keputusan")
        self.keys.press("Enter")
        self.go(f"Langkah {row}: Tidak ke")
        self.keys.type(f"Langkah {target}:", delay=1)
