"""What the site does about the theme's frame."""

from __future__ import annotations

import pytest

from sop_catalog.site.material import squeeze_frame

FRAME = '<head>\n    <title>A  b</title>\n<script>\n  a(`\n  b`)\n</script>\n\n  <style>\n  p {}\n</style></head>\n  <nav>\n     <a>x</a> <b>y</b></nav>\n <article class="md-content__inner md-typeset">\n   <article>\n  in\n </article>\n   </article>\n\n\n  <p>\n  z</p>'


def test_blanks_go_around_the_content_and_nowhere_else() -> None:
    assert squeeze_frame(FRAME) == (
        "<head>\n<title>A  b</title>\n<script>\n  a(`\n  b`)\n</script>\n<style>\n  p {}\n</style></head>\n<nav>\n<a>x</a> <b>y</b></nav>\n"
        '<article class="md-content__inner md-typeset">\n   <article>\n  in\n </article>\n   </article>\n<p>\nz</p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>\n  x</p>",
        FRAME.replace("md-content__inner", "lain"),
        '</article>\n  <article class="md-content__inner">',
    ],
)
def test_another_frame_stays_as_it_is(html: str) -> None:
    assert squeeze_frame(html) == html
