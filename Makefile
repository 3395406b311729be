# Needs only Python 3.11 or newer, make and git. Everything else is installed once into .venv.
#   make demo    build data/ into outputs/ and say what to open        make test    the tests
#   make check   ruff and mypy                                         make bench   speed, as ratios
#   make golden  renew the golden files                                make lock    renew the lock files
#   make fuzz    100,000 inputs of every sort (FUZZ=…, SEED=…)

PYTHON ?= $(firstword $(shell command -v python3 python3.14 python3.13 python3.12 python3.11 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
OUT ?= outputs
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo test check bench fuzz golden lock setup clean
.DELETE_ON_ERROR:

demo: $(RUNTIME)
	@$(BIN)/kg build data -o $(OUT) --fresh
	@echo '(The command is $(BIN)/kg, or kg after: source $(BIN)/activate)'

test: $(DEV)
	$(BIN)/python -m pytest $(PYTEST)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict kg

bench: $(DEV)
	$(BIN)/python -m benchmarks

FUZZ ?= 100000
SEED ?= 0
fuzz: $(DEV)
	KG_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/fuzz -q --hypothesis-seed=$(SEED)

golden: $(DEV)
	$(BIN)/python -m pytest tests --renew-golden -k golden

setup: $(DEV)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python found. Install Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11. Install a newer one, or name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

# The lock is installed whole and by hash; the package itself is then put beside it without asking any index.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing kg and its two language models into $(VENV) (once) ..." >&2
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP_INSTALL) --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing the development tools into $(VENV) (once) ..." >&2
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

COMPILE := $(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(UPGRADE)

# `make lock UPGRADE=--upgrade` takes the newest versions; without it only what pyproject.toml changed.
lock: $(DEV)
	$(COMPILE) --extra models --extra serve -o requirements.lock pyproject.toml
	$(COMPILE) --extra models --extra serve --extra shacl --extra inputs --extra ray --extra dask --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) $(OUT)/*.html $(OUT)/*.ttl $(OUT)/*.trig $(OUT)/*.nq $(OUT)/*.csv $(OUT)/store
