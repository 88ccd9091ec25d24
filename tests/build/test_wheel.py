"""The wheel carries all that a user needs: templates, styles, profiles, Mermaid, Pyodide; no Node, no clone."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from support.paths import ROOT
from support.sites import MINIMAL_MKDOCS, minimal_sop


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "--wheel-dir",
        str(target),
        str(ROOT),
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert result.returncode == 0, result.stderr
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_holds_everything(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "sop_catalog/templates/sop/halaman-sop.html",
        "sop_catalog/assets/sop.css",
        "sop_catalog/assets/profil.yml",
        "sop_catalog/assets/lebar-huruf.json",
        "sop_catalog/assets/mermaid/mermaid.esm.min.mjs",
        "sop_catalog/assets/mermaid/mermaid.min.js",
        "sop_catalog/assets/pyodide/pyodide.asm.wasm",
        "sop_catalog/assets/pyodide/sop.zip",
        "sop_catalog/assets/sunting/mulai.js",
    ):
        assert name in names, name
    assert sum(name.startswith("sop_catalog/assets/mermaid/chunks/") for name in names) > 100
    assert not [name for name in names if name.startswith(("tests/", "sops/"))]


def test_a_site_builds_with_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """In an environment that has the dependencies but not this checkout, and with a PATH without Node."""
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False, symlinks=True)
    site_packages = next((environment / "lib").glob("python3*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site_packages)
    ours = Path(sys.executable).parent.parent / "lib" / site_packages.parent.name / "site-packages"
    (site_packages / "dependencies.pth").write_text(f"import sys; sys.path.append({str(ours)!r})\n")
    folder = tmp_path / "kantor"
    for name, text in {
        "mkdocs.yml": MINIMAL_MKDOCS.replace("  custom_dir: overrides\n", ""),
        "docs/index.md": "# Katalog\n",
        "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
        "sops/satu.yml": minimal_sop("Satu"),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    python = environment / "bin" / "python"
    where = subprocess.run(
        [python, "-c", "import sop_catalog; print(sop_catalog.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    assert str(site_packages) in where.stdout
    variables = {**os.environ, "PATH": str(environment / "bin"), "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        [python, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert list((folder / "site/assets").glob("mermaid-*/mermaid.esm.min.mjs"))
    assert list((folder / "site/sunting").glob("mesin-*/pyodide.asm.wasm"))
    assert "data-gambar" in (folder / "site/sop/satu/index.html").read_text("utf-8")
