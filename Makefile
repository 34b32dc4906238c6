# What a newcomer types. It needs git, make and Python 3.11 or newer; all the rest comes into .venv.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
# the tests begin hundreds of processes: without compiled modules at hand each of them compiles all it loads
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
BESIDE := $(patsubst %/__init__.py,%,$(wildcard tests/__init__.py benchmarks/__init__.py examples/__init__.py))
# one more than there are cores: some tests wait for processes
WORKERS := $(shell cores=$$(nproc); echo $$((cores < 4 ? cores + 1 : 4)))
BENCHMARKS = $(patsubst benchmarks/%.py,%,$(shell grep -l __main__ benchmarks/*.py))

.DEFAULT_GOAL := help
.PHONY: help run test proof bench lock clean environment tools

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: environment ## Play the example campaigns over the example portfolio: 90 days, everything into the outbox
	@$(BIN)/minnelijk demo

test: tools ## Lint, types, floors and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy $(BESIDE)
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

proof: tools ## Kill, suspend, restart, fill the disk, set the clock while messages leave; MESSAGES=2000 KILLS=50 is smaller, MINUTES=60 shorter, ONLY="kills clocks" some parts
	@$(BIN)/python -m tests.proof $(if $(ONLY),--only $(ONLY)) $(if $(MESSAGES),--messages $(MESSAGES)) $(if $(KILLS),--kills $(KILLS)) $(if $(MINUTES),--minutes $(MINUTES))

bench: tools ## Measure every figure of the README; each prints one line of JSON
	@.ci/environment requirements.lock requirements-dev.lock requirements-bench.lock
	@.ci/system redis-server
	@for name in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$name --json || exit; done

lock: ## Write the locks again after a change in pyproject.toml (UPGRADE=1: with the newest versions)
	@.ci/lock $(if $(UPGRADE),--upgrade)

clean: ## Throw away the environment and all caches; what is in var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@.ci/environment requirements.lock

tools:
	@.ci/environment requirements.lock requirements-dev.lock
