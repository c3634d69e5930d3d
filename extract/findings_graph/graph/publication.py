"""The published graph: one Turtle file an inspection, without the words of its report.

What is published are facts: ratings, percentages, figures, who provides what where, and of each finding
its section, themes and polarity. A text is told by its hash and length, its place by offsets, so that
whoever has the report can prove every one of them. A file speaks of one inspection, describes the
bodies that no register has, and leaves the vocabulary to the files beside it.

Source: DESIGN.md, Rules that hold everywhere; Open Government Licence v3.0 (attribution).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from findings_graph import __version__
from findings_graph.facts import InspectionFacts
from findings_graph.graph.build import (
    BuiltReport,
    Collected,
    Outcome,
    RefusedReport,
    Summary,
    describe_entry,
    extract_facts,
    staging,
)
from findings_graph.graph.report import report_triples
from findings_graph.graph.turtle import blocks, header, lines, natural_order, section
from findings_graph.terms import BASE, PREFIXES, RDF_TYPE, Iri, Term, Triple, graph_iri, term

_START = term("oa:start")
_KINDS = {
    "": "The inspection, its report and how this was made",
    "statement": "Where the report states these",
    "overall-rating": "Overall rating",
    "standard-rating": "Ratings of the standards",
    "key-question": "Key questions",
    "annexe-question": "Questions of the annexe",
    "recommendation": "Recommendations",
    "recommendation-progress": "Progress on earlier recommendations",
    "finding": "Findings",
    "quotation": "Quotations",
    "statistic": "Statistics",
    "figure": "Figures",
    "provision": "Who provides which service",
    "place": "Places",
    "discrepancy": "Where figures of the report disagree",
    "gap": "What the report does not state",
}
_OF_INSPECTION = frozenset({"report", "text", "extraction"})
_BODIES = "Bodies that no register has, and the software"


def publish(
    paths: Sequence[Path],
    out: Path,
    *,
    base: str = BASE,
    workers: int = 1,
    on_report: Callable[[Outcome], None] = lambda _: None,
) -> Summary:
    """Write one Turtle file an inspection, `NAME.ttl`, without text; other files are left alone.

    Args:
        paths: the report files; a path given twice counts once.
        out: the folder; made if missing.
        base: IRI under which things stand, with a slash at its end.
        workers: processes that read reports; the files written do not depend on it.
        on_report: called with each outcome, in the order of the inputs.

    Raises:
        UnwritableOutput: the folder or a file in it cannot be written.
    """
    with staging(out) as stage:
        collected = Collected(stage)
        collected.take_all(paths, partial(publish_report, base=base), workers, on_report)
        for name in collected.entries:
            os.replace(collected.part(name), out / f"{name}.ttl")  # noqa: PTH105  the atomic one
    return collected.summary(sum(entry.counts["triples"] for entry in collected.entries.values()))


def publish_report(path: Path, *, base: str = BASE) -> Outcome:
    """Read one report and write it as its published file; or say why not."""
    facts = extract_facts(path)
    if isinstance(facts, RefusedReport):
        return facts
    triples = report_triples(facts, base=base, with_text=False)
    written = write_published(facts, triples, base=base)
    return BuiltReport(str(path), describe_entry(facts, len(triples)), written, ())


def write_published(facts: InspectionFacts, triples: Iterable[Triple], *, base: str = BASE) -> str:
    """Return a published file: a comment, then the facts by kind, each in the order of the report.

    Args:
        facts: the inspection's, for its name.
        triples: its graph without text, sorted.
        base: IRI under which things stand.
    """
    subjects: dict[Iri, list[Triple]] = {}
    for triple in triples:
        subjects.setdefault(triple[0], []).append(triple)
    parts = [
        section(title) + "".join(_write_fact(fact, subjects, base) for fact in found)
        for title, found in _by_kind(facts.name, subjects, base).items()
    ]
    body = "".join(parts).rstrip("\n")
    return f"{_opening(facts)}\n{header(base, used_in=body)}{body}\n"


def _opening(facts: InspectionFacts) -> str:
    return f"""\
# {facts.pdu.label}: the facts of one probation inspection report, without the report's words
#
# Contains information from HM Inspectorate of Probation, © Crown copyright, licensed under the Open
# Government Licence v3.0: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
#
# In place of each text stand its SHA-256 and its length, and the offsets of its characters in the
# report as text. Whoever has the report can prove them: findings verify {facts.name}.ttl REPORT
# What the terms, themes and standards mean stands in the vocabulary that ships with findings-graph.
#
# Written by findings-graph {__version__} (findings publish); an edit is lost when it is written again.
"""


def _by_kind(
    name: str, subjects: Mapping[Iri, list[Triple]], base: str
) -> dict[str, list[list[Iri]]]:
    """Return title → facts, each as the subjects that are it and its evidence, in order."""
    inspection = Iri(f"{base}inspection/{name}")
    facts: dict[Iri, list[Iri]] = {}
    for subject in subjects:
        facts.setdefault(_fact_of(subject, subjects), []).append(subject)
    kinds: dict[str, list[list[Iri]]] = {kind: [] for kind in _KINDS}
    bodies: list[list[Iri]] = []
    for fact in sorted(facts, key=partial(_order, subjects=subjects)):
        kind = fact.removeprefix(f"{inspection}/").partition("/")[0]
        if fact in {inspection, graph_iri(base, name)}:
            kinds[""].insert(0, facts[fact])
        elif not fact.startswith(f"{inspection}/"):
            bodies.append(facts[fact])
        else:
            kinds.setdefault("" if kind in _OF_INSPECTION else kind, []).append(facts[fact])
    titled = {_KINDS.get(kind, kind.capitalize()): found for kind, found in kinds.items()}
    return {title: found for title, found in {**titled, _BODIES: bodies}.items() if found}


def _fact_of(subject: Iri, subjects: Mapping[Iri, list[Triple]]) -> Iri:
    """Return the fact that a part of an annotation belongs to, else the subject itself."""
    if not _is_part(subjects[subject]):
        return subject
    place = Iri(subject.rpartition("/")[0])
    while place not in subjects or _is_part(subjects[place]):
        place = Iri(place.rpartition("/")[0])
        if "/" not in place:
            return subject
    return place


def _is_part(triples: Iterable[Triple]) -> bool:
    return any(
        predicate == RDF_TYPE and str(kind).startswith(PREFIXES["oa"])
        for _, predicate, kind in triples
    )


def _order(
    fact: Iri, *, subjects: Mapping[Iri, list[Triple]]
) -> tuple[int, tuple[list[str | int], Iri]]:
    position = subjects.get(Iri(f"{fact}/evidence/position"), [])
    starts = [_number(value) for _, predicate, value in position if predicate == _START]
    return min(starts, default=-1), natural_order(fact)


def _number(value: Term) -> int:
    return -1 if isinstance(value, Iri) else int(value.value)


def _write_fact(fact: Sequence[Iri], subjects: Mapping[Iri, list[Triple]], base: str) -> str:
    own = [
        triple
        for subject in fact
        for triple in subjects[subject]
        if not _is_part(subjects[subject])
    ]
    parts = [
        triple for subject in fact for triple in subjects[subject] if _is_part(subjects[subject])
    ]
    return blocks(own, base=base) + lines(parts, base=base)
