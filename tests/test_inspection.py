"""A whole report: read, or refused with one clear line."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings_graph.errors import FindingsError, NotAReport
from findings_graph.extraction.inspection import extract
from findings_graph.facts import Evidence, InspectionFacts
from findings_graph.reading.reader import read_source
from findings_graph.reading.source import SourceText
from report_text import BACKGROUND, IMPRINT, LEADERSHIP, RATINGS, TITLE, facts_of, report

YOUTH = (
    "An inspection of youth justice services in Tarnby\n\nHM Inspectorate of Probation, May 2024\n"
)
PRISON = "Report on an unannounced inspection of HMP Tarnby by HM Inspectorate of Prisons\n"
REGION = "An inspection of probation services in: Wessex and Marches region\n\nHM Inspectorate of Probation\n"
DYNAMIC = "HM Inspectorate of Probation\n\nDynamic inspection framework\n\nC1.1 Leaders\n\nC1.2 Staff\n\nA3 Courts\n"


def evidence_of(facts: InspectionFacts) -> list[Evidence]:
    """Return the evidence of every fact."""
    found: list[Evidence] = []
    for kind in (
        facts.values, facts.ratings, facts.key_questions, facts.annexe_questions, facts.recommendations,
        facts.progress, facts.findings, facts.quotations, facts.statistics, facts.figures,
        facts.provisions, facts.places, facts.gaps,
    ):  # fmt: skip
        found.extend(fact.evidence for fact in kind if fact.evidence is not None)
    if facts.overall is not None:
        found.append(facts.overall.evidence)
    return found


def test_inspection_of_a_whole_report() -> None:
    """Named by unit and year; every fact points into the text."""
    facts = facts_of(report())
    assert facts.name == "tarnby-vale-2024"
    assert facts.framework == "2023"
    assert facts.region_basis == "report"
    assert len(facts.findings) == 9
    assert len(facts.recommendations) == 3
    for evidence in evidence_of(facts):
        assert 0 <= evidence.start < evidence.end <= len(facts.source.text)


def test_inspection_does_not_depend_on_line_ends() -> None:
    """LF, CRLF, byte-order mark."""
    assert facts_of("\ufeff" + report().replace("\n", "\r\n")) == facts_of(report())


def test_inspection_is_named_by_its_fieldwork_where_no_publication_is_stated() -> None:
    """And by the copyright's year where neither is."""
    title = TITLE.replace(", May 2024", "")
    background = BACKGROUND.replace("March 2024", "March 2023")
    assert facts_of(report(title=title, background=background)).name == "tarnby-vale-2023"
    crown = f"{IMPRINT}\n© Crown copyright 2022\n"
    assert facts_of(report(title=title, background="", imprint=crown)).name == "tarnby-vale-2022"
    with pytest.raises(NotAReport, match="neither a publication nor a fieldwork date"):
        facts_of(report(title=title, background=""))


def test_inspection_has_a_gap_for_each_missing_thing() -> None:
    """And none for what is stated."""
    facts = facts_of(report(imprint="", ratings=RATINGS.replace("\tScore 3/21", "")))
    missing = [gap.what for gap in facts.gaps if not gap.what.startswith("key-question")]
    assert missing == ["leadInspector", "isbn", "score"]
    questions = [gap.what for gap in facts.gaps if gap.what.startswith("key-question")]
    assert (questions[0], questions[-1], len(questions)) == (
        "key-question 2.1.1", "key-question 2.4.3", 12,
    )  # fmt: skip
    assert {gap.reason for gap in facts.gaps} == {"not-reported"}


def test_inspection_passes_over_a_passage_that_is_none() -> None:
    """A line of 20,000 characters becomes a gap with its place; the rest is read."""
    facts = facts_of(report(leadership=f"{LEADERSHIP}\n{'Aa Bb and ' * 2000}\n"))
    (gap,) = [gap for gap in facts.gaps if gap.reason == "not-understood"]
    assert gap.evidence is not None
    assert gap.evidence.end - gap.evidence.start > 19_000
    assert gap.what == f"passage at {gap.looked_in}"
    assert len(facts.findings) == 9


def test_inspection_reads_a_report_that_speaks_of_others() -> None:
    """Its own title stands first."""
    background = (
        f"{BACKGROUND}\nAn inspection of youth justice services in the valley took place in May.\n"
    )
    assert facts_of(report(background=background)).name == "tarnby-vale-2024"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Soup\n\n1. Boil the leeks.\n2. Add salt.\n", "no inspection report of HM Inspectorate"),
        (PRISON + "We found that the prison was overcrowded.\n", "HM Inspectorate of Prisons"),
        (YOUTH + report(title=""), "youth justice services"),
        (REGION + "R 1.1 Leadership\n", "a probation region"),
        (DYNAMIC, "dynamic framework"),
        ("HM Inspectorate of Probation\n\nA thematic inspection of courts\n", "no known framework"),
        ("An inspection of probation services in: Tarnby Vale PDU\n", "no known framework"),
        ("HM Inspectorate of Probation " + "a" * 100_000, "no known framework"),
    ],
)
def test_inspection_refuses_what_is_no_such_report(text: str, reason: str) -> None:
    """One line that names the file and says what it is."""
    with pytest.raises(NotAReport) as caught:
        facts_of(text)
    message = str(caught.value)
    assert message.startswith("tarnby-vale.txt: ")
    assert reason in message
    assert "\n" not in message


def test_inspection_refuses_a_report_without_its_unit() -> None:
    """No unit, no name."""
    text = report(title="HM Inspectorate of Probation, May 2024\n").replace("Tarnby Vale PDU", "It")
    with pytest.raises(NotAReport, match="no probation delivery unit"):
        facts_of(text)


def test_inspection_refuses_twenty_million_characters_at_once(tmp_path: Path) -> None:
    """In far less than a second."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 20_000_000)
    started = time.perf_counter()
    with pytest.raises(FindingsError):
        extract(read_source(path))
    assert time.perf_counter() - started < 2


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_inspection_raises_only_our_errors(chance: random.Random) -> None:
    """A report with lines lost, repeated, moved and cut is read or refused."""
    lines = report().splitlines()
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        lines[at : at + chance.randint(0, 3)] = chance.choice(
            [[], [lines[at]] * 2, [lines[at][: chance.randint(0, 9)]], ["\f", "•"], ["|"], ["12%"], ["“"], ["1."], ["P"]]
        )  # fmt: skip
    source = SourceText.from_text("\n".join(lines), name="x")
    try:
        facts = extract(source)
    except FindingsError:
        return
    for evidence in evidence_of(facts):
        assert 0 <= evidence.start < evidence.end <= len(source.text)


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_inspection_of_any_text_is_read_or_refused(text: str) -> None:
    """With the inspectorate's name before it, so that it is looked at."""
    with pytest.raises(FindingsError):
        facts_of(f"HM Inspectorate of Probation\n{text}")
