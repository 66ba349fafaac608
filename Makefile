# Two commands do everything: `make run` and `make test`. The rest are parts of them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
INSTANCE ?= instance
PORT ?= 8000
WORKERS ?= 2
ROUNDS ?= 10
export INSTANCE

.PHONY: run test explore install system-run system-test demo lint types check bench screens lock messages clean

run: install  ## serve the product with its worker at http://127.0.0.1:8000
	@$(BIN)/python -m council_flow.serving --port $(PORT) --workers $(WORKERS)

# Three workers on two cores: one of them mostly waits for its browser.
test: install system-test check  ## everything: lint, types, tests on both databases and in the browser
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

explore: install system-test  ## the property-based tests with other random cases, ROUNDS times
	@for n in $$(seq $(ROUNDS)); do HYPOTHESIS=explore $(BIN)/python -m pytest -n 2 --dist load -m hypothesis || exit 1; done

check: lint types
	@$(BIN)/council-flow workflow check workflows

lint: install
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: install
	@$(BIN)/mypy council_flow

bench: install  ## measure, and write docs/performance.md
	@$(BIN)/python -m benchmarks

screens: install system-test  ## every page and every kind of PDF as pictures, into instance/screens/
	@$(BIN)/python -m benchmarks.screens

# What is installed once, again only when its inputs change. The lock names every package: with --no-deps pip looks for no
# others, so that a release of today changes nothing.
install: system-run .venv/.installed .venv/.messages .venv/.fonts .venv/.vectors

.venv/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.messages: .venv/.installed $(wildcard council_flow/translations/*/LC_MESSAGES/*.po)
	@$(BIN)/pybabel -q compile -d council_flow/translations
	@touch $@

.venv/.fonts: .venv/.installed council_flow/web/fonts.py
	@$(BIN)/python -m council_flow.web.fonts $(INSTANCE)/fonts
	@touch $@

.venv/.vectors: .venv/.installed $(wildcard council_flow/alignment/catalogues/*) $(wildcard council_flow/alignment/matching/*.py)
	@$(BIN)/python -m council_flow.alignment.matching.preparing
	@touch $@

system-run:
	@bash .ci/packages run

system-test:
	@bash .ci/packages test

messages: install  ## read the messages out of the code and bring the translations up to date
	@$(BIN)/pybabel -q extract -F council_flow/translations/babel.cfg -k say -k say_n:1,2 -k mark -k lazy_gettext -k _l --no-location --sort-output --width=100 -o council_flow/translations/messages.pot .
	@$(BIN)/pybabel -q update -i council_flow/translations/messages.pot -d council_flow/translations --no-fuzzy-matching --ignore-obsolete --width=100

lock:  ## choose versions anew
	@uv pip compile --quiet --python-version 3.11 --extra test --generate-hashes --no-emit-index-url pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
