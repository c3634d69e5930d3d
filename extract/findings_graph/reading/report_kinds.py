"""Kinds of report: which framework one follows, and which reports are not read here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from findings_graph.errors import NotAReport
from findings_graph.reading.frameworks import Framework, load_frameworks
from findings_graph.reading.layout import LaidOut
from findings_graph.reading.source import SourceText

_PROBATION = re.compile(r"inspection\s+of\s+(?:the\s+)?probation\s+services?", re.IGNORECASE)
_INSPECTORATE = re.compile(r"inspectorate\s+of\s+probation|hmi\s?probation", re.IGNORECASE)
_PRISONS = re.compile(
    r"(?:report|inspection)\b[^.]{0,200}\binspectorate\s+of\s+prisons\b", re.IGNORECASE
)
_YOUTH = re.compile(
    r"inspection\s+of\s+(?:the\s+)?youth\s+(?:justice|offending)\s+(?:services?|work)",
    re.IGNORECASE,
)
_DYNAMIC = re.compile(r"\bdynamic\s+(?:inspection|framework|monitoring)", re.IGNORECASE)
_CODE = re.compile(r"^\W{0,9}[CA]\s?\d{1,2}(?:\.\d{1,2})?\b", re.MULTILINE)
_OVERALL = re.compile(r"overall\s+rating", re.IGNORECASE)
_UNIT = r"\b(?:PDU|delivery\s+unit)\b"
_REGIONAL = re.compile(
    rf"{_PROBATION.pattern}(?:(?!{_UNIT})[^.]){{0,120}}?\bregion\b", re.IGNORECASE
)
_OF_UNIT = re.compile(rf"{_PROBATION.pattern}[^.]{{0,120}}?{_UNIT}", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d/])\d{1,2}\s*/\s*(\d{2})(?![\d/])")
_HEAD = 20_000
"""Characters within which title, contents and foreword stand."""
_FEWEST = 3
"""How many standards or question codes a report must show before they tell its framework."""

_OTHER = {
    "youth": "an inspection of youth justice services, not of a probation delivery unit; such reports are not read",
    "prisons": "a report of HM Inspectorate of Prisons, not on a probation delivery unit; such reports are not read",
    "regional": "a report on a probation region, not on a probation delivery unit; such reports are not read",
    "dynamic": "a report under the dynamic framework (from October 2025), which is not supported yet",
    "none": "no inspection report of HM Inspectorate of Probation (its name stands nowhere in the text); give the report's own text",
    "unknown": "the headings of no known framework's standards stand in it; frameworks 2021 and 2023 are read; check that the whole report was converted",
}


def refuse_others(source: SourceText) -> None:
    """Refuse what is no inspection report of a probation delivery unit, before any work on it.

    A report may speak of other inspections: the title that stands first tells what it is.

    Raises:
        NotAReport: it is of another kind; the message says which.
    """
    for kind in _kinds(source.text.replace("\u00ad", "")):
        raise _refusal(source, kind)


def _kinds(text: str) -> Iterator[str]:
    head = text[:_HEAD]
    probation = _PROBATION.search(head)
    first = probation.start() if probation else len(head)
    if _YOUTH.search(head, 0, first):
        yield "youth"
    if probation is None and _PRISONS.search(head):
        yield "prisons"
    if _PROBATION.search(text) is None and _INSPECTORATE.search(text) is None:
        yield "none"
    if _DYNAMIC.search(head) and _is_coded(text) and _OVERALL.search(text) is None:
        yield "dynamic"
    if _REGIONAL.search(head) and _OF_UNIT.search(text) is None:
        yield "regional"


def framework_of(source: SourceText, laid_out: list[LaidOut]) -> Framework:
    """Return the framework that a report follows.

    It has every standard that the report's headings name. Where two frameworks do, the printed
    maximum score decides, and else the fewest standards: only the 2021 framework has court work, and
    information and facilities, most names are in both.

    Raises:
        NotAReport: the headings name the standards of no framework that is read here.
    """
    headings = [entry.heading for entry in laid_out if entry.heading is not None]
    named = {heading.name for heading in headings if heading.kind == "standard"}
    frameworks = load_frameworks().values()
    fitting = [framework for framework in frameworks if named <= framework.names]
    if len(named) >= _FEWEST:
        maxima = {framework.maximum: framework for framework in fitting or frameworks}
        for match in _SCORE.finditer(source.text):
            if found := maxima.get(int(match[1])):
                return found
        if fitting:
            return min(fitting, key=lambda framework: len(framework.standards))
    dynamic = _DYNAMIC.search(source.text) and _is_coded(source.text)
    raise _refusal(source, "dynamic" if dynamic else "unknown")


def _is_coded(text: str) -> bool:
    """Return whether codes such as C1.2 or A3, as the dynamic framework has them, open lines."""
    return sum(1 for _ in zip(range(_FEWEST), _CODE.finditer(text), strict=False)) == _FEWEST


def _refusal(source: SourceText, kind: str) -> NotAReport:
    return NotAReport(f"{source.name}: {_OTHER[kind]}")
