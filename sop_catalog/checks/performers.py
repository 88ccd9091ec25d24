"""Rules about the performers' columns and who does a step (SOP302, SOP309, SOP312)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.checks.scope import graph_of, readable
from sop_catalog.flow.graph import ProblemKind
from sop_catalog.model.sop import TIDAK_TERBACA, Kunci, Langkah, Pelaksana, Sop, TargetKind
from sop_catalog.model.suggestions import suggest_pelaksana
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Edit, Fix, type_over
from sop_catalog.source.text import Span

UNKNOWN_PERFORMER = Rule("SOP302", "pelaksana-tidak-dikenal", Severity.GALAT)
IDLE_PERFORMER = Rule("SOP309", "pelaksana-tanpa-langkah", Severity.PERINGATAN)
REPEATED_PERFORMER = Rule("SOP312", "pelaksana-berulang", Severity.PERINGATAN)


_AFTER = re.compile(r"\s*(?:[-=]*>|[→»]|\b(?:lalu|kemudian)\b)\s*", re.IGNORECASE)
"""What stands between performers of whom one acts after the other; right is ">"."""
_MAY_BE_ORDER = re.compile("/")
"""Between two performers a stroke may say that they act together, one after the other, or one or the other."""
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\b(?:dan|bersama)\b)\s*", re.IGNORECASE)
"""What stands between performers who are written as one text."""


def check_performers(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    for file, sop in readable(catalog):
        yield from _columns(file, sop)
        yield from _repeated(file, sop)


def _columns(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    known = {pelaksana.kode for pelaksana in sop.pelaksana}
    used = {kode for langkah in sop.langkah for kode in langkah.pelaksana}
    idle = [pelaksana for pelaksana in sop.pelaksana if pelaksana.kode not in used]
    # A column's code that is no code has been reported; the steps may use what it was meant to be.
    misnamed = {fold_code(kode): kode for kode in known if not CODE.fullmatch(kode)}
    excused: set[str] = set()
    places = [(langkah, kunci) for langkah in sop.langkah for _, kunci in langkah.performer_places()]
    performers = {
        file.positions.value("langkah", langkah.nomor - 1, *kunci) for langkah, kunci in places if not langkah.is_chain
    }
    alone = {
        file.positions.value("langkah", langkah.nomor - 1, *kunci)
        for langkah, kunci in places
        if kunci == ("pelaksana", 0) and len(langkah.simbol) == 1 == len(langkah.pelaksana)
    }
    for kode, uses in _unknown_uses(file, sop, known).items():
        if kode in misnamed:
            excused.add(misnamed[kode])
            continue
        together, chain = _split_codes(kode, sop, _BETWEEN), _split_codes(kode, sop, _AFTER)
        if together or chain:
            excused.update(together or chain)
            # In the place of a target there can be one only, and a chain only where a step has nothing else.
            near = _joined(file, together, uses) if together else " > ".join(chain)
            near = near if all(span in (alone if chain else performers) for _, span in uses) else ""
            either = not chain and _MAY_BE_ORDER.search(kode) is not None and near.startswith("[")
            yield (
                _several_ways(file, kode, together, uses) if either else _unknown_performer(file, sop, kode, near, uses)
            )
            continue
        near = suggest_pelaksana(kode, idle)
        column = next((pelaksana for pelaksana in idle if pelaksana.kode == near), None)
        if column and CODE.fullmatch(kode) and (len(uses) > 1 or _is_nearer(kode, column)):
            excused.add(near)
            judul = sop.pelaksana[sop.kolom(near)].judul
            yield _renamed_column(file, kode, near, judul, uses)
            continue
        near = suggest_pelaksana(kode, sop.pelaksana)
        excused.add(near)
        near = near if CODE.fullmatch(near) else ""
        yield _unknown_performer(file, sop, kode, near, uses)
    if not any(_is_unread(file, langkah) for langkah in sop.langkah):
        for pelaksana in idle:
            if pelaksana.kode not in excused:
                yield IDLE_PERFORMER.at(
                    file.source,
                    file.positions.key("pelaksana", pelaksana.kode),
                    f"kolom pelaksana {pelaksana.judul[:60]} tidak mempunyai langkah",
                    fix=f"hapus baris `{pelaksana.kode}:`, atau tulis langkah dengan `pelaksana: {pelaksana.kode}`",
                    in_form="hapus kolom ini, atau pilih kolom ini sebagai pelaksana sebuah langkah",
                )


def _joined(file: SopFile, together: Sequence[str], uses: Iterable[tuple[int, Span]]) -> str:
    """Several codes as performers who act together; without brackets where they stand in some already."""
    before = [file.source.text[: span.start].rstrip()[-1:] for _, span in uses]
    return ", ".join(together) if set(before) <= {"[", ","} else f"[{', '.join(together)}]"


def _is_unread(file: SopFile, langkah: Langkah) -> bool:
    """Whether a performer of the step is not readable in the source."""
    path = ("langkah", langkah.nomor - 1)
    return any(
        not simbol.pelaksana or (*path, *simbol.kunci, "pelaksana", TIDAK_TERBACA) in file.positions.values
        for simbol in langkah.simbol
    )


def _split_codes(kode: str, sop: Sop, between: re.Pattern[str]) -> list[str]:
    """The columns that a text names one after the other, such as "staf, kabag"; [] for another text."""
    names = {_fold(text): pelaksana.kode for pelaksana in sop.pelaksana for text in (pelaksana.judul, pelaksana.kode)}
    codes = [names.get(_fold(part), "") for part in between.split(kode)]
    return list(dict.fromkeys(codes)) if len(codes) > 1 and all(codes) and _fold(kode) not in names else []


def _fold(text: str) -> str:
    return " ".join(text.lower().split())


def _is_nearer(kode: str, column: Pelaksana) -> bool:
    """Whether a code is more like a column's title than the column's own code is: then the column has the typing error."""

    def likeness(text: str) -> float:
        return difflib.SequenceMatcher(None, fold_name(text), fold_name(column.judul)).ratio()

    return likeness(kode) > likeness(column.kode)


def _unknown_uses(file: SopFile, sop: Sop, known: set[str]) -> dict[str, list[tuple[int, Span]]]:
    """Codes that no column has → the steps (from 1) and places that use them, targets included."""
    uses: dict[str, list[tuple[int, Span]]] = {}
    for index, langkah in enumerate(sop.langkah):
        for kode, kunci in langkah.performer_places():
            if kode not in known:
                span = file.positions.value("langkah", index, *kunci)
                uses.setdefault(kode, []).append((langkah.nomor, span))
    for problem in graph_of(file).problems:
        if problem.kind is ProblemKind.UNKNOWN_PERFORMER:
            span = file.positions.value("langkah", problem.nomor - 1, *problem.kunci)
            if problem.target.kind is TargetKind.SIMBOL:  # `5.stap`: only what stands behind the point
                start = file.source.text.find(problem.target.pelaksana, span.start, span.end)
                span = Span(start, start + len(problem.target.pelaksana))
            uses.setdefault(problem.target.pelaksana, []).append((problem.nomor, span))
    return {kode: sorted(places) for kode, places in uses.items()}


def _unknown_performer(file: SopFile, sop: Sop, kode: str, near: str, uses: list[tuple[int, Span]]) -> Diagnostic:
    known = ", ".join(pelaksana.kode for pelaksana in sop.pelaksana)
    also = f", juga dipakai langkah {_listed(nomor for nomor, _ in uses[1:])}" if len(uses) > 1 else ""
    return UNKNOWN_PERFORMER.at(
        file.source,
        uses[0][1],
        f"kode pelaksana `{kode[:40]}` pada langkah {uses[0][0]} tidak terdaftar{also}",
        label=f"mungkin maksudnya `{near}`" if near else "",
        fix=Fix(f"tulis `{near}`", tuple(Edit(span, near) for _, span in uses))
        if near
        else f"tulis salah satu kode: {known}; atau daftarkan kode ini beserta judul kolomnya pada `pelaksana`",
    )


def _several_ways(file: SopFile, kode: str, codes: Sequence[str], uses: list[tuple[int, Span]]) -> Diagnostic:
    """For a stroke between two performers: together, one after the other, or only one of them."""
    return UNKNOWN_PERFORMER.at(
        file.source,
        uses[0][1],
        f"kode pelaksana `{kode[:40]}` pada langkah {uses[0][0]} tidak terdaftar",
        fix=f"tulis `[{', '.join(codes)}]` bila bersama-sama, `{' > '.join(codes)}` bila berurutan, atau satu kode bila hanya salah satunya",
    )


def _renamed_column(file: SopFile, kode: str, near: str, judul: str, uses: list[tuple[int, Span]]) -> Diagnostic:
    return UNKNOWN_PERFORMER.at(
        file.source,
        file.positions.key("pelaksana", near),
        f"kolom `{near}` tidak dipakai, sedangkan langkah {_listed(nomor for nomor, _ in uses)} memakai kode `{kode[:40]}`",
        label="tidak sama dengan kode pada langkah",
        related=(Label(file.source, uses[0][1], "dipakai di sini"),),
        fix=type_over(file.positions.key("pelaksana", near), kode, f"tulis `{kode}: {judul}`"),
    )


def _listed(numbers: Iterable[int]) -> str:
    distinct = list(dict.fromkeys(numbers))
    return ", ".join(map(str, distinct[:6])) + (", …" if len(distinct) > 6 else "")


def _without_repeat(file: SopFile, first: Span, second: Span) -> tuple[Fix, ...]:
    """The fix that takes a repeated code out of `[staf, staf]`; none for a list of another form."""
    between = file.source.text[first.end : second.start]
    return (Fix("hapus salah satunya", (Edit(Span(first.end, second.end), ""),)),) if between.strip() == "," else ()


def _repeated_in_row(file: SopFile, langkah: Langkah) -> Iterator[Diagnostic]:
    """The first performer that a row names twice. In one symbol that is idle; a cell cannot hold two symbols."""
    seen: dict[str, Kunci] = {}
    before = Span(0, 0)
    for kode, kunci in langkah.performer_places():
        span = file.positions.value("langkah", langkah.nomor - 1, *kunci)
        if kode not in seen:
            seen[kode] = kunci
            before = span
            continue
        first = file.positions.value("langkah", langkah.nomor - 1, *seen[kode])
        twice = len(langkah.simbol) > 1 and (langkah.is_chain or seen[kode][:-1] != kunci[:-1])
        message = f"pelaksana `{kode[:40]}` disebut dua kali pada langkah {langkah.nomor}"
        yield REPEATED_PERFORMER.at(
            file.source,
            span,
            f"{message}, padahal satu sel hanya memuat satu simbol" if twice else message,
            related=(Label(file.source, first, "sudah di sini"),) if twice else (),
            severity=Severity.GALAT if twice else None,
            fix="tulis yang kedua sebagai langkah sendiri" if twice else "hapus salah satunya",
            fixes=() if twice else _without_repeat(file, before, span),
        )
        return


def _repeated(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    for langkah in sop.langkah:
        yield from _repeated_in_row(file, langkah)
    first: dict[str, str] = {}
    for pelaksana in sop.pelaksana:
        folded = fold_name(pelaksana.judul)
        if folded:
            folded = f"{fold_name(pelaksana.grup)}/{folded}"  # one title may stand under two groups
        if folded and folded != "/tidakterbaca" and folded in first:
            label = Label(file.source, file.positions.value("pelaksana", first[folded]), "kolom pertama")
            yield REPEATED_PERFORMER.at(
                file.source, file.positions.value("pelaksana", pelaksana.kode),
                f"dua kolom pelaksana berjudul {pelaksana.judul[:60]}", related=(label,),
                fix=f"bedakan judulnya, atau hapus satu kolom dan pakai kode `{first[folded]}` pada semua langkahnya", in_form="bedakan judulnya, atau hapus satu kolom dan pilih yang lain pada semua langkahnya",
            )  # fmt: skip
        first.setdefault(folded, pelaksana.kode)
