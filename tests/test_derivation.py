"""What is derived across reports: recurring issues with their places, dates and findings."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from findings_graph.graph.derivation import derive, derived_triples
from findings_graph.terms import BASE, Iri, term

SMALL = Path(__file__).parent / "queries" / "small.trig"
OF_2022, OF_2024, OF_TARNSIDE = (
    "inspection/ambleford-2022",
    "inspection/ambleford-2024",
    "inspection/tarnside-2023",
)
WORKLOAD: dict[str, list[str]] = {
    "rdf:type": [str(term("pf:RecurringIssue"))],
    "pf:theme": ["theme/workload"],
    "pf:inspection": [OF_2022, OF_2024],
    "pf:finding": [f"{OF_2022}/finding/aaaa00000001", f"{OF_2024}/finding/bbbb00000002"],
    "pf:foundInPdu": ["pdu/ambleford"],
    "pf:foundInRegion": ["region/lakeland-and-fells"],
    "pf:firstFound": ['"2022-03"^^gYearMonth'],
    "pf:lastFound": ['"2024-05"^^gYearMonth'],
}
STAFFING: dict[str, list[str]] = WORKLOAD | {
    "pf:theme": ["theme/staffing"],
    "pf:inspection": [OF_2022, OF_2024, OF_TARNSIDE],
    "pf:finding": [*WORKLOAD["pf:finding"], f"{OF_TARNSIDE}/finding/ffff00000001"],
    "pf:foundInPdu": ["pdu/ambleford", "pdu/tarnside"],
}
Found = dict[str, dict[str, list[str]]]


@pytest.fixture
def store() -> ox.Store:
    """Return the graph that was made by hand for the questions."""
    loaded = ox.Store()
    loaded.load(path=SMALL, format=ox.RdfFormat.TRIG)
    return loaded


def issues(store: ox.Store) -> Found:
    """Return what is derived, by issue and property, relative to the base."""
    found: Found = {}
    for subject, predicate, value in derived_triples(store):
        written = (
            value.removeprefix(BASE)
            if isinstance(value, Iri)
            else f'"{value.value}"^^{value.datatype.rpartition("#")[2]}'
        )
        found.setdefault(subject.removeprefix(BASE), {}).setdefault(predicate, []).append(written)
    return found


def as_iris(issue: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the expected values with whole property IRIs."""
    return {str(term(name)): values for name, values in issue.items()}


def test_recurring_issues_have_places_dates_and_findings(store: ox.Store) -> None:
    """Each issue has its theme, inspections and findings, the units and regions, the first and the last month."""
    assert issues(store) == {
        "recurring-issue/staffing": as_iris(STAFFING),
        "recurring-issue/workload": as_iris(WORKLOAD),
    }


def test_inspection_without_region_or_date_adds_none(store: ox.Store) -> None:
    """What an inspection does not state is left out; the others' places and dates stay."""
    for name in ("dcterms:issued", "pf:fieldworkStart", "pf:region"):
        for quad in list(store.quads_for_pattern(None, ox.NamedNode(term(name)), None)):
            if "ambleford-2022" in str(quad.subject):
                store.remove(quad)
    workload = issues(store)["recurring-issue/workload"]
    assert workload == as_iris(WORKLOAD | {"pf:firstFound": ['"2024-05"^^gYearMonth']})


def test_fieldwork_stands_in_for_a_publication_that_is_not_stated(store: ox.Store) -> None:
    """The month of fieldwork, from a day too, where the report has no month of its own."""
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(term("dcterms:issued")), None)):
        if "ambleford-2024" in str(quad.subject):
            store.remove(quad)
    last = issues(store)["recurring-issue/workload"][term("pf:lastFound")]
    assert last == ['"2024-02"^^gYearMonth']


def test_derived_from_reports_is_what_is_derived_from_the_whole_graph(example_graph: Path) -> None:
    """The few statements that a build keeps of each report give what all of them together give."""
    store = ox.Store()
    store.load(path=example_graph / "graph.ttl", format=ox.RdfFormat.TURTLE)
    derived = derived_triples(store)
    assert derived
    places = {predicate for _, predicate, _ in derived}
    assert {term(f"pf:{name}") for name in ("foundInPdu", "foundInRegion", "firstFound")} <= places
    broader = [
        (Iri(quad.subject.value), Iri(quad.predicate.value), Iri(quad.object.value))
        for quad in store.quads_for_pattern(None, ox.NamedNode(term("skos:broader")), None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    ]
    text = "\n".join(
        f"{quad.subject} {quad.predicate} {quad.object} ."
        for quad in store
        if "/inspection/" in str(quad.subject)
    )
    assert derive([text], broader, base=BASE) == derived
