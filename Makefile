# Every target sets up what it needs in .venv; a machine with Python 3.11 or newer, git and make is enough.
# `make run ARGS="run shared-vision"` passes words on to the command.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

.PHONY: run test lint soak bench pictures samples man package clean
.DEFAULT_GOAL := run

run: $(VENV)/.ready
	@$(BIN)/dialogue $(ARGS)

test: lint
	$(BIN)/pytest -n 3 -m "not soak"

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(VENV)/.ready-dev
	mkdir -p build
	$(BIN)/pytest -n 2 -m soak --junitxml=build/soak.xml; status=$$?; \
	$(BIN)/python -m bench.soak build/soak.xml docs/reliability.md; \
	$(BIN)/python -m bench.alone -n 2 || status=1; \
	$(BIN)/python -m bench.mutants --page docs/mutants.md || status=1; exit $$status

bench: $(VENV)/.ready-dev
	$(BIN)/python -m bench.run

pictures: $(VENV)/.ready-dev
	$(PIP) install 'pillow>=10'
	$(BIN)/python -m docs.pictures.make

man: $(VENV)/.ready
	mkdir -p build
	$(BIN)/python -m docs.manual.make > build/dialogue.1

# What others would get: the wheel runs where nothing else lies, and the source distribution holds what its tests need.
package: $(VENV)/.ready-dev
	rm -rf build/package && mkdir -p build/package
	$(BIN)/python -m build --outdir build/package . > build/package/log 2>&1 || { cat build/package/log; exit 1; }
	$(BIN)/python -m venv build/package/venv
	build/package/venv/bin/python -m pip --disable-pip-version-check --quiet install build/package/*.whl
	cd build/package && mkdir empty && for words in --version where sessions protocols "card dialogue-circle"; do \
		DIALOGUE_DATA=empty venv/bin/dialogue $$words > said && test -s said || exit 1; done
	cd build/package && tar xzf *.tar.gz && cd dialogue_tui-*/ && \
		../../../$(BIN)/python -m pytest -q -n 3 --collect-only -m "not soak" > ../log && \
		PYTHONPATH=src ../../../$(BIN)/python -m pytest -q tests/activities tests/protocols tests/exchange

samples: $(VENV)/.ready
	$(BIN)/python -m dialogue_tui.demo.samples sessions

clean:
	rm -rf $(VENV) bench/.envs build

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer; none was found on the PATH." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) can't make environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.ready: pyproject.toml | $(BIN)/python
	@echo "Setting up, once: this takes a minute."
	$(PIP) install -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	@echo "Setting up for development, once: this takes a minute."
	$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.ready
