"""Counts out of a population: forms, near misses, populations. All sentences are ours but the real test's."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from findings_graph.counts.mentions import sentence_bounds
from findings_graph.counts.populations import Sample
from findings_graph.counts.search import find_statistics

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"
TRUTH = Path(__file__).with_name("real") / "statistics.csv"

Found = tuple[int | None, int | None, str]


def found(text: str, section: str | None = None, **sample: int) -> list[Found]:
    """Return numerator, denominator and population of each count."""
    mentions = find_statistics(text, section=section, sample=Sample(**sample))
    return [(m.numerator, m.denominator, m.population) for m in mentions]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("Enforcement was timely in 15 out of 44 relevant cases.", "2.3", [(15, 44, "relevant-cases")]),
        ("Checks were made in just one out of 40 relevant cases.", "2.1", [(1, 40, "relevant-cases")]),
        ("Eight out of 11 relevant cases had no plan.", "2.2", [(8, 11, "relevant-cases")]),
        ("Oversight was absent in 66 of 74 relevant cases.", "1.2", [(66, 74, "relevant-cases")]),
        ("Oversight was absent in 47 of the 50 cases where this was required.", "1.2", [(47, 50, "relevant-cases")]),
        ("Visits took place in 11 out of 47 cases where they were needed.", "2.3", [(11, 47, "relevant-cases")]),
        ("Plans were late in six out of 20 eligible licence cases.", "2.2", [(6, 20, "relevant-cases")]),
        ("We saw this in 12 out of the 31 applicable cases.", "2.4", [(12, 31, "relevant-cases")]),
        ("Reviews were missing in 28 out of 61 cases inspected.", "2.4", [(28, 61, "inspected-cases")]),
        ("This was so in 22 out of 58 of the cases we inspected.", "2.1", [(22, 58, "inspected-cases")]),
        ("This was so in 22 out of our sample of 58 cases.", "2.1", [(22, 58, "inspected-cases")]),
        ("Twenty-four out of 33 inspected cases had a plan.", "2.2", [(24, 33, "inspected-cases")]),
        ("Of the cases inspected, 52 out of 79 had no new offence.", "outcomes", [(52, 79, "inspected-cases")]),
        ("Of the 49 relevant cases, only 10 had a contingency plan.", "2.2", [(10, 49, "relevant-cases")]),
        ("None of the 12 relevant cases had a review.", "2.4", [(0, 12, "relevant-cases")]),
        ("Two-thirds (16 out of 24) of relevant cases had one.", "2.2", [(16, 24, "relevant-cases")]),
        ("This was judged sufficient in 34% (15/44) of relevant cases.", "2.2", [(15, 44, "relevant-cases")]),
        ("Only 13 per cent (three out of 23 reports) were thorough.", "2.1", [(3, 23, "court-reports")]),
        ("Nine of the 12 court reports we read were thorough.", "2.1", [(9, 12, "court-reports")]),
        ("In our survey, 14 out of 33 respondents disagreed.", "1.1", [(14, 33, "staff-survey")]),
        ("In our staff survey, 21 out of 30 said they felt safe.", "1.2", [(21, 30, "staff-survey")]),
        ("Of the 33 respondents to our survey, 20 felt valued.", "1.1", [(20, 33, "staff-survey")]),
        ("Only 19 out of 37 practitioners we interviewed agreed.", "1.2", [(19, 37, "practitioners-interviewed")]),
        ("In interviews, 12 out of 20 practitioners said so.", "1.2", [(12, 20, "practitioners-interviewed")]),
        ("Staff feel heard: 17 out of 26 practitioners told us so.", "1.1", [(17, 26, "staff-survey")]),
        ("Most (52 out of 70) of the respondents wanted help.", "feedback", [(52, 70, "people-surveyed")]),
        ("Thirty of the 44 surveyed were content.", "feedback", [(30, 44, "people-surveyed")]),
        ("A desk was found in eight out of 11 cases in which respondents to our survey had asked.", "diversity", [(8, 11, "staff-survey")]),
        ("Of those asked by User Voice, 30 out of 44 respondents agreed.", "2.3", [(30, 44, "people-surveyed")]),
        ("Housing mattered most (25 respondents, 18 of whom still waited).", "feedback", [(18, 25, "people-surveyed")]),
        ("In this cohort, 13 people on probation (25 per cent) were charged again.", "outcomes", [(13, None, "inspected-cases")]),
        ("Five out of the seven offices had a working lift.", "1.3", [(5, 7, "other")]),
        ("Three out of eight SPO posts were filled.", "1.2", [(3, 8, "other")]),
        ("Almost two-thirds of staff (30 out of 47) told us that work was too much.", "1.2", [(30, 47, "staff-survey")]),
        ("Only 12 of 40 staff surveyed thought so.", "1.2", [(12, 40, "staff-survey")]),
        ("Of the 24 practitioners interviewed, 15 (63 per cent) agreed.", "1.1", [(15, 24, "practitioners-interviewed")]),
        ("In our sample, 12 out of 26 eligible people on probation had been referred.", "1.3", [(12, 26, "relevant-cases")]),
        ("Of the 12 women in our sample, nine had a female worker.", "2.3", [(9, 12, "inspected-cases")]),
        ("Enforcement was needed in 30 cases and taken in 18 of those.", "2.3", [(18, 30, "inspected-cases")]),
        ("User Voice met 80 people on probation; 62 out of 80 were content.", "feedback", [(62, 80, "people-surveyed")]),
        ("Reports were sound in nine out of 20 instances.", "2.1", [(9, 20, "court-reports")]),
        ("Nine out of 14 SPOs had been in post for less than a year.", "1.2", [(9, 14, "other")]),
        ("Nine out of 38 respondents agreed, and 19 of the 38 disagreed.", "1.2", [(9, 38, "staff-survey"), (19, 38, "staff-survey")]),
        ("Four out of 12 cases were allocated late.", "2.3", [(4, 12, "inspected-cases")]),
        ("Action followed when it should have in 14 of 20 cases.", "2.3", [(14, 20, "relevant-cases")]),
        ("Help was offered where it was called for in just 14 of 20 cases.", "2.3", [(14, 20, "relevant-cases")]),
        ("In under half of the cases that called for one (9 of 22), a letter was sent.", "2.3", [(9, 22, "relevant-cases")]),
        ("A letter was sent in nine of 22 cases which ought to have had one.", "2.3", [(9, 22, "relevant-cases")]),
        ("The officer who should have been told knew in 9 of 22 cases.", "2.3", [(9, 22, "inspected-cases")]),
        ("Contact was weekly when it should have been daily, in 9 of 22 cases.", "2.3", [(9, 22, "inspected-cases")]),
        ("Five of the eight practitioners who told us of a need had it met.", "1.2", [(5, 8, "practitioners-interviewed")]),
        ("Five of the eight practitioners who told us so in the survey had it met.", "1.2", [(5, 8, "staff-survey")]),
        ("The reason was recorded in 38 of the 47 cases, and in 29 it had been talked through.", "2.1", [(38, 47, "inspected-cases"), (29, 47, "inspected-cases")]),
        ("Plans were on time in 26 of 44 relevant cases; the person's own copy was kept in 11.", "2.2", [(26, 44, "relevant-cases"), (11, 44, "relevant-cases")]),
        ("Opinions in the staff survey were split: 17 out of 39 agreed, 14 disagreed and eight were unsure.", "1.2", [(17, 39, "staff-survey"), (14, 39, "staff-survey"), (8, 39, "staff-survey")]),
        ("It was seen in 12 of 33 relevant cases, and of the 47 cases inspected, a note had been made in 21.", "2.4", [(12, 33, "relevant-cases"), (21, 47, "inspected-cases")]),
        ("It was seen in 38 of the 47 cases, and in 12 weeks they had been closed.", "2.1", [(38, 47, "inspected-cases")]),
        ("It was seen in 38 of the 47 cases; most were closed by staff who had begun in 2023.", "2.1", [(38, 47, "inspected-cases")]),
        ("It was seen in 38 of the 47 cases; the team was moved in 11 days.", "2.1", [(38, 47, "inspected-cases")]),
        ("In the survey, 17 out of 39 agreed, and one disagreed manager left.", "1.2", [(17, 39, "staff-survey")]),
        ("In every one of the 17 licence cases the prison had been told.", "2.2", [(17, 17, "inspected-cases")]),
        ("Each one of the 14 court reports named a requirement.", "2.1", [(14, 14, "court-reports")]),
        ("Not one of the 12 relevant cases had a second visit.", "2.3", [(0, 12, "relevant-cases")]),
        ("In not a single one of the 31 cases was a visit recorded.", "2.3", [(0, 31, "inspected-cases")]),
        ("Not one of the 26 we interviewed had been asked.", "1.2", [(0, 26, "practitioners-interviewed")]),
        ("Not one of the 14 practitioners we interviewed had been asked.", "1.2", [(0, 14, "practitioners-interviewed")]),
        ("None of the 14 court reports was late.", "2.1", [(0, 14, "court-reports")]),
        ("All but three of the 20 licence cases had been handed over.", "2.2", [(17, 20, "inspected-cases")]),
        ("It came late in all but one out of 18 relevant cases.", "2.2", [(17, 18, "relevant-cases")]),
        ("A letter was sent in each of the 20 cases we inspected.", "2.3", [(20, 20, "inspected-cases")]),
        ("Only one of the 20 cases had one, and not one of the 20 had two.", "2.3", [(1, 20, "inspected-cases"), (0, 20, "inspected-cases")]),
    ],
)  # fmt: skip
def test_find_statistics_reads_each_form(
    text: str, section: str | None, expected: list[Found]
) -> None:
    """Each way of writing a count is found once, with its population."""
    assert found(text, section) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The PDU is one of 11 PDUs in the region and one of the largest.",
        "Only 5 of the 12 PDUs in the region had met the target.",
        "Two of these were in the city; staff work out of four offices.",
        "Appointments were offered out of hours, 24/7, from 12/05/2024.",
        "We inspected the unit over a period of two weeks beginning in 2024.",
        "Nine out of ten people would recommend the service.",
        "In four out of five cases, we are told, the service works.",
        "The PDU scored three out of 21 overall, a score of 3/21.",
        "The worst score out of the three questions was 27 per cent.",
        "We inspected 57 cases, 30 of which were releases on licence.",
        "One of the three SPOs had left, and one of 20 officers was new.",
        "Of the 23 reports inspected, checks would have suited 91 per cent.",
        "In September of 2023, 12 of the team moved.",
        "The unit employed 208 staff (80 per cent).",
        "The number of vacancies fell from 12 to four of late.",
        "All but two of the 13 people who had asked got one.",
        "Every one of the four offices had a lift, and each of the six courts a room.",
        "Each of the two POs held the same number.",
        "The caseload is made up of 1,587 cases on orders, 884 on licence and 945 in custody.",
        "Of the five PDUs in the region, two had closed.",
    ],
)
def test_find_statistics_leaves_near_misses(text: str) -> None:
    """What only looks like a count out of a population is left alone."""
    assert find_statistics(text, section="1.2") == []


def test_find_statistics_leaves_those_that_each_only_spreads_over() -> None:
    """`A plan for each of the 14 individuals` counts nobody, in casework either."""
    text = "The board drew up a plan for each of the 14 individuals who worried it most."
    assert find_statistics(text, section="2.3") == []


def test_find_statistics_keeps_pairs_apart() -> None:
    """A comparison is two counts, each with its subset, of the same thing."""
    text = "Work was sufficient in 25 out of 30 cases managed by POs, compared with 11 out of 39 cases managed by PSOs."
    assert [
        (m.numerator, m.denominator, m.population, m.subset, m.counted)
        for m in find_statistics(text, section="2.3")
    ] == [
        (25, 30, "inspected-cases", "cases managed by POs", "Work was sufficient"),
        (11, 39, "inspected-cases", "cases managed by PSOs", "Work was sufficient"),
    ]


def test_find_statistics_reads_elliptic_pairs() -> None:
    """The second of a pair may leave its noun out: it counts what the first does."""
    text = "Reviews were held in 22 out of 30 relevant licence cases but only 12 out of 39 in the community."
    assert [
        (m.denominator, m.population, m.subset) for m in find_statistics(text, section="2.4")
    ] == [
        (30, "relevant-cases", "licence cases"),
        (39, "relevant-cases", "community cases"),
    ]


def test_find_statistics_tells_subsets_by_brackets() -> None:
    """A group named before its bracket is the subset; a repeated denominator keeps its own."""
    text = "POs did better (20 out of 30 cases) than PSOs (10 out of 31 cases)."
    assert [m.subset for m in find_statistics(text, section="2.3")] == [
        "cases managed by POs",
        "cases managed by PSOs",
    ]
    text = "Just 9 of 17 resettlement cases had contact, and 5 of the 17 a handover."
    assert [m.subset for m in find_statistics(text, section="2.3")] == ["licence cases"] * 2


@pytest.mark.parametrize(
    ("text", "subsets"),
    [
        ("Cases managed by PSOs (7 of 21) lagged behind those managed by POs (19 of 27).", ["cases managed by PSOs", "cases managed by POs"]),
        ("Cases on licence (12 of 18) were followed up more often than community cases (9 of 30).", ["licence cases", "community cases"]),
        ("Cases (14 of 19) managed by POs were reviewed.", ["cases managed by POs"]),
        ("Cases (14 of 19) fared well where they were managed by POs.", [None]),
        ("Licence cases (12 of 18) were reviewed when POs were asked.", ["licence cases"]),
    ],
)  # fmt: skip
def test_find_statistics_keeps_groups_to_their_own_counts(
    text: str, subsets: list[str | None]
) -> None:
    """A group behind the bracket of a count is not that count's."""
    assert [m.subset for m in find_statistics(text, section="2.3")] == subsets


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("In 21 out of 47 cases the person had been asked what they wanted, and their answer shaped the plan.", ["the person had been asked what they wanted"]),
        ("In 11 of the 30 relevant cases the letter was late, unsigned, or lost.", ["the letter was late, unsigned, or lost"]),
        ("In 15 of 44 cases, the officer had rung the school, and it had answered.", ["the officer had rung the school"]),
        ("In 12 of 20 cases where children lived at home, the school had been rung.", ["the school had been rung"]),
        ("A second visit was needed in 31 cases and was made in 12 of them.", ["made"]),
        ("Checks with the council were made in 30 of 48 cases (63 per cent) but read in only 12 (25 per cent).", ["Checks with the council were made", "read"]),
        ("Of the 47 cases inspected, a fallback had been written down by week two in 16.", ["a fallback had been written down by week two"]),
        ("Twelve out of 40 respondents to our survey (30 per cent) said that they had time.", ["said that they had time"]),
        ("Contact was kept up in 19 of 25 community cases but 8 of 21 licence cases.", ["Contact was kept up", "Contact was kept up"]),
    ],
)  # fmt: skip
def test_find_statistics_says_what_is_counted(text: str, counted: list[str]) -> None:
    """The clause of each count, up to the next count or share, is what it counts."""
    assert [m.counted for m in find_statistics(text, section="2.3")] == counted


def test_find_statistics_leans_where_the_percentage_agrees() -> None:
    """A count with a percentage alone is out of the number before it, where the two agree; else it has none."""
    text = "Checks were made in 30 of 48 cases (63 per cent) but read in only 12 ({} per cent)."
    for share, denominator in ((25, 48), (40, None)):
        found = find_statistics(text.format(share), section="2.1")
        assert [m.denominator for m in found] == [48, denominator]


def test_find_statistics_shares_a_predicate() -> None:
    """Two subjects with one predicate: both counts say the same, of two populations."""
    text = "Just 12 out of 31 respondents to our survey and 17 out of 36 practitioners we interviewed said their work was manageable."
    assert [(m.population, m.counted) for m in find_statistics(text, section="1.2")] == [
        ("staff-survey", "said their work was manageable"),
        ("practitioners-interviewed", "said their work was manageable"),
    ]


@pytest.mark.parametrize(
    ("text", "percentage", "fraction"),
    [
        ("This was so in 13 per cent (three out of 23 reports).", 13, None),
        ("This was so in 15 out of 44 relevant cases (34 per cent).", 34, None),
        ("This was so in 34% of relevant cases (15 of 44).", 34, None),
        ("Most cases (15 out of 44, 34 per cent) had a plan.", 34, None),
        ("In 15 out of 44 relevant cases (43 per cent) there was none.", 43, None),
        ("Of the 44 relevant cases, 15 (34 per cent) had a plan.", 34, None),
        ("In a third (16 out of 49) of relevant cases there was none.", None, "a third"),
        ("Of this cohort, 13 (25 per cent) were charged.", 25, None),
        (
            "In 15 out of 44 relevant cases there was a plan, and 51 per cent had a review.",
            None,
            None,
        ),
        ("In 15 out of 44 relevant cases there was a plan (51 per cent had a review).", None, None),
    ],
)
def test_find_statistics_takes_the_printed_share(
    text: str, percentage: float | None, fraction: str | None
) -> None:
    """A percentage or proportion printed beside a count is kept as printed; a stranger is not."""
    (mention,) = find_statistics(text, section="2.1")
    assert (mention.percentage, mention.fraction) == (percentage, fraction)


@pytest.mark.parametrize(
    ("section", "sample", "population", "understood"),
    [
        ("2.2", {}, "inspected-cases", True),
        ("1.1", {"interviews": 44}, "practitioners-interviewed", True),
        ("1.1", {"cases": 44}, "inspected-cases", True),
        ("2.1", {"court_reports": 44}, "court-reports", True),
        ("feedback", {}, "people-surveyed", True),
        ("1.1", {}, "other", False),
        (None, {}, "other", False),
    ],
)
def test_find_statistics_marks_what_it_does_not_understand(
    section: str | None, sample: dict[str, int], population: str, *, understood: bool
) -> None:
    """Without a noun the sample, then the section decides, and else the count is kept as not understood."""
    (mention,) = find_statistics(
        "This was so for 15 out of 44.", section=section, sample=Sample(**sample)
    )
    assert (mention.population, mention.understood) == (population, understood)


def test_find_statistics_gives_half_open_offsets() -> None:
    """The slices of the text are the count itself and its sentence."""
    text = "All was well. Plans were made in 15 out of 44 relevant cases. So it went."
    (mention,) = find_statistics(text, section="2.2")
    assert text[mention.start : mention.end] == "15 out of 44"
    assert (
        text[mention.sentence_start : mention.sentence_end]
        == "Plans were made in 15 out of 44 relevant cases."
    )


def test_sentence_bounds_keep_abbreviations_whole() -> None:
    """A full stop inside a figure or behind an abbreviation ends nothing."""
    text = "St. Giles gave 8.2 per cent, e.g. Ms. J. Poe's. \u201cGood.\u201d 16 per cent left."
    assert [text[a:b] for a, b in sentence_bounds(text)] == [
        "St. Giles gave 8.2 per cent, e.g. Ms. J. Poe's.",
        "\u201cGood.\u201d",
        "16 per cent left.",
    ]


def test_find_statistics_is_fast() -> None:
    """Long text without counts, and hostile text, take no noticeable time."""
    hostile = "of the 12 cases " + "one of two of three of 4 " * 2000 + "(" * 2000
    start = time.process_time()
    find_statistics(hostile, section="2.1")
    assert time.process_time() - start < 5


@pytest.mark.real
def test_find_statistics_agrees_with_a_careful_reader() -> None:
    """Every count of the real reports is found at its place, with its population, and nothing else."""
    if not REPORTS.is_dir():
        pytest.skip(
            f"REAL REPORTS MISSING: no {REPORTS.name}/ beside the checkout, counts not compared"
        )
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["numerator"]]
    for row in rows:
        del row["fraction"]
    expected: list[tuple[str, ...]] = []
    actual: list[tuple[str, ...]] = []
    for report in sorted({row["report"] for row in rows}):
        text = (REPORTS / f"{report}.txt").read_text(encoding="utf-8")
        mine = [row for row in rows if row["report"] == report]
        expected.extend(tuple(row.values()) for row in mine)
        offset = 0
        for line in text.split("\n"):
            end = offset + len(line)
            section = (
                next((r["section"] for r in mine if offset <= int(r["start"]) < end), "1.1") or None
            )
            quotation = line.lstrip().startswith(('"', "\u201c"))
            for m in [] if quotation else find_statistics(line, section=section):
                share = "" if m.percentage is None else f"{m.percentage:g}"
                figures = [offset + m.start, offset + m.end, m.numerator, m.denominator]
                cells = ["" if cell is None else str(cell) for cell in figures]
                actual.append((report, section or "", *cells, share, m.population, m.subset or ""))
            offset = end + 1
    assert actual == expected


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("In our staff survey, 25 out of 33 respondents felt supported, up from 40 out of 80 in 2021.", "1.1", [(25, 33, "staff-survey"), (40, 80, "other")]),
        ("Planning was sufficient in 20 of 62 cases (32 per cent), up from 12 of 50 cases (24 per cent) in 2021.", "2.2", [(20, 62, "inspected-cases"), (12, 50, "other")]),
        ("At our last inspection, 30 of 60 cases were sufficient; now 40 of 62 were.", "2.2", [(30, 60, "other"), (40, 62, "inspected-cases")]),
        ("Reviews were sufficient in 20 of 60 cases at the previous inspection.", "2.4", [(20, 60, "other")]),
        ("In 2021, 30 of 60 cases were sufficient.", "2.2", [(30, 60, "other")]),
        ("When we last inspected, 30 of 60 cases were sufficient.", "2.2", [(30, 60, "other")]),
        ("In 2024, 30 of 62 cases were sufficient.", "2.2", [(30, 62, "inspected-cases")]),
        ("Since the last inspection, 40 out of 62 cases had been reviewed.", "2.2", [(40, 62, "inspected-cases")]),
        ("Of the 62 cases we inspected, 31 began in 2021.", "2.2", [(31, 62, "inspected-cases")]),
        ("In 30 of 62 cases planning was better than at the last inspection.", "2.2", [(30, 62, "inspected-cases")]),
        ("In 30 of 62 cases the shortfall seen at the last inspection was still there.", "2.2", [(30, 62, "inspected-cases")]),
        ("Housing was settled in 36 of 42 cases, up from 30 of 42 cases at sentence.", "outcomes", [(36, 42, "relevant-cases"), (30, 42, "relevant-cases")]),
    ],
)  # fmt: skip
def test_counts_of_an_earlier_inspection_are_of_no_population_told(
    text: str, section: str, expected: list[Found]
) -> None:
    """What is set against an earlier year or inspection leaves a gap; what merely names one does not."""
    mentions = find_statistics(text, section=section, sample=Sample(62, year=2024))
    assert [(m.numerator, m.denominator, m.population) for m in mentions] == expected
    assert [m.population == "other" for m in mentions] == [not m.understood for m in mentions]


@pytest.mark.parametrize("number", ["11", "none"])
def test_evidence_of_those_that_needed_something_ends_at_the_number(number: str) -> None:
    """No space behind the number is evidence."""
    text = f"Nineteen cases needed a plan; {number} had one."
    (mention,) = find_statistics(text, section="2.2")
    assert text[mention.start : mention.end] == number


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Planning was sufficient in 9 of 16 relevant licence cases but in only 4 of 18 in the community.", ["Planning was sufficient"] * 2),
        ("Planning was sufficient in 9 of 16 relevant licence cases and in 4 of 18 in the community.", ["Planning was sufficient"] * 2),
        ("Of the cases, 30 out of 62 had a plan and in 20 out of 62 cases it was shared.", ["had a plan", "it was shared"]),
        ("Half of staff felt safe: 25 out of 33 agreed, up from 40 out of 80 in 2021.", ["agreed", "agreed"]),
    ],
)  # fmt: skip
def test_second_of_two_compared_counts_counts_what_the_first_does(
    text: str, counted: list[str]
) -> None:
    """The words that join two counts say nothing of what is counted; a clause behind the second does."""
    mentions = find_statistics(text, section="2.2")
    assert [m.counted for m in mentions] == counted


@pytest.mark.parametrize(
    "text",
    [
        "32 of the 40 practitioners felt unsafe. Of those surveyed, 30 thought workloads too high.",
        "Checks were made in 22 of the 48 relevant cases. Of those not done, 12 were urgent.",
        "34 of the 64 cases had a plan, but only 15 of those reviewed were good.",
        "In 20 of the 62 cases, children lived there, and six of them were on protection plans.",
        "In 34 of the 64 cases, there were two officers. Of these, 12 were new.",
        "32 of the 40 people had children, and five of these were in care.",
        "32 of the 40 cases had a plan. Of these, 16 and 17 year olds were few.",
    ],
)
def test_count_of_others_than_those_just_counted_is_left(text: str) -> None:
    """`Of these, N` and `N of them` are read only where nothing else than what was counted can be meant."""
    assert len(find_statistics(text, section="2.2", sample=Sample(cases=62))) == 1


def test_count_out_of_those_just_counted_has_their_population() -> None:
    """Of court reports, court reports; of cases inspected, cases that are relevant."""
    text = "Nine of the 20 court reports were late. Of these, four were poor."
    last = find_statistics(text, section="2.1")[-1]
    assert (last.numerator, last.denominator, last.population) == (4, 9, "court-reports")
    text = "Thirty-eight of the 62 cases were of parents. Of these, 15 had a plan for that."
    last = find_statistics(text, section="2.2", sample=Sample(cases=62))[-1]
    assert (last.numerator, last.denominator, last.population) == (15, 38, "relevant-cases")
