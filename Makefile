# make demo: the main job on a sample shop.  make test: the tests.  Both set up .venv themselves.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
# Tests run on all cores.
COVERAGE :=
# Each process of the tests would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := -m pytest -n auto --dist worksteal
.PHONY: demo test check style format types coverage proof cron bugs bench docs clean

demo: $(VENV)/installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: $(VENV)/dev
	@$(BIN)/python $(COVERAGE) $(PYTEST)

check: $(VENV)/dev style types coverage

style: $(VENV)/dev
	@$(BIN)/ruff format --quiet --check --diff .
	@$(BIN)/ruff check --quiet .

format: $(VENV)/dev
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

types: $(VENV)/dev
	@$(BIN)/python -m mypy

coverage: $(VENV)/dev
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory test COVERAGE="-m coverage run"
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

# Every test in full size, with the real cron at work; then each seeded bug.
proof: $(VENV)/dev
	@PULSA_PROOF=1 $(BIN)/python $(PYTEST) --dist load --maxschedchunk 1
	@$(BIN)/python tests/seeded_bugs.py

# The installed line under the real cron: it waits for it two minutes.
cron: $(VENV)/dev
	@PULSA_PROOF=1 $(BIN)/python -m pytest -m proof tests/test_cron.py

# Each guarding test against the bug that it is there for; TENTH=0 to 9: only every tenth.
bugs: $(VENV)/dev
	@$(BIN)/python tests/seeded_bugs.py $(if $(TENTH),--tenth $(TENTH))

bench: $(VENV)/dev
	@$(BIN)/python bench/start_up.py

# Writes the parts of the docs that come from the code.
docs: $(VENV)/dev
	@$(BIN)/python docs/generate.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo "Python 3.10 or newer is needed (set PYTHON=...)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python setup.cfg
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/dev: $(VENV)/bin/python setup.cfg
	@echo "Installing into $(VENV) with the tools for tests ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
