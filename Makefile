# Two commands: `make report` and `make test`. Each installs what it needs into .venv first.
.DEFAULT_GOAL := help
.PHONY: help install report test coverage lint format lock messages lab wheel bench pictures clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
INSTALLED := $(VENV)/.installed
# Hundreds of short processes import the package: it is compiled once, not by each of them.
unexport PYTHONDONTWRITEBYTECODE

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(INSTALLED) ## Install the locked packages and the project into .venv

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

report: $(INSTALLED) ## Publish the default report into reports/
	$(BIN)/gcm report

test: $(INSTALLED) ## Run the tests, on all cores
	$(BIN)/python -m pytest --numprocesses auto

coverage: $(INSTALLED) ## Run the tests and say what they cover
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=term

lint: $(INSTALLED) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(INSTALLED) ## Fix style automatically where possible
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(INSTALLED) ## Resolve the dependencies again into requirements.lock
	$(UV) pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements.lock

messages: $(INSTALLED) ## Update the catalogues of messages
	$(BIN)/python -m gcm_analysis.commands.messages

lab: $(INSTALLED) ## Open JupyterLab at the project’s folder, with the notebooks
	$(UV) pip install --quiet --python $(BIN)/python --constraint requirements.lock --editable ".[lab]"
	$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks

wheel: $(INSTALLED) ## Build the wheel, with data and notebooks, into dist/
	$(UV) build --quiet --wheel

bench: $(INSTALLED) ## Measure one report, many reports, their memory, and the analysis on up to a million statements
	$(BIN)/python -m benchmarks.many
	$(BIN)/python -m benchmarks.many.memory
	$(BIN)/python -m benchmarks.robustness

pictures: $(INSTALLED) ## Take the pictures of README and docs from the default report (needs chromium and pdftoppm)
	$(BIN)/python docs/pictures/take.py reports/gfmd-2018-mieux

# Not reports/: a killed run may have left the only copy of a report there; the next run restores it.
clean: ## Remove generated files, except reports and .venv
	rm -rf .gcm-cache chapters index.ipynb .quarto .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
