"""The registers: the bodies that shipped data knows, looked up by exact name, never by likeness."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findings_graph.facts import Body
from findings_graph.organisations.undoing import Undone, read_undone
from findings_graph.terms import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PF = PREFIXES["pf"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_UNIT_OF = "http://www.w3.org/ns/org#unitOf"
_IDENTIFIER = "http://www.w3.org/ns/adms#identifier"

FOLDERS = {
    "ProbationDeliveryUnit": "pdu",
    "ProbationRegion": "region",
    "GovernmentBody": "body",
    "Provider": "provider",
    "Office": "office",
    "Prison": "prison",
    "Court": "court",
    "PoliceForce": "police-force",
    "LocalAuthority": "local-authority",
}
"""Class → first segment of the IRIs of its things."""

_AFFIXES = {
    "ProbationDeliveryUnit": re.compile(
        r"^(?:the )?|(?: probation delivery unit)?(?: \(?pdus?\)?)?$",
        re.IGNORECASE,
    ),
    "ProbationRegion": re.compile(
        r"^(?:the )?(?:probation service\s*[-–—:,]?\s*)?|(?: \(\w+\))?(?: probation)?(?: region)?$",
        re.IGNORECASE,
    ),
}


def slug(label: str) -> str:
    """Return the last segment of an IRI for a label: lower case, `&` as `and`, hyphens."""
    plain = label.lower().replace("&", " and ")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[’']", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def name_key(name: str) -> str:
    """Return what two spellings of one name share: its words without case, `and`, `the`, marks."""
    return "-".join(word for word in slug(name).split("-") if word not in {"and", "the"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One body of a register with its names and codes.

    Args:
        body: the body, with its preferred name.
        names: every spelling that names it, the preferred one first.
        codes: scheme of a code → code, such as `nomis` → `EYI`; a scheme with two codes is left out.
        unit_of: path of the body that it is a unit of, such as a PDU's region.
        facts: local name of a property → its values, for what only one register has.
    """

    body: Body
    names: tuple[str, ...]
    codes: dict[str, str]
    unit_of: str | None
    facts: dict[str, tuple[str, ...]]


class Registers:
    """Every body of the shipped registers.

    A name matches where it is, but for case, `and` or `&`, punctuation, `the` and the words that
    say what kind of body it is, the very name or another name of one entry. A name of two entries
    matches neither.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.body.path: entry for entry in entries}
        self._by_name: dict[tuple[str, str], list[Entry]] = {}
        for entry in self._entries.values():
            kind = entry.body.kind
            for key in dict.fromkeys(name_key(_strip(name, kind)) for name in entry.names):
                self._by_name.setdefault((kind, key), []).append(entry)

    @classmethod
    def load(cls, folder: Path) -> Registers:
        """Read the registers' Turtle files from a folder, without what its `undo.csv` drops.

        Raises:
            OSError: a file cannot be read.
            SyntaxError: a file is not Turtle.
            MissingResource: the list of what to undo is broken.
        """
        return cls(_read(sorted(folder.glob("*.ttl")), read_undone(folder)))

    @classmethod
    def shipped(cls) -> Registers:
        """Read the registers that ship with this package."""
        from findings_graph import resources  # noqa: PLC0415

        return cls.load(resources.find("ontology") / "registers")

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """Return every entry of one class, sorted by path."""
        found = (entry for entry in self._entries.values() if entry.body.kind == kind)
        return tuple(sorted(found, key=lambda entry: entry.body.path))

    def entry(self, path: str) -> Entry | None:
        """Return the entry with this path, such as `pdu/east-kent`."""
        return self._entries.get(path)

    def named(self, name: str, kind: str) -> tuple[Entry, ...]:
        """Return every entry of a class that a name fits."""
        return tuple(self._by_name.get((kind, name_key(_strip(name, kind))), ()))

    def find(self, name: str, kind: str) -> Body | None:
        """Return the one body of a class that a name fits, else none."""
        found = self.named(name, kind)
        return found[0].body if len(found) == 1 else None

    def find_pdu(self, name: str) -> Body | None:
        """Return the probation delivery unit with this name, with or without `PDU` after it."""
        return self.find(name, "ProbationDeliveryUnit")

    def find_region(self, name: str) -> Body | None:
        """Return the probation region with this name, as reports and title pages write it."""
        return self.find(name, "ProbationRegion")

    def region_of(self, pdu: Body) -> Body | None:
        """Return the region that the registers put a probation delivery unit in."""
        entry = self._entries.get(pdu.path)
        parent = self._entries.get(entry.unit_of) if entry and entry.unit_of else None
        return parent.body if parent else None

    def body_for(self, name: str, kind: str) -> Body:
        """Return the body with this name: the register's, else one that only the report knows."""
        found = self.find(name, kind)
        if found:
            return found
        label = " ".join(_strip(name, kind).split())
        return Body(f"{FOLDERS[kind]}/{slug(label)}", label, kind, registered=False)


def _strip(name: str, kind: str) -> str:
    name = " ".join(name.split())
    affixes = _AFFIXES.get(kind)
    return affixes.sub("", name).strip() if affixes else name


def _read(paths: Iterable[Path], undone: Undone) -> Iterator[Entry]:
    import pyoxigraph as ox  # noqa: PLC0415 (heavy: the command line must start without it)

    nodes: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        for quad in undone.keep(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)):
            subject = str(getattr(quad.subject, "value", ""))
            if isinstance(quad.object, (ox.NamedNode, ox.Literal)):
                node = nodes.setdefault(subject, {})
                node.setdefault(quad.predicate.value, []).append(quad.object.value)
    for subject, node in nodes.items():
        kind = node.get(_RDF_TYPE, [""])[0].removeprefix(PF)
        if kind in FOLDERS:
            yield _entry(subject, node, kind, nodes)


def _entry(
    subject: str,
    node: dict[str, list[str]],
    kind: str,
    nodes: dict[str, dict[str, list[str]]],
) -> Entry:
    label = node[_SKOS + "prefLabel"][0]
    names = (label, *node.get(_SKOS + "altLabel", []))
    codes: dict[str, list[str]] = {}
    for identifier in node.get(_IDENTIFIER, []):
        scheme = nodes[identifier][PF + "codeScheme"][0].rpartition("/")[2]
        codes.setdefault(scheme, []).append(nodes[identifier][_SKOS + "notation"][0])
    path = subject.removeprefix(BASE)
    return Entry(
        Body(path, label, kind, registered=True),
        names,
        {scheme: found[0] for scheme, found in codes.items() if len(found) == 1},
        node[_UNIT_OF][0].removeprefix(BASE) if _UNIT_OF in node else None,
        {
            predicate.replace("#", "/").rpartition("/")[2]: tuple(
                value.removeprefix(BASE) for value in values
            )
            for predicate, values in node.items()
        },
    )
