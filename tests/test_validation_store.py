"""The store of the rules: what it holds while a report is checked, and that it forgets reports."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from findings_graph.validation.store import RuleStore

VOCABULARY = "<urn:v> <urn:p> <urn:o> .\n"


def subjects(store: ox.Store) -> list[str]:
    """Return all subjects in the union of the store's graphs, as rules are asked."""
    query = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY STR(?s)"
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [str(solution["s"]) for solution in found]


def test_store_holds_the_vocabulary_and_one_report() -> None:
    """A report's triples stand beside the vocabulary's, and are gone when the next one comes."""
    rules = RuleStore(VOCABULARY)
    for name in ("a", "b"):
        with rules.holding(f"<urn:{name}> <urn:p> <urn:o> .\n") as store:
            assert subjects(store) == [f"<urn:{name}>", "<urn:v>"]


def test_store_keeps_blank_nodes_names() -> None:
    """A blank node of a report has the name by which results tell it."""
    with RuleStore(VOCABULARY).holding("_:a <urn:p> <urn:o> .\n") as store:
        assert subjects(store) == ["_:a", "<urn:v>"]


def test_store_is_renewed_so_that_terms_of_old_reports_go() -> None:
    """After some reports a new store takes over, with the vocabulary; the first ones are the same store."""
    rules = RuleStore(VOCABULARY)
    stores = []
    for number in range(40):
        with rules.holding(f"<urn:{number}> <urn:p> <urn:o> .\n") as store:
            stores.append(store)
            assert subjects(store) == sorted([f"<urn:{number}>", "<urn:v>"])
    assert stores[0] is stores[1]
    assert stores[0] is not stores[-1]


def test_store_forgets_a_report_whose_check_fails() -> None:
    """An error while the rules run leaves nothing of the report behind."""
    rules = RuleStore(VOCABULARY)
    with (
        pytest.raises(ZeroDivisionError),
        rules.holding("<urn:a> <urn:p> <urn:o> .\n") as store,
    ):
        raise ZeroDivisionError
    assert subjects(store) == ["<urn:v>"]
