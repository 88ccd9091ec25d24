"""A mistake in the input, as a value: data first, rendered later by `source.report`.

One mistake is one diagnostic. A `Rule` is declared once beside the code that finds it; what `sop jelaskan
SOPnnn` says of it, with a wrong and a right example, stands in `manual/SOPnnn.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sop_catalog.source.fix import Fix
from sop_catalog.source.nip import mask_parts
from sop_catalog.source.text import Source, Span


class Severity(StrEnum):
    """How bad it is, worst first. Only GALAT stops a build."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    SARAN = "saran"

    @property
    def rank(self) -> int:
        """0 for the worst; for sorting."""
        return list(Severity).index(self)


class Layer(IntEnum):
    """What a rule looks at; the hundreds of its code."""

    TEXT = 1
    """The characters and the YAML: where such a rule finds a galat, a text could not be read."""
    SHAPE = 2
    FLOW = 3
    REFERENCES = 4
    COMPLETENESS = 5


_RULES: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of mistake."""

    code: str
    """"SOP301": the hundreds say the layer."""
    name: str
    """Kebab-case, Indonesian: "cabang-tanpa-tujuan"."""
    severity: Severity

    def __post_init__(self) -> None:
        _RULES[self.code] = self

    @property
    def layer(self) -> Layer:
        """What the rule looks at."""
        return Layer(int(self.code[3]))

    @staticmethod
    def by_code(code: str) -> Rule:
        """The rule with a code, of the modules that are loaded. KeyError for any other."""
        return _RULES[code]

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Rule.by_code, (self.code,)  # between processes a rule is its code: there is one of each

    def at(  # noqa: PLR0913
        self,
        source: Source,
        span: Span,
        message: str,
        *,
        label: str = "",
        fix: str | Fix,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Label, ...] = (),
        severity: Severity | None = None,
        in_form: str = "",
    ) -> Diagnostic:
        """This mistake at a place.

        Args:
            source: the file.
            span: the place in it.
            message: what is wrong.
            label: what stands beside the excerpt.
            fix: what is printed after "perbaiki:"; a `Fix` where typing one text is all there is to do.
            fixes: ways that typing alone can go, when `fix` is words that offer several or add something to one.
            related: places that explain this one.
            severity: overrides the rule's own (gaps are milder while a file needs checking).
            in_form: what to do for somebody who sees the form and not the file, where that is something else than `fix`.
        """
        words, typed = (fix.label, (fix,)) if isinstance(fix, Fix) else (fix, fixes)
        message, label, words, in_form = (mask_parts(text, source.nips) for text in (message, label, words, in_form))
        return Diagnostic(self, severity or self.severity, message, source, span, label, words, related, typed, in_form)


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains the first, in the same file or another."""

    source: Source
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake at one place. All texts are Indonesian and for an editor who knows Word, not YAML."""

    rule: Rule
    severity: Severity
    message: str
    """One sentence that says what is wrong, without a full stop."""
    source: Source
    span: Span
    label: str
    """Stands under the excerpt beside ^^^^; "" for none."""
    fix: str
    """What is printed after "perbaiki:": the exact text to type, or what to do."""
    related: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()
    """The ways to mend it by typing alone, best first; empty where somebody has to decide or to look something up.
    Spans are those of `source`."""
    in_form: str = ""
    """What to do where the form is changed and not the file, as a sentence of its own; "" for the same as `fix`."""

    @property
    def line(self) -> int:
        """Line of the mistake, from 1."""
        return self.source.place(self.span.start).line

    @property
    def column(self) -> int:
        """Column of the mistake, from 1, in code points."""
        return self.source.place(self.span.start).column

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """By file, then place, then code."""
        return (self.source.path, self.span.start, self.severity.rank, self.rule.code)


def has_galat(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them stops a build."""
    return any(diagnostic.severity is Severity.GALAT for diagnostic in diagnostics)
