"""Recommendations: numbered, addressed; and what became of earlier ones."""

from __future__ import annotations

import pytest

from findings_graph.extraction.recommendations import find_progress, find_recommendations
from findings_graph.facts import RecommendationProgress
from findings_graph.graph.report import report_triples
from findings_graph.organisations.registers import Registers
from report_text import facts_of, placed, report

REGISTERS = Registers.shipped()
PDU = REGISTERS.body_for("Tarnby Vale", "ProbationDeliveryUnit")
EAST_KENT = REGISTERS.body_for("East Kent", "ProbationDeliveryUnit")


def recommendations(text: str, *, unit: str = "Tarnby Vale") -> list[tuple[int, str, str]]:
    """Return number, text and addressee of each."""
    pdu = REGISTERS.body_for(unit, "ProbationDeliveryUnit")
    found, _ = find_recommendations(placed(f"Recommendations\n\n{text}"), pdu, REGISTERS)
    return [(one.number, one.text, one.addressee.label) for one in found]


@pytest.mark.parametrize(
    ("lead", "addressee"),
    [
        ("Tarnby Vale PDU should:", "Tarnby Vale"),
        ("The PDU should:", "Tarnby Vale"),
        ("**Tarnby Vale PDU should**", "Tarnby Vale"),
        ("We found much to mend. The PDU should:", "Tarnby Vale"),
        ("HMPPS should:", "HMPPS"),
        ("HM Prison and Probation Service (HMPPS) should:", "HMPPS"),
        ("Wessex region should:", "Wessex"),
        ("The London region should also:", "London"),
        ("The Ministry of Justice should:", "Ministry of Justice"),
    ],
)
def test_recommendations_are_addressed_by_the_lead_in(lead: str, addressee: str) -> None:
    """The unit, its region, a government body."""
    assert recommendations(f"{lead}\n\n1. visit homes\n") == [(1, "visit homes", addressee)]


def test_recommendations_to_the_region_are_to_the_units_own() -> None:
    """The register knows it."""
    text = "The region should:\n\n1. visit homes\n"
    assert recommendations(text, unit="East Kent") == [
        (1, "visit homes", "Kent, Surrey and Sussex")
    ]


def test_recommendations_without_a_lead_in_are_to_the_unit() -> None:
    """Nobody else is named."""
    assert recommendations("1. visit homes\n2. train staff\n") == [
        (1, "visit homes", "Tarnby Vale"),
        (2, "train staff", "Tarnby Vale"),
    ]


def test_recommendations_whose_numbers_were_lost_count_on() -> None:
    """A converter made bullets of them."""
    text = "The PDU should:\n\n• visit homes\n\n• train staff\n\nHMPPS should:\n\n• mend roofs\n"
    assert [(n, to) for n, _, to in recommendations(text)] == [
        (1, "Tarnby Vale"),
        (2, "Tarnby Vale"),
        (3, "HMPPS"),
    ]


def test_recommendations_hold_the_points_of_their_list() -> None:
    """A list inside an item is part of it, and leads back to its own characters."""
    text = "1. train staff in:\n\n• planning\n\n• reviewing\n\n2. visit homes\n"
    assert recommendations(text) == [
        (1, "train staff in: planning reviewing", "Tarnby Vale"),
        (2, "visit homes", "Tarnby Vale"),
    ]
    whole = f"Recommendations\n\n{text}"
    found, passages = find_recommendations(placed(whole), PDU, REGISTERS)
    assert whole[found[0].evidence.start : found[0].evidence.end].endswith("• reviewing")
    start, end = passages[0].span(passages[0].text.index("reviewing"), len(passages[0].text))
    assert whole[start:end] == "reviewing"


def test_recommendations_numbered_again_stay_apart() -> None:
    """Each addressee's may begin at 1: the number stays as printed, the things are two."""
    text = (
        "Recommendations\n\nThe PDU should:\n\n1. visit homes\n\nHMPPS should:\n\n1. mend roofs\n"
    )
    facts = facts_of(report(recommendations=text))
    assert [one.number for one in facts.recommendations] == [1, 1]
    subjects = {triple[0] for triple in report_triples(facts)}
    names = {str(one).rpartition("/recommendation/")[2].split("/")[0] for one in subjects}
    assert {"1", "1-2"} <= names


def test_recommendations_stand_in_their_section_only() -> None:
    """A numbered list elsewhere is none."""
    found, _ = find_recommendations(placed("Background\n\n1. visit homes\n"), EAST_KENT, REGISTERS)
    assert found == ()


EARLIER = "The unit will visit homes."
FOUND = "Few homes were visited."


@pytest.mark.parametrize(
    "text",
    [
        f"Recommendation\n\n{EARLIER}\n\nInspection findings\n\n{FOUND} Some progress.\n",
        f"Recommendation 1: {EARLIER}\n\nInspection findings: {FOUND}\n\nSome progress\n",
        f"Previous recommendation\n\n{EARLIER}\n\nFindings\n\n{FOUND}\n\nSome progress made.\n",
        f"**Recommendation**\n\n{EARLIER}\n\n**Inspection finding**\n\n{FOUND} – Some progress\n",
        f"Recommendation:\n\n{EARLIER}\n\nInspection findings:\n\n{FOUND} – Some progress12\n",
    ],
)
def test_recommendations_of_before_have_their_progress(text: str) -> None:
    """Labels on lines of their own or before the text."""
    found, gaps = find_progress(placed(f"Annexe 1: Progress\n\n{text}"))
    assert gaps == ()
    assert [(one.recommendation, one.progress, one.text) for one in found] == [
        (EARLIER, "Some progress", FOUND)
    ]


def progress(text: str) -> tuple[RecommendationProgress, ...]:
    """Return the progress that an annexe reports."""
    return find_progress(placed(f"Annexe 1: Progress\n\n{text}"))[0]


def test_recommendations_of_before_are_several() -> None:
    """In order."""
    one = f"Recommendation\n\n{EARLIER}\n\nInspection findings\n\n{FOUND} No progress.\n\n"
    assert [found.position for found in progress(one * 3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        f"Recommendation\n\n{EARLIER}\n\nInspection findings\n\n{FOUND}\n",
        f"{FOUND} Some progress.\n",
        "Recommendation\n\nInspection findings\n",
    ],
)
def test_recommendations_of_before_are_not_guessed(text: str) -> None:
    """Without progress or without a recommendation there is none."""
    assert progress(text) == ()


def test_progress_that_is_not_understood_is_a_gap() -> None:
    """A recommendation of before whose progress cannot be read is said to be there; the next one keeps its place."""
    unread = f"Recommendation\n\n{EARLIER}\n\n{FOUND}\n\n"
    whole = f"Recommendation\n\n{EARLIER}\n\nInspection findings\n\n{FOUND} No progress.\n"
    found, gaps = find_progress(placed(f"Annexe 1: Progress\n\n{unread}{whole}"))
    assert [one.position for one in found] == [2]
    assert [(gap.what, gap.reason) for gap in gaps] == [
        ("recommendation-progress 1", "not-understood")
    ]
