"""Turtle and TriG: what is written reads back the same in three parsers, sorted, byte for byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from findings_graph.graph.turtle import (
    as_written,
    blocks,
    graph_block,
    header,
    sort_triples,
    write_term,
)
from findings_graph.terms import (
    BASE,
    PREFIXES,
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
    Iri,
    Literal,
    Triple,
    english,
    graph_iri,
    integer,
    plain,
    term,
)

THING = Iri(f"{BASE}inspection/harrowmere-2024")
TEXT = term("pf:text")


def _document(triples: list[Triple]) -> str:
    return header(BASE) + "\n" + blocks(sort_triples(triples), base=BASE)


def _oxigraph_objects(document: str) -> list[tuple[str, str | None]]:
    quads = pyoxigraph.parse(document.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = [quad.object for quad in quads]
    assert all(isinstance(node, pyoxigraph.Literal) for node in found)
    return [(node.value, node.language) for node in found if isinstance(node, pyoxigraph.Literal)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (THING, "<inspection/harrowmere-2024>"),
        (Iri(BASE), f"<{BASE}>"),
        (Iri(f"{BASE}a//b"), f"<{BASE}a//b>"),
        (Iri(f"{BASE}../up"), f"<{BASE}../up>"),
        (Iri(f"{BASE}urn:x"), f"<{BASE}urn:x>"),
        (Iri(f"{BASE}framework/2023/standard/1.1"), "<framework/2023/standard/1.1>"),
        (term("pf:Finding"), "pf:Finding"),
        (Iri(PREFIXES["pf"] + "a/b"), f"<{PREFIXES['pf']}a/b>"),
        (Iri(PREFIXES["pf"] + "1a"), f"<{PREFIXES['pf']}1a>"),
        (Iri("https://example.org/x"), "<https://example.org/x>"),
        (integer(-3), "-3"),
        (Literal("45.5", XSD_DECIMAL), "45.5"),
        (Literal("45", XSD_DECIMAL), '"45"^^xsd:decimal'),
        (Literal("ten", XSD_INTEGER), '"ten"^^xsd:integer'),
        (Literal("true", XSD_BOOLEAN), "true"),
        (Literal("1", XSD_BOOLEAN), '"1"^^xsd:boolean'),
        (Literal("2024-03", term("xsd:gYearMonth")), '"2024-03"^^xsd:gYearMonth'),
        (plain("N57EKNT"), '"N57EKNT"'),
        (
            english('say "so"\\\n\t\r\f\b\x1f\x85'),
            '"say \\"so\\"\\\\\\n\\t\\r\\f\\b\\u001F\\u0085"@en',
        ),
        (english("\u201c£5\u201d – \U0001f600"), '"\u201c£5\u201d – \U0001f600"@en'),
    ],
)
def test_term_is_written_in_its_shortest_safe_form(value: Iri | Literal, expected: str) -> None:
    """A term is relative, prefixed or bare only where every parser reads it back the same."""
    assert write_term(value, base=BASE) == expected


def test_triples_are_sorted_by_subject_then_type_then_predicate() -> None:
    """Figures in subjects count as numbers, the type comes first, repeats go."""
    second, tenth = Iri(f"{BASE}recommendation/2"), Iri(f"{BASE}recommendation/10")
    kind = (second, term("rdf:type"), term("pf:Recommendation"))
    label = (second, term("dcterms:title"), plain("b"))
    other = (second, term("dcterms:title"), plain("a"))
    ten = (tenth, TEXT, english("ten"))
    assert sort_triples([ten, label, kind, other, label]) == [kind, other, label, ten]


def test_blocks_are_one_a_subject_with_commas_and_semicolons() -> None:
    """A subject is written once, with its type as `a`."""
    triples = [
        (THING, term("rdf:type"), term("pf:Inspection")),
        (THING, term("pf:theme"), Iri(f"{BASE}theme/4.2")),
        (THING, term("pf:theme"), Iri(f"{BASE}theme/1.1")),
    ]
    expected = """<inspection/harrowmere-2024> a pf:Inspection ;
    pf:theme <theme/1.1> ,
        <theme/4.2> .

"""
    assert blocks(sort_triples(triples), base=BASE) == expected


def test_no_triples_are_no_text() -> None:
    """An empty graph has no blocks."""
    assert blocks([], base=BASE) == ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_reads_back_in_oxigraph_and_rdflib(text: str) -> None:
    """Every string comes back as it was, control characters and form feeds included, but for noncharacters."""
    document = _document([(THING, TEXT, english(text))])
    assert _oxigraph_objects(document) == [(as_written(text), "en")]
    graph = rdflib.Graph().parse(data=document, format="turtle")
    assert [str(value) for value in graph.objects()] == [as_written(text)]


@pytest.mark.parametrize("code", [0x00, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_noncharacter_is_written_as_the_replacement_character(code: int) -> None:
    """One character stands for one, so that lengths stay; the neighbours of the ranges are kept."""
    assert write_term(plain(f"a{chr(code)}b")) == '"a\ufffdb"'
    assert as_written(f"a{chr(code)}b") == "a\ufffdb"
    kept = "\ufdcf\ufdf0\ufffd\U0001fffd\U00020000"
    assert write_term(plain(kept)) == f'"{kept}"'


def test_every_control_character_reads_back_in_rapper(rapper: str, tmp_path: Path) -> None:
    """The strings that broken conversions hold come back from a third parser as they were."""
    odd = [*range(0x100), 0x2028, 0x2029, 0xFEFF, 0xFDD0, 0xFFFE, 0xFFFF, 0x1F600, 0x1FFFF]
    text = "".join(map(chr, odd))
    file = tmp_path / "odd.ttl"
    file.write_text(_document([(THING, TEXT, english(text))]), encoding="utf-8", newline="\n")
    done = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-o", "ntriples", str(file)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    assert _oxigraph_objects(done.stdout) == [(as_written(text), "en")]


def test_named_graph_has_no_graph_keyword_and_reads_back_in_rapper(
    rapper: str, tmp_path: Path
) -> None:
    """TriG is written so that rapper, which rejects GRAPH, and Oxigraph read the same quad."""
    name = graph_iri(BASE, "harrowmere-2024")
    body = blocks([(THING, TEXT, english("words"))], base=BASE)
    document = header(BASE) + graph_block(name, body)
    assert "GRAPH" not in document
    file = tmp_path / "graph.trig"
    file.write_text(document, encoding="utf-8", newline="\n")
    done = subprocess.run(
        [rapper, "-q", "-i", "trig", "-o", "nquads", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout == f'<{THING}> <{TEXT}> "words"@en <{name}> .\n'
    quads = list(pyoxigraph.parse(path=file))
    assert [str(quad) for quad in quads] == [done.stdout.removesuffix(" .\n")]
