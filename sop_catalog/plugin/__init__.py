"""DOOR 1: the MkDocs plugin, the only room that imports mkdocs. A socket: it turns a `Site` into MkDocs' pages and files."""

from sop_catalog.plugin.socket import SopCatalogPlugin

__all__ = ["SopCatalogPlugin"]
