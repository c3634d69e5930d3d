"""Every shape has a graph that passes and one that fails, and the whole answer is compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from findings_graph import resources
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation.graphs import from_light, from_rdflib
from findings_graph.validation.run import (
    Checker,
    Result,
    load_shapes,
    validate_report,
    validate_vocabulary,
)
from findings_graph.validation.shapes import ADVICE

GRAPHS = Path(__file__).parent / "graphs"
PF = rdflib.Namespace(PREFIXES["pf"])
PFS = rdflib.Namespace("https://w3id.org/probation-findings/shapes/")
UPDATE_HEAD = f"BASE <{BASE}>\n" + "".join(
    f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()
)
# Parameters of constraint components by the component's name, for those that our shapes use.
PARAMETERS = {
    "MinCount": SH.minCount,
    "MaxCount": SH.maxCount,
    "Datatype": SH.datatype,
    "Class": SH["class"],
    "NodeKind": SH.nodeKind,
    "Pattern": SH.pattern,
    "In": SH["in"],
    "HasValue": SH.hasValue,
    "MinInclusive": SH.minInclusive,
    "MaxInclusive": SH.maxInclusive,
    "MinLength": SH.minLength,
    "MaxLength": SH.maxLength,
    "LanguageIn": SH.languageIn,
    "Or": SH["or"],
    "Disjoint": SH.disjoint,
    "LessThanOrEquals": SH.lessThanOrEquals,
    "SPARQL": SH.sparql,
}
NO_CONSTRAINTS = {
    RDF.type, RDFS.label, SH.path, SH.name, SH.message, SH.severity, SH.property, SH.targetClass,
    SH.targetObjectsOf, SH.targetSubjectsOf, ADVICE,
}  # fmt: skip


def read_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file beside the graphs."""
    cases: list[dict[str, Any]] = tomllib.loads((GRAPHS / name).read_text("utf-8"))["case"]
    return cases


BROKEN = read_cases("broken.toml")
BROKEN_VOCABULARY = read_cases("broken-vocabulary.toml")
NEAR_MISSES = read_cases("near-misses.toml")


@cache
def good_graph(name: str) -> rdflib.Graph:
    """Return a graph that conforms; it is not to be changed."""
    if name == "two-inspections":
        return two_inspections()
    return rdflib.Graph().parse(GRAPHS / "good" / f"{name}.ttl")


def two_inspections() -> rdflib.Graph:
    """Return two inspections of one framework that differ, in one graph: no rule may take one's facts for the other's."""
    text = (GRAPHS / "good" / "harrowdale-2024.ttl").read_text("utf-8")
    graph = rdflib.Graph().parse(data=text.replace("harrowdale-2024", "harrowdale-2025"))
    graph.update(UPDATE_HEAD + (GRAPHS / "good" / "harrowdale-2025.ru").read_text("utf-8"))
    return graph.parse(data=text)


@cache
def report_checker() -> Checker:
    """Return the shapes for reports with the shipped vocabulary, loaded once."""
    shipped = load_vocabulary(resources.find("ontology"))
    vocabulary = from_light(triple for triples in shipped.values() for triple in triples)
    return Checker(vocabulary, load_shapes(resources.find("shapes")))


@cache
def vocabulary_checker() -> Checker:
    """Return the shapes for the vocabulary, with no more than which class is under which."""
    terms = from_rdflib(rdflib.Graph().parse(GRAPHS / "terms.ttl"))
    return Checker(terms, load_shapes(resources.find("shapes"), vocabulary=True))


def changed(*cases: dict[str, Any]) -> rdflib.Graph:
    """Return the cases' good graph with all of their changes, each of which must change something."""
    graph = rdflib.Graph()
    for triple in good_graph(cases[0]["graph"]):
        graph.add(triple)
    for case in cases:
        before = set(graph)
        graph.update(UPDATE_HEAD + case["change"])
        assert set(graph) != before, f"the change changes nothing: {case['change']}"
    return graph


def batches(cases: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the cases by batch: those of one batch do not touch one another."""
    gathered: dict[int, list[dict[str, Any]]] = {}
    for case in cases:
        gathered.setdefault(case["batch"], []).append(case)
    return [gathered[number] for number in sorted(gathered)]


def check(checker: Checker, cases: list[dict[str, Any]]) -> None:
    """Compare all results of a good graph with the cases' changes with all that they expect."""
    found = rows(checker, changed(*cases), worst="Info")
    if cases[0]["graph"] == "harrowdale-2022":  # the one result that this graph has as it is
        found = [result for result in found if result[1] != "Finding-theme-given"]
    assert found == sorted(result for case in cases for result in case["results"])
    broken = {(result[1], result[2]) for result in found}
    assert {tuple(case["breaks"].split()[-2:]) for case in cases} <= broken


def shorten(text: str | None) -> str:
    """Write terms and IRIs as the files of cases do."""
    if text is None:
        return ""
    if text.startswith('"'):
        return (
            text.replace(f"<{PREFIXES['xsd']}", "xsd:").removesuffix(">") if "^^" in text else text
        )
    text = text.replace("<", "").replace(">", "").replace(BASE, "")
    for prefix, namespace in PREFIXES.items():
        text = text.replace(namespace, f"{prefix}:")
    return text


def row(result: Result) -> list[str]:
    """Write a result as the files of cases do."""
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    return [
        result.severity, result.shape_name, component,
        shorten(result.focus), shorten(result.path), shorten(result.value),
    ]  # fmt: skip


def rows(checker: Checker, graph: rdflib.Graph, *, worst: str = "Warning") -> list[list[str]]:
    """Return the results of a graph; information, which good graphs may have, only on demand."""
    wanted = {"Warning": ("Violation", "Warning"), "Info": ("Violation", "Warning", "Info")}[worst]
    found = checker.check(from_rdflib(graph))
    return sorted(row(result) for result in found if result.severity in wanted)


@pytest.mark.parametrize(
    "name", ["harrowdale-2024", "harrowdale-2024-no-text", "derived", "two-inspections"]
)
def test_good_graph_has_no_result(name: str) -> None:
    """A graph with a fact of every kind conforms, with its words and without, and so does what is derived."""
    assert rows(report_checker(), good_graph(name), worst="Info") == []


def test_good_graph_with_gaps_has_no_violation_or_warning() -> None:
    """A report that leaves much out conforms, since gaps say what is missing."""
    info = ["Info", "Finding-theme-given", "MinCount"]
    finding = "inspection/harrowdale-2022/finding/0f0f0f0f0f0f"
    expected = [[*info, finding, "pf:theme", ""]]
    assert rows(report_checker(), good_graph("harrowdale-2022"), worst="Info") == expected


@pytest.mark.parametrize("cases", batches(BROKEN), ids=lambda cases: cases[0]["breaks"])
def test_broken_graph_gives_exactly_its_results(cases: list[dict[str, Any]]) -> None:
    """Changes that break shapes give those results, and no more than what else they break."""
    check(report_checker(), cases)


@pytest.mark.slow
@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["breaks"])
def test_each_change_alone_gives_exactly_its_results(case: dict[str, Any]) -> None:
    """The same, one change at a time."""
    check(report_checker(), [case])


@pytest.mark.parametrize("case", NEAR_MISSES, ids=[case["nearly"] for case in NEAR_MISSES])
def test_near_miss_has_no_result(case: dict[str, Any]) -> None:
    """What comes close to breaking a rule does not."""
    found = rows(report_checker(), changed(case), worst="Info")
    if case["graph"] == "harrowdale-2022":  # as above
        found = [result for result in found if result[1] != "Finding-theme-given"]
    assert found == []


def test_good_vocabulary_has_no_result() -> None:
    """The small vocabulary conforms to the shapes for the vocabulary."""
    assert rows(vocabulary_checker(), good_graph("vocabulary"), worst="Info") == []


@pytest.mark.parametrize("cases", batches(BROKEN_VOCABULARY), ids=lambda cases: cases[0]["breaks"])
def test_broken_vocabulary_gives_exactly_its_results(cases: list[dict[str, Any]]) -> None:
    """Changes that break shapes of the vocabulary give exactly what they break."""
    check(vocabulary_checker(), cases)


@pytest.mark.slow
@pytest.mark.parametrize("case", BROKEN_VOCABULARY, ids=lambda case: case["breaks"])
def test_each_change_of_the_vocabulary_alone_gives_exactly_its_results(
    case: dict[str, Any],
) -> None:
    """The same, one change at a time."""
    check(vocabulary_checker(), [case])


def test_shipped_vocabulary_conforms() -> None:
    """The ontology, the frameworks, the lists and the registers conform to their shapes."""
    assert [row(result) for result in validate_vocabulary()] == []


@pytest.mark.parametrize("vocabulary", [False, True])
def test_every_constraint_has_a_graph_that_breaks_it(vocabulary: bool) -> None:  # noqa: FBT001
    """No constraint component of any named shape goes without a broken graph, nor one that node shapes share, in any of them."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=vocabulary)
    constraints = {
        (*owner, str(shape).rpartition("/")[2], component)
        for component, parameter in PARAMETERS.items()
        for shape in shapes.subjects(parameter)
        if isinstance(shape, rdflib.URIRef)
        for owner in ([()] if vocabulary else owners(shapes, shape))
    }
    cases = BROKEN_VOCABULARY if vocabulary else BROKEN
    assert {tuple(case["breaks"].split()) for case in cases} == constraints


def owners(shapes: rdflib.Graph, shape: Node) -> list[tuple[str, ...]]:
    """Return the names of the node shapes that share a property shape; an empty one where it is not shared."""
    found = [str(owner).rpartition("/")[2] for owner in shapes.subjects(SH.property, shape)]
    return [(name,) for name in found] if len(found) > 1 else [()]


def test_case_of_a_shared_shape_breaks_it_in_its_node_shape() -> None:
    """Where a case names a node shape, what fails is a thing that this node shape is about."""
    shapes = load_shapes(resources.find("shapes"))
    shared = [case for case in BROKEN if len(case["breaks"].split()) == 3]
    assert shared
    for case in shared:
        owner, shape, component = case["breaks"].split()
        kinds = set(shapes.objects(PFS[owner], SH.targetClass))
        failed = {
            rdflib.URIRef(BASE + r[3]) for r in case["results"] if r[1:3] == [shape, component]
        }
        graph = good_graph(case["graph"])
        assert any(set(graph.objects(thing, RDF.type)) & kinds for thing in failed), case["breaks"]


def test_gaps_may_be_of_every_expected_value() -> None:
    """The form of a gap's name has each value that the vocabulary expects of a report."""
    shapes = load_shapes(resources.find("shapes"))
    pattern = str(shapes.value(PFS["Gap-what"], SH.pattern))
    scales = rdflib.Graph().parse(resources.find("ontology") / "scales.ttl")
    expected = [
        str(scales.value(value, rdflib.SKOS.notation))
        for value in scales.subjects(RDF.type, PF.ExpectedValue)
    ]
    assert expected
    assert [name for name in expected if re.search(pattern, name) is None] == []


@pytest.mark.parametrize("vocabulary", [False, True])
def test_shapes_use_no_constraint_that_the_tests_do_not_know(vocabulary: bool) -> None:  # noqa: FBT001
    """A new kind of constraint fails here until it is among the parameters above."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=vocabulary)
    named = set(shapes.subjects(RDF.type, SH.PropertyShape)) | set(
        shapes.subjects(RDF.type, SH.NodeShape)
    )
    used = {predicate for shape in named for predicate in shapes.predicates(shape)}
    assert used - NO_CONSTRAINTS <= set(PARAMETERS.values())


@pytest.mark.parametrize(
    ("scheme", "code", "fault"),
    [
        ("court", "ABGVMC", "ABGVM"),
        ("crs-location", "CRS0076", "CRS76"),
        ("delius-pdu", "N55BAS", "N55"),
        ("delius-region", "N53", "N530"),
        ("government-organisation", "EA73", "73"),
        ("hmpps-provider", "ACCESS_2_ADVICE", "ACCESS 2 ADVICE"),
        ("interventions-region", "F", "FF"),
        ("nomis", "ACI", "Aci"),
        ("org-id", "GB-CHC-1124127", "CHC-1124127"),
        ("police-uk", "avon-and-somerset", "Avon and Somerset"),
    ],
)
def test_code_is_written_as_its_scheme_writes_codes(scheme: str, code: str, fault: str) -> None:
    """A code of the register has the form of its scheme, and one that lost a character has not."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=True)
    for shape in set(shapes.subjects(RDF.type, SH.NodeShape)) - {PFS.CodeOfScheme}:
        shapes.remove((shape, None, None))
    graph = rdflib.Graph()
    for name in (code, fault):
        thing = rdflib.URIRef(f"{BASE}identifier/{name.replace(' ', '-')}")
        graph.add((thing, RDF.type, rdflib.URIRef(PREFIXES["adms"] + "Identifier")))
        graph.add((thing, rdflib.SKOS.notation, rdflib.Literal(name)))
        graph.add((thing, PF.codeScheme, rdflib.URIRef(f"{BASE}code-scheme/{scheme}")))
    (result,) = Checker([], shapes).check(from_rdflib(graph))
    assert result.message == f"The code {fault} is not written as codes of the scheme {scheme} are."


def test_every_scheme_of_the_registers_has_its_form() -> None:
    """No code of the registers belongs to a scheme whose form the rule does not know."""
    shapes = load_shapes(resources.find("shapes"), vocabulary=True)
    rule = str(shapes.value(shapes.value(PFS.CodeOfScheme, SH.sparql), SH.select))
    used = {
        quad.object.value.rpartition("/")[2]
        for path in sorted(resources.find("ontology").rglob("*.ttl"))
        for quad in ox.parse(path=path)
        if quad.predicate.value == str(PF.codeScheme) and isinstance(quad.object, ox.NamedNode)
    }
    assert {scheme for scheme in used if f'"{scheme}"' not in rule} == set()
    assert used


def shape_files() -> list[Path]:
    """Return every file of shapes."""
    return sorted(resources.find("shapes").glob("*.ttl"))


def test_property_shapes_are_named_and_explain_themselves() -> None:
    """Each property shape is an IRI with a name, a severity and a message that is a sentence."""
    faults = []
    for path in shape_files():
        shapes = rdflib.Graph().parse(path)
        for shape in set(shapes.subjects(SH.path)):
            message = shapes.value(shape, SH.message)
            fine = (
                isinstance(shape, rdflib.URIRef)
                and shapes.value(shape, SH.name) is not None
                and shapes.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}
                and str(message).endswith(".")
            )
            faults += [] if fine else [shape]
    assert faults == []


def test_rules_explain_themselves() -> None:
    """Each rule over several facts has a label, a severity, one message and one query."""
    faults = []
    for path in shape_files():
        shapes = rdflib.Graph().parse(path)
        for shape, query in shapes.subject_objects(SH.sparql):
            fine = (
                len(list(shapes.objects(shape, RDFS.label))) == 1
                and len(list(shapes.objects(shape, SH.severity))) == 1
                and len(list(shapes.objects(query, SH.message))) == 1
                and len(list(shapes.objects(query, SH.select))) == 1
            )
            faults += [] if fine else [shape]
    assert faults == []


def test_every_shape_says_what_to_do() -> None:
    """Each shape that can have results has one advice, a sentence of its own: no class of shapes shares one."""
    advice: dict[str, list[str]] = {}
    for path in shape_files():
        shapes = rdflib.Graph().parse(path)
        for shape in {*shapes.subjects(SH.path), *shapes.subjects(SH.sparql)}:
            advice[str(shape).rpartition("/")[2]] = [str(a) for a in shapes.objects(shape, ADVICE)]
    assert {name: said for name, said in advice.items() if len(said) != 1} == {}
    said = {texts[0] for texts in advice.values()}
    assert all(text[0].isupper() and text.endswith(".") for text in said)
    assert len(said) > len(advice) * 0.6


def test_rules_about_reports_are_anchored_on_the_inspection() -> None:
    """A rule over several facts has one focus node a report, which is what makes it fast."""
    shapes = load_shapes(resources.find("shapes"))
    targets = {
        target
        for shape in shapes.subjects(SH.sparql)
        for target in shapes.objects(shape, SH.targetClass)
    }
    assert targets == {PF.Inspection}


def path_terms(shapes: rdflib.Graph, path: Node) -> set[Node]:
    """Return the properties that a SHACL path walks."""
    if isinstance(path, rdflib.URIRef):
        return {path}
    inner = list(shapes.objects(path, SH.inversePath))
    for listed in [*shapes.objects(path, SH.alternativePath), path]:
        inner += list(Collection(shapes, listed))
    return set().union(*(path_terms(shapes, part) for part in inner)) if inner else set()


def test_every_class_and_property_of_the_ontology_is_covered_by_a_shape() -> None:
    """A class is some shape's target, and a property stands in some shape's path."""
    ontology = rdflib.Graph().parse(resources.find("ontology") / "findings.ttl")
    shapes = load_shapes(resources.find("shapes"))
    shapes += load_shapes(resources.find("shapes"), vocabulary=True)
    covered = set(shapes.objects(None, SH.targetClass))
    for path in shapes.objects(None, SH.path):
        covered |= path_terms(shapes, path)
    kinds = [PREFIXES["owl"] + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")]
    defined = {
        term
        for kind in kinds
        for term in ontology.subjects(RDF.type, rdflib.URIRef(kind))
        if str(term).startswith(str(PF))
    }
    assert defined - covered == set()


LISTS = {RDF.first, RDF.rest}  # an RDF list is part of the triple that names it


def covered_terms() -> tuple[set[str], set[str]]:
    """Return the classes that shapes aim at, and the properties that their paths walk or their targets name."""
    shapes = load_shapes(resources.find("shapes"))
    shapes += load_shapes(resources.find("shapes"), vocabulary=True)
    properties = {
        named
        for kind in (SH.targetObjectsOf, SH.targetSubjectsOf)
        for named in shapes.objects(None, kind)
    }
    for path in shapes.objects(None, SH.path):
        properties |= path_terms(shapes, path)
    return set(map(str, shapes.objects(None, SH.targetClass))), set(map(str, properties))


def used_terms(files: Iterable[Path]) -> tuple[set[str], set[str]]:
    """Return the classes and the properties that files use, whoever defines them."""
    classes: set[str] = set()
    properties: set[str] = set()
    for path in files:
        for quad in ox.parse(path=path):
            if quad.predicate.value == str(RDF.type):
                assert isinstance(quad.object, ox.NamedNode)
                classes.add(quad.object.value)
            properties.add(quad.predicate.value)
    return classes, properties - set(map(str, LISTS))


def test_every_term_in_use_is_covered_by_a_shape(example_graph: Path) -> None:
    """Terms of others too, in the vocabulary, the registers, the published graph, and a graph with text."""
    files = [*sorted(resources.find("ontology").rglob("*.ttl")), example_graph / "graph.ttl"]
    used_classes, used_properties = used_terms(files)
    classes, properties = covered_terms()
    assert sorted(used_classes - classes) == []
    assert sorted(used_properties - properties) == []


def test_a_term_that_no_shape_covers_is_found(tmp_path: Path) -> None:
    """The test above would see a class or property of any vocabulary."""
    file = tmp_path / "odd.ttl"
    file.write_text("<urn:a> a <urn:Odd> ; <urn:odd> <urn:b> .", encoding="utf-8")
    used_classes, used_properties = used_terms([file])
    classes, properties = covered_terms()
    assert used_classes - classes == {"urn:Odd"}
    assert used_properties - properties == {"urn:odd"}


@pytest.mark.slow
def test_shapes_are_well_formed() -> None:
    """The shapes conform to SHACL's own shapes for shapes."""
    shapes = load_shapes(resources.find("shapes"))
    shapes += load_shapes(resources.find("shapes"), vocabulary=True)
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def as_it_comes(graph: rdflib.Graph, vocabulary: rdflib.Graph) -> list[list[str | None]]:
    """Return the results of pySHACL as it comes: shapes as written, SPARQL by rdflib."""
    both = rdflib.Graph()
    for triple in [*graph, *vocabulary]:
        both.add(triple)
    shapes = load_shapes(resources.find("shapes"))
    _, report, _ = pyshacl.validate(both, shacl_graph=shapes, inplace=True)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        value = report.value(node, SH.value)
        found.add(
            (
                str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
                str(report.value(node, SH.sourceShape)),
                str(report.value(node, SH.sourceConstraintComponent)),
                str(report.value(node, SH.focusNode)),
                None if value is None else value.n3(),
                str(report.value(node, SH.resultMessage)),
            )
        )
    return sorted(([*fields] for fields in found), key=str)


@pytest.mark.slow
def test_results_are_those_of_pyshacl_as_it_comes() -> None:
    """Aiming property shapes themselves and asking Oxigraph change no result, on a graph of many faults."""
    vocabulary = rdflib.Graph()
    for path in sorted(resources.find("ontology").glob("*.ttl")):
        vocabulary.parse(path)
    vocabulary.parse(resources.find("ontology") / "registers" / "bodies.ttl")
    graph = rdflib.Graph()
    for name in ("harrowdale-2024", "harrowdale-2022"):
        graph += good_graph(name)
    rules = [case for case in BROKEN if case["breaks"].endswith(" SPARQL")]
    for case in [*BROKEN[::6], *rules]:
        if case["graph"] in {"harrowdale-2024", "harrowdale-2022"}:
            graph.update(UPDATE_HEAD + case["change"])
    ours = validate_report(graph, vocabulary, load_shapes(resources.find("shapes")))
    theirs = as_it_comes(graph, vocabulary)
    assert len(theirs) > 100
    found = {(r.severity, r.shape, r.component, r.focus, quoted(r.value), r.message) for r in ours}
    assert sorted(([*fields] for fields in found), key=str) == theirs


def quoted(value: str | None) -> str | None:
    """Write a value as N-Triples does."""
    return value if value is None or value.startswith('"') else f"<{value}>"
