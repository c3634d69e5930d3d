"""RDF terms as light values, and the namespaces: the one prefix list of the project.

A report's graph has some ten thousand triples; these values hash, sort and pickle at the speed of
strings, which library terms do not. `Term` never is a blank node: what we emit has none.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple, TypeAlias

from findings_graph.errors import BadParameter

BASE = "https://w3id.org/probation-findings/id/"
"""IRI under which things stand, unless `--base` gives another."""


class Iri(str):
    """An absolute IRI."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal: lexical form, datatype, and language tag where it is a language-tagged string."""

    value: str
    datatype: Iri
    language: str = ""


Term: TypeAlias = Iri | Literal
Triple: TypeAlias = tuple[Iri, Iri, Term]

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pf": "https://w3id.org/probation-findings/def/",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Every prefix that our files and answers use, with its namespace."""

_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+", re.ASCII)


@functools.cache  # a few hundred names, asked for a hundred thousand times
def term(name: str) -> Iri:
    """Return the IRI of a prefixed name, such as `pf:Finding`."""
    prefix, _, local = name.partition(":")
    return Iri(PREFIXES[prefix] + local)


RDF_TYPE = term("rdf:type")
XSD_STRING = term("xsd:string")
XSD_INTEGER = term("xsd:integer")
XSD_DECIMAL = term("xsd:decimal")
XSD_BOOLEAN = term("xsd:boolean")
LANG_STRING = term("rdf:langString")


def english(text: str) -> Literal:
    """Return English text: a report's words, or a label of ours."""
    return Literal(text, LANG_STRING, "en")


def plain(text: str) -> Literal:
    """Return a string that is in no language: a code, a name, a hash."""
    return Literal(text, XSD_STRING)


def integer(number: int) -> Literal:
    """Return a whole number."""
    return Literal(str(number), XSD_INTEGER)


def check_base(base: str) -> str:
    """Return the base IRI for things, with a slash at its end.

    Raises:
        BadParameter: it is no absolute http(s) IRI, or has a query or fragment.
    """
    if not _ABSOLUTE.fullmatch(base):
        raise BadParameter(
            f"--base {base!r} is no absolute http(s) IRI without query or fragment; "
            f"give one such as {BASE}"
        )
    return base if base.endswith("/") else f"{base}/"


def graph_iri(base: str, name: str) -> Iri:
    """Return the name of a graph: `…/graph/NAME` beside the things' `…/id/`."""
    return Iri(f"{base.removesuffix('id/')}graph/{name}")
