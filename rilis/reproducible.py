"""`make reproducible`: the same sources give the same bytes, whatever machine builds them.

The site of this repository's last commit is built under one change of surroundings after the other, then under all at
once, and compared file by file; then without `.git`, where only what comes from git may differ; then the wheel, twice.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BIN = ROOT / ".venv/bin"
_USUAL = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOP_PROSES": "1"}
_FROM_GIT = ("perubahan/index.html", "sop/*/index.html")
"""What says when something was changed: only that may differ without a history."""


@dataclass(frozen=True)
class Surroundings:
    """One way in which another machine is another."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = "katalog"
    """Below the trial's own."""
    on_memory: bool = False
    """A disk that lists files in the order in which they came, which is turned round."""
    git: bool = True


_TRIALS = (
    Surroundings("zona waktu UTC+14", {"TZ": "Pacific/Kiritimati"}),
    Surroundings("zona waktu UTC-11", {"TZ": "Pacific/Pago_Pago"}),
    Surroundings("lokal C, bukan UTF-8", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Surroundings("benih hash lain", {"PYTHONHASHSEED": "4021"}),
    Surroundings("umask 077", umask=0o077),
    Surroundings("folder lain", folder="folder lain dengan spasi/é/katalog-sop"),
    Surroundings("urutan berkas dan jenis disk lain", on_memory=True),
    Surroundings("tiga proses", {"SOP_PROSES": "3"}),
    Surroundings(
        "semuanya sekaligus",
        {"TZ": "Asia/Jayapura", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "77", "SOP_PROSES": "2"},
        0o027, "jauh/di/dalam", on_memory=True,
    ),
)  # fmt: skip


def main() -> int:
    """Run all trials and print what they came to.

    Returns:
        0 when nothing differs that should not.
    """
    ok = True
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        first = _sums(_build(Surroundings("acuan"), work))
        _say(f"acuan: {len(first)} berkas")
        for trial in _TRIALS:
            found = _differences(first, _sums(_build(trial, work)))
            ok &= not found
            _say(f"{trial.name}: {_verdict(found)}")
        bare = _differences(first, _sums(_build(Surroundings("tanpa .git", git=False), work)))
        strange = [path for path in bare if not any(fnmatch.fnmatch(path, pattern) for pattern in _FROM_GIT)]
        ok &= not strange
        listed = sorted(
            {next(filter(lambda pattern: fnmatch.fnmatch(path, pattern), _FROM_GIT), path) for path in bare}
        )
        _say(f"tanpa .git: {len(bare)} berkas berbeda, semuanya memuat riwayat: {', '.join(listed)}" if not strange
             else f"tanpa .git: BERBEDA di luar riwayat: {', '.join(strange[:8])}")  # fmt: skip
        wheels = {_wheel(work / "paket-a", 0o022, {}), _wheel(work / "paket-b", 0o077, dict(_TRIALS[-1].variables))}
        ok &= len(wheels) == 1
        _say(f"wheel: {'sama' if len(wheels) == 1 else 'BERBEDA'} (SHA-256 {', '.join(sorted(wheels))})")
    return 0 if ok else 1


def _build(trial: Surroundings, work: Path) -> Path:
    """A fresh copy of the catalogue, built cold."""
    own = Path(tempfile.mkdtemp(dir="/dev/shm" if trial.on_memory else work))  # noqa: S108
    try:
        folder = own / trial.folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)  # noqa: S603, S607
        if trial.on_memory:
            _turn_round(folder)
        if not trial.git:
            shutil.rmtree(folder / ".git")
        moment = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True  # noqa: S607
        ).stdout.strip()  # fmt: skip
        _run([str(_BIN / "sop"), "bangun"], folder, trial, {"SOURCE_DATE_EPOCH": moment, "NO_MKDOCS_2_WARNING": "1"})
        site = work / f"situs-{len(list(work.glob('situs-*')))}"
        shutil.copytree(folder / "site", site)
        return site
    finally:
        shutil.rmtree(own)


def _run(command: list[str], folder: Path, trial: Surroundings, more: Mapping[str, str]) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env={**variables, **_USUAL, **trial.variables, **more}, umask=trial.umask,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(1)


def _turn_round(folder: Path) -> None:
    """The same files, made anew the other way round: a disk in memory lists them so."""
    for name in ("sops", "docs", "overrides"):
        shutil.move(folder / name, folder / f"{name}.lama")
        for path in sorted((folder / f"{name}.lama").rglob("*"), reverse=True):
            if path.is_file():
                target = folder / name / path.relative_to(folder / f"{name}.lama")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        shutil.rmtree(folder / f"{name}.lama")


def _sums(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(site)
    }  # fmt: skip


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def _differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    return sorted(path for path in {*first, *second} if first.get(path) != second.get(path))


def _verdict(found: list[str]) -> str:
    return f"BERBEDA, {len(found)} berkas: {', '.join(found[:8])}" if found else "sama"


def _wheel(target: Path, umask: int, variables: Mapping[str, str]) -> str:
    command = [
        str(_BIN / "python"),
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(target),
    ]
    _run([*command, str(ROOT)], ROOT, Surroundings("wheel", variables, umask), {})
    (wheel,) = target.glob("*.whl")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
