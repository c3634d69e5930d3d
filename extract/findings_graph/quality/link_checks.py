"""Whether the links of the registers are alive, complete and beyond doubt; offline.

A fault is what must be mended: a link that leads nowhere although its thing goes on, a name or a
code that two things claim, a pair that must stay apart and does not, a link without a basis. What
is merely so, such as the addresses of a closed service that serve as names, is told as a note.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from findings_graph.graph.vocabulary import REGISTERS, load_vocabulary
from findings_graph.organisations.registers import FOLDERS, Registers, name_key
from findings_graph.terms import BASE, Iri, Triple, term

_LINKS = tuple(
    str(term(name))
    for name in (
        "dcterms:spatial",
        "rdfs:seeAlso",
        "schema:sameAs",
        "schema:url",
        "skos:closeMatch",
    )
)
_SAME = str(term("schema:sameAs"))
_SPATIAL = str(term("dcterms:spatial"))
_SEE_ALSO = str(term("rdfs:seeAlso"))
_TYPE = str(term("rdf:type"))


@dataclass(frozen=True, slots=True)
class LinkResult:
    """One thing that a check of the links has to say.

    Args:
        kind: `dead`, `missing` or `doubtful`.
        fault: whether it must be mended; else it is a note.
        message: the entry and what is the matter.
    """

    kind: str
    fault: bool
    message: str


def check_links(ontology: Path) -> list[LinkResult]:
    """Check every link of the registers in a folder `ontology`, and return faults before notes.

    Raises:
        MissingResource: a file of the folder cannot be read or is not Turtle.
    """
    folder = ontology / REGISTERS
    registers = Registers.load(folder)
    triples = load_vocabulary(ontology)[REGISTERS]
    facts = _by_subject(triples)
    results = [
        *_closed_services(triples, facts, _rows(folder / "closed-services.csv")),
        *_areas_of_the_past(registers),
        *_unlinked(registers),
        *_names_of_two(registers, _rows(folder / "aliases.csv")),
        *_never_merged(registers, facts, _rows(folder / "never-merge.csv")),
        *_targets_of_two(triples),
        *_without_basis(triples, facts, _rows(folder / "link-bases.csv")),
    ]
    order = ("dead", "missing", "doubtful")
    return sorted(results, key=lambda r: (not r.fault, order.index(r.kind), r.message))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _by_subject(triples: Iterable[Triple]) -> dict[str, list[tuple[str, str]]]:
    facts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, value in triples:
        facts[str(subject)].append((str(predicate), value if isinstance(value, str) else value[0]))
    return facts


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _closed_services(
    triples: Iterable[Triple],
    facts: Mapping[str, list[tuple[str, str]]],
    services: Iterable[Mapping[str, str]],
) -> Iterator[LinkResult]:
    """Tell which targets stand on a site that is closed: they are names, and open no page."""
    for service in services:
        targets = Counter(
            str(value)
            for _, predicate, value in triples
            if isinstance(value, Iri)
            and value.startswith(service["prefix"])
            and str(predicate) in _LINKS
        )
        if not targets:
            continue
        replaced = sum(
            any(predicate == _SEE_ALSO for predicate, _ in facts.get(target, ()))
            for target in targets
        )
        message = (
            f"{service['prefix']} closed {service['closed']}: {targets.total()} links to "
            f"{len(targets)} things there serve as names; {replaced} have the page that replaces them"
        )
        yield LinkResult("dead", fault=False, message=message)
        pages = [
            t for t in targets if any(str(v) == t and str(p) == _SEE_ALSO for _, p, v in triples)
        ]
        for page in sorted(pages):
            yield LinkResult(
                "dead", fault=True, message=f"{page}: given as a page, but the site is closed"
            )


def _areas_of_the_past(registers: Registers) -> Iterator[LinkResult]:
    """Tell which bodies that go on lie in an area that only bodies of the past had."""
    councils = registers.entries("LocalAuthority")
    current = {
        a for c in councils if "dissolutionDate" not in c.facts for a in c.facts.get("spatial", ())
    }
    past = {a for c in councils for a in c.facts.get("spatial", ())} - current
    for kind in ("ProbationDeliveryUnit", "PoliceForce", "LocalAuthority"):
        for entry in registers.entries(kind):
            if "dissolutionDate" in entry.facts:
                continue
            for area in sorted(past.intersection(entry.facts.get("spatial", ()))):
                code = area.rpartition("/")[2]
                message = f"{entry.body.path}: {code} is no longer the code of an area"
                yield LinkResult("dead", fault=True, message=message)


def _unlinked(registers: Registers) -> Iterator[LinkResult]:
    """Tell which entries have neither code nor link."""
    properties = {name.replace("#", "/").rpartition("/")[2] for name in _LINKS}
    for kind in FOLDERS:
        for entry in registers.entries(kind):
            if not entry.facts.get("identifier") and not properties & set(entry.facts):
                message = f"{entry.body.path}: no source gives a code or a link"
                yield LinkResult("missing", fault=False, message=message)


def _names_of_two(
    registers: Registers, aliases: Iterable[Mapping[str, str]]
) -> Iterator[LinkResult]:
    """Tell which names fit two entries of a kind, so that neither is recognised by them."""
    ours = {(row["entity"], row["name"]) for row in aliases}
    for kind in FOLDERS:
        owners: dict[str, dict[str, str]] = defaultdict(dict)
        for entry in registers.entries(kind):
            for name in entry.names:
                owners[name_key(name)].setdefault(entry.body.path, name)
        for found in owners.values():
            if len(found) > 1:
                name = next(iter(found.values()))
                fault = any((path, found[path]) in ours for path in found)
                message = (
                    f"{name!r} fits {' and '.join(sorted(found))}; it is recognised as neither"
                )
                yield LinkResult("doubtful", fault, message)
    for path, name in sorted(ours):
        if registers.entry(path) is None:
            message = f"aliases.csv: {path}, for {name!r}, is in no register"
            yield LinkResult("doubtful", fault=True, message=message)


def _never_merged(
    registers: Registers,
    facts: Mapping[str, list[tuple[str, str]]],
    pairs: Iterable[Mapping[str, str]],
) -> Iterator[LinkResult]:
    """Tell which pairs of the never-merge list share a name, a code or a link, or are gone."""
    for pair in pairs:
        paths = (pair["one"], pair["other"])
        entries = [entry for entry in map(registers.entry, paths) if entry is not None]
        if len(entries) != len(paths):
            gone = " and ".join(path for path in paths if registers.entry(path) is None)
            message = f"never-merge.csv: {gone} is in no register"
            yield LinkResult("doubtful", fault=True, message=message)
            continue
        one, other = entries
        shared = {name_key(name) for name in one.names} & {name_key(name) for name in other.names}
        shared |= set(one.codes.values()) & set(other.codes.values())
        same = [{v for p, v in facts.get(BASE + path, ()) if p == _SAME} for path in paths]
        shared |= same[0] & same[1]
        shared |= {BASE + paths[1]} & same[0] | {BASE + paths[0]} & same[1]
        if shared:
            message = f"{paths[0]} and {paths[1]} must stay apart ({pair['reason']}), but share {', '.join(sorted(shared))}"
            yield LinkResult("doubtful", fault=True, message=message)


def _targets_of_two(triples: Iterable[Triple]) -> Iterator[LinkResult]:
    """Tell which things elsewhere two of ours claim to be."""
    owners: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if str(predicate) == _SAME:
            owners[str(value)].add(_short(subject))
    for target, found in sorted(owners.items()):
        if len(found) > 1:
            message = f"{' and '.join(sorted(found))} are both said to be {target}"
            yield LinkResult("doubtful", fault=True, message=message)


def _without_basis(
    triples: Iterable[Triple],
    facts: Mapping[str, list[tuple[str, str]]],
    bases: Iterable[Mapping[str, str]],
) -> Iterator[LinkResult]:
    """Tell which links no row of `link-bases.csv` explains."""
    known = [(str(term(row["class"])), str(term(row["predicate"])), row["target"]) for row in bases]
    for subject, predicate, value in triples:
        if str(predicate) not in _LINKS or not isinstance(value, Iri):
            continue
        kinds = {v for p, v in facts[str(subject)] if p == _TYPE}
        if not any(
            kind in kinds and predicate == linked and _short(value).startswith(target)
            for kind, linked, target in known
        ):
            message = f"{_short(subject)}: no basis is given for its link to {_short(value)}"
            yield LinkResult("doubtful", fault=True, message=message)
