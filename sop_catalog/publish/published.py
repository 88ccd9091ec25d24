"""What a publish has done, for the person who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sop_catalog.publish.plan import Plan, count_pages
from sop_catalog.publish.tree import Sums


@dataclass(frozen=True, slots=True)
class Published:
    """What was done."""

    place: Path
    version: str
    """Id of the version that readers see now."""
    is_new: bool
    """Whether they saw another before."""
    is_first: bool
    """Whether nothing of ours was there before."""
    written: int
    unchanged: int
    removed: int
    pages: int
    kept: tuple[str, ...]
    """Files of ours that the site has no more but somebody changed: they stay."""
    brought: tuple[str, ...]
    """Files of somebody else that came along into the new version."""

    @classmethod
    def of(  # noqa: PLR0913 - what it says
        cls,
        place: Path,
        version: str,
        plan: Plan,
        wanted: Sums,
        *,
        brought: tuple[str, ...] = (),
        is_first: bool = False,
    ) -> Published:
        """After a change."""
        return cls(
            place,
            version,
            is_new=True,
            is_first=is_first,
            written=len(plan.changed),
            unchanged=len(plan.unchanged),
            removed=len(plan.gone),
            pages=count_pages(wanted),
            kept=plan.kept,
            brought=tuple(sorted(brought)),
        )

    @classmethod
    def unchanged_site(cls, place: Path, version: str, plan: Plan, wanted: Sums) -> Published:
        """Where readers have the very same site already."""
        return cls(
            place, version, is_new=False, is_first=False, written=0, unchanged=len(wanted), removed=0, pages=count_pages(wanted),
            kept=plan.kept, brought=(),
        )  # fmt: skip

    def format_counts(self) -> str:
        """Such as "3 berkas ditulis, 180 tetap, 1 dihapus"."""
        return f"{self.written} berkas ditulis, {self.unchanged} tetap, {self.removed} dihapus"
