"""`sop sahkan`: note that an SOP was signed, with the PDF, and with what the SOP said on that occasion.

Three files: the PDF in `_naskah/`, beside it a copy of the SOP as it was signed, and the SOP itself, whose text is spliced:
comments, order and quotes stay. Everything is made ready and looked at before the first byte is written; the SOP's own file
comes last and takes its place in one step.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sop_catalog.catalog.attachments import MOST_BYTES
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.files import read_sop
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.selection import SelectionError, refuse_doubled
from sop_catalog.catalog.signed import PRINTED_BY, SIGNED_FOLDER, Kesamaan, copy_ending, format_copy, sum_attached
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.changed_references import SIGNED_AGAIN
from sop_catalog.compare.fingerprint import fingerprint
from sop_catalog.compare.signed import SignedReader
from sop_catalog.editing.document import Document, UnreadableError
from sop_catalog.editing.texts import insert_item, put, set_text
from sop_catalog.editing.value import Value
from sop_catalog.model.sop import TIDAK_TERBACA, NaskahSah, Sop, Status
from sop_catalog.model.values.tanggal import Tanggal, format_tanggal, parse_tanggal
from sop_catalog.source.diagnostic import Severity
from sop_catalog.source.inside import NotRegularError, find_root, read_regular
from sop_catalog.source.os_errors import describe_os_error
from sop_catalog.source.text import Source

_MAGIC = b"%PDF"
_LAST = b"%%EOF"
"""Near the end of each PDF that is whole (ISO 32000-1, 7.5.5); readers look for it in the last kilobyte."""
_LAST_BYTES = 2048
_LOCKED = b"/Encrypt"
"""In the trailer of a PDF that wants a password or forbids something; trailers are never compressed."""
_SIGNATURE = b"/ByteRange"
"""Which bytes an electronic signature covers; never compressed (ISO 32000-1, 12.8.1)."""
_MOST_SENTENCES = 3
"""Changes that are written into the history by themselves; more are the editor's to put into words."""
_MOST_SHOWN = 8


class SignError(Exception):
    """Why nothing can be noted; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody has signed."""

    naskah: str
    """Path of the PDF, or the address at which it is kept."""
    tanggal: str = ""
    """The day as typed; "" where the SOP itself says it."""
    nomor: str = ""
    perubahan: str = ""
    """What `riwayat` is to say; "" for what the comparison says."""
    revisi: int | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What is to be written, or was."""

    path: Path
    """The SOP's file."""
    text: str
    """What it is to hold."""
    files: tuple[tuple[Path, bytes], ...]
    """The PDF and the copy, where they are not there already."""
    notes: tuple[str, ...] = field(default=())
    """What was done, one line each."""


def plan_signature(folder: Path, asked: str, signature: Signature, today: dt.date) -> Signed:
    """What `sop sahkan` would write.

    Args:
        folder: the folder of SOPs.
        asked: the SOP: the name of its file, its path, its name or its number.
        signature: what was signed.
        today: a signature of a later day is a slip.

    Raises:
        SignError: it cannot be noted.
    """
    catalog, diagnostics = load_catalog(folder)
    file = _find(catalog, folder, asked)
    sop = file.sop
    broken = sorted(item.line for item in diagnostics if item.severity is Severity.GALAT and item.source is file.source)
    if sop is None or broken:
        raise SignError(f"{file.source.path} masih memuat galat; jalankan `sop periksa {file.source.path}` lebih dulu")
    if sop.status is Status.DICABUT:
        raise SignError(f"{file.source.path} berstatus dicabut; ubah `status` lebih dulu bila SOP ini disahkan lagi")
    if not (sop.bernomor or signature.nomor or sop.nomor.lower() == TIDAK_TERBACA):
        raise SignError(f"{file.source.path} belum bernomor; sebutkan nomor pada naskah dengan --nomor")
    day = _day(sop, signature.tanggal, today)
    berkas, content = _read_paper(signature.naskah)
    stem = f"{file.slug}-{day.isoformat()}"
    files: list[tuple[Path, bytes]] = []
    if content is not None:
        path, name = _place_of_paper(folder, Path(signature.naskah), stem, content)
        berkas = name
        files += [(path, content)] if not path.exists() else []
    document = _noted(catalog, file, sop, signature, day)
    said = _read_back(document.source.text, file, catalog)
    isi = fingerprint(said.sop, said.graph) if said.sop and said.graph else ""
    digest = hashlib.sha256(content).hexdigest() if content else ""
    _refuse_again(sop, digest)
    record = _record(sop, NaskahSah(berkas, Tanggal(format_tanggal(day), day), signature.nomor, digest, isi))
    document = _with_record(document, sop, record)
    said = _read_back(document.source.text, file, catalog)
    naskah = said.sop.naskah_terakhir if said.sop else None
    if (
        naskah is None
        or naskah.isi != isi
        or not said.sop
        or not said.graph
        or fingerprint(said.sop, said.graph) != isi
    ):
        raise SignError(
            f"{file.source.path} ditulis dengan cara yang tidak dapat dilengkapi sendiri; tulis `naskah_sah:` dengan tangan"
        )
    copy = folder / SIGNED_FOLDER / f"{stem}{copy_ending(isi)}"
    attached = sum_attached(catalog.attachments.get(file.path, ()))
    said_then = format_copy(document.source.text, format_tanggal(day), attached).encode()
    if not copy.exists() or copy.read_bytes() != said_then:  # one of a run that was broken off
        files.append((copy, said_then))
    notes = (*_notes(file, sop, said.sop, files), *_doubts(catalog, file, content, digest))
    return Signed(folder / file.path, document.source.text, tuple(files), notes)


def write_signature(signed: Signed) -> None:
    """Write what was planned.

    Raises:
        SignError: a file cannot be written; the SOP's own is as it was.
    """
    path = Path(os.path.realpath(signed.path))
    made: list[Path] = []
    try:
        bom = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        for target, content in signed.files:
            target.parent.mkdir(parents=True, exist_ok=True)
            is_new = not target.exists()
            _write_whole(target, content)
            made += [target] if is_new else []
        _write_whole(path, bom + signed.text.encode(), path.stat().st_mode)
    except OSError as error:
        for target in made:
            with contextlib.suppress(OSError):
                target.unlink()
        raise SignError(f"{error.filename or path} tidak dapat ditulis: {describe_os_error(error)}") from None


def _write_whole(path: Path, content: bytes, mode: int | None = None) -> None:
    """A file that is there whole or, where this is broken off, as it was."""
    aside = path.with_name(f".{path.name}.baru")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            aside.chmod(mode)
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        error.filename = str(path)
        raise


# --- What was asked for -------------------------------------------------------------------------------------------


def _find(catalog: Catalog, folder: Path, asked: str) -> SopFile:
    path = Path(asked)
    try:
        refuse_doubled(catalog, asked)
    except SelectionError as error:
        raise SignError(str(error)) from None
    for file in catalog.files:
        if asked in {file.slug, file.path} or (
            path.exists() and os.path.realpath(path) == os.path.realpath(folder / file.path)
        ):
            return file
    slug = catalog.find_sop(asked)
    if slug:
        return catalog.by_slug[slug]
    raise SignError(
        f"SOP `{asked[:80]}` tidak ditemukan; sebutkan nama berkasnya tanpa .yml, jalurnya, atau nama SOP-nya"
    )


def _day(sop: Sop, typed: str, today: dt.date) -> dt.date:
    """The day of the signature: as typed; of the first one, as the SOP says it."""
    if typed:
        tanggal = parse_tanggal(typed)
        if not isinstance(tanggal, Tanggal) or not tanggal.hari:
            raise SignError(f'`{typed[:40]}` bukan tanggal; tulis seperti "5 Januari 2026" atau 2026-01-05')
        day = tanggal.hari
    elif sop.naskah_sah or not sop.tanggal_pengesahan or not sop.tanggal_pengesahan.hari:
        raise SignError('kapan naskah ini ditandatangani? sebutkan dengan --tanggal "5 Januari 2026"')
    else:
        day = sop.tanggal_pengesahan.hari
    if day > today:
        raise SignError(f"tanggal {format_tanggal(day)} belum tiba; periksa --tanggal")
    last = sop.naskah_terakhir
    if last and last.tanggal.akhir and day <= last.tanggal.akhir:
        when = "sama dengan" if day == last.tanggal.akhir else "lebih awal dari"
        raise SignError(f"tanggal {format_tanggal(day)} {when} naskah terakhir yang dicatat, {last.tanggal.format()}")
    return day


def _read_paper(naskah: str) -> tuple[str, bytes | None]:
    """What the record calls it, and its bytes; None for an address."""
    if NaskahSah(naskah, Tanggal("", None)).alamat:
        return naskah, None
    path = Path(naskah)
    if "://" in naskah and not path.exists():
        raise SignError(f"`{naskah}` bukan alamat; tulis seperti https://arsip.contoh.go.id/061.pdf, spasi sebagai %20")
    try:
        content = read_regular(path, None, MOST_BYTES + 1)
    except NotRegularError:
        raise SignError(f"{naskah} bukan berkas") from None
    except OSError as error:
        raise SignError(f"{naskah} tidak dapat dibaca: {describe_os_error(error)}") from None
    if not content.startswith(_MAGIC):
        raise SignError(f"{naskah} bukan PDF; sahkan dengan naskah yang ditandatangani sebagai PDF")
    if len(content) > MOST_BYTES:
        raise SignError(
            f"{naskah} lebih besar dari {MOST_BYTES // 1024 // 1024} MB; perkecil, atau simpan di tempat lain dan sebutkan alamatnya"
        )
    if _LAST not in content.rstrip(b"\0\t\n\f\r ")[-_LAST_BYTES:]:
        raise SignError(f"{naskah} tidak utuh: akhir PDF-nya tidak ada; unduh atau pindai lagi")
    return path.name, content


def _refuse_again(sop: Sop, digest: str) -> None:
    """What was signed anew is another file, were it only by the signature."""
    for noted in sop.naskah_sah if digest else ():
        if noted.sha256.lower() == digest:
            raise SignError(
                f"PDF ini sudah dicatat sebagai naskah {noted.tanggal.format()}; sebutkan PDF dari pengesahan yang baru"
            )


def _doubts(catalog: Catalog, file: SopFile, content: bytes | None, digest: str) -> Iterator[str]:
    """What somebody should look at once more."""
    if content and _LOCKED in content:
        yield "perhatikan: PDF ini dikunci atau dibatasi; pastikan dapat dibuka tanpa kata sandi"
    if content and f"/Creator ({PRINTED_BY})".encode() in content and _SIGNATURE not in content:
        yield (
            "perhatikan: PDF ini hasil `sop cetak` tanpa tanda tangan elektronik; yang dicatat seharusnya naskah yang sudah "
            "ditandatangani. Bila keliru, kembalikan berkas-berkas di atas"
        )
    for slug, other in catalog.sops.items() if digest else ():
        if slug != file.slug and any(noted.sha256.lower() == digest for noted in other.naskah_sah):
            yield f"perhatikan: PDF ini juga dicatat sebagai naskah SOP {other.judul} ({other.path})"


def _place_of_paper(folder: Path, source: Path, stem: str, content: bytes) -> tuple[Path, str]:
    """Where the PDF lies or is to lie, and what the record calls it: as it is where it lies in the catalogue already."""
    home = folder / SIGNED_FOLDER
    real = Path(os.path.realpath(source))
    if real.is_relative_to(os.path.realpath(home)) and real.is_relative_to(find_root(folder)):
        return source, real.relative_to(os.path.realpath(home)).as_posix()
    number = 1
    while True:
        path = home / (f"{stem}.pdf" if number == 1 else f"{stem}-{number}.pdf")
        if not path.exists() or path.read_bytes() == content:
            return path, path.name
        number += 1


# --- What the SOP is to say ---------------------------------------------------------------------------------------


def _noted(catalog: Catalog, file: SopFile, sop: Sop, signature: Signature, day: dt.date) -> Document:
    """The SOP in force, with its dates and its history, without the record of the document."""
    document = Document(file.source)
    date = format_tanggal(day)
    try:
        if sop.status is not Status.BERLAKU:
            document = set_text(document, ("status",), Status.BERLAKU.value)
        if signature.nomor and not sop.bernomor:
            document = set_text(document, ("nomor",), signature.nomor)
        if not sop.naskah_sah and not (sop.tanggal_pengesahan and sop.tanggal_pengesahan.hari):
            document = set_text(document, ("tanggal_pengesahan",), date)
        elif not (sop.tanggal_pengesahan and sop.tanggal_pengesahan.hari == day):
            document = set_text(document, ("tanggal_revisi",), date)
        if not any(row.tanggal.hari == day for row in sop.riwayat):
            item: dict[str, Value] = {"tanggal": date, "perubahan": _change(catalog, file, sop, signature)}
            if revisi := _revision(sop, signature):
                item["revisi"] = revisi
            document = insert_item(document, ("riwayat",), len(sop.riwayat), item)
    except UnreadableError:
        raise SignError(f"{file.source.path} tidak terbaca sebagai isian; jalankan `sop periksa`") from None
    return document


def _change(catalog: Catalog, file: SopFile, sop: Sop, signature: Signature) -> str:
    """What the history says: as typed, else "terbit", else what the comparison with the document before says."""
    if signature.perubahan:
        return signature.perubahan
    if not sop.naskah_sah and not sop.riwayat:
        return "terbit"
    found = SignedReader(catalog).now(file)
    if found and found.kesamaan is Kesamaan.SAMA:
        return SIGNED_AGAIN
    if found and found.kesamaan is Kesamaan.BERBEDA and len(found.perubahan) <= _MOST_SENTENCES:
        return "; ".join(found.perubahan)
    said = (
        f". Menurut perbandingan isinya: {'; '.join(_shortened(found.perubahan))}" if found and found.perubahan else ""
    )
    raise SignError(
        f'apa yang berubah sejak pengesahan sebelumnya? sebutkan dengan --perubahan "…", untuk ditulis pada riwayat{said}'
    )


def _shortened(sentences: Sequence[str]) -> list[str]:
    more = len(sentences) - _MOST_SHOWN
    return [*sentences[:_MOST_SHOWN], *((f"dan {more} perubahan lain",) if more > 0 else ())]


def _revision(sop: Sop, signature: Signature) -> str:
    """The number as given; else the next one, with as many figures, where the history has numbers or begins; ""."""
    if signature.revisi is not None or not sop.riwayat:
        return str(signature.revisi or 0)
    numbers = [row.revisi for row in sop.riwayat if row.revisi is not None]
    return str(max(numbers) + 1).zfill(len(sop.revisi) if sop.revisi[0] == "0" else 0) if numbers else ""


def _record(sop: Sop, noted: NaskahSah) -> dict[str, Value]:
    """What the file is to say; a number that is the SOP's own is not said twice."""
    other = noted.nomor if sop.bernomor and noted.nomor != sop.nomor else ""
    given = {
        "berkas": noted.berkas,
        "tanggal": noted.tanggal.teks,
        "nomor": other,
        "sha256": noted.sha256,
        "isi": noted.isi,
    }
    return {kunci: text for kunci, text in given.items() if text}


def _with_record(document: Document, sop: Sop, record: dict[str, Value]) -> Document:
    old = document.get("naskah_sah")
    if isinstance(old, list):
        return insert_item(document, ("naskah_sah",), len(old), record)
    if isinstance(old, dict) and sop.naskah_sah:
        return document.change(put(("naskah_sah",), [old, record]))
    return document.change(put(("naskah_sah",), record))


def _read_back(text: str, file: SopFile, catalog: Catalog) -> SopFile:
    return read_sop(Source(file.source.path, text), file.path, catalog.registers)[0]


def _notes(file: SopFile, before: Sop, after: Sop, files: list[tuple[Path, bytes]]) -> Iterator[str]:
    for path, _ in files:
        yield f"ditulis: {path.as_posix()}"
    fields = ("status", "nomor", "tanggal_pengesahan", "tanggal_revisi", "riwayat")
    done = ["naskah_sah", *(kunci for kunci in fields if getattr(before, kunci) != getattr(after, kunci))]
    yield f"diisi pada {file.source.path}: {', '.join(done)}"
    due = after.tinjau_sebelum.akhir if after.tinjau_sebelum else None
    naskah = after.naskah_terakhir
    if due and naskah and naskah.tanggal.hari and due <= naskah.tanggal.hari:
        yield f"tinjau_sebelum masih {format_tanggal(due)}; tulis tanggal tinjauan berikutnya"
