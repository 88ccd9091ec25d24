"""DOOR 3: the worker behind /sunting/, which runs in a browser. (skeleton)"""

from __future__ import annotations

from sop_catalog.catalog.catalog import Catalog, SopFile  # noqa: F401
from sop_catalog.checks import check_catalog  # noqa: F401
from sop_catalog.compare.diff import compare  # noqa: F401
from sop_catalog.compare.formats import format_comparison  # noqa: F401
from sop_catalog.editing.document import Document  # noqa: F401
from sop_catalog.pages.sop_page import build_sop_view  # noqa: F401
from sop_catalog.pages.templates import template  # noqa: F401
