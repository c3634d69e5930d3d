"""Constraints of SHACL Core on one value, for those that our shapes use, with the answers of pySHACL.

A test first tries the forms that our graphs have, on the N-Triples string itself; everything else goes
through rdflib's literals as pySHACL has it.

Source: SHACL, section 4; pySHACL 0.40, `pyshacl/constraints/core`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

from pyshacl.rdfutil.compare import compare_literal
from rdflib.term import BNode, URIRef
from rdflib.term import Literal as RdfLiteral

from findings_graph.terms import LANG_STRING, PREFIXES, XSD_STRING
from findings_graph.validation.index import CheckedTriples, Term, parse_term

Test: TypeAlias = Callable[[CheckedTriples, Term], bool]
"""Whether a value conforms, in a graph."""

_XSD = PREFIXES["xsd"]
_RDFS = PREFIXES["rdfs"]
_SH = PREFIXES["sh"]
NODE_KINDS = {
    _SH + "IRI": "<",
    _SH + "Literal": '"',
    _SH + "BlankNode": "_",
    _SH + "BlankNodeOrIRI": "<_",
    _SH + "IRIOrLiteral": '<"',
    _SH + "BlankNodeOrLiteral": '_"',
}
"""Node kinds with the characters that such terms begin with in N-Triples."""

_TYPES: dict[str, type | tuple[type, ...]] = {
    XSD_STRING: (str, bytes),
    LANG_STRING: (str, bytes),
    _XSD + "integer": int,
    _XSD + "float": float,
    _XSD + "decimal": Decimal,
    _XSD + "boolean": bool,
    _XSD + "date": date,
    _XSD + "time": time,
    _XSD + "dateTime": datetime,
}
# Lexical forms that rdflib reads as the datatype for certain; others are asked of rdflib.
_PLAIN_FORMS = {
    _XSD + "integer": re.compile(rf'"[0-9]{{1,18}}"\^\^<{re.escape(_XSD)}integer>'),
    _XSD + "decimal": re.compile(
        rf'"[0-9]{{1,18}}(\.[0-9]{{1,18}})?"\^\^<{re.escape(_XSD)}decimal>'
    ),
    _XSD + "boolean": re.compile(rf'"(true|false)"\^\^<{re.escape(_XSD)}boolean>'),
}
_NUMBER = re.compile(
    rf'"([0-9]{{1,18}})(?:"\^\^<{re.escape(_XSD)}(?:integer|nonNegativeInteger)>'
    rf'|(\.[0-9]{{1,18}})?"\^\^<{re.escape(_XSD)}decimal>)'
)


def text_of(term: Term) -> str:
    """Return a term's characters: those of an IRI, or the lexical form of a literal."""
    if term[0] == "<":
        return term[1:-1]
    if term[0] == '"' and "\\" not in term:
        return term[1 : term.rindex('"')]
    return str(parse_term(term))


def has_class(kind: Term) -> Test:
    """Test `sh:class`."""
    return lambda graph, value: value[0] != '"' and graph.is_a(value, kind)


def has_node_kind(kind: str) -> Test:
    """Test `sh:nodeKind`, one of `NODE_KINDS`."""
    marks = NODE_KINDS[kind]
    return lambda _, value: value[0] in marks


def has_datatype(datatype: str) -> Test:
    """Test `sh:datatype`."""
    if datatype == XSD_STRING:
        return lambda _, value: (
            (value[0] == '"' and value[-1] == '"') or _has_datatype(value, datatype)
        )
    if datatype == LANG_STRING:
        return lambda _, value: value[0] == '"' and value[value.rindex('"') + 1 :][:1] == "@"
    form = _PLAIN_FORMS.get(datatype)
    if form is None:
        return lambda _, value: _has_datatype(value, datatype)
    return lambda _, value: form.fullmatch(value) is not None or _has_datatype(value, datatype)


def _has_datatype(value: Term, datatype: str) -> bool:
    literal = parse_term(value)
    if not isinstance(literal, RdfLiteral):
        return False
    if datatype == _RDFS + "Literal":
        return True
    if datatype == _RDFS + "Datatype":
        return literal.datatype is not None
    own = literal.datatype
    if own is None:
        own = URIRef(LANG_STRING if literal.language else XSD_STRING)
    if str(own) != datatype or literal.ill_typed is True:
        return False
    expected = _TYPES.get(datatype)
    return expected is None or isinstance(literal.value, expected)


def has_length(lowest: int, highest: int | None) -> Test:
    """Test `sh:minLength`, or `sh:maxLength` with a lowest of 0."""

    def test(_: CheckedTriples, value: Term) -> bool:
        if value[0] == "_":
            return highest is None and lowest == 0
        length = len(text_of(value))
        return lowest <= length and (highest is None or length <= highest)

    return test


def matches(pattern: str) -> Test:
    """Test `sh:pattern`, without flags."""
    search = re.compile(pattern).search
    return lambda _, value: value[0] != "_" and search(text_of(value)) is not None


def has_language(languages: Sequence[str]) -> Test:
    """Test `sh:languageIn`: a language, or one of its kinds."""
    wanted = {language.lower() for language in languages}

    def test(_: CheckedTriples, value: Term) -> bool:
        if value[0] != '"':
            return False
        _quote, found, language = value[value.rindex('"') :].partition("@")
        if not found or not language:
            return False
        return (
            "*" in wanted
            or language.lower() in wanted
            or language.partition("-")[0].lower() in wanted
        )

    return test


def is_one_of(values: Sequence[Term]) -> Test:
    """Test `sh:in`."""
    choices = frozenset(values)
    return lambda _, value: value in choices


def is_within(bound: RdfLiteral, *, lowest: bool) -> Test:
    """Test `sh:minInclusive`, or `sh:maxInclusive`."""
    if type(bound.value) is not int:
        return lambda _, value: _is_within(value, bound, lowest=lowest)
    plain = bound.value

    def test(_: CheckedTriples, value: Term) -> bool:
        number = _NUMBER.fullmatch(value)
        if number is None:
            return _is_within(value, bound, lowest=lowest)
        whole = int(number[1])  # rounded down, of a number from 0 on
        if lowest or whole != plain:
            return whole >= plain if lowest else whole < plain
        return not (number[2] or "").strip(".0")

    return test


def _is_within(value: Term, bound: RdfLiteral, *, lowest: bool) -> bool:
    literal = parse_term(value)
    if isinstance(literal, (BNode, URIRef)) or not isinstance(literal, RdfLiteral):
        return False
    if isinstance(literal.value, str) != isinstance(bound.value, str):
        return False
    try:
        order = compare_literal(literal, bound)  # type: ignore[no-untyped-call]
    except (TypeError, NotImplementedError):
        return False
    return bool(order >= 0 if lowest else order <= 0)


def is_any(choices: Sequence[Sequence[Test]]) -> Test:
    """Test `sh:or`: all tests of one of the choices hold."""
    return lambda graph, value: any(all(test(graph, value) for test in tests) for tests in choices)
