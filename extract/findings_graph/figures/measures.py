"""The closed list of measures and scopes, read from `ontology/measures.ttl`."""

from __future__ import annotations

import functools
import re

from findings_graph.resources import find

# The file is written one concept a block with its notation in plain sight; a parser would cost more than the list.
_CONCEPT = re.compile(
    r"^<(?P<kind>measure|scope)/(?P<notation>[a-z0-9/-]+)> a skos:Concept", re.MULTILINE
)


@functools.cache
def _notations(kind: str) -> frozenset[str]:
    text = (find("ontology") / "measures.ttl").read_text(encoding="utf-8")
    return frozenset(c["notation"] for c in _CONCEPT.finditer(text) if c["kind"] == kind)


def measure_notations() -> frozenset[str]:
    """Return the notations of all measures."""
    return _notations("measure")


def scope_notations() -> frozenset[str]:
    """Return the notations of all scopes."""
    return _notations("scope")
