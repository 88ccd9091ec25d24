"""A fix that is printed as an order is typed first: where it does not mend the file, words take its place.

Whoever cannot read YAML types what is printed. So a fix is kept only when the file, read again with it, has lost the
finding and has not got another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sop_catalog.source import file_rules, syntax_rules
from sop_catalog.source.diagnostic import Diagnostic, Layer
from sop_catalog.source.fix import Fix, apply_edits
from sop_catalog.source.line_shapes import KEY_LINE

_IN_WORDS = {
    syntax_rules.INDENTATION: "sejajarkan awal baris ini dengan baris lain yang setingkat",
    syntax_rules.TAB: "ganti tab dengan spasi (dua spasi tiap tingkat)",
    syntax_rules.UNCLOSED_QUOTE: "tambahkan tanda petik penutup di akhir teksnya, atau hapus tanda petik pembuka",
    syntax_rules.SYNTAX: "tulis baris ini sebagai `nama isian: isi`; bila lanjutan teks di atasnya, awali dengan dua spasi lagi",
}
_NEVER_WRONG = {file_rules.CONTROL_CHARACTER, file_rules.INVISIBLE_CHARACTER}
"""To take a character away that nobody sees is right, whatever else is wrong with the file."""
_NEAR = 2
"""Lines below a finding at which a new one is blamed on the fix, where reading had stopped at the finding."""


def with_tried_fixes(
    finding: Diagnostic, before: Sequence[Diagnostic], read_again: Callable[[str], Sequence[Diagnostic]]
) -> Diagnostic:
    """The finding with those of its fixes that mend the file.

    Args:
        finding: one of `before`.
        before: what is wrong with the file as it is.
        read_again: what is wrong with another text of the file.
    """
    if not finding.fixes or finding.rule in _NEVER_WRONG:
        return finding
    kept = tuple(fix for fix in finding.fixes if _mends(finding, fix, before, read_again))
    if kept == finding.fixes:
        return finding
    words = (
        kept[0].label
        if kept
        else _IN_WORDS.get(finding.rule, f"perbaiki menurut contoh pada `sop jelaskan {finding.rule.code}`")
    )
    return replace(finding, fix=words, fixes=kept)


def _mends(
    finding: Diagnostic, fix: Fix, before: Sequence[Diagnostic], read_again: Callable[[str], Sequence[Diagnostic]]
) -> bool:
    after = read_again(apply_edits(finding.source.text, fix.edits))
    had, has = Counter(map(_key, before)), Counter(map(_key, after))
    is_last = finding.rule.layer is Layer.TEXT and finding.line >= max(item.line for item in before)
    if is_last:  # reading may have stopped there, and what stands further below has not been seen yet
        end = _end_of_neighbours(finding)
        near = [item for item in after if item.line <= end]
        has = Counter(map(_key, near))
        had = Counter(_key(item) for item in before if item is finding or item.line <= end)
    return has[_key(finding)] < had[_key(finding)] and not has - had


def _end_of_neighbours(finding: Diagnostic) -> int:
    """The line of the second field below a finding: a text between them may have many lines."""
    source = finding.source
    below = range(finding.line + 1, source.line_count + 1)
    fields = [number for number in below if KEY_LINE.match(source.line_text(number))][:2]
    return max([finding.line + _NEAR, *fields])


def _key(finding: Diagnostic) -> tuple[str, str]:
    return (finding.rule.code, finding.message)
