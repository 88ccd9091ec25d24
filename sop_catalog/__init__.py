"""Katalog SOP: one YAML file per SOP in, one standardized catalogue site out.

Data flows one way: source → model → flow → catalog → checks / pages → plugin / cli.
See docs/pengembang/arsitektur.md for the house and its import rules.
"""

__version__ = "0.1.0"
