"""Figures about a unit: hits, near misses, scopes. All sentences are ours; the real test's truth holds no text."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pyoxigraph
import pytest

from findings_graph.facts import YearMonth
from findings_graph.figures.context import figure_rules
from findings_graph.figures.grids import find_cells, read_columns
from findings_graph.figures.measures import measure_notations, scope_notations
from findings_graph.figures.search import find_figures

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
TRUTH = Path(__file__).with_name("real") / "figures.csv"
UNITS = {
    "bradford-and-calderdale-2024": "Bradford and Calderdale",
    "county-durham-and-darlington-2025": "County Durham and Darlington",
    "east-kent-2024": "East Kent",
    "west-kent-2022": "West Kent",
}

Found = tuple[str, float, str, str]


def found(text: str, section: str | None = "1.2") -> list[Found]:
    """Return measure, value, unit and scope of each figure."""
    mentions = find_figures(text, section=section, pdu="Anytown")
    return [(m.measure, m.value, m.unit, m.scope) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # caseload and its parts
        ("The PDU managed a caseload of 3,026, made up of 1,322 people on community orders, 673 on licence and 1,031 in custody.",
         [("caseload", 3026, "cases", "pdu"), ("caseload-community", 1322, "cases", "pdu"), ("caseload-licence", 673, "cases", "pdu"), ("caseload-custody", 1031, "cases", "pdu")]),
        ("The PDU has a caseload of 2,316. Of these, 1,410 are in the community and 906 in custody.",
         [("caseload", 2316, "cases", "pdu"), ("caseload-in-community", 1410, "cases", "pdu"), ("caseload-custody", 906, "cases", "pdu")]),
        ("It has a total caseload of 2,000, of whom 1,250 are supervised in the community and 750 are in custody.",
         [("caseload", 2000, "cases", "pdu"), ("caseload-in-community", 1250, "cases", "pdu"), ("caseload-custody", 750, "cases", "pdu")]),
        ("The PDU has a caseload of 2,970 (1,410 community, 620 licence and 940 custody cases).",
         [("caseload", 2970, "cases", "pdu"), ("caseload-community", 1410, "cases", "pdu"), ("caseload-licence", 620, "cases", "pdu"), ("caseload-custody", 940, "cases", "pdu")]),
        ("The caseload at the time was 2,970: community 1,410; licence 620; custody 940.",
         [("caseload", 2970, "cases", "pdu"), ("caseload-community", 1410, "cases", "pdu"), ("caseload-licence", 620, "cases", "pdu"), ("caseload-custody", 940, "cases", "pdu")]),
        ("Anytown PDU is responsible for 4,573 people on probation.", [("caseload", 4573, "cases", "pdu")]),
        ("The region's caseload was 21,455, with the PDU's caseload standing at 3,800.", [("caseload", 21455, "cases", "region"), ("caseload", 3800, "cases", "pdu")]),
        ("The unit has 19 per cent of the region's total caseload.", [("caseload-share-of-region", 19, "percent", "pdu")]),
        # staff
        ("There were 162 full-time equivalent (FTE) staff in post.", [("staff-in-post", 162, "fte", "pdu")]),
        ("The PDU employed 140 members of staff across three offices.", [("staff-in-post", 140, "people", "pdu")]),
        ("The PDU had 14.6 FTE PO vacancies.", [("posts-vacant", 14.6, "fte", "pdu-po")]),
        ("There was a vacancy rate of 12.5 per cent for POs.", [("vacancy-rate", 12.5, "percent", "pdu-po")]),
        ("The vacancy rate for POs was 31 per cent and for PSOs 12 per cent.", [("vacancy-rate", 31, "percent", "pdu-po"), ("vacancy-rate", 12, "percent", "pdu-pso")]),
        ("A quarter was missing, with 28 per cent of PSO posts vacant.", [("vacancy-rate", 28, "percent", "pdu-pso")]),
        ("PO vacancies stood at 37 per cent, compared with a regional average of 29 per cent and a national average of 26 per cent.",
         [("vacancy-rate", 37, "percent", "pdu-po"), ("vacancy-rate", 29, "percent", "region-po"), ("vacancy-rate", 26, "percent", "national-po")]),
        ("PO vacancies fell from 20 per cent to 12 per cent.", [("vacancy-rate", 12, "percent", "pdu-po")]),
        ("The effective vacancy rate is 41 per cent when long-term sickness is taken into account.", [("effective-vacancy-rate", 41, "percent", "pdu")]),
        ("Only 58 per cent of PO posts were filled.", [("posts-filled", 58, "percent", "pdu-po")]),
        ("The unit had just 64 per cent of the required PSOs in post.", [("posts-filled", 64, "percent", "pdu-pso")]),
        ("PO staffing was at 62 per cent of target.", [("posts-filled", 62, "percent", "pdu-po")]),
        ("The PDU was operating with 71 per cent of its target staffing for POs.", [("posts-filled", 71, "percent", "pdu-po")]),
        ("Sickness absence averaged 12.3 days.", [("sickness-days", 12.3, "days-per-year", "pdu")]),
        ("Staff had lost an average of 13.9 days to sickness, and POs 17 days.", [("sickness-days", 13.9, "days-per-year", "pdu"), ("sickness-days", 17, "days-per-year", "pdu-po")]),
        ("Average working days lost to sickness were 14.2, against a regional figure of 12.1 days.", [("sickness-days", 14.2, "days-per-year", "pdu"), ("sickness-days", 12.1, "days-per-year", "region")]),
        ("Sickness was high. On average, it was 19 days per person a year.", [("sickness-days", 19, "days-per-year", "pdu")]),
        ("Staff attrition was 9.3 per cent, above the national average of 8.1 per cent.", [("attrition", 9.3, "percent", "pdu"), ("attrition", 8.1, "percent", "national")]),
        ("Attrition was just below the regional average at nine per cent.", [("attrition", 9, "percent", "pdu")]),
        ("The workload measurement tool average was 118 per cent.", [("workload", 118, "percent", "pdu")]),
        ("On average, POs were at 126 per cent and PSOs at 114 per cent on the workload management tool (WMT).", [("workload", 126, "percent", "pdu-po"), ("workload", 114, "percent", "pdu-pso")]),
        ("The average workload for probation officers was 109.6 per cent.", [("workload", 109.6, "percent", "pdu-po")]),
        ("One team was at 131 per cent on the WMT.", [("workload", 131, "percent", "pdu-team")]),
        ("The average caseload was 42 for POs and 51 for PSOs.", [("average-caseload", 42, "cases", "pdu-po"), ("average-caseload", 51, "cases", "pdu-pso")]),
        ("By then, 61 per cent of POs, and 40 per cent of PSOs had completed the mandatory training.", [("training-completed", 61, "percent", "pdu-po"), ("training-completed", 40, "percent", "pdu-pso")]),
        ("There is an average of 6.5 leavers per month from the region, with four of these being resignations.", [("leavers", 6.5, "leavers-per-month", "region"), ("resignations", 4, "leavers-per-month", "region")]),
        ("It takes six months from the closing date for applications.", [("recruitment-time", 6, "months", "pdu")]),
        ("On a regional basis, an average of 7.5 people leave each month.", [("leavers", 7.5, "leavers-per-month", "region")]),
        ("In a year, 12.4 per cent of all staff had left in the previous twelve months.", [("attrition", 12.4, "percent", "pdu")]),
        ("Attrition had eased to 9.7 per cent, and sickness had risen to 15 days a year.", [("attrition", 9.7, "percent", "pdu"), ("sickness-days", 15, "days-per-year", "pdu")]),
        ("It employed the equivalent of 98.5 full-time staff.", [("staff-in-post", 98.5, "fte", "pdu")]),
        ("With seven SPOs in post, oversight was thin.", [("staff-in-post", 7, "people", "pdu-spo")]),
        ("The PDU had filled 93 per cent of its PSO posts, and had 80 per cent of the POs it needed.", [("posts-filled", 93, "percent", "pdu-pso"), ("posts-filled", 80, "percent", "pdu-po")]),
        ("The vacancy rate for POs was 20 per cent, and those in post worked at 121 per cent of capacity.", [("vacancy-rate", 20, "percent", "pdu-po"), ("workload", 121, "percent", "pdu-po")]),
        ("The rate for SPOs is 21 per cent of posts vacant; leaving out those on loan and absence, the shortfall is 40 per cent.", [("vacancy-rate", 21, "percent", "pdu-spo"), ("effective-vacancy-rate", 40, "percent", "pdu-spo")]),
        ("The number of POs in post was 31.4 FTE against a target of 58.", [("staff-in-post", 31.4, "fte", "pdu-po"), ("target-staffing", 58, "fte", "pdu")]),
        ("PO posts were only 61 per cent filled.", [("posts-filled", 61, "percent", "pdu-po")]),
        ("The unit had a staffing level of 78 per cent.", [("posts-filled", 78, "percent", "pdu")]),
        ("PO vacancies were 42 per cent, and the PDU was over-recruited in PSOs by 12 per cent.", [("vacancy-rate", 42, "percent", "pdu-po")]),
        ("Vacancy rates across the region were high at 26 per cent.", [("vacancy-rate", 26, "percent", "region")]),
        ("The region had a PO vacancy rate of 33 per cent.", [("vacancy-rate", 33, "percent", "region-po")]),
        ("The national vacancy rate for POs is 29 per cent.", [("vacancy-rate", 29, "percent", "national-po")]),
        ("The unit had the highest attrition in the region, at 16 per cent.", [("attrition", 16, "percent", "pdu")]),
        ("The number of days lost to sickness was 16.4 for POs, 20.2 for PSOs and 6.1 for SPOs.",
         [("sickness-days", 16.4, "days-per-year", "pdu-po"), ("sickness-days", 20.2, "days-per-year", "pdu-pso"), ("sickness-days", 6.1, "days-per-year", "pdu-spo")]),
        ("Average working days lost in the 12 months to May 2024 were 17.2.", [("sickness-days", 17.2, "days-per-year", "pdu")]),
        ("PSOs held an average of 52 cases and POs held an average of 34.", [("average-caseload", 52, "cases", "pdu-pso"), ("average-caseload", 34, "cases", "pdu-po")]),
        ("Seven POs had left, an attrition rate of 18 per cent.", [("attrition", 18, "percent", "pdu-po")]),
        ("The court team had a 20 per cent vacancy rate.", [("vacancy-rate", 20, "percent", "pdu-team")]),
        ("The leadership team had a 20 per cent vacancy rate to fill.", [("vacancy-rate", 20, "percent", "pdu")]),
        ("The probation region employs 1,200 FTE staff; the PDU employs 148 FTE staff.", [("staff-in-post", 1200, "fte", "region"), ("staff-in-post", 148, "fte", "pdu")]),
        ("Some 55 per cent of staff had completed the required safeguarding training.", [("training-completed", 55, "percent", "pdu")]),
        ("The caseload had reduced from 3,100 to 2,600.", [("caseload", 2600, "cases", "pdu")]),
        ("The caseload had increased by 300 to 2,900.", [("caseload", 2900, "cases", "pdu")]),
        # who people are
        ("Women make up 11 per cent of the caseload.", [("caseload-female", 11, "percent", "pdu")]),
        ("The caseload is 89 per cent male.", [("caseload-male", 89, "percent", "pdu")]),
        ("Most staff were female (76 per cent), and 14 per cent of the workforce were from a minority ethnic background, compared with 9.5 per cent of the caseload.",
         [("workforce-female", 76, "percent", "pdu"), ("workforce-minority-ethnic", 14, "percent", "pdu"), ("caseload-minority-ethnic", 9.5, "percent", "pdu")]),
        ("Of PSOs, 12 per cent identify as Black, Asian or minority ethnic (regional average eight per cent).", [("workforce-minority-ethnic", 12, "percent", "pdu-pso"), ("workforce-minority-ethnic", 8, "percent", "region-pso")]),
        ("Some 28 per cent of the caseload were assessed as a high or very high risk of serious harm.", [("caseload-high-risk", 28, "percent", "pdu")]),
        ("Some 21 per cent of the local population of Otherton were from ethnic minorities.", [("population-minority-ethnic", 21, "percent", "pdu-place")]),
        # services and results
        ("The proven reoffending rate for the PDU was 27.4 per cent, compared with 25.1 per cent nationally.", [("reoffending-rate", 27.4, "percent", "pdu"), ("reoffending-rate", 25.1, "percent", "national")]),
        ("Otherton's reoffending rate was 33 per cent, and Anytown's 30 per cent.", [("reoffending-rate", 33, "percent", "pdu-place"), ("reoffending-rate", 30, "percent", "pdu")]),
        ("The scheme had a desistance rate of 70 per cent.", [("desistance-rate", 70, "percent", "pdu")]),
        ("Accredited programme completion rates were 34 per cent for sexual offence programmes and 41 per cent for other programmes.",
         [("programme-completion-sexual", 34, "percent", "pdu"), ("programme-completion-other", 41, "percent", "pdu")]),
        ("For people convicted of a sexual offence, 60 per cent were still waiting to start their accredited programme.", [("programme-waiting-sexual", 60, "percent", "pdu")]),
        ("We were told that 60 per cent of people convicted of a sexual offence are still waiting to start an accredited programme.", [("programme-waiting-sexual", 60, "percent", "pdu")]),
        ("There were 640 cases with unpaid work requirements, and 22 per cent have hours outstanding beyond 12 months.", [("caseload-unpaid-work", 640, "cases", "pdu"), ("unpaid-work-overdue", 22, "percent", "pdu")]),
        ("The average waiting time to start a rehabilitation activity requirement was 8.5 weeks.", [("waiting-time-rar", 8.5, "weeks", "pdu")]),
        ("The mental health treatment requirement is stretched: some waited up to five months to start.", [("waiting-time-treatment", 5, "months", "pdu")]),
        ("Only 44 per cent of those who started an accredited programme completed it.", [("programme-completion", 44, "percent", "pdu")]),
        ("Across the CRS contracts, 61 per cent of referrals led to a start.", [("crs-start-rate", 61, "percent", "pdu")]),
        ("The CRS were in demand. In all, 62 per cent of referrals led to a start.", [("crs-start-rate", 62, "percent", "pdu")]),
        ("Of those who began an accredited programme, only 66 per cent finished it.", [("programme-completion", 66, "percent", "pdu")]),
        ("Accredited programmes had suffered. The completion rate was down to 41 per cent.", [("programme-completion", 41, "percent", "pdu")]),
        ("In the past year, 15 per cent of staff had left.", [("attrition", 15, "percent", "pdu")]),
        ("The wait for an MHTR was often as long as nine weeks.", [("waiting-time-treatment", 9, "weeks", "pdu")]),
        ("Men made up 88 per cent of the caseload and young adults 11 per cent.", [("caseload-male", 88, "percent", "pdu"), ("caseload-young-adult", 11, "percent", "pdu")]),
        ("Some had waited up to nine weeks to start a mental health treatment requirement.", [("waiting-time-treatment", 9, "weeks", "pdu")]),
        ("There were 4,000 people on the caseload, 11 per cent of them women.", [("caseload", 4000, "cases", "pdu"), ("caseload-female", 11, "percent", "pdu")]),
        ("The conversion rate from referrals to starts was 51 per cent, and 33 per cent for women's services.", [("crs-start-rate", 51, "percent", "pdu"), ("crs-start-rate-women", 33, "percent", "pdu")]),
        ("CAS3 took up: a total of 80 people on probation had been referred, and 44 of those had secured a place.", [("cas3-referrals", 80, "people", "pdu"), ("cas3-accommodated", 44, "people", "pdu")]),
    ],
)  # fmt: skip
def test_find_figures_reads_prose(text: str, expected: list[Found]) -> None:
    """Each way of stating a figure gives its measure, value, unit and scope, and nothing beside."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Caseloads of over 60 were common among PSOs, and most worked above 110 per cent on the WMT.",
        "One SPO managed 12 staff, and one practitioner had a caseload of 58.",
        "Our survey showed 62 per cent of staff found their workload unmanageable.",
        "Despite sickness, 80 per cent of respondents felt supported; attrition worried 40 per cent of managers.",
        "Only 54 per cent of practitioners felt their workload was manageable.",
        "The target for PO vacancies was a limit of 10 per cent.",
        "There was an increase of 20 per cent in the caseload; workloads had increased by 20 per cent.",
        "Vacancies hurt, and in 38 per cent of cases there was no plan.",
        "The high vacancy rate meant that 38 per cent had not been seen.",
        "The sickness policy requires a meeting after 10 days of absence.",
        "We read the files of 35 community orders and 16 releases on licence.",
        "Women were 12 per cent of those surveyed, and eleven per cent of cases inspected were women.",
        "Unpaid work completion rates were 60 per cent; mandatory training completion rates were 95 per cent.",
        "The PDU had 23 staff on long-term sick leave.",
        "Workloads ranged from 60 per cent to 118 per cent, or between 60 per cent and 118 per cent, on the WMT.",
        "Staff worked at over 120 per cent on the WMT, and 15 per cent were off sick.",
        "The team manages 300 people convicted of sexual offences.",
        "HMP Fictional holds 1,139 people, and the authority is responsible for 1,500 children.",
        "The caseload is protected for 6 months, and just over half of it has a disability.",
        "Respondents were like the caseload in ethnicity, but 21 per cent identified as female.",
        "Contents: Staffing 14",
    ],
)
def test_find_figures_leaves_near_misses(text: str) -> None:
    """Bounds, targets, shares of respondents or cases, and one person's load are no figures of the unit."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Total staff headcount (full-time equivalent (FTE))\t180", ("staff-in-post", 180, "fte", "pdu")),
        ("Total number of senior probation officers (SPOs)\t11", ("staff-in-post", 11, "people", "pdu-spo")),
        ("Total number of probation services officers (PSOs) (FTE)    63.5", ("staff-in-post", 63.5, "fte", "pdu-pso")),
        ("Vacancy rate (unfilled posts as a percentage of total staff headcount)\t0%", ("vacancy-rate", 0, "percent", "pdu")),
        ("Vacancy rate of PO grade only (unfilled posts as a percentage of required PO posts) 17%", ("vacancy-rate", 17, "percent", "pdu-po")),
        ("Sickness absence rate (average days lost for all staff)\t11.2", ("sickness-days", 11.2, "days-per-year", "pdu")),
        ("Sickness absence rate (average days lost for all staff)\t11.2 days", ("sickness-days", 11.2, "days-per-year", "pdu")),
        ("Sickness absence rate (average days lost for all staff)\t11.2%", ("sickness-rate", 11.2, "percent", "pdu")),
        ("| Staff attrition PSO grade only (leaving in 12 months) | 22% |", ("attrition", 22, "percent", "pdu-pso")),
        ("Average caseload per PO (FTE)      42", ("average-caseload", 42, "cases", "pdu-po")),
        ("WMT average per PSO\t106.3%", ("workload", 106.3, "percent", "pdu-pso")),
        ("Workload data Proportion of POs (or equivalent) describing workload as unmanageable\t90%", ("workload-unmanageable", 90, "percent", "pdu-po")),
        ("Average waiting time before commencing a Rehabilitation Activity Requirement\t7 weeks", ("waiting-time-rar", 7, "weeks", "pdu")),
        ("Proportion of inspected cases with a disability\t40%", ("sample-disability", 40, "percent", "sample")),
        ("Caseload: 2,400", ("caseload", 2400, "cases", "pdu")),
    ],
)  # fmt: skip
def test_find_figures_reads_rows(row: str, expected: Found) -> None:
    """A row's label gives the measure and grade, its cell the value, whatever stands between."""
    assert found(row, None) == [expected]


@pytest.mark.parametrize(
    "row",
    [
        "Staff attrition SPO grade only\t-",
        "Vacancy rate of PO grade only\t12%\t15%",
        "Vacancy rate of PO grade only\t12",
        "Key question\t53%",
        "Is sickness managed? 33%",
    ],
)
def test_find_figures_leaves_other_rows(row: str) -> None:
    """No value, two values, the wrong unit, or no known label: no figure."""
    assert found(row, None) == []


def test_find_figures_dates_a_figure() -> None:
    """A month that the sentence holds its figures for is theirs; two months are nobody's."""
    (whole, part) = find_figures(
        "As at January 2022 the PDU held 4,100 cases; this included 1,200 people in custody.",
        section=None,
    )
    assert (whole.date, part.date) == (YearMonth(2022, 1), YearMonth(2022, 1))
    (other,) = find_figures(
        "As at May 2023, up from as at May 2022, the PDU held 4,100 cases.", section=None
    )
    assert other.date is None


def test_find_figures_gives_half_open_offsets() -> None:
    """The slice of the text is the number with its unit."""
    text = "So it was. PO attrition was 6.5 per cent."
    (mention,) = find_figures(text, section="1.2")
    assert text[mention.start : mention.end] == "6.5 per cent"


@pytest.mark.parametrize(
    "unit",
    [
        "caseload of 3,000, 20 people on orders, ",
        "20 per cent of the caseload are women and ",
        "sickness 12 days a year for POs and ",
    ],
)
def test_find_figures_bounds_its_time(unit: str) -> None:
    """Text without full stops takes no more than a moment, however long it is."""
    start = time.process_time()
    find_figures(unit * 100, section="1.2")
    find_figures(unit * 3000, section="1.2")
    assert time.process_time() - start < 5


def test_rules_name_measures_of_the_ontology() -> None:
    """Every measure that a rule gives is in the closed list, and so is every combination of a share."""
    rules = figure_rules()
    named = {
        rule["measure"] for table in ("pattern", "part", "topic", "row") for rule in rules[table]
    }
    assert sorted(named - measure_notations()) == []
    kinds = {
        f"{rule['measure']}-{kind}"
        for rule in rules["topic"]
        if rule.get("kinds")
        for kind in ("sexual", "other")
    }
    assert sorted(kinds - measure_notations()) == []


def test_measures_reads_the_ontology() -> None:
    """The quick reading of measures.ttl finds just the concepts that a parser finds."""
    skos = "http://www.w3.org/2004/02/skos/core#"
    triples = pyoxigraph.parse(
        path=ROOT / "ontology" / "measures.ttl", format=pyoxigraph.RdfFormat.TURTLE
    )
    notations: dict[str, set[str]] = {"measure": set(), "scope": set()}
    for triple in triples:
        if (
            isinstance(triple.predicate, pyoxigraph.NamedNode)
            and triple.predicate.value == f"{skos}notation"
        ):
            path = str(triple.subject).strip("<>").partition("/id/")[2]
            notations[path.split("/")[0]].add(path.partition("/")[2])
    assert {"measure": set(measure_notations()), "scope": set(scope_notations())} == notations


@pytest.mark.parametrize(
    "heading",
    [
        "Grade\tStaff in post (FTE)\tVacancy rate\tAverage caseload",
        "Grade Staff in post (FTE) Vacancy rate Average caseload",
    ],
    ids=["cells", "cells-lost"],
)
def test_find_cells_reads_a_row_under_its_columns(heading: str) -> None:
    """The measure is the column's, the scope the row's; a cell without a number is no figure."""
    columns = read_columns(heading)
    rows = ["Probation officer (PO)\t31.5\t34%\t43", "SPO 7 22% n/a", "All staff | 90 | 12% | 40 |"]
    got = [
        (m.measure, m.value, m.unit, m.scope, row[m.start : m.end])
        for row in rows
        for m in find_cells(row, columns)
    ]
    assert got == [
        ("staff-in-post", 31.5, "fte", "pdu-po", "31.5"),
        ("vacancy-rate", 34, "percent", "pdu-po", "34%"),
        ("average-caseload", 43, "cases", "pdu-po", "43"),
        ("staff-in-post", 7, "fte", "pdu-spo", "7"),
        ("vacancy-rate", 22, "percent", "pdu-spo", "22%"),
        ("staff-in-post", 90, "fte", "pdu", "90"),
        ("vacancy-rate", 12, "percent", "pdu", "12%"),
        ("average-caseload", 40, "cases", "pdu", "40"),
    ]


@pytest.mark.parametrize(
    "row",
    ["Market Street 7 22% 41", "Probation officer (PO) 31.5 34%", "The PDU was well led."],
    ids=["no-grade", "a-cell-short", "prose"],
)
def test_find_cells_reads_nothing_else(row: str) -> None:
    """A row of an office, one with fewer cells than columns, and a sentence hold no figure of the unit."""
    columns = read_columns("Grade Staff in post (FTE) Vacancy rate Average caseload")
    assert find_cells(row, columns) == []


@pytest.mark.parametrize(
    "text",
    [
        "Vacancy rate",
        "Vacancy rates and average caseloads had risen.",
        "Key question\tPercentage ‘Yes’",
    ],
)
def test_read_columns_needs_two_known_headings(text: str) -> None:
    """One label is a row, a sentence is prose, and other tables have other headings."""
    assert read_columns(text) == ()


@pytest.mark.real
def test_find_figures_agrees_with_a_careful_reader() -> None:
    """Every figure of the real reports is found at its place, with its measure and scope, and nothing else."""
    if not REPORTS.is_dir():
        pytest.skip(
            f"REAL REPORTS MISSING: no {REPORTS.name}/ beside the checkout, figures not compared"
        )
    with TRUTH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected: list[tuple[str, ...]] = [tuple(row.values()) for row in rows]
    actual: list[tuple[str, ...]] = []
    for report, pdu in UNITS.items():
        text = (REPORTS / f"{report}.txt").read_text(encoding="utf-8")
        mine = [row for row in rows if row["report"] == report]
        offset = 0
        for line in text.split("\n"):
            end = offset + len(line)
            section = (
                next((r["section"] for r in mine if offset <= int(r["start"]) < end), "") or None
            )
            plain = re.sub(
                r"<su[bp]>.*?</su[bp]>|\$[^$]*\$", lambda found: " " * len(found.group()), line
            )
            quotation = line.lstrip().startswith(('"', "\u201c"))
            for m in [] if quotation else find_figures(plain.rstrip(), section=section, pdu=pdu):
                cells = [
                    offset + m.start,
                    offset + m.end,
                    m.measure,
                    f"{m.value:g}",
                    m.unit,
                    m.scope,
                    m.date or "",
                ]
                actual.append((report, section or "", *map(str, cells)))
            offset = end + 1
    assert sorted(actual) == sorted(expected)
