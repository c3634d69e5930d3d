"""The registers: what a name finds, and what it must not find."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from findings_graph.facts import Body
from findings_graph.organisations.registers import Registers

REFERENCE = Path(__file__).parent.parent.parent / "shared" / "reference"
BUILDER = Path(__file__).parent.parent / "ontology" / "build_registers.py"
BASE = "https://w3id.org/probation-findings/id/"
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


def triples() -> list[ox.Quad]:
    """Return what every register states."""
    return [
        quad
        for path in sorted(FOLDER.glob("*.ttl"))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]


def plain(term: object) -> str:
    """Return an IRI without its brackets."""
    return str(term).removeprefix("<").removesuffix(">")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a curated list."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_registers_name_only_sources_and_schemes_that_they_describe() -> None:
    """Every source and every scheme of codes that an entry names is described."""
    described = {plain(quad.subject) for quad in triples()}
    named = {
        quad.object.value
        for quad in triples()
        if quad.predicate.value.endswith(("terms/source", "codeScheme"))
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith(BASE)
    }
    assert sorted(named - described) == []


def test_registers_hold_no_blank_node() -> None:
    """Every node has an IRI."""
    assert [q for q in triples() if ox.BlankNode in {type(q.subject), type(q.object)}] == []


def test_areas_are_never_bodies() -> None:
    """A council or force is apart from its area: nothing is both, and no body is the same as an area."""
    areas = "<http://statistics.data.gov.uk/id/statistical-geography/"
    links = [q for q in triples() if str(q.object).startswith(areas)]
    assert {q.predicate.value for q in links} == {
        "http://purl.org/dc/terms/spatial",
        "https://schema.org/areaServed",
        "https://schema.org/containedInPlace",
    }
    within = {q.predicate.value for q in links if str(q.subject).startswith(areas)}
    assert within == {"https://schema.org/containedInPlace"}


@pytest.mark.parametrize("pair", rows("never-merge.csv"), ids=lambda pair: pair["one"])
def test_never_merged_organisations_stay_apart(registers: Registers, pair: dict[str, str]) -> None:
    """Both of a pair have entries of their own, and share no name and no code."""
    one, other = registers.entry(pair["one"]), registers.entry(pair["other"])
    assert one is not None
    assert other is not None
    assert set(one.names) & set(other.names) == set()
    assert set(one.codes.values()) & set(other.codes.values()) == set()


def test_mapping_set_holds_links_that_the_registers_state() -> None:
    """Each mapping stands in the Turtle, with what it rests on, its source and a date."""
    prefixes = {
        "schema": "https://schema.org/",
        "dcterms": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }
    stated = {(plain(q.subject), q.predicate.value, plain(q.object)) for q in triples()}
    lines = (FOLDER / "links.sssom.tsv").read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    mappings = list(table)
    for row in mappings:
        prefix, name = row["predicate_id"].split(":")
        subject = row["subject_id"].replace("pfid:", BASE)
        target = row["object_id"].replace("pfid:", BASE)
        assert (subject, prefixes[prefix] + name, target) in stated
        assert row["comment"]
        assert row["mapping_date"]
    same = {(s, o) for s, p, o in stated if p == "https://schema.org/sameAs"}
    mapped = {(r["subject_id"].replace("pfid:", BASE), r["object_id"]) for r in mappings}
    assert sorted(same - mapped) == []


@pytest.mark.real
def test_registers_follow_from_the_reference_files(tmp_path: Path) -> None:
    """Building from the reference files gives the committed registers, byte for byte."""
    if not REFERENCE.is_dir():
        pytest.skip(f"no reference files at {REFERENCE}: the registers were not built again")
    subprocess.run([sys.executable, str(BUILDER), str(REFERENCE), str(tmp_path)], check=True)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {
        path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in {".ttl", ".tsv"}
    }
    assert built.keys() == kept.keys()
    assert [name for name in built if built[name] != kept[name]] == []
