# Everything a developer runs; `make` alone lists the targets.
# The virtual environment is built from requirements.lock, again when the lock changes.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

# The first interpreter that is 3.11 or newer; `make PYTHON=/path/to/python test` chooses another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; exit; }; done)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

define need_python
	@test -n "$(PYTHON)" || { \
		echo "Tocsin needs Python 3.11 or newer, and found none. Install it (Debian: apt-get install python3 python3-venv)" >&2; \
		echo "or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tocsin needs Python 3.11 or newer; $(PYTHON) is not. Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
endef

# Folders that mypy reads; one without Python in it is an error to mypy.
TYPED := $(foreach folder,schemas streams tests benchmarks dashboards dev,$(if $(shell find $(folder) -name '*.py' 2>/dev/null),$(folder)))

.PHONY: help demo kafka kafka-stop watch watch-stop test check format lint types contracts doctests drift golden lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## Play the sample stream: alerts appear one by one, no broker needed
	@$(BIN)/tocsin demo

kafka: ## Run a real Kafka on 127.0.0.1:9092 in the background, without Docker (needs Java 17 and Maven)
	$(need_python)
	@$(PYTHON) dev/kafka/broker.py start

kafka-stop: ## Stop it; its data stays in .kafka/
	$(need_python)
	@$(PYTHON) dev/kafka/broker.py stop

watch: ## Run a real Prometheus on 127.0.0.1:9090 in the background; it scrapes `tocsin worker` (needs Debian's prometheus)
	$(need_python)
	@$(PYTHON) dev/prometheus.py start

watch-stop: ## Stop it; its data stays in .prometheus/
	$(need_python)
	@$(PYTHON) dev/prometheus.py stop

test: $(READY) ## Run the tests (ARGS="-k casualties" for some of them)
	@$(BIN)/python -m pytest $(ARGS)

soak: $(READY) ## Run the long tests: 100,000 articles and 30 kills, three times; 20,000 articles played in every way (hours)
	@TOCSIN_SOAK=1 TOCSIN_REQUIRE_KAFKA=1 $(BIN)/python -m pytest tests/faults -m soak $(ARGS)
	@TOCSIN_SOAK=1 TOCSIN_REQUIRE_KAFKA=1 $(BIN)/python -m pytest tests/edges/test_determinism.py -s $(ARGS)

check: format lint types contracts doctests drift ## Check format, lint, types, import contracts, doctests, generated files

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy $(TYPED)

contracts: $(READY)
	$(BIN)/lint-imports --no-cache

doctests: $(READY)
	$(BIN)/python -m pytest --quiet --doctest-modules schemas streams

drift: $(READY)  # one line for each generated file that is committed
	$(BIN)/python dev/build_gazetteer.py --check
	$(BIN)/tocsin schema check
	$(BIN)/python dev/build_doc_tables.py --check
	$(BIN)/python dev/build_metrics_doc.py --check
	$(BIN)/python -m dashboards.rules --check
	$(BIN)/python -m dashboards.build --check

golden: $(READY) ## Show what differs from the golden of the sample stream, and write it again; read it before you commit
	@TOCSIN_ARTICLE_SECONDS=60 $(BIN)/tocsin backtest samples/stream.jsonl --against tests/golden/sample_golden.jsonl --accept

lock: $(READY) ## Resolve the dependencies again (UPGRADE=--upgrade for newer versions)
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet $(UPGRADE) \
		--output-file requirements.lock

clean: ## Remove the virtual environment and the caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# What is rebuilt here would be gone there.
define own_venv
	@test ! -L $(VENV) || { \
		echo "$(VENV) is a link to another environment, which make would clear: remove the link, and one is built here" >&2; exit 1; }
endef

$(LOCKED): requirements.lock
	$(need_python)
	$(own_venv)
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot build virtual environments (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Building $(VENV) from requirements.lock (once, half a minute) ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --no-deps --requirement requirements.lock
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	$(own_venv)
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@
