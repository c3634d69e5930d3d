"""The facts of an invented inspection, one of each kind, made by hand: what the graph is tested on."""

from __future__ import annotations

import datetime as dt

from findings_graph.facts import (
    AnnexeQuestionScore,
    Body,
    Evidence,
    Figure,
    Finding,
    Gap,
    InspectionFacts,
    KeyQuestionScore,
    OverallRating,
    Place,
    Provision,
    Quotation,
    Recommendation,
    RecommendationProgress,
    StandardRating,
    Statistic,
    ThemeCue,
    Value,
    YearMonth,
)
from findings_graph.reading.source import SourceText

TEXT = """An inspection of probation services in: Harrowmere PDU (invented)
Published March 2024. Fieldwork started 4 December 2023. Lead inspector: Ada Quill.
Overall rating Inadequate, score 1/21. P 1.1 Leadership Requires improvement.
Does assessment focus on keeping other people safe? 45.5%
- Staff felt \u201cheard\u201d\f and supported; 9 out of 12 said so, with a "quote" and a back\\slash.
- Home visits were rarely done.
\u201cThey listened,\u201d said one person on probation.
Harrowmere should: 1. Do home visits. Brightwater Trust ran the mentoring service from Mill Street office.
The caseload was 1,204.5 in all. Annexe: Was the plan timely? 61%. Some progress was made on visits.
"""

PDU = Body("pdu/harrowmere", "Harrowmere", "ProbationDeliveryUnit", registered=False)
REGION = Body(
    "region/kent-surrey-and-sussex", "Kent, Surrey and Sussex", "ProbationRegion", registered=True
)


def at(words: str, rule: str = "made-by-hand") -> Evidence:
    """Return the evidence of words where they first stand in the text."""
    start = TEXT.index(words)
    return Evidence(start, start + len(words), rule)


def invented_facts(name: str = "harrowmere-2024") -> InspectionFacts:
    """Return the facts of the invented inspection under a name."""
    heard = Finding(
        id="aaaaaaaaaaaa",
        section="1.1",
        text='Staff felt \u201cheard\u201d and supported; 9 out of 12 said so, with a "quote" and a back\\slash.',
        heading_polarity="strength",
        text_polarity="strength",
        evidence=at(
            'Staff felt \u201cheard\u201d\f and supported; 9 out of 12 said so, with a "quote" and a back\\slash.'
        ),
        polarity_evidence=at("supported"),
        themes=(
            ThemeCue("1.1", at("Staff felt", "themes")),
            ThemeCue("1.1", at("supported", "themes")),
        ),
    )
    visits = Finding(
        id="bbbbbbbbbbbb",
        section="diversity",
        text="Home visits were rarely done.",
        heading_polarity=None,
        text_polarity="improvement",
        evidence=at("Home visits were rarely done."),
        polarity_evidence=at("rarely"),
    )
    return InspectionFacts(
        name=name,
        source=SourceText.from_text(TEXT, name="harrowmere.txt"),
        pdu=PDU,
        region=REGION,
        region_basis="register",
        framework="2023",
        values=(
            Value("pdu", PDU, at("Harrowmere PDU")),
            Value("framework", "2023", at("P 1.1")),
            Value("issued", YearMonth(2024, 3), at("March 2024")),
            Value("fieldworkStart", dt.date(2023, 12, 4), at("4 December 2023")),
            Value("communityCases", 12, at("12")),
            Value("leadInspector", "Ada Quill", at("Ada Quill")),
            Value("isbn", "978-1-000000-00-0", None),
        ),
        overall=OverallRating("inadequate", 1, 21, at("Inadequate"), at("1/21")),
        ratings=(StandardRating("1.1", "requires-improvement", at("Requires improvement")),),
        key_questions=(KeyQuestionScore("2.1", 3, 45.5, at("45.5%")),),
        annexe_questions=(
            AnnexeQuestionScore(
                "2.2", 1, "Was the plan timely?", 61.0, at("Was the plan timely? 61%")
            ),
        ),
        recommendations=(
            Recommendation(
                1,
                "Do home visits.",
                PDU,
                at("1. Do home visits."),
                (ThemeCue("3.2", at("home visits", "themes")),),
            ),
        ),
        progress=(
            RecommendationProgress(
                1,
                "Visit people at home.",
                "Some progress",
                "Some progress was made on visits.",
                at("Some progress was made on visits."),
            ),
        ),
        findings=(visits, heard),
        quotations=(
            Quotation(
                "cccccccccccc",
                "1.1",
                "person on probation",
                "They listened,",
                at("\u201cThey listened,\u201d"),
            ),
        ),
        statistics=(
            Statistic(
                "dddddddddddd",
                "1.1",
                "aaaaaaaaaaaa",
                9,
                12,
                None,
                "staff-survey",
                "said so",
                "9 out of 12 said so",
                at("9 out of 12 said so"),
            ),
        ),
        figures=(
            Figure(
                "eeeeeeeeeeee",
                "caseload",
                1204.5,
                "cases",
                "pdu",
                YearMonth(2024, 1),
                at("1,204.5"),
            ),
        ),
        provisions=(
            Provision(
                Body(
                    "provider/brightwater-trust", "Brightwater Trust", "Provider", registered=False
                ),
                "mentoring",
                commissioned=True,
                evidence=at("Brightwater Trust ran the mentoring service"),
            ),
        ),
        places=(
            Place(
                Body("office/mill-street", "Mill Street", "Office", registered=False),
                None,
                at("Mill Street office"),
            ),
        ),
        gaps=(
            Gap("licenceCases", "not-reported", "the whole report"),
            Gap("key-question 2.4.1", "not-understood", "the table of percentages", at("45.5%")),
        ),
    )
