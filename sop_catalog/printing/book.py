"""The book of a unit: title, place of the decision, contents, explanation, SOPs by number, register of regulations.

It is one document of named pages (CSS Paged Media, named pages: https://www.w3.org/TR/css-page-3/#using-named-pages):
each SOP keeps the sheets, the margins and the sheet numbers that it has by itself, and the sheets of the whole book are
numbered through. What stands on which sheet is known when it is printed, so it is printed until the contents are right.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.citations import Acuans, build_acuans
from sop_catalog.model.registers import StatusPeraturan
from sop_catalog.model.sop import Sop, Status
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import css_string, template
from sop_catalog.printing.pdf import find_destinations, page_count
from sop_catalog.printing.selection import by_number
from sop_catalog.printing.sheets import (
    SheetError,
    Surround,
    find_article,
    lead,
    make_article,
    make_frame,
    map_links,
    site_path,
    slug_of,
)

DECISION = "keputusan"
"""The place of the decision in the document."""
_MOST_PASSES = 4
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SIZE = re.compile(r"@page\s*\{\s*size:\s*([\d.]+)mm\s+([\d.]+)mm")
_ID = re.compile(r'(\s(?:id|for|headers|aria-labelledby|aria-describedby|aria-controls)=")([^"]*)"')
_BODY = re.compile(r"<body\b[^>]*>")
_PLAIN_HEAD = re.compile(r'<link rel="icon"[^>]*>|<meta name="description"[^>]*>')


@dataclass(frozen=True, slots=True)
class BookSop:
    """One SOP in the book."""

    urutan: int
    """Its place, from 1."""
    jangkar: str
    """The place in the document: "s1"."""
    nomor: str
    judul: str
    status: str
    """"draf" where it is one; ""."""
    slug: str
    path: str
    """Of its page in the site."""


@dataclass(frozen=True, slots=True)
class BookRegulation:
    """A regulation that the SOPs of the book cite."""

    judul: str
    tentang: str
    status: str
    """"dicabut", "diubah"; "" for all else."""
    dirujuk: tuple[BookSop, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What the book of a unit holds."""

    judul: str
    unit: str
    atasan: tuple[str, ...]
    """The units above it, from the top down."""
    logo: str
    """Path in the site; ""."""
    tahun: str
    """As it is to stand on the cover; ""."""
    pengantar: tuple[str, ...]
    """Paragraphs; () where the unit has none."""
    sop: tuple[BookSop, ...]
    peraturan: tuple[BookRegulation, ...]
    sebutan_lain: tuple[tuple[str, tuple[BookSop, ...]], ...]
    """Items of dasar hukum that name no regulation that is known, as they are written."""
    versi: str
    """Changes with every SOP of the book."""
    keputusan: tuple[bool, ...] = ()
    """Of each sheet of the decision whether it is wider than high; () where its place is left to be filled."""


class BookError(Exception):
    """There is no book; the text is Indonesian, one line."""


def plan_book(catalog: Catalog, kode: str, slugs: Sequence[str], tahun: str, path_of: Callable[[str], str]) -> Book:
    """What a unit's book holds.

    Args:
        catalog: all SOPs.
        kode: the unit's.
        slugs: of its SOPs and those of units below; revoked ones are left out.
        tahun: what stands on the cover.
        path_of: the path in the site of an SOP's page.

    Raises:
        BookError: every SOP is revoked.
    """
    chosen = by_number(catalog.sops[slug] for slug in slugs if catalog.sops[slug].status is not Status.DICABUT)
    if not chosen:
        raise BookError(f"semua SOP unit `{kode}` sudah dicabut; tidak ada yang dibukukan")
    units = catalog.registers.ancestry(kode)
    rows = tuple(_row(number, sop, path_of) for number, sop in enumerate(chosen, 1))
    acuans = build_acuans(catalog)
    sums = [hashlib.sha256(catalog.by_slug[sop.slug].source.text.encode()).hexdigest() for sop in chosen]
    return Book(
        judul="Standar Operasional Prosedur Administrasi Pemerintahan",
        unit=units[-1].nama,
        atasan=tuple(unit.nama for unit in units[:-1]),
        logo=catalog.logo_of(kode),
        tahun=tahun,
        pengantar=units[-1].pengantar,
        sop=rows,
        peraturan=_regulations(acuans, rows),
        sebutan_lain=_others(acuans, rows),
        versi=hashlib.sha256("\n".join(sums).encode()).hexdigest()[:8],
    )


def _row(number: int, sop: Sop, path_of: Callable[[str], str]) -> BookSop:
    return BookSop(
        number,
        f"s{number}",
        sop.nomor if sop.bernomor else "",
        sop.judul,
        "draf" if sop.status is Status.DRAF else "",
        sop.slug,
        path_of(sop.slug),
    )


def _regulations(acuans: Acuans, rows: Sequence[BookSop]) -> tuple[BookRegulation, ...]:
    by_slug = {row.slug: row for row in rows}
    told = {StatusPeraturan.DICABUT: "dicabut", StatusPeraturan.DIUBAH: "diubah"}
    found = []
    for acuan in acuans.by_kode.values():
        citing = {kutipan.slug: by_slug[kutipan.slug] for kutipan in acuan.kutipan if kutipan.slug in by_slug}
        if citing:
            tentang = acuan.tentang if acuan.jenis else ""
            status = told.get(acuan.status, "")
            found.append(
                BookRegulation(acuan.judul, tentang, status, tuple(sorted(citing.values(), key=lambda row: row.urutan)))
            )
    return tuple(found)


def _others(acuans: Acuans, rows: Sequence[BookSop]) -> tuple[tuple[str, tuple[BookSop, ...]], ...]:
    by_slug = {row.slug: row for row in rows}
    found: dict[str, dict[str, BookSop]] = {}
    for kutipan, _ in acuans.tidak_dikenali:
        if kutipan.slug in by_slug:
            found.setdefault(kutipan.kalimat, {})[kutipan.slug] = by_slug[kutipan.slug]
    return tuple((kalimat, tuple(citing.values())) for kalimat, citing in found.items())


# --- The document -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BookPages:
    """The pages of the site that the book is made of."""

    path: str
    """Where the book stands among them, so that their relative addresses mean the same: "sop/-buku-/index.html"."""
    html: Mapping[str, str]
    """By slug."""
    site_url: str
    settings: Settings


def compose_book(book: Book, pages: BookPages, sheets: Mapping[str, int], count: int) -> str:
    """The book as one page.

    Args:
        book: what it holds.
        pages: the site's.
        sheets: on which sheet each part begins, from 1, by its place in the document; {} while that is not known.
        count: sheets of the whole; 0 while that is not known.

    Raises:
        SheetError: a page holds no SOP.
    """
    first = pages.html[book.sop[0].slug]
    articles = []
    for row, behind in zip(book.sop, [*(row.jangkar for row in book.sop[1:]), "peraturan"], strict=True):
        own = sheets.get(behind, 0) - sheets.get(row.jangkar, 0)
        articles.append(_place_article(row, pages, book, own))
    front, back = _frame(first)
    size = _SIZE.search(first)
    if size is None:
        raise SheetError("ukuran kertas tidak ditemukan pada halaman SOP; periksa templat sendiri di overrides/sop")
    html = template(pages.settings, "buku.html").render(
        buku=book,
        logo=_up(pages.path) + book.logo if book.logo else "",
        kaki=Markup(css_string(f"SOP {book.unit}")),  # noqa: S704 - css_string escapes
        lebar=size[2],
        tinggi=size[1],
        isi=Markup("\n").join(Markup(article) for article in articles),  # noqa: S704 - pages of the site
        lembar=sheets,
        jumlah=count,
    )
    return make_frame(front + html + back, f"SOP {book.unit}")


def _up(path: str) -> str:
    return "../" * path.count("/")


def _frame(page: str) -> tuple[str, str]:
    """What stands around the content of a page of the site: its head with the style sheets, and a plain body."""
    head, _, rest = page.partition("</head>")
    body = _BODY.search(rest)
    if not rest or body is None:
        raise SheetError("kerangka halaman tidak dikenali; periksa templat sendiri di folder overrides")
    return f"{_PLAIN_HEAD.sub('', head)}</head>{body[0]}", "</body></html>"


def _place_article(row: BookSop, pages: BookPages, book: Book, own: int) -> str:
    """An SOP in the book: its names and its style are its own."""
    found = find_article(pages.html[row.slug])
    if found is None:
        raise SheetError(f"halaman SOP {row.slug} tidak dikenali; periksa templat sendiri di folder overrides/sop")
    article = make_article(found[0])
    inside = {one.slug: one.jangkar for one in book.sop}

    def target(address: str) -> str:
        if address.startswith("#"):
            return f"#{row.jangkar}-{address[1:]}"
        slug = slug_of(site_path(address.partition("#")[0], row.path)) if ":" not in address else ""
        return f"#{inside[slug]}" if slug in inside else lead(address, row.path, Surround(pages.site_url, frozenset()))

    article = _ID.sub(lambda one: f'{one[1]}{" ".join(f"{row.jangkar}-{name}" for name in one[2].split())}"', article)
    article = map_links(article, target)
    article = _STYLE.sub(lambda one: f"<style>{name_pages(one[1], row.jangkar, own)}</style>", article)
    return f'<section class="buku-sop" id="{row.jangkar}" style="page:{row.jangkar}">\n{article}\n</section>'


def name_pages(style: str, name: str, count: int) -> str:
    """The style of an SOP for its own pages of a book: `@page` is named, rules hold in its section alone.

    Args:
        style: of its page.
        name: of its section and its pages.
        count: how many sheets it has.
    """
    made = []
    for head, body in _rules(style):
        if head.startswith("@page"):
            own = body.replace("counter(pages)", f'"{count}"').replace("counter(page)", f"counter({name})")
            own = own.replace("@bottom-right{content:", '@bottom-right{content:"Buku hal. " counter(page) "  ·  " ')
            made.append(f"@page {name}{{counter-increment:{name};{own}}}")
        elif head.startswith("@media"):
            made.append(f"{head}{{#{name}{{{body}}}}}")
        else:
            made.append(f"#{name}{{{head}{{{body}}}}}")
    return "".join(made)


def _rules(style: str) -> list[tuple[str, str]]:
    """The rules of a style sheet at its top: what each begins with, and what is between its braces."""
    found = []
    start = opened = depth = 0
    quote = ""
    for place, character in enumerate(style):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "{":
            opened = place if not depth else opened
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                found.append((style[start:opened].strip(), style[opened + 1 : place]))
                start = place + 1
    return found


def settle_numbers(
    book: Book, pages: BookPages, show: Callable[[str], bytes], tell: Callable[[int], None] = lambda _: None
) -> bytes:
    """Print the book until every number in it is the one of the sheet that it names.

    Args:
        book: what it holds.
        pages: the site's.
        show: prints a page.
        tell: hears how often the whole has been printed, from 0.

    Raises:
        BookError: it does not come to rest.
        SheetError: a page holds no SOP.
    """
    sheets: dict[str, int] = {}
    count = 0
    for number in range(_MOST_PASSES):
        tell(number)
        printed = show(compose_book(book, pages, sheets, count))
        places = find_destinations(printed)
        found = {name: places[name] + 1 for name in _parts(book) if name in places}
        if missing := [name for name in _parts(book) if name not in found]:
            raise BookError(f"bagian buku tidak tercetak: {', '.join(missing[:3])}")
        if (found, page_count(printed)) == (sheets, count):
            return printed
        sheets, count = found, page_count(printed)
    raise BookError("nomor halaman buku tidak menetap")


def _parts(book: Book) -> list[str]:
    return [*([DECISION] if book.keputusan else []), "penjelasan", *(row.jangkar for row in book.sop), "peraturan"]
