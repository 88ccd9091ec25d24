"""Rules above the shape of one file: flow, references, completeness. `check_catalog` runs them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.checks.attachments import check_attachments
from sop_catalog.checks.branches import check_branches
from sop_catalog.checks.citations import check_citations
from sop_catalog.checks.completeness import check_completeness
from sop_catalog.checks.dates import check_dates
from sop_catalog.checks.drawing import check_drawing
from sop_catalog.checks.duplicates import check_duplicates
from sop_catalog.checks.offices import check_offices
from sop_catalog.checks.performers import check_performers
from sop_catalog.checks.placeholders import check_placeholders, check_register_placeholders
from sop_catalog.checks.reachability import check_reachability
from sop_catalog.checks.references import check_references
from sop_catalog.checks.registers import check_registers
from sop_catalog.checks.revisions import check_revisions
from sop_catalog.checks.sentences import check_sentences
from sop_catalog.checks.signed import check_signed
from sop_catalog.checks.succession import check_succession
from sop_catalog.checks.symbol_words import check_symbol_words
from sop_catalog.checks.targets import check_targets
from sop_catalog.checks.wording import check_wording
from sop_catalog.model.build_day import is_overdue, read_build_day
from sop_catalog.model.review import find_yet_to_come, review_due
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic

IN_FILES = (
    check_performers,
    check_targets,
    check_branches,
    check_reachability,
    check_sentences,
    check_drawing,
    check_wording,
    check_revisions,
    check_placeholders,
    check_symbol_words,
    check_completeness,
)
"""Rules that look at each SOP by itself."""
BETWEEN_FILES = (
    check_duplicates,
    check_references,
    check_succession,
    check_offices,
    check_citations,
    check_attachments,
    check_signed,
)
"""Rules that look at all SOPs together."""
CHECKS: tuple[Callable[..., Iterator[Diagnostic]], ...] = (
    *IN_FILES, check_dates, check_registers, check_register_placeholders, *BETWEEN_FILES,
)  # fmt: skip
"""All of them; `registry` finds the rules that they apply in their modules."""


def check_catalog(catalog: Catalog, today: dt.date | None = None, *, registers: bool = True) -> list[Diagnostic]:
    """Everything that is wrong between and inside readable SOPs; never raises on what files hold.

    Args:
        catalog: files that are `header_only` are known to the others but are not judged themselves.
        today: for what is overdue; None: SOURCE_DATE_EPOCH, else the day on which this runs.
        registers: whether the registers are judged, too.
    """
    return [*check_files(catalog, today or read_build_day()), *check_together(catalog, registers=registers)]


def check_files(catalog: Catalog, today: dt.date) -> list[Diagnostic]:
    """What is wrong inside the SOPs, each seen by itself: with the registers, without the other SOPs.

    Args:
        catalog: as for `check_catalog`; any part of it gives the same findings for the files of that part.
        today: for what is overdue.
    """
    findings = [finding for check in IN_FILES for finding in check(catalog)]
    findings += check_dates(catalog, today)
    return _without_stand_ins(catalog, findings)


def check_together(catalog: Catalog, *, registers: bool = True) -> list[Diagnostic]:
    """What is wrong between the SOPs, and between them and the registers.

    Args:
        catalog: as for `check_catalog`.
        registers: whether the registers are judged, too.
    """
    findings = [*check_registers(catalog), *check_register_placeholders(catalog)] if registers else []
    findings += (finding for check in BETWEEN_FILES for finding in check(catalog))
    return _without_stand_ins(catalog, findings)


@dataclass(frozen=True, slots=True)
class FileRules:
    """`check_files` as whoever reads files wants it (`catalog.files.Judge`)."""

    today: dt.date

    def __call__(self, catalog: Catalog) -> list[Diagnostic]:
        """What is wrong inside the SOPs of a catalogue that holds any of them."""
        return check_files(catalog, self.today)

    def key(self, sop: Sop) -> str:
        """All that the day decides: whether the review of an SOP is overdue, and what of it is yet to come."""
        late = "lewat" if is_overdue(review_due(sop), self.today) else ""
        return f"{late} {len(find_yet_to_come(sop, self.today)) or ''}".strip()


def _without_stand_ins(catalog: Catalog, findings: list[Diagnostic]) -> list[Diagnostic]:
    """What stands on a line that could not be read is a stand-in; that line has its finding already."""
    unread = {(file.source.path, line) for file in catalog.files for line in file.unread_lines}
    if not unread:
        return findings
    return [finding for finding in findings if (finding.source.path, finding.line) not in unread]
