# Two commands: `make demo` and `make test`. Each builds .venv first, from Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built
PAGES := src/tocsin/web/static/vendor/NOTICES.txt

.PHONY: demo test lint bench constraints clean

demo: $(STAMP) $(PAGES)
	$(BIN)/tocsin demo

# Three processes on two cores, since many tests wait for a browser or another process; each with one thread for its
# sums, or they wait for one another.
test: $(STAMP) $(PAGES) lint
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 3 --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check src tests bench training frontend hatch_build.py
	$(BIN)/ruff format --check src tests bench training frontend hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m bench.speed

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tocsin needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

# What the pages load: npm packages by their lock file, copied into the package. Without npm pages work bare.
$(PAGES): frontend/package-lock.json frontend/build.py | $(STAMP)
	$(BIN)/python frontend/build.py

# Pins every dependency by hash and names no address. Run after a change in pyproject.toml.
constraints:
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url pyproject.toml -o constraints.txt

clean:
	rm -rf $(VENV) dist demo-desk frontend/node_modules src/tocsin/web/static/vendor
