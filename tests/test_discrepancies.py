"""Contradictions inside one report: a hit, a near miss and a realistic case for each rule; the real ones, whole."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from findings_graph.counts.search import find_statistics
from findings_graph.discrepancies.search import find_discrepancies
from findings_graph.discrepancies.sentences import find_sentences, sentence_around
from findings_graph.extraction.inspection import extract
from findings_graph.facts import (
    AnnexeQuestionScore,
    Body,
    Discrepancy,
    Evidence,
    Figure,
    Finding,
    InspectionFacts,
    KeyQuestionScore,
    Statistic,
    Value,
    YearMonth,
)
from findings_graph.graph.description import decimal
from findings_graph.graph.report import report_triples
from findings_graph.reading.reader import read_source
from findings_graph.reading.source import SourceText
from findings_graph.terms import Literal
from report_text import BACKGROUND, facts_of, report

EXAMPLES = Path(__file__).parent / "examples"
TRUTH = Path(__file__).parent / "real" / "discrepancies.csv"
HERE = Evidence(0, 0, "made-by-hand")
PDU = Body("pdu/tarnby-vale", "Tarnby Vale", "ProbationDeliveryUnit", registered=False)
SAMPLE = {
    "communityCases": 49,
    "licenceCases": 30,
    "courtReports": 23,
    "practitionerInterviews": 37,
}
CASES = ("statement/communityCases", "statement/licenceCases")


def _facts(text: str = "", framework: str = "2023") -> InspectionFacts:
    """Return the facts of an inspection of 49 community cases, 30 licence cases and 23 court reports."""
    return InspectionFacts(
        name="tarnby-vale-2024",
        source=SourceText.from_text(text, name="tarnby-vale.txt"),
        pdu=PDU,
        region=None,
        region_basis="report",
        framework=framework,
        values=tuple(Value(name, number, HERE) for name, number in SAMPLE.items()),
        overall=None,
    )


def _counted(sentence: str, section: str | None) -> InspectionFacts:
    """Return the facts with the counts of one sentence, as they are read."""
    statistics = tuple(
        Statistic(
            id=f"s{place}",
            section=section,
            finding=None,
            numerator=mention.numerator,
            denominator=mention.denominator,
            percentage=mention.percentage,
            population=mention.population,
            counted=mention.counted,
            text=sentence,
            evidence=Evidence(mention.start, mention.end, "made-by-hand"),
            subset=mention.subset,
        )
        for place, mention in enumerate(find_statistics(sentence, section=section))
    )
    return replace(_facts(sentence), statistics=statistics)


def _shown(facts: InspectionFacts) -> list[tuple[str, float, float, str]]:
    return [(one.kind, one.first, one.second, one.rule) for one in find_discrepancies(facts)]


@pytest.mark.parametrize(
    ("sentence", "section", "kind", "size"),
    [
        ("Six out of 71 cases inspected were subject to recall.", None, "contradiction", 71),
        ("Nine of the 70 cases we inspected had been transferred.", None, "contradiction", 70),
        (
            "In 12 out of 60 inspected cases, the plan was judged sufficient.",
            "2.2",
            "possible-different-base",
            60,
        ),
        (
            "In 39 out of 77 cases inspected, nobody had asked about children.",
            "2.1",
            "possible-different-base",
            77,
        ),
    ],
)
def test_count_of_the_whole_sample_disagrees(
    sentence: str, section: str | None, kind: str, size: int
) -> None:
    """Cases inspected are 79: another number of them contradicts it, or may leave some out."""
    assert find_discrepancies(_counted(sentence, section)) == (
        Discrepancy(kind, size, 79, ("statistic/s0",), CASES, "count-of-the-whole-sample"),
    )


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Nine out of 79 cases inspected were subject to recall.", None),
        ("Home visits were made in 11 out of 47 relevant cases.", "2.3"),
        ("Plans were sufficient in 12 out of 39 cases managed by PSOs.", "2.2"),
        ("In 14 out of 30 licence cases inspected, plans were sufficient.", "2.2"),
        ("In our survey, 26 out of 90 respondents felt safe.", "1.2"),
        ("Eight out of 11 women in the cases inspected had no referral.", "diversity"),
        ("Of 120 cases on the register, 85 out of 120 had a plan.", "1.3"),
    ],
)
def test_count_of_a_part_is_no_discrepancy(sentence: str, section: str | None) -> None:
    """A part of the sample, other people and the right number are left alone."""
    assert find_discrepancies(_counted(sentence, section)) == ()


ANOTHER = [
    "In 33 of 92 cases inspected at our previous inspection, the person had one practitioner.",
    "In 33 of 52 cases inspected in 2021, the person had one practitioner.",
    "Of the sample drawn in 2019, nine out of 80 cases inspected were recalled.",
    "In our 2022 inspection, 30 out of 60 inspected cases were allocated late.",
    "In 33 of 92 cases we inspected last year, people were recalled.",
    "When the unit was last inspected, nine out of 60 cases inspected were recalled.",
    "Of another sample, nine out of 60 cases inspected were recalled.",
    "In our inspection of Eastmoor, nine out of 60 cases inspected were recalled.",
    "Nationally, 210 out of 900 inspected cases were subject to recall.",
    "Across the region, 120 out of 300 cases we inspected were recalled.",
    "Of 300 in all five units, 120 out of 300 cases inspected were recalled.",
    "In 20 out of 90 cases in our sample dip-sampled by managers, people were recalled.",
    "Staff told us that 45 out of 60 cases inspected were recalled.",
    "Twelve out of 60 cases inspected by a colleague were recalled.",
    "Managers had examined some, and 12 out of 60 cases examined were recalled.",
    "Last year, nine out of 60 cases inspected were recalled.",
    "In a dip sample, nine out of 60 cases inspected were recalled.",
    "From the unit's own records, nine out of 60 cases inspected were recalled.",
]


@pytest.mark.parametrize("sentence", ANOTHER)
def test_counts_of_another_inspection_or_body_are_not_compared(sentence: str) -> None:
    """Of another time, a wider area, or counted by others: no count of this sample."""
    assert find_statistics(sentence, section=None)
    assert find_discrepancies(_counted(sentence, None)) == ()


@pytest.mark.parametrize(
    "before",
    ["The unit was last inspected three years before.", "In 2019, we came here first."],
)
def test_count_behind_a_sentence_of_another_inspection_is_not_compared(before: str) -> None:
    """The sentence before may say when; one of another bullet does not, nor does one of this year."""
    sentence = "Nine out of 60 cases inspected were recalled."

    def shown(text: str) -> list[tuple[str, float, float, str]]:
        facts = _counted(sentence, None)
        place = Evidence(text.index("Nine"), text.index("Nine") + 14, "made-by-hand")
        statistic = replace(facts.statistics[0], evidence=place)
        source = SourceText.from_text(text, name="tarnby-vale.txt")
        return _shown(replace(facts, source=source, statistics=(statistic,)))

    found = [("contradiction", 60, 79, "count-of-the-whole-sample")]
    assert shown(f"{before} {sentence}") == []
    assert shown(f"{before}\n\n{sentence}") == found
    assert shown(f"- {before}\n- {sentence}") == found
    assert shown(f"We came in 2024. {sentence}") == found


def test_years_of_the_inspection_are_its_own() -> None:
    """The years of its name, fieldwork and report are the inspection's; a sentence of its own sample stands alone."""
    facts = _counted("By March 2025, nine out of 60 cases inspected were recalled.", None)
    assert _shown(facts) == []
    issued = Value("issued", YearMonth(2025, 3), HERE)
    found = [("contradiction", 60, 79, "count-of-the-whole-sample")]
    assert _shown(replace(facts, values=(*facts.values, issued))) == found
    before, sentence = (
        "In 2019, it was smaller. ",
        "Nine out of 60 cases we inspected were recalled.",
    )
    counted = _counted(sentence, None)
    place = Evidence(len(before), len(before) + 14, "made-by-hand")
    source = SourceText.from_text(before + sentence, name="tarnby-vale.txt")
    statistic = replace(counted.statistics[0], evidence=place)
    assert _shown(replace(counted, source=source, statistics=(statistic,))) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Sixteen out of 25 cases inspected on licence were recalled.",
        "Sixteen out of 25 cases inspected that week were recalled.",
        "Sixteen out of 25 people inspected who were on licence were recalled.",
        "In 16 out of 25 cases inspected, which were those with children, people were recalled.",
        "In 16 out of 25 cases inspected with children at home, people were recalled.",
        "Sixteen out of 25 cases inspected that were complex were recalled.",
        "Of such cases, 16 out of 25 cases inspected were recalled.",
        "For unpaid work orders, 16 out of 25 cases inspected were recalled.",
        "Of cases held by one officer, 16 out of 25 cases inspected were recalled.",
        "Of cases from Eastmoor, 16 out of 25 cases inspected were recalled.",
        "Where this was needed, 16 out of 25 cases inspected were recalled.",
        "Sixteen out of 25 cases inspected in the north were recalled.",
        "Sixteen out of 30 cases inspected were recalled.",
        "Sixteen out of 49 cases inspected were recalled.",
    ],
)
def test_part_of_the_cases_inspected_is_no_discrepancy(sentence: str) -> None:
    """What stands behind `inspected` may make it a part; as many as the community or licence cases are those."""
    assert find_statistics(sentence, section=None)
    assert find_discrepancies(_counted(sentence, None)) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "size"),
    [
        ("Visits were made in 40 out of 84 relevant cases.", "possible-different-base", 84),
        ("Visits were made in 40 out of 84 cases inspected.", "possible-different-base", 84),
        ("Visits were made in 40 out of 84 relevant cases we inspected.", "contradiction", 84),
        ("Visits were made in 40 out of 84 cases in our sample.", "contradiction", 84),
        ("Visits were made in 40 out of 84 inspected cases.", "contradiction", 84),
    ],
)
def test_more_cases_than_inspected(sentence: str, kind: str, size: int) -> None:
    """More than the sample contradicts it only where the sentence speaks of the inspectors' own."""
    assert _shown(_counted(sentence, "2.3")) == [(kind, size, 79, "more-than-the-sample")]


def test_more_reports_than_inspected() -> None:
    """Court reports have a sample of their own."""
    for words, kind in (
        ("court reports inspected", "possible-different-base"),
        ("court reports we inspected", "contradiction"),
    ):
        facts = _counted(f"The risk was described in 20 out of 26 {words}.", "2.1")
        assert _shown(facts) == [(kind, 26, 23, "more-than-the-sample")]
    assert _shown(_counted("It was described in 20 out of 23 court reports.", "2.1")) == []


def test_more_practitioners_than_interviews_may_differ() -> None:
    """Fewer practitioners than interviews are usual: one may be interviewed about several cases."""
    facts = _counted("Only 19 out of 41 practitioners we interviewed felt safe.", "1.2")
    assert _shown(facts) == [("possible-different-base", 41, 37, "more-than-the-interviews")]
    assert _shown(_counted("Only 19 of 30 practitioners we interviewed felt safe.", "1.2")) == []
    survey = "Only 19 out of 41 practitioners we interviewed by survey felt safe."
    assert _shown(_counted(survey, "1.2")) == []
    told = "Only 19 out of 41 practitioners we interviewed told us that they felt safe."
    assert _shown(_counted(told, "1.2")) != []


def test_sample_without_words_of_its_own_is_not_compared() -> None:
    """A sum needs both numbers, each stated by the report."""
    facts = _counted("Six out of 71 cases inspected were subject to recall.", None)
    assert find_discrepancies(replace(facts, values=facts.values[:1])) == ()


@pytest.mark.parametrize(
    ("sentence", "printed", "computed"),
    [
        ("Plans were sufficient in 14 out of 43 relevant cases (26 per cent).", 26, 32.6),
        ("Plans were sufficient in 11 out of 43 relevant cases (25 per cent).", 25, 25.6),
        ("Plans were sufficient in 11 out of 43 relevant cases (25.7 per cent).", 25.7, 25.6),
        ("Five out of 20 relevant cases (75 per cent) had no plan.", 75, 25),
        ("Plans were made in 74 per cent of relevant cases (11 out of 43).", 74, 25.6),
        ("Plans were made in about 40 per cent of relevant cases (11 out of 43).", 40, 25.6),
        ("Four out of 43 (12 per cent) had a plan and 60 per cent a review.", 12, 9.3),
    ],
)
def test_share_against_count_contradicts(sentence: str, printed: float, computed: float) -> None:
    """A printed percentage may be rounded, as the shape `PrintedPercentage` has it, not more."""
    found = [one for one in _shown(_counted(sentence, "2.2")) if one[3] == "share-against-count"]
    assert found == [("contradiction", printed, computed, "share-against-count")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Plans were sufficient in 11 out of 43 relevant cases (26 per cent).",
        "Plans were sufficient in 11 out of 43 relevant cases (25.6 per cent).",
        "Plans were sufficient in one out of eight relevant cases (13 per cent).",
        "Plans were sufficient in 11 out of 43 relevant cases (74 per cent were not).",
        "Plans were not made in 74 per cent of relevant cases (11 out of 43).",
        "Plans were made in fewer than 28 per cent of relevant cases (11 out of 43).",
        "Of 43 relevant cases, 11 out of 43 (26 per cent) had a plan and 60 per cent a review.",
    ],
)
def test_share_of_a_count_is_no_discrepancy(sentence: str) -> None:
    """Rounding, the rest of the cases, rough shares and those printed elsewhere are left alone."""
    assert _shown(_counted(sentence, "2.2")) == []


Row = tuple[str, str, float, str, str]


def _figures(text: str, rows: Sequence[Row], month: YearMonth | None = None) -> InspectionFacts:
    """Return the facts with figures (words, measure, value, unit, scope) found in a text in order."""
    figures = []
    start = 0
    for place, (words, measure, value, unit, scope) in enumerate(rows):
        start = text.index(words, start)
        evidence = Evidence(start, start + len(words), "made-by-hand")
        figures.append(Figure(f"f{place}", measure, value, unit, scope, month, evidence))
        start = evidence.end
    return replace(_facts(text), figures=tuple(figures))


def test_same_measure_twice_may_differ() -> None:
    """Two vacancy rates of one grade disagree; of one stated month they contradict each other."""
    text = "A third, 33 per cent, of PO posts were empty.\n\nThe PO vacancy rate was 21 per cent."
    rows = [
        ("33 per cent", "vacancy-rate", 33.0, "percent", "pdu-po"),
        ("21 per cent", "vacancy-rate", 21.0, "percent", "pdu-po"),
    ]
    assert _shown(_figures(text, rows)) == [("possible-different-base", 33, 21, "same-measure")]
    dated = _figures(text, rows, YearMonth(2024, 3))
    assert _shown(dated) == [("contradiction", 33, 21, "same-measure")]


@pytest.mark.parametrize(
    ("text", "first", "second", "measure", "scope"),
    [
        ("It held 3,834 cases.\n\nIt held 3,800 cases.", "3,834", "3,800", "caseload", "pdu"),
        ("It held 3,834 cases.\n\nIt held about 3,700.", "3,834", "3,700", "caseload", "pdu"),
        ("It held 3,834 cases.\n\nLast year it held 3,100.", "3,834", "3,100", "caseload", "pdu"),
        ("It held 3,834 cases, and 3,100 by June.", "3,834", "3,100", "caseload", "pdu"),
        ("They held 380.\n\nThey held 310.", "380", "310", "caseload", "pdu-team"),
        ("They waited 38 weeks.\n\nThey waited 31.", "38", "31", "waiting-time", "pdu"),
        ("It was at 132.7.\n\nIt was at 133.", "132.7", "133", "workload", "pdu-po"),
    ],
)
def test_same_measure_twice_is_no_discrepancy(
    text: str, first: str, second: str, measure: str, scope: str
) -> None:
    """Rounded, approximate, earlier, together in one passage, of teams, or of several services."""
    rows = [
        (words, measure, float(words.replace(",", "")), "cases", scope) for words in (first, second)
    ]
    assert _shown(_figures(text, rows)) == []


CASELOAD = "A caseload of 2,508: {} on community sentences, 756 after release and 632 in custody."


@pytest.mark.parametrize(
    ("community", "expected"),
    [(1120, []), (1210, [("contradiction", 2508.0, 2598.0, "whole-against-parts")])],
)
def test_whole_against_parts(community: int, expected: list[tuple[str, float, float, str]]) -> None:
    """The parts of a caseload in one sentence make up the whole."""
    rows = [
        ("2,508", "caseload", 2508.0, "cases", "pdu"),
        (f"{community}", "caseload-community", float(community), "cases", "pdu"),
        ("756", "caseload-licence", 756.0, "cases", "pdu"),
        ("632", "caseload-custody", 632.0, "cases", "pdu"),
    ]
    facts = _figures(CASELOAD.format(community), rows)
    assert _shown(facts) == expected
    assert _shown(replace(facts, figures=facts.figures[:3])) == []


@pytest.mark.parametrize(
    ("vacant", "expected"),
    [
        (27.0, []),
        (28.0, []),
        (33.0, [("possible-different-base", 33.0, 27.0, "shares-of-one-hundred")]),
    ],
)
def test_vacancy_against_posts_filled(
    vacant: float, expected: list[tuple[str, float, float, str]]
) -> None:
    """Posts filled and posts vacant of one grade are one hundred per cent together."""
    text = (
        f"Only 73 per cent of PO posts were filled.\n\nPO vacancies stood at {vacant:g} per cent."
    )
    rows = [
        ("73 per cent", "posts-filled", 73.0, "percent", "pdu-po"),
        (f"{vacant:g} per cent", "vacancy-rate", vacant, "percent", "pdu-po"),
    ]
    assert _shown(_figures(text, rows)) == expected
    other = [rows[0], (*rows[1][:4], "pdu-pso")]
    assert _shown(_figures(text, other)) == []


def test_shares_of_one_hundred_at_most() -> None:
    """Women and men of a workforce may be fewer than all, not more."""
    text = "Women were 78 per cent of staff.\n\nMen were {} per cent."
    rows = [
        ("78", "workforce-female", 78.0, "percent", "pdu"),
        ("20", "workforce-male", 20.0, "percent", "pdu"),
    ]
    assert _shown(_figures(text.format(20), rows)) == []
    rows[1] = ("32", "workforce-male", 32.0, "percent", "pdu")
    expected = [("possible-different-base", 32.0, 22.0, "shares-of-one-hundred")]
    assert _shown(_figures(text.format(32), rows)) == expected


def test_share_of_counts() -> None:
    """A unit's share of the region's caseload follows from the two caseloads."""
    text = "The unit held 4,000 of the region's 20,000 cases, {} per cent of them."
    rows = [
        ("4,000", "caseload", 4000.0, "cases", "pdu"),
        ("20,000", "caseload", 20000.0, "cases", "region"),
        ("20 per cent", "caseload-share-of-region", 20.0, "percent", "pdu"),
    ]
    assert _shown(_figures(text.format(20), rows)) == []
    rows[2] = ("27 per cent", "caseload-share-of-region", 27.0, "percent", "pdu")
    expected = [("contradiction", 27.0, 20.0, "share-of-counts")]
    assert _shown(_figures(text.format(27), rows)) == expected


def test_days_against_per_cent() -> None:
    """One number of sickness in days and in per cent cannot be right in both; two numbers may be."""
    text = "Staff lost 14.8 days each.\n\nSickness absence rate\t14.8%\n"
    rows = [
        ("14.8", "sickness-days", 14.8, "days-per-year", "pdu"),
        ("14.8%", "sickness-rate", 14.8, "percent", "pdu"),
    ]
    expected = [("contradiction", 14.8, 14.8, "same-number-other-unit")]
    assert _shown(_figures(text, rows)) == expected
    near = _figures(
        text.replace("14.8%", "6.2%"), [rows[0], ("6.2%", *rows[1][1:2], 6.2, *rows[1][3:])]
    )
    assert _shown(near) == []


def test_no_vacancy_beside_a_vacancy() -> None:
    """A unit without a vacant post has none in a grade."""
    text = "Vacancy rate\t0%\nVacancy rate of SPOs\t31%\nVacancy rate of POs\t4%\n"
    rows = [
        ("0%", "vacancy-rate", 0.0, "percent", "pdu"),
        ("31%", "vacancy-rate", 31.0, "percent", "pdu-spo"),
        ("4%", "vacancy-rate", 4.0, "percent", "pdu-po"),
    ]
    expected = [("possible-different-base", 0.0, 31.0, "none-of-the-whole")]
    assert _shown(_figures(text, rows)) == expected
    rows[0] = ("0%", "vacancy-rate", 2.0, "percent", "pdu")
    assert _shown(_figures(text, rows)) == []


ENFORCEMENT = AnnexeQuestionScore(
    "2.4", 5, "Are enforcement actions taken when appropriate?", 33, HERE
)
RECORD = AnnexeQuestionScore(
    "2.1", 9, "Is there a sufficient record of the advice given, and the reasons for it?", 80, HERE
)
RELEASE = AnnexeQuestionScore(
    "2.4",
    20,
    "Did the community offender manager address key risk of harm needs before release?",
    9,
    HERE,
)
SAFE = KeyQuestionScore("2.3", 3, 29, HERE)


def _said(text: str, section: str = "2.4") -> InspectionFacts:
    """Return the facts with a finding, three annexe questions and a key question of planning."""
    finding = Finding("aaaaaaaaaaaa", section, text, None, None, Evidence(0, len(text), "test"))
    facts = _facts(text, framework="2021")
    annexe = (ENFORCEMENT, RECORD, RELEASE)
    return replace(facts, findings=(finding,), annexe_questions=annexe, key_questions=(SAFE,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enforcement action was taken in 58 per cent of the cases where it was due.", (58, 33)),
        ("Things got worse, with enforcement action taken in 41 per cent of cases.", (41, 33)),
        ("Key risk of harm needs were addressed before release in 35 per cent of cases.", (35, 9)),
        ("Planning focused sufficiently on keeping other people safe in 52% of cases.", (52, 29)),
        ("Planning to keep people safe was sufficient in 40 per cent of cases.", (40, 29)),
    ],
)
def test_text_against_table(text: str, expected: tuple[float, float]) -> None:
    """A sentence that answers a question of a table gives another percentage."""
    found = find_discrepancies(_said(text))
    assert [(one.kind, (one.first, one.second), one.first_fact) for one in found] == [
        ("possible-different-base", expected, ("finding/aaaaaaaaaaaa",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Enforcement action was taken in 33 per cent of the cases.",
        "Enforcement action was taken in 34 per cent of the cases.",
        "Enforcement action was not taken in 58 per cent of the cases.",
        "Enforcement action was taken in 58 per cent of post-release cases.",
        "Enforcement action was taken in 58 per cent of cases managed by PSOs.",
        "People were re-engaged after enforcement action was taken in 58 per cent of cases.",
        "Enforcement action was taken late, and 58 per cent of staff were unhappy.",
        "A proposal was made in 61 per cent of cases and there was a sufficient record of the advice in most.",
        "Planning was sufficient in 52 per cent of cases.",
        "Planning to keep people safe was sufficient in 12 out of 30 licence cases.",
        "Key risk of harm needs were addressed in 35 per cent of cases.",
    ],
)
def test_text_that_answers_no_question_is_left_alone(text: str) -> None:
    """The same figure, a denial, a part of the cases, another question: nothing is claimed."""
    assert find_discrepancies(_said(text)) == ()


def test_count_in_text_against_table() -> None:
    """A count answers as a percentage does, and the statistic is the fact."""
    text = "Enforcement action was taken in 20 out of 40 relevant cases."
    counted = _counted(text, "2.4")
    facts = replace(_said(text), statistics=counted.statistics)
    expected = Discrepancy(
        "possible-different-base",
        50.0,
        33,
        ("statistic/s0",),
        ("annexe-question/2.4.5",),
        "text-against-annexe",
    )
    assert find_discrepancies(facts) == (expected,)


def test_sentence_around_keeps_to_its_passage() -> None:
    """A sentence ends at its full stop, at a blank line or at the next bullet."""
    text = "Title\n\n- One thing. Nine out of 70 stood.\n- Another."
    start = text.index("Nine")
    first, last = sentence_around(text, start, start + 14)
    assert text[first:last] == "Nine out of 70 stood."


@pytest.mark.parametrize(
    "gap",
    [
        "\n\n",
        "\n\n12\n\n",
        "\n\nInspection of probation services: Tarnby Vale PDU\n\n12\n",
        "\n\n\f",
    ],
)
def test_sentence_around_goes_on_behind_a_page_break(gap: str) -> None:
    """A blank line is no end where lower case follows, with a page's header or not."""
    text = f"One thing. Nine out of the 70 cases inspected{gap}had been recalled.\n\nAnother."
    for words in ("Nine", "recalled"):
        first, last = sentence_around(text, text.index(words), text.index(words) + 4)
        assert text[first:last] == f"Nine out of the 70 cases inspected{gap}had been recalled."
    heading = text.replace(gap, f"{gap}1.2 Staffing\n\n")
    first, last = sentence_around(heading, heading.index("Nine"), heading.index("Nine") + 4)
    assert heading[first:last] == "Nine out of the 70 cases inspected"


def test_figures_on_both_sides_of_a_page_break_are_together() -> None:
    """Two values of one sentence are of two dates, also where a page ends between them."""
    text = "It held 3,834 cases{}and 3,100 by June."
    rows = [
        (words, "caseload", float(words.replace(",", "")), "cases", "pdu")
        for words in ("3,834", "3,100")
    ]
    assert _shown(_figures(text.format("\n\n"), rows)) == []
    assert _shown(_figures(text.format(".\n\nIt held "), rows)) != []


def test_sentences_of_rows_hold_their_words() -> None:
    """A bare cell is shown with the words before it."""
    text = "Staff lost 14.8 days each.\n\nSickness absence rate\n\n14.8%\n"
    rows = [
        ("14.8", "sickness-days", 14.8, "days-per-year", "pdu"),
        ("14.8%", "sickness-rate", 14.8, "percent", "pdu"),
    ]
    facts = _figures(text, rows)
    cell = facts.figures[1]
    row = replace(cell, evidence=replace(cell.evidence, rule="row-sickness"))
    facts = replace(facts, figures=(facts.figures[0], row))
    first, second = find_sentences(facts, find_discrepancies(facts)[0])
    assert [text[one.start : one.end] for one in (*first, *second)] == [
        "Staff lost 14.8 days each.",
        "Sickness absence rate\n\n14.8%",
    ]


def test_graph_shows_both_sentences() -> None:
    """A discrepancy of a whole report stands in its graph, with its facts and an annotation a sentence."""
    whole = "Six out of 40 cases inspected were subject to recall."
    facts = facts_of(report(background=f"{BACKGROUND}\n{whole}\n"))
    assert [(one.first, one.second, one.second_fact) for one in facts.discrepancies] == [
        (40, 45, CASES)
    ]
    triples = report_triples(facts)
    node = next(s for s, p, o in triples if p.endswith("#type") and str(o).endswith("/Discrepancy"))
    own = {(p.rpartition("/")[2], o) for s, p, o in triples if s == node}
    statistic = facts.discrepancies[0].first_fact[0]
    inspection = node.removesuffix("/discrepancy/1")
    assert {(p, str(o)) for p, o in own if p.endswith("Fact")} == {
        ("firstFact", f"{inspection}/{statistic}"),
        ("secondFact", f"{inspection}/statement/communityCases"),
        ("secondFact", f"{inspection}/statement/licenceCases"),
    }
    assert ("firstValue", decimal(40)) in own
    assert ("secondValue", decimal(45)) in own
    subjects = {s for s, _, _ in triples}
    assert {o for p, o in own if p.endswith("Fact")} <= subjects
    quotes = {
        s: o.value
        for s, p, o in triples
        if s.startswith(node) and p.endswith("exact") and isinstance(o, Literal)
    }
    assert quotes == {
        f"{node}/first/1/quote": whole,
        f"{node}/second/1/quote": "We inspected 31 community cases and 14 released on licence.",
    }


PLANTED = {
    "aldersey-vale-2022": ("possible-different-base", 58, 33),
    "pellbridge-and-morrowdale-2024": ("contradiction", 58, 60),
    "sallowby-and-kestwick-2023": ("contradiction", 70, 72),
}


@pytest.mark.parametrize("name", PLANTED)
def test_examples_have_their_planted_discrepancy(name: str) -> None:
    """What the examples were written to contradict is found."""
    facts = extract(read_source(EXAMPLES / f"{name}.txt"))
    assert PLANTED[name] in {(one.kind, one.first, one.second) for one in facts.discrepancies}


def test_examples_without_one_have_none() -> None:
    """The examples written without a contradiction show none."""
    names = ("carrowby-2024", "dunmallock-2025", "hexholme-and-brackmoor-2024")
    found = [extract(read_source(EXAMPLES / f"{name}.txt")).discrepancies for name in names]
    assert found == [(), (), ()]


@pytest.mark.real
def test_real_reports_give_the_true_discrepancies(reports: list[Path]) -> None:
    """The discrepancies of the real reports are those that a reader confirmed, at the reader's places."""
    with TRUTH.open(encoding="utf-8", newline="") as file:
        truth = {
            (
                row["inspection"],
                row["kind"],
                row["rule"],
                row["first_value"],
                row["second_value"],
            ): row
            for row in csv.DictReader(file)
        }
    found = set()
    for path in reports:
        facts = extract(read_source(path))
        for one in facts.discrepancies:
            key = (facts.name, one.kind, one.rule, f"{one.first:g}", f"{one.second:g}")
            found.add(key)
            row = truth.get(key)
            assert row is not None, f"not confirmed by a reader: {key}"
            for name, sentences in zip(
                ("first", "second"), find_sentences(facts, one), strict=True
            ):
                start, end = int(row[f"{name}_start"]), int(row[f"{name}_end"])
                assert min(sentence.start for sentence in sentences) <= start, key
                assert end <= max(sentence.end for sentence in sentences), key
    assert found == set(truth)
