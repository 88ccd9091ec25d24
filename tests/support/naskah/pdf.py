"""PDFs of a layout in the ways that office programs and printers draw: strokes, fat outlines, pieces, open heads, rotation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from support.naskah.tata import Lambang, Lembar, Panah, Petak, Point


@dataclass(frozen=True, slots=True)
class GayaPdf:
    """How it is drawn."""

    aturan: str = "garis"
    """Rules: "garis" strokes, "isi" thin filled boxes, "kotak" a stroked box a cell."""
    panah: str = "garis"
    """Arrows: "garis" strokes, "gemuk" thin filled outlines, "balok" one outline of shaft and head, "pecah" each
    segment by itself, "gambar" a picture with clear ground and a soft shadow each, as Excel prints an effect."""
    kepala: str = "segitiga"
    """Heads: "segitiga" filled, "terbuka" two strokes, "siku" a filled chevron."""
    simbol: str = "garis"
    """Symbols: "garis" one stroked path, "ganda" ground and outline by themselves, "pecah" each side by itself."""
    bertindihan: bool = False
    """Cells' texts printed twice, a bit apart."""
    miring: float = 0.0
    """Degrees by which texts are turned by a hair."""
    putar: int = 0
    """The page's /Rotate."""
    huruf: float = 7.5
    alur_gambar: bool = False
    """The flow is a picture over the table."""
    alas_label: bool = False
    """White grounds behind the labels, over the arrows."""
    teks_dalam_bentuk: bool = False


def render_pdf(pages: list[Lembar], gaya: GayaPdf = GayaPdf()) -> bytes:
    """The pages as a PDF."""
    out = BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for page in pages:
        _Page(canvas, page, gaya).draw()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    def __init__(self, canvas: Canvas, page: Lembar, gaya: GayaPdf) -> None:
        self.canvas, self.page, self.gaya = canvas, page, gaya

    def draw(self) -> None:
        canvas, page, gaya = self.canvas, self.page, self.gaya
        if gaya.putar in {90, 270}:
            canvas.setPageSize((page.lebar, page.tinggi))  # reportlab swaps them for a turned page
            canvas.setPageRotation(gaya.putar)
            if gaya.putar == 90:
                canvas.transform(0, 1, -1, 0, page.tinggi, 0)
            else:
                canvas.transform(0, -1, 1, 0, 0, page.lebar)
        else:
            canvas.setPageSize((page.lebar, page.tinggi))
            if gaya.putar == 180:
                canvas.setPageRotation(180)
                canvas.transform(-1, 0, 0, -1, page.lebar, page.tinggi)
        canvas.setLineWidth(0.6)
        self._rules()
        for cell in page.petak:
            self._text(cell)
        if gaya.alur_gambar and page.lambang:
            self._picture()
            return
        for arrow in page.panah:
            self._arrow(arrow)
        for symbol in page.lambang:
            self._symbol(symbol)
        for arrow in page.panah:
            if arrow.label:
                self._label(arrow)

    def y(self, value: float) -> float:
        return self.page.tinggi - value

    # --- Cells ---

    def _rules(self) -> None:
        if self.gaya.aturan == "kotak":
            for cell in self.page.petak:
                left, top, right, bottom = cell.kotak
                self.canvas.rect(left, self.y(bottom), right - left, bottom - top, stroke=1, fill=0)
            return
        sides: set[tuple[float, float, float, float]] = set()
        for cell in self.page.petak:
            left, top, right, bottom = (round(value, 2) for value in cell.kotak)
            sides |= {
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            }
        for x1, y1, x2, y2 in sorted(sides):
            if self.gaya.aturan == "isi":
                wide, high = max(x2 - x1, 0.6), max(y2 - y1, 0.6)
                self.canvas.rect(x1, self.y(y1) - high, wide, high, stroke=0, fill=1)
            else:
                self.canvas.line(x1, self.y(y1), x2, self.y(y2))

    def _text(self, cell: Petak) -> None:
        if not cell.teks:
            return
        canvas, size = self.canvas, self.gaya.huruf
        font = "Helvetica-Bold" if cell.tebal else "Helvetica"
        left, top, right, bottom = cell.kotak
        if cell.tegak:
            lines = [part for line in cell.teks.split("\n") for part in simpleSplit(line, font, size, bottom - top - 4)]
            x = (left + right) / 2 - (len(lines) - 1) * size * 0.55 + size * 0.35
            for line in lines:
                canvas.saveState()
                canvas.translate(x, self.y(bottom) + 3)
                canvas.rotate(90)
                canvas.setFont(font, size)
                canvas.drawString(0, 0, line)
                canvas.restoreState()
                x += size * 1.1
            return
        lines = [
            part for line in cell.teks.split("\n") for part in (simpleSplit(line, font, size, right - left - 5) or [""])
        ]
        y = top + size + 1
        if cell.tengah:
            y = (top + bottom) / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
        for line in lines:
            wide = canvas.stringWidth(line, font, size)
            x = (left + right - wide) / 2 if cell.tengah else left + 2.5
            self._string(x, y, line, font, size)
            if self.gaya.bertindihan:
                self._string(x + 0.25, y + 0.2, line, font, size)
            y += size * 1.2

    def _string(self, x: float, y: float, text: str, font: str, size: float) -> None:
        canvas = self.canvas
        canvas.setFont(font, size)
        if not self.gaya.miring:
            canvas.drawString(x, self.y(y), text)
            return
        canvas.saveState()
        canvas.translate(x, self.y(y))
        canvas.rotate(self.gaya.miring)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    # --- The flow ---

    def _outline(self, symbol: Lambang) -> list[Point]:
        left, top, right, bottom = symbol.kotak
        x, y = (left + right) / 2, (top + bottom) / 2
        if symbol.jenis == "ketupat":
            return [(x, top), (right, y), (x, bottom), (left, y)]
        if symbol.jenis == "kapsul":
            radius = (bottom - top) / 2
            points = []
            for step in range(13):
                angle = math.pi / 2 + math.pi * step / 12
                points.append((left + radius + radius * math.cos(angle), y - radius * math.sin(angle)))
            for step in range(13):
                angle = -math.pi / 2 + math.pi * step / 12
                points.append((right - radius + radius * math.cos(angle), y - radius * math.sin(angle)))
            return points
        if symbol.jenis == "segilima":
            return [
                (left, top),
                (right, top),
                (right, bottom - 0.3 * (bottom - top)),
                (x, bottom),
                (left, bottom - 0.3 * (bottom - top)),
            ]
        return [(left, top), (right, top), (right, bottom), (left, bottom)]

    def _symbol(self, symbol: Lambang) -> None:
        canvas = self.canvas
        points = self._outline(symbol)
        if self.gaya.simbol == "pecah":
            for a, b in zip(points, [*points[1:], points[0]], strict=True):
                canvas.line(a[0], self.y(a[1]), b[0], self.y(b[1]))
        elif self.gaya.simbol == "ganda":
            canvas.setFillGray(1)
            self._path(points, stroke=0, fill=1)
            canvas.setFillGray(0)
            self._path(points, stroke=1, fill=0)
        else:
            self._path(points, stroke=1, fill=0)
        if symbol.isi:
            canvas.setFont("Helvetica", 5)
            canvas.drawCentredString(
                (symbol.kotak[0] + symbol.kotak[2]) / 2, self.y((symbol.kotak[1] + symbol.kotak[3]) / 2) - 2, symbol.isi
            )

    def _path(self, points: list[Point], *, stroke: int, fill: int, close: bool = True) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.y(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self.y(y))
        if close:
            path.close()
        self.canvas.drawPath(path, stroke=stroke, fill=fill)

    def _arrow(self, arrow: Panah) -> None:
        points = list(arrow.titik)
        headed = arrow.berkepala and arrow.ke != 0
        style = self.gaya.panah
        if style == "balok" and headed:
            self._block(points)
            return
        if style == "gambar" and headed:
            self._arrow_picture(points)
            return
        shaft = points
        if headed and self.gaya.kepala != "terbuka":
            shaft = [*points[:-1], _before(points[-2], points[-1], 4.0)]
        if style in {"gemuk", "balok"}:
            self._path(_fat(shaft, 0.5), stroke=0, fill=1)
        elif style == "pecah":
            for a, b in pairwise(shaft):
                self.canvas.line(a[0], self.y(a[1]), b[0], self.y(b[1]))
        else:
            self._path(shaft, stroke=1, fill=0, close=False)
        if headed:
            self._head(points[-2], points[-1])

    def _head(self, before: Point, tip: Point) -> None:
        base = _before(before, tip, 5.0)
        dx, dy = (tip[0] - base[0]) / 5, (tip[1] - base[1]) / 5
        left, right = (base[0] - dy * 2.2, base[1] + dx * 2.2), (base[0] + dy * 2.2, base[1] - dx * 2.2)
        if self.gaya.kepala == "terbuka":
            for wing in (left, right):
                self.canvas.line(wing[0], self.y(wing[1]), tip[0], self.y(tip[1]))
        elif self.gaya.kepala == "siku":
            inner = _before(before, tip, 1.2)
            self._path(
                [
                    tip,
                    left,
                    (left[0] + dx * 0.6, left[1] + dy * 0.6),
                    inner,
                    (right[0] + dx * 0.6, right[1] + dy * 0.6),
                    right,
                ],
                stroke=0,
                fill=1,
            )
        else:
            self._path([tip, left, right], stroke=0, fill=1)

    def _block(self, points: list[Point]) -> None:
        """Shaft and head as one outline."""
        tip, before = points[-1], points[-2]
        base = _before(before, tip, 5.0)
        dx, dy = (tip[0] - base[0]) / 5, (tip[1] - base[1]) / 5
        outline = _fat([*points[:-1], base], 0.5)
        middle = len(outline) // 2
        head = [(base[0] - dy * 2.4, base[1] + dx * 2.4), tip, (base[0] + dy * 2.4, base[1] - dx * 2.4)]
        self._path([*outline[:middle], *head, *outline[middle:]], stroke=0, fill=1)

    def _arrow_picture(self, points: list[Point]) -> None:
        from PIL import Image, ImageDraw

        scale, around = 2.7, 4.0
        left, top = min(x for x, _ in points) - around, min(y for _, y in points) - around
        right, bottom = max(x for x, _ in points) + around, max(y for _, y in points) + around
        image = Image.new("RGBA", (int((right - left) * scale), int((bottom - top) * scale)), (255, 255, 255, 0))
        drawn = ImageDraw.Draw(image)
        base = _before(points[-2], points[-1], 5.0)
        dx, dy = (points[-1][0] - base[0]) / 5, (points[-1][1] - base[1]) / 5
        head = [points[-1], (base[0] - dy * 2.2, base[1] + dx * 2.2), (base[0] + dy * 2.2, base[1] - dx * 2.2)]
        for shift, ink in ((1.0, (0, 0, 0, 50)), (0.0, (0, 0, 0, 255))):
            shaft = [*points[:-1], base]
            drawn.line([((x + shift - left) * scale, (y + shift - top) * scale) for x, y in shaft], fill=ink, width=2)
            drawn.polygon([((x + shift - left) * scale, (y + shift - top) * scale) for x, y in head], fill=ink)
        self.canvas.drawImage(ImageReader(image), left, self.y(bottom), right - left, bottom - top, mask="auto")

    def _label(self, arrow: Panah) -> None:
        canvas = self.canvas
        x, y = arrow.di
        wide = canvas.stringWidth(arrow.label, "Helvetica", 6)
        if self.gaya.alas_label:
            canvas.setFillGray(1)
            canvas.rect(x - wide / 2 - 1, self.y(y) - 3, wide + 2, 7, stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont("Helvetica", 6)
        canvas.drawCentredString(x, self.y(y) - 2, arrow.label)

    def _picture(self) -> None:
        """The flow as a picture with clear ground, over the performers' columns."""
        from PIL import Image, ImageDraw, ImageFont

        scale = 4.0
        left = min(symbol.kotak[0] for symbol in self.page.lambang) - 12
        right = max(symbol.kotak[2] for symbol in self.page.lambang) + 12
        top = min(symbol.kotak[1] for symbol in self.page.lambang) - 6
        bottom = max(symbol.kotak[3] for symbol in self.page.lambang) + 6
        image = Image.new("RGBA", (int((right - left) * scale), int((bottom - top) * scale)), (255, 255, 255, 0))
        drawn = ImageDraw.Draw(image)

        def at(point: Point) -> tuple[float, float]:
            return (point[0] - left) * scale, (point[1] - top) * scale

        ink = (0, 0, 0, 255)
        for arrow in self.page.panah:
            drawn.line([at(point) for point in arrow.titik], fill=ink, width=3)
            if arrow.berkepala and arrow.ke:
                base = _before(arrow.titik[-2], arrow.titik[-1], 5.0)
                dx, dy = (arrow.titik[-1][0] - base[0]) / 5, (arrow.titik[-1][1] - base[1]) / 5
                drawn.polygon(
                    [
                        at(arrow.titik[-1]),
                        at((base[0] - dy * 2.2, base[1] + dx * 2.2)),
                        at((base[0] + dy * 2.2, base[1] - dx * 2.2)),
                    ],
                    fill=ink,
                )
        for symbol in self.page.lambang:
            outline = [at(point) for point in self._outline(symbol)]
            drawn.polygon(outline, fill=(255, 255, 255, 255))
            drawn.line([*outline, outline[0]], fill=ink, width=3)
        font = ImageFont.load_default(size=24)
        for arrow in self.page.panah:
            if arrow.label:
                drawn.text(at(arrow.di), arrow.label, fill=ink, font=font, anchor="mm")
        self.canvas.drawImage(ImageReader(image), left, self.y(bottom), right - left, bottom - top, mask="auto")


def _before(start: Point, end: Point, distance: float) -> Point:
    """A point that lies this far before the end of a line."""
    long = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return end[0] - (end[0] - start[0]) / long * distance, end[1] - (end[1] - start[1]) / long * distance


def _fat(points: list[Point], half: float) -> list[Point]:
    """The outline of a line with a width: there on one side, back on the other."""
    sides: tuple[list[Point], list[Point]] = ([], [])
    for index, point in enumerate(points):
        before = points[index - 1] if index else None
        after = points[index + 1] if index + 1 < len(points) else None
        normals = []
        for a, b in ((before, point), (point, after)):
            if a is None or b is None:
                continue
            long = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
            normals.append((-(b[1] - a[1]) / long, (b[0] - a[0]) / long))
        nx, ny = sum(n[0] for n in normals), sum(n[1] for n in normals)
        if len(normals) == 2 and abs(normals[0][0] - normals[1][0]) + abs(normals[0][1] - normals[1][1]) < 0.01:
            nx, ny = normals[0]
        sides[0].append((point[0] + nx * half, point[1] + ny * half))
        sides[1].append((point[0] - nx * half, point[1] - ny * half))
    return [*sides[0], *sides[1][::-1]]
