"""Statistics and figures of a report: where they are looked for, and what they point to."""

from __future__ import annotations

from findings_graph.counts.populations import Sample
from findings_graph.extraction.tallies import report_statistics, sample_of
from findings_graph.facts import Evidence, Figure, Finding, KeyQuestionScore, Value
from findings_graph.reading.passages import Passage
from findings_graph.reading.sections import Placed
from report_text import ASSESSMENT, facts_of, report


def placed_of(text: str) -> list[Placed]:
    """Return the passages of a report that has one paragraph."""
    passage = Passage("paragraph", text, ((0, 0, len(text)),), 0, len(text))
    return [Placed("background", None, passage, None)]


COUNT = "• Plans were timely in 30 out of 45 cases inspected.\n"


def test_tallies_point_a_count_to_its_finding() -> None:
    """With its section; the sentence stands at its place."""
    facts = facts_of(report(assessment=ASSESSMENT + COUNT))
    share, statistic = facts.statistics
    assert (share.fraction, share.numerator, share.percentage) == ("half", None, None)
    assert (statistic.numerator, statistic.denominator, statistic.section) == (30, 45, "2.1")
    assert statistic.finding == facts.findings[-1].id
    quote = facts.source.text[statistic.evidence.start : statistic.evidence.end]
    assert "30 out of 45" in quote


def test_tallies_leave_recommendations_and_ratings_alone() -> None:
    """No count is taken from them."""
    text = "Recommendations\n\nThe PDU should:\n\n1. visit 30 out of 45 homes\n"
    assert facts_of(report(recommendations=text)).statistics[1:] == ()


def test_tallies_name_a_repeated_count_apart() -> None:
    """The same sentence twice is two statistics."""
    facts = facts_of(report(assessment=ASSESSMENT + COUNT + COUNT))
    _, first, second = facts.statistics
    assert second.id == f"{first.id}-2"


def test_tallies_keep_two_shares_of_one_sentence_apart() -> None:
    """Each has its percentage, subset and an id of its own, in the order of the text."""
    line = "• Plans were timely in 40 per cent of licence cases and reviewed in 30 per cent of cases.\n"
    shares = facts_of(report(assessment="2.1 Assessment\n\n" + line)).statistics
    assert [(one.percentage, one.subset, one.population) for one in shares] == [
        (40.0, "licence cases", "inspected-cases"),
        (30.0, None, "inspected-cases"),
    ]
    assert len({one.id for one in shares}) == len(shares)


def test_tallies_keep_a_count_that_is_not_understood_with_a_gap() -> None:
    """Nothing tells what the number is out of: the count stays, a gap names it."""
    line = "Leaders were pleased: it was so for 14 out of 30, they said."
    laid = placed_of(line)
    statistics, gaps = report_statistics(laid, {}, Sample())
    assert [(gap.what, gap.reason, gap.looked_in) for gap in gaps] == [
        (f"population of statistic {statistics[0].id}", "not-understood", "the sentence itself")
    ]
    assert gaps[0].evidence == statistics[0].evidence


def test_tallies_keep_a_percentage_of_nothing_told_with_a_gap() -> None:
    """In a finding; a cell of a table, or a share of the staff, is none."""
    line = "• Checks with the council were rarer, at 36 per cent.\n• Attrition was 9 per cent.\n"
    facts = facts_of(report(assessment=ASSESSMENT + line))
    (statistic,) = (one for one in facts.statistics if one.percentage is not None)
    assert (statistic.percentage, statistic.population) == (36.0, "other")
    assert statistic.finding is not None
    assert f"population of statistic {statistic.id}" in {
        gap.what for gap in facts.gaps if gap.reason == "not-understood"
    }
    assert report_statistics(placed_of("Checks were rarer, at 36 per cent."), {}, Sample()) == (
        (),
        (),
    )


def test_tallies_leave_a_percentage_that_restates_a_key_question() -> None:
    """In a finding of that standard, or of its chapter: it is in the graph already."""
    text = "Engagement came first, at 68 per cent."
    passage = placed_of(text)[0].passage
    score = KeyQuestionScore("2.1", 1, 68.0, Evidence(0, 1, "table"))
    for section, kept in (("2.1", 0), ("2", 0), ("2.2", 1)):
        finding = Finding("f", section, text, None, None, Evidence(0, len(text), "bullet"))
        found, gaps = report_statistics(
            [Placed(section, None, passage, None)],
            {(0, len(text)): finding},
            Sample(),
            (),
            (score,),
        )
        assert (len(found), len(gaps)) == (kept, kept)


def test_tallies_give_a_statistic_outside_findings_its_section() -> None:
    """That of the vocabulary: the background is none."""
    passage = placed_of("Checks were made in 15 out of 44 relevant cases.")[0].passage
    for place, section in (("feedback", "feedback"), ("2.1", "2.1"), ("background", None)):
        (statistic,), _ = report_statistics([Placed(place, None, passage, None)], {}, Sample())
        assert (statistic.section, statistic.finding) == (section, None)


def test_tallies_leave_a_share_that_a_figure_is_made_of() -> None:
    """Where a figure of the unit stands at the share's place, it is no statistic."""
    laid = placed_of("Visits were made in 65 per cent of cases.")
    (statistic,), _ = report_statistics(laid, {}, Sample())
    figure = Figure("a", "caseload", 65.0, "percent", "pdu", None, statistic.evidence)
    assert report_statistics(laid, {}, Sample(), [figure]) == ((), ())


def test_tallies_take_a_figure_from_the_background() -> None:
    """The caseload, with the unit's scope."""
    background = (
        "Background\n\nFieldwork started in May 2024. The caseload of the PDU was 1,204 people.\n"
    )
    figures = facts_of(report(background=background)).figures
    assert [(figure.value, figure.scope) for figure in figures] == [(1204, "pdu")]


def test_tallies_know_the_sample() -> None:
    """Cases are community and licence together, where both are stated."""
    values = [Value("communityCases", 31, None), Value("courtReports", 5, None)]
    assert sample_of(values).cases is None
    assert sample_of([*values, Value("licenceCases", 14, None)]).cases == 45


def test_sample_of_has_the_year_in_which_the_inspection_began() -> None:
    """Fieldwork in December, the report in March: what is said of the year of either is of this inspection."""
    dates = [Value("issued", "2025-03-04", None), Value("fieldworkStart", "2024-12-02", None)]
    assert sample_of(dates).year == 2024
    assert sample_of([]).year is None
