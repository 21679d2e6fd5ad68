# What can be made here. `make help` lists the jobs; each sets up .venv/ by itself, once, from requirements.lock.

shipped := kazakhstan-2022
CORPUS ?= $(shipped)
CELL_TIMEOUT ?= 120
UV := uv>=0.13,<0.14

py := .venv/bin/python
corpus := data/$(CORPUS)
pythons := $(PYTHON) python3.13 python3.12 python3.11 python3

# What a user's shell may say must not reach into .venv/: bytecode is written, only our packages are seen, and a notebook
# that asks for "python3" gets this environment's kernel, whatever kernels the user has.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
export JUPYTER_PATH := $(CURDIR)/.venv/share/jupyter
export JUPYTER_PREFER_ENV_PATH := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := report
.PHONY: report test lab figures bench lock clean help setup tables pages findings

# The parts of a report are made two at a time, unless the call says how many: none of them needs what another writes. They wait
# for the tables all the same, so that what is wrong with a corpus is told once.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j2
endif

report: pages figures $(if $(filter $(shipped),$(CORPUS)),findings) ## read the reports, draw the charts, render the HTML reports (default)

tables: setup
	@$(py) -m analysis extract "$(corpus)" --out "$(corpus)/tables"

pages: tables
	@$(py) -m analysis render "$(corpus)"

findings: tables
	@$(py) -m analysis findings "$(corpus)" --readme README.md

figures: $(if $(filter figures,$(MAKECMDGOALS)),setup,tables) ## draw the charts alone, into figures/
	@$(py) -m analysis figures "$(corpus)" --out "figures/$(CORPUS)"

test: setup ## lint, unit tests, doctests, stored notebooks, figure check
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@$(if $(ORIGINALS),CONTESTED_ORIGINALS="$(abspath $(ORIGINALS))") $(py) -m pytest analysis tests notebooks --nbval --nbval-current-env \
	    --nbval-sanitize-with tests/nbval_sanitize.cfg --nbval-cell-timeout $(CELL_TIMEOUT)

lab: setup ## open JupyterLab on the overview notebook
	@root=; test "$$(id -u)" != 0 || root=--allow-root; \
	$(py) -m jupyterlab --LabApp.default_url=/lab/tree/notebooks/01_overview.ipynb $$root $(LAB_OPTIONS)

bench: setup ## measure the time and memory that the jobs take
	@$(py) -m benchmarks

lock: ## write requirements.lock anew from pyproject.toml (newer versions too: make lock UPGRADE=1)
	@test -x $(py) || { $(find_python); "$$python" -m venv .venv; }
	@$(py) -m pip install --quiet "$(UV)"
	@env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u UV_CONSTRAINT \
	    -u UV_OVERRIDE -u UV_EXCLUDE_NEWER -u UV_PRERELEASE -u UV_RESOLUTION \
	    $(py) -m uv pip compile pyproject.toml --extra dev --output-file requirements.lock --universal \
	    --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url --no-config \
	    --system-certs --custom-compile-command "make lock" --quiet $(if $(UPGRADE),--upgrade)
	@echo "Wrote requirements.lock; the next job brings .venv/ up to it."

clean: ## remove what was built and the caches (not .venv/)
	@rm -rf build .pytest_cache .ruff_cache .hypothesis
	@find . -path ./.venv -prune -o -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -exec rm -rf {} +

help: ## list the jobs
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-15s %s\n", $$1, $$2 }'

# The environment is ready when .venv/ready holds this folder's path and the very lock: a touched file changes nothing; a
# changed lock, a moved folder or a half-finished set-up do. What is in a working .venv/ is never wiped, since somebody may be
# using it or have added to it: it is brought up to the lock in place. Only one that we left half-made, or whose Python no
# longer runs, is made anew.
define find_python
python=; for candidate in $(pythons); do \
    if "$$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
    then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
    echo "No Python 3.11 or newer with its venv module was found (tried:$(foreach p,$(pythons), $(p)))." >&2; \
    echo "Install one (on Debian and Ubuntu also the package python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
    exit 1; \
fi
endef

setup:
	@if { pwd -P; cat requirements.lock; } | cmp -s - .venv/ready && $(py) -c '' 2>/dev/null; then exit 0; fi; \
	set -e; \
	if [ ! -e .venv/half-made ] && $(py) -c '' 2>/dev/null; then \
	    if ! $(py) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	        echo ".venv/ holds $$($(py) --version), expected 3.11 or newer: remove or rename it, then try again." >&2; exit 1; \
	    fi; \
	    echo "Bringing .venv/ up to requirements.lock; what else is in it stays."; \
	    rm -f .venv/ready; \
	else \
	    $(find_python); \
	    echo "Setting up .venv/ with $$("$$python" --version): one to three minutes, once."; \
	    echo "  1/4 an empty environment"; \
	    "$$python" -m venv --clear .venv; \
	    : > .venv/half-made; \
	fi; \
	echo "  2/4 the packages of requirements.lock, each checked against its hash"; \
	$(py) -m pip install -qq --no-compile --no-deps --require-hashes --requirement requirements.lock; \
	echo "  3/4 their bytecode, so that everything starts fast"; \
	$(py) -m compileall -qq -j 0 .venv/lib || true; \
	echo "  4/4 this package itself"; \
	$(py) -m pip install -qq --no-deps --no-build-isolation --editable .; \
	{ pwd -P; cat requirements.lock; } > .venv/ready.part; \
	mv .venv/ready.part .venv/ready; \
	rm -f .venv/half-made; \
	echo "Ready."
