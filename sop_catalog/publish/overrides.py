"""What one build is to do otherwise than mkdocs.yml says: `sop cetak` and `sop luring` ask for it, the plugin does it.

By way of the environment, since MkDocs, a program of its own, stands between them and takes no options of plugins.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

OVERRIDES = "SOP_SEKALI_INI"
"""The environment variable."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is otherwise for one build."""

    paper: str = ""
    """Option `paper`; "" as mkdocs.yml says."""
    offline: bool = False
    """Option `offline`, where mkdocs.yml does not say it already."""
    untuk_pengesahan: bool = False
    """Whether sheets are to be signed (`Settings.untuk_pengesahan`)."""

    def to_text(self) -> str:
        """As the environment carries it."""
        return json.dumps(asdict(self))


def read_overrides() -> Overrides:
    """What the program that started this build asks for."""
    return Overrides(**json.loads(os.environ.get(OVERRIDES) or "{}"))
