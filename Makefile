# make demo: builds a graph from the example reports, validates it and asks it questions.
# make test: runs the tests. Both make .venv here and need nothing but python3 and a package index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
OUT := demo-out
EXAMPLES = $(sort $(filter-out %README.md,$(wildcard tests/examples/*.txt tests/examples/*.md)))
WORKERS ?= auto

.PHONY: demo test check requirements clean

demo: $(VENV)/.installed
	$(BIN)/findings build $(EXAMPLES) --out $(OUT)
	$(BIN)/findings validate $(OUT)
	$(BIN)/findings verify $(OUT) $(EXAMPLES)
	@echo; echo "What did one inspection find, and how did it rate each standard?"
	$(BIN)/findings ask inspections $(OUT) --pdu "Carrowby"
	$(BIN)/findings ask ratings $(OUT) --pdu "Carrowby"
	@echo; echo "Where does the failing recur that has to do with workload, and in whose words?"
	$(BIN)/findings ask recurring-issues $(OUT) --theme workload
	$(BIN)/findings ask issue-evidence $(OUT) --theme workload --pdu "Carrowby"
	@echo; echo "Whose words stand behind the first recommendation?"
	$(BIN)/findings show carrowby-2024/recommendation/1 $(OUT)
	@echo; echo "The graph is $(OUT)/graph.ttl (one file to read) and $(OUT)/graph.trig (one graph a report)."
	@echo "More questions: $(BIN)/findings ask --list"

test: $(VENV)/.for-tests
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

check: $(VENV)/.for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy extract tests

# The pins, written anew; the files hold hashes and no address.
UV_COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade
requirements:
	$(UV_COMPILE) pyproject.toml -o requirements.txt
	$(UV_COMPILE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	echo 'hatchling>=1.27' | $(UV_COMPILE) --no-annotate -c requirements-dev.txt - -o requirements-build.txt

clean:
	rm -rf $(VENV) $(OUT) build dist

# The project itself comes last and brings nothing along: everything it needs is pinned by hash.
$(VENV)/.installed: requirements.txt requirements-build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements.txt -r requirements-build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.for-tests: $(VENV)/.installed requirements-dev.txt
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	touch $@
