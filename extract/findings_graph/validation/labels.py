"""Labels of the things that results are about: a thing's own, else one made of its kind and what tells it."""

from __future__ import annotations

import re

from findings_graph.terms import PREFIXES
from findings_graph.validation.constraints import text_of
from findings_graph.validation.index import TYPE, CheckedTriples, Term

_PF = PREFIXES["pf"]
_OA = PREFIXES["oa"]
_RDF = PREFIXES["rdf"]
_OWN = (f"<{PREFIXES['skos']}prefLabel>", f"<{PREFIXES['rdfs']}label>")
_NUMBER = f"<{_PF}number>"
_WHAT = f"<{_PF}what>"
_TELLING = tuple(
    f"<{_PF}{name}>"
    for name in (
        "keyQuestion", "standard", "section", "measure", "provider", "service", "place", "theme",
    )
)  # fmt: skip
"""What tells a fact from others of its kind; the first two that it has are named."""
_ABOUT = (f"<{_PF}about>", f"<{_OA}hasBody>")
_PREDICATE = f"<{_RDF}predicate>"
_PART_OF = (f"<{_OA}hasTarget>", f"<{_OA}hasSelector>")
_DEEPEST = 4  # a selector, its target, its annotation, its fact
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_label(graph: CheckedTriples, thing: Term) -> str:
    """Return how people call a thing, such as `finding 3, Leadership`; nothing for what is no IRI.

    Args:
        graph: the report's graph with the vocabulary.
        thing: the thing, as N-Triples writes it.
    """
    return _label(graph, thing, 0) if thing.startswith("<") else ""


def _label(graph: CheckedTriples, thing: Term, depth: int) -> str:
    own = _own(graph, thing)
    if own or depth == _DEEPEST:
        return own
    kinds = sorted(graph.values(thing, TYPE))
    if not kinds:
        return ""
    label = _own(graph, kinds[0]) or _words(kinds[0])
    numbers = sorted(graph.values(thing, _NUMBER))
    if numbers:
        label += f" {text_of(numbers[0])}"
    telling = _telling(graph, thing)
    if telling:
        return ", ".join([label, *telling])
    for predicate in sorted(graph.values(thing, _PREDICATE))[:1]:
        return f"{label} of {_property(graph, predicate)}"
    for whole in _wholes(graph, thing):
        name = _label(graph, whole, depth + 1)
        if name:
            return f"{label} of {name}" if depth == 0 else name
    return label


def _property(graph: CheckedTriples, predicate: Term) -> str:
    """Return the label of a property, else its short name, such as `dcterms:issued`."""
    label = _own(graph, predicate)
    if label or not predicate.startswith("<"):
        return label or text_of(predicate)
    iri = predicate[1:-1]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _own(graph: CheckedTriples, thing: Term) -> str:
    for predicate in _OWN:
        labels = sorted(graph.values(thing, predicate))
        if labels:
            return text_of(labels[0])
    return ""


def _telling(graph: CheckedTriples, thing: Term) -> list[str]:
    named = [
        _own(graph, value)
        for predicate in _TELLING
        for value in sorted(graph.values(thing, predicate))[:1]
    ]
    what = [text_of(value) for value in sorted(graph.values(thing, _WHAT))[:1]]
    return [name for name in [*named, *what] if name][:2]


def _wholes(graph: CheckedTriples, thing: Term) -> list[Term]:
    """Return what evidence is about, or what a part of evidence belongs to."""
    about = [value for predicate in _ABOUT for value in sorted(graph.values(thing, predicate))]
    return about or [one for back in _PART_OF for one in sorted(graph.subjects(back, thing))]


def _words(kind: Term) -> str:
    """Return the name of a class that the vocabulary does not describe, as words."""
    name = re.split(r"[/#]", kind[1:-1])[-1]
    return _WORD.sub(" ", name).lower()
