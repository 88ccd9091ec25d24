"""All rules by code, for `sop jelaskan`, the reference page and the tests."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType

from sop_catalog.checks import CHECKS
from sop_catalog.checks.manual import read_manual
from sop_catalog.model import shape_rules, symbol_rules
from sop_catalog.source import file_rules, syntax_rules, tree_rules
from sop_catalog.source.diagnostic import Rule
from sop_catalog.source.report import printable

_MODULES: tuple[ModuleType, ...] = (
    file_rules, syntax_rules, tree_rules, shape_rules, symbol_rules, *(sys.modules[check.__module__] for check in CHECKS),
)  # fmt: skip
"""Where rules are: those about text and shape, and the modules of the checks that are run."""


def _collect() -> dict[str, Rule]:
    rules = {rule.code: rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule)}
    return dict(sorted(rules.items()))


RULES: Mapping[str, Rule] = _collect()
"""Code → rule, in the order of the codes."""


def explain(kode: str) -> str | None:
    """The manual page of a rule; None for a code that does not exist.

    Args:
        kode: in any case, such as "sop301", or the rule's name.
    """
    wanted = kode.strip()
    by_name = {rule.name: rule for rule in RULES.values()}
    rule = RULES.get(wanted.upper()) or RULES.get(f"SOP{wanted}") or by_name.get(wanted.lower())
    if rule is None:
        return None
    body = "\n".join(printable(line) for line in read_manual(rule.code).split("\n"))
    return f"# {rule.code} {rule.name} ({rule.severity})\n\n{body}"


def format_rule_list() -> str:
    """All rules, one line each."""
    width = max(len(rule.severity) for rule in RULES.values())
    return "\n".join(f"{rule.code}  {rule.severity:<{width}}  {rule.name}" for rule in RULES.values())
