"""Turtle and TriG, written sorted: the same triples give the same bytes on every machine.

Things are written as IRIs relative to `@base` (a slash in a prefixed name defeats rdflib), terms of
the known namespaces with their prefix, one block a subject, its type first. TriG names a graph as
`<graph> { … }`, never with the GRAPH keyword, which `rapper` rejects.

Source: RDF 1.1 Turtle, sections 2.4 (IRIs), 2.5 (literals) and 6.4 (escapes); RDF 1.1 TriG.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from findings_graph.terms import (
    LANG_STRING,
    PREFIXES,
    RDF_TYPE,
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
    XSD_STRING,
    Iri,
    Literal,
    Term,
    Triple,
)

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*", re.ASCII)
_RELATIVE = re.compile(
    r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*", re.ASCII
)
_BARE = {
    XSD_INTEGER: re.compile(r"[+-]?[0-9]+", re.ASCII),
    XSD_DECIMAL: re.compile(r"[+-]?[0-9]*\.[0-9]+", re.ASCII),
    XSD_BOOLEAN: re.compile(r"true|false", re.ASCII),
}
_KEPT_BY_UNICODE = (
    0x00,
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
)
_REPLACED = dict.fromkeys(_KEPT_BY_UNICODE, "\ufffd")
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)},
    0xFEFF: "\\uFEFF",
    ord("\t"): "\\t",
    ord("\b"): "\\b",
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\f"): "\\f",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
    **_REPLACED,
}
_FIGURES = re.compile(r"([0-9]+)", re.ASCII)
_NAMESPACE = re.compile(r"(.*[/#])([^/#]*)", re.DOTALL)
_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_ONE_A_PREDICATE = (" .\n\n", " ;\n    ", " ,\n        ")
_ONE_A_SUBJECT = (" .\n", " ; ", " , ")
_PREFIXED = re.compile(rf"\b({'|'.join(PREFIXES)}):(?!/)")


def sort_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return the triples without repeats, by subject (figures as numbers), predicate (type first), object."""
    subjects: dict[Iri, set[tuple[Iri, Term]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, set()).add((predicate, value))
    return [
        (subject, predicate, value)
        for subject in sorted(subjects, key=natural_order)
        for predicate, value in sorted(subjects[subject], key=_pair_order)
    ]


def header(base: str, *, used_in: str | None = None) -> str:
    """Return the base and prefix lines that a file opens with: of all prefixes, or those of a text."""
    used = PREFIXES if used_in is None else set(_PREFIXED.findall(used_in))
    lines = [f"@base <{base}> .\n"]
    lines.extend(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return "".join(lines)


def blocks(triples: Iterable[Triple], *, base: str) -> str:
    """Return sorted triples as Turtle blocks, one a subject, each followed by an empty line."""
    return "".join(_blocks(triples, _Names(base), _ONE_A_PREDICATE))


def lines(triples: Iterable[Triple], *, base: str) -> str:
    """Return sorted triples as Turtle, each subject on one line, with an empty line at the end."""
    written = "".join(_blocks(triples, _Names(base), _ONE_A_SUBJECT))
    return f"{written}\n" if written else ""


def graph_block(name: Iri, body: str) -> str:
    """Return a TriG graph around Turtle blocks."""
    return f"<{name}> {{\n{body.rstrip()}\n}}\n\n"


def section(title: str) -> str:
    """Return a comment that heads a section of a merged file."""
    return f"\n# {'-' * 78}\n# {title}\n# {'-' * 78}\n\n"


def as_written(text: str) -> str:
    """Return a text as a graph holds it: with U+FFFD for each NUL and each noncharacter.

    A broken conversion may hold them, and offsets count them. No graph may: `rapper` cuts a string at
    NUL, U+FFFE and U+FFFF without a word.

    Source: the Unicode Standard, section 23.7, Noncharacters.
    """
    return text.translate(_REPLACED)


def write_term(term: Term, *, base: str = "") -> str:
    """Return one term as Turtle writes it."""
    return _Names(base).term(term)


class _Names:
    """How each IRI is written under one base; remembers what it has written."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._written: dict[Iri, str] = {}

    def term(self, term: Term) -> str:
        if isinstance(term, Literal):
            return self._literal(term)
        written = self._written.get(term)
        if written is None:
            written = self._written[term] = self._iri(term)
        return written

    def _iri(self, iri: Iri) -> str:
        if self._base and iri.startswith(self._base):
            rest = iri[len(self._base) :]
            if _RELATIVE.fullmatch(rest):
                return f"<{rest}>"
        parts = _NAMESPACE.fullmatch(iri)
        if parts and parts[1] in _PREFIX_OF and _LOCAL.fullmatch(parts[2]):
            return f"{_PREFIX_OF[parts[1]]}:{parts[2]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare is not None and bare.fullmatch(literal.value):
            return literal.value
        quoted = f'"{literal.value.translate(_ESCAPES)}"'
        if literal.datatype == LANG_STRING:
            return f"{quoted}@{literal.language}"
        if literal.datatype == XSD_STRING:
            return quoted
        return f"{quoted}^^{self.term(literal.datatype)}"


def _blocks(
    triples: Iterable[Triple], names: _Names, separators: tuple[str, str, str]
) -> Iterator[str]:
    end, next_predicate, next_object = separators
    last_subject: Iri | None = None
    last_predicate: Iri | None = None
    for subject, predicate, value in triples:
        written = names.term(value)
        if subject != last_subject:
            if last_subject is not None:
                yield end
            yield f"{names.term(subject)} {_predicate(predicate, names)} {written}"
        elif predicate != last_predicate:
            yield f"{next_predicate}{_predicate(predicate, names)} {written}"
        else:
            yield f"{next_object}{written}"
        last_subject, last_predicate = subject, predicate
    if last_subject is not None:
        yield end


def _predicate(predicate: Iri, names: _Names) -> str:
    return "a" if predicate == RDF_TYPE else names.term(predicate)


def natural_order(iri: Iri) -> tuple[list[str | int], Iri]:
    """Return what sorts IRIs with the figures in them as numbers."""
    # Odd places of the split are runs of figures, so that like is only compared with like.
    parts = _FIGURES.split(iri)
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], iri


def _pair_order(pair: tuple[Iri, Term]) -> tuple[bool, str, bool, str, str, str]:
    predicate, value = pair
    if isinstance(value, Literal):
        return (predicate != RDF_TYPE, predicate, True, value.value, value.datatype, value.language)
    return (predicate != RDF_TYPE, predicate, False, value, "", "")
