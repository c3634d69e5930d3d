"""Sections: which part of the report a passage stands in."""

from __future__ import annotations

from report_text import LEADERSHIP, TITLE, placed, report

CONTENTS = (
    "Contents\n\nForeword\n\nRatings\n\n1.1 Leadership\n\n2.1 Assessment\n\nAnnexe 1: Methods\n\n"
)


def sections(text: str, framework: str = "2023") -> dict[str, tuple[str, str | None]]:
    """Return section and polarity of each passage by its text."""
    return {e.passage.text: (e.section, e.polarity) for e in placed(text, framework)}


def test_sections_of_a_whole_report() -> None:
    """A passage of each."""
    found = sections(report())
    assert found["Leaders walked round every office each month."] == ("1.1", "strength")
    assert found["Few of the plans had been told to staff."] == ("1.1", "improvement")
    assert found["Practitioners asked people what mattered to them."] == ("2.1", None)
    assert found["train every practitioner to plan for release"] == ("recommendations", None)
    assert found["1.1 Leadership\tRequires improvement"] == ("ratings", None)


def test_sections_are_not_opened_by_the_contents() -> None:
    """With page numbers or without."""
    for contents in (CONTENTS, CONTENTS.replace("\n\n", " ..... 4\n")):
        found = sections(report(title=f"{TITLE}\n{contents}"))
        assert found["Leaders walked round every office each month."] == ("1.1", "strength")
        assert found["1.2 Staffing\tRequires improvement"] == ("ratings", None)


def test_sections_are_not_opened_in_an_annexe() -> None:
    """Tables there name standards again."""
    found = sections("Annexe 1: Methods\n\n1.1 Leadership\n\nWe asked how plans were made.\n")
    assert found["We asked how plans were made."] == ("annexe", None)


def test_sections_are_those_of_the_framework() -> None:
    """Planning is 2.2 in one and 2.3 in the other; the name decides."""
    text = "2.3 Planning\n\n• Plans were short.\n"
    assert sections(text)["Plans were short."][0] == "2.2"
    assert sections(text, "2021")["Plans were short."][0] == "2.3"


def test_sections_of_themes_stand_apart() -> None:
    """Feedback, diversity, outcomes."""
    text = "Diversity and inclusion\n\n• Ramps were built.\n\nFeedback from people on probation\n\n• They were heard.\n"
    assert sections(text)["Ramps were built."] == ("diversity", None)
    assert sections(text)["They were heard."] == ("feedback", None)


def test_sections_of_a_list_end_with_their_section() -> None:
    """No polarity is carried over."""
    found = sections(LEADERSHIP + "\nDiversity and inclusion\n\n• Ramps were built.\n")
    assert found["Ramps were built."] == ("diversity", None)
