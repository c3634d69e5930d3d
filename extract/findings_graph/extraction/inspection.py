"""From the text of one report to the facts of one inspection."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import replace

from findings_graph.discrepancies.search import find_discrepancies
from findings_graph.errors import NotAReport
from findings_graph.extraction.findings import find_findings, find_quotations
from findings_graph.extraction.gaps import find_gaps
from findings_graph.extraction.key_questions import find_annexe_questions, find_key_questions
from findings_graph.extraction.particulars import find_particulars
from findings_graph.extraction.ratings import find_ratings
from findings_graph.extraction.recommendations import find_progress, find_recommendations
from findings_graph.extraction.tallies import report_figures, report_statistics, sample_of
from findings_graph.extraction.units import Unit, find_unit
from findings_graph.facts import Body, InspectionFacts, Value, YearMonth
from findings_graph.judgement.judgements import judge_findings, judge_recommendations
from findings_graph.organisations.places import find_places
from findings_graph.organisations.provider_findings import name_providers
from findings_graph.organisations.provisions import find_provisions
from findings_graph.organisations.registers import Registers
from findings_graph.reading.layout import lay_out
from findings_graph.reading.report_kinds import framework_of, refuse_others
from findings_graph.reading.sections import place
from findings_graph.reading.source import SourceText

_COPYRIGHT = re.compile(r"©\s*Crown copyright\s+(20\d\d)", re.IGNORECASE)
_LONGEST = 6000
"""Characters that no passage of a report has; the longest seen has under 1,400."""


@functools.cache
def _registers() -> Registers:
    return Registers.shipped()


def extract(source: SourceText) -> InspectionFacts:
    """Return the facts that a report states, each with its evidence, and a gap for each that it lacks.

    A passage too long to be one is not read, and its extent stands in a gap.

    Raises:
        NotAReport: the text is no inspection report of a probation delivery unit, or of a framework
            that is not read here.
    """
    refuse_others(source)
    whole = lay_out(source)
    laid_out = [entry for entry in whole if len(entry.passage.text) <= _LONGEST]
    framework = framework_of(source, laid_out)
    placed = place(laid_out, framework)
    registers = _registers()
    unit = find_unit(placed, registers)
    if unit is None:
        message = f"{source.name}: no probation delivery unit (PDU) is named on its title page, in its ratings or in its recommendations; check that the whole report was converted"
        raise NotAReport(message)
    overall, ratings = find_ratings(placed, framework)
    findings, passages = find_findings(placed, framework)
    if overall is None and not ratings and not findings:
        message = f"{source.name}: neither ratings nor findings were found in it; check that the whole report was converted"
        raise NotAReport(message)
    values = find_particulars(placed)
    findings = judge_findings(findings, [entry.passage for entry in passages])
    extents = {(finding.evidence.start, finding.evidence.end): finding for finding in findings}
    recommendations, wholes = find_recommendations(placed, unit.pdu, registers)
    sectioned = [(entry.section, entry.passage) for entry in placed]
    provisions = find_provisions(sectioned, registers)
    findings = name_providers(
        findings,
        [entry.passage for entry in passages],
        provisions,
        [passage for _, passage in sectioned],
        registers,
    )
    figures = report_figures(placed, unit.pdu.label)
    key_questions = find_key_questions(placed, framework)
    statistics, uncounted = report_statistics(
        placed, extents, sample_of(values), figures, key_questions
    )
    progress, unread_progress = find_progress(placed)
    facts = InspectionFacts(
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
        recommendations=judge_recommendations(recommendations, wholes),
        progress=progress,
        findings=findings,
        quotations=find_quotations(placed, framework),
        statistics=statistics,
        figures=figures,
        provisions=provisions,
        places=find_places(sectioned, unit.pdu, registers),
    )
    unread = [entry.passage for entry in whole if len(entry.passage.text) > _LONGEST]
    gaps = (*find_gaps(facts, framework, placed, unread), *unread_progress, *uncounted)
    facts = replace(facts, gaps=gaps)
    return replace(facts, discrepancies=find_discrepancies(facts))


def _unit_values(unit: Unit) -> list[Value]:
    values = [Value("pdu", unit.pdu, unit.pdu_evidence)]
    if unit.region is not None:
        values.append(Value("region", unit.region, unit.region_evidence))
    return values


def _name(pdu: Body, values: list[Value], source: SourceText) -> str:
    """Return the inspection's name: the unit's slug and the year of publication, else of fieldwork."""
    dates = {value.name: value.value for value in values}
    slug = pdu.path.partition("/")[2]
    for name in ("issued", "fieldworkStart"):
        date = dates.get(name)
        if isinstance(date, dt.date | YearMonth):
            return f"{slug}-{date.year}"
    if match := _COPYRIGHT.search(source.text):
        return f"{slug}-{match[1]}"
    message = f"{source.name}: neither a publication nor a fieldwork date was found, so the inspection of {pdu.label} PDU cannot be named; check that title page and background were converted"
    raise NotAReport(message)
