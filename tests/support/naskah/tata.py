"""The layout of an old file: where its cells, symbols and arrows stand, page by page, in points from above left.

Writers of PDF, Excel and Word draw what is here in their own ways. Arrows run as people draw them: out of the symbol's
bottom or side, once or twice around a corner, into the target's top or side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph, Symbol, build_graph
from sop_catalog.model.sop import Langkah, Sop

Box = tuple[float, float, float, float]
Point = tuple[float, float]

BOXES = (
    ("dasar_hukum", "DASAR HUKUM", "kualifikasi_pelaksana", "KUALIFIKASI PELAKSANA"),
    ("keterkaitan", "KETERKAITAN", "peralatan", "PERALATAN/PERLENGKAPAN"),
    ("peringatan", "PERINGATAN", "pencatatan", "PENCATATAN DAN PENDATAAN"),
)


@dataclass(frozen=True, slots=True)
class Petak:
    """A cell: its text, and where it stands in rows and columns."""

    kotak: Box
    teks: str
    baris: int
    kolom: int
    baris_akhir: int
    kolom_akhir: int
    tengah: bool = False
    tebal: bool = False
    tegak: bool = False
    """Text that runs upwards."""


@dataclass(frozen=True, slots=True)
class Lambang:
    """A symbol."""

    id: int
    jenis: str
    """kotak, ketupat, kapsul."""
    kotak: Box
    baris: int
    """The step, from 1."""
    petak: tuple[int, int]
    """Row and column of its cell on its page."""
    isi: str = ""


@dataclass(frozen=True, slots=True)
class Panah:
    """An arrow, or a line without a head."""

    titik: tuple[Point, ...]
    dari: int
    """Id of the symbol; 0: comes from the page before."""
    ke: int
    """0: goes to the next page."""
    label: str = ""
    di: Point = (0.0, 0.0)
    """Where the middle of its label stands."""
    berkepala: bool = True


@dataclass
class Lembar:
    """One page."""

    lebar: float
    tinggi: float
    petak: list[Petak] = field(default_factory=list)
    lambang: list[Lambang] = field(default_factory=list)
    panah: list[Panah] = field(default_factory=list)
    kolom: list[float] = field(default_factory=list)
    """x of the column edges of its table."""
    baris: list[float] = field(default_factory=list)
    """y of the row edges of its table."""


@dataclass(frozen=True, slots=True)
class Gaya:
    """How a file is laid out."""

    lebar: float = 842.0
    tinggi: float = 595.0
    tepi: float = 34.0
    baris_tabel: float = 58.0
    """Height of a row at the least."""
    nomor_kolom: bool = False
    judul_kegiatan: str = "Kegiatan"
    judul_kelengkapan: str = "Kelengkapan"
    keterangan: bool = True
    kolom_tegak: bool = False
    """Performers' titles run upwards."""
    langkah_per_lembar: int = 7
    ulang_kepala: bool = True
    simbol: tuple[float, float] = (34.0, 17.0)
    """Width and height of a symbol at the most."""
    halaman_kepala: bool = True
    grup_pelaksana: str = "Pelaksana"
    penghubung: bool = False
    """Lettered connectors where the flow crosses a page's end; else lines that run to the edge."""


def lay_out(sop: Sop, gaya: Gaya = Gaya()) -> list[Lembar]:
    """The pages of an SOP."""
    pages = [_head_page(sop, gaya)] if gaya.halaman_kepala else []
    graph = build_graph(sop)
    chunks = _chunks(sop, gaya)
    tables = [_Table(sop, graph, gaya, chunk, first=index == 0) for index, chunk in enumerate(chunks)]
    for table in tables:
        table.build()
    _Arrows(graph, tables, connectors=gaya.penghubung).draw()
    return pages + [table.page for table in tables]


def _chunks(sop: Sop, gaya: Gaya) -> list[list[Langkah]]:
    """Steps page by page; a joined cell does not run over a page's end."""
    chunks: list[list[Langkah]] = [[]]
    for step in sop.langkah:
        if len(chunks[-1]) >= gaya.langkah_per_lembar and not step.gabung:
            chunks.append([])
        chunks[-1].append(step)
    return chunks


# --- The head -----------------------------------------------------------------------------------------------------


def _head_page(sop: Sop, gaya: Gaya) -> Lembar:
    page = Lembar(gaya.lebar, gaya.tinggi)
    left, right = gaya.tepi, gaya.lebar - gaya.tepi
    middle, labels = (left + right) / 2, (left + right) / 2 + 95
    page.kolom = [left, middle, labels, right]
    rows = [
        ("NOMOR SOP", sop.nomor, 16),
        ("TANGGAL PEMBUATAN", _date(sop.tanggal_pembuatan), 16),
        ("TANGGAL REVISI", _date(sop.tanggal_revisi), 16),
        ("TANGGAL EFEKTIF", _date(sop.tanggal_efektif), 16),
        ("DISAHKAN OLEH", _signer(sop), 64),
        ("NAMA SOP", sop.nama, 26),
    ]
    y = gaya.tepi
    page.baris = [y]
    for index, (label, value, high) in enumerate(rows):
        page.petak.append(Petak((middle, y, labels, y + high), label, index, 1, index, 1, tebal=True))
        page.petak.append(Petak((labels, y, right, y + high), value, index, 2, index, 2))
        y += high
        page.baris.append(y)
    agency = "INSTANSI KARANGAN\nBIRO UMUM"
    page.petak.insert(0, Petak((left, gaya.tepi, middle, y), agency, 0, 0, len(rows) - 1, 0, tengah=True, tebal=True))
    row = len(rows)
    for first, first_title, second, second_title in BOXES:
        texts = [_numbered(getattr(sop, kunci)) for kunci in (first, second)]
        high = max(24.0, 11.0 * max(_wrapped(text, middle - left) for text in texts) + 10)
        for high_, parts, bold in ((15.0, (first_title, second_title), True), (high, texts, False)):
            page.petak.append(Petak((left, y, middle, y + high_), parts[0], row, 0, row, 0, tebal=bold))
            page.petak.append(Petak((middle, y, right, y + high_), parts[1], row, 1, row, 2, tebal=bold))
            y += high_
            row += 1
            page.baris.append(y)
    return page


def _wrapped(text: str, wide: float) -> int:
    return sum(1 + int(len(line) * 4.4 / (wide - 8)) for line in text.split("\n"))


def _numbered(items: tuple[str, ...]) -> str:
    if len(items) < 2:
        return "\n".join(items)
    return "\n".join(f"{index}. {item}" for index, item in enumerate(items, start=1))


def _signer(sop: Sop) -> str:
    signer = sop.disahkan_oleh
    return f"{signer.jabatan},\n\n\n{signer.nama}\nNIP. {signer.nip.teks if signer.nip else ''}"


def _date(value: object) -> str:
    return getattr(value, "teks", "") or "-"


# --- The table ----------------------------------------------------------------------------------------------------


class _Table:
    def __init__(self, sop: Sop, graph: FlowGraph, gaya: Gaya, steps: list[Langkah], *, first: bool) -> None:
        self.sop, self.graph, self.gaya, self.steps = sop, graph, gaya, steps
        self.page = Lembar(gaya.lebar, gaya.tinggi)
        self.headed = first or gaya.ulang_kepala
        self.symbols: dict[int, list[Lambang]] = {}
        """Node → its symbols on this page; the first carries the arrows."""

    def build(self) -> None:
        gaya, page = self.gaya, self.page
        roles = len(self.sop.pelaksana)
        shares = [
            22.0,
            118.0,
            *([max(44.0, 250.0 / roles)] * roles),
            92.0,
            52.0,
            82.0,
            *([72.0] if gaya.keterangan else []),
        ]
        scale = (gaya.lebar - 2 * gaya.tepi) / sum(shares)
        xs = [gaya.tepi]
        for share in shares:
            xs.append(xs[-1] + share * scale)
        page.kolom = xs
        y = gaya.tepi
        page.baris = [y]
        if self.headed:
            y = self._head(xs, y)
        high = gaya.baris_tabel
        self.first_row = len(page.baris) - 1
        tops = []
        for step in self.steps:
            tops.append(y)
            y += max(high, 9.5 * _wrapped(step.kegiatan, xs[2] - xs[1]) + 14)
            page.baris.append(y)
        self.tops = tops
        for index, step in enumerate(self.steps):
            self._row(step, index, xs)

    def _head(self, xs: list[float], y: float) -> float:
        gaya, page = self.gaya, self.page
        roles = len(self.sop.pelaksana)
        grouped = any(column.grup for column in self.sop.pelaksana)
        tall = 74.0 if gaya.kolom_tegak else 30.0
        edges = [y, y + 16, *([y + 30] if grouped else []), y + 16 + (14 if grouped else 0) + tall]
        last = len(edges) - 2
        page.baris += edges[1:]

        def cell(row: int, column: int, row_end: int, column_end: int, text: str, *, upright: bool = False) -> None:  # noqa: PLR0913 - each is a different thing
            page.petak.append(
                Petak(
                    (xs[column], edges[row], xs[column_end + 1], edges[row_end + 1]),
                    text,
                    row,
                    column,
                    row_end,
                    column_end,
                    True,
                    True,
                    upright,
                )
            )

        cell(0, 0, last, 0, "No")
        cell(0, 1, last, 1, gaya.judul_kegiatan)
        cell(0, 2, 0, 1 + roles, gaya.grup_pelaksana)
        column = 2
        while column < 2 + roles:
            group = self.sop.pelaksana[column - 2].grup
            end = column
            while group and end + 1 < 2 + roles and self.sop.pelaksana[end - 1].grup == group:
                end += 1
            if group:
                cell(1, column, 1, end, group)
            for at in range(column, end + 1):
                cell(2 if group else 1, at, last, at, self.sop.pelaksana[at - 2].judul, upright=gaya.kolom_tegak)
            column = end + 1
        cell(0, 2 + roles, 0, 4 + roles, "Mutu Baku")
        for offset, title in enumerate((gaya.judul_kelengkapan, "Waktu", "Output")):
            cell(1, 2 + roles + offset, last, 2 + roles + offset, title)
        if gaya.keterangan:
            cell(0, 5 + roles, last, 5 + roles, "Keterangan")
        y = edges[-1]
        if gaya.nomor_kolom:
            for column in range(len(xs) - 1):
                page.petak.append(
                    Petak(
                        (xs[column], y, xs[column + 1], y + 12),
                        str(column + 1),
                        last + 1,
                        column,
                        last + 1,
                        column,
                        True,
                    )
                )
            y += 12
            page.baris.append(y)
        return y

    def _row(self, step: Langkah, index: int, xs: list[float]) -> None:
        page = self.page
        roles = len(self.sop.pelaksana)
        row = self.first_row + index
        top, bottom = page.baris[row], page.baris[row + 1]
        texts = {0: str(step.nomor), 1: step.kegiatan, 2 + roles: step.kelengkapan, 4 + roles: step.output}
        texts[3 + roles] = step.waktu.teks if step.waktu else ""
        if self.gaya.keterangan:
            texts[5 + roles] = step.keterangan
        names = {2 + roles: "kelengkapan", 3 + roles: "waktu", 4 + roles: "output"}
        joined = dict(step.gabung)
        for column in range(len(xs) - 1):
            if names.get(column) in joined:
                continue
            end = index
            while end + 1 < len(self.steps) and names.get(column) in dict(self.steps[end + 1].gabung):
                end += 1
            page.petak.append(
                Petak(
                    (xs[column], top, xs[column + 1], page.baris[self.first_row + end + 1]),
                    texts.get(column, ""),
                    row,
                    column,
                    self.first_row + end,
                    column,
                    tengah=column in {0, 3 + roles},
                )
            )
        for node in self.graph.row(step.nomor):
            self.symbols[node.id] = []
            for lane in node.lanes:
                left, right = xs[2 + lane], xs[3 + lane]
                wide = min(self.gaya.simbol[0], 0.6 * (right - left))
                high = min(self.gaya.simbol[1], 0.5 * (bottom - top))
                kind = {Symbol.TERMINATOR: "kapsul", Symbol.PROCESS: "kotak", Symbol.DECISION: "ketupat"}[node.symbol]
                if lane != node.lanes[0] and kind == "ketupat":
                    kind = "kotak"
                if kind == "ketupat":
                    high *= 1.25
                x, y = (left + right) / 2, (top + bottom) / 2
                symbol = Lambang(
                    100 * node.id + lane + 2,
                    kind,
                    (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2),
                    step.nomor,
                    (row, 2 + lane),
                    node.isi,
                )
                self.symbols[node.id].append(symbol)
                page.lambang.append(symbol)


# --- Arrows -------------------------------------------------------------------------------------------------------


class _Arrows:
    def __init__(self, graph: FlowGraph, tables: list[_Table], *, connectors: bool = False) -> None:
        self.graph, self.tables, self.connectors = graph, tables, connectors
        self.letters = 0
        self.page_of = {node: number for number, table in enumerate(tables) for node in table.symbols}
        self.lanes_used: dict[tuple[int, int], int] = {}

    def draw(self) -> None:
        for node in self.graph.nodes:
            self._links(node.id)
        for edge in self.graph.edges:
            if edge.ending is not Ending.STEP:
                continue
            source, target = self._symbol(edge.source), self._symbol(edge.target)
            if source is None or target is None:
                continue
            first, last = self.page_of[edge.source], self.page_of[edge.target]
            if first == last:
                self._within(first, edge, source, target)
            else:
                self._across(first, last, edge, source, target)

    def _symbol(self, node: int) -> Lambang | None:
        own = self.tables[self.page_of[node]].symbols[node] if node in self.page_of else []
        return own[0] if own else None

    def _links(self, node: int) -> None:
        """Lines without heads between those who act together."""
        if node not in self.page_of:
            return
        table = self.tables[self.page_of[node]]
        own = sorted(table.symbols[node], key=lambda symbol: symbol.kotak[0])
        for left, right in pairwise(own):
            y = (left.kotak[1] + left.kotak[3]) / 2
            table.page.panah.append(
                Panah(((left.kotak[2], y), (right.kotak[0], y)), left.id, right.id, berkepala=False)
            )

    def _within(self, number: int, edge: FlowEdge, source: Lambang, target: Lambang) -> None:
        page = self.tables[number].page
        label = edge.label
        sx, sy = (source.kotak[0] + source.kotak[2]) / 2, (source.kotak[1] + source.kotak[3]) / 2
        tx, ty = (target.kotak[0] + target.kotak[2]) / 2, (target.kotak[1] + target.kotak[3]) / 2
        if source.baris == target.baris:
            if sx < tx:
                points = ((source.kotak[2], sy), (target.kotak[0], ty))
            else:
                points = ((source.kotak[0], sy), (target.kotak[2], ty))
            at = ((points[0][0] + points[1][0]) / 2, sy - 6)
        elif target.baris == source.baris + 1:
            start, end = (sx, source.kotak[3]), (tx, target.kotak[1])
            if abs(sx - tx) < 1:
                points = (start, end)
            else:
                turn = self._level(number, source.baris)
                points = (start, (sx, turn), (tx, turn), end)
            at = (sx + 9, source.kotak[3] + 6)
        else:
            points, at = self._around(number, source, target)
        left, right = page.kolom[2], page.kolom[2 + len(self.graph.lanes)]
        at = (min(max(at[0], left + 4 + 2 * len(label)), right - 4 - 2 * len(label)), at[1])
        page.panah.append(Panah(points, source.id, target.id, label, at))

    def _level(self, number: int, row: int) -> float:
        """A height between two rows, a bit lower for each arrow that is there already."""
        table = self.tables[number]
        index = next(i for i, step in enumerate(table.steps) if step.nomor == row)
        edge = table.page.baris[table.first_row + index + 1]
        used = self.lanes_used.get((number, row), 0)
        self.lanes_used[number, row] = used + 1
        return edge + 2.5 + 3.0 * used

    def _around(self, number: int, source: Lambang, target: Lambang) -> tuple[tuple[Point, ...], Point]:
        """Out of the side, up or down beside the symbols, into the target's side."""
        table = self.tables[number]
        sy, ty = (source.kotak[1] + source.kotak[3]) / 2, (target.kotak[1] + target.kotak[3]) / 2
        rightwards = target.kotak[0] >= source.kotak[0]
        column = target.petak[1]
        edges = table.page.kolom
        used = self.lanes_used.get((number, 1000 + column), 0)
        self.lanes_used[number, 1000 + column] = used + 1
        shift = 8.0 + 3.0 * used
        if rightwards:
            x = min(edges[column + 1] - 1.5, target.kotak[2] + shift)
            start, end = (source.kotak[2], sy), (target.kotak[2], ty + 1.5 * used - 2)
            at = (source.kotak[2] + 12, sy - 6)
        else:
            x = max(edges[column] + 1.5, target.kotak[0] - shift)
            start, end = (source.kotak[0], sy), (target.kotak[0], ty + 1.5 * used - 2)
            at = (source.kotak[0] - 12, sy - 6)
        return (start, (x, sy), (x, end[1]), end), at

    def _across(self, first: int, last: int, edge: FlowEdge, source: Lambang, target: Lambang) -> None:
        """An arrow over page ends: one line at one place, cut where the pages end."""
        down = last > first
        step = 1 if down else -1
        start, end = self.tables[first], self.tables[last]
        sx, sy = (source.kotak[0] + source.kotak[2]) / 2, (source.kotak[1] + source.kotak[3]) / 2
        tx, ty = (target.kotak[0] + target.kotak[2]) / 2, (target.kotak[1] + target.kotak[3]) / 2
        if self.connectors:
            self._by_connectors(start, end, edge, source, target, down=down)
            return
        used = self.lanes_used.get((-1, target.petak[1]), 0)
        self.lanes_used[-1, target.petak[1]] = used + 1
        if down:
            turn = self._level(first, source.baris) if source.baris != start.steps[-1].nomor else source.kotak[3] + 5
            x = tx if not used else target.kotak[2] + 4 + 3 * used
            bottom = start.page.baris[-1]
            points = (
                ((sx, source.kotak[3]), (sx, turn), (x, turn), (x, bottom - 1))
                if abs(sx - x) > 1
                else ((sx, source.kotak[3]), (sx, bottom - 1))
            )
            start.page.panah.append(Panah(points, source.id, 0, edge.label, (sx + 9, source.kotak[3] + 6)))
            top = end.page.baris[end.first_row] + 1
            tail = ((x, top), (tx, target.kotak[1])) if x == tx else ((x, top), (x, ty), (target.kotak[2], ty))
            end.page.panah.append(Panah(tail, 0, target.id))
        else:
            x = target.kotak[0] - 8 - 3 * used
            side = 0 if x < sx else 2
            top = start.page.baris[start.first_row]
            at = (
                max(source.kotak[side] + (12 if side else -12), start.page.kolom[2] + 4 + 2 * len(edge.label)),
                sy - 6,
            )
            start.page.panah.append(
                Panah(((source.kotak[side], sy), (x, sy), (x, top + 1)), source.id, 0, edge.label, at)
            )
            bottom = end.page.baris[-1]
            end.page.panah.append(Panah(((x, bottom - 1), (x, ty), (target.kotak[0], ty)), 0, target.id))
        for number in range(first + step, last, step):
            between = self.tables[number]
            ends = (between.page.baris[between.first_row] + 1, between.page.baris[-1] - 1)
            ys = ends if down else ends[::-1]
            between.page.panah.append(Panah(((x, ys[0]), (x, ys[1])), 0, 0))

    def _by_connectors(  # noqa: PLR0913 - each is a different thing
        self, start: _Table, end: _Table, edge: FlowEdge, source: Lambang, target: Lambang, *, down: bool
    ) -> None:
        """An arrow over page ends by a pair of lettered connectors."""
        self.letters += 1
        letter = chr(64 + self.letters)
        sx, sy = (source.kotak[0] + source.kotak[2]) / 2, (source.kotak[1] + source.kotak[3]) / 2
        tx, ty = (target.kotak[0] + target.kotak[2]) / 2, (target.kotak[1] + target.kotak[3]) / 2
        if down:
            y = start.page.baris[-1] + 6 + 16 * ((self.letters - 1) % 2)
            x = sx + 7
            out = (x - 6, y, x + 6, y + 12)
            start.page.panah.append(
                Panah(((x, source.kotak[3]), (x, y)), source.id, -1, edge.label, (x + 9, source.kotak[3] + 6))
            )
            top = end.page.baris[0] - 17
            into = (tx - 6, top, tx + 6, top + 12)
            end.page.panah.append(Panah(((tx, top + 12), (tx, target.kotak[1])), -1, target.id))
        else:
            side = 0 if source.petak[1] > 2 else 2
            x = source.kotak[side] + (10 if side else -10)
            out = (x - 6, sy - 20, x + 6, sy - 8)
            start.page.panah.append(
                Panah(((source.kotak[side], sy), (x, sy), (x, sy - 8)), source.id, -1, edge.label, (x, sy + 6))
            )
            x = target.kotak[2] + 9
            into = (x - 5, ty + 8, x + 7, ty + 20)
            end.page.panah.append(Panah(((x + 1, ty + 8), (x + 1, ty), (target.kotak[2], ty)), -1, target.id))
        start.page.lambang.append(Lambang(9000 + 2 * self.letters, "segilima", out, 0, (0, 0), letter))
        end.page.lambang.append(Lambang(9001 + 2 * self.letters, "segilima", into, 0, (0, 0), letter))
