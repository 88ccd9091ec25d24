"""Build hook: a wheel without Mermaid's files would draw nothing, so building one fetches them first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MermaidHook(BuildHookInterface):
    """Fetches Mermaid into the package before a wheel is packed; an editable install does without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before packing. `version` is "standard" or "editable"."""
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(__file__).parent))
        from sop_catalog.site.mermaid_bundle import fetch_bundle  # noqa: PLC0415

        fetch_bundle()
