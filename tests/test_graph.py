"""A report's graph: every kind of fact as the table of the design says, each with its evidence."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict

import pytest

from findings_graph import __version__, resources
from findings_graph.facts import InspectionFacts, Value
from findings_graph.graph.description import computed_percentage, decimal
from findings_graph.graph.report import RATINGS, report_triples
from findings_graph.graph.turtle import write_term
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, PREFIXES, RDF_TYPE, Iri, Literal, Term, Triple
from invented_facts import TEXT, invented_facts

NAME = "inspection/harrowmere-2024"


def _described(triples: list[Triple]) -> dict[str, dict[str, list[str]]]:
    """Return subject → predicate → values, all as Turtle writes them."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        name = write_term(predicate, base=BASE)
        found[subject.removeprefix(BASE)][name].append(write_term(value, base=BASE))
    return {subject: dict(said) for subject, said in found.items()}


@pytest.fixture(scope="module")
def described() -> dict[str, dict[str, list[str]]]:
    """Return the invented inspection's graph, by subject and predicate."""
    return _described(report_triples(invented_facts()))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (
            NAME,
            {
                "rdf:type": ["pf:Inspection"],
                "rdfs:label": ['"Inspection of Harrowmere PDU, 2024"@en'],
                "pf:pdu": ["<pdu/harrowmere>"],
                "pf:region": ["<region/kent-surrey-and-sussex>"],
                "pf:regionBasis": ["<basis/register>"],
                "pf:framework": ["<framework/2023>"],
                "pf:fieldworkStart": ['"2023-12-04"^^xsd:date'],
                "pf:communityCases": ["12"],
                "pf:leadInspector": ['"Ada Quill"'],
            },
        ),
        (
            f"{NAME}/report",
            {
                "rdf:type": ["pf:InspectionReport"],
                "rdfs:label": ['"Report on the inspection of Harrowmere PDU, 2024"@en'],
                "pf:inspection": [f"<{NAME}>"],
                "dcterms:issued": ['"2024-03"^^xsd:gYearMonth'],
                "schema:isbn": ['"978-1-000000-00-0"'],
                "dcterms:license": [
                    "<http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>"
                ],
                "dcterms:publisher": ["<body/hmi-probation>"],
                "prov:wasGeneratedBy": [f"<{NAME}>"],
            },
        ),
        (
            f"{NAME}/text",
            {
                "rdf:type": ["pf:SourceText"],
                "pf:inspection": [f"<{NAME}>"],
                "prov:specializationOf": [f"<{NAME}/report>"],
                "pf:sha256": [f'"{hashlib.sha256(TEXT.encode()).hexdigest()}"'],
                "pf:length": [str(len(TEXT))],
            },
        ),
        (
            f"{NAME}/extraction",
            {
                "rdf:type": ["pf:Extraction"],
                "prov:used": [f"<{NAME}/text>"],
                "prov:wasAssociatedWith": [f"<software/findings-graph/{__version__}>"],
            },
        ),
        (
            f"software/findings-graph/{__version__}",
            {
                "rdf:type": ["pf:Software"],
                "rdfs:label": [f'"findings-graph {__version__}"@en'],
                "schema:softwareVersion": [f'"{__version__}"'],
            },
        ),
        (
            "https://w3id.org/probation-findings/graph/harrowmere-2024",
            {
                "rdf:type": ["pf:ReportGraph"],
                "pf:inspection": [f"<{NAME}>"],
                "prov:wasGeneratedBy": [f"<{NAME}/extraction>"],
            },
        ),
        (
            "pdu/harrowmere",
            {"rdf:type": ["pf:ProbationDeliveryUnit"], "skos:prefLabel": ['"Harrowmere"@en']},
        ),
        (
            f"{NAME}/overall-rating",
            {
                "rdf:type": ["pf:OverallRating"],
                "pf:inspection": [f"<{NAME}>"],
                "qb:dataSet": ["<dataset/overall-ratings>"],
                "pf:rating": ["<rating/inadequate>"],
                "pf:score": ["1"],
                "pf:maximumScore": ["21"],
            },
        ),
        (
            f"{NAME}/statement/score",
            {
                "rdf:type": ["rdf:Statement"],
                "rdf:subject": [f"<{NAME}/overall-rating>"],
                "rdf:predicate": ["pf:score"],
                "rdf:object": ["1"],
            },
        ),
        (
            f"{NAME}/statement/issued",
            {
                "rdf:type": ["rdf:Statement"],
                "rdf:subject": [f"<{NAME}/report>"],
                "rdf:predicate": ["dcterms:issued"],
                "rdf:object": ['"2024-03"^^xsd:gYearMonth'],
            },
        ),
        (
            f"{NAME}/standard-rating/1.1",
            {
                "rdf:type": ["pf:StandardRating"],
                "pf:inspection": [f"<{NAME}>"],
                "qb:dataSet": ["<dataset/standard-ratings>"],
                "pf:standard": ["<framework/2023/standard/1.1>"],
                "pf:rating": ["<rating/requires-improvement>"],
                "pf:points": ["1"],
            },
        ),
        (
            f"{NAME}/key-question/2.1.3",
            {
                "rdf:type": ["pf:KeyQuestionScore"],
                "pf:inspection": [f"<{NAME}>"],
                "qb:dataSet": ["<dataset/key-question-scores>"],
                "pf:standard": ["<framework/2023/standard/2.1>"],
                "pf:keyQuestion": ["<framework/2023/key-question/2.1.3>"],
                "pf:percentage": ["45.5"],
            },
        ),
        (
            f"{NAME}/annexe-question/2.2.1",
            {
                "rdf:type": ["pf:AnnexeQuestionScore"],
                "pf:inspection": [f"<{NAME}>"],
                "qb:dataSet": ["<dataset/annexe-question-scores>"],
                "pf:standard": ["<framework/2023/standard/2.2>"],
                "pf:number": ["1"],
                "pf:questionText": ['"Was the plan timely?"@en'],
                "pf:percentage": ['"61"^^xsd:decimal'],
            },
        ),
        (
            f"{NAME}/recommendation/1",
            {
                "rdf:type": ["pf:Recommendation"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:number": ["1"],
                "pf:text": ['"Do home visits."@en'],
                "pf:addressee": ["<pdu/harrowmere>"],
                "pf:theme": ["<theme/3.2>"],
            },
        ),
        (
            f"{NAME}/recommendation-progress/1",
            {
                "rdf:type": ["pf:RecommendationProgress"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:number": ["1"],
                "pf:earlierRecommendation": ['"Visit people at home."@en'],
                "pf:progress": ['"Some progress"@en'],
                "pf:text": ['"Some progress was made on visits."@en'],
            },
        ),
        (
            f"{NAME}/finding/bbbbbbbbbbbb",
            {
                "rdf:type": ["pf:Finding"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:number": ["2"],
                "pf:section": ["<section/diversity>"],
                "pf:text": ['"Home visits were rarely done."@en'],
                "pf:textPolarity": ["<polarity/improvement>"],
                "pf:polarity": ["<polarity/improvement>"],
            },
        ),
        (
            f"{NAME}/finding/bbbbbbbbbbbb/polarity",
            {
                "rdf:type": ["oa:Annotation"],
                "oa:motivatedBy": ["oa:assessing"],
                "oa:hasBody": ["<polarity/improvement>"],
                "oa:hasTarget": [f"<{NAME}/finding/bbbbbbbbbbbb/polarity/target>"],
                "pf:about": [f"<{NAME}/finding/bbbbbbbbbbbb>"],
                "pf:rule": ['"made-by-hand"'],
                "pf:inspection": [f"<{NAME}>"],
                "prov:wasGeneratedBy": [f"<{NAME}/extraction>"],
            },
        ),
        (
            f"{NAME}/finding/aaaaaaaaaaaa/theme/1.1-2",
            {
                "rdf:type": ["oa:Annotation"],
                "oa:motivatedBy": ["oa:classifying"],
                "oa:hasBody": ["<theme/1.1>"],
                "oa:hasTarget": [f"<{NAME}/finding/aaaaaaaaaaaa/theme/1.1-2/target>"],
                "pf:about": [f"<{NAME}/finding/aaaaaaaaaaaa>"],
                "pf:rule": ['"themes"'],
                "pf:inspection": [f"<{NAME}>"],
                "prov:wasGeneratedBy": [f"<{NAME}/extraction>"],
            },
        ),
        (
            f"{NAME}/quotation/cccccccccccc",
            {
                "rdf:type": ["pf:Quotation"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:number": ["1"],
                "pf:section": ["<section/1.1>"],
                "pf:speaker": ["<speaker/person-on-probation>"],
                "pf:text": ['"They listened,"@en'],
            },
        ),
        (
            f"{NAME}/statistic/dddddddddddd",
            {
                "rdf:type": ["pf:Statistic"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:section": ["<section/1.1>"],
                "pf:finding": [f"<{NAME}/finding/aaaaaaaaaaaa>"],
                "pf:numerator": ["9"],
                "pf:denominator": ["12"],
                "pf:computedPercentage": ['"75"^^xsd:decimal'],
                "pf:population": ["<population/staff-survey>"],
                "pf:counted": ['"said so"@en'],
                "pf:text": ['"9 out of 12 said so"@en'],
            },
        ),
        (
            f"{NAME}/figure/eeeeeeeeeeee",
            {
                "rdf:type": ["pf:Figure"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:measure": ["<measure/caseload>"],
                "pf:value": ["1204.5"],
                "pf:unit": ["<unit/cases>"],
                "pf:scope": ["<scope/pdu>"],
                "pf:date": ['"2024-01"^^xsd:gYearMonth'],
            },
        ),
        (
            f"{NAME}/provision/brightwater-trust/mentoring",
            {
                "rdf:type": ["pf:Provision"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:pdu": ["<pdu/harrowmere>"],
                "pf:provider": ["<provider/brightwater-trust>"],
                "pf:service": ["<service/mentoring>"],
                "pf:commissioned": ["true"],
            },
        ),
        (
            f"{NAME}/place/office/mill-street",
            {
                "rdf:type": ["pf:PlaceMention"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:place": ["<office/mill-street>"],
                "pf:kindOfPlace": ['"office"'],
            },
        ),
        (
            f"{NAME}/gap/licencecases",
            {
                "rdf:type": ["pf:Gap"],
                "pf:inspection": [f"<{NAME}>"],
                "pf:what": ['"licenceCases"@en'],
                "pf:reason": ["<gap-reason/not-reported>"],
                "pf:lookedIn": ['"the whole report"@en'],
            },
        ),
    ],
)
def test_thing_is_described(
    described: dict[str, dict[str, list[str]]], subject: str, expected: dict[str, list[str]]
) -> None:
    """Each thing has exactly the properties of the design's table."""
    assert described[subject] == expected


def test_evidence_gives_position_line_quote_and_rule(
    described: dict[str, dict[str, list[str]]],
) -> None:
    """The annotation's two selectors give the raw slice, its offsets and its first line."""
    fact = f"{NAME}/key-question/2.1.3"
    start = TEXT.index("45.5%")
    assert described[f"{fact}/evidence"] == {
        "rdf:type": ["oa:Annotation"],
        "oa:motivatedBy": ["oa:describing"],
        "oa:hasBody": [f"<{fact}>"],
        "oa:hasTarget": [f"<{fact}/evidence/target>"],
        "pf:rule": ['"made-by-hand"'],
        "pf:inspection": [f"<{NAME}>"],
        "prov:wasGeneratedBy": [f"<{NAME}/extraction>"],
    }
    assert described[f"{fact}/evidence/target"] == {
        "rdf:type": ["oa:SpecificResource"],
        "oa:hasSource": [f"<{NAME}/text>"],
        "oa:hasSelector": [f"<{fact}/evidence/position>", f"<{fact}/evidence/quote>"],
    }
    assert described[f"{fact}/evidence/position"] == {
        "rdf:type": ["oa:TextPositionSelector"],
        "oa:start": [f'"{start}"^^xsd:nonNegativeInteger'],
        "oa:end": [f'"{start + 5}"^^xsd:nonNegativeInteger'],
        "pf:line": ["4"],
    }
    assert described[f"{fact}/evidence/quote"] == {
        "rdf:type": ["oa:TextQuoteSelector"],
        "oa:exact": ['"45.5%"'],
    }


def test_quote_is_the_raw_slice_and_text_the_cleaned_one(
    described: dict[str, dict[str, list[str]]],
) -> None:
    """A form feed stays in the quote, escaped, and not in the text."""
    finding = f"{NAME}/finding/aaaaaaaaaaaa"
    assert described[f"{finding}/evidence/quote"]["oa:exact"] == [
        (
            '"Staff felt \u201cheard\u201d\\f and supported; 9 out of 12 said so, '
            'with a \\"quote\\" and a back\\\\slash."'
        )
    ]
    assert "\\f" not in described[finding]["pf:text"][0]


def test_value_without_evidence_has_no_statement(
    described: dict[str, dict[str, list[str]]],
) -> None:
    """What a register gives, not the report, is no statement of the report."""
    assert f"{NAME}/statement/isbn" not in described
    assert f"{NAME}/statement/pdu/evidence" in described


def test_registered_body_is_not_described(described: dict[str, dict[str, list[str]]]) -> None:
    """The register describes its own; the report's graph describes the others."""
    assert "region/kent-surrey-and-sussex" not in described
    assert described["provider/brightwater-trust"] == {
        "rdf:type": ["pf:Provider"],
        "skos:prefLabel": ['"Brightwater Trust"@en'],
    }


def test_graph_without_text_holds_hashes_and_lengths(facts: InspectionFacts) -> None:
    """No quote or text stays; every other fact does, and the hashes are of the very words."""
    described = _described(report_triples(facts, with_text=False))
    finding = f"{NAME}/finding/bbbbbbbbbbbb"
    words = "Home visits were rarely done."
    digest = hashlib.sha256(words.encode()).hexdigest()
    assert described[finding]["pf:textHash"] == [f'"{digest}"']
    assert described[finding]["pf:textLength"] == [str(len(words))]
    assert described[f"{finding}/evidence/quote"] == {
        "rdf:type": ["oa:TextQuoteSelector"],
        "pf:quoteHash": [f'"{digest}"'],
        "pf:quoteLength": [str(len(words))],
    }
    earlier = "Visit people at home."
    progress = described[f"{NAME}/recommendation-progress/1"]
    assert progress["pf:earlierRecommendationHash"] == [
        f'"{hashlib.sha256(earlier.encode()).hexdigest()}"'
    ]
    assert progress["pf:earlierRecommendationLength"] == [str(len(earlier))]
    predicates = {name for said in described.values() for name in said}
    assert predicates.isdisjoint({"pf:text", "oa:exact", "pf:earlierRecommendation"})
    whole = _described(report_triples(facts))
    assert described.keys() == whole.keys()


def test_graph_without_text_keeps_no_long_phrase(facts: InspectionFacts) -> None:
    """A count phrase as long as a sentence goes with the text; a short one stays."""
    (statistic,) = facts.statistics
    long = dataclasses.replace(statistic, counted="one two three four five six seven eight-nine")
    short = dataclasses.replace(statistic, id="ffffffffffff")
    changed = dataclasses.replace(facts, statistics=(long, short))
    described = _described(report_triples(changed, with_text=False))
    assert "pf:counted" not in described[f"{NAME}/statistic/dddddddddddd"]
    assert described[f"{NAME}/statistic/ffffffffffff"]["pf:counted"] == ['"said so"@en']


def test_repeated_ids_get_numbers(facts: InspectionFacts) -> None:
    """Two facts that would share an IRI stay two."""
    changed = dataclasses.replace(facts, gaps=(facts.gaps[0], facts.gaps[0], facts.gaps[0]))
    described = _described(report_triples(changed))
    gaps = sorted(subject for subject in described if subject.startswith(f"{NAME}/gap/"))
    assert gaps == [f"{NAME}/gap/licencecases{end}" for end in ("", "-2", "-3")]


def test_order_of_facts_does_not_matter(facts: InspectionFacts) -> None:
    """Findings are numbered by their place in the text, whatever order they come in."""
    turned = dataclasses.replace(facts, findings=facts.findings[::-1], values=facts.values[::-1])
    assert report_triples(turned) == report_triples(facts)


def test_base_moves_things_and_leaves_terms(facts: InspectionFacts) -> None:
    """Another base moves everything that is a thing, the graph beside it, and no term."""
    triples = report_triples(facts, base="https://example.org/probation/id/")
    written = {str(part) for triple in triples for part in triple if isinstance(part, Iri)}
    assert not {iri for iri in written if iri.startswith(BASE)}
    assert "https://example.org/probation/graph/harrowmere-2024" in written
    assert PREFIXES["pf"] + "Finding" in written


def test_ugly_path_is_percent_encoded(facts: InspectionFacts) -> None:
    """A body's path from a report cannot break the file it is written to."""
    pdu = dataclasses.replace(facts.pdu, path='pdu/a b"><c')
    changed = dataclasses.replace(facts, pdu=pdu, values=(Value("pdu", pdu, None),))
    assert Iri(f"{BASE}pdu/a%20b%22%3E%3Cc") in {triple[0] for triple in report_triples(changed)}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (45.0, "45"),
        (45.5, "45.5"),
        (0.0, "0"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (100, "100"),
    ],
)
def test_decimal_has_no_exponent_or_trailing_zeros(number: float, expected: str) -> None:
    """Decimals are written as people write them."""
    assert decimal(number).value == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (9, 12, "75.0"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 800, "0.1"),
        (0, 5, "0.0"),
        (1, 0, "None"),
    ],
)
def test_computed_percentage_rounds_half_up(
    numerator: int, denominator: int, expected: str
) -> None:
    """One digit, half up as people round; none out of nothing."""
    assert str(computed_percentage(numerator, denominator)) == expected


def _all_iris(triples: list[Triple]) -> set[str]:
    def iris(node: Term) -> list[str]:
        return [str(node.datatype)] if isinstance(node, Literal) else [str(node)]

    return {iri for triple in triples for node in triple for iri in iris(node)}


def test_scope_of_a_grade_is_the_one_of_the_vocabulary(facts: InspectionFacts) -> None:
    """The scope of a grade keeps its notation as the last segment of its IRI."""
    (figure,) = facts.figures
    changed = dataclasses.replace(facts, figures=(dataclasses.replace(figure, scope="pdu-po"),))
    described = _described(report_triples(changed))
    assert described[f"{NAME}/figure/eeeeeeeeeeee"]["pf:scope"] == ["<scope/pdu-po>"]


def test_every_term_of_ours_is_defined_in_the_ontology() -> None:
    """A mistyped class or property of ours cannot reach a graph."""
    vocabulary = load_vocabulary(resources.find("ontology"))["vocabulary"]
    defined = {subject for subject, predicate, _ in vocabulary if predicate == RDF_TYPE}
    for with_text in (True, False):
        used = _all_iris(report_triples(invented_facts(), with_text=with_text))
        ours = {Iri(iri) for iri in used if iri.startswith(PREFIXES["pf"])}
        assert ours - defined == set()


def test_points_are_those_of_the_rating_scale() -> None:
    """The points that the graph gives a rating are the ones that the vocabulary gives it."""
    vocabulary = load_vocabulary(resources.find("ontology"))["vocabulary"]
    points = {
        subject.removeprefix(f"{BASE}rating/"): value.value
        for subject, predicate, value in vocabulary
        if predicate == PREFIXES["pf"] + "points" and isinstance(value, Literal)
    }
    assert points == {rating: str(place) for place, rating in enumerate(RATINGS)}
