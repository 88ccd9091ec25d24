"""20,000 damaged copies of the seeds: never an exception, never a hang, and every finding stands inside the file.

The damage is what editors, merges and copy-and-paste do, and some that nobody does. The random numbers are fixed, so a
failure names its mutant: seed file, chunk and number. The chunks are independent tests, so that a build server may
spread them.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.examples import TODAY
from support.paths import SOPS

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.model.decode import decode
from sop_catalog.source.characters import decode_bytes
from sop_catalog.source.diagnostic import Diagnostic, has_galat
from sop_catalog.source.formats import Format, format_findings
from sop_catalog.source.report import format_diagnostic
from sop_catalog.source.text import Source

CHUNKS = 20
MUTANTS = 1_000 if os.environ.get("SOAK") else 300
"""For each chunk; all of them in `make soak`."""
LIMIT = 2.0
"""CPU seconds for one mutant: the clock on the wall is that of a busy build server."""

SEEDS = [(path.relative_to(SOPS).as_posix(), path.read_text("utf-8")) for path in sorted(SOPS.glob("[a-z]*/*.yml"))]
NASTY = list("\"'`:#-?[]{}|>*&!%@,\\\t\n\r 0٣½") + [  # noqa: RUF005
    "\u00a0", "\u200b", "\u202e", "\ufeff", "\x00", "\x07", "\x85", "\u2028", "\ud7ff", "😀", "- ", ": ", " #", "---\n", "...\n",
    "<<<<<<< x\n", "- - - ", "\n\t", "&a ", "*a", "!!python/object:os.system ", "? ", "1. ", "'''", '"""', "%YAML 9\n", "  ", "[[", "{{",
]  # fmt: skip
VALUES = [
    "", "~", "null", "no", "1:30", "010", "-1", "0", "99999999999999999999", "1e999", "2024-13-45", "31 Februari 2024", "5-2 hari", "½ jam",
    "[]", "{}", "[a, [b]]", "{a: {b: c}}", "|", ">", "|\n    x", "selesai", "lanjut", "tidak terbaca", "kasubag", "Kasubag", "٣ jam", "²", "١٢", "Ⅷ",
    "9" * 5000, "SOP, SOP; SOP", "x" * 3000, "- x", "[kasubag, kasubag]", "{Ya: 1, Tidak: 2}", "{Ya: 1}", "kembali kepada langkah ٣",
    "jika tidak dikembalikan kepada kepada", "1 jam " * 300, "UU No. ² Tahun 2020", "(" * 200, "SOP" + "," * 500,
]  # fmt: skip

Lines = list[str]


def _lines(text: str) -> Lines:
    return text.split("\n")


def _insert(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(NASTY) + text[place:]


def _delete(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place + rng.choice([1, 1, 1, 2, 5, 40]) :]


def _replace(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + rng.choice(NASTY) + text[place + 1 :]


def _line_away(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _line_twice(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))
    return "\n".join(lines)


def _indent(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    index = rng.randrange(len(lines))
    lines[index] = (
        rng.choice([" ", "  ", "    ", "\t"]) + lines[index]
        if rng.random() < 0.5
        else lines[index][rng.choice([1, 2, 4]) :]
    )
    return "\n".join(lines)


def _value(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    index = rng.choice([index for index, line in enumerate(lines) if ":" in line] or [0])
    key, colon, _ = lines[index].partition(":")
    lines[index] = f"{key}{colon} {rng.choice(VALUES)}"
    return "\n".join(lines)


def _key(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    index = rng.choice([index for index, line in enumerate(lines) if ":" in line] or [0])
    other = rng.choice([line for line in lines if ":" in line] or [":"]).partition(":")[0]
    lines[index] = other + ":" + lines[index].partition(":")[2]
    return "\n".join(lines)


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text))]


def _swap(text: str, rng: random.Random) -> str:
    lines = _lines(text)
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _splice(text: str, rng: random.Random) -> str:
    other = rng.choice(SEEDS)[1]
    place = rng.randrange(len(other))
    return text[: rng.randrange(len(text))] + other[place : place + rng.choice([20, 200, 2000])]


def _crlf(text: str, rng: random.Random) -> str:
    return text.replace("\n", rng.choice(["\r\n", "\r", "\n\n"]))


MUTATORS: list[Callable[[str, random.Random], str]] = [
    _insert, _insert, _delete, _replace, _line_away, _line_twice, _indent, _indent, _value, _value, _value, _key, _cut, _swap, _splice, _crlf,
]  # fmt: skip


def mutants(chunk: int, count: int) -> Iterator[tuple[str, str, str]]:
    """(what it is, path, text) for each mutant of a chunk."""
    rng = random.Random(f"sop-{chunk}")  # noqa: S311
    for number in range(count):
        path, text = rng.choice(SEEDS)
        for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
            if text:
                text = rng.choice(MUTATORS)(text, rng)
        yield f"{path} chunk {chunk} number {number}", path, text


@contextmanager
def _time_limit(what: str) -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError(what)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _check(path: str, text: str, catalog: Catalog) -> list[Diagnostic]:
    data = text.encode("utf-8", "surrogatepass")
    source, findings = decode_bytes(data, f"sops/{path}")
    if findings:
        return findings
    decoded = decode(source, path)
    assert decoded.sop is not None or has_galat(decoded.diagnostics), "a file is lost without a word"
    file = SopFile(source, path, Path(path).stem, decoded.sop, decoded.positions)
    others = tuple(other for other in catalog.files if other.path != path)
    mutated = Catalog((*others, file), catalog.registers, catalog.register_sources, catalog.register_positions)
    return [*decoded.diagnostics, *check_catalog(mutated, TODAY)]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The shipped catalogue, its files read for their names only."""
    loaded, _ = load_catalog(SOPS, "sops", only=())
    return loaded


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_mutants(chunk: int, catalog: Catalog) -> None:
    for number, (what, path, text) in enumerate(mutants(chunk, MUTANTS)):
        with _time_limit(what):
            try:
                diagnostics = _check(path, text, catalog)
            except Exception as error:
                raise AssertionError(what) from error
        for diagnostic in diagnostics:
            _stands_inside(diagnostic, what)
        if diagnostics and number % 10 == 0:
            assert format_diagnostic(diagnostics[-1]).isprintable() or "\n" in format_diagnostic(diagnostics[-1])
            for chosen in Format:
                format_findings(diagnostics, 1, chosen)


def _stands_inside(diagnostic: Diagnostic, what: str) -> None:
    for source, span in [
        (diagnostic.source, diagnostic.span),
        *((label.source, label.span) for label in diagnostic.related),
    ]:
        assert 0 <= span.start <= span.end <= len(source.text), what
        assert 1 <= source.place(span.start).line <= source.line_count, what
    assert diagnostic.message, what
    assert diagnostic.fix, what
    assert "\n" not in diagnostic.message + diagnostic.fix + diagnostic.label, what


def test_bytes_that_are_no_text() -> None:
    rng = random.Random("bytes")  # noqa: S311
    for _ in range(300):
        data = rng.randbytes(rng.randrange(1, 400))
        source, findings = decode_bytes(data, "x.yml")
        for diagnostic in findings or decode(source).diagnostics:
            _stands_inside(diagnostic, repr(data))


@pytest.mark.parametrize(
    "text",
    ["- " * 50_000, "[" * 100_000, "{" * 100_000, "? " * 50_000, "a: " * 30_000, "- a\n" * 60_000, "\n" * 400_000, "&a " * 1000, "x" * 500_000,
     "a: 'b\n" * 20_000, "a: [\n" * 20_000, "1. a\n" * 30_000, "a: b: c\n" * 5_000, '"' * 100_000, "#" * 100_000, "a b c\n" * 30_000,
     "langkah:\n" + "  - pelaksana: x\n    kegiatan: y: z\n" * 1_500],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_monsters(text: str, catalog: Catalog) -> None:
    with _time_limit(text[:20]):
        diagnostics = _check("biro-perencanaan/monster.yml", text, catalog)
    for diagnostic in diagnostics:
        _stands_inside(diagnostic, text[:20])
    assert diagnostics


def test_long_flow_is_quick(catalog: Catalog) -> None:
    steps = "".join(
        f"  - pelaksana: s\n    kegiatan: Memeriksa\n    jika_tidak: {max(1, number // 2)}\n"
        for number in range(1, 2_000)
    )
    text = f"nama: Panjang\nunit: biro-perencanaan\npelaksana:\n  s: Kabag\nlangkah:\n{steps}"
    with _time_limit("long flow"):
        assert isinstance(_check("biro-perencanaan/panjang.yml", text, catalog), list)


def test_source_of_a_finding_is_the_file() -> None:
    source = Source("x.yml", "nama: a: b\n")
    assert all(diagnostic.source is source for diagnostic in decode(source).diagnostics)
