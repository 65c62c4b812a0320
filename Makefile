# `make demo` builds a graph from the example page and asks it questions; `make test` runs every test.
# Both set up their own environment in .venv first, from the versions pinned in constraints.txt.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo

.PHONY: demo test lint types check format constraints benchmark clean

demo: $(VENV)/.installed
	@PATH="$(BIN):$$PATH" sh examples/demo.sh $(DEMO)

test: $(VENV)/.installed-dev
	@sh tests/servers/install.sh
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

check: test lint types

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "claimgraph needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed

# Resolves pyproject.toml anew, in an environment of its own, and pins what comes out. The versions of what
# runs torch on a graphics card follow from that of torch, and differ between systems.
constraints:
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,train]'
	{ echo '# The versions that the tests pass with; made by `make constraints` from pyproject.toml.'; \
		build/constraints/bin/python -m pip freeze --exclude-editable | \
		grep -viE '^(nvidia|cuda|triton)'; } > constraints.txt

benchmark: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/build.py examples/landmark-papers.txt

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
