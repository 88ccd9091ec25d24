"""What the pages need besides themselves: Mermaid, the page on which SOPs are changed, our search box."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from sop_catalog.pages.diagram import format_fence
from sop_catalog.plugin.options import SopCatalogConfig
from sop_catalog.plugin.theme import find_search
from sop_catalog.site import editor, material, mermaid
from sop_catalog.site.assets import SEARCH_BOX, STYLES

log = get_plugin_logger("sop_catalog")


def use_mermaid(options: SopCatalogConfig, config: MkDocsConfig) -> mermaid.Mermaid | None:
    """How diagrams are drawn, by the settings of mermaid2; None without that plugin or without Mermaid's files."""
    mermaid2 = config.plugins.get("mermaid2")
    if mermaid2 is None:
        log.info("Plugin mermaid2 tidak dipasang di mkdocs.yml: diagram swimlane diganti teks alur.")
        return None
    engine = mermaid.make_engine(offline=options.offline, arguments=mermaid2.config.get("arguments"))
    if refusal := mermaid.describe_refusal(options.mermaid_dir):
        log.warning("%s", refusal)
    found = mermaid.find_mermaid(options.mermaid_dir, engine)
    engine = found.engine if found else engine
    mermaid2.config["arguments"] = engine.arguments
    if not mermaid2.config.get("javascript"):
        # Or it asks a CDN on each build whether its default is there, and docs_dir for our file, which is not there.
        mermaid2.config["javascript"] = mermaid2._javascript = engine.entry  # noqa: SLF001
    if "pymdownx.superfences" in config.markdown_extensions:
        fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
        if not any(fence.get("name") == "mermaid" for fence in fences):
            fences.append({"name": "mermaid", "class": "sop-diagram-pagar", "format": format_fence})
    if found is None:
        log.info("%s", mermaid.MISSING)
    return found


def find_sunting(options: SopCatalogConfig) -> editor.Editor | None:
    """The page /sunting/; None where it is not wanted, or cannot work: from file://, or without its modules."""
    if not options.sunting or options.offline:
        return None
    found = editor.find_editor()
    if found is None:
        log.info("%s", editor.MISSING)
    return found


def use_own_search(config: MkDocsConfig) -> None:
    """Put our search box where Material puts its own (docs/pengembang/pencarian.md says why).

    The theme shows a search box only where the plugin `search` stands in mkdocs.yml. Its own index is still
    written, for a site that puts Material's partial back and for other programs; no page of ours loads it.
    """
    if find_search(config) is None:
        log.warning("Kotak pencarian tidak tampil: tambahkan `- search` pada `plugins` di mkdocs.yml.")
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(material.TEMPLATES))
    config.extra_javascript.append(f"assets/{SEARCH_BOX}")


@dataclass(frozen=True, slots=True)
class Engines:
    """What was found."""

    mermaid: mermaid.Mermaid | None
    editor: editor.Editor | None


def find_engines(options: SopCatalogConfig, config: MkDocsConfig) -> Engines:
    """Look for all of it and tell MkDocs; what is missing is said in the log."""
    config.extra_css.extend(f"assets/{name}" for name in STYLES)
    use_own_search(config)
    return Engines(use_mermaid(options, config), find_sunting(options))
