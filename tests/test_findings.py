"""Findings and quotations: what counts as one, and with which polarity."""

from __future__ import annotations

import pytest

from findings_graph.extraction.findings import find_findings, find_quotations
from findings_graph.reading.frameworks import load_frameworks
from report_text import placed

FRAMEWORKS = load_frameworks()
PROSE = "Leaders walked round every office of the valley each month."


def findings(text: str, framework: str = "2023") -> list[tuple[str, str | None, str]]:
    """Return section, heading polarity and text of each finding."""
    found, passages = find_findings(placed(text, framework), FRAMEWORKS[framework])
    assert [entry.passage.text for entry in passages] == [one.text for one in found]
    return [(one.section, one.heading_polarity, one.text) for one in found]


def test_findings_are_bullets_with_the_polarity_of_their_heading() -> None:
    """In either list, and in domain two without one."""
    text = (
        "1.1 Leadership\n\nStrengths:\n\n• Staff were kind.\n\nAreas for improvement:\n\n"
        "• Rooms were cold.\n\n2.1 Assessment\n\n• People were asked.\n"
    )
    assert findings(text) == [
        ("1.1", "strength", "Staff were kind."),
        ("1.1", "improvement", "Rooms were cold."),
        ("2.1", None, "People were asked."),
    ]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_findings_of_a_list_whose_bullets_were_lost_keep_its_polarity(between: str) -> None:
    """Each paragraph there is a finding."""
    second = "The head of the unit knew the judges of both courts well."
    text = f"1.1 Leadership\n\nStrengths:\n\n{PROSE}{between}{second}\n\nAreas for improvement:\n\n• Rooms were cold.\n"
    assert findings(text) == [
        ("1.1", "strength", PROSE),
        ("1.1", "strength", second),
        ("1.1", "improvement", "Rooms were cold."),
    ]


def test_findings_of_a_numbered_list_keep_its_polarity() -> None:
    """Some converters number bullets."""
    text = "1.1 Leadership\n\nStrengths:\n\n1. Staff were kind.\n2. Rooms were warm.\n"
    assert findings(text) == [
        ("1.1", "strength", "Staff were kind."),
        ("1.1", "strength", "Rooms were warm."),
    ]


def test_findings_of_a_list_end_with_the_next_heading() -> None:
    """Prose behind an inner heading has no polarity, and is none beside bullets in 2023."""
    text = f"1.1 Leadership\n\nStrengths:\n\n• Staff were kind.\n\n## Our work\n\n{PROSE}\n"
    assert findings(text) == [("1.1", "strength", "Staff were kind.")]
    assert findings(text, "2021") == [("1.1", "strength", "Staff were kind."), ("1.1", None, PROSE)]


def test_findings_are_paragraphs_where_a_section_is_prose() -> None:
    """In either framework; in 2021 beside bullets too."""
    assert findings(f"1.1 Leadership\n\n{PROSE}\n") == [("1.1", None, PROSE)]
    both = f"2.2 Assessment\n\n{PROSE}\n\n• People were asked.\n"
    assert [text for _, _, text in findings(both, "2021")] == [PROSE, "People were asked."]
    assert [text for _, _, text in findings(both)] == ["People were asked."]


@pytest.mark.parametrize(
    "passage",
    [
        "Our rating of leadership rests on what we saw and heard there.",
        "In making a judgement about staffing, we take several things into account.",
        "“Leaders walked round every office of the valley each month.”",
        "Is the unit well led by people who know the valley and its towns?",
        "Caseload of the unit\t1,204",
        "A short line of words.",
        "Leaders walked round every office of the valley",
        "¹ Leaders walked round every office of the valley each month.",
    ],
)
def test_findings_are_not_every_paragraph(passage: str) -> None:
    """Rationales, quotations, questions, rows, fragments, footnotes."""
    assert findings(f"1.1 Leadership\n\n{passage}\n", "2021") == []


@pytest.mark.parametrize("section", ["Foreword", "Background", "Annexe 1: Methods", "Contents"])
def test_findings_stand_in_findings_sections_only(section: str) -> None:
    """No foreword, background or annexe."""
    assert findings(f"{section}\n\n{PROSE}\n\n• Staff were kind and people came.\n", "2021") == []


def test_findings_repeated_have_names_of_their_own() -> None:
    """The second counts on."""
    found, _ = find_findings(placed("2.1 Assessment\n\n• Same.\n\n• Same.\n"), FRAMEWORKS["2023"])
    assert found[1].id == f"{found[0].id}-2"


def quotations(text: str) -> list[tuple[str, str, str]]:
    """Return section, speaker and text of each quotation."""
    found = find_quotations(placed(text), FRAMEWORKS["2023"])
    return [(one.section, one.speaker, one.text) for one in found]


@pytest.mark.parametrize(
    ("section", "lead", "words", "speaker"),
    [
        ("Feedback from people on probation", "We asked.", "It was fine.", "person on probation"),
        ("1.2 Staffing", "One person on probation said:", "It was fine.", "person on probation"),
        ("1.2 Staffing", "We asked.", "My probation officer is kind.", "person on probation"),
        ("1.2 Staffing", "Practitioners told us:", "It was fine.", "member of staff"),
        ("1.2 Staffing", "We asked.", "My caseload is huge.", "member of staff"),
        ("2.1 Assessment", "One officer said:", "It was fine.", "member of staff"),
    ],
)
def test_quotations_have_their_speaker(section: str, lead: str, words: str, speaker: str) -> None:
    """The words tell, else the sentence before, else the section."""
    for opening, closing in ("“”", "‘’", '""'):
        text = f"{section}\n\n{lead}\n\n{opening}{words}{closing}\n"
        ((_, found, said),) = quotations(text)
        assert (found, said) == (speaker, words)


@pytest.mark.parametrize(
    "text",
    [
        "1.1 Leadership\n\nThe delivery plan states:\n\n“We will be kind.”\n",
        "1.1 Leadership\n\nStaff said that they were “kind”.\n",
        "Foreword\n\nOne person said:\n\n“It was fine.”\n",
        "1.1 Leadership\n\n“Kind” and “fair” were their words.\n",
    ],
)
def test_quotations_are_not_every_quoted_word(text: str) -> None:
    """A document's words, a word in a sentence, another section."""
    assert quotations(text) == []


def test_quotations_are_no_findings() -> None:
    """Not even as bullets."""
    text = "2.1 Assessment\n\n• “They listened to me and found a room.”\n\n• People were asked.\n"
    assert [found[2] for found in findings(text)] == ["People were asked."]
    assert len(quotations(text)) == 1
