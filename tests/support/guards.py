"""What guards the promises of docs/pengembang/keandalan.md: each with how it is taken out, and the test that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One guard of the package."""

    name: str
    file: str
    """Below `sop_catalog/`."""
    code: str
    """What it is; stands once in the file."""
    without: str
    """What stands there when it has been taken out."""
    test: str
    """Below `tests/`; a file, or one test of it."""


_INSIDE, _FOLDER, _FORMATS = "source/inside.py", "catalog/folder.py", "source/formats.py"
_LINKED, _PLAIN, _VERIFY, _ASIDE = "publish/linked.py", "publish/plain.py", "publish/verify.py", "publish/aside.py"
_T_INSIDE, _T_PRIVACY, _T_KIT = "rules/test_inside.py", "rules/test_privacy.py", "build/test_pr_kit.py"
_T_KEPT = "rules/test_kept.py"
_T_PUBLISH, _T_WHOLE, _T_VERIFY, _T_SEAL = (
    "build/test_publish.py", "build/test_whole_site.py", "rules/test_verify.py", "rules/test_seal.py",
)  # fmt: skip

GUARDS = (
    # --- Nothing let in ---
    Guard("tautan ke luar", _INSIDE, "        raise OutsideError from None\n", "        return found\n", _T_INSIDE),
    Guard("nama tersembunyi", _INSIDE, "if any(part.startswith", "if False and any(part.startswith", _T_INSIDE),
    Guard("nama lampiran di luar", "catalog/attachments.py", "    if not is_inside(folder / ATTACHMENT_FOLDER, find_root(folder)):\n        return\n", "", _T_INSIDE),
    Guard("lampiran di luar", "catalog/attachments.py", "tuple(base for base in bases if is_inside(base, root))", "tuple(bases)", _T_INSIDE),
    Guard("nama naskah di luar", "catalog/signed.py", "os.walk(place) if is_inside(place, find_root(folder)) else ()", "os.walk(place)", _T_INSIDE),
    Guard("nama gambar di luar", "catalog/place/pictures.py", "os.walk(folder) if is_inside(folder, find_root(folder)) else ()", "os.walk(folder)", _T_INSIDE),
    Guard("folder lampiran di luar dikatakan", "catalog/load.py", "            if not is_inside(folder / name, root):\n", "            if False:\n", _T_INSIDE),
    Guard("mkdocs.yml tertutup (bangun)", "publish/build.py", "if problem := find_config_problem(folder):", "if problem := None:", _T_INSIDE),
    Guard("mkdocs.yml tertutup (periksa)", "checks/run.py", "for path, why in filter(None, problems)][:1]", "for path, why in ()]", _T_INSIDE),
    Guard("waktu yang bukan waktu", "model/build_day.py", "if 0 <= seconds < 1 << 32 else None", "if True else None", "rules/test_cli_periksa.py::test_a_time_of_the_build_that_is_none_is_said"),
    Guard("bukan berkas biasa", _INSIDE, "if not stat.S_ISREG(opened.st_mode):", "if False:", _T_INSIDE),
    Guard("pipa menunggu", _INSIDE, 'getattr(os, "O_NONBLOCK", 0)', "0", _T_INSIDE),
    Guard("ditukar di antara dua pandangan", _INSIDE, "if root is not None and not _is_still(", "if False and not _is_still(", _T_INSIDE),
    Guard("folder yang sudah ditemui", _FOLDER, "        if str(found) in self.met:\n            self._again(relative)\n            return\n", "", _T_INSIDE),
    Guard("berkas yang sudah ditemui", _FOLDER, "            elif str(found) in self.met:\n                self._again(relative)\n", "", _T_INSIDE),
    Guard("dalamnya folder", _FOLDER, "if depth > MAX_DEPTH:", "if False:", _T_INSIDE),
    Guard("folder tertutup dikatakan", _FOLDER, "        self.findings.append(file_rules.UNREADABLE_FILE.at(self._source(relative), Span(0, 0), message, fix=fix))\n", "        del message, fix\n", _T_INSIDE),
    Guard("karakter tak tampak dalam nama", _FOLDER, 'in {"Cc", "Cf", "Zl", "Zp"} for character in name):', "in () for character in name):", _T_INSIDE),
    Guard("NIP dalam nama folder", _FOLDER, "if holds_nip(name):", "if False:", _T_PRIVACY),
    Guard("nama yang berakhir titik", _FOLDER, 'if name[-1] in " .":', "if False:", _T_INSIDE),
    Guard("nama perangkat Windows", _FOLDER, "if _RESERVED.match(name):", "if False:", _T_INSIDE),
    Guard("nama kembar", _FOLDER, "if not problem and alike.setdefault(folded, name) != name:", "if False:", _T_INSIDE),
    Guard("simbol tanpa batas", "flow/bounds.py", "if len(graph.nodes) > MAX_SYMBOLS:", "if False:", "rules/test_bounds.py"),
    Guard("kolom tanpa batas", "flow/bounds.py", "if len(graph.lanes) > MAX_COLUMNS:", "if False:", "rules/test_bounds.py"),
    Guard("garis tanpa batas", "flow/bounds.py", "if crossing > MAX_SIDE_BY_SIDE:", "if False:", "rules/test_bounds.py"),
    Guard("skrip dalam SVG", "source/svg.py", "if tag in _ACTIVE:", "if False:", _T_INSIDE),
    Guard("on… dalam SVG", "source/svg.py", 'if attribute.startswith("on") or (', "if (", _T_INSIDE),
    Guard("alamat dalam SVG", "source/svg.py", "elif attribute in _ADDRESSES and not", "elif False and not", _T_INSIDE),
    Guard("gaya luar dalam SVG", "source/svg.py", "if _FOREIGN_STYLE.search(", "if None and _FOREIGN_STYLE.search(", _T_INSIDE),
    Guard("gaya SVG dalam kode", "source/svg.py", '_STYLE_ESCAPE.sub(_unescape, text) if "\\\\" in text else text', "text", _T_INSIDE),
    Guard("butir yang hilang di belakang koma", "source/yaml_tree.py", "            cut = swallowed.find_cut_item(self.source, end)\n", "            cut = None\n", _T_INSIDE),
    Guard("alamat yang bukan alamat", "pages/settings.py", "return text.isprintable() and _WEB", "return _WEB", _T_INSIDE),
    Guard("tema sendiri", "catalog/own_files.py", '        findings += _check_file(folder / name, f"{shown}/{name}", root)\n', "        pass\n", _T_INSIDE),
    Guard("html di docs/", "plugin/own_files.py", "        files.remove(written[name])\n", "        pass\n", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("cadangan di docs/", "catalog/own_files.py", "endswith(RAW_ENDINGS) or _is_left(name)", "endswith(RAW_ENDINGS)", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("alamat yang memutus MkDocs", "publish/build.py", "if option := find_wrong_address(folder):", 'if option := "":', f"{_T_WHOLE}::test_an_address_over_which_mkdocs_breaks_off_is_one_line"),
    Guard("tahun yang bukan tahun", "compare/history.py", "return _ODD_YEARS[0] <= day.year < _ODD_YEARS[1]", "return True", "rules/test_git_history.py"),
    Guard("alamat forge", "pages/settings.py", 'r"https?://[^\\s/?#', 'r"[a-z]+:/*[^\\s/?#', "build/test_site.py::test_a_forge_that_is_no_web_address_is_refused"),
    Guard("hasil simpanan dari git", "cache/store.py", "if file.readline(100) != _head(moment):", 'if file.readline(100) == b"":', f"{_T_KEPT}::test_what_came_by_git_is_not_taken_for_kept"),
    Guard("hasil simpanan di luar katalog", "cache/store.py", "or not stat.S_ISDIR(os.lstat(self._folder).st_mode)", "", f"{_T_KEPT}::test_links_in_its_place_are_not_followed"),
    Guard("tanda di luar katalog", "cache/store.py", "if not self._folder.is_symlink():", "if True:", f"{_T_KEPT}::test_links_in_its_place_are_not_followed"),
    Guard("catatan lewat tautan", "cache/store.py", 'path.open("x", ', 'path.open("w", ', f"{_T_KEPT}::test_links_in_its_place_are_not_followed"),
    Guard("pipa di tempat simpanan", "cache/store.py", 'getattr(os, "O_NONBLOCK", 0)', "0", f"{_T_KEPT}::test_a_pipe_in_place_of_the_index_is_not_waited_for"),
    Guard("isi pipa di tempat simpanan", "cache/store.py", "if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):", "if False:", f"{_T_KEPT}::test_a_pipe_in_place_of_the_index_is_not_waited_for"),
    # --- Personal data ---
    Guard("NIP dalam halaman", "site/build.py", "mask_catalog(catalog)", "catalog", _T_PRIVACY),
    Guard("NIP dalam riwayat", "site/build.py", "mask_record(history)", "history", _T_PRIVACY),
    Guard("NIP dalam daftar", "catalog/masking.py", "        registers = mask_record(registers)\n", "        pass\n", _T_PRIVACY),
    Guard("NIP lama pejabat", "catalog/masking.py", "new = mask_nip(old, bare=True) if is_bare else _mask(old)", "new = _mask(old)", _T_PRIVACY),
    Guard("NIP dalam temuan", "source/diagnostic.py", "(mask_parts(text, source.nips) for text in (message, label, words, in_form))", "(message, label, words, in_form)", _T_PRIVACY),
    Guard("NIP dalam kutipan", "source/report.py", "origin.masked.line_text", "origin.line_text", _T_PRIVACY),
    Guard("NIP dalam log", "source/report.py", "mask_nip(text))", "text)", _T_PRIVACY),
    Guard("NIP dalam pesan JSON", _FORMATS, '"message": mask_nip(item.message)', '"message": item.message', _T_PRIVACY),
    Guard("NIP dalam perbaikan JSON", _FORMATS, '"fix": mask_nip(item.fix)', '"fix": item.fix', _T_PRIVACY),
    Guard("NIP dalam tombol JSON", _FORMATS, '"label": mask_parts(fix.label, item.source.nips)', '"label": fix.label', _T_PRIVACY),
    Guard("NIP dalam ketikan JSON", _FORMATS, "mask_parts(edit.text, item.source.nips) != edit.text", "False", _T_PRIVACY),
    Guard("NIP dalam jalur JSON", _FORMATS, '"file": mask_nip(item.source.path)', '"file": item.source.path', _T_PRIVACY),
    Guard("NIP dalam pesan GitLab", _FORMATS, "message = mask_nip(item.message)", "message = item.message", _T_PRIVACY),
    Guard("NIP dalam perbaikan GitLab", _FORMATS, "Perbaiki: {mask_nip(item.fix)}", "Perbaiki: {item.fix}", _T_PRIVACY),
    Guard("NIP dalam jalur GitLab", _FORMATS, '{"path": mask_nip(item.source.path)', '{"path": item.source.path', _T_PRIVACY),
    Guard("NIP dalam perubahan", "compare/changes.py", "mask_nip(getattr(self, name))", "getattr(self, name)", _T_PRIVACY),
    Guard("NIP dalam kata yang berubah", "compare/words.py", "mask_nip(before).split(), mask_nip(after).split()", "before.split(), after.split()", _T_PRIVACY),
    Guard("NIP dalam perbandingan JSON", "compare/formats.py", "json.dumps(mask_record(document), indent=2)", "json.dumps(document, indent=2)", _T_PRIVACY),
    Guard("NIP dalam CSV", "catalog/csv_text.py", "guard_cell(mask_nip(cell))", "guard_cell(cell)", _T_PRIVACY),
    Guard("NIP yang terbelah", "model/reading.py", "return mask_across(tuple(item for item, _ in items if item))", "return tuple(item for item, _ in items if item)", _T_PRIVACY),
    Guard("NIP dalam halaman kantor", "catalog/own_files.py", "mask_shown_nips(mask_nip(piece))", "piece", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP di kepala halaman kantor", "plugin/own_files.py", "    page.meta = mask_record(page.meta)\n", "", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP dalam mkdocs.yml", "plugin/own_files.py", "        config[name] = mask_record(config[name])\n", "        pass\n", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP dalam navigasi", "plugin/own_files.py", "    config.nav = mask_record(config.nav)\n", "", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP dalam extra", "plugin/own_files.py", "config.extra[name] = mask_record(value)", "pass", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP dalam halaman kantor dikatakan", "catalog/own_files.py", "    if found:\n", "    if False:\n", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP dalam nama halaman kantor", "catalog/own_files.py", "if holds_nip(name.rpartition", "if False and holds_nip(name.rpartition", "build/test_site.py::test_what_an_office_has_put_into_docs_is_looked_at_before_it_is_published"),
    Guard("NIP di balik tanda naskah", "catalog/own_files.py", "mask_shown_nips(mask_nip(piece))", "mask_nip(piece)", _T_PRIVACY),
    Guard("NIP dalam berkas yang terbit apa adanya", "catalog/own_files.py", "    elif is_text:\n", "    elif False:\n", _T_PRIVACY),
    Guard("NIP lama pejabat dalam kutipan", "source/text.py", "mask_escapes(mask_file(self.text))", "mask_escapes(mask_nip(self.text))", _T_PRIVACY),
    Guard("NIP lama pejabat dalam halaman sunting", "workbench/nip.py", "mask_escapes(mask_file(text))", "mask_escapes(mask_nip(text))", _T_PRIVACY),
    Guard("NIP di antara kata katalog", "site/editor.py", "count_catalog(self.catalog, hide_nips)", "count_catalog(self.catalog)", _T_PRIVACY),
    Guard("NIP lama beberapa pejabat dalam perbandingan", "compare/header.py", "person.nama))), bare=True)", "person.nama))))", _T_PRIVACY),
    Guard("kode anggaran bukan NIP", "source/nip.py", 'doubt = find_doubt(f"{digits[:12]}01{digits[14:]}")', 'doubt = ""', _T_PRIVACY),
    Guard("yang lahir sebelum 1900 bukan orang", "source/nip.py", ' and digits[:2] in {"19", "20"}', "", _T_PRIVACY),
    Guard("NIP dalam nama lampiran", "catalog/attachments.py", "or holds_nip(sumber):", "or False:", _T_PRIVACY),
    Guard("draf tanpa noindex", "site/finish.py", 'return html.replace(b"</head>", _NOINDEX + b"</head>", 1)', "return html", "build/test_site.py::test_drafts_ask_search_engines_to_stay_away"),
    # --- No script but the site's ---
    Guard("script-src", "site/policy.py", '"script-src": "\'self\'"', '"script-src": "\'self\' \'unsafe-inline\'"', _T_SEAL),
    Guard("object-src", "site/policy.py", '    "object-src": "\'none\'",\n', "", _T_SEAL),
    Guard("base-uri", "site/policy.py", '    "base-uri": "\'self\'",\n', "", _T_SEAL),
    Guard("form-action", "site/policy.py", '    "form-action": "\'self\'",\n', "", _T_SEAL),
    Guard("frame-ancestors", "site/policy.py", '        rules["frame-ancestors"] = "\'self\'"\n', "        pass\n", _T_SEAL),
    Guard("wasm hanya pada halaman sunting", "site/policy.py", "    if wasm:\n", "    if True:\n", _T_SEAL),
    Guard("aturan pada halaman", "site/seal.py", 'return _HEAD.sub(lambda head: f"{head[0]}{self._meta(path)}", html, count=1)', "return html", _T_SEAL),
    Guard("skrip dalam halaman SOP", "site/seal.py", "if is_generated and shape not in self._theme:", "if False:", _T_SEAL),
    Guard("nama menurut isi", "site/seal.py", "            return match[0]\n        _, mark, anchor", "            pass\n        return match[0]\n        _, mark, anchor", _T_SEAL),
    # --- Nothing half published ---
    Guard("banyak yang hilang (tautan)", _LINKED, "            check_removed(record.now, wanted)\n", "            pass\n", f"{_T_PUBLISH}::test_a_publish_that_takes_many_pages_away_stops"),
    Guard("banyak yang hilang (berkas)", _PLAIN, "            check_removed(record.now, wanted)\n", "            pass\n", f"{_T_PUBLISH}::test_a_publish_that_takes_many_pages_away_stops"),
    Guard("versi rusak kembali (tautan)", _LINKED, 'if live_sum(target, name) != content), "")', 'if False), "")', f"{_T_PUBLISH}::test_a_version_that_was_damaged_does_not_come_back"),
    Guard("versi rusak kembali (berkas)", _PLAIN, 'if live_sum(self._objects, version.berkas[name]) != version.berkas[name]), ""', 'if False), ""', f"{_T_PUBLISH}::test_a_version_that_was_damaged_does_not_come_back"),
    Guard("yang dimulai diselesaikan (tautan)", _LINKED, "                remove_tree(path)\n        self._write(record)\n        return record\n", "                pass\n        return record\n", f"{_T_PUBLISH}::test_a_run_that_is_killed_at_any_step_is_put_right_by_the_next"),
    Guard("yang dimulai diselesaikan (berkas)", _PLAIN, "        if record.heading:\n", "        if False:\n", f"{_T_PUBLISH}::test_what_was_begun_is_ended_before_anything_else"),
    Guard("yang diserahkan tidak diselesaikan", _PLAIN, "self._switch(record) if self._is_ready(record) else", "self._switch(record) if True else", f"{_T_PUBLISH}::test_a_run_that_could_not_even_say_that_it_has_gone_back"),
    Guard("aset versi lama kembali", _PLAIN, "berkas={**record.staying(now), **now.berkas}", "berkas=now.berkas", f"{_T_PUBLISH}::test_a_run_that_could_not_even_say_that_it_has_gone_back"),
    Guard("simpanan di balik tautan", _PLAIN, "if mode is not None and not stat.S_ISDIR(mode):  # what is swept", "if False:  # what is swept", f"{_T_PUBLISH}::test_a_link_in_place_of_the_old_versions_is_not_swept_behind"),
    Guard("berkas sementara di balik tautan", "publish/writing.py", "        if temporary.is_symlink():\n", "        if False:\n", f"{_T_PUBLISH}::test_a_link_in_place_of_a_temporary_file_is_not_written_through"),
    Guard("halaman terakhir", _PLAIN, "key=lambda name: (is_page(name), name)):  # pages after", "key=lambda name: (not is_page(name), name)):  # pages after", f"{_T_PUBLISH}::test_readers_find_each_page_with_its_own_files_while_versions_change"),
    Guard("aset versi lain tetap (tautan)", _LINKED, "        for name, content in staying.items():\n            source", "        for name, content in ():\n            source", f"{_T_PUBLISH}::test_readers_find_each_page_with_its_own_files_while_versions_change"),
    Guard("tempat dikembalikan", _PLAIN, "if not self._return(record, after):", "if False:", f"{_T_PUBLISH}::test_a_disk_that_refuses_changes_nothing"),
    Guard("setengah jalan disebut", _PLAIN, "if not self._return(record, after):", "if self._return(record, after) is None:", f"{_T_PUBLISH}::test_a_disk_that_refuses_changes_nothing"),
    Guard("milik orang ditimpa", "publish/plan.py", "if foreign and not overwrite:", "if False:", _T_PUBLISH),
    Guard("menembus tautan", "publish/plan.py", "if mode is not None and not stat.S_ISDIR(mode) and not is_ours(folder):", "if False:", _T_PUBLISH),
    Guard("milik orang dihapus", "publish/plan.py", "(gone if record.is_ours(name, content) else kept)", "gone", _T_PUBLISH),
    Guard("milik orang dibawa serta", _LINKED, "        for name in {*brought, *plan.kept}:\n", "        for name in ():\n", f"{_T_PUBLISH}::test_what_somebody_else_put_there_stays_through_versions_and_back"),
    Guard("dua sekaligus", "publish/publish.py", "if not take_lock(lock):", "if False:", f"{_T_PUBLISH}::test_two_runs_at_once_do_not_meet"),
    Guard("folder katalog sendiri", "publish/publish.py", "if place == root or place in root.parents:", "if False:", _T_PUBLISH),
    Guard("folder orang lain", "publish/publish.py", "if is_strange and not overwrite:", "if False:", _T_PUBLISH),
    Guard("situs lama kembali", _ASIDE, "        old.rename(place)\n    return True\n", "        pass\n    return True\n", _T_WHOLE),
    Guard("situs lama kembali bila ditolak", _ASIDE, "                old.rename(place)\n                raise\n", "                raise\n", _T_WHOLE),
    Guard("hanya sampah sendiri", _ASIDE, "    if not names <= _OURS:\n        return\n", "", _T_WHOLE),
    Guard("yang sedang bekerja", _ASIDE, "            if take_lock(lock):\n                name", "            if True:\n                name", _T_WHOLE),
    Guard("situs lain dimuat", _VERIFY, "                if is_loaded:\n", "                if False:\n", _T_VERIFY),
    Guard("javascript: pada halaman", _VERIFY, 'if parts.scheme in {"javascript", "vbscript", "file"}:', "if False:", _T_VERIFY),
    Guard("tautan putus", _VERIFY, "            if problem:\n", "            if False:\n", _T_VERIFY),
    Guard("berkas yang kurang", _VERIFY, "        if name not in names:\n            yield", "        if False:\n            yield", _T_VERIFY),
    Guard("berkas yang terpotong", _VERIFY, ".st_size) != size:", ".st_size) != found:", _T_VERIFY),
    # --- What comes from elsewhere, who approves, what a comment says ---
    Guard("sidik Mermaid", "site/mermaid_bundle.py", "return _version(root) == VERSION and digest_scripts", "return False and digest_scripts", "build/test_mermaid_bundle.py"),
    Guard("sidik npm", "site/npm.py", "if found != self.integrity:", "if False:", "build/test_mermaid_bundle.py"),
    Guard("sidik program", "start/requirements.py", 'f" \\\\\\n    --hash=sha256:{digest}" if digest else ""', '""', "rules/test_requirements.py"),
    Guard("program dari berkas", "start/requirements.py", 'pinned = f"./{FOLDER}/{wheel}"', 'pinned = "sop-catalog"', "rules/test_requirements.py"),
    Guard("daftar ke luar katalog", "start/requirements.py", "content = read_regular(wheel, find_root(folder), _MAX_WHEEL + 1)", "content = wheel.read_bytes()", "rules/test_requirements.py"),
    Guard("tautan di tempat daftar", "start/requirements.py", "        fresh.unlink(missing_ok=True)  # ours", "        pass  # ours", "rules/test_requirements.py"),
    Guard("penyetuju _daftar", "start/owners.py", '(f"{shown}/_daftar/", *shared)', "shared", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("penyetuju mkdocs.yml", "start/owners.py", '("mkdocs.yml", False), ', "", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("penyetuju overrides", "start/owners.py", '("overrides", True), ', "", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("penyetuju requirements", "start/owners.py", '("requirements.txt", False), ', "", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("penyetuju paket", "start/owners.py", ', ("paket", True))', ")", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("penyetuju alur kerja", "start/owners.py", "(*owners.shared, *_FORGE_FILES[forge])", "owners.shared", f"{_T_KIT}::test_owners_follow_the_units"),
    Guard("komentar orang lain", "start/kit.py", 'context["markup"] = FOREIGN_MARKUP', 'context["markup"] = "(?!)"', f"{_T_KIT}::test_only_what_sop_bandingkan_can_say_is_written"),
    Guard("sebutan dalam komentar", "source/markdown.py", "shown = pattern.sub(lambda match: match[0] + _JOINER, shown)", "pass", "rules/test_diff.py"),
    Guard("markah dalam komentar", "source/markdown.py", "return _MARKUP.sub(_reference, shown)", "return shown", "rules/test_diff.py"),
    Guard("panjang komentar", "compare/formats.py", "if size > _MAX_COMMENT:", "if False:", "rules/test_diff.py"),
    Guard("rumus dalam CSV", "catalog/csv_text.py", "guard_cell(mask_nip(cell))", "mask_nip(cell)", "rules/test_index_pages.py"),
    Guard("perintah server dalam log", "source/report.py", '_WORKFLOW_COMMAND.sub("＃", mask_nip(text))', "mask_nip(text)", "rules/test_output_lines.py"),
    Guard("perintah di awal baris", "source/report.py", 'return _LINE_COMMAND.sub(r"\\1：", text)', "return text", "rules/test_output_lines.py"),
)  # fmt: skip
