"""Places: which offices, prisons, courts, forces and authorities a report counts as a unit's."""

from __future__ import annotations

from pathlib import Path

import pytest

from findings_graph.facts import Body, Place
from findings_graph.organisations.places import find_places
from findings_graph.organisations.registers import Registers
from findings_graph.reading.passages import Passage

FOLDER = Path(__file__).parent.parent / "ontology" / "registers"
UNIT = Body("pdu/borderlands", "Borderlands", "ProbationDeliveryUnit", registered=False)

Named = tuple[str, str, str | None]


@pytest.fixture(scope="module")
def registers() -> Registers:
    """Return the shipped registers, read from the checkout."""
    return Registers.load(FOLDER)


def places(
    registers: Registers, *lines: str, sections: tuple[str, ...] = (), pdu: Body = UNIT
) -> tuple[Place, ...]:
    """Return the places of a report of these paragraphs, of the background where nothing else is said."""
    passages = []
    start = 0
    for index, line in enumerate(lines):
        section = sections[index] if sections else "background"
        passages.append(
            (
                section,
                Passage("paragraph", line, ((0, start, len(line)),), start, start + len(line)),
            )
        )
        start += len(line) + 1
    return find_places(passages, pdu, registers)


def read(registers: Registers, *lines: str, sections: tuple[str, ...] = ()) -> set[Named]:
    """Return kind, name and code of each place."""
    return {
        (p.body.kind, p.body.label, p.code) for p in places(registers, *lines, sections=sections)
    }


def offices(*towns: str) -> set[Named]:
    """Return offices without a code."""
    return {("Office", town, None) for town in towns}


CASES: list[tuple[str, set[Named]]] = [
    # offices
    (
        "There are offices in Marlford, Oakby and St. Brannoc, and a smaller reporting centre in Tarn Cross.",
        offices("Marlford", "Oakby", "St. Brannoc", "Tarn Cross"),
    ),
    (
        "The PDU operates from three offices: Marlford, Oakby and Tarn Cross.",
        offices("Marlford", "Oakby", "Tarn Cross"),
    ),
    ("The PDU had four offices, which were in Marlford and Oakby.", offices("Marlford", "Oakby")),
    ("Staff work across two sites in Marlford and one in Oakby.", offices("Marlford", "Oakby")),
    (
        "There are three offices. Two of these are in Marlford and the other is in Oakby.",
        offices("Marlford", "Oakby"),
    ),
    (
        "The PDU has four offices, two in Marlford – Ash House and Mill Road, Elm House in Oakby and New Street in Tarn Cross.",
        offices("Ash House", "Mill Road", "Elm House", "New Street"),
    ),
    ("The Elm House office in Oakby was damp.", offices("Elm House")),
    (
        "The five offices are Marlford, Oakby and Tarn Cross.",
        offices("Marlford", "Oakby", "Tarn Cross"),
    ),
    (
        "There are two offices: Elm House in Oakby, and a newer building in Marlford.",
        offices("Elm House", "Marlford"),
    ),
    ("Closures of the Marlford and Oakby offices had affected staff.", set()),
    ("The Marlford office was closed in 2023.", set()),
    ("The Home Office and the head office set the policy.", set()),
    (
        "The PDU has offices in the towns of Marlford and Oakby and the city of Tarn Cross and Suffolk Constabulary helps.",
        {
            *offices("Marlford", "Oakby", "Tarn Cross"),
            ("PoliceForce", "Suffolk Constabulary", "suffolk"),
        },
    ),
    (
        "The PDU works from two offices. Ash House, by the river, is the larger, and Elm Point serves the east.",
        offices("Ash House", "Elm Point"),
    ),
    (
        "There are three offices: Ash House in Marlford, and smaller premises in Oakby and Tarn Cross.",
        offices("Ash House", "Oakby", "Tarn Cross"),
    ),
    # prisons
    (
        "There are three prisons: HMP Full Sutton, HM Prison (HMP) Askham Grange (a women’s open prison) and HMP/YOI Deerbolt.",
        {
            ("Prison", "HMP Full Sutton", "FNI"),
            ("Prison", "HMP Askham Grange", "AGI"),
            ("Prison", "HMP Deerbolt", "DTI"),
        },
    ),
    (
        "HMPs Leeds, Wealstun and New Hall serve the courts.",
        {
            ("Prison", "HMP Leeds", "LEI"),
            ("Prison", "HMP Wealstun", "WEI"),
            ("Prison", "HMP New Hall", "NHI"),
        },
    ),
    (
        "HMP & YOI Feltham and HMYOI Feltham hold young people.",
        {("Prison", "HMP Feltham", "FMI"), ("Prison", "HMYOI Feltham", "FYI")},
    ),
    ("Staff went into HMP Borderton.", {("Prison", "HMP Borderton", None)}),
    ("People had to travel to HMP Leeds.", set()),
    # courts
    (
        "There are two courts: Lincoln Crown Court and Magistrates’ Court.",
        {
            ("Court", "Lincoln Crown Court", "LINCCC"),
            ("Court", "Lincoln Magistrates' Court", "LINCMC"),
        },
    ),
    (
        "In York there is both a magistrates' and a Crown court.",
        {("Court", "York Crown Court", "YORKCC"), ("Court", "York Magistrates' Court", "YORKMC")},
    ),
    (
        "There are magistrates' courts in Grimsby and Beverley, and a Crown Court in Marlford.",
        {
            ("Court", "Grimsby Magistrates' Court", "GRIMMC"),
            ("Court", "Beverley Magistrates' Court", "BEVRMC"),
            ("Court", "Marlford Crown Court", None),
        },
    ),
    (
        "Cases go to Lincoln Crown Court and Seven Hollows Magistrates' Court. Two Crown Courts are near.",
        {
            ("Court", "Lincoln Crown Court", "LINCCC"),
            ("Court", "Seven Hollows Magistrates' Court", None),
        },
    ),
    (
        "York and Harrogate Magistrates' Courts serve the county.",
        {
            ("Court", "York Magistrates' Court", "YORKMC"),
            ("Court", "Harrogate Magistrates' Court", "HRRGMC"),
        },
    ),
    (
        "There is one Crown Court (Lincoln), and Burnley has Burnley Crown and Magistrates' Courts.",
        {
            ("Court", "Lincoln Crown Court", "LINCCC"),
            ("Court", "Burnley Crown Court", "BURNCC"),
            ("Court", "Burnley Magistrates' Court", "BURNMC"),
        },
    ),
    ("Trials are at Marlford Combined Court.", {("Court", "Marlford Combined Court", None)}),
    # two courts of the register have this name, so neither code stands
    ("It is near Newport Crown Court.", {("Court", "Newport Crown Court", None)}),
    ("The PDU serves one Crown Court and three magistrates' courts.", set()),
    # forces
    (
        "West Yorkshire police serves the area.",
        {("PoliceForce", "West Yorkshire Police", "west-yorkshire")},
    ),
    (
        "It falls within Durham Constabulary's area.",
        {("PoliceForce", "Durham Constabulary", "durham")},
    ),
    (
        "Avon and Somerset and Wiltshire police forces cover the PDU.",
        {
            ("PoliceForce", "Avon and Somerset Constabulary", "avon-and-somerset"),
            ("PoliceForce", "Wiltshire Police", "wiltshire"),
        },
    ),
    (
        "It was policed by Wexshire Constabulary and by Hampshire and Isle of Wight Constabulary.",
        {
            ("PoliceForce", "Wexshire Constabulary", None),
            ("PoliceForce", "Hampshire Constabulary", "hampshire"),
        },
    ),
    ("Marlshire Police covers both towns.", {("PoliceForce", "Marlshire Police", None)}),
    ("The Kent Police and Crime Commissioner funded it.", set()),
    # authorities
    (
        "The area has two local authorities (Gateshead Council and South Tyneside Council).",
        {
            ("LocalAuthority", "Gateshead Metropolitan Borough Council", "E08000037"),
            ("LocalAuthority", "South Tyneside Council", "E08000023"),
        },
    ),
    (
        "It serves three local authorities of Essex County Council (Braintree, Colchester and Tendring).",
        {
            ("LocalAuthority", "Essex County Council", "E10000012"),
            ("LocalAuthority", "Braintree District Council", "E07000067"),
            ("LocalAuthority", "Colchester Borough Council", "E07000071"),
            ("LocalAuthority", "Tendring District Council", "E07000076"),
        },
    ),
    (
        "The PDU serves the London boroughs of Camden and Islington.",
        {
            ("LocalAuthority", "London Borough of Camden", "E09000007"),
            ("LocalAuthority", "London Borough of Islington", "E09000019"),
        },
    ),
    (
        "North Yorkshire Council is the authority.",
        {("LocalAuthority", "North Yorkshire Council", "E06000065")},
    ),
    (
        "North Yorkshire County Council was the authority.",
        {("LocalAuthority", "North Yorkshire County Council", "E10000023")},
    ),
    (
        "Marlford Borough Council housed people.",
        {("LocalAuthority", "Marlford Borough Council", None)},
    ),
    ("The unitary authority is Carrowby Council.", {("LocalAuthority", "Carrowby Council", None)}),
    ("The Sentencing Council and the Youth Council met.", set()),
    # one name, many things
    ("Durham University studied Durham, a city in a county.", set()),
    ("People travelled to Leeds for the Horizon programme.", set()),
    ("Bradford is a city, and the town of Halifax is near.", set()),
    ("The Swale crossing and Kent's coast are rural.", set()),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Service covers both local authorities, the City and County of Swansea and Neath Port Talbot County Borough Council.",
            {"W06000011", "W06000012"},
        ),
        ("Two local authorities are covered, Lewisham and Bromley.", {"E09000006", "E09000023"}),
        ("Rhondda Cynon Taf County Borough Council is a partner.", {"W06000016"}),
    ],
)
def test_find_places_gives_the_code_of_each_authority(
    registers: Registers, text: str, expected: set[str]
) -> None:
    """County boroughs and names of two kinds of place are read whole."""
    assert {code for _, _, code in read(registers, text)} == expected


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find_places_reads_a_sentence(
    registers: Registers, text: str, expected: set[Named]
) -> None:
    """Each way of naming a place gives it with its code, and other uses of the name give nothing."""
    assert read(registers, text) == expected


def test_find_places_takes_the_forces_of_the_background(registers: Registers) -> None:
    """A force that only a later section names is another unit's, where the background names one."""
    found = read(
        registers,
        "The area is served by Durham Constabulary.",
        "Protocols with the Durham and Northumbria police forces had been agreed.",
        sections=("background", "1.3"),
    )
    assert found == {("PoliceForce", "Durham Constabulary", "durham")}


def test_find_places_takes_a_force_of_another_section_where_the_background_names_none(
    registers: Registers,
) -> None:
    """A report whose background is silent may name its force later."""
    found = read(
        registers,
        "The unit is rural.",
        "Staff met Cleveland Police.",
        sections=("background", "1.3"),
    )
    assert found == {("PoliceForce", "Cleveland Police", "cleveland")}


def test_find_places_names_a_building_of_the_register(registers: Registers) -> None:
    """An office that the register has in the unit's region is the register's, any other the unit's own."""
    west_kent = registers.find_pdu("West Kent")
    assert west_kent is not None
    found = places(registers, "The PDU has an office, Joynes House in Gravesend.", pdu=west_kent)
    assert [p.body.path for p in found] == ["office/joynes-house-gravesend"]
    found = places(registers, "The PDU has an office, Joynes House in Gravesend.")
    assert [p.body.path for p in found] == ["office/borderlands/joynes-house-gravesend"]


def test_find_places_checks_a_plain_mention_against_the_region(registers: Registers) -> None:
    """`The X office` is an office where a list or the register has one in X, in the unit's region."""
    west_kent = registers.find_pdu("West Kent")
    assert west_kent is not None
    text = "The Performance and Quality office helped. The Maidstone office was full."
    found = places(registers, text, pdu=west_kent)
    assert [p.body.label for p in found] == ["Maidstone"]


def test_find_places_skips_forewords_and_quotations(registers: Registers) -> None:
    """A foreword repeats and a quotation is not the report's statement."""
    assert read(registers, "Kent Police helped.", sections=("foreword",)) == set()


def test_find_places_gives_the_characters_it_rests_on(registers: Registers) -> None:
    """The evidence is the name as the report has it."""
    text = "It is served by Kent Police, and well."
    (found,) = places(registers, text)
    assert text[found.evidence.start : found.evidence.end] == "Kent Police"
    assert found.evidence.rule == "places.police-force"
