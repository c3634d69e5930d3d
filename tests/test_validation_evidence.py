"""The sentence behind a result, from a fact to its quote."""

from __future__ import annotations

import pytest
import rdflib

from findings_graph.terms import PREFIXES
from findings_graph.validation.evidence import find_evidence
from findings_graph.validation.graphs import from_rdflib
from findings_graph.validation.index import CheckedTriples
from test_validation_labels import index

FINDING = "Of the cases inspected, 90 per cent were allocated in time."


def graph(quote: str, text: str) -> CheckedTriples:
    """Return a statistic with its quote, and its finding's text."""
    data = f"""
      @prefix pf: <{PREFIXES["pf"]}> .
      @prefix oa: <{PREFIXES["oa"]}> .
      <urn:fact> pf:finding <urn:finding> .
      <urn:finding> pf:text "{text}"@en .
      <urn:a> a oa:Annotation ; oa:hasBody <urn:fact> ; oa:motivatedBy oa:describing ; oa:hasTarget <urn:t> .
      <urn:t> oa:hasSelector <urn:s> .
      <urn:s> oa:exact "{quote}" ; pf:line 7 .
    """
    parsed = rdflib.Graph().parse(data=data, format="turtle")
    return CheckedTriples(index([]), index(from_rdflib(parsed)))


@pytest.mark.parametrize(
    ("quote", "text", "context"),
    [
        ("90 per cent", FINDING, FINDING),
        ("90", FINDING, FINDING),
        ("90 per cent were allocated", FINDING, None),
        ("91", FINDING, None),
    ],
)
def test_bare_value_has_its_finding(quote: str, text: str, context: str | None) -> None:
    """A quote of few words, that is a bare value, comes with the finding that it stands in."""
    sentence = find_evidence(graph(quote, text), "<urn:fact>", None, None)
    assert (sentence.quote, sentence.line, sentence.context) == (quote, 7, context)
