# The commands people type. Each does its own set-up, once; `make` alone lists them.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup engine demo demo-resilience test clients audit lint bench docs lock clean

BIN := .venv/bin
ENVIRONMENT := .venv/.made
PACKAGES := .venv/.installed
# Pythons to try for the virtual environment, in this order; the first of 3.11 or newer is taken.
PYTHON ?= python3 python3.13 python3.12 python3.11 python
# Arguments for pytest, such as: make test TESTS=tests/unit
TESTS ?=
# Every module, class and function; what a class takes is in its own docstring.
DOCSTRINGS := --fail-under 100 --ignore-init-method --ignore-magic --ignore-nested-functions holdfast components tools
# What decides and declares is covered whole, every branch; a part of the tests cannot show that.
COVERAGE = $(if $(TESTS),,--cov --cov-report=term)
# Seconds after which a test hangs for sure, on a machine that is busy with other things as well.
PATIENCE := 1800
# Processes that run tests beside each other, one more than processors: many wait for the engine. A file of tests stays in
# one of them, because some tell one story in their order; those that take minutes come first (testpaths in pyproject.toml).
JOBS ?= 3

help:
	@echo "make demo    the whole story on the embedded tenant, about two minutes, no account needed"
	@echo "make demo-resilience  three attacks on two tenants, and what can be brought back in each, about a minute"
	@echo "make test    all tests (TESTS=tests/unit for a part)"
	@echo "make clients the command lines of Azure and Microsoft 365 and Prowler against the embedded tenant"
	@echo "make audit   Prowler before and after the newest baseline is applied, writes docs/audit.md, about ten minutes"
	@echo "make lint    format, lint, types, import directions, docstrings, generated documents"
	@echo "make bench   benchmarks"
	@echo "make docs    write the generated documents"
	@echo "make setup   virtual environment and Pulumi engine, which the others make when needed"
	@echo "make lock    write constraints.txt and requirements.lock anew: versions, and hashes, of what the packages require"
	@echo "make clean   remove what was made here (the engine stays in your cache)"

setup: $(PACKAGES) engine

$(ENVIRONMENT):
	@echo "setup: making the virtual environment .venv"
	@python=$$(for name in $(PYTHON); do \
	    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; \
	done); \
	if [ -z "$$python" ]; then \
	    echo "setup: Python 3.11 or newer is needed and none of these is: $(PYTHON) (or: make PYTHON=/path/to/python)" >&2; \
	    exit 2; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "setup: $$python cannot make virtual environments: install its venv package (Debian, Ubuntu: apt-get install python3-venv)" >&2; \
	    exit 2; \
	fi; \
	"$$python" -m venv .venv
	@touch $@

$(PACKAGES): requirements.txt requirements-dev.txt constraints.txt pyproject.toml $(ENVIRONMENT)
	@echo "setup: installing the Python packages (about a minute)"
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet \
	    -c constraints.txt -r requirements.txt -r requirements-dev.txt -e .
	@touch $@

engine: $(PACKAGES)
	@$(BIN)/python -m holdfast.engine

demo: setup
	@$(BIN)/holdfast demo

demo-resilience: setup
	@$(BIN)/holdfast resilience

test: setup
	@$(BIN)/python -m tests.contract.clients.prepare
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --timeout $(PATIENCE) $(COVERAGE) $(TESTS)

clients: $(PACKAGES)
	@$(BIN)/python -m tests.clients

audit: setup
	@$(BIN)/python -m tests.audit

lint: $(PACKAGES)
	@echo "lint: ruff check" && $(BIN)/ruff check --quiet
	@echo "lint: ruff format" && $(BIN)/ruff format --check --quiet
	@echo "lint: mypy" && $(BIN)/mypy --no-error-summary
	@echo "lint: import directions" && $(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	@echo "lint: docstrings" && $(BIN)/interrogate --quiet $(DOCSTRINGS) || $(BIN)/interrogate -vv $(DOCSTRINGS)
	@echo "lint: generated documents" && $(BIN)/python -m tools.docs --check

bench: setup
	@for file in $$(grep -l '__main__' bench/[a-z]*.py); do \
	    echo "bench: $$file"; $(BIN)/python -m "bench.$$(basename $$file .py)" || exit 1; \
	done

docs: $(PACKAGES)
	@$(BIN)/python -m tools.docs

lock: $(ENVIRONMENT)
	@rm -rf .venv/lock && $(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet -r requirements.txt -r requirements-dev.txt
	@{ echo "# Written by make lock: every package that the required ones bring with them, so that nothing changes by itself."; \
	    .venv/lock/bin/python -m pip freeze; } > constraints.txt
	@.venv/lock/bin/python -m pip install --quiet uv
	@{ echo "# Written by make lock: what a pipeline installs and is built with, on every machine and Python, each by its hashes."; \
	    .venv/lock/bin/python -c 'import tomllib; \
	        print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | \
	    .venv/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	        --system-certs --constraints constraints.txt requirements.txt -; } > requirements.lock
	@rm -rf .venv/lock

clean:
	@rm -rf .venv .holdfast build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
