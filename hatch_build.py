"""Build hook: a wheel brings along what npm brings here, so building one fetches it first.

Without Mermaid's files it would draw nothing, and without Python for browsers nobody could change an SOP on the page.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):
    """Fetches Mermaid and Pyodide into the package before a wheel is packed; an editable install does without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before packing. `version` is "standard" or "editable"."""
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(__file__).parent))
        from sop_catalog.site import mermaid_bundle, pyodide_bundle  # noqa: PLC0415

        mermaid_bundle.fetch_bundle()
        if pyodide_bundle.find_bundle() is None:
            pyodide_bundle.fetch_bundle()
