"""The reference of everything that `sop periksa` may say, made from the rules' own manual pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import markdown  # type: ignore[import-untyped]
from markupsafe import Markup

from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import template

_FENCE = re.compile(r"^```(?P<language>\w+) (?P<notes>.+)$", re.MULTILINE)
"""The beginning of an example with notes for those who execute it, such as `title="sops/a.yml"`."""
_TITLE = re.compile(r'title="([^"`]+)"')
LAYERS = {
    "1": "Penulisan berkas",
    "2": "Bentuk isian",
    "3": "Alur kegiatan",
    "4": "Rujukan dan daftar",
    "5": "Kelengkapan",
}
"""The first digit of a code → what such findings are about."""


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule as plain data, so that pages need not know where rules come from."""

    code: str
    """"SOP301", also the anchor of its section."""
    name: str
    severity: str
    """galat, peringatan, or saran."""
    manual: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class _Section:
    code: str
    name: str
    severity: str
    html: Markup


def render_diagnostic_reference(rules: Iterable[RuleText], settings: Settings) -> Markup:
    """A table of all codes, then the manual page of each under a heading whose id is its code."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    layers = [
        (
            digit,
            LAYERS.get(digit, "Lainnya"),
            [_Section(rule.code, rule.name, rule.severity, _html(rule.manual)) for rule in group],
        )
        for digit, group in groupby(ordered, key=lambda rule: rule.code.removeprefix("SOP")[:1])
    ]
    html = template(settings, "referensi-diagnostik.html").render(lapisan=layers)
    return Markup(html)  # noqa: S704 - rendered with autoescape


def _html(text: str) -> Markup:
    """A manual page as HTML. What looks like a tag is text: manuals quote what editors may have typed."""
    converter = markdown.Markdown(extensions=["fenced_code", "tables", "sane_lists"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return Markup(converter.convert(_FENCE.sub(_plain_fence, text.strip())))  # noqa: S704 - raw HTML is switched off


def _plain_fence(fence: re.Match[str]) -> str:
    """The example without notes, below the name of the file that it stands in."""
    title = _TITLE.search(fence["notes"])
    return (f"`{title[1]}`:\n\n" if title else "") + f"```{fence['language']}"
