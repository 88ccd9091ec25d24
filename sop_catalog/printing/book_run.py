"""Prints the book of a unit from a site that is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.pages.settings import Settings
from sop_catalog.printing.book import DECISION, BookError, BookPages, compose_book, plan_book, settle_numbers
from sop_catalog.printing.decision import Decision, place_decision
from sop_catalog.printing.devtools import Browser, BrowserError, PageError
from sop_catalog.printing.pdf import About, find_destinations, page_count, settle
from sop_catalog.printing.record import read_record
from sop_catalog.printing.run import (
    PrintingError,
    check_strangers,
    find_page,
    is_done,
    name_material,
    put_pdf,
    sweep_half,
)
from sop_catalog.printing.server import serve_sheets
from sop_catalog.printing.sheets import SheetError, find_assets
from sop_catalog.progress import Waiting
from sop_catalog.source.os_errors import describe_os_error

SECONDS_FOR_AN_SOP = 20.0
_SECONDS_FOR_THE_REST = 120.0


@dataclass(frozen=True, slots=True)
class BookOrder:
    """What is to be printed."""

    site: Path
    """The site, built."""
    target: Path
    """The folder of the PDF."""
    kode: str
    """The unit's."""
    slugs: Sequence[str]
    """Of its SOPs and those of units below."""
    browser: Path
    site_url: str = ""
    """The site's public address with "/" at its end; ""."""
    overrides: tuple[Path, ...] = ()
    """Folders whose templates beat the packaged ones."""
    tahun: str = ""
    """What stands on the cover; ""."""
    sk: Decision | None = None
    """The decision that puts the SOPs in force; None leaves room for it."""
    untuk_pengesahan: bool = False
    """Whether the site was built with sheets that are to be signed: nothing is called a draft."""
    again: bool = False
    """Print also what has not changed."""
    overwrite: bool = False
    """Write also over a file that is not ours."""


@dataclass(frozen=True, slots=True)
class BookOutcome:
    """What was done."""

    name: str
    """Of the file."""
    sops: int
    drafts: int
    sheets: int
    has_pengantar: bool
    is_printed: bool
    """False where it had not changed."""


def print_book(order: BookOrder, catalog: Catalog) -> BookOutcome:
    """Print it.

    Raises:
        PrintingError: there is nothing to print, the folder cannot be written, or the browser has gone.
    """
    name = f"buku-{order.kode}.pdf"
    try:
        book = plan_book(catalog, order.kode, order.slugs, order.tahun, lambda slug: find_page(order.site, slug))
        if order.untuk_pengesahan:
            book = replace(book, sop=tuple(replace(row, status="") for row in book.sop))
        if order.sk:
            book = replace(book, keputusan=order.sk.lie)
        if missing := next((row.slug for row in book.sop if not row.path), ""):
            raise PrintingError(f"halaman SOP {missing} tidak ada di situs")
        html = {row.slug: (order.site / row.path).read_text("utf-8") for row in book.sop}
        deep = book.sop[0].path.endswith("/index.html")
        path = "sop/-buku-/index.html" if deep else "sop/-buku-.html"
        pages = BookPages(path, html, order.site_url, Settings(overrides=order.overrides))
        about = About(f"Buku SOP {book.unit}", book.unit)
        order.target.mkdir(parents=True, exist_ok=True)
        record = read_record(order.target)
        if not order.overwrite:
            check_strangers(order.target, [name], record)
        sweep_half(order.target, [name])
        with serve_sheets(order.site) as server:
            first = compose_book(book, pages, {}, 0)
            assets = [server.read(asset) or b"" for asset in sorted(set(find_assets(first, path)))]
            assets += [order.sk.content] if order.sk else []
            bahan = name_material(first, assets, about, order.browser)
            changed = order.again or not is_done(order.target, name, bahan, record)
            if changed:
                seconds = _SECONDS_FOR_THE_REST + SECONDS_FOR_AN_SOP * len(book.sop)
                with (
                    Waiting("Mencetak buku") as waiting, Browser(order.browser) as browser, browser.open_tab() as tab
                ):  # fmt: skip
                    made = settle_numbers(
                        book, pages, lambda page: tab.print(server.put(path, page), seconds=seconds),
                        lambda number: waiting.say(f"putaran {number + 1}, {len(book.sop)} SOP"),
                    )  # fmt: skip
                put_pdf(order.target, name, _finish(made, about, order.sk), bahan, record)
        sheets = page_count((order.target / name).read_bytes())
    except OSError as error:
        raise PrintingError(f"{order.target} tidak dapat ditulis: {describe_os_error(error)}") from None
    except (BookError, BrowserError, PageError, SheetError, ValueError) as error:
        raise PrintingError(str(error)) from None
    drafts = sum(bool(row.status) for row in book.sop)
    return BookOutcome(name, len(book.sop), drafts, sheets, bool(book.pengantar), changed)


def _finish(made: bytes, about: About, sk: Decision | None) -> bytes:
    if sk is None:
        return settle(made, about)
    first = find_destinations(made)[DECISION]
    return settle(made, about, lambda writer: place_decision(writer, sk, first))
