"""The bill of materials of a release (`make sbom`): CycloneDX 1.6, JSON, the same bytes for the same release.

CycloneDX' own program reads two things: requirements.txt knows each package's version and the digests of its files, the
environment knows licences and who needs whom. Here both become one, with what npm brings into the wheel and the wheel's
own digest; the library's strict validator has the last word.

    .cache/alat/bin/python rilis/sbom.py dist/sop_catalog-….whl
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
_TOOL = Path(sysconfig.get_path("scripts")) / "cyclonedx-py"
_NPM = {"mermaid": "MIT", "pyodide": "MPL-2.0"}
"""Package → its own licence; what it bundles is told by `<name>-notice.txt` in the wheel."""


def main(arguments: list[str]) -> int:
    """Write `<wheel>.cdx.json` beside a wheel."""
    (name,) = arguments
    wheel = Path(name)
    bill = build_bill(wheel)
    text = json.dumps(bill, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        sys.stderr.write(f"SBOM tidak sah: {fault}\n")
        return 1
    target = wheel.with_name(wheel.name.replace("-py3-none-any.whl", ".cdx.json"))
    target.write_text(text, "utf-8")
    sys.stdout.write(f"{target}: {len(bill['components'])} komponen\n")
    return 0


def build_bill(wheel: Path) -> dict[str, Any]:
    """What a wheel is made of and needs, as a CycloneDX document."""
    bill = _run("requirements", str(ROOT / "requirements.txt"))
    installed = _run("environment", str(ROOT / ".venv"))
    known = {part["purl"].lower(): part for part in installed["components"] if "purl" in part}
    parts: list[dict[str, Any]] = []
    for part in bill["components"]:
        # Of another Python or system, where the environment has another version: known by its digests alone.
        facts = known.get(part["purl"].lower(), {})
        part["bom-ref"] = part["purl"]
        part["description"] = facts.get("description", part["name"])
        part["externalReferences"] = [*part["externalReferences"], *facts.get("externalReferences", ())]
        part["licenses"] = facts.get("licenses", [])
        parts.append(part)
    brought = [_npm_part(name, spdx) for name, spdx in _NPM.items()]
    bill["components"] = sorted([*parts, *brought], key=lambda part: part["bom-ref"])
    bill["metadata"]["component"]["bom-ref"] = root = f"pkg:pypi/sop-catalog@{bill['metadata']['component']['version']}"
    bill["metadata"]["component"]["purl"] = root
    bill["metadata"]["component"]["hashes"] = [_digest("SHA-256", hashlib.sha256(wheel.read_bytes()).hexdigest())]
    bill["dependencies"] = _dependencies(bill, installed, root, [part["bom-ref"] for part in brought])
    # What they bundle stands in their notices, not here.
    bill["compositions"] = [{"aggregate": "incomplete", "assemblies": [part["bom-ref"] for part in brought]}]
    return bill


def _run(kind: str, subject: str) -> dict[str, Any]:
    command = [str(_TOOL), kind, subject, "--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    command += ["--output-reproducible", "--spec-version", "1.6", "--output-file", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - of our own environment
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _dependencies(
    bill: dict[str, Any], installed: dict[str, Any], root: str, brought: Iterable[str]
) -> list[dict[str, Any]]:
    """Who needs whom, as far as this system goes, among the parts of the bill."""
    ours = {part["bom-ref"] for part in bill["components"]}
    names = {part["bom-ref"]: part["purl"].lower() for part in installed["components"] if "purl" in part}
    # The program itself is installed, too (without a purl): its row says what it needs directly.
    own = {part["bom-ref"] for part in installed["components"] if part["name"] == "sop-catalog"} | {"root-component"}
    edges: dict[str, set[str]] = {ref: set() for ref in (root, *ours)}
    edges[root] |= set(brought)
    for row in installed["dependencies"]:
        who = root if row["ref"] in own else names.get(row["ref"], "")
        if who in edges:
            edges[who] |= {names[ref] for ref in row.get("dependsOn", ()) if names.get(ref) in ours}
    return [{"ref": ref, "dependsOn": sorted(needs)} for ref, needs in sorted(edges.items())]


def _npm_part(name: str, spdx: str) -> dict[str, Any]:
    """A package of npm by the version and digest that the bundle is held against."""
    source = (ROOT / f"sop_catalog/site/{name}_bundle.py").read_text("utf-8")
    pinned = {
        node.targets[0].id: node.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    purl = f"pkg:npm/{name}@{pinned['VERSION']}"
    kind, _, encoded = pinned["INTEGRITY"].partition("-")
    if kind != "sha512":
        raise ValueError(pinned["INTEGRITY"])
    return {
        "type": "library",
        "bom-ref": purl,
        "purl": purl,
        "name": name,
        "version": pinned["VERSION"],
        "description": f"in sop_catalog/assets/{name}/ of the wheel; what it bundles: sop_catalog/site/{name}-notice.txt",
        "licenses": [{"license": {"id": spdx, "acknowledgement": "declared"}}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://registry.npmjs.org/{name}/-/{name}-{pinned['VERSION']}.tgz",
                "hashes": [_digest("SHA-512", base64.b64decode(encoded).hex())],
            }
        ],
    }


def _digest(kind: str, content: str) -> dict[str, str]:
    return {"alg": kind, "content": content}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
