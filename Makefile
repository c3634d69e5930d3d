# make demo: asks the real inspections that ship, then builds a graph from the example reports and asks it.
# make test: runs the tests. Both make .venv here and need nothing but python3 and a package index.
# make inspections: writes ontology/inspections anew, from the real reports in REPORTS.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
OUT := demo-out
EXAMPLES = $(sort $(filter-out %README.md,$(wildcard tests/examples/*.txt tests/examples/*.md)))
WORKERS ?= auto
REPORTS ?= $(sort $(wildcard ../shared/reports/*.txt))
INSPECTIONS := ontology/inspections

.PHONY: demo test check second-engine inspections requirements clean

demo: $(VENV)/.installed
	@echo "== Real inspections: they ship as facts, without their reports' text =="
	@echo; echo "How was each standard rated?"
	$(BIN)/findings ask ratings
	@echo; echo "Where, and since when, are checks for domestic abuse found wanting?"
	$(BIN)/findings ask recurring-issues --theme domestic-abuse-checks
	@echo; echo "Who provides which service in one region?"
	$(BIN)/findings ask provisions --region "Kent, Surrey and Sussex"
	@echo; echo "== Invented reports: build, check, and read the sentences =="
	$(BIN)/findings build $(EXAMPLES) --out $(OUT)
	$(BIN)/findings validate $(OUT)
	$(BIN)/findings verify $(OUT) $(EXAMPLES)
	@echo; echo "In whose words are checks for domestic abuse found wanting in Carrowby, and what was recommended first?"
	$(BIN)/findings ask issue-evidence $(OUT) --theme domestic-abuse-checks --pdu "Carrowby"
	@echo
	$(BIN)/findings show carrowby-2024/recommendation/1 $(OUT)
	@echo; echo "The graph is $(OUT)/graph.ttl (one file to read) and $(OUT)/graph.trig (one graph a report)."
	@echo "More questions: $(BIN)/findings ask --list"

test: $(VENV)/.for-tests
	$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

check: $(VENV)/.for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy extract tests

# An independent SHACL engine, in a folder of its own, must give our results on all good and broken graphs.
second-engine: $(VENV)/.for-tests
	$(PIP) install --quiet --no-deps --require-hashes --upgrade --target $(VENV)/second-engine -r requirements-second-engine.txt
	PYTHONPATH=$(VENV)/second-engine $(BIN)/python tests/benchmarks/second_engine.py

inspections: $(VENV)/.installed
	@test -n "$(REPORTS)" || { echo "no report: make inspections REPORTS='my-reports/*.txt'" >&2; exit 2; }
	$(BIN)/findings publish $(REPORTS) --out $(INSPECTIONS)

# The pins, written anew; the files hold hashes and no address.
UV_COMPILE = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade
requirements:
	$(UV_COMPILE) pyproject.toml -o requirements.txt
	$(UV_COMPILE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	echo 'hatchling>=1.27' | $(UV_COMPILE) --no-annotate -c requirements-dev.txt - -o requirements-build.txt
	echo 'shacl>=0.3.4' | $(UV_COMPILE) --no-annotate - -o requirements-second-engine.txt

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
