"""Particulars: dates, sample, interviews, lead inspector and ISBN, in many wordings."""

from __future__ import annotations

import pytest

from findings_graph.extraction.particulars import find_particulars
from findings_graph.facts import Evidence
from report_text import placed, report


def particulars(**parts: str) -> dict[str, str]:
    """Return the values that the invented report states, some parts replaced."""
    return {value.name: str(value.value) for value in find_particulars(placed(report(**parts)))}


def background(text: str) -> dict[str, str]:
    """Return the values of a report with this background."""
    return particulars(background=f"Background\n\n{text}\n")


def test_particulars_of_a_whole_report() -> None:
    """All of them."""
    assert particulars() == {
        "issued": "2024-05",
        "fieldworkStart": "2024-03-04",
        "communityCases": "31",
        "licenceCases": "14",
        "practitionerInterviews": "22",
        "leadInspector": "Ines de Souza",
        "isbn": "978-1-916621-00-0",
    }


def test_particulars_have_their_evidence() -> None:
    """Each value stands in the characters that it points to."""
    text = report()
    shown = {}
    for value in find_particulars(placed(text)):
        assert isinstance(value.evidence, Evidence)
        shown[value.name] = text[value.evidence.start : value.evidence.end]
    assert shown == {
        "issued": "May 2024",
        "fieldworkStart": "4 March 2024",
        "communityCases": "31 community cases",
        "licenceCases": "14 released on licence",
        "practitionerInterviews": "22 interviews with probation practitioners",
        "leadInspector": "Ines de Souza",
        "isbn": "978-1-916621-00-0",
    }


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Fieldwork started November 2023.", "2023-11"),
        ("Fieldwork started\t4 December 2023", "2023-12-04"),
        ("We carried out fieldwork during the weeks of 4 and 18 September 2023.", "2023-09-04"),
        ("The fieldwork took place between 27 November and 8 December 2023.", "2023-11-27"),
        ("Fieldwork in the unit was done in the week commencing 3 July 2023.", "2023-07-03"),
        ("We inspected the unit in the week commencing 3 July 2023.", "2023-07-03"),
        ("Over two weeks, beginning 8 May 2023, our fieldwork was done.", "2023-05-08"),
        ("Field\twork began in May 2023. The fieldwork started 8 May 2023.", "2023-05-08"),
    ],
)
def test_particulars_find_when_fieldwork_began(text: str, start: str) -> None:
    """The most precise date that the text gives."""
    assert background(text)["fieldworkStart"] == start


@pytest.mark.parametrize(
    "text",
    [
        "We inspected cases that had begun in the week commencing 3 July 2023.",
        "The unit was formed in June 2021.",
        "Fieldwork was hard.",
        "In May 2023 the unit moved house.",
    ],
)
def test_particulars_take_no_other_date_for_fieldwork(text: str) -> None:
    """When cases began, when the unit was formed."""
    assert "fieldworkStart" not in background(text)


@pytest.mark.parametrize(
    "text",
    [
        "We inspected 61 cases: 40 community sentences and 21 post-release.",
        "Our sample comprised 40 cases where the person was subject to a community order and 21 released on licence.",
        "We examined 61 cases, of which 40 were community and 21 were post-custody cases.",
        "We examined the cases of 40 people on community sentences and 21 people released from custody.",
        "We inspected forty community sentence cases and twenty-one resettlement cases.",
        "Of 61 cases inspected, 40 were subject to community sentences and 21 to licences.",
        "There were 9 offices. We inspected 40 community cases and 21 licence cases in May 2024.",
    ],
)
def test_particulars_count_the_cases(text: str) -> None:
    """Community and licence, in figures or words."""
    found = background(text)
    assert (found["communityCases"], found["licenceCases"]) == ("40", "21")


@pytest.mark.parametrize(
    "text",
    [
        "The unit holds 1,204 community cases and 633 licence cases.",
        "We inspected 40 community cases.",
        "We inspected 40 per cent community and 60 per cent licence cases.",
    ],
)
def test_particulars_take_no_other_count_for_the_sample(text: str) -> None:
    """The caseload, half of a pair, percentages."""
    assert background(text).keys().isdisjoint({"communityCases", "licenceCases"})


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("We examined 30 court reports.", "courtReports", "30"),
        ("We inspected 23 relevant pre-sentence reports.", "courtReports", "23"),
        ("In all, 30 court reports were inspected.", "courtReports", "30"),
        ("We held 29 interviews with individual practitioners.", "practitionerInterviews", "29"),
        ("We interviewed 29 probation officers.", "practitionerInterviews", "29"),
        ("Interviews with 29 probation practitioners.", "practitionerInterviews", "29"),
        ("Twenty-nine probation practitioners were interviewed.", "practitionerInterviews", "29"),
        ("We carried out 29 practitioner interviews.", "practitionerInterviews", "29"),
    ],
)
def test_particulars_count_reports_and_interviews(text: str, name: str, value: str) -> None:
    """In several wordings."""
    assert background(text)[name] == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This inspection was led by HM Inspector Siobhán O’Neill.", "Siobhán O’Neill"),
        ("It was led by His Majesty's Inspector Ines de Souza, supported", "Ines de Souza"),
        ("led by HM Assistant Chief Inspector Ann McDonald-Smith. The team", "Ann McDonald-Smith"),
        ("Lead inspector: J. R. Hart", "J. R. Hart"),
        ("led by HMI Mary Anne van der Berg and a team", "Mary Anne van der Berg"),
        ("This inspection was led by Jo Poe and a team of inspectors", "Jo Poe"),
    ],
)
def test_particulars_name_the_lead_inspector(text: str, name: str) -> None:
    """Whatever the title, and no word more than the name."""
    assert particulars(imprint=f"Acknowledgements\n\n{text}\n")["leadInspector"] == name


@pytest.mark.parametrize(
    "text", ["It was led by a team of inspectors.", "The hub was led by Brightwater Trust North.", "led by inspectors"]
)  # fmt: skip
def test_particulars_name_no_other_leader(text: str) -> None:
    """A team, a provider."""
    assert "leadInspector" not in particulars(imprint=f"Acknowledgements\n\n{text}\n")


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("ISBN: 978-1-916621-00-0", "978-1-916621-00-0"),
        ("ISBN 978–1–916621–00–0 2024", "978-1-916621-00-0"),
        ("ISBN-13: 9781916621000", "9781916621000"),
        ("ISBN-10: 1-84099-123-X", "1-84099-123-X"),
        ("ISBN 978 1 916621 00 0 9", "978 1 916621 00 0"),
    ],
)
def test_particulars_find_the_isbn(text: str, isbn: str) -> None:
    """Ten or thirteen figures, however they are set apart."""
    assert particulars(imprint=f"{text}\n")["isbn"] == isbn


@pytest.mark.parametrize("text", ["ISBN 978-1-9166", "ISBN to follow", "Tel. 0300 047 6325"])
def test_particulars_find_no_broken_isbn(text: str) -> None:
    """Too few figures, another number."""
    assert "isbn" not in particulars(imprint=f"{text}\n")


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("HM Inspectorate of Probation, May 2024", "2024-05"),
        ("HM Inspectorate of Probation\nMay 2024", "2024-05"),
        ("Published: 14 May 2024", "2024-05"),
    ],
)
def test_particulars_find_the_month_of_publication(line: str, issued: str) -> None:
    """On the title page, or as a web page has it."""
    title = f"An inspection of probation services in:\nTarnby Vale PDU\n\n{line}\n"
    assert particulars(title=title)["issued"] == issued
