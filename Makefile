# Dua perintah cukup: `make site` membangun katalog ke site/, `make test` menjalankan seluruh uji.
# Yang harus ada lebih dulu: Python 3.11+ dan Node.js 18+ (npm mengambil Mermaid dan Pyodide satu kali).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CACHE := .cache
# Only what a list names by its digests is ever installed (`make kunci` writes the lists).
PIP := python -m pip install --quiet --disable-pip-version-check
# Compiled once: where Python may not write its bytecode, each of the suite's thousand processes would compile it all again.
COMPILE = $(BIN)/python -m compileall -q sop_catalog
N ?= 1000
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test alat-uji soak wheel kunci sbom reproducible bench kinerja lint format clean check-python

site: $(VENV)/.siap mermaid pyodide
	@$(COMPILE)
	$(BIN)/sop bangun

serve: $(VENV)/.siap mermaid pyodide
	$(BIN)/mkdocs serve --livereload

test: alat-uji
	@sh tests/pasang-chromium.sh
	@$(COMPILE)
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder $(UJI)

# All that the suite needs; with `-j` what does not wait for each other is fetched at once.
alat-uji: $(VENV)/.siap-uji mermaid pyodide $(CACHE)/node/.siap $(CACHE)/penerus/.siap

# The heavy trials: hours, not minutes.
soak: $(VENV)/.siap-uji mermaid pyodide $(CACHE)/node/.siap
	@sh tests/pasang-chromium.sh
	@$(COMPILE)
	SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile $(or $(UJI),tests/soak tests/rules/test_fuzz.py tests/rules/test_decode.py tests/rules/test_grid.py)

wheel: $(VENV)/.siap mermaid pyodide
	@rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# Daftar bahan (CycloneDX) di samping wheel: semua yang dipasang dan dibawanya, dengan sidik jari dan lisensinya.
sbom: wheel $(CACHE)/alat/.siap
	$(CACHE)/alat/bin/python -W ignore rilis/sbom.py dist/sop_catalog-*.whl

# Apakah sumber yang sama menghasilkan bita yang sama: zona waktu, lokal, benih hash, umask, folder, urutan berkas, proses, .git.
reproducible: $(VENV)/.siap mermaid pyodide
	@$(BIN)/python rilis/reproducible.py

# Tulis ulang requirements*.txt dari pyproject.toml. Versi yang sudah tercatat tetap; PERBARUI=semua memperbarui semuanya,
# PERBARUI=nama hanya paket itu.
KUNCI = $(CACHE)/alat/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make kunci" $(if $(filter semua,$(PERBARUI)),--upgrade,$(addprefix --upgrade-package ,$(PERBARUI)))
kunci: $(CACHE)/alat/.siap
	$(KUNCI) pyproject.toml --output-file requirements.txt
	$(KUNCI) --group bangun --constraints requirements.txt --output-file requirements-build.txt
	$(KUNCI) pyproject.toml --all-extras --group uji --constraints requirements.txt --output-file requirements-test.txt
	$(KUNCI) --group alat --output-file requirements-alat.txt
	$(KUNCI) --group penerus --no-deps --output-file tests/penerus.txt

bench: $(VENV)/.siap mermaid pyodide
	@$(COMPILE)
	$(BIN)/python bench/situs.py --jumlah $(N)

# Semua tabel docs/pengembang/kinerja.md, siap ditempel: kira-kira satu jam pada mesin yang tenang.
kinerja: bench
	$(BIN)/python bench/periksa.py --besar 10000
	$(BIN)/python bench/tumbuh.py

lint: $(VENV)/.siap-uji
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.siap-uji
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(CACHE) site build dist sop_catalog/assets/mermaid sop_catalog/assets/pyodide sop_catalog/assets/pyodide-asal

.PHONY: mermaid
mermaid: $(VENV)/.siap
	@$(BIN)/python -m sop_catalog.site.mermaid_bundle

# Python for the page on which SOPs are changed, with our own modules compiled for it: anew whenever those have changed.
.PHONY: pyodide
pyodide: $(VENV)/.siap
	@$(BIN)/python -m sop_catalog.site.pyodide_bundle

check-python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python tidak ditemukan. Pasang Python 3.11 atau lebih baru, lalu ulangi."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Perlu Python 3.11 atau lebih baru; yang ditemukan: $$($(PYTHON) --version). Pakai: make PYTHON=/jalur/ke/python3.11 site"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Modul venv tidak ada. Pada Debian/Ubuntu: apt-get install python3-venv, lalu ulangi."; exit 1; }

$(VENV)/.siap: requirements.txt requirements-build.txt pyproject.toml | check-python
	$(PYTHON) -m venv $(VENV)
	$(BIN)/$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	$(BIN)/$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Tools of the tests only: the checker of accessibility, and the server behind YAML editors.
$(CACHE)/node/.siap: tests/node/package-lock.json
	@command -v npm >/dev/null 2>&1 || { echo "npm tidak ditemukan. Pasang Node.js 18 atau lebih baru, lalu ulangi."; exit 1; }
	@mkdir -p $(CACHE)/node
	@cp tests/node/package.json tests/node/package-lock.json $(CACHE)/node/
	npm ci --prefix $(CACHE)/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# MkDocs' and Material's successors: their theme's module has the name of Material's, so it stands in a folder of its own.
$(CACHE)/penerus/.siap: tests/penerus.txt $(VENV)/.siap-uji
	@mkdir -p $(CACHE)/penerus
	$(BIN)/$(PIP) --require-hashes --no-deps --upgrade --target $(CACHE)/penerus -r tests/penerus.txt
	@touch $@

$(VENV)/.siap-uji: requirements-test.txt $(VENV)/.siap
	$(BIN)/$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

# What writes lists and the bill of materials; never beside what is tested.
$(CACHE)/alat/.siap: requirements-alat.txt | check-python
	$(PYTHON) -m venv $(CACHE)/alat
	$(CACHE)/alat/bin/$(PIP) --require-hashes -r requirements-alat.txt
	@touch $@
