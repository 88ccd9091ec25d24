"""A comparison as text for a terminal, as a Markdown comment, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sop_catalog.catalog.masking import mask_record
from sop_catalog.compare.changes import Change, Comparison, SopDiff, Weight, is_substantive
from sop_catalog.compare.words import Piece, PieceKind
from sop_catalog.model.sop import Status
from sop_catalog.source.markdown import escape_markdown
from sop_catalog.source.report import guard_lines, printable

COMMENT_MARK = "<!-- sop-bandingkan -->"
"""The first line of the Markdown format: a workflow finds its own comment by it, and replaces it."""
_MAX_COMMENT = 60_000
"""Characters; GitHub takes 65,536."""
_OPEN_DETAILS = 3
"""Up to so many SOPs are shown unfolded."""
_CONTEXT_WORDS = 5


class DiffFormat(StrEnum):
    """What `sop bandingkan --format` accepts."""

    TEKS = "teks"
    MARKDOWN = "markdown"
    JSON = "json"


def format_comparison(comparison: Comparison, chosen: DiffFormat) -> str:
    """The comparison in a format, without a final line break."""
    return _FORMATS[chosen](comparison)


# --- What all formats say -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    """The changes of one file under one head."""

    title: str
    path: str
    changes: Sequence[Change]
    norma_waktu: tuple[str, str] | None = None
    warnings: Sequence[str] = ()
    is_register: bool = False


def _blocks(comparison: Comparison) -> list[_Block]:
    prefix = f"{comparison.folder}/" if comparison.folder else ""
    blocks = [_sop_block(diff, prefix) for diff in comparison.sops]
    return blocks + [
        _Block(f"Daftar {diff.name}", f"{prefix}_daftar/{diff.name}.yml", diff.changes, is_register=True)
        for diff in comparison.registers
    ]


def _sop_block(diff: SopDiff, prefix: str) -> _Block:
    return _Block(diff.nama, prefix + diff.path, diff.changes, diff.norma_waktu, diff.warnings)


def _counts(changes: Sequence[Change]) -> str:
    counted = Counter(change.weight for change in changes)
    return ", ".join(
        f"{counted[weight]} {weight}" for weight in (Weight.SUBSTANTIF, Weight.REDAKSIONAL) if counted[weight]
    )


def format_summary(comparison: Comparison) -> str:
    """One sentence: what has changed, and how many SOPs need a new approval."""
    if comparison.is_empty:
        return "Tidak ada perubahan SOP maupun daftar."
    parts = []
    if comparison.sops:
        parts.append(f"{len(comparison.sops)} SOP")
    if comparison.registers:
        parts.append("daftar " + ", ".join(diff.name for diff in comparison.registers))
    changes = [change for block in _blocks(comparison) for change in block.changes]
    needed = [diff for diff in comparison.sops if diff.perlu_pengesahan]
    drafts = sum(diff.status is Status.DRAF for diff in needed)
    aside = f" ({drafts} masih draf)" if drafts else ""
    approval = [f"Perlu pengesahan baru: {len(needed)} SOP{aside}."] if needed else []
    if any(is_substantive(diff.changes) for diff in comparison.registers):
        approval.append("Perubahan daftar mengubah SOP yang mencetaknya; lihat butirnya.")
    sentences = approval or ["Tidak ada SOP yang perlu pengesahan baru."]
    return f"{' dan '.join(parts)} berubah ({_counts(changes)}). {' '.join(sentences)}"


def _elide(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with unchanged words cut to a few beside each change."""
    for index, piece in enumerate(pieces):
        words = piece.teks.split()
        first, last = index == 0, index == len(pieces) - 1
        keep = _CONTEXT_WORDS if first or last else 2 * _CONTEXT_WORDS
        if piece.kind is not PieceKind.SAMA or len(words) <= keep:
            yield piece
        elif first:
            yield Piece(piece.kind, "… " + " ".join(words[-keep:]))
        elif last:
            yield Piece(piece.kind, " ".join(words[:keep]) + " …")
        else:
            half = keep // 2
            yield Piece(piece.kind, f"{' '.join(words[:half])} … {' '.join(words[-half:])}")


def _excerpt(pieces: Sequence[Piece], show: Callable[[Piece], str]) -> str:
    """Both wordings in one line; "" where no word stayed, since the sentence has said it all then."""
    if all(piece.kind is not PieceKind.SAMA for piece in pieces):
        return ""
    return " ".join(show(piece) for piece in _elide(pieces))


# --- teks ---------------------------------------------------------------------------------------------------------

_COLUMN = max(len(weight) for weight in Weight)


def _format_text(comparison: Comparison) -> str:
    lines = [f"Perbandingan {printable(comparison.before)} → {printable(comparison.after)}", ""]
    lines += [f"catatan: {printable(note)}\n" for note in comparison.notes]
    for block in _blocks(comparison):
        lines += [printable(block.title), f"  {printable(block.path)}"]
        for change in block.changes:
            lines.append(f"  {change.weight:<{_COLUMN}}  {printable(change.sentence)}")
            excerpt = _excerpt(change.words, _mark_plain)
            lines += [f"  {'':<{_COLUMN}}    {printable(excerpt)}"] if excerpt else []
        if block.norma_waktu:
            lines.append(
                f"  Norma waktu: semula {printable(block.norma_waktu[0])}; kini {printable(block.norma_waktu[1])}"
            )
        lines += [f"  peringatan: {printable(warning)}" for warning in block.warnings]
        lines.append("")
    return guard_lines("\n".join([*lines, format_summary(comparison)]))


def _mark_plain(piece: Piece) -> str:
    match piece.kind:
        case PieceKind.DIHAPUS:
            return f"[-{piece.teks}-]"
        case PieceKind.DITAMBAHKAN:
            return f"{{+{piece.teks}+}}"
        case _:
            return piece.teks


# --- markdown -----------------------------------------------------------------------------------------------------

_HEADS = {Weight.SUBSTANTIF: "Substantif", Weight.REDAKSIONAL: "Redaksional"}


def _format_markdown(comparison: Comparison) -> str:
    states = f"{escape_markdown(comparison.before)} → {escape_markdown(comparison.after)}"
    head = [
        COMMENT_MARK,
        "### Perubahan SOP",
        "",
        escape_markdown(format_summary(comparison)),
        "",
        f"<sub>{states}. Penggolongan substantif atau redaksional adalah usulan; peninjau yang menetapkan.</sub>",
        *(f"\nCatatan: {escape_markdown(note)}" for note in comparison.notes),
    ]
    blocks = _blocks(comparison)
    parts = ["\n".join(head)]
    size = len(parts[0])
    for index, block in enumerate(blocks):
        part = _markdown_block(block, is_open=len(blocks) <= _OPEN_DETAILS)
        size += len(part) + 2
        if size > _MAX_COMMENT:
            parts.append(f"… dan {len(blocks) - index} berkas lagi; selengkapnya: `sop bandingkan`")
            break
        parts.append(part)
    return guard_lines("\n\n".join(parts))


def _markdown_block(block: _Block, *, is_open: bool) -> str:
    lines = [
        f"<details{' open' if is_open else ''}><summary><b>{escape_markdown(block.title)}</b>: {_counts(block.changes)}</summary>",
        "",
        f"<sub>{escape_markdown(block.path)}</sub>",
    ]
    for weight, title in _HEADS.items():
        changes = [change for change in block.changes if change.weight is weight]
        if changes:
            approval = " (perlu pengesahan baru)" * (weight is Weight.SUBSTANTIF and not block.is_register)
            lines += ["", f"**{title}{approval}**", "", *(_markdown_item(change) for change in changes)]
    if block.norma_waktu:
        lines += [
            "",
            f"Norma waktu: semula {escape_markdown(block.norma_waktu[0])}; kini **{escape_markdown(block.norma_waktu[1])}**",
        ]
    for warning in block.warnings:
        lines += ["", f"> ⚠️ {escape_markdown(warning)}"]
    return "\n".join([*lines, "", "</details>"])


def _markdown_item(change: Change) -> str:
    excerpt = _excerpt(change.words, _mark_html)
    return f"- {escape_markdown(change.sentence)}" + (f"<br>{excerpt}" if excerpt else "")


def _mark_html(piece: Piece) -> str:
    text = escape_markdown(piece.teks)
    match piece.kind:
        case PieceKind.DIHAPUS:
            return f"<del>{text}</del>"
        case PieceKind.DITAMBAHKAN:
            return f"<ins>{text}</ins>"
        case _:
            return text


# --- json ---------------------------------------------------------------------------------------------------------


def _format_json(comparison: Comparison) -> str:
    """One object. ASCII only, so that nothing of an SOP reaches a terminal as it is."""
    document = {
        "before": comparison.before,
        "after": comparison.after,
        "notes": list(comparison.notes),
        "sops": [
            {
                "slug": diff.slug,
                "path": diff.path,
                "path_before": diff.path_before,
                "nama": diff.nama,
                "status": diff.status.value if diff.status else "",
                "perlu_pengesahan": diff.perlu_pengesahan,
                "norma_waktu": dict(zip(("before", "after"), diff.norma_waktu, strict=True))
                if diff.norma_waktu
                else None,
                "warnings": list(diff.warnings),
                "changes": [_change_object(change) for change in diff.changes],
            }
            for diff in comparison.sops
        ],
        "registers": [
            {"name": diff.name, "changes": [_change_object(change) for change in diff.changes]}
            for diff in comparison.registers
        ],
    }
    return json.dumps(mask_record(document), indent=2)


def _change_object(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "weight": change.weight.value,
        "sentence": change.sentence,
        "field": change.field,
        "nomor": change.nomor,
        "before": change.before,
        "after": change.after,
        "words": [{"kind": piece.kind.value, "teks": piece.teks} for piece in change.words],
    }


_FORMATS: dict[DiffFormat, Callable[[Comparison], str]] = {
    DiffFormat.TEKS: _format_text,
    DiffFormat.MARKDOWN: _format_markdown,
    DiffFormat.JSON: _format_json,
}
