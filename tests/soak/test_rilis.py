"""`make sbom`: the bill of materials of the wheel that is built beside it."""

from __future__ import annotations

import hashlib
import json
import subprocess

from support.paths import ROOT


def test_the_bill_names_what_the_wheel_needs_and_brings() -> None:
    """Twice the same bytes; each part with a digest, a version and a licence, or of another Python."""
    texts = []
    for _ in range(2):
        subprocess.run(["make", "--silent", "sbom"], cwd=ROOT, check=True, timeout=900)
        (bill,) = (ROOT / "dist").glob("*.cdx.json")
        texts.append(bill.read_text("utf-8"))
    assert texts[0] == texts[1]
    document = json.loads(texts[0])
    (wheel,) = (ROOT / "dist").glob("*.whl")
    (digest,) = document["metadata"]["component"]["hashes"]
    assert digest["content"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    parts = {part["purl"]: part for part in document["components"]}
    assert len(parts) > 30
    assert {purl.partition("@")[0] for purl in parts} >= {"pkg:npm/mermaid", "pkg:npm/pyodide", "pkg:pypi/mkdocs"}
    assert all(any(place.get("hashes") for place in part["externalReferences"]) for part in parts.values())
    without = {part["name"] for part in parts.values() if not part["licenses"]}
    assert without <= {"pymdown-extensions", "soupsieve"}  # listed twice, for two ranges of Python
    needs = {row["ref"]: row["dependsOn"] for row in document["dependencies"]}
    assert needs[document["metadata"]["component"]["bom-ref"]]
    assert any("pkg:pypi/jinja2" in ref for ref in needs[next(purl for purl in parts if "mkdocs@" in purl)])
