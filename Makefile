# Everything runs in .venv, made from the lock files; nothing needs to be there but Python 3.11 and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMOS := leicestershire-2022 nottinghamshire-2018 leicester-2018 leicestershire-2016 leicestershire-2015
WORKSPACE ?= $(DEMOS:%=workspaces/%)
PORT ?= 8501
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: setup run test lint bench pictures fuzz audit lock chromium postgis nginx provider clean

setup: .venv/.ready

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Care Zones needs Python 3.11 or newer; say which: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.ready: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

# All demos, to choose from in the sidebar; your own with make run WORKSPACE=my-council.
run: setup $(WORKSPACE:%=%/carezones.toml)
	$(BIN)/carezones serve $(WORKSPACE) --port $(PORT)

workspaces/%/carezones.toml: | setup
	$(BIN)/carezones init workspaces/$* --demo $*

# The first demo comes with its last weeks recorded, so that there are trends to see, and two of them released to
# scrutiny. Exit code 1: some rows set aside.
workspaces/leicestershire-2022/carezones.toml: | setup
	$(BIN)/carezones init workspaces/leicestershire-2022 --demo leicestershire-2022
	$(BIN)/carezones snapshot workspaces/leicestershire-2022 --as-at 2022-09-05 --back-to 2022-06-06 \
	    --by "the demo" >/dev/null 2>&1 || [ $$? = 1 ]
	for week in 2022-W32 2022-W36; do \
	    $(BIN)/carezones export workspaces/leicestershire-2022 $$week --to workspaces/leicestershire-2022/exports \
	        --only csv --by "the demo" >/dev/null || exit 1; done

# Side by side on up to four cores; one test alone is for .venv/bin/pytest.
test: .venv/.ready-dev chromium postgis nginx provider
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

lint: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/.ready-dev
	$(BIN)/python -m benchmarks

# The README's pictures, taken anew on the demos that have every page.
PICTURED := leicestershire-2022 leicestershire-2016 leicester-2018
pictures: .venv/.ready-dev chromium $(PICTURED:%=workspaces/%/carezones.toml)
	$(BIN)/python -m docs.make_pictures $(PICTURED:%=workspaces/%)

# Any weeks through the check and any bytes through the readers, for so long; what is found is kept in .fuzz/.
SECONDS ?= 120
fuzz: .venv/.ready-fuzz
	$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS)

.venv/.ready-fuzz: .venv/.ready-dev requirements-fuzz.lock
	@$(PIP) --require-hashes --only-binary atheris --requirement requirements-fuzz.lock 2>.venv/fuzz.log \
	    || { cat .venv/fuzz.log; echo "Fuzzing needs atheris, which could not be installed: it is built for Linux" \
	    "(x86-64) and Python 3.11 or newer."; exit 1; }
	@touch $@

# The browser tests drive the operating system's Chromium; where it is missing it is installed if that is allowed.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || { \
	    sudo="$$([ "$$(id -u)" = 0 ] || echo 'sudo -n')"; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq chromium >/dev/null; } \
	    || echo "Chromium is not here and could not be installed: the browser tests will be skipped."

# The weekly record is tested in folders and in PostgreSQL with PostGIS, a server of which the tests start themselves.
postgis:
	@ls /usr/lib/postgresql/*/bin/initdb /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || { \
	    sudo="$$([ "$$(id -u)" = 0 ] || echo 'sudo -n')"; \
	    $$sudo apt-get update -qq && \
	    $$sudo apt-get install -y -qq --no-install-recommends postgresql-postgis >/dev/null; } \
	    || echo "PostgreSQL with PostGIS is not here and could not be installed: its tests will be skipped."

# The deployment is tested behind the operating system's own nginx, which the tests start themselves.
nginx:
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 || { \
	    sudo="$$([ "$$(id -u)" = 0 ] || echo 'sudo -n')"; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq nginx-light openssl curl >/dev/null; } \
	    || echo "nginx is not here and could not be installed: its tests will be skipped."

# Sign-in is tested with a certified OpenID provider, which runs on Node.
provider: tests/signin/provider/node_modules/.package-lock.json
tests/signin/provider/node_modules/.package-lock.json: tests/signin/provider/package-lock.json
	@command -v npm >/dev/null 2>&1 && cd tests/signin/provider && npm ci --ignore-scripts --silent \
	    || echo "npm is not here, or cannot reach its registry: the tests of sign-in with a provider will be skipped."

# Known weaknesses, asked of the package index; --strict, since a package nobody could ask about would count as safe.
audit: setup
	$(PIP) pip-audit==2.10.1
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

# After a change of dependencies in pyproject.toml.
lock: setup
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --extra build $(LOCK_OPTIONS) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --constraint requirements.lock $(LOCK_OPTIONS) \
	    --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --extra fuzz --constraint requirements-dev.lock \
	    $(LOCK_OPTIONS) --output-file requirements-fuzz.lock

LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
