"""The guide "Memindahkan SOP lama" names what there is: options, kinds of files, kinds of doubt; its text block is real."""

from __future__ import annotations

import re

from support.paths import ROOT

from sop_catalog.cli import sop
from sop_catalog.importing.doubts import JenisRagu
from sop_catalog.importing.readers.reading import _PACKAGES, ENDINGS

TEXT = (ROOT / "docs" / "memindahkan-sop-lama.md").read_text("utf-8")


def test_every_option_is_explained() -> None:
    options = {name for parameter in sop.commands["impor"].params for name in parameter.opts if name.startswith("--")}
    assert {"--ke", "--unit", "--tinjau", "--paralel", "--simpan-naskah", "--ulang"} == options
    named = set(re.findall(r"`(--[a-z-]+)", TEXT)) | set(re.findall(r"sop impor [^\n]*?(--[a-z-]+)", TEXT))
    assert named >= options


def test_every_kind_of_doubt_is_explained() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", TEXT.split("Arti keraguan")[1].split("## ")[0], re.MULTILINE)
    named = [kind for row in rows[1:] if "---" not in row for kind in row.split(", ")]
    assert sorted(named) == sorted(kind.value for kind in JenisRagu)


def test_every_kind_of_file_is_named() -> None:
    families = {".docm": ".docx", ".xlsm": ".xlsx", ".jpeg": ".jpg", ".tiff": ".tif", ".bmp": ".png", ".pdf": "PDF"}
    for ending in ENDINGS:
        assert families.get(ending, ending) in TEXT, ending


def test_what_is_installed_are_the_extras() -> None:
    assert f"pip install {_PACKAGES['impor']}\n" in TEXT
    assert "pip install opencv-python-headless\n" in TEXT
