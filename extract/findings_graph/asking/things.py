"""One thing of a graph as people read it: what is said of it, and the sentences behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import pyoxigraph

from findings_graph.asking.store import GraphStore
from findings_graph.terms import PREFIXES

_EVIDENCE = """
SELECT ?annotation ?motivation ?body ?rule ?start ?end ?line ?exact WHERE {{
  {{ ?annotation oa:hasBody {thing} }} UNION {{ ?annotation pf:about {thing} }}
  UNION {{ ?statement a rdf:Statement ; rdf:subject {thing} . ?annotation oa:hasBody ?statement }}
  ?annotation oa:motivatedBy ?motivation ; oa:hasBody ?body ; oa:hasTarget ?target ; pf:rule ?rule .
  FILTER(?motivation = oa:describing || EXISTS {{ ?annotation pf:about {thing} }})
  ?target oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end ; pf:line ?line .
  OPTIONAL {{ ?target oa:hasSelector/oa:exact ?exact }}
}}"""
_NAMING = """
SELECT DISTINCT ?fact ?class ?start ?line WHERE {{
  ?fact ?property {thing} ; a ?class .
  FILTER(?property NOT IN (rdf:subject, rdf:object))
  FILTER(!STRSTARTS(STR(?class), "http://www.w3.org/ns/oa#"))
  OPTIONAL {{ ?annotation oa:hasBody ?fact ; oa:motivatedBy oa:describing ;
               oa:hasTarget/oa:hasSelector ?position .
             ?position oa:start ?start ; pf:line ?line }}
}}"""
_TELLING = (
    "addressee",
    "standard",
    "keyQuestion",
    "rating",
    "score",
    "provider",
    "service",
    "place",
    "measure",
    "what",
    "reason",
    "percentage",
    "value",
    "unit",
    "polarity",
    "text",
)
_WIDTH = 100
_LINE = 76


def show_thing(graph: GraphStore, name: str) -> str:
    """Return a thing with its facts and the sentences behind them, with their line numbers.

    Args:
        graph: the loaded graph.
        name: whole IRI, relative IRI, or last segments.

    Raises:
        UnknownThing: no thing, or more than one, has this identifier.
    """
    iri = graph.resolve(name)
    node = pyoxigraph.NamedNode(iri)
    lines = [f"{_kinds(graph, node)}  {graph.relative(iri)}", *_properties(graph, node)]
    evidence = _evidence(graph, node)
    if evidence:
        lines += ["", "Evidence", *evidence]
    naming = _naming(graph, node)
    if naming:
        lines += ["", f"Named by {len(naming)}", *naming]
    return "\n".join(lines) + "\n"


def _properties(graph: GraphStore, node: pyoxigraph.NamedNode) -> list[str]:
    rows = sorted(
        {
            (_short(quad.predicate.value), _spoken(graph, quad.object))
            for quad in graph.store.quads_for_pattern(node, None, None, None)
            if quad.predicate.value != PREFIXES["rdf"] + "type"
        }
    )
    widest = max((len(name) for name, _ in rows), default=0)
    return [line for name, value in rows for line in _entry(name.ljust(widest), value)]


def _evidence(graph: GraphStore, node: pyoxigraph.NamedNode) -> list[str]:
    rows = sorted(
        graph.select(_EVIDENCE.format(thing=node)),
        key=lambda row: (int(row["start"].value), row["annotation"].value),
    )
    lines = []
    for row in rows:
        place = f"line {row['line'].value}, characters {row['start'].value}–{row['end'].value}"
        about = "" if row["body"] == node else f": {_spoken(graph, _statement(graph, row['body']))}"
        lines.append(f"  {place}, rule {row['rule'].value}{about}")
        quote = row["exact"].value if row["exact"] else "(the graph was built without text)"
        lines += textwrap.wrap(
            " ".join(quote.split()), _WIDTH, initial_indent="    | ", subsequent_indent="    | "
        )
    return lines


def _statement(graph: GraphStore, body: pyoxigraph.NamedNode) -> pyoxigraph.NamedNode:
    """Return what a statement states, where the body is one; else the body."""
    found = graph.select(f"SELECT ?o WHERE {{ {body} a rdf:Statement ; rdf:object ?o }}")
    row = next(found, None)
    return row["o"] if row else body


def _naming(graph: GraphStore, node: pyoxigraph.NamedNode) -> list[str]:
    rows = sorted(
        graph.select(_NAMING.format(thing=node)),
        key=lambda row: (
            row["class"].value,
            row["fact"].value.partition("inspection/")[2].partition("/")[0],
            int(row["start"].value) if row["start"] else -1,
            row["fact"].value,
        ),
    )
    lines = []
    for row in rows:
        place = f"  line {row['line'].value}" if row["line"] else ""
        kind = _label(graph, row["class"]) or _short(row["class"].value)
        lines.append(f"  {kind}  {graph.relative(row['fact'].value)}{place}")
        told = _told(graph, row["fact"])
        if told:
            lines.append(f"    {told}")
    return lines


def _told(graph: GraphStore, fact: pyoxigraph.NamedNode) -> str:
    said: dict[str, str] = {}
    for quad in graph.store.quads_for_pattern(fact, None, None, None):
        predicate = quad.predicate.value
        if predicate.startswith(PREFIXES["pf"]):
            value = _label(graph, quad.object) or _plain(graph, quad.object)
            said[predicate.removeprefix(PREFIXES["pf"])] = value
    told = " · ".join(said[name] for name in _TELLING if name in said)
    return textwrap.shorten(told, _LINE, placeholder=" …")


def _kinds(graph: GraphStore, node: pyoxigraph.NamedNode) -> str:
    rdf_type = pyoxigraph.NamedNode(PREFIXES["rdf"] + "type")
    kinds = {
        _label(graph, quad.object) or _short(_plain(graph, quad.object))
        for quad in graph.store.quads_for_pattern(node, rdf_type, None, None)
    }
    return ", ".join(sorted(kinds)) or "Thing"


def _spoken(graph: GraphStore, node: object) -> str:
    label = _label(graph, node)
    text = _plain(graph, node)
    return f"{text} ({label})" if label and label != text else text


def _label(graph: GraphStore, node: object) -> str:
    if not isinstance(node, pyoxigraph.NamedNode):
        return ""
    labels = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")
    found = [
        quad.object.value
        for label in labels
        for quad in graph.store.quads_for_pattern(node, pyoxigraph.NamedNode(label), None, None)
        if isinstance(quad.object, pyoxigraph.Literal)
    ]
    return min(found, default="")


def _plain(graph: GraphStore, node: object) -> str:
    if isinstance(node, pyoxigraph.NamedNode):
        return graph.relative(node.value)
    return node.value if isinstance(node, pyoxigraph.Literal) else str(node)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri.removeprefix(namespace)
            return local if prefix == "pf" else f"{prefix}:{local}"
    return iri


def _entry(name: str, value: str) -> Iterable[str]:
    indent = " " * (len(name) + 4)
    text = " ".join(value.split()) or "(empty)"
    return textwrap.wrap(text, _WIDTH, initial_indent=f"  {name}  ", subsequent_indent=indent)
