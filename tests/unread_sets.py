"""Sets of invented sentences under `tests/unread/`: read, printed as reports, and compared with what a careful reader finds.

An item stands alone in a report of its invented unit, so that no sentence of another item helps it.
Run as `python tests/unread_sets.py SET…` to see every difference.
"""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass
from pathlib import Path

from findings_graph.facts import Body
from findings_graph.organisations.places import find_places
from findings_graph.organisations.provisions import find_provisions
from findings_graph.organisations.registers import Registers, slug
from findings_graph.reading.layout import lay_out
from findings_graph.reading.passages import Passage
from findings_graph.reading.report_kinds import framework_of
from findings_graph.reading.sections import place
from findings_graph.reading.source import SourceText

FOLDER = Path(__file__).parent / "unread"

_REPORT = """An inspection of probation services in:

{unit} PDU

This is an invented example report, written for findings-graph. No such probation delivery unit exists.

HM Inspectorate of Probation, June 2024

Foreword

{unit} has a settled group of leaders, and its staff want to do well.

Ratings

{unit} PDU

Fieldwork started March 2024

Score 4/21

Overall rating

Requires improvement

1. Organisational arrangements and activity

P 1.1 Leadership

Requires improvement

P 1.2 Staffing

Requires improvement

P 1.3 Services

Requires improvement

2. Service delivery

P 2.1 Assessment

Inadequate

P 2.2 Planning

Requires improvement

P 2.3 Implementation and delivery

Inadequate

P 2.4 Reviewing

Inadequate

Recommendations

{unit} PDU should:

1. make sure that enquiries are sent, answered and used in every case.

Background

We conducted fieldwork in {unit} over a period of two weeks beginning 4 March 2024. We inspected 36 community orders and 24 releases on licence from custody. We also conducted 45 interviews with probation practitioners.

{background}

1. Organisational arrangements and activity

1.1. Leadership

Requires improvement

Strengths:

- Leaders were visible and staff knew what was asked of them.

1.2. Staffing

Requires improvement

Strengths:

- Staff told us that they liked their work.
{staffing+}
Areas for improvement:

- Sickness had risen.
{staffing-}
1.3. Services

Requires improvement

Strengths:

- Managers knew the needs of the people they worked with.
{services+}
Areas for improvement:

- Data on needs were out of date.
{services-}
Feedback from people on probation

- People on probation told us that they were treated with respect.
{feedback}
2. Service delivery

2.3. Implementation and delivery

Inadequate

- Appointments were kept in most cases.
{delivery}
Annexe one – Services

{annexe}
"""


@functools.cache
def registers() -> Registers:
    """Return the shipped registers, read from the checkout."""
    return Registers.load(Path(__file__).parent.parent / "ontology" / "registers")


@dataclass(frozen=True, slots=True)
class Item:
    """A passage as a report of an invented unit may print it, and the rows that it states."""

    name: str
    unit: str
    section: str
    lines: tuple[str, ...]
    rows: frozenset[tuple[str, ...]]

    def report(self) -> str:
        """Return the text of a report that holds the passage in its section."""
        sections = (
            "background",
            "staffing+",
            "staffing-",
            "services+",
            "services-",
            "feedback",
            "delivery",
            "annexe",
        )
        text = _REPORT.replace("{unit}", self.unit)
        for section in sections:
            text = text.replace(
                "{" + section + "}", "\n".join(self.lines) + "\n" if section == self.section else ""
            )
        return text

    def provisions(self) -> frozenset[tuple[str, ...]]:
        """Return the provisions that the rules find in the passage's report, as rows."""
        found = find_provisions(self.sections(), registers())
        return frozenset(
            (p.provider.label, p.service, "crs" if p.commissioned else "local") for p in found
        )

    def places(self) -> frozenset[tuple[str, ...]]:
        """Return the places that the rules find in the passage's report, as rows."""
        pdu = Body(f"pdu/{slug(self.unit)}", self.unit, "ProbationDeliveryUnit", registered=False)
        found = find_places(self.sections(), pdu, registers())
        return frozenset((_KINDS[p.body.kind], p.body.label, p.code or "") for p in found)

    def sections(self) -> list[tuple[str, Passage]]:
        """Return the passages of the item's report, each with its section."""
        source = SourceText.from_text(self.report(), name=f"{self.name}.txt")
        laid_out = lay_out(source)
        return [
            (entry.section, entry.passage)
            for entry in place(laid_out, framework_of(source, laid_out))
        ]


@dataclass(frozen=True, slots=True)
class Measure:
    """How many rows were found right, how many were found wrongly, and how many were missed."""

    right: int
    extra: int
    missing: int
    differences: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Return the share of the found rows that are right."""
        return self.right / (self.right + self.extra)

    @property
    def recall(self) -> float:
        """Return the share of the right rows that were found."""
        return self.right / (self.right + self.missing)


def read_set(name: str) -> list[Item]:
    """Return the items of a set, in its file's order."""
    items: list[Item] = []
    for block in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n## ")[1:]:
        head, *lines = block.rstrip("\n").split("\n")
        first, *rest = head.split(" ")
        rows = frozenset(
            tuple(cell.strip() for cell in line[2:].split("|"))
            for line in lines
            if line.startswith("= ")
        )
        texts = tuple(line for line in lines if line.strip() and not line.startswith("= "))
        items.append(Item(first, " ".join(rest[:-1]), rest[-1], texts, rows))
    return items


def key_of(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row without what is spelling alone: capitals, an article, an apostrophe's shape, a register's other name."""
    body = registers().find(row[0].replace("’", "'"), "Provider") or registers().find(
        f"The {row[0]}", "Provider"
    )
    row = (body.label if body else row[0], *row[1:])
    return tuple(
        cell.casefold().replace("’", "'").removeprefix("the ").replace("metropolitan borough ", "")
        for cell in row
    )


_KINDS = {
    "Office": "office",
    "Prison": "prison",
    "Court": "court",
    "PoliceForce": "police force",
    "LocalAuthority": "local authority",
}


@functools.cache
def _found(name: str) -> tuple[frozenset[tuple[str, ...]], ...]:
    """Return what the rules find in each item of a set."""
    places = name.startswith("places")
    return tuple(item.places() if places else item.provisions() for item in read_set(name))


def measure(name: str, *, providers: bool = False) -> Measure:
    """Return how the rules answer on a set of provisions or places; with `providers`, by the provider's name alone."""
    right = extra = missing = 0
    differences: list[str] = []
    for item, rows in zip(read_set(name), _found(name), strict=True):
        found = {key_of(row[:1] if providers else row) for row in rows}
        true = {key_of(row[:1] if providers else row) for row in item.rows}
        right += len(found & true)
        extra += len(found - true)
        missing += len(true - found)
        differences += [
            f"{item.name} {sign} {' | '.join(row)}"
            for sign, rows_ in (("+", found - true), ("-", true - found))
            for row in sorted(rows_)
        ]
    return Measure(right, extra, missing, tuple(differences))


if __name__ == "__main__":
    for set_name in sys.argv[1:]:
        result = measure(set_name)
        sys.stdout.write("".join(f"{line}\n" for line in result.differences))
        sys.stdout.write(
            f"{set_name}: precision {result.precision:.3f}, recall {result.recall:.3f}; "
            f"{result.right} right, {result.extra} wrong, {result.missing} missed\n"
        )
