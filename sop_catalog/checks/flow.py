"""Rules about the flow of one SOP (SOP3xx)."""

from __future__ import annotations

from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.flow.graph import FlowProblem, ProblemKind
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity

NO_EARLIER_STEP = Rule(
    "SOP301", "tujuan-tanpa-langkah", Severity.GALAT,
    "Kode pelaksana sebagai tujuan berarti langkah terdekat sebelumnya milik pelaksana itu.",
)  # fmt: skip
UNKNOWN_PERFORMER = Rule(
    "SOP302", "pelaksana-tidak-dikenal", Severity.GALAT, "Kode pelaksana harus terdaftar pada isian `pelaksana`."
)
NO_SUCH_STEP = Rule("SOP303", "langkah-tidak-ada", Severity.GALAT, "Nomor langkah tujuan harus ada.")


def check_flow(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this layer, over all readable files."""
    for file in catalog.files:
        if file.sop is not None and file.graph is not None:
            yield from _unknown_performers(file)
            for problem in file.graph.problems:
                yield _problem(file, problem)


def _unknown_performers(file: SopFile) -> Iterator[Diagnostic]:
    assert file.sop
    known = [pelaksana.kode for pelaksana in file.sop.pelaksana]
    for index, langkah in enumerate(file.sop.langkah):
        for place, kode in enumerate(langkah.pelaksana):
            if kode not in known:
                path = ("langkah", index, "pelaksana", place)
                span = file.positions.value(*path)
                yield UNKNOWN_PERFORMER.at(
                    file.source, span, f"pelaksana `{kode[:40]}` pada langkah {langkah.nomor} tidak terdaftar",
                    fix=f"tulis salah satu kode: {', '.join(known)}, atau daftarkan pada `pelaksana`",
                )  # fmt: skip


def _problem(file: SopFile, problem: FlowProblem) -> Diagnostic:
    assert file.sop
    kunci = problem.kunci[-1]
    span = file.positions.value("langkah", problem.nomor - 1, *problem.kunci)
    last = len(file.sop.langkah)
    if problem.kind is ProblemKind.NO_SUCH_STEP:
        return NO_SUCH_STEP.at(
            file.source, span, f"`{kunci}` langkah {problem.nomor} menuju langkah {problem.target.nomor} yang tidak ada",
            label=f"SOP ini hanya punya langkah 1–{last}", fix=f"tulis nomor 1–{last}, kode pelaksana, `lanjut`, atau `selesai`",
        )  # fmt: skip
    earlier = [kode for langkah in file.sop.langkah[: problem.nomor - 1] for kode in langkah.pelaksana]
    choices = ", ".join(dict.fromkeys(earlier))
    fix = "tulis " + (f"kode pelaksana dari langkah sebelumnya ({choices}), " if choices else "")
    fix += "nomor langkah, `lanjut`, atau `selesai`"
    if problem.kind is ProblemKind.UNKNOWN_PERFORMER:
        return UNKNOWN_PERFORMER.at(
            file.source, span, f"tujuan `{problem.target.pelaksana[:40]}` pada langkah {problem.nomor} bukan kode pelaksana", fix=fix
        )
    kode = problem.target.pelaksana
    return NO_EARLIER_STEP.at(
        file.source,
        span,
        f"cabang `{kunci}` langkah {problem.nomor} menuju pelaksana yang tidak punya langkah sebelumnya",
        label=f"{file.sop.pelaksana[file.sop.kolom(kode)].judul} belum melakukan langkah apa pun sebelum langkah {problem.nomor}",
        related=(Label(file.source, file.positions.key("pelaksana", kode), "terdaftar di sini"),),
        fix=fix,
    )
