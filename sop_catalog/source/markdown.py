"""Text of an SOP inside a Markdown comment on GitHub, GitLab or Gitea: it shows as it is and does nothing.

Forges act twice: on the Markdown source (emphasis, HTML, links, tables) and on the rendered text (mentions, issue
numbers, commit hashes, emoji, addresses). Character references stop the first, an invisible word joiner behind the
character that would begin a reference stops the second.
"""

from __future__ import annotations

import re

from sop_catalog.source.report import printable

_JOINER = "\u2060"
_MARKUP = re.compile(r"[&<>`*_\[\]|~$\\]")
_BEGINS_REFERENCE = re.compile(r"[@#!~%$&^*:](?=\S)|[\[{](?=[+-])")
_ISSUE = re.compile(r"\bGH-(?=\d)", re.IGNORECASE)
_ADDRESS = re.compile(r"\bwww(?=\.)", re.IGNORECASE)
_HASH = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f](?=[0-9a-f]{6,39}\b)")

FOREIGN_MARKUP = (
    r"[\[\]]"  # links, pictures, footnotes
    r"|<(?!(?:/?(?:details|summary|b|sub|del|ins|span)|details open|br|!-- sop-bandingkan --)>)"
    r"|&(?!#(?:36|38|42|60|62|91|92|93|95|96|124|126);)"
    r"|@(?=[^\s\u2060])|(?<!&)#\w|![0-9]|\b[Gg][Hh]-[0-9]"  # people, teams, other proposals
    r"|://|\b[wW]{3}\."
)
"""What no comment holds that is made of our words and of `escape_markdown`, as a regular expression: a mention, a link,
a picture, HTML of another kind. A comment is posted by a job that did not make it, and it looks for this first."""


def escape_markdown(text: str) -> str:
    """One line of plain text for any place in a paragraph, list item or `<summary>`; not for the start of a line.

    Without the joiners, and unescaped as HTML, it is `printable(text)` again.
    """
    shown = printable(text)
    for pattern in (_BEGINS_REFERENCE, _ISSUE, _ADDRESS, _HASH):
        shown = pattern.sub(lambda match: match[0] + _JOINER, shown)
    return _MARKUP.sub(_reference, shown)


def _reference(match: re.Match[str]) -> str:
    reference = f"&#{ord(match[0])};"
    return (
        f"<span>{reference}</span>" if match[0] == "$" else reference
    )  # GitHub: "$" begins a formula unless in a span
