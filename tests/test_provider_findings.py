"""Findings that name a provider: only those whom the report ties to a service, by their very names."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings_graph.facts import Evidence, Finding
from findings_graph.organisations.provider_findings import name_providers
from findings_graph.organisations.provisions import find_provisions
from findings_graph.organisations.registers import Registers
from findings_graph.reading.passages import Passage

FOLDER = Path(__file__).parent.parent / "ontology" / "registers"
BACKGROUND = (
    "Commissioned rehabilitative services were delivered by several providers. Horizons delivered mentoring, "
    "St Giles Wise delivered personal wellbeing services and the Elm Yard Collective (EYC) delivered accommodation."
)


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Return the shipped registers, read from the checkout."""
    return Registers.load(FOLDER)


def passage(text: str) -> Passage:
    """Return a paragraph that stands at the beginning of its text."""
    return Passage("paragraph", text, ((0, 0, len(text)),), 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Referrals to St Giles Wise had fallen.", [("provider/st-giles-wise", "St Giles Wise")]),
        ("The EYC was slow to answer.", [("provider/elm-yard-collective", "EYC")]),
        (
            "Horizons and the Elm Yard Collective met monthly; Horizons kept the notes.",
            [
                ("provider/horizons", "Horizons"),
                ("provider/elm-yard-collective", "Elm Yard Collective"),
            ],
        ),
        ("The Horizon programme was not delivered.", []),
        ("St Giles Trust had left the area.", []),
        ("Nacro ran a stall.", []),
        ("New horizons opened for people.", []),
    ],
)
def test_findings_name_the_providers_of_their_report(
    text: str, expected: list[tuple[str, str]], registers: Registers
) -> None:
    """A name is tied to the characters that hold it; another's name, or a word, ties nothing."""
    report = [passage(BACKGROUND)]
    provisions = find_provisions([("background", report[0])], registers)
    finding = Finding("a" * 12, "1.3", text, None, None, Evidence(0, len(text), "bullet"))
    (named,) = name_providers([finding], [passage(text)], provisions, report, registers)
    found = [(c.provider.path, text[c.evidence.start : c.evidence.end]) for c in named.providers]
    assert found == expected


def test_findings_of_a_report_without_provisions_name_nobody(registers: Registers) -> None:
    """Nobody is said to provide anything: nothing to tie."""
    text = "Nacro ran a stall."
    finding = Finding("a" * 12, "1.3", text, None, None, Evidence(0, len(text), "bullet"))
    assert name_providers([finding], [passage(text)], [], [], registers) == (finding,)
