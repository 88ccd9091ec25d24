"""Shells: which templates may be filled, and what a changed token betrays."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from sop_catalog.site.shell import DUMMY_NAME, TOKENS, Hole, ShellError, cut_shell
from sop_catalog.site.shell_rules import Asked, Template, read_templates


def problems(text: str, *, own: bool = False) -> tuple[str, ...]:
    return read_templates([Template("main.html", text, is_own=own)], Environment()).problems  # noqa: S701


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }} {{ page.meta.title }} {{ page.meta['description'] }} {{ page.canonical_url }}",
        "{% if page.meta and page.meta.title %}{{ page.meta.title }}{% elif not page.title %}x{% endif %}",
        "{{ page.title or config.site_name }}{{ page.title | d(config.site_name, true) }}",
        "{{ page.edit_url if page.edit_url else '' }}",
        "{{ 'x' if 'toc' in page.meta.hide }}{% for item in page.toc %}{{ item.title | upper }}{% endfor %}",
        "{% if page.meta.author %}{{ page.meta.author | upper }}{% endif %}",
        "{% if page in nav_item.pages or nav_item == page %}x{% endif %}",
        "{% if page.title is defined %}x{% endif %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('a') }}{% block b %}{{ super() }}{% endblock %}{{ range(3) }}",
        "{% import 'x.html' as lang %}{{ lang.t('y') }}{{ 'a' | url }}{{ {'a': 1} | tojson }}",
        "{% for pages in nav %}{{ pages }}{% endfor %}",
    ],
)
def test_what_may_be_filled(text: str) -> None:
    assert problems(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "{% if page.title == 'x' %}{% endif %}",
        "{% if page.title in daftar %}{% endif %}",
        "{{ page.title | upper }}",
        "{{ page.title | e }}",
        "{{ page.meta.title.upper() }}",
        "{{ page.title[:3] }}",
        "{{ page.title ~ '!' }}",
        "{{ page.content | length }}",
        "{% set x = page.title %}",
        "{% set x = page %}",
        "{{ page }}",
        "{{ f(page) }}",
        "{{ f() }}",
        "{{ 'a' | saringan }}",
        "{% if 'a' is uji %}{% endif %}",
        "{{ page.url }}",
        "{{ page.file.src_uri }}",
        "{{ page.abs_url }}",
        "{{ page.meta | tojson }}",
        "{% for k in page.meta %}{{ k }}{% endfor %}",
        "{{ page[nama] }}",
        "{{ pages | length }}",
        "{% if page.title is equalto 'x' %}{% endif %}",
        "{% with x = page.content %}{{ x }}{% endwith %}",
        "{% call m(page.title) %}{% endcall %}",
        "{% if %}",
    ],
)
def test_what_may_not(text: str) -> None:
    (problem, *_) = problems(text)
    assert problem.startswith("main.html:1: ")


def test_the_theme_itself_may_change_what_is_seen_when_it_is_printed() -> None:
    text = "{% set t = page.meta.title | urlencode %}{% set u = '/' ~ page.url %}{% set nav_item = page %}{{ page.edit_url | replace('a', 'b') }}"
    assert problems(text)
    assert problems(text, own=True) == ()
    assert problems("{% set t = page.title %}", own=True)


def test_questions_are_remembered() -> None:
    text = "{% if '<h1' not in page.content %}{% endif %}{% if '/blob/' in page.edit_url %}{% endif %}{% if 'x' in page.meta.title %}{% endif %}"
    reading = read_templates([Template("a", text, is_own=False)], Environment())  # noqa: S701
    assert reading.problems == ()
    assert reading.asked == (Asked("content", "<h1"), Asked("edit_url", "/blob/"), Asked("title", "x"))


def test_a_shell_is_cut_and_filled() -> None:
    html = f"<title>{TOKENS[Hole.TITLE]} - X</title><h1>{TOKENS[Hole.TITLE]}</h1>{TOKENS[Hole.CONTENT]}é"
    shell = cut_shell(html)
    assert [hole for hole, _ in shell.holes] == [Hole.TITLE, Hole.TITLE, Hole.CONTENT]
    values = {Hole.TITLE: b"a &amp; b", Hole.CONTENT: b"<p>"}
    assert shell.fill(values).decode() == "<title>a &amp; b - X</title><h1>a &amp; b</h1><p>é"
    assert shell.holds(b" - X")


def test_an_edit_link_may_become_one_to_the_source() -> None:
    token = TOKENS[Hole.EDIT]
    shell = cut_shell(f"{token}|{token.replace('edit', 'raw')}|{token.replace('blob', 'raw')}|{TOKENS[Hole.CONTENT]}")
    filled = shell.fill({Hole.EDIT: b"/edit/kredit.yml", Hole.CONTENT: b"x"}).decode()
    assert filled == "/edit/kredit.yml|/raw/krraw.yml|/edit/kredit.yml|x"


@pytest.mark.parametrize(
    "change",
    [str.upper, str.lower, str.strip, lambda text: text[:-2], lambda text: text.replace("<", "&lt;"), lambda text: text.replace("edit", "raw"),
     lambda text: text.replace("&amp;", "&"), lambda text: text.replace('"', "'"), lambda text: text.encode("ascii", "replace").decode(),
     lambda _: DUMMY_NAME],
)  # fmt: skip
def test_a_changed_token_is_noticed(change: object) -> None:
    changed = change(TOKENS[Hole.TITLE])  # type: ignore[operator]
    html = f"{changed}{TOKENS[Hole.CONTENT]}"
    if changed == TOKENS[Hole.TITLE]:  # stripping changes nothing
        assert cut_shell(html)
        return
    with pytest.raises(ShellError):
        cut_shell(html)


def test_a_page_without_its_content_or_with_it_twice_is_no_shell() -> None:
    for html in ("", TOKENS[Hole.CONTENT] * 2):
        with pytest.raises(ShellError):
            cut_shell(html)
