"""An invented report, part by part, for tests of the reading layer to alter."""

from __future__ import annotations

from findings_graph.extraction.inspection import extract
from findings_graph.facts import InspectionFacts
from findings_graph.reading.frameworks import load_frameworks
from findings_graph.reading.layout import LaidOut, lay_out
from findings_graph.reading.sections import Placed, place
from findings_graph.reading.source import SourceText

TITLE = """An inspection of probation services in:
Tarnby Vale PDU

The Probation Service – Wessex and Marches region

HM Inspectorate of Probation, May 2024
"""
RATINGS = """Ratings

Tarnby Vale PDU\tScore 3/21
Overall rating\tInadequate
1.1 Leadership\tRequires improvement
1.2 Staffing\tRequires improvement
1.3 Services\tRequires improvement
2.1 Assessment\tInadequate
2.2 Planning\tInadequate
2.3 Implementation and delivery\tInadequate
2.4 Reviewing\tInadequate
"""
RECOMMENDATIONS = """Recommendations

As a result of our inspection findings, we have made recommendations.

Tarnby Vale PDU should:

1. train every practitioner to plan for release
2. see that home visits are made

HMPPS should:

3. repair the offices in Tarnby.
"""
BACKGROUND = """Background

We conducted fieldwork in Tarnby Vale PDU over the period of two weeks, beginning 4 March 2024. We inspected 31 community cases and 14 released on licence. We also conducted 22 interviews with probation practitioners.
"""
LEADERSHIP = """1.1 Leadership

Strengths:

• Leaders walked round every office each month.
• The head of the unit knew the courts well.

Areas for improvement:

• Few of the plans had been told to staff.
"""
STAFFING = """1.2 Staffing

Strengths:

• Trainees were looked after.

Areas for improvement:

• Sickness was high and nobody knew why.
"""
SERVICES = """1.3 Services

Strengths:

• A drop-in for women met on Tuesdays.

Areas for improvement:

• Unpaid work had a long queue.
"""
ASSESSMENT = """2.1 Assessment

• Practitioners asked people what mattered to them.
• Risk to children was missed in half of the cases.
"""
IMPRINT = """Acknowledgements

This inspection was led by HM Inspector Ines de Souza, supported by a team of inspectors.

ISBN: 978-1-916621-00-0
"""


def report(**parts: str) -> str:
    """Return the invented report; a part given by name stands instead of its own text."""
    own = {
        "title": TITLE,
        "imprint": IMPRINT,
        "ratings": RATINGS,
        "recommendations": RECOMMENDATIONS,
        "background": BACKGROUND,
        "leadership": LEADERSHIP,
        "staffing": STAFFING,
        "services": SERVICES,
        "assessment": ASSESSMENT,
    }
    assert parts.keys() <= own.keys()
    return "\n".join((own | parts).values())


def facts_of(text: str) -> InspectionFacts:
    """Return the facts of a report's text."""
    return extract(SourceText.from_text(text, name="tarnby-vale.txt"))


def laid_out(text: str) -> list[LaidOut]:
    """Return the passages of a text."""
    return lay_out(SourceText.from_text(text, name="test.txt"))


def shown(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each passage of a text."""
    return [(entry.passage.kind, entry.passage.text) for entry in laid_out(text)]


def placed(text: str, framework: str = "2023") -> list[Placed]:
    """Return the passages of a text in their sections."""
    return place(laid_out(text), load_frameworks()[framework])
