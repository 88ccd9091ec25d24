"""The plugin's options in mkdocs.yml, and what the pages need to know of the site."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from sop_catalog.model.build_day import read_build_day
from sop_catalog.pages.paths import GUIDE
from sop_catalog.pages.settings import Forge, ForgeKind, Paper, Settings, is_web_address
from sop_catalog.pages.status import parse_review_interval
from sop_catalog.publish.overrides import Overrides


class ForgeConfig(Config):
    """Option `forge`: where the repository is edited."""

    kind = c.Choice([kind.value for kind in ForgeKind], default=ForgeKind.GITHUB.value)
    url = c.Type(str, default="")
    """The repository's address; without one there is no forge."""
    branch = c.Type(str, default="main")


class SopCatalogConfig(Config):
    """The plugin's options."""

    sops_dir = c.Type(str, default="sops")
    paper = c.Choice([paper.value for paper in Paper], default=Paper.A4.value)
    forge = c.SubConfig(ForgeConfig)
    offline = c.Type(bool, default=False)
    mermaid_dir = c.Optional(c.Type(str))
    print_nip = c.Type(bool, default=False)
    review_interval = c.Type(str, default="")
    sunting = c.Type(bool, default=True)
    signed_copies = c.Type(bool, default=True)
    """Whether an SOP in force without a signed document is worth a word; `catalog.place.own_site.expects_signed` reads it, too."""
    strict = c.Type(bool, default=False)
    sitemap_drafts = c.Type(bool, default=True)
    """Whether pages that carry `noindex` (drafts, examples) stand in sitemap.xml."""
    raw_files = c.ListOfItems(c.Type(str), default=[])
    """Patterns of .html and .yml files in docs_dir that are published as they are."""


def sops_folder(options: SopCatalogConfig, config: MkDocsConfig) -> Path:
    """The folder of SOPs, there or not."""
    return Path(config.config_file_path or ".").parent / options.sops_dir


def make_settings(options: SopCatalogConfig, config: MkDocsConfig, overrides: Overrides) -> Settings:
    """What the pages need to know.

    Args:
        options: of the plugin, in mkdocs.yml.
        config: MkDocs' own.
        overrides: what is otherwise this time.

    Raises:
        Abort: an option is not understood.
    """
    forge = options.forge
    custom_dir = config.theme.custom_dir
    months = parse_review_interval(options.review_interval)
    if months is None:
        raise Abort(
            f"Opsi review_interval tidak dipahami: {options.review_interval}. Tulis seperti `12 bulan` atau `1 tahun`."
        )
    for name, address in (("forge.url", forge.url), ("repo_url", config.repo_url or "")):
        if address and not is_web_address(address):
            raise Abort(
                f"Opsi {name} di mkdocs.yml bukan alamat web: {address[:80]!r}. Tulis seperti https://github.com/kantor/katalog-sop."
            )
    return Settings(
        site_url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        sops_dir=options.sops_dir.strip("/"),
        paper=Paper(overrides.paper or options.paper),
        forge=Forge(ForgeKind(forge.kind), forge.url.rstrip("/"), forge.branch) if forge.url else None,
        directory_urls=config.use_directory_urls,
        print_nip=options.print_nip,
        has_guide=(Path(config.docs_dir) / f"{GUIDE}.md").is_file(),
        review_months=months,
        untuk_pengesahan=overrides.untuk_pengesahan,
        overrides=(Path(custom_dir) / "sop",) if custom_dir else (),
        today=read_build_day(),
    )
