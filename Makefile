# make demo: the example, offline. make test: the tests, in minutes. make help: everything else.
.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-all chaos race attacks budget-storm lint format benchmark docs screenshots browser cassettes constraints clean
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON := .venv/bin/python
STAMP := .venv/.complete

# The real LiteLLM proxy, for the tests that go through one: its pins conflict with ours, so it lives apart. These are the packages
# that its server imports; the extra litellm[proxy] brings as much again.
PROXY_STAMP := .venv-proxy/.complete
PROXY := litellm fastapi-sso mcp apscheduler backoff cryptography expression orjson redis soundfile uvloop 'websockets<16'

help:  ## show this
	@grep -E '^[a-z.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /: /'

demo: $(STAMP)  ## turn examples/brief.md into an article, offline
	@$(PYTHON) -m ghostwriter run examples/brief.md --offline
	@echo "The article is workspaces/brief/final.md; the report, with the evidence for every claim, is workspaces/brief/report.html"

# Work is stolen, so that no worker is left with the long tests at the end. A test of cases in turn, such as even and odd seeds,
# is why one in N is of an odd number.
PYTEST := $(PYTHON) -m pytest -n 2 --dist worksteal -q
SLICE = $(if $(SEED),--seed $(SEED))

test: $(STAMP)  ## run the tests, and of the long ones one in 15: those of the date, or of SEED
	@$(PYTEST) --one-in 15 $(SLICE)

test-long: $(STAMP) $(PROXY_STAMP) browser  ## run of the long tests alone one in 5, with the LiteLLM proxy and the browser
	@$(PYTEST) -m long --one-in 5 $(SLICE)

test-all: $(STAMP) $(PROXY_STAMP) browser  ## run every test, long races and chaos (an hour)
	@$(PYTEST)
	@$(MAKE) --no-print-directory race chaos

SEEDS := 100
FIRST := 0
chaos: $(STAMP)  ## strike runs by seeded plans (SEEDS=100 of them, from FIRST=0 on) and fill disks page by page
	@$(PYTHON) -m tests.chaos $(FIRST) $(SEEDS)
	@$(PYTHON) -m tests.chaos.full_disk 1

race: $(STAMP)  ## swap path components under the editor, 20,000 times in every race (a minute)
	@RACE_ROUNDS=20000 $(PYTHON) -m pytest tests/agents/test_confined_folder.py tests/agents/test_file_editor.py -k 'swapping or race or vanishes' \
		-q -n 0 -rP

attacks: $(STAMP)  ## attack the command line, every attack in a process of its own
	@$(PYTHON) -m pytest -n 2 -q tests/attacks --fresh

SCRIPTS := 100
budget-storm: $(STAMP)  ## play random budgets in bad weather (SCRIPTS=100 of them), and hold what was spent against each
	@$(PYTHON) -m benchmarks.budget_storm $(SCRIPTS)

lint: $(STAMP)  ## check style, layout and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

format: $(STAMP)  ## lay the code out
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

benchmark: $(STAMP)  ## measure, and print the table of docs/figures.md
	@$(PYTHON) -m benchmarks

docs: $(STAMP)  ## write the documents' tables anew from the code
	@$(PYTHON) -m docs.tables

screenshots: $(STAMP)  ## take the README's pictures of the report anew
	@$(PYTHON) -m docs.screenshots

browser:  ## install chromium, as root on Debian, for the tests of the report
	@.ci/browser

cassettes: $(STAMP)  ## record the cassettes anew: against AWS where there are credentials, else against the emulator
	@env $$(env | sed -nE 's/^(AWS_[A-Z_]+=.*)$$/RECORD_WITH_\1/p') \
		$(PYTHON) -m pytest tests/e2e/test_cassettes.py -k replays --record-mode=rewrite -q -n 0

constraints:  ## pin what a fresh environment resolves to
	@rm -rf .venv-constraints && $$(.ci/find-python) -m venv .venv-constraints
	@.venv-constraints/bin/python -m pip install -q '.[dev]'
	@.venv-constraints/bin/python -m pip freeze --exclude ghostwriter | sort -f > constraints.txt
	@rm -rf .venv-constraints && $$(.ci/find-python) -m venv .venv-constraints
	@.venv-constraints/bin/python -m pip install -q --no-compile $(PROXY) "$$(grep ^litellm== constraints.txt)"
	@.venv-constraints/bin/python -m pip freeze | sort -f > constraints-proxy.txt
	@rm -rf .venv-constraints

.venv: $(STAMP)  ## only the environment

.venv-proxy: $(PROXY_STAMP)  ## only the LiteLLM proxy that its tests start

# $(call install,FOLDER,WHAT,PIP'S OPTIONS): an environment by uv where it is installed, else by the standard venv and pip.
define install
	@rm -rf $(1)
	@set -e; if command -v uv >/dev/null 2>&1; then \
		uv venv -q --python 3.12 $(1); \
		uv pip install -q --python $(1)/bin/python $(2); \
	else \
		python=$$(.ci/find-python); \
		"$$python" -m venv $(1); \
		$(1)/bin/python -m pip install -q $(3) $(2); \
	fi
endef

# The stamps are written last: an interrupted installation is never taken for a complete one.
$(STAMP): pyproject.toml constraints.txt
	@echo "Building .venv (a minute or two, once) ..."
	$(call install,.venv,-c constraints.txt -e '.[dev]')
	@$(PYTHON) -m compileall -q ghostwriter
	@touch $(STAMP)

$(PROXY_STAMP): constraints-proxy.txt
	@echo "Building .venv-proxy, the LiteLLM proxy that some tests go through (half a minute, once) ..."
	$(call install,.venv-proxy,-c constraints-proxy.txt $(PROXY),--no-compile)
	@touch $(PROXY_STAMP)

clean:  ## remove the environments and caches
	@rm -rf .venv .venv-proxy .venv-constraints .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
