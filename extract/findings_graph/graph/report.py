"""A report's graph: the facts of one inspection as sorted triples, each with its evidence.

The graph depends on the facts, the base IRI and this version alone: no clock, no path, no order of
work. No blank nodes, so that two builds can be compared line by line.

Source: the Web Annotation Vocabulary (selectors, motivations), PROV-O and the Data Cube vocabulary.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from findings_graph import __version__
from findings_graph.discrepancies.sentences import find_sentences
from findings_graph.facts import (
    AnnexeQuestionScore,
    Body,
    Discrepancy,
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
from findings_graph.graph.description import Description, computed_percentage, decimal
from findings_graph.graph.turtle import sort_triples
from findings_graph.organisations.registers import slug
from findings_graph.terms import (
    BASE,
    XSD_BOOLEAN,
    Iri,
    Literal,
    Term,
    Triple,
    english,
    integer,
    plain,
    term,
)

RATINGS = ("inadequate", "requires-improvement", "good", "outstanding")
"""Notations of the rating scale; the place of a rating is its points (METHOD.md, Scores)."""

LICENCE = Iri("http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
"""The Open Government Licence v3.0, under which the reports are published."""

_REPORT_VALUES = {"issued": "dcterms:issued", "isbn": "schema:isbn"}
_STANDARD = re.compile(r"[0-9]\.[0-9]", re.ASCII)
_KINDS_OF_PLACE = {
    "Office": "office",
    "Prison": "prison",
    "Court": "court",
    "PoliceForce": "police force",
    "LocalAuthority": "local authority",
}


def report_triples(
    facts: InspectionFacts, *, base: str = BASE, with_text: bool = True
) -> list[Triple]:
    """Return the triples of one report's graph, sorted and without repeats.

    Args:
        facts: what the report states.
        base: IRI under which things stand, with a slash at its end.
        with_text: whether the report's words are written; else their hashes and lengths are.
    """
    description = Description(facts, base=base, with_text=with_text)
    _describe_inspection(description)
    _describe_ratings(description)
    _describe_recommendations(description)
    _describe_findings(description)
    _describe_figures(description)
    _describe_bodies(description)
    for gap in facts.gaps:
        _describe_gap(description, gap)
    for number, discrepancy in enumerate(facts.discrepancies, 1):
        _describe_discrepancy(description, discrepancy, number)
    return sort_triples(description.triples)


def _describe_inspection(description: Description) -> None:
    facts, add = description.facts, description.add
    inspection, report, text = description.inspection, description.report, description.text
    extraction, graph = description.extraction, description.graph
    label = f"{facts.pdu.label} PDU, {facts.name.rpartition('-')[2]}"

    add(inspection, "rdf:type", term("pf:Inspection"))
    add(inspection, "rdfs:label", english(f"Inspection of {label}"))
    add(inspection, "pf:pdu", description.body(facts.pdu))
    if facts.region is not None:
        add(inspection, "pf:region", description.body(facts.region))
        add(inspection, "pf:regionBasis", description.thing(f"basis/{facts.region_basis}"))
    add(inspection, "pf:framework", description.framework)

    add(report, "rdf:type", term("pf:InspectionReport"))
    add(report, "rdfs:label", english(f"Report on the inspection of {label}"))
    add(report, "pf:inspection", inspection)
    add(report, "dcterms:license", LICENCE)
    add(report, "dcterms:publisher", description.thing("body/hmi-probation"))
    add(report, "prov:wasGeneratedBy", inspection)

    add(text, "rdf:type", term("pf:SourceText"))
    add(text, "pf:inspection", inspection)
    add(text, "prov:specializationOf", report)
    add(text, "pf:sha256", plain(facts.source.sha256))
    add(text, "pf:length", integer(len(facts.source.text)))

    software = description.thing(f"software/findings-graph/{__version__}")
    add(software, "rdf:type", term("pf:Software"))
    add(software, "rdfs:label", english(f"findings-graph {__version__}"))
    add(software, "schema:softwareVersion", plain(__version__))
    add(extraction, "rdf:type", term("pf:Extraction"))
    add(extraction, "prov:used", text)
    add(extraction, "prov:wasAssociatedWith", software)
    add(graph, "rdf:type", term("pf:ReportGraph"))
    add(graph, "pf:inspection", inspection)
    add(graph, "prov:wasGeneratedBy", extraction)

    for value in facts.values:
        _describe_value(description, value)


def _describe_value(description: Description, value: Value) -> None:
    predicate = _REPORT_VALUES.get(value.name)
    subject = description.report if predicate else description.inspection
    predicate = predicate or f"pf:{value.name}"
    written = _value_term(description, value)
    description.add(subject, predicate, written)
    if value.evidence is not None:
        description.statement(value.name, (subject, predicate, written), value.evidence)


def _value_term(description: Description, value: Value) -> Term:
    if value.name == "framework":
        return description.framework
    match value.value:
        case Body() as body:
            return description.body(body)
        case YearMonth() as month:
            return _month(month)
        case dt.date() as day:
            return Literal(day.isoformat(), term("xsd:date"))
        case int(number):
            return integer(number)
        case str(text):
            return plain(text)


def _describe_ratings(description: Description) -> None:
    facts = description.facts
    if facts.overall is not None:
        _describe_overall(description, facts.overall)
    for rating in facts.ratings:
        _describe_rating(description, rating)
    for score in facts.key_questions:
        _describe_key_question(description, score)
    for annexe_score in facts.annexe_questions:
        _describe_annexe_question(description, annexe_score)


def _describe_overall(description: Description, overall: OverallRating) -> None:
    add = description.add
    iri = description.fact(description.part("overall-rating"), "OverallRating", overall.evidence)
    add(iri, "qb:dataSet", description.thing("dataset/overall-ratings"))
    add(iri, "pf:rating", description.thing(f"rating/{overall.rating}"))
    if overall.maximum is not None:
        add(iri, "pf:maximumScore", integer(overall.maximum))
    if overall.score is not None:
        add(iri, "pf:score", integer(overall.score))
        if overall.score_evidence is not None:
            score = (iri, "pf:score", integer(overall.score))
            description.statement("score", score, overall.score_evidence)


def _describe_rating(description: Description, rating: StandardRating) -> None:
    add = description.add
    iri = description.part(f"standard-rating/{rating.standard}")
    iri = description.fact(iri, "StandardRating", rating.evidence)
    add(iri, "qb:dataSet", description.thing("dataset/standard-ratings"))
    add(iri, "pf:standard", description.standard(rating.standard))
    add(iri, "pf:rating", description.thing(f"rating/{rating.rating}"))
    add(iri, "pf:points", integer(RATINGS.index(rating.rating)))


def _describe_key_question(description: Description, score: KeyQuestionScore) -> None:
    add = description.add
    number = f"{score.standard}.{score.number}"
    iri = description.part(f"key-question/{number}")
    iri = description.fact(iri, "KeyQuestionScore", score.evidence)
    add(iri, "qb:dataSet", description.thing("dataset/key-question-scores"))
    add(iri, "pf:standard", description.standard(score.standard))
    add(iri, "pf:keyQuestion", Iri(f"{description.framework}/key-question/{number}"))
    add(iri, "pf:percentage", decimal(score.percentage))


def _describe_annexe_question(description: Description, score: AnnexeQuestionScore) -> None:
    add = description.add
    iri = description.part(f"annexe-question/{score.standard}.{score.position}")
    iri = description.fact(iri, "AnnexeQuestionScore", score.evidence)
    add(iri, "qb:dataSet", description.thing("dataset/annexe-question-scores"))
    add(iri, "pf:standard", description.standard(score.standard))
    add(iri, "pf:number", integer(score.position))
    add(iri, "pf:questionText", english(score.question))
    add(iri, "pf:percentage", decimal(score.percentage))


def _describe_recommendations(description: Description) -> None:
    numbers: Counter[int] = Counter()  # a report may number from 1 again for each addressee
    for recommendation in description.facts.recommendations:
        numbers[recommendation.number] += 1
        _describe_recommendation(description, recommendation, numbers[recommendation.number])
    for progress in description.facts.progress:
        _describe_progress(description, progress)


def _describe_recommendation(
    description: Description, recommendation: Recommendation, repeat: int
) -> None:
    name = f"{recommendation.number}" if repeat == 1 else f"{recommendation.number}-{repeat}"
    iri = description.part(f"recommendation/{name}")
    iri = description.fact(iri, "Recommendation", recommendation.evidence)
    description.add(iri, "pf:number", integer(recommendation.number))
    description.add(iri, "pf:addressee", description.body(recommendation.addressee))
    description.words(iri, recommendation.text)
    _describe_themes(description, iri, recommendation.themes)


def _describe_progress(description: Description, progress: RecommendationProgress) -> None:
    iri = description.part(f"recommendation-progress/{progress.position}")
    iri = description.fact(iri, "RecommendationProgress", progress.evidence)
    description.add(iri, "pf:number", integer(progress.position))
    if progress.recommendation:
        description.words(iri, progress.recommendation, predicate="pf:earlierRecommendation")
    description.phrase(iri, "pf:progress", progress.progress)
    description.words(iri, progress.text)


def _describe_findings(description: Description) -> None:
    facts = description.facts
    findings = sorted(facts.findings, key=lambda finding: finding.evidence.start)
    for number, finding in enumerate(findings, 1):
        _describe_finding(description, finding, number)
    quotations = sorted(facts.quotations, key=lambda quotation: quotation.evidence.start)
    for number, quotation in enumerate(quotations, 1):
        _describe_quotation(description, quotation, number)
    for statistic in facts.statistics:
        _describe_statistic(description, statistic)


def _describe_finding(description: Description, finding: Finding, number: int) -> None:
    add = description.add
    iri = description.part(f"finding/{finding.id}")
    iri = description.fact(iri, "Finding", finding.evidence)
    add(iri, "pf:number", integer(number))
    add(iri, "pf:section", description.thing(f"section/{finding.section}"))
    if _STANDARD.fullmatch(finding.section):
        add(iri, "pf:standard", description.standard(finding.section))
    description.words(iri, finding.text)
    polarity = finding.heading_polarity or finding.text_polarity
    for predicate, value in (
        ("pf:headingPolarity", finding.heading_polarity),
        ("pf:textPolarity", finding.text_polarity),
        ("pf:polarity", polarity),
    ):
        if value:
            add(iri, predicate, description.thing(f"polarity/{value}"))
    if finding.text_polarity and finding.polarity_evidence:
        cue = Iri(f"{iri}/polarity")
        body = description.thing(f"polarity/{finding.text_polarity}")
        description.annotation(cue, "oa:assessing", body, finding.polarity_evidence)
        add(cue, "pf:about", iri)
    _describe_themes(description, iri, finding.themes)
    for named in finding.providers:
        provider = description.body(named.provider)
        add(iri, "pf:namesProvider", provider)
        annotation = Iri(f"{iri}/provider/{named.provider.path.rpartition('/')[2]}")
        description.annotation(annotation, "oa:identifying", provider, named.evidence)
        add(annotation, "pf:about", iri)


def _describe_themes(description: Description, about: Iri, cues: tuple[ThemeCue, ...]) -> None:
    for cue in cues:
        theme = description.thing(f"theme/{cue.theme}")
        description.add(about, "pf:theme", theme)
        annotation = description.fresh(Iri(f"{about}/theme/{cue.theme}"))
        description.annotation(annotation, "oa:classifying", theme, cue.evidence)
        description.add(annotation, "pf:about", about)


def _describe_quotation(description: Description, quotation: Quotation, number: int) -> None:
    add = description.add
    iri = description.part(f"quotation/{quotation.id}")
    iri = description.fact(iri, "Quotation", quotation.evidence)
    add(iri, "pf:number", integer(number))
    add(iri, "pf:section", description.thing(f"section/{quotation.section}"))
    add(iri, "pf:speaker", description.thing(f"speaker/{slug(quotation.speaker)}"))
    description.words(iri, quotation.text)


def _describe_statistic(description: Description, statistic: Statistic) -> None:
    add = description.add
    iri = description.part(f"statistic/{statistic.id}")
    iri = description.fact(iri, "Statistic", statistic.evidence)
    if statistic.section:
        add(iri, "pf:section", description.thing(f"section/{statistic.section}"))
    if statistic.finding:
        add(iri, "pf:finding", description.part(f"finding/{statistic.finding}"))
    if statistic.numerator is not None:
        add(iri, "pf:numerator", integer(statistic.numerator))
    if statistic.denominator is not None:
        add(iri, "pf:denominator", integer(statistic.denominator))
    if statistic.numerator is not None and statistic.denominator is not None:
        computed = computed_percentage(statistic.numerator, statistic.denominator)
        if computed is not None:
            add(iri, "pf:computedPercentage", decimal(computed))
    if statistic.percentage is not None:
        add(iri, "pf:percentage", decimal(statistic.percentage))
    add(iri, "pf:population", description.thing(f"population/{statistic.population}"))
    if statistic.subset is not None:
        add(iri, "pf:subset", english(statistic.subset))
    if statistic.fraction is not None:
        description.phrase(iri, "pf:fraction", statistic.fraction)
    description.phrase(iri, "pf:counted", statistic.counted)
    description.words(iri, statistic.text)


def _describe_figures(description: Description) -> None:
    for figure in description.facts.figures:
        _describe_figure(description, figure)


def _describe_figure(description: Description, figure: Figure) -> None:
    add = description.add
    iri = description.part(f"figure/{figure.id}")
    iri = description.fact(iri, "Figure", figure.evidence)
    add(iri, "pf:measure", description.thing(f"measure/{figure.measure}"))
    add(iri, "pf:value", decimal(figure.value))
    add(iri, "pf:unit", description.thing(f"unit/{figure.unit}"))
    add(iri, "pf:scope", description.thing(f"scope/{figure.scope}"))
    if figure.date is not None:
        add(iri, "pf:date", _month(figure.date))


def _describe_bodies(description: Description) -> None:
    for provision in description.facts.provisions:
        _describe_provision(description, provision)
    for place in description.facts.places:
        _describe_place(description, place)


def _describe_provision(description: Description, provision: Provision) -> None:
    add = description.add
    provider = provision.provider.path.rpartition("/")[2]
    service = slug(provision.service)
    iri = description.part(f"provision/{provider}/{service}")
    iri = description.fact(iri, "Provision", provision.evidence)
    add(iri, "pf:pdu", description.body(description.facts.pdu))
    add(iri, "pf:provider", description.body(provision.provider))
    add(iri, "pf:service", description.thing(f"service/{service}"))
    commissioned = "true" if provision.commissioned else "false"
    add(iri, "pf:commissioned", Literal(commissioned, XSD_BOOLEAN))


def _describe_place(description: Description, place: Place) -> None:
    add = description.add
    iri = description.part(f"place/{place.body.path}")
    iri = description.fact(iri, "PlaceMention", place.evidence)
    add(iri, "pf:place", description.body(place.body))
    add(iri, "pf:kindOfPlace", plain(_KINDS_OF_PLACE[place.body.kind]))
    if place.code is not None:
        add(iri, "pf:code", plain(place.code))


def _describe_gap(description: Description, gap: Gap) -> None:
    add = description.add
    iri = description.fact(description.part(f"gap/{slug(gap.what)}"), "Gap", gap.evidence)
    add(iri, "pf:what", english(gap.what))
    add(iri, "pf:reason", description.thing(f"gap-reason/{gap.reason}"))
    add(iri, "pf:lookedIn", english(gap.looked_in))


def _describe_discrepancy(description: Description, discrepancy: Discrepancy, number: int) -> None:
    add = description.add
    iri = description.fact(description.part(f"discrepancy/{number}"), "Discrepancy", None)
    add(iri, "pf:kindOfDiscrepancy", description.thing(f"discrepancy-kind/{discrepancy.kind}"))
    add(iri, "pf:firstValue", decimal(discrepancy.first))
    add(iri, "pf:secondValue", decimal(discrepancy.second))
    for predicate, paths in (
        ("pf:firstFact", discrepancy.first_fact),
        ("pf:secondFact", discrepancy.second_fact),
    ):
        for path in paths:
            add(iri, predicate, description.part(path))
    first, second = find_sentences(description.facts, discrepancy)
    for name, sentences in (("first", first), ("second", second)):
        for place, sentence in enumerate(sentences, 1):
            annotation = Iri(f"{iri}/{name}/{place}")
            description.annotation(annotation, "oa:describing", iri, sentence)


def _month(month: YearMonth) -> Literal:
    return Literal(str(month), term("xsd:gYearMonth"))
