"""The unit inspected and its region."""

from __future__ import annotations

import pytest

from findings_graph.extraction.units import Unit, find_unit
from findings_graph.organisations.registers import Registers
from report_text import placed, report

REGISTERS = Registers.shipped()


def unit(**parts: str) -> Unit | None:
    """Return the unit of the invented report, some parts replaced."""
    return find_unit(placed(report(**parts)), REGISTERS)


@pytest.mark.parametrize(
    "title",
    [
        "An inspection of probation services in:\nTarnby Vale PDU\n",
        "An inspection of probation services in Tarnby Vale (PDU)\n",
        "# An inspection of probation services in: **Tarnby Vale** Probation Delivery Unit\n",
        "An inspection of probation services in:\n\nTarnby\nVale PDU\n",
        "HM Inspectorate of Probation\n",  # the title was lost; the recommendations name it
    ],
)
def test_units_are_named_by_the_title_or_the_recommendations(title: str) -> None:
    """In every form of title."""
    found = unit(title=title)
    assert found is not None
    assert (found.pdu.label, found.pdu.registered) == ("Tarnby Vale", False)


def test_units_are_the_registers_where_it_has_them() -> None:
    """With the register's name and region."""
    found = unit(title="An inspection of probation services in: Bradford & Calderdale PDU\n")
    assert found is not None
    assert found.pdu.path == "pdu/bradford-and-calderdale"
    assert found.region is not None
    assert found.region.label == "Yorkshire and the Humber"
    assert found.region_evidence is None


def test_units_have_the_region_of_the_title() -> None:
    """Registered or not."""
    found = unit()
    assert found is not None
    assert found.region is not None
    assert found.region.label == "Wessex and Marches"
    assert found.region_evidence is not None


def test_units_do_not_take_another_region_from_the_text() -> None:
    """A registered unit's text may speak of a neighbour."""
    found = unit(
        title="An inspection of probation services in: East Kent PDU\n",
        background="Background\n\nStaff came from offices in the London region to help.\n",
    )
    assert found is not None
    assert found.region is not None
    assert found.region.label == "Kent, Surrey and Sussex"
    assert found.region_evidence is None


def test_units_are_none_where_nothing_names_one() -> None:
    """No unit, no guess."""
    nothing = {"title": "HM Inspectorate of Probation\n", "background": "", "ratings": "Ratings\n"}
    assert unit(**nothing, recommendations="Recommendations\n\n1. visit homes\n") is None
