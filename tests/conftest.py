"""What several tests need: the invented facts, the example reports' graph, the real reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from findings_graph.facts import InspectionFacts
from findings_graph.graph.build import Settings, build_graph
from invented_facts import invented_facts

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT.parent / "shared" / "reports"


def example_paths() -> list[Path]:
    """Return the example reports that the demo builds from, sorted."""
    folder = ROOT / "tests" / "examples"
    paths = [*folder.glob("*.txt"), *folder.glob("*.md")]
    return sorted(path for path in paths if path.name != "README.md")


@pytest.fixture
def facts() -> InspectionFacts:
    """Return the facts of an invented inspection, one of each kind."""
    return invented_facts()


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """Return the example reports, sorted; there must be some."""
    paths = example_paths()
    assert paths, "no example report in tests/examples"
    return paths


@pytest.fixture(scope="session")
def example_graph(examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the example reports."""
    out = tmp_path_factory.mktemp("examples") / "graph"
    summary = build_graph(examples, out, settings=Settings())
    assert summary.refused == ()
    return out


@pytest.fixture(scope="session")
def reports() -> list[Path]:
    """Return the real reports; skip, saying so, where they are not."""
    paths = sorted(REPORTS.glob("*.txt"))
    if not paths:
        pytest.skip(f"NOT TESTED ON REAL REPORTS: none in {REPORTS.name} beside the checkout")
    return paths


@pytest.fixture(scope="session")
def rapper() -> str:
    """Return the path of raptor's parser; skip, saying so, where it is not."""
    path = shutil.which("rapper")
    if path is None:
        pytest.skip("NOT PARSED BY RAPPER: install raptor2-utils")
    return path
