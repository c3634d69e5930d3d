"""A built graph, opened for questions: Oxigraph over all named graphs together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph

from findings_graph.asking.completion import lacks_vocabulary, missing_quads
from findings_graph.errors import BadParameter, UnknownThing, UnreadableGraph
from findings_graph.organisations.registers import slug
from findings_graph.terms import BASE, PREFIXES

GRAPH_FILES = ("graph.trig", "graph.ttl", "graph.nq")
"""Files of a built graph's folder, the first there is the graph."""

_FORMATS = {
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".owl": pyoxigraph.RdfFormat.RDF_XML,
    ".xml": pyoxigraph.RdfFormat.RDF_XML,
}
_NEAR = 3
_TYPE = pyoxigraph.NamedNode(PREFIXES["rdf"] + "type")
_INSPECTION = pyoxigraph.NamedNode(PREFIXES["pf"] + "Inspection")
_REPORT_GRAPH = pyoxigraph.NamedNode(PREFIXES["pf"] + "ReportGraph")

_NAMED = f"""
PREFIX skos: <{PREFIXES["skos"]}>
PREFIX adms: <{PREFIXES["adms"]}>
SELECT DISTINCT ?thing ?name WHERE {{
  ?thing a ?class .
  {{ ?thing skos:prefLabel|skos:altLabel|skos:notation ?name }}
  UNION {{ ?thing adms:identifier/skos:notation ?name }}
}}
"""


def find_graph_files(path: Path) -> tuple[Path, ...]:
    """Return the files that a folder or file argument means.

    A folder is a built graph, one file, or a folder of Turtle files, one an inspection.

    Raises:
        UnreadableGraph: there is no such file, or the folder holds no graph.
    """
    try:
        if path.is_dir():
            for name in GRAPH_FILES:
                if (path / name).is_file():
                    return (path / name,)
            files = tuple(file for file in sorted(path.glob("*.ttl")) if file.is_file())
            if files:
                return files
            message = (
                f"{path}: the folder holds no {GRAPH_FILES[0]}; "
                f"build one: findings build REPORT… --out {path}"
            )
            raise UnreadableGraph(message)
        if not path.exists():
            message = f"{path}: there is no such folder or file; build one: findings build REPORT… --out DIR"
            raise UnreadableGraph(message)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check its permissions"
        raise UnreadableGraph(message) from error
    return (path,)


def open_graph(path: Path, *, complete: bool = True) -> GraphStore:
    """Load a graph folder or file for questions.

    Oxigraph keeps some datatypes as their values: xsd:nonNegativeInteger comes back as xsd:integer.
    What must keep them reads the quads instead.

    Args:
        path: a built graph's folder, a folder of Turtle files, or a file.
        complete: whether a graph without vocabulary, such as the published one, is given it.

    Raises:
        UnreadableGraph: it is missing, of a kind that is not known, broken, or a folder of Turtle
            files without an inspection.
    """
    store = pyoxigraph.Store()
    files = find_graph_files(path)
    if not _is_of_inspections(path, files):
        rdf_format = _format_of(files[0])
        with _reading(files[0]):
            store.bulk_load(path=files[0], format=rdf_format, base_iri=BASE)
    else:
        store.extend(iterate_quads(path))
    if complete:
        store.extend(missing_quads(store))
    return GraphStore(store)


def read_quads(path: Path) -> list[pyoxigraph.Quad]:
    """Return the quads of a graph folder or file as they are written, with the vocabulary.

    Raises:
        UnreadableGraph: as `open_graph`.
    """
    quads = list(iterate_quads(path))
    store = pyoxigraph.Store()
    store.extend(quad for quad in quads if quad.predicate == _TYPE)
    if not lacks_vocabulary(store):
        return quads
    store.extend(quads)
    return [*quads, *missing_quads(store)]


def iterate_quads(path: Path) -> Iterator[pyoxigraph.Quad]:
    """Yield the quads of a graph folder or file as they are written, file by file.

    In a folder of Turtle files each is the named graph of the inspection that it speaks of.

    Raises:
        UnreadableGraph: as `open_graph`.
    """
    files = find_graph_files(path)
    if _is_of_inspections(path, files):
        names = [_graph_of(file) for file in files]
        if not any(names):
            message = (
                f"{path}: none of its {len(files)} Turtle files holds an inspection; "
                "build a graph: findings build REPORT… --out DIR"
            )
            raise UnreadableGraph(message)
        for file, name in zip(files, names, strict=True):
            for quad in _quads(file):
                yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, name)
    else:
        yield from _quads(files[0])


def _is_of_inspections(path: Path, files: tuple[Path, ...]) -> bool:
    """Return whether a path is a folder of Turtle files, not a built graph's folder or a file."""
    return path.is_dir() and files[0].name not in GRAPH_FILES


def _graph_of(file: Path) -> pyoxigraph.NamedNode | None:
    """Return the name of the graph that a Turtle file is: the first that it describes."""
    for quad in _quads(file):
        if (quad.predicate, quad.object) == (_TYPE, _REPORT_GRAPH):
            assert isinstance(quad.subject, pyoxigraph.NamedNode)
            return quad.subject
    return None


def _quads(file: Path) -> Iterator[pyoxigraph.Quad]:
    rdf_format = _format_of(file)
    with _reading(file):
        yield from pyoxigraph.parse(path=file, format=rdf_format, base_iri=BASE)


def find_base(quads: Iterable[pyoxigraph.Quad]) -> str:
    """Return the IRI under which the things of a graph stand: its inspections say so."""
    for quad in quads:
        if (quad.object, quad.predicate) == (_INSPECTION, _TYPE):
            return str(quad.subject).strip("<>").rpartition("inspection/")[0] or BASE
    return BASE


def _format_of(file: Path) -> pyoxigraph.RdfFormat:
    rdf_format = _FORMATS.get(file.suffix.lower())
    if rdf_format is None:
        known = ", ".join(_FORMATS)
        message = (
            f"{file}: not a graph file by its name; give a graph folder or a file ending in {known}"
        )
        raise UnreadableGraph(message)
    return rdf_format


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{file}: cannot be read ({error.strerror or error}); check its permissions"
        raise UnreadableGraph(message) from error
    except (SyntaxError, ValueError) as error:
        message = f"{file}: broken ({_one_line(error)}); build it again"
        raise UnreadableGraph(message) from error


class GraphStore:
    """A loaded graph: rows of a query, and things by any of their names."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store
        self.base = find_base(store.quads_for_pattern(None, _TYPE, _INSPECTION, None))
        self._names: dict[str, dict[str, set[str]]] = {}

    def select(self, query: str) -> pyoxigraph.QuerySolutions:
        """Return the solutions of one of our own SELECT queries, over all graphs together."""
        solutions = self.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            message = "not a SELECT query"
            raise TypeError(message)
        return solutions

    def relative(self, iri: str) -> str:
        """Return an IRI relative to the base, as people write it."""
        return iri.removeprefix(self.base)

    def find(self, kind: str, name: str) -> str:
        """Return the IRI of the PDU, region or theme that a label, code or IRI means.

        Args:
            kind: `pdu`, `region` or `theme`: the first segment of its IRI.
            name: preferred or other name, notation, last segment, relative or whole IRI.

        Raises:
            BadParameter: nothing, or more than one thing, has this name.
        """
        names = self._names_of(kind)
        found = names.get(slug(name)) or names.get(slug(self.relative(name)))
        if found and len(found) == 1:
            return next(iter(found))
        if found:
            listed = ", ".join(sorted(map(self.relative, found)))
            message = f"{kind} {name!r} is the name of more than one: give one of {listed}"
            raise BadParameter(message)
        near = [iri for key in near_names(slug(name), names) for iri in sorted(names[key])]
        message = f"no {kind} {name!r} in this graph{did_you_mean(map(self.relative, near))}"
        raise BadParameter(f"{message}; give its name, its code or its identifier")

    def resolve(self, name: str) -> str:
        """Return the IRI of the one thing that an identifier means.

        Args:
            name: whole IRI, IRI relative to the base, or its last segments.

        Raises:
            UnknownThing: no thing, or more than one, ends so.
        """
        name = name.strip().strip("<>")
        starts = ("", self.base, f"{self.base}inspection/", self.base.removesuffix("id/"))
        for iri in (start + name for start in starts):
            if name and self._is_subject(iri):
                return iri
        ends = self._ending(name)
        if len(ends) == 1:
            return ends[0]
        if ends:
            listed = ", ".join(map(self.relative, ends[:8]))
            more = f" and {len(ends) - 8} more" if len(ends) > 8 else ""
            message = f"{name!r} may be {listed}{more}; give more of its segments"
            raise UnknownThing(message)
        raise UnknownThing(
            f"nothing in this graph is {name!r}; give an identifier as `findings ask` prints it, "
            "such as east-kent-2024/finding/0123456789ab"
        )

    def _ending(self, name: str) -> list[str]:
        query = f"""
            SELECT DISTINCT ?thing WHERE {{
              ?thing a ?class
              FILTER(STRENDS(STR(?thing), {quoted("/" + name.strip("/"))}))
              FILTER(STRSTARTS(STR(?thing), {quoted(self.base)}))
              FILTER(!STRSTARTS(STR(?class), "{PREFIXES["oa"]}"))
            }}"""
        return sorted(row["thing"].value for row in self.select(query)) if name.strip("/") else []

    def _is_subject(self, iri: str) -> bool:
        try:
            node = pyoxigraph.NamedNode(iri)
        except ValueError:
            return False
        return next(self.store.quads_for_pattern(node, None, None, None), None) is not None

    def _names_of(self, kind: str) -> Mapping[str, set[str]]:
        if not self._names:
            for row in self.select(_NAMED):
                iri = row["thing"].value
                folder, _, last = self.relative(iri).rpartition("/")
                if folder in {"pdu", "region", "theme"}:
                    names = self._names.setdefault(folder, {})
                    for name in (row["name"].value, last, f"{folder}/{last}"):
                        names.setdefault(slug(name), set()).add(iri)
        return self._names.get(kind, {})


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the names most like one, the likest first."""
    return difflib.get_close_matches(name, list(known), n=_NEAR, cutoff=0.5)


def did_you_mean(names: Iterable[str]) -> str:
    """Return ` (did you mean …?)` for names, each once, or nothing."""
    listed = ", ".join(dict.fromkeys(names))
    return f" (did you mean {listed}?)" if listed else ""


def quoted(text: str) -> str:
    """Return a string literal for a query."""
    return str(pyoxigraph.Literal(text))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
