"""The ontology is OWL 2 DL, consistent and explained; the vocabulary says what METHOD.md saw."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from rdflib.collection import Collection
from rdflib.term import Node, _toPythonMapping

import findings_graph
from findings_graph import resources
from findings_graph.terms import BASE, PREFIXES

ONTOLOGY = resources.find("ontology")
THEMES = Path(__file__).parents[2] / "shared" / "themes" / "themes.csv"
PF = rdflib.Namespace(PREFIXES["pf"])
ID = rdflib.Namespace(BASE)
QB = rdflib.Namespace(PREFIXES["qb"])
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


@cache
def terms() -> rdflib.Graph:
    """Return the ontology."""
    return rdflib.Graph().parse(ONTOLOGY / "findings.ttl")


@cache
def vocabulary() -> rdflib.Graph:
    """Return the ontology with the frameworks, the themes and the small lists."""
    graph = rdflib.Graph()
    for name in ("findings", "frameworks", "scales", "themes"):
        graph.parse(ONTOLOGY / f"{name}.ttl")
    return graph


def ours(kind: Node) -> list[rdflib.URIRef]:
    """Return the terms that we define, of one kind."""
    return sorted(
        term
        for term in terms().subjects(RDF.type, kind)
        if isinstance(term, rdflib.URIRef) and term.startswith(str(PF))
    )


def closed(facts: rdflib.Graph) -> rdflib.Graph:
    """Return the ontology and facts with all that OWL 2 RL infers."""
    graph = rdflib.Graph()
    for triple in [*terms(), *facts]:
        graph.add(triple)
    datatypes = dict(_toPythonMapping)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    _toPythonMapping.clear()  # owlrl rebinds rdflib's datatypes, for every test after this one
    _toPythonMapping.update(datatypes)
    return graph


def errors(graph: rdflib.Graph) -> list[str]:
    """Return the contradictions that the rules found."""
    return sorted(str(text) for text in graph.objects(None, ERROR))


def one_of_each() -> rdflib.Graph:
    """Return one individual of each class, and one use of each property that has a domain."""
    facts = rdflib.Graph()
    example = rdflib.Namespace("https://example.org/")
    for term in ours(OWL.Class):
        facts.add((example[str(term).removeprefix(str(PF))], RDF.type, term))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in ours(kind):
            domain, range_ = terms().value(prop, RDFS.domain), terms().value(prop, RDFS.range)
            if domain is None or not str(domain).startswith(str(PF)):
                continue
            subject = example[str(domain).removeprefix(str(PF))]
            if kind == OWL.ObjectProperty:
                name = str(range_).removeprefix(str(PF)) if str(range_).startswith(str(PF)) else "x"
                facts.add((subject, prop, example[name]))
            elif range_ is not None:
                facts.add((subject, prop, example_value(range_)))
    return facts


def example_value(datatype: Node) -> rdflib.Literal:
    """Return a literal of a datatype."""
    values: dict[Node, rdflib.Literal] = {
        XSD.integer: rdflib.Literal(1),
        XSD.decimal: rdflib.Literal("1.5", datatype=XSD.decimal),
        XSD.boolean: rdflib.Literal(True),  # noqa: FBT003
        XSD.string: rdflib.Literal("x", datatype=XSD.string),
    }
    return values[datatype]


def test_every_term_has_label_definition_and_source() -> None:
    """Each term of ours has one English label, one English definition and a source."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    faults = []
    for term in [term for kind in kinds for term in ours(kind)]:
        for prop in (RDFS.label, SKOS.definition):
            texts = list(terms().objects(term, prop))
            english = [t for t in texts if isinstance(t, rdflib.Literal) and t.language == "en"]
            if len(texts) != 1 or len(english) != 1:
                faults.append((term, prop))
        if not isinstance(terms().value(term, DCTERMS.source), rdflib.URIRef):
            faults.append((term, DCTERMS.source))
    assert faults == []


def test_source_of_every_term_is_described() -> None:
    """A source of ours that a term names has a label somewhere in the vocabulary."""
    graph = vocabulary() + rdflib.Graph().parse(ONTOLOGY / "registers" / "sources.ttl")
    named = {str(source) for source in graph.objects(None, DCTERMS.source)}
    described = (
        {str(s) for s in graph.subjects(RDFS.label)}
        | {str(s) for s in graph.subjects(SKOS.prefLabel)}
        | {str(s) for s in graph.subjects(DCTERMS.title)}
    )
    assert {name for name in named if name.startswith(BASE)} - described == set()


def test_ontology_has_no_imports_and_the_version_of_the_software() -> None:
    """Nothing is imported, and the version IRI carries the one version there is."""
    ontology = rdflib.URIRef(str(PF))
    assert list(terms().objects(None, OWL.imports)) == []
    version = findings_graph.__version__
    assert terms().value(ontology, OWL.versionIRI) == PF[version]
    assert str(terms().value(ontology, OWL.versionInfo)) == version


def test_ontology_declares_every_term_it_uses() -> None:
    """What a file of the vocabulary uses is declared here, once, as what OWL 2 DL needs it to be."""
    builtin = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl"))
    declared = set(terms().subjects(RDF.type))
    used: set[Node] = set()
    for path in ONTOLOGY.rglob("*.ttl"):
        if "inspections" not in path.parts:
            graph = rdflib.Graph().parse(path)
            used |= set(graph.predicates()) | set(graph.objects(None, RDF.type))
    assert {term for term in used - declared if not str(term).startswith(builtin)} == set()
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    twice = [t for t in declared if len(kinds & set(terms().objects(t, RDF.type))) > 1]
    assert twice == []


def test_shapes_and_questions_use_declared_terms_only() -> None:
    """No shape and no question has a term of ours that the ontology does not define."""
    defined = {str(term).removeprefix(str(PF)) for term in terms().subjects(RDF.type)}
    unknown = set()
    for path in [
        *resources.find("shapes").glob("*.ttl"),
        *resources.find("queries").glob("*.rq"),
    ]:
        found = re.findall(r"\bpf:([A-Za-z0-9]+)", path.read_text("utf-8"))
        unknown |= {(path.name, name) for name in found if name not in defined}
    assert unknown == set()


def test_ontology_is_consistent_with_one_individual_of_each_class() -> None:
    """OWL 2 RL finds no contradiction between one thing of each kind, in use."""
    assert errors(closed(one_of_each())) == []


def test_disjoint_classes_clash() -> None:
    """A thing that is a finding and a quotation, or a unit and a provider, is a contradiction."""
    for first, second in ((PF.Finding, PF.Quotation), (PF.ProbationDeliveryUnit, PF.Provider)):
        facts = rdflib.Graph()
        facts.add((ID.clash, RDF.type, first))
        facts.add((ID.clash, RDF.type, second))
        assert len(errors(closed(facts))) >= 1


def test_a_council_may_be_a_provider() -> None:
    """The one pair of kinds that may meet: who provides a service may be a council, too."""
    facts = rdflib.Graph()
    facts.add((ID.council, RDF.type, PF.LocalAuthority))
    facts.add((ID.council, RDF.type, PF.Provider))
    assert errors(closed(facts)) == []


def test_all_classes_are_declared_disjoint() -> None:
    """Every class but the abstract fact is in the list of kinds, or in the providers' one."""
    members = {
        member
        for group in terms().subjects(RDF.type, OWL.AllDisjointClasses)
        for listed in terms().objects(group, OWL.members)
        for member in Collection(terms(), listed)
    }
    assert set(ours(OWL.Class)) - members == set()


@pytest.mark.slow
def test_hermit_finds_the_ontology_consistent_and_every_class_satisfiable(tmp_path: Path) -> None:
    """HermiT, a complete OWL 2 DL reasoner, agrees; and it finds the clash."""
    if shutil.which("java") is None:
        pytest.skip("HERMIT NOT RUN: there is no java here; install a Java runtime")
    assert reason(tmp_path / "good.nt", one_of_each()) == ""
    clash = one_of_each()
    clash.add((ID.clash, RDF.type, PF.Finding))
    clash.add((ID.clash, RDF.type, PF.Gap))
    assert "Inconsistent" in reason(tmp_path / "bad.nt", clash)


def reason(path: Path, facts: rdflib.Graph) -> str:
    """Run HermiT over the ontology and facts; return its complaint. In a process: it keeps state."""
    graph = rdflib.Graph()
    for triple in [*terms(), *facts]:
        graph.add(triple)
    graph.serialize(path, format="nt", encoding="utf-8")
    script = (
        "import sys, owlready2\n"
        "world = owlready2.World()\n"
        "loaded = world.get_ontology('file://' + sys.argv[1]).load()\n"
        "try:\n"
        "    owlready2.sync_reasoner(world, debug=0)\n"
        "    print(*[c.name for c in world.inconsistent_classes()], end='')\n"
        "except owlready2.OwlReadyInconsistentOntologyError:\n"
        "    print('Inconsistent', end='')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout


FRAMEWORKS = {
    "2021": (
        27,
        {
            "1.1": "Leadership", "1.2": "Staff", "1.3": "Services", "1.4": "Information and facilities",
            "2.1": "Court work", "2.2": "Assessment", "2.3": "Planning", "2.4": "Implementation and delivery",
            "2.5": "Reviewing", "2.6": "Outcomes",
        },
        {"2.1": 1, "2.2": 3, "2.3": 3, "2.4": 3, "2.5": 3, "2.6": 1},
        [(0, 4), (5, 13), (14, 22), (23, 27)],
    ),
    "2023": (
        21,
        {
            "1.1": "Leadership", "1.2": "Staffing", "1.3": "Services", "2.1": "Assessment", "2.2": "Planning",
            "2.3": "Implementation and delivery", "2.4": "Reviewing",
        },
        {"2.1": 3, "2.2": 3, "2.3": 3, "2.4": 3},
        [(0, 3), (4, 10), (11, 17), (18, 21)],
    ),
}  # fmt: skip
RATINGS = ["inadequate", "requires-improvement", "good", "outstanding"]


@pytest.mark.parametrize("notation", FRAMEWORKS)
def test_framework_has_its_standards_questions_and_bands(notation: str) -> None:
    """Standards, number of key questions, maximum and bands are those of METHOD.md."""
    maximum, names, questions, bands = FRAMEWORKS[notation]
    graph, framework = vocabulary(), ID[f"framework/{notation}"]
    standards = {
        str(graph.value(standard, SKOS.notation)): standard
        for standard in graph.subjects(PF.framework, framework)
        if (standard, RDF.type, PF.Standard) in graph
    }
    found = {n: str(graph.value(standard, SKOS.prefLabel)) for n, standard in standards.items()}
    assert found == names
    assert str(graph.value(framework, PF.maximumScore)) == str(maximum)
    unrated = [n for n, s in standards.items() if str(graph.value(s, PF.rated)) == "false"]
    assert unrated == (["2.6"] if notation == "2021" else [])
    counted = {
        n: len(list(graph.subjects(PF.standard, standard))) for n, standard in standards.items()
    }
    assert {n: count for n, count in counted.items() if count} == questions
    limits = []
    for rating in RATINGS:
        band = ID[f"band/score/{notation}/{rating}"]
        assert graph.value(band, PF.rating) == ID[f"rating/{rating}"]
        low, high = graph.value(band, PF.lowest), graph.value(band, PF.highest)
        limits.append((int(str(low)), int(str(high))))
    assert limits == bands


def test_points_of_ratings_go_from_nought_to_three() -> None:
    """Inadequate is worth 0, Requires improvement 1, Good 2, Outstanding 3; the last two are inferred."""
    found = [
        (
            str(vocabulary().value(ID[f"rating/{rating}"], PF.points)),
            str(vocabulary().value(ID[f"rating/{rating}"], PF.attestation)).rpartition("/")[2],
        )
        for rating in RATINGS
    ]
    assert found == [("0", "seen"), ("1", "seen"), ("2", "inferred"), ("3", "inferred")]


def test_matches_across_frameworks_go_both_ways_and_keep_the_meaning() -> None:
    """Assessment is 2.2 in one framework and 2.1 in the other; a question's wording is the same in both."""
    graph = vocabulary()
    pairs = set(graph.subject_objects(SKOS.closeMatch))
    assert {(second, first) for first, second in pairs} == pairs
    assert (ID["framework/2021/standard/2.2"], ID["framework/2023/standard/2.1"]) in pairs
    assert len(pairs) == 2 * (7 + 12)
    questions = [(a, b) for a, b in pairs if "/key-question/" in str(a)]
    differing = [
        a for a, b in questions if graph.value(a, SKOS.prefLabel) != graph.value(b, SKOS.prefLabel)
    ]
    assert differing == []


def test_themes_are_those_of_the_theme_list() -> None:
    """Notation, label, broader theme and definition are the list's, with nothing more and nothing less."""
    if not THEMES.is_file():
        pytest.skip("THEMES NOT COMPARED: ../shared/themes/themes.csv is not here")
    graph = vocabulary()
    with THEMES.open(encoding="utf-8", newline="") as file:
        expected = {
            row["notation"]: (row["label"], row["broader"], row["definition"])
            for row in csv.DictReader(file)
        }
    found = {
        str(theme).rpartition("/")[2]: (
            str(graph.value(theme, SKOS.prefLabel)),
            str(graph.value(theme, SKOS.broader) or "").rpartition("/")[2],
            str(graph.value(theme, SKOS.definition)),
        )
        for theme in graph.subjects(SKOS.inScheme, ID["scheme/themes"])
    }
    assert found == expected


def test_every_data_set_has_dimensions_and_a_measure() -> None:
    """The four data sets have the components that the scores of a report carry."""
    graph = vocabulary()
    found = {}
    for data_set in graph.subjects(RDF.type, QB.DataSet):
        structure = graph.value(data_set, QB.structure)
        found[str(data_set).rpartition("/")[2]] = {
            kind: sorted(
                str(prop).removeprefix(str(PF))
                for component in graph.objects(structure, QB.component)
                for prop in graph.objects(component, QB[kind])
            )
            for kind in ("dimension", "measure", "attribute")
        }
    assert found == {
        "overall-ratings": {
            "dimension": ["inspection"], "measure": ["rating"], "attribute": ["maximumScore", "score"],
        },
        "standard-ratings": {
            "dimension": ["inspection", "standard"], "measure": ["points", "rating"], "attribute": [],
        },
        "key-question-scores": {
            "dimension": ["inspection", "keyQuestion", "standard"], "measure": ["percentage"], "attribute": [],
        },
        "annexe-question-scores": {
            "dimension": ["inspection", "number", "standard"], "measure": ["percentage"],
            "attribute": ["questionText"],
        },
    }  # fmt: skip
