"""Rules that hold a step's sentence against its branches (SOP310, SOP311).

"… jika tidak dikembalikan kepada Kasubbag" says where the branch Tidak leads. Names in sentences are resolved as
titles of columns, or as names and aliases of their roles in the register; a name that is neither is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import graph_of, readable
from sop_catalog.checks.titles import RegisterTitles, Titles, words_of
from sop_catalog.flow.graph import Ending, FlowEdge, FlowGraph
from sop_catalog.model.sop import Langkah, Simbol, Sop, TargetKind
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Edit, Fix, add_line, type_over

OTHER_TARGET = Rule("SOP310", "kalimat-berbeda-tujuan", Severity.PERINGATAN)
NO_BRANCH = Rule("SOP311", "kalimat-tanpa-cabang", Severity.PERINGATAN)

_IF = r"\b(?:jika|apabila|bila|bilamana|kalau)\b"
_CONDITION = re.compile(_IF, re.IGNORECASE)
_NEGATIVE = re.compile(_IF + r"\s+(?:\w+\s+){0,2}?(?:tidak|belum|ditolak|kurang|salah|terdapat)\b", re.IGNORECASE)
_RETURNED = re.compile(
    r"\b(?:di|me(?:ng)?)?kembali(?:kan)?\s+(?:lagi\s+)?(?:ke\s+pada|kepada|ke|pada)\s+([^.;]*)", re.IGNORECASE
)


_DONE = re.compile(r"\b(?:sudah|telah|setelah|selesai|belum)\s+$", re.IGNORECASE)
"""Before "dikembalikan": it has been given back, and nothing is decided."""


@dataclass(frozen=True, slots=True)
class _Return:
    """Where a sentence says that something goes back to."""

    teks: str
    """As written, such as "Kasubbag"."""
    codes: frozenset[str]
    """The columns that the name means."""
    nomor: int
    """The step, for "kembali ke langkah 3"; else 0."""
    is_negative: bool
    """Whether the sentence says so about the case that something is not in order."""


def check_sentences(catalog: Catalog) -> Iterator[Diagnostic]:
    """Both rules over all readable files."""
    register = RegisterTitles(catalog)
    for file, sop in readable(catalog):
        titles = register.of(sop)
        for langkah in sop.langkah:
            if not _CONDITION.search(langkah.kegiatan) and "kembali" not in langkah.kegiatan:
                continue
            returns = _returns(langkah.kegiatan, titles)
            if langkah.is_decision:
                yield from _compare(file, sop, langkah, returns)
            elif _is_decision(langkah.kegiatan):
                yield _missing_branch(file, sop, langkah, returns)


def _returns(kegiatan: str, titles: Titles) -> list[_Return]:
    returns = []
    for match in _RETURNED.finditer(kegiatan):
        words = words_of(match[1])
        if words[:1] == ("langkah",) and len(words) > 1 and words[1].isdecimal() and len(words[1]) < 5:
            returns.append(
                _Return(f"langkah {words[1]}", frozenset(), int(words[1]), _is_negative(kegiatan[: match.start()]))
            )
            continue
        length, codes = titles.match(words)
        if length and codes:
            named = re.match(rf"(?:\W*\w+){{{length}}}", match[1])
            returns.append(
                _Return(named[0].strip() if named else "", codes, 0, _is_negative(kegiatan[: match.start()]))
            )
    return returns


def _is_negative(before: str) -> bool:
    """Whether the clause that ends here is about something that is not in order."""
    conditions = list(_CONDITION.finditer(before))
    clause = before[conditions[-1].start() :] if conditions else ""
    return bool(re.search(r"\b(?:tidak|belum|ditolak|kurang|salah|bukan)\b", clause, re.IGNORECASE))


def _compare(file: SopFile, sop: Sop, langkah: Langkah, returns: list[_Return]) -> Iterator[Diagnostic]:
    graph = graph_of(file)
    decisions = [
        (simbol, graph.edges_from(node.id))
        for simbol, node in zip(langkah.simbol, graph.row(langkah.nomor), strict=True)
        if simbol.cabang
    ]
    edges = [edge for _, ways in decisions for edge in ways]
    if any(edge.ending is Ending.UNKNOWN for edge in edges):
        return
    known = {pelaksana.kode for pelaksana in sop.pelaksana}
    if any(not known.issuperset(step.pelaksana) for step in sop.langkah):  # reported; who is meant is unknown
        return
    for said in returns:
        negative = [edge for edge in edges if edge.label == "Tidak"] if said.is_negative else []
        targets = [graph.node(edge.target) for edge in negative or edges if edge.ending is Ending.STEP]
        codes = [{graph.lanes[lane].kode for lane in target.lanes} for target in targets]
        if any(said.nomor == target.nomor for target in targets) or any(map(said.codes.intersection, codes)):
            continue
        if not all(codes):
            continue
        yield _other_target(file, sop, langkah, decisions, said)


def _other_target(
    file: SopFile,
    sop: Sop,
    langkah: Langkah,
    decisions: list[tuple[Simbol, tuple[FlowEdge, ...]]],
    said: _Return,
) -> Diagnostic:
    """Reported at the branch Tidak; of several decisions at the last one's."""
    simbol, edges = decisions[-1]
    written = [cabang for cabang in simbol.cabang if cabang.kunci]
    cabang = next((cabang for cabang in written if cabang.label == "Tidak"), written[-1])
    path = ("langkah", langkah.nomor - 1)
    tujuan = [str(said.nomor)] if said.nomor else _with_earlier_step(sop, langkah, said.codes)
    kunci = str(cabang.kunci[-1])
    span = file.positions.value(*path, *cabang.kunci)
    fixes = tuple(type_over(span, item, f"tulis `{kunci[:40]}: {item}`") for item in tujuan)
    return OTHER_TARGET.at(
        file.source,
        span,
        f"kalimat langkah {langkah.nomor} mengembalikan kepada {said.teks[:60]}, tetapi cabangnya menuju tempat lain",
        label=_led_to(graph_of(file), edges[simbol.cabang.index(cabang)]),
        related=(Label(file.source, file.positions.value(*path, "kegiatan"), "menurut kalimat ini"),),
        fix=f"{', atau '.join(fix.label for fix in fixes)}, atau perbaiki kalimatnya"
        if fixes
        else f"perbaiki tujuan `{kunci[:40]}`, atau kalimatnya",
        fixes=fixes,
        in_form=f"pilih tujuan lain untuk cabang {cabang.label[:40]}, atau perbaiki kalimatnya",
    )


def _led_to(graph: FlowGraph, edge: FlowEdge) -> str:
    """What a branch leads to, in words."""
    if not edge.target:
        return "menuju akhir"
    if edge.target == edge.source:
        return "menuju langkah ini sendiri"
    target = graph.node(edge.target)
    judul = " dan ".join(graph.lanes[lane].judul for lane in sorted(target.lanes))
    return f"menuju langkah {target.nomor} ({judul[:60]})"


def _is_decision(kegiatan: str) -> bool:
    conditions = len(_CONDITION.findall(kegiatan))
    if conditions > 1 and _NEGATIVE.search(kegiatan):
        return True
    return bool(conditions) and any(
        not _DONE.search(kegiatan[: match.start()]) for match in _RETURNED.finditer(kegiatan)
    )


def _missing_branch(file: SopFile, sop: Sop, langkah: Langkah, returns: list[_Return]) -> Diagnostic:
    path = ("langkah", langkah.nomor - 1)
    targets: list[str] = []
    if returns and not returns[-1].codes.intersection(langkah.pelaksana):
        said = returns[-1]
        targets = [str(said.nomor)] if said.nomor else _with_earlier_step(sop, langkah, said.codes)
        targets = [target for target in targets if not said.nomor or 0 < said.nomor <= len(sop.langkah)]
    last = langkah.simbol[-1]
    branch = "`jika_tidak:` dengan kode pelaksana, nomor langkah, atau `selesai`"
    if last.kunci:
        tried: list[Fix | None] = []
        words = f"tambahkan {branch} pada simbol yang memutuskan"
    else:
        has_next = last.lanjut_ke is not None and last.lanjut_ke.kind is not TargetKind.LANJUT
        tried = [_branch_fix(file, path, f"jika_tidak: {target}", has_next=has_next) for target in targets]
        words = f"tambahkan {branch} di bawah `kegiatan`"
        if has_next:
            words = f"ganti `lanjut_ke:` dengan `jika_ya:`, lalu tambahkan {branch}"
    fixes = tuple(fix for fix in tried if fix)
    fix = ", atau ".join(fix.label for fix in fixes) or words
    return NO_BRANCH.at(
        file.source,
        file.positions.value(*path, "kegiatan"),
        f"kalimat langkah {langkah.nomor} memuat keputusan, tetapi langkah ini tidak bercabang",
        fix=fix,
        fixes=fixes,
        in_form=f"pilih Jadikan keputusan pada langkah {langkah.nomor}, lalu tujuan cabangnya, atau perbaiki kalimatnya",
    )


def _with_earlier_step(sop: Sop, langkah: Langkah, codes: frozenset[str]) -> list[str]:
    """The codes to which a branch of the step may lead: those that have an earlier step."""
    earlier = {kode for step in sop.langkah[: langkah.nomor - 1] for kode in step.pelaksana}
    return sorted(codes & earlier)


def _branch_fix(file: SopFile, path: tuple[str | int, ...], line: str, *, has_next: bool) -> Fix | None:
    """The fix that adds a branch below the sentence; None where the step is not written in lines of its own."""
    source = file.source
    key, value = file.positions.key(*path, "kegiatan"), file.positions.value(*path, "kegiatan")
    last = source.place(max(key.start, value.end - 1)).line
    content = source.line_text(last)
    if source.offset(last, 1) + len(content.rstrip()) > value.end and "#" not in content:
        return None
    column = source.place(key.start).column - 1
    label = f"tambahkan `{line}` di bawah `kegiatan`"
    added = add_line(source, last, f"{' ' * column}{line}", label)
    if not has_next:
        return added
    following = Edit(file.positions.key(*path, "lanjut_ke"), "jika_ya")
    return Fix(f"ganti `lanjut_ke:` dengan `jika_ya:`, lalu {label}", tuple(sorted((following, *added.edits))))
