"""What the other browser tests watch a page with hears what is a fault, and only that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.browser import Watch, launch, serve


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("situs")
    for name in ("satu", "dua"):
        (folder / f"{name}.html").write_text(
            f"<!doctype html><title>{name}</title><link rel=icon href=data:,>", "utf-8"
        )
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launch() as chromium:
        yield chromium


def _waiting_for_a_script(browser: Browser, base: str) -> tuple[Page, Watch]:
    """A page that has asked for a script whose answer never comes."""
    page = browser.new_page()
    page.route("**/tak-datang.js", lambda _route: None)
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_request("**/tak-datang.js"):
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: 'tak-datang.js'}))")
    return page, watch


def test_what_a_page_still_loads_when_it_is_left_is_no_complaint(browser: Browser, base: str) -> None:
    page, watch = _waiting_for_a_script(browser, base)
    with page.expect_event("requestfailed"):
        page.goto(f"{base}/dua.html")
    watch.assert_clean()
    page.close()


@pytest.mark.parametrize("reason", ["aborted", "failed", "accessdenied"])
def test_what_fails_on_a_page_that_stays_is_one(browser: Browser, base: str, reason: str) -> None:
    page = browser.new_page()
    page.route("**/gagal.js", lambda route: route.abort(reason))
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_event("requestfailed"):
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: 'gagal.js'}))")
    page.evaluate("location.hash = 'bagian'")
    assert any("gagal.js" in line for line in watch.complaints)
    with pytest.raises(AssertionError):
        watch.assert_clean()
    page.close()


def test_what_fails_before_a_page_is_left_stays_one(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/gagal.js", lambda route: route.abort("failed"))
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_event("requestfailed"):
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: 'gagal.js'}))")
    page.goto(f"{base}/dua.html")
    assert any("gagal.js" in line for line in watch.complaints)
    page.close()


def test_a_page_that_does_not_come_is_one(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("**/dua.html", lambda route: route.abort("aborted"))
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_event("requestfailed"):
        page.evaluate("location.href = 'dua.html'")
    assert any("dua.html" in line for line in watch.complaints)
    page.close()


def test_another_host_and_an_uncaught_exception_are_heard(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.route("https://lain.contoh/**", lambda route: route.fulfill(body=""))
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('rusak'); })")
    page.evaluate("fetch('https://lain.contoh/a').catch(() => 0)")
    assert watch.foreign == ["https://lain.contoh/a"]
    assert any("rusak" in line for line in watch.complaints)
    page.close()
