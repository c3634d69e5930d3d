"""The triples of a report's graph as they are gathered: names of things, words, evidence.

Source: the Web Annotation Vocabulary: an annotation (motivation, body, target), a specific resource
with a position selector and a quote selector; PROV-O for what generated it.
"""

from __future__ import annotations

import hashlib
import re
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote as percent_encode

from findings_graph.facts import Body, Evidence, InspectionFacts
from findings_graph.terms import (
    XSD_DECIMAL,
    Iri,
    Literal,
    Term,
    Triple,
    english,
    graph_iri,
    integer,
    plain,
    term,
)

PHRASE = 8
"""Words of the longest count phrase kept without text; a longer one would repeat the report."""

_WORD = re.compile(r"\w+")  # `offending-related` is two
_SAFE = "/-._~"


def decimal(number: float | Decimal) -> Literal:
    """Return a decimal without an exponent or trailing zeros, such as 45 or 45.5."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal(text, XSD_DECIMAL)


def offset(number: int) -> Literal:
    """Return a character offset, 0-based."""
    return Literal(str(number), term("xsd:nonNegativeInteger"))


def computed_percentage(numerator: int, denominator: int) -> Decimal | None:
    """Return the share as a percentage with one digit, half rounded up; none out of 0."""
    if denominator == 0:
        return None
    share = Decimal(100) * numerator / denominator
    return share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def hash_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Description:
    """The triples gathered so far, and the names of the things they are about."""

    def __init__(self, facts: InspectionFacts, *, base: str, with_text: bool) -> None:
        self.facts = facts
        self.triples: list[Triple] = []
        self._base = base
        self._with_text = with_text
        self._taken: set[Iri] = set()
        self.inspection = self.thing(f"inspection/{facts.name}")
        self.report = self.part("report")
        self.text = self.part("text")
        self.extraction = self.part("extraction")
        self.graph = graph_iri(base, facts.name)
        self.framework = self.thing(f"framework/{facts.framework}")

    def thing(self, path: str) -> Iri:
        """Return the IRI of a thing by its path under the base."""
        return Iri(self._base + percent_encode(path, safe=_SAFE))

    def part(self, path: str) -> Iri:
        """Return the IRI of a thing of this inspection."""
        return Iri(f"{self.inspection}/{percent_encode(path, safe=_SAFE)}")

    def fresh(self, iri: Iri) -> Iri:
        """Return the IRI, or with `-2`, `-3` … behind it where it is taken already."""
        free, count = iri, 1
        while free in self._taken:
            count += 1
            free = Iri(f"{iri}-{count}")
        self._taken.add(free)
        return free

    def standard(self, number: str) -> Iri:
        """Return the IRI of a standard of the inspection's framework, such as 1.1."""
        return Iri(f"{self.framework}/standard/{number}")

    def add(self, subject: Iri, predicate: str, value: Term) -> None:
        """Add one triple; the predicate is a prefixed name."""
        self.triples.append((subject, term(predicate), value))

    def fact(self, iri: Iri, kind: str, evidence: Evidence | None) -> Iri:
        """Add a fact's type, inspection and evidence; return its IRI, made unlike any other's."""
        iri = self.fresh(iri)
        self.add(iri, "rdf:type", term(f"pf:{kind}"))
        self.add(iri, "pf:inspection", self.inspection)
        if evidence is not None:
            self.evidence(iri, evidence)
        return iri

    def words(self, subject: Iri, words: str, *, predicate: str = "pf:text") -> None:
        """Add the report's words, or their hash and length as `pf:textHash` and `pf:textLength`."""
        if self._with_text:
            self.add(subject, predicate, english(words))
        else:
            self.add(subject, f"{predicate}Hash", plain(hash_of(words)))
            self.add(subject, f"{predicate}Length", integer(len(words)))

    def phrase(self, subject: Iri, predicate: str, words: str) -> None:
        """Add a phrase of the report; without text only where it is a short one."""
        if words and (self._with_text or len(_WORD.findall(words)) <= PHRASE):
            self.add(subject, predicate, english(words))

    def evidence(self, fact: Iri, evidence: Evidence) -> None:
        """Add the annotation that says where a fact stands and what found it."""
        annotation = Iri(f"{fact}/evidence")
        self.annotation(annotation, "oa:describing", fact, evidence)

    def annotation(self, iri: Iri, motivation: str, body: Iri, evidence: Evidence) -> None:
        """Add an annotation of the source text with its target, position and quote."""
        target, position, quote = (Iri(f"{iri}/{part}") for part in ("target", "position", "quote"))
        self.add(iri, "rdf:type", term("oa:Annotation"))
        self.add(iri, "oa:motivatedBy", term(motivation))
        self.add(iri, "oa:hasBody", body)
        self.add(iri, "oa:hasTarget", target)
        self.add(iri, "pf:rule", plain(evidence.rule))
        self.add(iri, "pf:inspection", self.inspection)
        self.add(iri, "prov:wasGeneratedBy", self.extraction)
        self.add(target, "rdf:type", term("oa:SpecificResource"))
        self.add(target, "oa:hasSource", self.text)
        self.add(target, "oa:hasSelector", position)
        self.add(target, "oa:hasSelector", quote)
        self.add(position, "rdf:type", term("oa:TextPositionSelector"))
        self.add(position, "oa:start", offset(evidence.start))
        self.add(position, "oa:end", offset(evidence.end))
        self.add(position, "pf:line", integer(self.facts.source.line_of(evidence.start)))
        self.add(quote, "rdf:type", term("oa:TextQuoteSelector"))
        exact = self.facts.source.text[evidence.start : evidence.end]
        if self._with_text:
            self.add(quote, "oa:exact", plain(exact))
        else:
            self.add(quote, "pf:quoteHash", plain(hash_of(exact)))
            self.add(quote, "pf:quoteLength", integer(len(exact)))

    def statement(self, name: str, triple: tuple[Iri, str, Term], evidence: Evidence) -> None:
        """Add the statement that a plain value's evidence is about."""
        subject, predicate, value = triple
        statement = self.fresh(self.part(f"statement/{name}"))
        self.add(statement, "rdf:type", term("rdf:Statement"))
        self.add(statement, "rdf:subject", subject)
        self.add(statement, "rdf:predicate", term(predicate))
        self.add(statement, "rdf:object", value)
        self.evidence(statement, evidence)

    def body(self, body: Body) -> Iri:
        """Return the IRI of a body, and describe it where no register does."""
        iri = self.thing(body.path)
        if not body.registered:
            self.add(iri, "rdf:type", term(f"pf:{body.kind}"))
            self.add(iri, "skos:prefLabel", english(body.label))
        return iri
