"""The real reports: built, they give what a careful reader found, every quote stands, no shape is violated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from findings_graph.asking.store import open_graph
from findings_graph.asking.verification import verify_quotes
from findings_graph.graph.build import Settings, build_graph
from findings_graph.quality.scoring import KINDS, Score, score
from findings_graph.reading.reader import read_source
from findings_graph.validation.run import validate_path

pytestmark = pytest.mark.real

TRUTH = Path(__file__).parent / "real"


@pytest.fixture(scope="module")
def real_graph(reports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the real reports."""
    out = tmp_path_factory.mktemp("real") / "graph"
    summary = build_graph(reports, out, settings=Settings())
    assert summary.refused == ()
    return out


@pytest.fixture(scope="module")
def scores(real_graph: Path) -> dict[str, Score]:
    """Return the score of each kind of fact."""
    return {one.kind: one for one in score(open_graph(real_graph), TRUTH)}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_real_reports_give_the_truth(kind: str, scores: dict[str, Score]) -> None:
    """Every fact is found, with equal values and text, at the reader's place, and nothing besides."""
    assert scores[kind].faults == ()
    assert scores[kind].complete


def test_truth_covers_every_report(reports: list[Path], scores: dict[str, Score]) -> None:
    """The truth knows each report: of each it has an overall rating and findings."""
    assert scores["inspections"].expected > 0
    assert scores["findings"].expected > 0
    findings = (TRUTH / "findings.csv").read_text("utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in findings} == {path.stem for path in reports}


def test_real_quotes_stand_at_their_offsets(reports: list[Path], real_graph: Path) -> None:
    """Every quote of the graph is the very slice of the report it came from."""
    found = verify_quotes(open_graph(real_graph), [read_source(path) for path in reports])
    assert found.mismatches == ()
    assert found.unchecked == ()
    assert set(found.checked) == {path.stem for path in reports}


def test_real_graph_violates_no_shape(real_graph: Path) -> None:
    """The graph of the real reports conforms; warnings are allowed."""
    found = validate_path(real_graph)
    assert [result for result in found.results if result.severity == "Violation"] == []
    assert found.conforms


def converted(text: str) -> str:
    """Write a report as another converter might: other bullets, spaces, headings and line ends."""
    text = re.sub(r"(?m)^(\s*)[-•] ", "\\1● ", text)
    text = re.sub(r"(?m)^(Strengths:|Areas for improvement:)\s*$", r"**\1**", text)
    text = re.sub(r"(?m)^((?:P )?\d\.\d\.? [A-Z][^\t\n]{3,40})$", r"## \1", text)
    text = re.sub(r"(\d) (per|out)\b", "\\1\u00a0\\2", text)
    text = re.sub(r"(?m)$", "  ", re.sub(r"\n{3,}", "\n\n", text))
    return "\ufeff" + text.replace("\n", "\r\n")


def test_real_facts_do_not_depend_on_the_converter(reports: list[Path], tmp_path: Path) -> None:
    """The same reports in another conversion give the same facts and texts; only places move."""
    copies = []
    for path in reports:
        copies.append(tmp_path / path.name)
        copies[-1].write_bytes(converted(path.read_text("utf-8")).encode())
    build_graph(copies, tmp_path / "graph", settings=Settings())
    scores = score(open_graph(tmp_path / "graph"), TRUTH)
    found = {one.kind: (one.right, one.missing, one.extra, one.texts) for one in scores}
    assert found == {
        one.kind: (one.expected, 0, 0, None if one.texts is None else one.expected)
        for one in scores
    }
