"""The SOPs of one build: read, checked, and what is to be said of them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from sop_catalog.cache.store import Cache
from sop_catalog.catalog.kept import READING
from sop_catalog.catalog.load import CatalogReader
from sop_catalog.pages.settings import Settings
from sop_catalog.plugin.options import SopCatalogConfig, sops_folder
from sop_catalog.plugin.own_files import check_own_site
from sop_catalog.plugin.pages import asset_folders
from sop_catalog.site.build import CheckedCatalog, read_again
from sop_catalog.site.guards import find_taken_address
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.report import format_diagnostic

log = get_plugin_logger("sop_catalog")


class Reading:
    """Reads the folder of SOPs for every build of one process; what did not change is not read again.

    Args:
        options: the plugin's.
        serving: whether a person is editing: a galat then stops nothing.
    """

    cache: Cache
    reader: CatalogReader
    checked: CheckedCatalog
    others: Sequence[Diagnostic] = ()
    """What is wrong with files that are no SOPs."""

    def __init__(self, options: SopCatalogConfig, *, serving: bool) -> None:
        self._options = options
        self.serving = serving
        self._begun = False
        self._told: set[tuple[str, ...]] = set()

    def read(self, config: MkDocsConfig, settings: Settings) -> None:
        """Read and check.

        Raises:
            Abort: there is no folder, or a build is not to go on.
        """
        folder = sops_folder(self._options, config)
        if not folder.is_dir():
            raise Abort(
                f"Folder SOP tidak ada: {folder}. Buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml."
            )
        if taken := find_taken_address(Path(config.docs_dir)):
            self._refuse(taken)
        if not self._begun or not self.serving:
            self._begun = True
            self.cache = Cache(Path(config.config_file_path).parent if config.config_file_path else None)
            self.reader = CatalogReader(folder, self._options.sops_dir, self.cache, asset_folders(config))
        self.others = check_own_site(self._options, config)
        self.checked = read_again(self.reader, settings.today, self.others)
        self._log(self.checked)

    def _refuse(self, message: str) -> None:
        """End a build; under `mkdocs serve` only say why one would end."""
        if not self.serving:
            raise Abort(message)
        log.error("%s", message)

    def _log(self, checked: CheckedCatalog) -> None:
        """Galat end a build; peringatan are remarks unless `strict`."""
        if checked.galat and not self.serving:
            self.cache.save(READING)
            log.error("SOP belum dapat dibangun.\n\n%s", checked.format_galat())
            raise Abort("Situs yang sudah ada tidak disentuh.")
        for item in checked.galat:
            log.error("%s", format_diagnostic(item))
        for item in checked.warnings if self._options.strict else ():
            log.warning("%s", format_diagnostic(item))
        log.info("%s", checked.format_summary() if self._options.strict else checked.format_remarks())
        self._told = set(map(_name_finding, checked.diagnostics))

    def tell(self, checked: CheckedCatalog) -> None:
        """What is wrong now and was not before, while somebody is editing."""
        for item in (*checked.galat, *checked.warnings):
            if _name_finding(item) not in self._told:
                log.log(logging.WARNING if item in checked.warnings else logging.ERROR, "%s", format_diagnostic(item))
        log.info("%s", checked.format_summary())
        self._told = set(map(_name_finding, checked.diagnostics))


def _name_finding(item: Diagnostic) -> tuple[str, ...]:
    return item.source.path, str(item.line), str(item.column), item.rule.code, item.message
