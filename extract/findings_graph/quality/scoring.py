"""How a built graph answers against what a careful reader found in the same reports.

The truth is a folder of CSV files, one a kind of fact, without a sentence of any report: a text is
told by the SHA-256 of its cleaned form, a place by its characters in the normalised report. The
reader's places are of two sorts. A finding, recommendation or quotation is one passage, and its
evidence must be exactly that. Any other fact may be shown by more words than the reader's own, and
its evidence must hold them. A graph without text is scored by the hashes in its texts' place.

Run as `python -m findings_graph.quality.scoring DIR TRUTH`. Exit codes: 0 all right; 1 something differs;
2 bad usage, no graph or no truth.

Source: DESIGN.md, Questions that ship (the kinds and their columns) and Rules (no report text).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from findings_graph.asking.store import GraphStore, open_graph
from findings_graph.errors import FindingsError

_PLACE = """
  OPTIONAL {
    ?annotation oa:hasBody ?fact ; oa:motivatedBy oa:describing ; oa:hasTarget ?target .
    ?target oa:hasSelector ?position .
    ?position oa:start ?start ; oa:end ?end .
  }
  BIND(REPLACE(STR(?event), "^.*/", "") AS ?inspection)"""

_INSPECTIONS = """
  { ?event a pf:Inspection . BIND(?event AS ?subject) }
  UNION { ?subject a pf:InspectionReport ; pf:inspection ?event }
  UNION { ?subject a pf:OverallRating ; pf:inspection ?event }
  VALUES (?property ?value_of ?stated) {
    (pf:pdu "pdu" pf:pdu) (pf:region "region" pf:region) (pf:framework "framework" pf:framework)
    (dcterms:issued "issued" dcterms:issued) (pf:fieldworkStart "fieldworkStart" pf:fieldworkStart)
    (pf:communityCases "communityCases" pf:communityCases) (pf:licenceCases "licenceCases" pf:licenceCases)
    (pf:courtReports "courtReports" pf:courtReports) (pf:leadInspector "leadInspector" pf:leadInspector)
    (pf:practitionerInterviews "practitionerInterviews" pf:practitionerInterviews)
    (schema:isbn "isbn" schema:isbn) (pf:rating "overallRating" pf:rating)
    (pf:score "score" pf:score) (pf:maximumScore "maximumScore" pf:score)
  }
  ?subject ?property ?object .
  OPTIONAL { ?object skos:prefLabel ?label FILTER(?property != pf:framework) }
  BIND(COALESCE(STR(?label), REPLACE(STR(?object), "^.*/", "")) AS ?value)
  OPTIONAL { ?subject pf:regionBasis ?kind FILTER(?property = pf:region) }
  BIND(COALESCE(REPLACE(STR(?kind), "^.*/", ""), "report") AS ?basis)
  OPTIONAL { ?statement rdf:subject ?subject ; rdf:predicate ?stated }
  BIND(COALESCE(?statement, ?subject) AS ?fact)"""

_RATINGS = """
  ?fact a pf:StandardRating ; pf:inspection ?event ; pf:standard ?concept ; pf:points ?points .
  ?fact pf:rating/skos:prefLabel ?rating .
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?standard)"""

_KEY_QUESTIONS = """
  ?fact a pf:KeyQuestionScore ; pf:inspection ?event ; pf:standard ?concept ; pf:percentage ?percentage .
  ?fact pf:keyQuestion/pf:number ?question_number .
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?standard)"""

_ANNEXE_QUESTIONS = """
  ?fact a pf:AnnexeQuestionScore ; pf:inspection ?event ; pf:standard ?concept ; pf:number ?position_in_table ;
    pf:questionText ?text ; pf:percentage ?percentage .
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?standard)
  BIND(SHA256(STR(?text)) AS ?question_sha256)"""

_RECOMMENDATIONS = """
  ?fact a pf:Recommendation ; pf:inspection ?event ; pf:number ?number .
  ?fact pf:addressee/skos:prefLabel ?addressee .
  OPTIONAL { ?fact pf:text ?text }
  OPTIONAL { ?fact pf:textHash ?hash }
  BIND(COALESCE(SHA256(STR(?text)), ?hash, "") AS ?sha256)"""

_PROGRESS = """
  ?fact a pf:RecommendationProgress ; pf:inspection ?event ; pf:number ?number ; pf:progress ?progress .
  OPTIONAL { ?fact pf:earlierRecommendation ?earlier }
  OPTIONAL { ?fact pf:earlierRecommendationHash ?earlier_hash }
  OPTIONAL { ?fact pf:text ?text }
  OPTIONAL { ?fact pf:textHash ?hash }
  BIND(COALESCE(SHA256(STR(?text)), ?hash, "") AS ?text_sha256)
  BIND(COALESCE(SHA256(STR(?earlier)), ?earlier_hash, "") AS ?recommendation_sha256)"""

_FINDINGS = """
  ?fact a pf:Finding ; pf:inspection ?event ; pf:section ?concept .
  OPTIONAL { ?fact pf:headingPolarity ?heading }
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?section)
  BIND(COALESCE(REPLACE(STR(?heading), "^.*/", ""), "") AS ?heading_polarity)
  OPTIONAL { ?fact pf:text ?text }
  OPTIONAL { ?fact pf:textHash ?hash }
  BIND(COALESCE(SHA256(STR(?text)), ?hash, "") AS ?sha256)"""

_QUOTATIONS = """
  ?fact a pf:Quotation ; pf:inspection ?event ; pf:section ?concept ; pf:speaker ?who .
  BIND(REPLACE(STR(?concept), "^.*/", "") AS ?section)
  BIND(REPLACE(REPLACE(STR(?who), "^.*/", ""), "-", " ") AS ?speaker)
  OPTIONAL { ?fact pf:text ?text }
  OPTIONAL { ?fact pf:textHash ?hash }
  BIND(COALESCE(SHA256(STR(?text)), ?hash, "") AS ?sha256)"""

_PROVISIONS = """
  ?fact a pf:Provision ; pf:inspection ?event ; pf:provider/skos:prefLabel ?provider ; pf:service/skos:prefLabel ?service ;
    pf:commissioned ?commissioned ."""

_PLACES = """
  ?fact a pf:PlaceMention ; pf:inspection ?event ; pf:kindOfPlace ?kind ; pf:place/skos:prefLabel ?name .
  OPTIONAL { ?fact pf:code ?registered }
  BIND(COALESCE(?registered, "") AS ?code)"""

_GAPS = """
  ?fact a pf:Gap ; pf:inspection ?event ; pf:what ?what ; pf:reason ?why .
  BIND(REPLACE(STR(?why), "^.*/", "") AS ?reason)"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: how it stands in the graph, and what tells one from another.

    Args:
        name: of the truth's file, without `.csv`.
        pattern: SPARQL that binds ?fact, ?event and the columns below, named as in the file.
        key: columns that tell one fact from another.
        values: columns that must be equal.
        texts: columns of hashes of text.
        exact: whether the evidence must be exactly the reader's place, rather than hold it.
    """

    name: str
    pattern: str
    key: tuple[str, ...]
    values: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    exact: bool = False


KINDS = (
    Kind("inspections", _INSPECTIONS, ("value_of",), ("value", "basis")),
    Kind("ratings", _RATINGS, ("standard",), ("rating", "points")),
    Kind("key-questions", _KEY_QUESTIONS, ("standard", "question_number"), ("percentage",)),
    Kind(
        "annexe-questions",
        _ANNEXE_QUESTIONS,
        ("standard", "position_in_table"),
        ("percentage",),
        ("question_sha256",),
    ),
    Kind("recommendations", _RECOMMENDATIONS, ("number",), ("addressee",), ("sha256",), exact=True),
    Kind(
        "recommendation-progress",
        _PROGRESS,
        ("number",),
        ("progress",),
        ("recommendation_sha256", "text_sha256"),
    ),
    Kind(
        "findings", _FINDINGS, ("sha256",), ("section", "heading_polarity"), ("sha256",), exact=True
    ),
    Kind("quotations", _QUOTATIONS, ("sha256",), ("section", "speaker"), ("sha256",), exact=True),
    Kind("provisions", _PROVISIONS, ("provider", "service"), ("commissioned",)),
    Kind("places", _PLACES, ("kind", "name"), ("code",)),
    Kind("gaps", _GAPS, ("what",), ("reason",)),
)
"""What is scored; statistics and figures have measures of their own."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, as the reader or the graph has it.

    Args:
        key: inspection, then the kind's key columns.
        values: what must be equal, by column.
        texts: hashes of its texts.
        places: half-open extents in the normalised report.
    """

    key: tuple[str, ...]
    values: tuple[str, ...]
    texts: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of fact was answered.

    Args:
        kind: name of the kind.
        expected: facts that the reader found.
        right: of these, found with equal values.
        missing: not found at all.
        extra: found by the graph alone.
        texts: found with exactly the reader's texts; none where the kind has no text.
        places: found at the reader's place; a fact without one counts.
        faults: each difference, in words without report text.
    """

    kind: str
    expected: int
    right: int
    missing: int
    extra: int
    texts: int | None
    places: int
    faults: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether everything was found, with equal values and texts at the same places, and no more."""
        found = (self.right, self.places, self.expected if self.texts is None else self.texts)
        return self.extra == 0 and all(count == self.expected for count in found)


class NoTruth(FindingsError):
    """The folder of truth lacks a file, or a file lacks a column."""


def read_truth(kind: Kind, folder: Path, inspections: Iterable[str] | None = None) -> list[Fact]:
    """Return what the reader found, of the named inspections or of all.

    Raises:
        NoTruth: the file is missing, or has not the kind's columns.
    """
    path = folder / f"{kind.name}.csv"
    wanted = None if inspections is None else set(inspections)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); name the folder of truth"
        raise NoTruth(message) from error
    try:
        facts = [_truth_fact(kind, row) for row in rows]
    except (KeyError, ValueError) as error:
        message = f"{path}: {error} is no column or no number there; see its README"
        raise NoTruth(message) from error
    return [fact for fact in facts if wanted is None or fact.key[0] in wanted]


def _truth_fact(kind: Kind, row: Mapping[str, str]) -> Fact:
    starts = [column for column in row if column == "start" or column.endswith("_start")]
    places = tuple(
        (int(row[start]), int(row[start.removesuffix("start") + "end"]))
        for start in starts
        if row[start]
    )
    return _fact(kind, row, places)


def _fact(kind: Kind, row: Mapping[str, str], places: tuple[tuple[int, int], ...]) -> Fact:
    return Fact(
        (row["inspection"], *(row[column] for column in kind.key)),
        tuple(row[column] for column in kind.values),
        tuple(row[column] for column in kind.texts),
        places,
    )


def read_graph(kind: Kind, graph: GraphStore) -> list[Fact]:
    """Return what the graph holds of a kind, in the order of inspection and key."""
    columns = ("inspection", *kind.key, *kind.values, *kind.texts)
    names = " ".join(f"?{name}" for name in dict.fromkeys(columns))
    query = f"SELECT DISTINCT ?fact {names} ?start ?end WHERE {{ {kind.pattern} {_PLACE} }}"
    facts = []
    for solution in graph.select(query):
        row = {name: _lexical(solution[name].value) for name in columns}
        start, end = solution["start"], solution["end"]
        places = () if start is None else ((int(start.value), int(end.value)),)
        facts.append(_fact(kind, row, places))
    return sorted(facts, key=lambda fact: (fact.key, fact.places))


def _lexical(value: str) -> str:
    return value.removesuffix(".0")


def compare(kind: Kind, truth: Sequence[Fact], found: Sequence[Fact]) -> Score:
    """Compare what the graph holds with what the reader found.

    Facts are matched by their key, and those left over by the place they share, so that a text
    read wrongly is one fault and not two.
    """
    pairs, missing, extra = _match(truth, found)
    right = texts = places = 0
    faults = [f"{_name(fact)}: missing" for fact in missing]
    faults += [f"{_name(fact)}: extra, at {_place(fact)}" for fact in extra]
    for wanted, got in pairs:
        if wanted.values == got.values:
            right += 1
        else:
            faults.append(
                f"{_name(wanted)}: {', '.join(got.values)}; expected {', '.join(wanted.values)}"
            )
        if wanted.texts == got.texts:
            texts += 1
        else:
            faults.append(
                f"{_name(wanted)}: another text, at {_place(got)}; expected {_place(wanted)}"
            )
        if _is_placed(wanted, got, exact=kind.exact):
            places += 1
        else:
            faults.append(f"{_name(wanted)}: at {_place(got)}; expected {_place(wanted)}")
    return Score(
        kind=kind.name,
        expected=len(truth),
        right=right,
        missing=len(missing),
        extra=len(extra),
        texts=texts if kind.texts else None,
        places=places,
        faults=tuple(sorted(faults)),
    )


def _match(
    truth: Sequence[Fact], found: Sequence[Fact]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    pairs: list[tuple[Fact, Fact]] = []
    left, extra = list(truth), list(found)
    for same in (_same_key, _same_place):
        missing = []
        for wanted in left:
            got = next((fact for fact in extra if same(wanted, fact)), None)
            if got is None:
                missing.append(wanted)
            else:
                extra.remove(got)
                pairs.append((wanted, got))
        left = missing
    return pairs, left, extra


def _same_key(wanted: Fact, got: Fact) -> bool:
    return wanted.key == got.key


def _same_place(wanted: Fact, got: Fact) -> bool:
    return wanted.key[0] == got.key[0] and any(
        start < last and first < end for start, end in wanted.places for first, last in got.places
    )


def _is_placed(wanted: Fact, got: Fact, *, exact: bool) -> bool:
    if exact:
        return wanted.places == got.places
    return all(
        any(first <= start and end <= last for first, last in got.places)
        for start, end in wanted.places
    )


def _name(fact: Fact) -> str:
    return " ".join(part[:40] for part in fact.key)


def _place(fact: Fact) -> str:
    return ", ".join(f"{start}-{end}" for start, end in fact.places) or "no place"


def score(graph: GraphStore, folder: Path) -> list[Score]:
    """Score every kind of fact, over the inspections that the graph and the truth both have.

    Raises:
        NoTruth: the folder is not one of truth, or shares no inspection with the graph.
    """
    rows = graph.select("SELECT ?event WHERE { ?event a pf:Inspection }")
    built = {row["event"].value.rpartition("/")[2] for row in rows}
    known = {fact.key[0] for fact in read_truth(KINDS[0], folder)}
    shared = sorted(built & known)
    if not shared:
        message = f"{folder}: knows none of the graph's inspections ({', '.join(sorted(built)) or 'none'})"
        raise NoTruth(message)
    return [
        compare(
            kind,
            read_truth(kind, folder, shared),
            [fact for fact in read_graph(kind, graph) if fact.key[0] in known],
        )
        for kind in KINDS
    ]


def as_table(scores: Sequence[Score]) -> str:
    """Return the scores as a table, one row a kind of fact, and each fault on a line below it."""
    lines = [
        f"{'kind':25}{'expected':>9}{'right':>7}{'missing':>9}{'extra':>7}{'text':>7}{'place':>7}"
    ]
    for one in scores:
        texts = "" if one.texts is None else str(one.texts)
        lines.append(
            f"{one.kind:25}{one.expected:>9}{one.right:>7}{one.missing:>9}{one.extra:>7}{texts:>7}{one.places:>7}"
        )
    lines += [f"{one.kind}: {fault}" for one in scores for fault in one.faults]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Score the graph and the truth named on the command line; print the table."""
    if len(arguments) != 2:
        click.echo("usage: python -m findings_graph.quality.scoring DIR TRUTH", err=True)
        return 2
    try:
        scores = score(open_graph(Path(arguments[0])), Path(arguments[1]))
    except FindingsError as error:
        click.echo(error, err=True)
        return 2
    click.echo(as_table(scores))
    return 0 if all(one.complete for one in scores) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
