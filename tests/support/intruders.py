"""What many hands put into a repository: inputs of `tests/soak/test_percaya.py`, by kind.

Each changes a copy of the smallest catalogue (`tests/cases/dasar`, as a site in git) beside which lies what is nobody's business.
Where several stand for one kind, each is another way in.
"""

from __future__ import annotations

import os
import socket
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HIDDEN = "rahasia-4711"
"""Stands in everything outside that a link may lead to."""
NIP = ("19800101", "200501", "1", "001")
SOP = "sops/peminjaman-kendaraan.yml"
LAST = "    kegiatan: Menyerahkan kunci kendaraan\n"


@dataclass(frozen=True)
class Input:
    """One way in."""

    name: str
    plant: Callable[[Path], object]
    """Gets the office's folder."""
    told: tuple[str, ...]
    """What stands in the output of `sop periksa` or, after "bangun:", of `sop bangun`, each of them."""
    environment: dict[str, str] = field(default_factory=dict)


def link(path: str, target: str) -> Callable[[Path], object]:
    """Put a link there, in the place of what there is."""

    def plant(office: Path) -> None:
        place = office / path
        if place.is_dir() and not place.is_symlink():
            place.rename(office.parent / f"dulu-{place.name}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(target)

    return plant


def write(path: str, text: str | bytes) -> Callable[[Path], object]:
    """Put a file there."""

    def plant(office: Path) -> None:
        place = office / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)

    return plant


def head(lines: str) -> Callable[[Path], object]:
    """Put lines before `pelaksana:` of the SOP."""
    return swap("pelaksana:\n", f"{lines}\npelaksana:\n")


def swap(old: str, new: str, path: str = SOP) -> Callable[[Path], object]:
    """Change a text of a file."""

    def plant(office: Path) -> None:
        text = (office / path).read_text("utf-8")
        assert old in text, (path, old)
        (office / path).write_text(text.replace(old, new, 1), "utf-8")

    return plant


def both(*plants: Callable[[Path], object]) -> Callable[[Path], object]:
    """One after the other."""
    return lambda office: [plant(office) for plant in plants]


def close(path: str, mode: int = 0) -> Callable[[Path], object]:
    """Take rights away."""
    return lambda office: (office / path).chmod(mode)


def folder(path: str, *, holds: str = "x.yml") -> Callable[[Path], object]:
    """A folder with an SOP in it."""
    text = "nama: Lain\nunit: biro-umum\nstatus: draf\npelaksana:\n  s: Staf Umum\nlangkah:\n  - pelaksana: s\n    kegiatan: Mencatat surat\n"
    return write(f"{path}/{holds}", text)


def pipe(path: str) -> Callable[[Path], object]:
    """Who opens it waits."""

    def plant(office: Path) -> None:
        (office / path).parent.mkdir(parents=True, exist_ok=True)
        (office / path).unlink(missing_ok=True)
        os.mkfifo(office / path)

    return plant


def _socket(path: str) -> Callable[[Path], object]:
    def plant(office: Path) -> None:
        here = Path.cwd()
        os.chdir((office / path).parent)
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(Path(path).name)
        os.chdir(here)

    return plant


def device(path: str, minor: int = 5) -> Callable[[Path], object]:
    """A device of its own: 5 is /dev/zero, which never ends."""

    def plant(office: Path) -> None:
        (office / path).unlink(missing_ok=True)
        os.mknod(office / path, stat.S_IFCHR | 0o666, os.makedev(1, minor))

    return plant


def git(office: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> bytes:
    """Run git in the office."""
    return subprocess.run(
        ["git", *arguments], cwd=office, input=stdin, env={**os.environ, **variables}, check=True, capture_output=True
    ).stdout  # fmt: skip


def commit(office: Path, message: str = "ubah", **variables: str) -> None:
    """Commit everything there is."""
    git(office, "add", "-A")
    git(office, "commit", "--allow-empty", "--allow-empty-message", "-q", "-m", message, **variables)


def raw_commit(author: bytes, committer: bytes, message: bytes = b"ubah") -> Callable[[Path], object]:
    """A commit that git itself would not make: an SOP changed, the head of the commit as it is given."""

    def plant(office: Path) -> None:
        with (office / SOP).open("a", encoding="utf-8") as file:
            file.write("# x\n")
        git(office, "add", "-A")
        tree, parent = git(office, "write-tree").strip(), git(office, "rev-parse", "HEAD").strip()
        lines = b"tree %s\nparent %s\nauthor %s\ncommitter %s\n\n%s\n" % (tree, parent, author, committer, message)
        made = git(office, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=lines).strip()
        git(office, "update-ref", "HEAD", made.decode())

    return plant


_WHO = b"Staf <staf@contoh.example> "
_NOW = _WHO + b"1767225600 +0700"

LINKS = (
    *(
        Input(path, link(path, target), ("SOP127", path))
        for path, target in {
            # The ones of the issue.
            "sops/b.yml": "/etc/passwd",
            "sops/c.yml": "../../luar/sops/peminjaman-kendaraan.yml",
            "sops/_daftar": "../../luar/sops/_daftar",
            "sops/_daftar/unit.yml": "/etc/passwd",
            "docs/assets/logo.svg": "/etc/passwd",
            "docs/data.txt": "/etc/passwd",
            "sops/k.yml": "/proc/kmsg",
            # Others.
            "sops/_daftar/jabatan.yml": "/proc/self/environ",
            "sops/_daftar/peraturan.yml": "../../../luar/teks.txt",
            "sops/_lampiran": "../../luar",
            "sops/d.yml": "/proc/self/fd/0",
            "sops/e.yml": "/dev/stdin",
            "sops/f.yml": "/dev/urandom",
            "sops/g.yml": "../.git/HEAD",
            "sops/h.yml": "../../kantor-lain/teks.yml",
            "sops/i.yaml": "//proc/self/root/etc/passwd",
            "docs/unduhan": "/etc",
            "docs/gambar.png": "../../luar/teks.txt",
            "docs/lain.md": "../../luar/teks.txt",
            "overrides/main.html": "../../luar/teks.txt",
            "overrides/partials": "../../luar",
        }.items()
    ),
    Input("sops/biro ke ../lain", both(folder("lain"), link("sops/biro", "../lain")), ("2 berkas diperiksa",)),
    Input("lampiran lewat tautan", both(link("sops/_lampiran/f.pdf", "../../../luar/teks.txt"), head("lampiran: f.pdf")), ("SOP423",)),
    Input("lampiran dengan ..", head("lampiran: ../../luar/teks.txt"), ("SOP423",)),
    Input("lampiran dari akar", head("lampiran: /etc/passwd"), ("SOP423",)),
    Input("logo dengan ..", write("sops/_daftar/unit.yml", "biro-umum:\n  nama: Biro Umum\n  logo: ../../luar/teks.txt\n"), ("SOP412",)),
    Input("logo dari akar", write("sops/_daftar/unit.yml", "biro-umum:\n  nama: Biro Umum\n  logo: /etc/passwd\n"), ("SOP412",)),
    Input("berantai", both(link("a1.yml", "../luar/teks.txt"), link("a2.yml", "a1.yml"), link("sops/a3.yml", "../a2.yml")), ("SOP127", "sops/a3.yml")),
    Input("lewat folder bertaut", both(link("bersama/keluar.yml", "../../luar/teks.txt"), link("sops/biro", "../bersama")), ("SOP127", "sops/biro/keluar.yml")),
    Input("ke dirinya", link("sops/diri.yml", "diri.yml"), ("diri.yml",)),
    Input("lebih dari empat puluh", both(*(link(f"r/{n}.yml", f"{n + 1}.yml") for n in range(45)), link("sops/r.yml", "../r/0.yml")), ("r.yml",)),
    Input("folder halaman", link("docs", "../luar"), ("docs",)),
    Input("cache", link(".sop-cache", "../luar/cache"), ()),
    Input("cache ke SOP", link(".sop-cache", "sops"), ()),
    *(Input(f".sop-cache/{name} ke {target}", link(f".sop-cache/{name}", target), ())
      for name, target in (("indeks.json", "/dev/zero"), ("indeks.json", "/proc/kmsg"), ("indeks.json", "../../luar/teks.txt"),
                           (".gitignore", "../sops/baru.yml"), ("tanda", "../sops/baru.yml"))),
)  # fmt: skip

CLOSED = (
    *(
        Input(f"{path} {mode:03o}", both(made, close(path, mode)), (path.rpartition("/")[2], "izin"))
        for path, mode, made in (
            ("sops/biro", 0o000, folder("sops/biro")),
            ("sops/_daftar", 0o000, folder("sops/biro")),
            ("sops/biro", 0o400, folder("sops/biro")),
            ("sops/biro", 0o100, folder("sops/biro")),
            ("sops/biro/dalam", 0o000, folder("sops/biro/dalam")),
            ("sops", 0o000, folder("sops/biro")),
            (SOP, 0o000, folder("sops/biro")),
            ("sops/_daftar/unit.yml", 0o000, folder("sops/biro")),
            ("docs/gambar", 0o000, write("docs/gambar/a.png", b"\x89PNG")),
            ("docs/index.md", 0o000, folder("sops/biro")),
            ("docs", 0o000, folder("sops/biro")),
            ("overrides/partials", 0o000, write("overrides/partials/a.html", "x")),
            ("mkdocs.yml", 0o000, folder("sops/biro")),
        )
    ),
    Input("sops/_lampiran", both(write("sops/_lampiran/f.pdf", b"%PDF-1.4"), head("lampiran: f.pdf"), close("sops/_lampiran")), ("SOP423", "tidak dapat dibaca")),
    Input("folder di balik tautan", both(folder("lain"), link("sops/biro", "../lain"), close("lain")), ("sops/biro", "izin")),
)  # fmt: skip


def _dated(when: str) -> Callable[[Path], object]:
    def plant(office: Path) -> None:
        with (office / SOP).open("a", encoding="utf-8") as file:
            file.write("# x\n")
        commit(office, "tanggal aneh", GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)

    return plant


def _renamed(name: bytes) -> Callable[[Path], object]:
    def plant(office: Path) -> None:
        odd = Path(os.fsdecode(os.fsencode(office / "sops") + b"/" + name))
        (office / SOP).rename(odd)
        commit(office)
        odd.rename(office / SOP)
        commit(office)

    return plant


GIT = (
    Input("tahun 10000", _dated("@253402300800 +0000"), ("bangun:git",)),
    Input("tahun 300000", raw_commit(_NOW, _WHO + b"9400000000000 +0000"), ("bangun:git",)),
    Input("angka tak berujung", raw_commit(_NOW, _WHO + b"9" * 40 + b" +0000"), ()),
    Input("sebelum 1970", raw_commit(_NOW, _WHO + b"-86400 +0000"), ()),
    Input("nol", _dated("@0 +0000"), ("bangun:git",)),
    Input("tahun 2099", _dated("@4070908800 +0000"), ()),
    Input("zona mustahil", raw_commit(_WHO + b"1767225600 +9999", _WHO + b"1767225600 -9999"), ()),
    Input("tanpa zona", raw_commit(_WHO + b"1767225600", _WHO + b"1767225600"), ()),
    Input("tanpa tanggal", raw_commit(b"Staf <s@c.example>", b"Staf <s@c.example>"), ()),
    Input("penulis tanpa nama", raw_commit(b" <> 1767225600 +0700", _NOW), ()),
    Input("penulis berskrip", raw_commit(b"<script>alert(4711)</script> <a@b> 1767225600 +0700", _NOW), ()),
    Input("penulis ber-NIP", raw_commit(b"Pejabat 198001012005011001 <198001012005011001@c.example> 1767225600 +0700", _NOW), ()),
    Input("penulis berkendali", raw_commit(b"A\x1b]0;x\x07\x1b[31mB\x00C <a@b> 1767225600 +0700".replace(b"\x00", b""), _NOW), ()),
    Input("pesan berkendali", raw_commit(_NOW, _NOW, b"::error file=x::x\n\x1b[2J\r##[error]x\x1e\x1f|%0A"), ()),
    Input("pesan bukan UTF-8", raw_commit(_NOW, _NOW, b"\xff\xfe\x80 ubah"), ()),
    Input("pesan 5 MB", raw_commit(_NOW, _NOW, b"x" * 5_000_000), ()),
    Input("pesan ber-NIP", raw_commit(_NOW, _NOW, b"Pejabat NIP 198001012005011001"), ()),
    Input("jalur berbaris baru", _renamed(b"a\nb.yml"), ()),
    Input("jalur bukan UTF-8", _renamed(b"a\xff.yml"), ()),
    Input("jalur berkutip dan tab", _renamed(b'a"\tb.yml'), ()),
    Input("cabang tanpa komit", lambda office: git(office, "checkout", "-q", "--orphan", "baru"), ()),
    Input("HEAD rusak", write(".git/HEAD", "bukan apa-apa\n"), ("bangun:git",)),
    Input("folder git di luar", both(lambda office: (office / ".git").rename(office.parent / "luar/git"), write(".git", "gitdir: ../luar/git\n")), ()),
    *(
        Input(f"SOURCE_DATE_EPOCH={value[:12]}", lambda _: None, ("bangun:SOURCE_DATE_EPOCH",), {"SOURCE_DATE_EPOCH": value})
        for value in ("abc", "-1", "1e99", "99999999999999", "9" * 5000, "1.5", "253402300800", "4294967296", "0x10", "1 767 225 600")
    ),
)  # fmt: skip

LOST = (
    *(
        Input(line, head(line), ("SOP",))
        for line in (
            'peringatan: "Lampiran"#3', "peringatan: Formulir #", "peringatan: >", "peringatan: 'Lampiran'#", "peringatan: |-",
            "peringatan: Formulir #!a", "peringatan: #12/2024", "peringatan: Nomor #12 tahun ini", 'peringatan: "Lampiran" tiga',
            "peringatan: *lampiran", "peringatan: &lampiran", "peringatan: !lampiran", "peringatan: @lampiran", "peringatan: `lampiran`",
            "peringatan: %lampiran", "peringatan: [Lampiran, tiga", "peringatan: {Lampiran}", "peringatan: Satu\nperingatan: Dua",
            "peringatan: Satu\n# antara\n  Dua", "peringatan:\n- Satu\n-\n- Dua", "<<: {peringatan: Satu}",
            "peringatan: Satu\n---", "peringatan: Satu\n...\nsisa", "peralatan:\n  - Komputer#\n  - Kertas #", "peralatan: [Kertas, #Komputer\n  ]", "peralatan: [ #Komputer\n  Kertas]",
            "%YAML 1.2", 'peringatan: "Satu\\qDua"', "peringatan: Satu\x85Dua",
        )
    ),
    *(
        Input(new, swap(old, new), ("SOP",))
        for old, new in (
            (LAST, '    kegiatan: "Menyerahkan kunci"#3\n'), (LAST, "    kegiatan: Menyerahkan kunci #\n"), (LAST, LAST + "    keterangan: >\n"),
            (LAST, LAST + "    output: >\n"), (LAST, LAST + "    output: |2+\n"), ("waktu: 5 menit", "waktu: 5 menit #"),
        )
    ),
)  # fmt: skip

_JOINED = "".join(NIP)
_TALL = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
_ARAB = {ord(str(digit)): 0x0660 + digit for digit in range(10)}
NIPS = (
    *(
        Input(name, head(f"peringatan: {text}"), ("SOP",))
        for name, text in {
            "rapat": f"Pejabat {_JOINED}",
            "strip": "Pejabat " + "-".join(NIP),
            "garis miring": "Pejabat " + "/".join(NIP),
            "lama dengan label": "Pejabat NIP 130123456",
            "titik": "Pejabat " + ".".join(NIP),
            "spasi": "Pejabat " + " ".join(NIP),
            "spasi tak putus": "Pejabat " + "\u00a0".join(NIP),
            "spasi sempit": "Pejabat " + "\u202f".join(NIP),
            "lebar nol": "Pejabat " + "\u200b".join(_JOINED),
            "pisah baris lunak": "Pejabat " + "\u00ad".join(NIP),
            "tanda hubung lain": "Pejabat " + "\u2011".join(NIP),
            "garis bawah": "Pejabat " + "_".join(NIP),
            "angka lebar": "Pejabat " + _JOINED.translate(_TALL),
            "angka Arab": "Pejabat " + _JOINED.translate(_ARAB),
            "label bertitik": "Pejabat N.I.P. " + _JOINED,
            "label menempel": "Pejabat NIP" + _JOINED,
            "dalam kurung": f"Pejabat ({_JOINED})",
            "satu per satu": "Pejabat " + " ".join(_JOINED),
            "bertanda kutip": f"\"Pejabat '{_JOINED}'\"",
            "di alamat": f"https://contoh.example/?nip={_JOINED}",
        }.items()
    ),
    Input("nama pejabat", swap("Kepala Biro Umum", f'{{jabatan: Kepala, nama: "Pejabat, NIP {_JOINED}"}}'), ("SOP",)),
    Input("jabatan pejabat", swap("Kepala Biro Umum", f"Kepala Biro Umum NIP {_JOINED}"), ("SOP",)),
    Input("nama berkas", lambda office: (office / SOP).rename(office / f"sops/sop-{_JOINED}.yml"), ("SOP",)),
    Input("nama folder", folder(f"sops/{_JOINED}"), ("SOP",)),
    Input("slug lama", head(f"slug_lama: sop-{_JOINED}"), ("SOP",)),
    Input("nama lampiran", both(write(f"sops/_lampiran/{_JOINED}.pdf", b"%PDF-1.4"), head(f"lampiran: {_JOINED}.pdf")), ("SOP",)),
    Input("halaman kantor", write("docs/kontak.md", f"# Kontak\n\nPejabat {_JOINED}\n"), ("SOP209", "kontak.md")),
    Input("kepala halaman kantor", write("docs/kontak.md", f"---\ntitle: {_JOINED}\ntags: [{_JOINED}]\n---\n# Kontak\n"), ("SOP209", "kontak.md")),
    Input("nama halaman kantor", write(f"docs/p-{_JOINED}.md", "# Kontak\n"), ("SOP213",)),
    Input("nama gambar kantor", write(f"docs/assets/{_JOINED}.jpg", b"\xff\xd8\xff"), ("SOP213",)),
    Input("nama folder kantor", write(f"docs/{_JOINED}/a.md", "# A\n"), ("SOP213",)),
    Input("unit", write("sops/_daftar/unit.yml", f"biro-umum: Biro Umum {_JOINED}\n"), ("SOP",)),
    Input("peraturan", write("sops/_daftar/peraturan.yml", f"permenaker-7-2017: Pedoman {_JOINED}\n"), ("SOP",)),
    Input("nama situs", swap("site_name: Uji", f"site_name: Uji {_JOINED}", "mkdocs.yml"), ("SOP209", "mkdocs.yml")),
    Input("navigasi", swap("site_name: Uji", f"site_name: Uji\nnav: [{{{_JOINED}: index.md}}]", "mkdocs.yml"), ("SOP209", "mkdocs.yml")),
    Input("extra", swap("site_name: Uji", f"site_name: Uji\nextra: {{social: [{{icon: simple/git, link: 'https://c.example', name: {_JOINED}}}]}}", "mkdocs.yml"), ("SOP209", "mkdocs.yml")),
    Input("hak cipta", swap("site_name: Uji", f"site_name: Uji\ncopyright: {_JOINED}", "mkdocs.yml"), ("SOP209", "mkdocs.yml")),
)  # fmt: skip

NAMES = tuple(
    Input(repr(name), folder(f"sops/{name}"), ("SOP213",))
    for name in (
        "con", "NUL.lama", "com1", "a\x07b", "a\u202eb", "titik.", "spasi ", "a:b", 'a"b', "a\\b", "lpt³", "PRN.txt", "aux ", "COM9.yml.d",
        "conin$", "a\nb", "a\tb", "a*b", "a?b", "a|b", "a<b>", "\u200bx", "\ufeffx", "a\u2028b", "x..", "\x7fx",
    )
)  # fmt: skip


def _flow(steps: int, columns: int, extra: str = "") -> str:
    top = "".join(f"  p{number}: Staf {number}\n" for number in range(columns))
    rows = "".join(f"  - pelaksana: p{number % columns}\n    kegiatan: Memeriksa\n{extra}" for number in range(steps))
    return f"nama: Alur\nunit: biro-umum\nstatus: draf\npelaksana:\n{top}langkah:\n{rows}"


def _deep(path: str) -> Callable[[Path], object]:
    return folder(path)


NESTING = (
    Input("17 folder", folder("sops/" + "/".join("x" * 17)), ("SOP123",)),
    Input("400 folder", folder("sops/" + "/".join("x" * 400)), ("SOP123",)),
    Input("folder halaman", write("docs/" + "/".join("x" * 400) + "/a.md", "# A\n"), ("docs/",)),
    *(
        Input(name, write("sops/n.yml", text), ("sops/n.yml",))
        for name, text in {
            "kurung siku": "nama: " + "[" * 100_000,
            "kurung siku berpasangan": "nama: " + "[" * 50_000 + "]" * 50_000,
            "kurung kurawal": "nama: " + "{a: " * 50_000,
            "tanda hubung": "nama:\n  " + "- " * 50_000,
            "tanda tanya": "? " * 50_000,
            "lekuk": "".join(f"{' ' * n}a:\n" for n in range(400)),
            "lekuk daftar": "nama:\n" + "".join(f"{' ' * n}-\n" for n in range(400)),
            "jangkar": "nama: " + "&a " * 50_000,
            "tag": "nama: " + "!a " * 50_000,
            "kutip": "nama: " + "'" * 100_000,
            "seribu dokumen": "---\nnama: A\n" * 10_000,
        }.items()
    ),
)  # fmt: skip

_STEP = "langkah:\n"
BIG = (
    Input("1.500 langkah melingkar", write("sops/n.yml", _flow(1500, 10, "    jika_tidak: 1\n")), ("SOP118",)),
    Input("2.000 kolom", write("sops/n.yml", _flow(2000, 2000)), ("SOP118",)),
    Input("batas simbol", write("sops/n.yml", _flow(300, 60, "    jika_tidak: 1\n")), ("sops/n.yml",)),
    Input("1.000 cabang", swap(LAST, LAST + "    jika: {" + ", ".join(f"C{n}: 1" for n in range(1000)) + "}\n"), ("SOP",)),
    Input("satu kata 90 KB", head(f"peringatan: {'x' * 90_000}"), ()),
    Input("satu kata 50 MB", head(f"peringatan: {'x' * 50_000_000}"), ("SOP118",)),
    Input("10.000 butir", head("peralatan:\n" + "  - Komputer jinjing\n" * 10_000), ()),
    Input("5.000 dasar hukum", head("dasar_hukum:\n" + "".join(f"  - Peraturan Menteri Keuangan Nomor {n} Tahun 2020\n" for n in range(1500))), ("SOP",)),
    Input("kalimat peraturan", head("dasar_hukum: " + "Peraturan Menteri Nomor " * 3000), ("SOP",)),
    Input("angka berspasi", head("peringatan: " + "1 " * 45_000), ()),
    Input("angka bertitik", head("peringatan: NIP " + "1..." * 22_000), ()),
    Input("kurung buka", head("dasar_hukum: " + "(" * 90_000), ()),
    Input("waktu panjang", swap("waktu: 5 menit", "waktu: " + "1 hari " * 10_000), ()),
    Input("pelaksana panjang", swap("pelaksana: staf", "pelaksana: " + "staf > " * 10_000), ("SOP",)),
    Input("riwayat panjang", head("riwayat:\n" + "  - {tanggal: 2020-01-01, perubahan: Ubah}\n" * 2000), ()),
    Input("daftar unit 100.000", write("sops/_daftar/unit.yml", "biro-umum: Biro Umum\n" + "".join(f"u{n}: Unit {n}\n" for n in range(100_000))), ("SOP",)),
    Input("induk beruntun", write("sops/_daftar/unit.yml", "biro-umum: Biro Umum\n" + "".join(f"u{n}: {{nama: Unit {n}, induk: u{n + 1}}}\n" for n in range(1000))), ("SOP",)),
    Input("berkas berlubang 10 GB", lambda office: os.truncate(_touched(office / "sops/n.yml"), 10_000_000_000), ("sops/n.yml",)),
    Input("lampiran berlubang 10 GB", both(lambda office: os.truncate(_touched(office / "sops/f.pdf"), 10_000_000_000), head("lampiran: f.pdf")), ("SOP423",)),
    Input("gambar berlubang", lambda office: os.truncate(_touched(office / "docs/a.svg"), 1_000_000_000), ("docs/a.svg",)),
    Input("entitas beranak", write("docs/a.svg", "<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12)) + "]><svg xmlns='http://www.w3.org/2000/svg'>&a12;</svg>"), ("SOP129",)),
)  # fmt: skip


def _touched(path: Path) -> Path:
    path.touch()
    return path


SPECIAL = (
    *(
        Input(f"pipa {path}", pipe(path), (path.rpartition("/")[2],))
        for path in ("sops/p.yml", "sops/_daftar/jabatan.yml", "sops/_daftar/unit.yml", "docs/p.md", "docs/p.png", "docs/assets/l.svg", SOP, "overrides/main.html")
    ),
    Input("soket", _socket("sops/s.yml"), ("sops/s.yml",)),
    Input("soket halaman", _socket("docs/s.md"), ("docs/s.md",)),
    Input("perangkat", device("sops/d.yml"), ("sops/d.yml",)),
    Input("perangkat kosong", device("sops/d.yml", 3), ("sops/d.yml",)),
    Input("perangkat halaman", device("docs/d.md"), ("docs/d.md",)),
    Input("perangkat daftar", device("sops/_daftar/unit.yml"), ("unit.yml",)),
    Input("folder bernama SOP", folder("sops/x.yml", holds="y.yml"), ("2 berkas diperiksa",)),
    Input("pipa lampiran", both(pipe("sops/f.pdf"), head("lampiran: f.pdf")), ("SOP423",)),
    Input("pipa logo", both(pipe("docs/assets/l.svg"), write("sops/_daftar/unit.yml", "biro-umum:\n  nama: Biro Umum\n  logo: assets/l.svg\n")), ("l.svg",)),
    Input("pipa naskah", pipe("sops/_naskah/peminjaman-kendaraan.pdf"), ()),
    Input("pipa mkdocs.yml", pipe("mkdocs.yml"), ("mkdocs.yml",)),
)  # fmt: skip

_NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PICTURES = tuple(
    Input(inner[:60], write("docs/assets/logo/l.svg", inner if inner.startswith(("<?", "<!")) else f"<svg {_NS}>{inner}</svg>"), ("SOP129",))
    for inner in (
        "<script>alert(1)</script>", '<g onclick="x()"/>', '<a xlink:href="java&#x0a;script:alert(1)"/>', '<image href="//jauh.example/x.png"/>',
        "<foreignObject><p/></foreignObject>", "<style>@import 'https://jauh.example/x.css';</style>", "<g>", '<set attributeName="onclick" to="x()"/>',
        '<animate attributeName="xlink:href" values="javascript:x()"/>', '<g ONLOAD="x()"/>', '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">x()</handler>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>', '<script xmlns="http://www.w3.org/1999/xhtml">x()</script>',
        '<use href="https://jauh.example/x.svg#a"/>', '<feImage href="https://jauh.example/x.png"/>', '<path style="fill:\\75rl(https://jauh.example/x)"/>',
        '<style>p{background:image-set("https://jauh.example/x" 1x)}</style>', '<a href="data:text/html,x"/>', '<a href="vbscript:x"/>',
        '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<embed xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        '<mpath xlink:href="https://jauh.example/x"/>', '<text filter="url(https://jauh.example/x#f)"/>', '<discard begin="1s" onbegin="x()"/>', '<g xml:base="javascript:x()//"/>',
    )
)  # fmt: skip

FORGES = tuple(
    Input(repr(address), swap("site_name: Uji", f"site_name: Uji\nrepo_url: {address!r}\nedit_uri: edit/main/", "mkdocs.yml"), ("bangun:repo_url",))
    for address in (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//jauh.example/x", "https:jauh.example", "https://", "https:///x", "http://[", "ftp://x.example/a", "https://a b.example/", "\x01javascript:x", "https://x.example\\@y.example/",
    )
)  # fmt: skip

DOCS = (
    *(
        Input(name, write(f"docs/{name}", f"<script>alert('{HIDDEN}')</script>"), ("SOP130", name))
        for name in ("a.html", "b.HTM", "c.xhtml", "d.yml", "e.yaml", "f.Html", "assets/g.html", "h.xht", "i.shtml", "j.svgz", "k.xml", "l.xsl", "m.mhtml", "n.hta", "o.mht", "q.js.html")
    ),
    Input("index.html", both(lambda office: (office / "docs/index.md").unlink(), write("docs/index.html", f"<p>{HIDDEN}</p>")), ("SOP130",)),
    Input(".env", write("docs/.env", HIDDEN), ()),
    Input(".git di docs", write("docs/.git/config", HIDDEN), ()),
    *(Input(name, write(f"docs/{name}", HIDDEN), ("SOP130", name))
      for name in ("index.md~", "a.md.bak", "a.md.orig", "unduhan/~$surat.docx", "a.REJ", "a.md.swp")),
)  # fmt: skip

KINDS: dict[str, tuple[Input, ...]] = {
    "tautan": LINKS, "tertutup": CLOSED, "git": GIT, "hilang": LOST, "nip": NIPS, "nama": NAMES, "bersarang": NESTING, "besar": BIG,
    "khusus": SPECIAL, "gambar": PICTURES, "forge": FORGES, "docs": DOCS,
}  # fmt: skip
