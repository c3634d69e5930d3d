"""The registers: what a name finds, and what it must not find."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings_graph.facts import Body
from findings_graph.registers import Registers

FOLDER = Path(__file__).parent.parent / "ontology" / "registers"


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Return the shipped registers, read from the checkout."""
    return Registers.load(FOLDER)


def pdu(path: str, label: str) -> Body:
    """Return a registered probation delivery unit."""
    return Body(f"pdu/{path}", label, "ProbationDeliveryUnit", registered=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("East Kent", pdu("east-kent", "East Kent")),
        ("East Kent PDU", pdu("east-kent", "East Kent")),
        ("EAST KENT Probation Delivery Unit (PDU)", pdu("east-kent", "East Kent")),
        ("Bradford & Calderdale PDU", pdu("bradford-and-calderdale", "Bradford and Calderdale")),
        ("Knowsley and St. Helens", pdu("knowsley-and-st-helens", "Knowsley and St Helens")),
        (
            "Hammersmith, Fulham, Kensington, Chelsea & Westminster PDU",
            pdu(
                "hammersmith-fulham-kensington-chelsea-and-westminster",
                "Hammersmith, Fulham, Kensington, Chelsea and Westminster",
            ),
        ),
        ("Cheshire West", pdu("west-cheshire", "West Cheshire")),
        ("Brighton and East Sussex", pdu("east-sussex", "East Sussex")),
        (
            "Swansea and Neath Port Talbot",
            pdu("swansea-neath-port-talbot", "Swansea, Neath Port Talbot"),
        ),
        ("Dyfed-Powys PDU", pdu("dyfed-powys", "Dyfed Powys")),
        ("Staffordshire and Stoke", pdu("staffordshire-and-stoke", "Staffordshire and Stoke")),
        (
            "Cardiff and Vale",
            pdu("cardiff-and-the-vale-of-glamorgan", "Cardiff and the Vale of Glamorgan"),
        ),
        (
            "South Tyneside and Gateshead",
            pdu("gateshead-and-south-tyneside", "Gateshead and South Tyneside"),
        ),
    ],
)
def test_find_pdu_takes_every_spelling(registers: Registers, name: str, expected: Body) -> None:
    """Case, `&`, punctuation, `PDU` and the other names of the sources make no difference."""
    assert registers.find_pdu(name) == expected


@pytest.mark.parametrize(
    "name",
    ["Kent", "East Kents", "East", "West Kent and Medway", "", "PDU", "North Kent", "Lincolnshire"],
)
def test_find_pdu_never_guesses(registers: Registers, name: str) -> None:
    """A name that is merely like another finds nothing."""
    assert registers.find_pdu(name) is None


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Yorkshire & The Humber Region", "region/yorkshire-and-the-humber"),
        ("Yorkshire and the Humber", "region/yorkshire-and-the-humber"),
        ("Kent, Surrey and Sussex (KSS) probation region", "region/kent-surrey-and-sussex"),
        ("Kent, Surrey, Sussex Probation Region", "region/kent-surrey-and-sussex"),
        ("KSS probation region", "region/kent-surrey-and-sussex"),
        ("The Probation Service – North East region", "region/north-east"),
        ("Probation Service - Wales", "region/wales"),
        ("London", "region/london"),
        ("East of England", "region/east-of-england"),
    ],
)
def test_find_region_takes_every_spelling(registers: Registers, name: str, path: str) -> None:
    """Title pages, recommendations and prose name one region in several ways."""
    found = registers.find_region(name)
    assert found is not None
    assert found.path == path


def test_region_of_every_pdu_is_known(registers: Registers) -> None:
    """Each probation delivery unit is a unit of one region."""
    units = registers.entries("ProbationDeliveryUnit")
    assert [e.body.path for e in units if registers.region_of(e.body) is None] == []
    assert len({registers.region_of(e.body) for e in units}) == 12


def test_body_for_keeps_an_unknown_name(registers: Registers) -> None:
    """A body of no register is kept under its own name, and says so."""
    assert registers.body_for("Borderlands PDU", "ProbationDeliveryUnit") == Body(
        "pdu/borderlands",
        "Borderlands",
        "ProbationDeliveryUnit",
        registered=False,
    )
    assert registers.body_for("HM Prison and Probation Service", "GovernmentBody") == Body(
        "body/hmpps",
        "HMPPS",
        "GovernmentBody",
        registered=True,
    )
