# What is needed: Python 3.11 or newer, pip and make. Everything else is fetched once, into .venv,
# by exact version and hash; from the second run on nothing here needs a network.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
JOBS ?= 2
ARGS ?=
TIMES ?= 100
SERVICE ?=
TOKEN ?=
PIP_TOOLS := pip-tools==7.6.2
COMPILE := .venv-lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.PHONY: help demo test check fuzz soak bench live readers docs dist lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo     open the program on its embedded service (ARGS='--people 5000')"
	@echo "make test     all tests (ARGS='-k catalogue')"
	@echo "make check    style, types, import contracts, message catalogues"
	@echo "make fuzz     the tests with hostile input, with a hundred times as many examples as usual, all new (TIMES=1000)"
	@echo "make bench    measure start, keys, bytes and memory, and write docs/performance.md"
	@echo "make live     the end-to-end suite against a running CapX service: SERVICE=https://… TOKEN=…"
	@echo "make soak     20,000 random actions under faults, and write docs/faults.md (about 20 minutes)"
	@echo "make readers  the program heard through real screen readers (yasr, Fenrir, Orca), where they are installed"
	@echo "make docs     write the keyboard page, plain.md, languages.md, the manual page and the guide anew"
	@echo "make dist     build what is installed and its source, into dist/"
	@echo "make lock     work out the pinned versions anew (needs the network)"
	@echo "make clean    remove what the others made"

demo: $(VENV)/.app
	@$(VENV)/bin/capx-tui --demo $(ARGS)

test: $(VENV)/.dev
	$(RUN) -m pytest -n $(JOBS) --basetemp=.pytest_tmp $(ARGS)

check: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(RUN) -m pytest --quiet tests/arch/test_messages.py tests/arch/test_translations.py

fuzz: export CAPX_FUZZ := $(TIMES)
fuzz: $(VENV)/.dev
	$(RUN) -m pytest -n $(JOBS) --basetemp=.pytest_tmp tests/security tests/api/test_properties.py tests/unit/test_text.py \
		tests/model/test_table.py tests/terminal/test_painter.py tests/auth/test_paste.py tests/model/test_links.py \
		tests/cli/test_options.py tests/model/test_qr.py tests/screens/test_languages.py tests/pty/test_storms.py $(ARGS)

bench: $(VENV)/.dev
	$(RUN) -m benchmarks $(ARGS)

# The token goes through the environment: an argument list can be read by everybody on the machine.
live: export CAPX_LIVE_SERVICE := $(SERVICE)
live: export CAPX_LIVE_TOKEN := $(TOKEN)
live: $(VENV)/.dev
	@$(RUN) -m pytest -m live $(ARGS)

soak: $(VENV)/.dev
	$(RUN) -m tests.soak $(ARGS)
	$(RUN) -m tests.soak.keys $(ARGS)

readers: export CAPX_READERS := 1
readers: $(VENV)/.dev
	$(RUN) -m pytest -m reader $(ARGS)

docs: $(VENV)/.dev
	$(RUN) -m docs.keyboard
	$(RUN) -m docs.plain
	$(RUN) -m docs.languages
	$(RUN) -m docs.man
	$(RUN) -m docs.guide
	$(RUN) -m docs.pictures

# The same tree gives the same bytes, whenever and wherever: the moment is the last change's, or a fixed one.
dist: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1580601600)
dist: $(VENV)/.app
	rm -rf dist
	$(RUN) -m hatchling build --directory dist

# One step per stamp: what did not change is not done again.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "capx-tui needs Python 3.11 or newer, and none was found." \
		"Install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "Setting up $(VENV): once, and with the network."
	@rm -rf $(VENV)
	@if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	elif $(PYTHON) -c 'import pip, venv' 2>/dev/null; then $(PYTHON) -m venv --without-pip $(VENV); \
	else echo "$(PYTHON) can make no virtual environment: it has neither ensurepip nor pip." \
		"On Debian and Ubuntu install python3-venv or python3-pip, then run this again." >&2; exit 2; fi
	@touch $@

# A Python without ensurepip lends the environment its own pip.
pip = if $(RUN) -c 'import pip' 2>/dev/null; then set -- $(RUN) -m pip; \
	else set -- $(PYTHON) -m pip --python $(RUN); fi; \
	"$$@" install --quiet --disable-pip-version-check --no-input

$(VENV)/.runtime: requirements/runtime.lock $(VENV)/.made
	@$(pip) --require-hashes -r requirements/runtime.lock
	@touch $@

$(VENV)/.app: pyproject.toml $(VENV)/.runtime
	@$(pip) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.app
	@echo "Fetching what the tests need: once."
	@$(pip) --require-hashes -r requirements/dev.lock
	@touch $@

lock: export CUSTOM_COMPILE_COMMAND := make lock
lock:
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet --disable-pip-version-check "$(PIP_TOOLS)"
	$(COMPILE) --build-deps-for editable --output-file requirements/runtime.lock $(ARGS) pyproject.toml
	@.venv-lock/bin/python -c 'import tomllib; \
		print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' \
		| $(COMPILE) --constraint requirements/runtime.lock --output-file requirements/dev.lock $(ARGS) -

clean:
	rm -rf $(VENV) .venv-lock build dist snapshot_report.html
	rm -rf .pytest_tmp .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
