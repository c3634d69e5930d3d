"""A graph in other formats, each byte-stable: Turtle, TriG, N-Quads, JSON-LD, and CSV on the Web.

Source: RDF 1.1 N-Quads; JSON-LD 1.1; Metadata Vocabulary for Tabular Data (CSVW), section 5.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph

from findings_graph import __version__
from findings_graph.asking.answers import Answer, answer
from findings_graph.asking.questions import list_questions
from findings_graph.asking.store import GraphStore, find_base
from findings_graph.asking.tables import write_csv
from findings_graph.graph.turtle import blocks, graph_block, header, sort_triples
from findings_graph.terms import PREFIXES, Iri, Literal, Term, Triple

FORMATS = ("turtle", "trig", "nquads", "jsonld", "csvw")
METADATA = "csv-metadata.json"
"""File that describes the tables, where CSVW tools look for it."""

_DATATYPES: dict[str, set[type]] = {
    "boolean": {bool},
    "integer": {int},
    "decimal": {int, Decimal},
}


def export_graph(quads: Sequence[pyoxigraph.Quad], form: str) -> str:
    """Return a graph as `turtle` (merged), `trig`, `nquads` or `jsonld`.

    Args:
        quads: the quads as they were read, in any order.
        form: the format.
    """
    base = find_base(quads)
    if form == "turtle":
        merged = [triple for triples in _graphs(quads, base).values() for triple in triples]
        return f"{header(base)}\n{blocks(sort_triples(merged), base=base)}"
    if form == "trig":
        return _write_trig(quads, base)
    if form == "nquads":
        return "".join(sorted(f"{quad} .\n" for quad in quads))
    return _write_jsonld(quads, base)


def export_tables(graph: GraphStore) -> Mapping[str, str]:
    """Return file name → content: the answer of every shipped question as CSV, and what they are."""
    files: dict[str, str] = {}
    tables = []
    for question in list_questions():
        found = answer(question, graph)
        name = f"{question.name}.csv"
        files[name] = write_csv(found)
        tables.append(
            {
                "url": name,
                "dc:title": question.text,
                "dc:description": question.empty,
                "tableSchema": {"columns": _columns(found)},
            }
        )
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:creator": f"findings-graph {__version__}",
        "tables": tables,
    }
    files[METADATA] = json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"
    return files


def _columns(found: Answer) -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "titles": name,
            "datatype": _datatype({type(row[place]) for row in found.rows}),
        }
        for place, name in enumerate(found.columns)
    ]


def _datatype(kinds: set[type]) -> str:
    kinds = kinds - {type(None)}
    for datatype, held in _DATATYPES.items():
        if kinds and kinds <= held:
            return datatype
    return "string"


def _graphs(quads: Iterable[pyoxigraph.Quad], base: str) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, pyoxigraph.NamedNode) else ""
        triple = (
            _resource(quad.subject, base),
            Iri(quad.predicate.value),
            _term(quad.object, base),
        )
        graphs.setdefault(name, []).append(triple)
    return graphs


def _write_trig(quads: Sequence[pyoxigraph.Quad], base: str) -> str:
    graphs = _graphs(quads, base)
    written = [f"{header(base)}\n"]
    if "" in graphs:
        written.append(blocks(sort_triples(graphs.pop("")), base=base))
    written.extend(
        graph_block(Iri(name), blocks(sort_triples(graphs[name]), base=base))
        for name in sorted(graphs)
    )
    return "".join(written)


def _write_jsonld(quads: Sequence[pyoxigraph.Quad], base: str) -> str:
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    written = pyoxigraph.serialize(
        ordered, format=pyoxigraph.RdfFormat.JSON_LD, prefixes=PREFIXES, base_iri=base
    )
    return (written or b"").decode("utf-8") + "\n"


def _resource(
    node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple, base: str
) -> Iri:
    if isinstance(node, pyoxigraph.NamedNode):
        return Iri(node.value)
    return Iri(f"{base}genid/{str(node).removeprefix('_:')}")


def _term(
    node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple,
    base: str,
) -> Term:
    if isinstance(node, pyoxigraph.Literal):
        return Literal(node.value, Iri(node.datatype.value), node.language or "")
    return _resource(node, base)
