"""`findings ask`: questions by name or file, parameters, formats, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from findings_graph import resources
from findings_graph.asking.answers import Answer, answer
from findings_graph.asking.questions import find_question, list_questions
from findings_graph.asking.store import open_graph
from findings_graph.asking.tables import write_answer
from findings_graph.cli import main

GRAPH = """
@base <https://w3id.org/probation-findings/id/> .
@prefix pf: <https://w3id.org/probation-findings/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<inspection/ambry-2024> a pf:Inspection ; pf:pdu <pdu/ambry> ; pf:region <region/north-vale> .
<inspection/brock-2023> a pf:Inspection ; pf:pdu <pdu/brock> ; pf:region <region/south-vale> .
<pdu/ambry> a pf:ProbationDeliveryUnit ; skos:prefLabel "Ambry & Cole"@en ;
    skos:altLabel "Ambry and Coal"@en ; adms:identifier <pdu/ambry/identifier/delius> .
<pdu/ambry/identifier/delius> a adms:Identifier ; skos:notation "N99AMB" .
<pdu/brock> a pf:ProbationDeliveryUnit ; skos:prefLabel "Brock"@en .
<region/north-vale> a pf:ProbationRegion ; skos:prefLabel "North Vale"@en .
<region/south-vale> a pf:ProbationRegion ; skos:prefLabel "South Vale"@en .
<theme/4> a skos:Concept ; skos:notation "4" ; skos:prefLabel "Public protection"@en .
<theme/4.2> a skos:Concept ; skos:notation "4.2" ; skos:prefLabel "Domestic abuse"@en ;
    skos:broader <theme/4> .
<theme/5> a skos:Concept ; skos:notation "5" ; skos:prefLabel "Staffing"@en .
<inspection/ambry-2024/finding/a1> a pf:Finding ; pf:inspection <inspection/ambry-2024> ;
    pf:theme <theme/4.2> ; pf:number 10 ; pf:text "A, \\"b\\" | c\\nd"@en ; pf:value 45.50 .
<inspection/ambry-2024/finding/a2> a pf:Finding ; pf:inspection <inspection/ambry-2024> ;
    pf:theme <theme/5> ; pf:number 9 ; pf:text "Caf\u00e9"@en ; pf:value "61"^^xsd:decimal .
<inspection/brock-2023/finding/b1> a pf:Finding ; pf:inspection <inspection/brock-2023> ;
    pf:theme <theme/5> ; pf:number 2 ; pf:commissioned true .
"""

QUERY = """# question: Which findings are there,
#   and where?
# columns: inspection, number, themes, text, value, flag
# empty: There are none.
# param text: only this text
# param least (integer): at least this number
# param about (iri): of this inspection
# param thing: this finding
PREFIX pf: <https://w3id.org/probation-findings/def/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?inspection ?number ?themes ?text ?value ?flag WHERE {
  VALUES ?paramThing { UNDEF }
  VALUES ?paramAbout { UNDEF }
  VALUES ?paramLeast { UNDEF }
  VALUES ?paramText { UNDEF }
  ?paramThing a pf:Finding ; pf:inspection ?paramAbout ; pf:theme/skos:notation ?themes ; pf:number ?number .
  BIND(REPLACE(STR(?paramAbout), "^.*/", "") AS ?inspection)
  OPTIONAL { ?paramThing pf:text ?text }
  OPTIONAL { ?paramThing pf:value ?value }
  OPTIONAL { ?paramThing pf:commissioned ?flag }
  FILTER(!BOUND(?paramLeast) || ?number >= ?paramLeast)
  FILTER(!BOUND(?paramText) || STR(?text) = ?paramText)
}
"""

CSV = """inspection,number,themes,text,value,flag
ambry-2024,9,5,Café,61,
ambry-2024,10,4.2,"A, ""b"" | c
d",45.5,
brock-2023,2,5,,,true
"""


def _ask(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["ask", *map(str, arguments)])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small graph file."""
    file = tmp_path_factory.mktemp("ask") / "small.ttl"
    file.write_text(GRAPH, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a query file with one parameter of each kind."""
    file = tmp_path_factory.mktemp("ask") / "places.rq"
    file.write_text(QUERY, encoding="utf-8")
    return file


def test_csv_is_sorted_with_exact_headers_and_numbers(query: Path, graph: Path) -> None:
    """UTF-8, LF, quotes only where needed, rows sorted left to right with numbers as numbers."""
    result = _ask(query, graph, "--format", "csv")
    assert result.exit_code == 0, result.output
    assert result.stdout_bytes == CSV.encode()


def test_json_keeps_numbers_booleans_and_nothing(query: Path, graph: Path) -> None:
    """Numbers are numbers, booleans booleans, an unbound cell null."""
    rows = json.loads(_ask(query, graph, "--format", "json").stdout_bytes)
    assert rows == [
        {
            "inspection": "ambry-2024",
            "number": 9,
            "themes": "5",
            "text": "Café",
            "value": 61,
            "flag": None,
        },
        {
            "inspection": "ambry-2024",
            "number": 10,
            "themes": "4.2",
            "text": 'A, "b" | c\nd',
            "value": 45.5,
            "flag": None,
        },
        {
            "inspection": "brock-2023",
            "number": 2,
            "themes": "5",
            "text": None,
            "value": None,
            "flag": True,
        },
    ]


def test_markdown_escapes_bars_and_line_ends(query: Path, graph: Path) -> None:
    """A cell cannot break the table."""
    lines = _ask(query, graph, "--format", "md").stdout_bytes.decode().splitlines()
    assert lines == [
        "| inspection | number | themes | text | value | flag |",
        "| --- | --- | --- | --- | --- | --- |",
        "| ambry-2024 | 9 | 5 | Café | 61 |  |",
        '| ambry-2024 | 10 | 4.2 | A, "b" \\| c<br>d | 45.5 |  |',
        "| brock-2023 | 2 | 5 |  |  | true |",
    ]


def test_table_wraps_and_loses_nothing() -> None:
    """Cells are wrapped at words to the width; numbers stand right."""
    found = Answer(("name", "n"), (("one two three four", 7), ("five", Decimal("10.5"))))
    assert write_answer(found, form="table", width=16).splitlines() == [
        "name           n",
        "----------  ----",
        "one two        7",
        "three four",
        "five        10.5",
    ]


def test_table_too_wide_becomes_records() -> None:
    """Where columns would break words, each row is a block of lines."""
    found = Answer(("first", "second"), (("a" * 20, "b" * 20), ("c" * 20, None)))
    assert write_answer(found, form="table", width=30).splitlines() == [
        f"first   {'a' * 20}",
        f"second  {'b' * 20}",
        "",
        f"first   {'c' * 20}",
        "second",
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", "inspection  number  themes  text  value  flag"),
        ("csv", "inspection,number,themes,text,value,flag"),
        ("json", "[]"),
        ("md", "| inspection | number | themes | text | value | flag |"),
    ],
)
def test_empty_answer_has_its_columns_and_its_meaning(
    query: Path, graph: Path, form: str, expected: str
) -> None:
    """No rows is an answer: the columns are printed, the meaning goes to stderr."""
    result = _ask(query, graph, "--param", "text=nowhere", "--format", form)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == expected
    assert result.stderr == "No rows. There are none.\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [9, 10, 2]),
        (("--param", "text=Café"), [9]),
        (("--param", 'text=A, "b" | c\nd'), [10]),
        (("--param", 'text=" } DROP ALL #'), []),
        (("--param", "least=9"), [9, 10]),
        (("--param", "about=inspection/brock-2023"), [2]),
        (("--param", "about=https://w3id.org/probation-findings/id/inspection/brock-2023"), [2]),
        (("--param", "thing=a1"), [10]),
        (("--param", "thing=ambry-2024/finding/a2"), [9]),
        (("--pdu", "ambry"), [9, 10]),
        (("--pdu", "AMBRY AND COLE"), [9, 10]),
        (("--pdu", "Ambry & Coal"), [9, 10]),
        (("--pdu", "n99amb"), [9, 10]),
        (("--pdu", "pdu/brock"), [2]),
        (("--pdu", "https://w3id.org/probation-findings/id/pdu/brock"), [2]),
        (("--param", "pdu=Brock"), [2]),
        (("--region", "South Vale"), [2]),
        (("--theme", "5"), [9, 2]),
        (("--theme", "domestic abuse"), [10]),
        (("--theme", "4"), [10]),
        (("--theme", "5", "--region", "north-vale"), [9]),
    ],
)
def test_answer_is_narrowed(
    query: Path, graph: Path, options: tuple[str, ...], expected: list[int]
) -> None:
    """A value stands safely in its place; PDU, region and theme are found by any of their names."""
    result = _ask(query, graph, "--format", "csv", *options)
    assert result.exit_code == 0, result.output
    rows = csv.DictReader(io.StringIO(result.stdout_bytes.decode()))
    assert [int(row["number"]) for row in rows] == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--pdu", "brok"), "no pdu 'brok' in this graph (did you mean pdu/brock?); give"),
        (("--theme", "9.9"), "no theme '9.9' in this graph"),
        (("--param", "least=many"), "--param least=many: not a whole number"),
        (("--param", "about=a b"), "--param about=a b: not an IRI"),
        (
            ("--param", "colour=red"),
            "has no parameter 'colour'; it takes: text, least, about, thing",
        ),
        (("--param", "thing=zz"), "nothing in this graph is 'zz'"),
        (("--param", "thing="), "nothing in this graph is ''"),
        (("--param", "novalue"), "--param 'novalue': write it as name=value"),
        (("--format", "xls"), "'xls' is not one of"),
    ],
)
def test_bad_value_is_refused(
    query: Path, graph: Path, options: tuple[str, ...], message: str
) -> None:
    """A value that means nothing is bad usage, with a way out, and no empty answer."""
    result = _ask(query, graph, *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_option_that_no_column_tells_is_refused(graph: Path, tmp_path: Path) -> None:
    """A question without an inspection or theme column cannot be narrowed by them."""
    file = tmp_path / "count.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", encoding="utf-8")
    for option in ("--pdu", "--theme", "--region"):
        value = {"--pdu": "brock", "--theme": "5", "--region": "north-vale"}[option]
        result = _ask(file, graph, option, value)
        assert (result.exit_code, result.stderr) == (
            2,
            f"findings: count cannot be narrowed by {option}: none of its columns tells it\n",
        )


def test_unknown_question_is_refused_with_near_names(graph: Path) -> None:
    """A slip of the pen gets the names that were perhaps meant."""
    result = _ask("recomendations", graph)
    assert result.exit_code == 2
    assert result.stderr == (
        "findings: no question 'recomendations' (did you mean recommendations, "
        "recommendation-progress, repeated-recommendations?); see findings ask --list\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"SELECT nonsense", "the query fails"),
        (b"# columns: a, b\nSELECT ?a WHERE { ?a ?p ?o }", "does not select: b"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", "the query fails"),
    ],
)
def test_broken_query_is_refused(graph: Path, tmp_path: Path, content: bytes, message: str) -> None:
    """A file that is no query is one line with the place, exit 2."""
    file = tmp_path / "bad.rq"
    file.write_bytes(content)
    result = _ask(file, graph)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_yes_or_no_and_graph_queries_are_answered(graph: Path, tmp_path: Path) -> None:
    """ASK answers true or false, CONSTRUCT with sorted triples."""
    file = tmp_path / "q.rq"
    file.write_text("ASK { ?s a pf:Finding }", encoding="utf-8")
    assert _ask(file, graph, "--format", "csv").stdout == "answer\ntrue\n"
    file.write_text("CONSTRUCT { ?s a pf:X } WHERE { ?s pf:number ?n }", encoding="utf-8")
    assert _ask(file, graph, "--format", "csv").stdout.splitlines()[:2] == [
        "subject,predicate,object",
        (
            "inspection/ambry-2024/finding/a1,http://www.w3.org/1999/02/22-rdf-syntax-ns#type,"
            "https://w3id.org/probation-findings/def/X"
        ),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing", None, "there is no such folder or file"),
        ("noise.ttl", bytes(range(256)), "broken"),
        ("broken.trig", b"<a> { <b> <c> ", "broken"),
        ("notes.txt", b"words", "not a graph file by its name"),
        ("graph.ttl", b"<a:a> <a:b> <a:c>", "broken"),
    ],
)
def test_graph_that_is_none_is_refused(
    query: Path, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    """A missing, binary or broken graph is one line with a remedy, exit 2."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = _ask(query, path)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_folder_without_graph_is_refused(query: Path, tmp_path: Path) -> None:
    """An empty folder is no graph; the message says how to build one."""
    result = _ask(query, tmp_path)
    assert result.exit_code == 2
    assert "holds no graph.trig; build one: findings build" in result.stderr


def test_question_is_needed() -> None:
    """No question at all is bad usage."""
    assert _ask().exit_code == 2


def test_list_prints_every_question_with_its_columns() -> None:
    """--list needs no graph and names all that ships."""
    result = _ask("--list")
    assert result.exit_code == 0
    for path in resources.find("queries").glob("*.rq"):
        question = find_question(path.stem)
        assert f"{question.name}\n    {question.text}\n" in result.stdout
        assert f"columns: {', '.join(question.columns)}\n" in result.stdout


def test_every_parameter_that_ships_has_a_place() -> None:
    """A header that declares a parameter has an UNDEF in its query to take it."""
    for question in list_questions():
        for parameter in question.parameters.values():
            assert parameter.placeholder.search(question.query), (question.name, parameter.name)


def test_merged_file_answers_as_named_graphs_do(example_graph: Path) -> None:
    """Every question gives the same answer over graph.ttl as over graph.trig."""
    merged, named = (open_graph(example_graph / file) for file in ("graph.ttl", "graph.trig"))
    for question in list_questions():
        assert answer(question, merged) == answer(question, named), question.name
