"""The copy of the catalogue that opens without a network, in one file: for a stick, or as an attachment.

    BUKA-DI-SINI.html    what somebody opens who has unpacked it
    katalog/…            the site, built to be read from a disk

The same site gives the same bytes: names in order, one day for all files.
"""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

from sop_catalog.publish.tree import is_page
from sop_catalog.publish.writing import replace_file
from sop_catalog.source.os_errors import describe_os_error

START_PAGE = "BUKA-DI-SINI.html"
FOLDER = "katalog"
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say."""
_LEFT_OUT = {"sitemap.xml", "sitemap.xml.gz", "404.html"}
"""What only a web server needs."""
_FOR_DEVELOPERS = ".map"
_RIGHTS = 0o100644 << 16


class OfflineError(Exception):
    """Why nothing was written; the text is Indonesian, one line."""


def check_target(target: Path, *, overwrite: bool) -> None:
    """Make sure that a copy may be written there: before the site is built.

    Raises:
        OfflineError: it may not.
    """
    if target.is_dir():
        raise OfflineError(f"{target} adalah folder; sebutkan nama berkas, misalnya {target / 'katalog.zip'}")
    if target.suffix.lower() != ".zip":
        raise OfflineError(f"nama berkas {target} harus berakhiran .zip")
    if not target.parent.is_dir():
        raise OfflineError(f"folder {target.parent} tidak ada; buat folder itu lebih dulu")
    if target.exists() and not overwrite and not _is_ours(target):
        raise OfflineError(f"{target} sudah ada dan bukan salinan luring; sebutkan nama lain, atau tambahkan --timpa")


def _is_ours(target: Path) -> bool:
    try:
        with zipfile.ZipFile(target) as there:
            return START_PAGE in there.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def write_offline(site: Path, target: Path) -> tuple[int, int]:
    """Write the zip, whole or not at all.

    Args:
        site: built with the option `offline`.
        target: the zip.

    Returns:
        How many files are in it, and its size in bytes.

    Raises:
        OfflineError: it cannot be written; what was there is untouched.
    """
    files = sorted(path for path in site.rglob("*") if path.is_file())
    names = {path: path.relative_to(site).as_posix() for path in files}
    kept = [path for path in files if names[path] not in _LEFT_OUT and path.suffix != _FOR_DEVELOPERS]
    pages = sum(is_page(names[path]) for path in kept)
    fresh = target.with_name(f".{target.name}.baru")
    try:
        try:
            with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
                _add(made, START_PAGE, render_start_page(_title(site), pages).encode())
                for path in kept:
                    _add(made, f"{FOLDER}/{names[path]}", path.read_bytes())
            replace_file(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise OfflineError(f"{target} tidak dapat ditulis: {describe_os_error(error)}") from None
    return len(kept) + 1, target.stat().st_size


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # or Windows writes another byte than Linux
    entry.external_attr = _RIGHTS
    made.writestr(entry, content)


def _title(site: Path) -> str:
    """What the site is called: the end of its pages' titles."""
    text = (site / "index.html").read_text("utf-8")
    title = text.partition("<title>")[2].partition("</title>")[0].strip()
    return title.rpartition(" - ")[2] or "Katalog SOP"


def render_start_page(title: str, pages: int) -> str:
    """The page that somebody opens who has unpacked the copy.

    Args:
        title: of the site, HTML already.
        pages: how many there are.
    """
    where = escape(f"{FOLDER}/index.html")
    return f"""<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}: salinan luring</title>
<style>
body{{max-width:38rem;margin:3rem auto;padding:0 1rem;font:1.05rem/1.6 system-ui,"Segoe UI",Arial,sans-serif;color:#1b1b1f;background:#fff}}
h1{{font-size:1.5rem;line-height:1.25}}
.buka{{display:inline-block;padding:.7rem 1.4rem;border-radius:.3rem;background:#1a3a6b;color:#fff;font-weight:700;text-decoration:none}}
.buka:focus-visible{{outline:3px solid #f2a900;outline-offset:2px}}
@media(prefers-color-scheme:dark){{body{{color:#e6e6ea;background:#16181d}}.buka{{background:#9db8e8;color:#10131a}}}}
</style>
<main>
<h1>{title}: salinan luring</h1>
<p>Salinan ini dibaca tanpa jaringan dan tidak mengirim apa pun. Isinya {pages} halaman, sebagaimana adanya ketika disalin; naskah yang
berlaku tetap naskah yang ditandatangani dan disimpan unit pemilik.</p>
<p><a class="buka" href="{where}">Buka katalog</a></p>
<p>Bila tombol itu tidak membuka apa-apa, berkas zip ini belum diekstrak: klik kanan berkas zip, pilih <strong>Ekstrak semua</strong>
(<i>Extract All</i>), lalu buka {START_PAGE} di folder hasilnya. Jangan memindahkan berkas ini keluar dari foldernya.</p>
</main>
</html>
"""
