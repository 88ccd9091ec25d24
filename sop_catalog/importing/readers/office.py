"""Old formats of Word and Excel, and those of LibreOffice: turned into new ones by LibreOffice, where it is there.

Its own turning loses shapes and links now and then, so everything that comes this way is marked; to save such a file anew
in Office is the better way.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from sop_catalog.importing.naskah import Naskah
from sop_catalog.importing.readers.failure import ReadError

_SECONDS = 180
_SHEETS = frozenset({".xls", ".ods"})
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Settings of LibreOffice for this one file: no macros, no active content, nothing fetched."""


def read_office(path: Path) -> Naskah:
    """Read a file by way of LibreOffice.

    Raises:
        ReadError: LibreOffice is missing or fails; the text says how to save the file anew.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    target = "xlsx" if path.suffix.lower() in _SHEETS else "docx"
    if program is None:
        raise ReadError(
            f"berkas {path.suffix.lower()} perlu disimpan ulang: buka di Office, Simpan Sebagai .{target}, lalu impor yang "
            f"baru (atau pasang LibreOffice, yang hasilnya lebih banyak kurangnya)"
        )
    data = path.read_bytes()
    with tempfile.TemporaryDirectory(prefix="sop-impor-") as folder:
        turned = _turn(program, path, target, Path(folder))
        if target == "xlsx":
            from sop_catalog.importing.readers.xlsx import read_xlsx as read  # noqa: PLC0415 - an extra
        else:
            from sop_catalog.importing.readers.word.document import read_docx as read  # noqa: PLC0415 - an extra
        naskah = read(turned)
    note = (
        "dialihkan dengan LibreOffice, yang dapat menggeser atau menghilangkan simbol dan panah; cocokkan seluruh alur"
    )
    return replace(
        naskah,
        berkas=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pembaca=f"libreoffice+{naskah.pembaca}",
        catatan=(note, *naskah.catatan),
    )


def _turn(program: str, path: Path, target: str, folder: Path) -> Path:
    profile = folder / "profil"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    source = folder / f"naskah{path.suffix.lower()}"
    shutil.copyfile(path, source)
    out = folder / "hasil"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    try:
        subprocess.run(  # noqa: S603 - a program found on the path, without a shell
            [*command, "--convert-to", target, "--outdir", str(out), str(source)],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            cwd=folder,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"LibreOffice memerlukan waktu terlalu lama; simpan ulang di Office sebagai .{target}"
        ) from None
    turned = out / f"naskah.{target}"
    if not turned.is_file():
        raise ReadError(f"LibreOffice tidak dapat membuka berkas ini; simpan ulang di Office sebagai .{target}")
    return turned
