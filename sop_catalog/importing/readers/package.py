"""Office files are zips of XML: opened with bounds, without entities, without network."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from sop_catalog.importing.readers.failure import ReadError

_MAX_PARTS = 4_000
_MAX_PART = 48 * 1024 * 1024
"""Bytes of one part of XML, unpacked."""
_MAX_TOTAL = 400 * 1024 * 1024
"""Bytes of all parts, unpacked; pictures are counted and not read."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of an Office file."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            ReadError: it is locked, broken, or larger inside than any SOP.
        """
        with path.open("rb") as opened:
            start = opened.read(8)
        if start == _OLE:
            raise ReadError(
                "berkas ini dikunci dengan kata sandi atau berformat lama; simpan ulang di Office tanpa kata sandi sebagai .docx atau .xlsx"
            )
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError):
            raise ReadError("berkas ini rusak: bukan berkas Office yang utuh") from None
        if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_TOTAL:
            self._zip.close()
            raise ReadError("isi berkas ini setelah dibuka jauh lebih besar dari SOP mana pun (bom zip?); tidak dibaca")
        self._sizes = {info.filename: info.file_size for info in infos}

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._sizes

    def tree(self, name: str) -> etree._Element | None:
        """A part as XML; None where there is none.

        Raises:
            ReadError: the part is too large, broken, or declares entities.
        """
        if name not in self._sizes:
            return None
        if self._sizes[name] > _MAX_PART:
            raise ReadError(f"bagian {name} berkas ini terlalu besar; tidak dibaca")
        try:
            with self._zip.open(name) as part:
                data = part.read(_MAX_PART + 1)
        except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, ValueError) as error:
            locked = "password" in str(error).lower()
            raise ReadError(
                "berkas ini dikunci dengan kata sandi; simpan salinan tanpa kata sandi"
                if locked
                else "berkas ini rusak: isinya tidak dapat dibuka"
            ) from None
        except Exception as error:  # zlib.error and its like have no common base
            raise ReadError("berkas ini rusak: isinya tidak dapat dibuka") from error
        if len(data) > _MAX_PART:
            raise ReadError(f"bagian {name} berkas ini terlalu besar; tidak dibaca")
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise ReadError("berkas ini memuat entitas XML, yang tidak ada pada berkas Office biasa; tidak dibaca")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise ReadError(f"berkas ini rusak: bagian {name} bukan XML yang utuh") from None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (kind, part); parts outside of the file are left out, never fetched."""
        folder, _, base = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in tree.iter(_RELATIONS) if tree is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], part)
        return found


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child, then its first child, and so on, by local names; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def number(text: str | None, default: float = 0.0) -> float:
    """A number out of an attribute."""
    try:
        value = float(text) if text is not None else default
    except ValueError:
        return default
    return value if abs(value) < 1e12 else default
