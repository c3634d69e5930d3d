"""From the text of one report to the facts of one inspection."""

from __future__ import annotations

import datetime as dt
import functools
import re

from findings_graph.errors import NotAReport
from findings_graph.facts import Body, Gap, InspectionFacts, OverallRating, Value, YearMonth
from findings_graph.findings import find_findings, find_quotations
from findings_graph.frameworks import Framework, load_frameworks
from findings_graph.judgements import judge_findings, judge_recommendations
from findings_graph.key_questions import find_annexe_questions, find_key_questions
from findings_graph.layout import LaidOut, lay_out
from findings_graph.particulars import Unit, find_particulars, find_unit
from findings_graph.places import find_places
from findings_graph.provisions import find_provisions
from findings_graph.ratings import find_ratings
from findings_graph.recommendations import find_progress, find_recommendations
from findings_graph.registers import Registers
from findings_graph.sections import place
from findings_graph.source import SourceText
from findings_graph.tallies import report_figures, report_statistics, sample_of

_INSPECTORATE = re.compile(
    r"inspectorate\s+of\s+probation|hmi\s?probation|inspection\s+of\s+(?:the\s+)?probation\s+services?",
    re.IGNORECASE,
)
_YOUTH = re.compile(
    r"inspection\s+of\s+(?:the\s+)?youth\s+(?:justice|offending)\s+(?:services?|work)",
    re.IGNORECASE,
)
_DYNAMIC = re.compile(r"\bdynamic\s+(?:inspection|framework|monitoring)", re.IGNORECASE)
_CODE = re.compile(r"^\W*[CA]\s?\d{1,2}(?:\.\d{1,2})?\b", re.MULTILINE)
_REGIONAL = re.compile(
    r"inspection\s+of\s+(?:the\s+)?probation\s+services?[^.]{0,120}\bregion\b(?![^.]{0,120}\b(?:PDU|delivery unit)\b)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?<![\d/])\d{1,2}\s*/\s*(\d{2})(?![\d/])")
_FEWEST_HEADINGS = 3
_VALUES = (
    "issued",
    "fieldworkStart",
    "communityCases",
    "licenceCases",
    "practitionerInterviews",
    "leadInspector",
    "isbn",
)
_LOOKED_IN = {
    "issued": "title page and imprint",
    "fieldworkStart": "ratings and background",
    "communityCases": "background and case sample",
    "licenceCases": "background and case sample",
    "practitionerInterviews": "background and case sample",
    "leadInspector": "acknowledgements",
    "isbn": "imprint",
}


@functools.cache
def _registers() -> Registers:
    return Registers.shipped()


def extract(source: SourceText) -> InspectionFacts:
    """Return the facts that a report states, each with its evidence, and a gap for each that it lacks.

    Raises:
        NotAReport: the text is no inspection report of a probation delivery unit, or of a framework
            that is not read here.
    """
    _refuse_others(source)
    laid_out = lay_out(source)
    framework = _framework(source, laid_out)
    placed = place(laid_out, framework)
    registers = _registers()
    unit = find_unit(placed, registers)
    if unit is None:
        message = f"{source.name}: no probation delivery unit (PDU) is named on its title page, in its ratings or in its recommendations; check that the whole report was converted"
        raise NotAReport(message)
    overall, ratings = find_ratings(placed, framework)
    key_questions = find_key_questions(placed, framework)
    values = find_particulars(placed)
    findings, passages = find_findings(placed, framework)
    if overall is None and not ratings and not findings:
        message = f"{source.name}: neither ratings nor findings were found in it; check that the whole report was converted"
        raise NotAReport(message)
    findings = judge_findings(findings, [entry.passage for entry in passages])
    extents = {(finding.evidence.start, finding.evidence.end): finding for finding in findings}
    found = find_recommendations(placed, unit.pdu, registers)
    by_start = {entry.passage.start: entry.passage for entry in placed}
    recommendations = judge_recommendations(found, [by_start[r.evidence.start] for r in found])
    sectioned = [(entry.section, entry.passage) for entry in placed]
    return InspectionFacts(
        name=_name(unit.pdu, values, source),
        source=source,
        pdu=unit.pdu,
        region=unit.region,
        region_basis="report" if unit.region_evidence else "register",
        framework=framework.notation,
        values=(*_unit_values(unit), *values),
        overall=overall,
        ratings=ratings,
        key_questions=key_questions,
        annexe_questions=find_annexe_questions(placed, framework),
        recommendations=recommendations,
        progress=find_progress(placed),
        findings=findings,
        quotations=find_quotations(placed, framework),
        statistics=report_statistics(placed, extents, sample_of(values)),
        figures=report_figures(placed, unit.pdu.label),
        provisions=find_provisions(sectioned, registers),
        places=find_places(sectioned, unit.pdu, registers),
        gaps=_gaps(
            values,
            unit,
            overall,
            framework,
            {r.standard for r in ratings},
            {(k.standard, k.number) for k in key_questions},
        ),
    )


def _refuse_others(source: SourceText) -> None:
    """Refuse what is no inspection report of probation services, before any work on it."""
    text = source.text
    head = text[:20_000]
    if not _INSPECTORATE.search(text):
        message = f"{source.name}: no inspection report of HM Inspectorate of Probation (its name stands nowhere in the text); give the report's own text"
        raise NotAReport(message)
    if _YOUTH.search(head):
        message = f"{source.name}: an inspection of youth justice services, not of a probation delivery unit; such reports are not read"
        raise NotAReport(message)
    if (
        _DYNAMIC.search(head)
        and len(_CODE.findall(text)) >= _FEWEST_HEADINGS
        and not re.search(r"overall\s+rating", text, re.IGNORECASE)
    ):
        message = f"{source.name}: a report under the dynamic framework (from October 2025), which is not supported yet"
        raise NotAReport(message)


def _framework(source: SourceText, laid_out: list[LaidOut]) -> Framework:
    """Return the framework: the one with the printed maximum score, else the one whose standards are named."""
    frameworks = load_frameworks()
    by_maximum = {framework.maximum: framework for framework in frameworks.values()}
    printed = [int(match[1]) for match in _SCORE.finditer(source.text)]
    named = {
        entry.heading.name
        for entry in laid_out
        if entry.heading is not None and entry.heading.kind == "standard"
    }
    for maximum in printed:
        if maximum in by_maximum and len(named) >= _FEWEST_HEADINGS:
            return by_maximum[maximum]
    fitting = [
        framework
        for framework in frameworks.values()
        if named <= {n for s in framework.standards for n in s.names}
    ]
    if len(named) < _FEWEST_HEADINGS or not fitting:
        if _DYNAMIC.search(source.text) and len(_CODE.findall(source.text)) >= _FEWEST_HEADINGS:
            what = "a report under the dynamic framework (from October 2025), which is not supported yet"
        elif _REGIONAL.search(source.text[:20_000]):
            what = "a report on a probation region, not on a probation delivery unit; such reports are not read"
        else:
            what = "the headings of no known framework's standards stand in it; frameworks 2021 and 2023 are read; check that the whole report was converted"
        message = f"{source.name}: {what}"
        raise NotAReport(message)
    # Only the 2021 framework has court work, and information and facilities; most names are in both.
    return min(fitting, key=lambda framework: len(framework.standards))


def _unit_values(unit: Unit) -> list[Value]:
    values = [Value("pdu", unit.pdu, unit.pdu_evidence)]
    if unit.region is not None:
        values.append(Value("region", unit.region, unit.region_evidence))
    return values


def _name(pdu: Body, values: list[Value], source: SourceText) -> str:
    """Return the inspection's name: the unit's slug and the year of publication, else of fieldwork."""
    dates = {value.name: value.value for value in values}
    for name in ("issued", "fieldworkStart"):
        date = dates.get(name)
        if isinstance(date, dt.date | YearMonth):
            return f"{pdu.path.partition('/')[2]}-{date.year}"
    if match := re.search(r"©\s*Crown copyright\s+(20\d\d)", source.text, re.IGNORECASE):
        return f"{pdu.path.partition('/')[2]}-{match[1]}"
    message = f"{source.name}: neither a publication nor a fieldwork date was found, so the inspection of {pdu.label} PDU cannot be named; check that title page and background were converted"
    raise NotAReport(message)


def _gaps(
    values: list[Value],
    unit: Unit,
    overall: OverallRating | None,
    framework: Framework,
    rated: set[str],
    answered: set[tuple[str, int]],
) -> tuple[Gap, ...]:
    """Return a gap for each thing that every report should state and this one does not."""
    stated = {value.name for value in values}
    gaps = [Gap(name, "not-reported", _LOOKED_IN[name]) for name in _VALUES if name not in stated]
    if unit.region is None:
        gaps.append(
            Gap("region", "not-reported", "title page, background and the register of units")
        )
    if overall is None:
        gaps.append(Gap("overallRating", "not-reported", "ratings and foreword"))
    if overall is None or overall.score is None:
        gaps.append(Gap("score", "not-reported", "ratings and foreword"))
    for standard in framework.standards:
        if standard.rated and standard.number not in rated:
            gaps.append(
                Gap(
                    f"standard-rating {standard.number}",
                    "not-reported",
                    "ratings and the standard's section",
                )
            )
        for question in standard.questions:
            if (standard.number, question.number) not in answered:
                what = f"key-question {standard.number}.{question.number}"
                gaps.append(Gap(what, "not-reported", "the standard's section"))
    return tuple(gaps)
