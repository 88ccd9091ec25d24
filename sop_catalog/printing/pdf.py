"""What the browser has printed, made the same for the same input, and with what a file is known by.

Chromium numbers the tags of a PDF by the nodes that its page happened to have, and notes the second. Both say nothing
of the content, and go. What is looked at here is specified in ISO 32000-1: 14.3.3 (information), 14.7 (structure).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from sop_catalog.catalog.signed import PRINTED_BY

NEIGHBOUR = "https://cetak.invalid/"
"""Begins the address of a link to a PDF in the same folder: "https://cetak.invalid/cuti.pdf"."""

_OF_TEXT = ("/Strong", "/Em", "/Title")
"""Kinds of tags that Chromium writes and that PDF has only since 2.0: older readers are told what they are."""


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str = ""


def settle(data: bytes, about: About, add: Callable[[PdfWriter], None] = lambda _: None) -> bytes:
    """The same PDF for the same content.

    Args:
        data: as Chromium has printed it.
        about: its title, author and subject.
        add: what else is to be done to it.

    Raises:
        ValueError: it is no whole PDF.
    """
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    except Exception as error:  # noqa: BLE001 - a reader of foreign files may raise anything
        raise ValueError(f"PDF dari peramban tidak terbaca ({type(error).__name__})") from None
    writer.pdf_header = "%PDF-1.7"
    _renumber(writer.root_object)
    _order_places(writer.root_object)
    for page in writer.pages:
        _settle_links(page)
    add(writer)
    writer.metadata = None
    said = {"/Title": about.title, "/Author": about.author, "/Subject": about.subject, "/Creator": PRINTED_BY}
    writer.add_metadata({name: text for name, text in said.items() if text})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def page_count(data: bytes) -> int:
    """How many sheets a PDF has."""
    return len(PdfReader(io.BytesIO(data)).pages)


def find_destinations(data: bytes) -> Mapping[str, int]:
    """On which sheet each place is that the document links to: its `id` → sheet, from 0."""
    reader = PdfReader(io.BytesIO(data))
    sheets = {
        page.indirect_reference.idnum: number for number, page in enumerate(reader.pages) if page.indirect_reference
    }
    found: dict[str, int] = {}
    places: Any = reader.root_object.get("/Dests")
    for name, place in (places.get_object() if places else {}).items():
        found[name[1:]] = sheets[place.get_object()[0].idnum]
    return found


def _renumber(root: DictionaryObject) -> None:
    """Name the tags that others refer to in the order in which they are read."""
    tree: Any = root.get("/StructTreeRoot")
    if tree is None:
        return
    tree = tree.get_object()
    names: dict[bytes, ByteStringObject] = {}
    elements = list(_elements(tree.get("/K")))
    seen = {str(one["/S"]) for one in elements if "/S" in one}
    roles = {NameObject(kind): NameObject("/Span") for kind in _OF_TEXT if kind in seen}
    if roles:
        tree[NameObject("/RoleMap")] = DictionaryObject(roles)
    for element in elements:
        if "/ID" in element:
            key = _key(element["/ID"])
            names[key] = ByteStringObject(f"t{len(names):08}".encode())
            element[NameObject("/ID")] = names[key]
    _rename_headers(elements, names)
    if "/IDTree" in tree:
        pairs = sorted((names[key], node) for key, node in _names(tree["/IDTree"]) if key in names)
        nodes = list(_tree(tree["/IDTree"]))
        for node in nodes:
            node.clear()  # what nobody refers to is written nevertheless
        nodes[0][NameObject("/Names")] = ArrayObject(item for pair in pairs for item in pair)


def _order_places(root: DictionaryObject) -> None:
    """Drop the order of a hash table."""
    places: Any = root.get("/Dests")
    if places is not None:
        places = places.get_object()
        ordered = sorted(places.items())
        places.clear()
        places.update(ordered)


def _rename_headers(elements: Iterable[DictionaryObject], names: Mapping[bytes, ByteStringObject]) -> None:
    """What cells say of the cells that are their heads."""
    for element in elements:
        attributes: Any = element.get("/A")
        attributes = attributes.get_object() if attributes is not None else ()
        for attribute in attributes if isinstance(attributes, list) else [attributes]:
            headers = attribute.get_object().get("/Headers") if attribute else None
            if headers is not None:
                attribute.get_object()[NameObject("/Headers")] = ArrayObject(
                    names[_key(header)] for header in headers.get_object() if _key(header) in names
                )


def _elements(kids: Any) -> Iterator[DictionaryObject]:
    """The structure's elements, as they are read."""
    waiting = [kids]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, DictionaryObject) and node.get("/Type") not in {"/MCR", "/OBJR"}:
            yield node
            if "/K" in node:
                waiting.append(node.raw_get("/K"))


def _tree(node: Any) -> Iterator[DictionaryObject]:
    """The nodes of a name tree, the root first."""
    node = node.get_object()
    yield node
    for kid in node.get("/Kids", ()):
        yield from _tree(kid)


def _names(root: Any) -> Iterator[tuple[bytes, PdfObject]]:
    """The entries of a name tree."""
    for node in _tree(root):
        entries = node.get("/Names", ArrayObject()).get_object()
        for index in range(0, len(entries), 2):
            yield _key(entries[index]), list.__getitem__(entries, index + 1)


def _key(text: Any) -> bytes:
    text = text.get_object()
    return bytes(text) if isinstance(text, bytes) else text.original_bytes


def _settle_links(page: DictionaryObject) -> None:
    """A link to a neighbour leads to the file beside this one, wherever both are."""
    annotations: Any = page.get("/Annots")
    for annotation in annotations.get_object() if annotations is not None else ():
        action: Any = annotation.get_object().get("/A")
        address = str(action.get_object().get("/URI", "")) if action is not None else ""
        if address.startswith(NEIGHBOUR):
            annotation.get_object()[NameObject("/A")] = DictionaryObject(
                {
                    NameObject("/S"): NameObject("/GoToR"),
                    NameObject("/F"): TextStringObject(address.removeprefix(NEIGHBOUR).partition("#")[0]),
                    NameObject("/D"): ArrayObject([NumberObject(0), NameObject("/Fit")]),
                }
            )
