"""One result of a validation: what is wrong with which thing, and the sentence of the report behind it."""

from __future__ import annotations

from dataclasses import astuple, dataclass

SEVERITIES = ("Violation", "Warning", "Info")
"""Severities of SHACL, worst first. Only a violation fails a validation."""


@dataclass(frozen=True, slots=True)
class Result:
    """One result of SHACL, with the evidence that the graph has for the thing it is about.

    Args:
        inspection: name of the inspection, such as `east-kent-2024`; empty outside one.
        severity: `Violation`, `Warning` or `Info`.
        shape: IRI of the shape, which is a property shape where the result has a path.
        component: IRI of the constraint component that failed.
        focus: the thing that was checked, an IRI (or the label of a blank node).
        path: the property path as SPARQL writes it, with full IRIs; none for a rule over several facts.
        value: the offending value, as an IRI or N-Triples literal; for a rule, the offending fact.
        message: what is wrong, in a sentence.
        label: how people call the thing; for a rule, the offending fact.
        advice: what to do about it, as the shape has it.
        quote: the characters of the report that the thing rests on, where the graph has them.
        line: the 1-based line in which they begin.
        rule: the rule or component that read them.
        file: base name of the file that the report was read from, where a manifest tells it.

    Source: SHACL, section 3.6.2 (validation results).
    """

    inspection: str
    severity: str
    shape: str
    component: str
    focus: str
    path: str | None
    value: str | None
    message: str
    label: str = ""
    advice: str = ""
    quote: str | None = None
    line: int | None = None
    rule: str | None = None
    file: str | None = None

    @property
    def shape_name(self) -> str:
        """The shape's local name, such as `Finding-number`."""
        return self.shape.rpartition("/")[2]

    def sort_key(self) -> tuple[str, ...]:
        """Order of a report: inspection, worst first, then shape, thing, place of failure."""
        worst = str(SEVERITIES.index(self.severity))
        rest = tuple("" if field is None else str(field) for field in astuple(self)[2:])
        return (self.inspection, worst, *rest)


def name_of(iri: str) -> str:
    """Return a thing's IRI as people write it: relative to the base, whatever that is."""
    for mark in ("/inspection/", "/id/"):
        head, found, tail = iri.partition(mark)
        if found and head:
            return (mark + tail).removeprefix("/").removeprefix("id/")
    return iri
