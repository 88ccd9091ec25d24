"""What was published where, and when: the list that stands beside, or in, a published folder.

    {"versi": 2, "kini": "20260105-093012-4f1c", "menuju": "", "terbitan": [
       {"id": "20260105-093012-4f1c", "waktu": "2026-01-05T09:30:12+07:00",
        "berkas": {"index.html": "<sha256>", …}, "tetap": {"assets/sop.<sum>.css": "<sha256>", …}}]}

Version 1 of this form, `{"versi": 1, "berkas": {"index.html": ["<sha256>", …]}}`, is read as one version without a date.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sop_catalog.publish.tree import Sums, is_page, is_safe_name, mode_of
from sop_catalog.site.fingerprints import has_fingerprint

KEPT = 3
"""So many versions are kept, the current one among them."""
_FORM = 2
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{4}")
_SUM = re.compile(r"[0-9a-f]{64}")
OLDEST = "00000000-000000-0000"
"""The version that a list of form 1 describes."""


def is_version_id(name: str) -> bool:
    """Whether a folder may have been named by us."""
    return _ID.fullmatch(name) is not None


def make_version_id(now: dt.datetime) -> str:
    """Such as "20260105-093012-4f1c": the last part keeps two runs apart, and nobody guesses an old version's address."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the site that was published."""

    id: str
    waktu: str
    """When, as ISO 8601 with the offset of local time; "" where nobody knows."""
    berkas: Sums
    """The files that were built for it, without what stayed from others."""
    tetap: Sums = field(default_factory=dict)
    """Files of other versions that were laid beside them, where each version has a folder of its own."""
    ganda: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further sums that a file may have: only a list of form 1 knows them."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Paths of its pages."""
        return tuple(name for name in self.berkas if is_page(name))

    def is_ours(self, name: str, found: str) -> bool:
        """Whether a file with this sum may be what we wrote under this name."""
        known = (self.berkas.get(name), self.tetap.get(name), *self.ganda.get(name, ()))
        return bool(found) and found in known


@dataclass(frozen=True, slots=True)
class Record:
    """The versions, oldest first."""

    versions: tuple[Version, ...] = ()
    current: str = ""
    """Id of the version that readers see; "" before the first."""
    heading: str = ""
    """Id of the version that a folder is being brought to; "" when nothing is under way."""

    def version(self, name: str) -> Version | None:
        """The version with an id."""
        return next((version for version in self.versions if version.id == name), None)

    @property
    def now(self) -> Version | None:
        """What readers see."""
        return self.version(self.current)

    def heading_for(self, version: Version) -> Record:
        """One more version, the newest, that the place is to be brought to; behind the one that readers see now."""
        others = [other for other in self.versions if other.id != self.current]
        now = [self.now] if self.now else []
        return replace(self, versions=(*others, *now, version), heading=version.id)

    def with_staying(self, version: Version, files: Sums) -> Record:
        """More files of others lie beside a version's own."""
        more = replace(version, tetap={**version.tetap, **files})
        return replace(self, versions=tuple(more if other.id == version.id else other for other in self.versions))

    def arrived(self) -> Record:
        """What holds once readers see the version that the place is heading for: the last three are kept."""
        return Record(self.versions[-KEPT:], self.heading)

    def is_ours(self, name: str, found: str) -> bool:
        """Whether a file with this sum is as we wrote it in some kept version."""
        return any(version.is_ours(name, found) for version in self.versions)

    def staying(self, version: Version) -> dict[str, str]:
        """Files of other kept versions that stay beside a version's own, for pages that are just being loaded."""
        return {
            name: content
            for other in self.versions
            for name, content in other.berkas.items()
            if has_fingerprint(name) and name not in version.berkas
        }


def find_versions(record: Record, asked: str) -> tuple[Version, ...]:
    """The versions that somebody may mean by the beginning of an id, or by "" the one before the current one.

    A whole id means that version alone; two versions of the same second share all but the last part of theirs.
    """
    if asked:
        return tuple(version for version in record.versions if version.id.startswith(asked))
    ids = [version.id for version in record.versions]
    place = ids.index(record.current) if record.current in ids else 0
    return record.versions[place - 1 : place] if place else ()


def read_record(path: Path) -> Record | None:
    """The list in a file; None where there is none that can be trusted.

    Raises:
        OSError: it cannot be read.
    """
    mode = mode_of(path)
    if mode is None or not stat.S_ISREG(mode):
        return None
    try:
        document = json.loads(path.read_text("utf-8"))
        return _decode_first(document) if document["versi"] == 1 else _decode(document)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _decode(document: Any) -> Record:
    if document["versi"] != _FORM:
        raise ValueError
    versions = tuple(
        Version(_checked(_ID, entry["id"]), str(entry["waktu"]), _names(entry["berkas"]), _names(entry["tetap"]))
        for entry in document["terbitan"]
    )
    ids = {"", *(version.id for version in versions)}
    if document["kini"] not in ids or document["menuju"] not in ids or len(ids) != len(versions) + 1:
        raise ValueError
    return Record(versions, document["kini"], document["menuju"])


def _decode_first(document: Any) -> Record:
    sums = {name: tuple(_checked(_SUM, found) for found in known) for name, known in document["berkas"].items()}
    files = {name: known[-1] for name, known in sums.items()}
    return Record((Version(OLDEST, "", _names(files), ganda=sums),), OLDEST)


def _names(files: Mapping[str, str]) -> dict[str, str]:
    if not all(map(is_safe_name, files)):
        raise ValueError
    return {name: _checked(_SUM, found) for name, found in files.items()}


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def render_record(record: Record) -> bytes:
    """The list as it is written."""
    document = {
        "versi": _FORM,
        "kini": record.current,
        "menuju": record.heading,
        "terbitan": [
            {
                "id": version.id,
                "waktu": version.waktu,
                "berkas": dict(sorted(version.berkas.items())),
                "tetap": dict(sorted(version.tetap.items())),
            }
            for version in record.versions
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=0).encode() + b"\n"
