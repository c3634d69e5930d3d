"""The vocabulary and the registers as triples under any base, without blank nodes.

The files of `ontology/` are written under the published base. Another base moves the things (the
themes, the PDUs, the scales) there; the terms (`pf:`) stay what they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from findings_graph.errors import MissingResource
from findings_graph.graph.turtle import sort_triples
from findings_graph.organisations.undoing import Undone, read_undone
from findings_graph.terms import BASE, Iri, Literal, Term, Triple, graph_iri

if TYPE_CHECKING:
    import pyoxigraph

REGISTERS = "registers"
VOCABULARY = "vocabulary"

_NOT_VOCABULARY = {"inspections", "decisions"}  # the published graph, and prose


def load_vocabulary(folder: Path, *, base: str = BASE) -> dict[str, list[Triple]]:
    """Return the sorted triples of the graphs `vocabulary` and `registers`.

    Args:
        folder: the folder `ontology`.
        base: IRI under which things stand, with a slash at its end.

    Raises:
        MissingResource: a file of the folder cannot be read or is not Turtle.
    """
    triples: dict[str, list[Triple]] = {VOCABULARY: [], REGISTERS: []}
    undone = read_undone(folder / REGISTERS)
    for path in sorted(folder.rglob("*.ttl")):
        place = path.relative_to(folder).parts[:-1]
        if not _NOT_VOCABULARY.intersection(place):
            triples[REGISTERS if REGISTERS in place else VOCABULARY] += _read(path, base, undone)
    return {name: sort_triples(found) for name, found in triples.items()}


def _read(path: Path, base: str, undone: Undone) -> list[Triple]:
    import pyoxigraph  # noqa: PLC0415  a heavy import, where it is used

    names = _Names(path.stem, base)
    try:
        quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE)
        return [
            (names.resource(quad.subject), names.iri(quad.predicate.value), names.term(quad.object))
            for quad in undone.keep(quads)
        ]
    except (OSError, SyntaxError) as error:
        message = f"{path}: the shipped vocabulary is broken ({error}); reinstall findings-graph"
        raise MissingResource(message) from error


class _Names:
    """Names of one file's nodes under a base; blank nodes are numbered as the file meets them."""

    def __init__(self, file: str, base: str) -> None:
        self._file = file
        self._base = base
        self._graphs = (graph_iri(BASE, ""), graph_iri(base, ""))
        self._blank: dict[str, Iri] = {}

    def iri(self, value: str) -> Iri:
        published, ours = self._graphs
        if value.startswith(BASE):
            return Iri(self._base + value[len(BASE) :])
        if value.startswith(published):
            return Iri(ours + value[len(published) :])
        return Iri(value)

    def resource(
        self, node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple
    ) -> Iri:
        import pyoxigraph  # noqa: PLC0415  a heavy import, where it is used

        if isinstance(node, pyoxigraph.NamedNode):
            return self.iri(node.value)
        if isinstance(node, pyoxigraph.BlankNode):
            number = len(self._blank) + 1
            fresh = Iri(f"{self._base}genid/{self._file}-{number}")
            return self._blank.setdefault(node.value, fresh)
        message = f"{self._file}: a triple term; the vocabulary is RDF 1.1"
        raise SyntaxError(message)

    def term(
        self,
        node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple,
    ) -> Term:
        import pyoxigraph  # noqa: PLC0415  a heavy import, where it is used

        if isinstance(node, pyoxigraph.Literal):
            return Literal(node.value, Iri(node.datatype.value), node.language or "")
        return self.resource(node)
