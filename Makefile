# `make help` lists what can be made. Everything runs in .venv; nothing outside this directory is touched.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
# Arguments for pytest, and a directory of source texts against which quotations are compared.
PYTEST ?=
TEXTS ?=

BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help browse test check build golden publish lock clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

browse: .venv/project ## build the atlas where needed and open it in the browser (HOST=127.0.0.1 PORT=8501)
	@$(BIN)/kg browse --host $(HOST) --port $(PORT)

test: .venv/project ## run every test (PYTEST="-k search" for some, TEXTS=DIR to compare quotations)
	@$(BIN)/python -m pytest -n auto --dist loadfile $(if $(TEXTS),--texts="$(TEXTS)") $(PYTEST)

check: .venv/project ## ruff, mypy and the rules of the content
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/kg check

build: .venv/project ## build the store
	@$(BIN)/kg build

golden: .venv/project ## write the expected N-Quads of the tests anew; read the diff before you keep them
	$(BIN)/python -m pytest -q -k golden --golden

publish: .venv/project ## add what is new to the list of addresses that were ever given out; at every release
	@$(BIN)/kg build
	@$(BIN)/python -c 'from kg import export, places; from importlib.metadata import version; here = places.default(); \
	  print("new:", export.publish(here.ontology / "published.txt", here.current, version("alliance-atlas")))'

# Pins stay as they are unless UPGRADE=1; the tool that pins is installed for this one run and thrown away.
lock: .venv/project ## pin the dependencies of pyproject.toml anew (UPGRADE=1 for the newest versions)
	@$(BIN)/python -m venv .venv/lock && .venv/lock/bin/python -m pip install --quiet uv
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	  > .venv/lock/build.in
	.venv/lock/bin/uv pip compile pyproject.toml .venv/lock/build.in --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-config $(if $(UPGRADE),--upgrade) \
	  --quiet --output-file requirements.lock
	@rm -rf .venv/lock

clean: ## remove the environment, the store and everything else that is made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Two stamps, so that an edit of pyproject.toml does not install everything again. A fresh stamp asks no network.
.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv \
	  || { echo "no virtual environment could be made; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --require-hashes -r requirements.lock
	@touch $@

.venv/project: .venv/locked pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
