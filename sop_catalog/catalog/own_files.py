"""What an office has put into `docs/` besides its SOPs: MkDocs publishes all of it, so it is looked at before that.

Links that lead out, folders that nobody can enter, pictures with scripts, numbers of employees, and files that would be
published without anybody's meaning to: a page without the site's frame, a YAML file that is an SOP in the wrong folder.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sop_catalog.catalog.folder import list_folder, report_outside
from sop_catalog.catalog.unread import unreadable_file
from sop_catalog.model.shape_rules import FILE_NAME, NIP
from sop_catalog.source import file_rules
from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root, read_regular
from sop_catalog.source.markup import find_shown_nips, mask_shown_nips
from sop_catalog.source.nip import find_nips, holds_nip, is_likely_nip, mask_nip
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.svg import MAX_SVG, find_active_svg
from sop_catalog.source.text import Source, Span

RAW_ENDINGS = (
    ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".hta", ".xml", ".xsl", ".xslt", ".svgz", ".yml", ".yaml",
)  # fmt: skip
"""Of files that are published only where an office says so (option `raw_files`)."""
_LEFT = re.compile(r"~\$[^/]*|.*(?:~|\.(?:bak|orig|rej|old|save|sw[op]|tmp))", re.IGNORECASE | re.DOTALL)
"""Names of what editors, office programs and git leave behind; they are not meant for the site either."""
_PAGE_ENDING = ".md"
_MAX_PAGE = 5 * 1024 * 1024
"""Bytes of a page, or of another text, that are looked at."""
_TEXTS = (".txt", ".csv", ".tsv", ".json", ".geojson", ".vtt", ".js", ".mjs", ".css", ".svg", ".html", ".htm", ".xml")
"""Endings of what is published as it is and can be read: nobody masks a number in it."""
_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
"""Shows how something is written, such as a NIP that nobody has."""


def check_own_files(docs: Path, shown: str, raw_files: Sequence[str] = ()) -> list[Diagnostic]:
    """Everything in a site's folder of pages that must not be published, or would be unawares.

    Args:
        docs: the folder; nothing is wrong with one that does not exist.
        shown: what messages call it.
        raw_files: patterns of files that are published as they are (`find_raw`).
    """
    if not docs.is_dir():
        return []
    root = find_root(docs)
    listed = list_folder(docs, shown, root, is_wanted=lambda name: not name.startswith("."))
    findings = [_for_mkdocs(item) for item in listed.findings]
    for name in listed.files:
        findings += _check_file(docs / name, f"{shown}/{name}", root)
        findings += _check_name(name, f"{shown}/{name}")
    findings += [_report_raw(name, f"{shown}/{name}") for name in find_raw(listed.files, raw_files)]
    return findings


def check_theme_files(folder: Path, shown: str) -> list[Diagnostic]:
    """Links that lead out of a site's own theme folder, and what in it cannot be entered or read, or is no mere drawing.

    Args:
        folder: option `custom_dir` of the theme; nothing is wrong with one that does not exist.
        shown: what messages call it.
    """
    if not folder.is_dir():
        return []
    root = find_root(folder)
    listed = list_folder(folder, shown, root, is_wanted=lambda name: not name.startswith("."))
    findings = [_for_mkdocs(item) for item in listed.findings]
    for name in listed.files:
        findings += _check_file(folder / name, f"{shown}/{name}", root)
    return findings


def check_config(path: Path, shown: str) -> list[Diagnostic]:
    """Numbers of employees in mkdocs.yml: what it says stands on every page.

    Args:
        path: the file; nothing is wrong with one that cannot be read.
        shown: what messages call it.
    """
    try:
        text = read_regular(path, None, _MAX_PAGE).decode("utf-8", "replace")
    except (NotRegularError, OSError):
        return []
    return list(_check_text(text, shown, find_nips(text)))


def mask_prose(markdown: str) -> str:
    """A text in Markdown with each NIP masked, but for examples in code."""
    return "".join(
        piece if is_code else mask_shown_nips(mask_nip(piece)) for _, piece, is_code in _split_code(markdown)
    )


def _for_mkdocs(finding: Diagnostic) -> Diagnostic:
    """MkDocs follows every link: one that leads to what is there already may lead round and round."""
    return replace(finding, severity=Severity.GALAT) if finding.rule is file_rules.LINK_AGAIN else finding


def find_raw(files: Sequence[str], raw_files: Sequence[str]) -> Iterator[str]:
    """Files that would be published as they are, and are not meant to be.

    Args:
        files: relative to the folder of pages, with "/".
        raw_files: patterns of those that are meant, such as "unduhan/*.html".
    """
    for name in files:
        is_raw = name.lower().endswith(RAW_ENDINGS) or _is_left(name)
        if is_raw and not any(fnmatch.fnmatchcase(name, item) for item in raw_files):
            yield name


def _is_left(name: str) -> bool:
    return _LEFT.fullmatch(name.rpartition("/")[2]) is not None


def _report_raw(name: str, shown: str) -> Diagnostic:
    message, fix = (
        ("berkas cadangan ini tidak ikut terbit", "hapus berkas ini")
        if _is_left(name)
        else (
            "berkas ini tidak ikut terbit: akan tampil apa adanya, tanpa bingkai situs",
            "tulis halaman sebagai .md dan SOP di folder SOP",
        )
    )
    fix = f"{fix}; bila memang harus terbit, tambahkan `{name}` pada `raw_files` plugin sop_catalog"
    return file_rules.RAW_FILE.at(Source(shown, ""), Span(0, 0), message, fix=fix)


def _find_prose_nips(markdown: str) -> Iterator[tuple[int, int]]:
    """Where a text in Markdown holds numbers, outside examples in code."""
    for place, piece, is_code in _split_code(markdown):
        if not is_code:
            found = {*find_nips(piece), *find_shown_nips(mask_nip(piece))}
            yield from ((place + start, place + stop) for start, stop in sorted(found))


def _split_code(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """The pieces of a text in Markdown in their order: where each begins, the piece, whether it is an example in code."""
    place = 0
    for code in _CODE.finditer(markdown):
        yield place, markdown[place : code.start()], False
        yield code.start(), code[0], True
        place = code.end()
    yield place, markdown[place:], False


def _check_name(name: str, shown: str) -> Iterator[Diagnostic]:
    """Whether an address may be made of a file's name; those of folders have been looked at."""
    if holds_nip(name.rpartition("/")[2]):
        message = "nama ini memuat NIP, dan nama berkas menjadi bagian dari alamat halaman"
        fix = "ganti namanya dengan huruf kecil, angka, dan tanda hubung"
        yield FILE_NAME.at(Source(shown, ""), Span(0, 0), message, fix=fix)


def _find_nips_in_data(text: str, ending: str) -> Iterator[tuple[int, int]]:
    """Numbers in what is no prose: there 18 digits are often something else. Of a drawing only what it says."""
    found = set() if ending == ".svg" else {*find_nips(text)}
    if ending in {".svg", ".html", ".htm", ".xml"}:
        found |= {*find_shown_nips(text)}
    yield from (place for place in sorted(found) if is_likely_nip(text[slice(*place)]))


def _check_text(
    text: str, shown: str, places: Iterator[tuple[int, int]], *, is_raw: bool = False
) -> Iterator[Diagnostic]:
    """One finding for all numbers of a file."""
    found = list(places)
    if found:
        others = f", juga di {len(found) - 1} tempat lain di berkas ini" if len(found) > 1 else ""
        fix = "hapus NIP dari teks ini; sebut orangnya dengan jabatannya"
        if is_raw:
            fix = f"berkas ini terbit apa adanya, dengan angkanya: {fix}"
        yield NIP.at(Source(shown, text), Span(*found[0]), f"NIP tertulis di sini{others}", fix=fix)


def _check_file(path: Path, shown: str, root: Path) -> Iterator[Diagnostic]:
    """Whether it can be read, a picture does nothing, and a page shows nobody's number."""
    try:
        ending = path.suffix.lower()
        is_svg, is_page, is_text = ending == ".svg", ending == _PAGE_ENDING, ending in _TEXTS
        data = read_regular(path, root, MAX_SVG + 1 if is_svg else _MAX_PAGE if is_page or is_text else 1)
    except OutsideError:
        yield report_outside(shown)
        return
    except (NotRegularError, OSError) as error:
        reason = describe_os_error(error) if isinstance(error, OSError) else "bukan berkas biasa"
        yield unreadable_file(shown, reason)
        return
    if is_page:
        text = data.decode("utf-8", "replace")
        yield from _check_text(text, shown, _find_prose_nips(text))
    elif is_text:
        text = data.decode("utf-8", "replace")
        yield from _check_text(text, shown, _find_nips_in_data(text, ending), is_raw=True)
    if is_svg and (problem := find_active_svg(data)):
        yield file_rules.ACTIVE_PICTURE.at(
            Source(shown, ""), Span(0, 0), f"gambar SVG ini {problem}",
            fix="simpan ulang sebagai SVG biasa (di Inkscape: Plain SVG), atau pakai PNG",
        )  # fmt: skip
