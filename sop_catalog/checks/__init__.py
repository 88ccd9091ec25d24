"""Rules above the shape of one file: flow, references, completeness. `check_catalog` runs them all."""

from __future__ import annotations

import datetime as dt

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.checks.citations import check_citations
from sop_catalog.checks.completeness import check_completeness
from sop_catalog.checks.duplicates import check_duplicates
from sop_catalog.checks.performers import check_performers
from sop_catalog.checks.reachability import check_reachability
from sop_catalog.checks.references import check_references
from sop_catalog.checks.registers import check_registers
from sop_catalog.checks.sentences import check_sentences
from sop_catalog.checks.succession import check_succession
from sop_catalog.checks.targets import check_targets
from sop_catalog.checks.wording import check_wording
from sop_catalog.model.build_day import read_build_day
from sop_catalog.source.diagnostic import Diagnostic


def check_catalog(catalog: Catalog, today: dt.date | None = None, *, registers: bool = True) -> list[Diagnostic]:
    """Everything that is wrong between and inside readable SOPs; never raises on what files hold.

    Args:
        catalog: files that are `header_only` are known to the others but are not judged themselves.
        today: for what is overdue; None: SOURCE_DATE_EPOCH, else the day on which this runs.
        registers: whether the registers are judged, too.
    """
    findings = [
        *(check_registers(catalog) if registers else ()),
        *check_performers(catalog),
        *check_targets(catalog),
        *check_reachability(catalog),
        *check_sentences(catalog),
        *check_duplicates(catalog),
        *check_references(catalog),
        *check_succession(catalog),
        *check_citations(catalog),
        *check_completeness(catalog, today or read_build_day()),
        *check_wording(catalog),
    ]
    # What stands on a line that could not be read is a stand-in; that line has its finding already.
    unread = {(file.source.path, line) for file in catalog.files for line in file.unread_lines}
    if not unread:
        return findings
    return [finding for finding in findings if (finding.source.path, finding.line) not in unread]
