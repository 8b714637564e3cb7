# Everything a developer runs. `make` alone lists the targets.
# The virtual environment is built from requirements.lock, and rebuilt when the lock or pyproject.toml changes.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built

# The first interpreter that is 3.11 or newer; `make PYTHON=/path/to/python test` chooses another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3 python3.13; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; exit; }; done)

LOCK := uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet

.PHONY: help demo test check golden lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMP) ## Play the sample stream: alerts appear one by one, no broker needed
	@$(BIN)/tocsin demo

test: $(STAMP) ## Run the tests (ARGS="-k casualties" for some of them)
	@$(BIN)/python -m pytest $(ARGS)

check: $(STAMP) ## Check format, lint, types, import contracts, doctests and generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest --doctest-modules -q schemas streams

golden: $(STAMP) ## Write the golden files again after a wanted change; read the diff before you commit it
	@$(BIN)/python -m pytest -q tests/golden --update-golden

lock: $(STAMP) ## Resolve the dependencies again (UPGRADE=--upgrade for newer versions)
	@$(BIN)/$(LOCK) $(UPGRADE) --output-file requirements.lock

clean: ## Remove the virtual environment and the caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "Tocsin needs Python 3.11 or newer, and none was found. Install it (Debian: apt-get install python3 python3-venv)" >&2; \
		echo "or name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tocsin needs Python 3.11 or newer; $(PYTHON) is not. Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot build virtual environments (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Building $(VENV) from requirements.lock (once) ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
