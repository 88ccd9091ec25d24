"""Rules above the shape of one file: flow, references, completeness. `check_catalog` runs them all."""

from __future__ import annotations

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.checks.flow import check_flow
from sop_catalog.checks.references import check_references
from sop_catalog.source.diagnostic import Diagnostic


def check_catalog(catalog: Catalog) -> list[Diagnostic]:
    """Everything that is wrong between and inside readable SOPs; never raises on input."""
    return [*check_flow(catalog), *check_references(catalog)]
