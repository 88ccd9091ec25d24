"""Rules about where a step leads to (SOP301, SOP303, SOP313, SOP315)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import graph_of, readable
from sop_catalog.flow.graph import FlowProblem, ProblemKind
from sop_catalog.model.sop import Langkah, Simbol, Sop, TargetKind
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity

NO_EARLIER_STEP = Rule("SOP301", "tujuan-tanpa-langkah", Severity.GALAT)
NO_SUCH_STEP = Rule("SOP303", "langkah-tidak-ada", Severity.GALAT)
NO_SUCH_SYMBOL = Rule("SOP313", "simbol-tidak-ada", Severity.GALAT)
JOINT_SYMBOL = Rule("SOP315", "simbol-bersama", Severity.SARAN)

_CHOOSE = "pilih tujuan lain dari daftarnya"
"""What to do in the form."""


def check_targets(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    for file, sop in readable(catalog):
        yield from _targets(file, sop)
        for langkah in sop.langkah:
            for simbol in langkah.simbol:
                yield from _joint(file, sop, langkah, simbol)


def _targets(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    for problem in graph_of(file).problems:
        if problem.kind is ProblemKind.NO_SUCH_STEP:
            yield _no_such_step(file, sop, problem)
        elif problem.kind is ProblemKind.NO_SUCH_SYMBOL and not _is_misread(
            file, sop, sop.langkah[problem.target.nomor - 1]
        ):
            yield _no_such_symbol(file, sop, problem)
        elif problem.kind is ProblemKind.NO_EARLIER_STEP and not _is_doubtful(file, sop, problem.nomor):
            yield _no_earlier_step(file, sop, problem)


def _joint(file: SopFile, sop: Sop, langkah: Langkah, simbol: Simbol) -> Iterator[Diagnostic]:
    """Targets that name one of those who act together on one symbol, and not the one whose column the arrow enters."""
    ways = [(cabang.target, cabang.kunci) for cabang in simbol.cabang]
    if simbol.lanjut_ke:
        ways.append((simbol.lanjut_ke, (*simbol.kunci, "lanjut_ke")))
    for target, kunci in ways:
        place = ("langkah", langkah.nomor - 1, *kunci)
        if target.kind is not TargetKind.SIMBOL or not 1 <= target.nomor <= len(sop.langkah) or not kunci:
            continue
        shared = next(
            (there for there in sop.langkah[target.nomor - 1].simbol if target.pelaksana in there.pelaksana), None
        )
        if shared is None or shared.pelaksana[0] == target.pelaksana:
            continue
        column = next((item for item in sop.pelaksana if item.kode == shared.pelaksana[0]), None)
        if column is None:
            continue
        yield JOINT_SYMBOL.at(
            file.source,
            file.positions.value(*place),
            f"`{target.nomor}.{target.pelaksana}` adalah simbol bersama pada langkah {target.nomor}",
            label=f"panahnya masuk pada kolom {column.judul[:60]}",
            fix=f"tulis `{target.nomor}`, atau pada langkah {target.nomor} tulis tiap pelaksana sebagai simbol sendiri",
        )


def _is_doubtful(file: SopFile, sop: Sop, nomor: int) -> bool:
    """Whether an earlier step's performer is a mistake that has been reported: it may be the one that is meant."""
    return any(_is_misread(file, sop, langkah) for langkah in sop.langkah[: nomor - 1])


def _is_misread(file: SopFile, sop: Sop, langkah: Langkah) -> bool:
    if not {pelaksana.kode for pelaksana in sop.pelaksana}.issuperset(langkah.pelaksana):
        return True
    for simbol in langkah.simbol:
        span = file.positions.values.get(("langkah", langkah.nomor - 1, *simbol.kunci, "pelaksana"))
        if span is None or span.start == span.end:
            return True
        if file.unread_lines and file.source.place(span.start).line in file.unread_lines:
            return True
    return False


def _no_such_symbol(file: SopFile, sop: Sop, problem: FlowProblem) -> Diagnostic:
    nomor = problem.target.nomor
    judul = sop.pelaksana[sop.kolom(problem.target.pelaksana)].judul
    there = sop.langkah[nomor - 1].pelaksana
    choices = [f"`{nomor}.{kode}`" for kode in there] if len(sop.langkah[nomor - 1].simbol) > 1 else []
    return NO_SUCH_SYMBOL.at(
        file.source,
        file.positions.value("langkah", problem.nomor - 1, *problem.kunci),
        f"`{problem.kunci[-1]!s:.40}` langkah {problem.nomor} menuju {judul[:60]} pada langkah {nomor}, yang tidak bersimbol di sana",
        label=f"langkah {nomor} dikerjakan {', '.join(there) or 'pelaksana yang tidak terbaca'}",
        fix=f"tulis {', '.join([*choices, f'`{nomor}`'])}, atau nomor langkah lain",
        in_form=_CHOOSE,
    )


def _no_such_step(file: SopFile, sop: Sop, problem: FlowProblem) -> Diagnostic:
    last = len(sop.langkah)
    return NO_SUCH_STEP.at(
        file.source,
        file.positions.value("langkah", problem.nomor - 1, *problem.kunci),
        f"`{problem.kunci[-1]!s:.40}` langkah {problem.nomor} menuju langkah {problem.target.nomor} yang tidak ada",
        label=f"SOP ini hanya punya langkah 1–{last}",
        fix=f"tulis nomor 1–{last}, kode pelaksana, `lanjut`, atau `selesai`",
        in_form=_CHOOSE,
    )


def _no_earlier_step(file: SopFile, sop: Sop, problem: FlowProblem) -> Diagnostic:
    kode = problem.target.pelaksana
    judul = sop.pelaksana[sop.kolom(kode)].judul
    earlier = [kode for langkah in sop.langkah[: problem.nomor - 1] for kode in langkah.pelaksana]
    choices = ", ".join(dict.fromkeys(earlier))
    where = f"1–{problem.nomor - 1}" if problem.nomor > 2 else "1"
    fix = "tulis " + (f"kode pelaksana dari langkah {where} ({choices}), " if choices else "")
    return NO_EARLIER_STEP.at(
        file.source,
        file.positions.value("langkah", problem.nomor - 1, *problem.kunci),
        f"`{problem.kunci[-1]!s:.40}` langkah {problem.nomor} menuju pelaksana yang tidak punya langkah sebelumnya",
        label=f"{judul[:60]} belum melakukan langkah apa pun sebelum langkah {problem.nomor}",
        related=(Label(file.source, file.positions.key("pelaksana", kode), "terdaftar di sini"),),
        fix=fix + "nomor langkah, `lanjut`, atau `selesai`",
    )
