"""What the other browser tests watch a page with hears what is a fault, and only that."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.browser import Watch, launch, serve, settling

_ADD_SCRIPT = "(src) => document.head.append(Object.assign(document.createElement('script'), { src }))"


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


@pytest.fixture
def never() -> Iterator[str]:
    """The address of a script whose server takes the request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/tak-datang.js"


def test_what_a_page_still_loads_when_it_is_left_is_no_complaint(browser: Browser, base: str, never: str) -> None:
    page = browser.new_page()
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_request(never):
        page.evaluate(_ADD_SCRIPT, never)
    with page.expect_event("requestfailed"):
        page.goto(f"{base}/dua.html")
    assert watch.complaints == []
    page.close()


def _after_a_failure(browser: Browser, base: str, reason: str) -> tuple[Page, Watch]:
    """A page one of whose scripts has failed."""
    page = browser.new_page()
    page.route("**/gagal.js", lambda route: route.abort(reason))
    watch = Watch(page, base)
    page.goto(f"{base}/satu.html")
    with page.expect_event("requestfailed"):
        page.evaluate(_ADD_SCRIPT, "gagal.js")
    return page, watch


@pytest.mark.parametrize("reason", ["aborted", "failed", "accessdenied"])
def test_what_fails_on_a_page_that_stays_is_one(browser: Browser, base: str, reason: str) -> None:
    page, watch = _after_a_failure(browser, base, reason)
    page.evaluate("location.hash = 'bagian'")
    assert any("gagal.js" in line for line in watch.complaints)
    with pytest.raises(AssertionError):
        watch.assert_clean()
    page.close()


def test_what_fails_before_a_page_is_left_stays_one(browser: Browser, base: str) -> None:
    page, watch = _after_a_failure(browser, base, "failed")
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


def test_a_page_has_settled_when_what_it_asked_for_late_has_come(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.add_init_script("setTimeout(() => fetch('terlambat').then(() => window.datang = true), 200)")
    page.route("**/terlambat", lambda route: (page.wait_for_timeout(700), route.fulfill(body="ada")))
    with settling(page):
        page.goto(f"{base}/satu.html")
    assert page.evaluate("window.datang")
    page.close()


def test_who_waits_in_vain_is_told_for_what(
    browser: Browser, base: str, never: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.browser.PATIENCE", 800)
    page = browser.new_page()
    page.goto(f"{base}/satu.html")
    waiting = settling(page)
    waiting.__enter__()
    page.evaluate(_ADD_SCRIPT, never)
    with pytest.raises(AssertionError, match=r"tak-datang\.js"):
        waiting.__exit__(None, None, None)
    page.close()
