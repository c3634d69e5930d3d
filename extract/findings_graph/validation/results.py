"""One result of a validation: what is wrong with which thing, and the sentence of the report behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Self

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
        context: the finding that a quote stands in which is a bare value, such as `824`.

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
    context: str | None = None

    @property
    def shape_name(self) -> str:
        """The shape's local name, such as `Finding-number`."""
        return self.shape.rpartition("/")[2]

    def sort_key(self) -> tuple[str, ...]:
        """Order of a report: inspection, worst first, then shape, thing, place of failure."""
        worst = str(SEVERITIES.index(self.severity))
        rest = tuple("" if field is None else str(field) for field in astuple(self)[2:])
        return (self.inspection, worst, *rest)


@dataclass(frozen=True, slots=True)
class Scope:
    """What results are of, as far as known.

    Args:
        reports: how many reports were checked.
        baseline: name of the file with known results, which are not among the results.
        known: the known results that were found again.
        gone: how many known results were not found again.
        notes: what else a reader should know, in sentences.
    """

    reports: int | None = None
    baseline: str | None = None
    known: tuple[Result, ...] = ()
    gone: int = 0
    notes: tuple[str, ...] = ()


class Results(tuple[Result, ...]):  # noqa: SLOT001  a tuple can have no slot for the scope
    """Results in order, with what they are of, so that they can be written without anything else.

    Args:
        results: the results.
        scope: what they are of.
    """

    scope: Scope

    def __new__(cls, results: Iterable[Result] = (), scope: Scope | None = None) -> Self:
        """Make them; a tuple has its members from the start."""
        made = super().__new__(cls, results)
        made.scope = scope or Scope()
        return made


def scope_of(results: Iterable[Result]) -> Scope:
    """Return what results are of; of plain results nothing is known."""
    return results.scope if isinstance(results, Results) else Scope()


def merge_results(results: Iterable[Result]) -> list[Result]:
    """Return results without those that tell the same of the same value by another component of the shape."""
    merged: dict[tuple[str | None, ...], Result] = {}
    for one in results:
        merged.setdefault((one.shape, one.focus, one.path, one.value, one.message), one)
    return list(merged.values())


def name_of(iri: str) -> str:
    """Return a thing's IRI as people write it: relative to the base, whatever that is; a blank node as `_:` with its label."""
    if ":" not in iri and not iri.startswith('"'):
        return f"_:{iri}"
    for mark in ("/inspection/", "/id/"):
        head, found, tail = iri.partition(mark)
        if found and head:
            return (mark + tail).removeprefix("/").removeprefix("id/")
    return iri
