# A bare `make` lists the targets. Nothing here downloads from a model hub.

# The first Python that is 3.11 to 3.13; choose another with `make PYTHON=/path/to/python`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# On Linux the CPU build of torch carries a local version label; elsewhere the plain one is CPU.
TORCH := torch==2.13.0$(if $(filter Linux,$(shell uname -s)),+cpu)
TORCH_INDEX := https://download.pytorch.org/whl/cpu

export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.DEFAULT_GOAL := help
.PHONY: help install demo test check format evaluate bench bench-floor bench-reading docs constraints clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(STAMP) ## Make .venv with everything pinned (skipped while it is fresh)

# torch goes in first: the CPU build, from where pip is set up to look, else from its own index.
$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 to 3.13 found; install one, or say make PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import torch' 2>/dev/null \
		|| $(BIN)/pip install -qq --no-deps "$(TORCH)" 2>/dev/null \
		|| $(BIN)/pip install -qq --no-deps --index-url $(TORCH_INDEX) "$(TORCH)"
	$(BIN)/pip install -qq -c constraints.txt -e ".[dev,onnx,ray]"
	@touch $@

demo: install ## Run the main job on the example articles; leaves its ledger and table in demo/
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

test: check ## Run every check and test
	$(BIN)/python -m pytest

check: install ## Lint, formatting, types and the layering of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## Format the code and fix what lint can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evaluate: install ## Measure quality on the gold sets
	$(BIN)/python -m tests.evaluate
	$(BIN)/python -m tests.evaluate_matching

bench: install ## Measure time and memory, into docs/performance.md (an hour)
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks

bench-floor: install ## Time of `factledger add` over the time of its models alone
	@OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.floor

bench-reading: install ## Memory while reading a table of a million articles
	$(BIN)/python -m benchmarks.reading

docs: install ## Write docs/commands.md from the commands' own help
	$(BIN)/python -m tests.command_docs

constraints: install ## Pin what .venv holds now (after changing a range in pyproject.toml)
	$(BIN)/pip install -qq -e ".[dev,onnx,ray]"
	@{ echo "# The exact versions factledger is built and tested with, extras included; \`make install\`"; \
	echo "# installs these. Remake with \`make constraints\` after changing a range in pyproject.toml."; \
	$(BIN)/pip freeze --all --exclude-editable --exclude pip | sed 's/+cpu$$//' | LC_ALL=C sort -f; \
	} > constraints.txt

clean: ## Remove what the targets made, .venv included
	rm -rf $(VENV) demo out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
