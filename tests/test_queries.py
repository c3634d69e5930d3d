"""The shipped questions: their headers, their columns, and their answers on a graph made by hand."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import XSD

HERE = Path(__file__).parent
QUERIES = HERE.parent / "queries"
BASE = "https://w3id.org/probation-findings/id/"

COLUMNS = {
    "inspections": "inspection, pdu, region, published, fieldwork_start, framework, overall_rating, score, maximum, "
    "community_cases, licence_cases, interviews, lead_inspector, isbn",
    "ratings": "inspection, standard, standard_label, rating, points",
    "key-questions": "inspection, standard, question_number, question, percentage",
    "annexe-questions": "inspection, standard, question, percentage",
    "recommendations": "inspection, number, addressee, text, themes",
    "recommendation-progress": "inspection, recommendation, progress, text",
    "findings": "inspection, finding, section, polarity, polarity_source, themes, text",
    "themes": "theme, theme_label, strengths, improvements, mixed, inspections_with, inspections_all",
    "quotations": "inspection, section, speaker, text",
    "statistics": "inspection, finding, numerator, denominator, percentage, population, text",
    "provisions": "inspection, pdu, provider, service, commissioned",
    "places": "inspection, kind, name, code",
    "figures": "inspection, measure, value, unit, scope",
    "recurring-issues": "theme, theme_label, inspections, pdus, regions, first, last",
    "issue-evidence": "inspection, finding, polarity, text, start, end",
    "evidence": "inspection, fact, rule, quote, start, end, line",
    "repeated-recommendations": "theme, earlier, later, recommendation, finding",
    "discrepancies": "inspection, kind, first_value, second_value, first_text, second_text",
    "links": "entity, label, predicate, target, basis",
    "gaps": "inspection, what, reason",
}
"""The fixed columns: changing one breaks those who read the answers."""

NAMES = sorted(COLUMNS)


def query_text(name: str, **params: str) -> str:
    """Return a question with the given parameters filled in by IRIs relative to the base."""
    text = (QUERIES / f"{name}.rq").read_text("utf-8")
    for param, path in params.items():
        unbound = f"VALUES ?param{param.title()} {{ UNDEF }}"
        assert unbound in text, f"{name}.rq has no {unbound}"
        text = text.replace(unbound, f"VALUES ?param{param.title()} {{ <{BASE}{path}> }}")
    return text


def cell(value: str, datatype: str) -> str:
    """Print a literal as an answer's cell: decimals without trailing zeros."""
    if datatype == str(XSD.decimal):
        return format(Decimal(value).normalize(), "f")
    return value


def sort_key(row: list[str]) -> list[tuple[bool, float, str]]:
    """Sort numbers as numbers, before words; empty cells first."""
    return [
        (False, float(text), "")
        if re.fullmatch(r"-?\d+(\.\d+)?", text)
        else (text != "", 0.0, text)
        for text in row
    ]


def as_csv(header: list[str], rows: list[list[str]]) -> str:
    """Write rows as the answers are written: sorted, UTF-8, LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    ordered: list[list[str]] = sorted(rows, key=sort_key)
    writer.writerows(ordered)
    return out.getvalue()


@cache
def oxigraph(path: Path | None) -> pyoxigraph.Store:
    """Load a TriG file, or nothing, into Oxigraph."""
    store = pyoxigraph.Store()
    if path is not None:
        store.load(path=str(path), format=pyoxigraph.RdfFormat.TRIG)
    return store


@cache
def rdflib_union(path: Path | None) -> rdflib.Dataset:
    """Load a TriG file, or nothing, into an rdflib data set whose default graph is the union."""
    dataset = rdflib.Dataset(default_union=True)
    if path is not None:
        dataset.parse(path, format="trig")
    return dataset


def ask_oxigraph(text: str, path: Path | None) -> str:
    """Answer with Oxigraph, as CSV."""
    answer = oxigraph(path).query(text, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    header = [variable.value for variable in answer.variables]
    rows = []
    for solution in answer:
        row = []
        for term in solution:
            assert term is None or isinstance(term, pyoxigraph.Literal), (
                f"a cell is no literal: {term}"
            )
            row.append("" if term is None else cell(term.value, term.datatype.value))
        rows.append(row)
    return as_csv(header, rows)


def ask_rdflib(text: str, path: Path | None) -> str:
    """Answer with rdflib, as CSV."""
    answer = rdflib_union(path).query(text)
    assert answer.vars is not None
    header = [str(variable) for variable in answer.vars]
    rows = []
    for solution in answer:
        assert isinstance(solution, rdflib.query.ResultRow)
        row = []
        for term in solution:
            assert term is None or isinstance(term, rdflib.Literal), f"a cell is no literal: {term}"
            row.append("" if term is None else cell(str(term), str(term.datatype)))
        rows.append(row)
    return as_csv(header, rows)


ENGINES = {"oxigraph": ask_oxigraph, "rdflib": ask_rdflib}
SMALL = HERE / "queries" / "small.trig"


def test_queries_are_those_of_the_table() -> None:
    """One file a question, no more, no fewer."""
    assert sorted(path.stem for path in QUERIES.glob("*.rq")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_query_header_has_question_columns_empty_and_params(name: str) -> None:
    """A question opens with its English, its columns, what no answer means, and its parameters."""
    text = query_text(name)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    fields = [line.removeprefix("# ").partition(": ") for line in comments]
    assert text.startswith("# question: ")
    assert [field for field, _, _ in fields[:3]] == ["question", "columns", "empty"]
    assert all(field.startswith("param ") for field, _, _ in fields[3:])
    assert fields[0][2].endswith("?")
    assert all(value for _, _, value in fields)
    assert fields[1][2] == COLUMNS[name]


@pytest.mark.parametrize("name", NAMES)
def test_query_parameters_are_declared_and_used(name: str) -> None:
    """Each declared parameter has its UNDEF, and no other stands in the query."""
    text = query_text(name)
    declared = set(re.findall(r"^# param (\w+):", text, re.MULTILINE))
    used = {param.lower() for param in re.findall(r"VALUES \?param(\w+) \{ UNDEF \}", text)}
    assert used == declared
    assert {param.lower() for param in re.findall(r"\?param(\w+)", text)} == declared


@pytest.mark.parametrize("name", NAMES)
def test_query_names_no_graph_and_no_thing(name: str) -> None:
    """A question runs over the union of all graphs, whatever the base of the things."""
    text = query_text(name)
    assert not re.search(r"\b(GRAPH|FROM|SERVICE)\b", text)
    assert "probation-findings/id/" not in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_query_answers_on_small_graph(name: str, engine: str) -> None:
    """Both engines give the whole answer that was written by hand."""
    expected = (HERE / "queries" / "answers" / f"{name}.csv").read_text("utf-8")
    assert ENGINES[engine](query_text(name), SMALL) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_query_answers_nothing_on_empty_graph(name: str, engine: str) -> None:
    """No graph, no rows: the header alone."""
    assert ENGINES[engine](query_text(name), None) == COLUMNS[name].replace(", ", ",") + "\n"


FILTERED = [
    ("themes", {"pdu": "pdu/tarnside"}, ["vacancies,Vacancies,0,1,0,1,1"]),
    ("themes", {"region": "region/elsewhere"}, []),
    (
        "themes",
        {"theme": "theme/staffing"},
        [
            "staffing,Staffing,1,0,0,1,3",
            "vacancies,Vacancies,0,1,0,1,3",
            "workload,Workload,0,1,1,2,3",
        ],
    ),
    (
        "recurring-issues",
        {"theme": "theme/workload"},
        [
            "workload,Workload,ambleford-2022; ambleford-2024,Ambleford,Lakeland and Fells,2022-03,2024-05"
        ],
    ),
    (
        "recurring-issues",
        {"pdu": "pdu/ambleford"},
        [
            "staffing,Staffing,ambleford-2022; ambleford-2024,Ambleford,Lakeland and Fells,2022-03,2024-05",
            "workload,Workload,ambleford-2022; ambleford-2024,Ambleford,Lakeland and Fells,2022-03,2024-05",
        ],
    ),
    ("recurring-issues", {"pdu": "pdu/tarnside"}, []),
    ("recurring-issues", {"region": "region/elsewhere"}, []),
    (
        "issue-evidence",
        {"theme": "theme/vacancies"},
        ["tarnside-2023,ffff00000001,improvement,Posts stood empty.,,"],
    ),
    (
        "evidence",
        {"thing": "pdu/ambleford"},
        ["ambleford-2024,statement/pdu,front-page,Ambleford PDU,3,16,2"],
    ),
    (
        "evidence",
        {"thing": "inspection/ambleford-2024/finding/bbbb00000002"},
        [
            'ambleford-2024,finding/bbbb00000002,bullet,"Loads fell, yet 9 out of 12 practitioners had too many cases.",500,561,40',
            "ambleford-2024,finding/bbbb00000002/theme/workload,theme_rules,too many cases,546,560,41",
        ],
    ),
    (
        "evidence",
        {"thing": "theme/workload"},
        [
            'ambleford-2024,finding/bbbb00000002,bullet,"Loads fell, yet 9 out of 12 practitioners had too many cases.",500,561,40',
            "ambleford-2024,finding/bbbb00000002/theme/workload,theme_rules,too many cases,546,560,41",
        ],
    ),
    ("evidence", {"thing": "theme/staffing"}, []),
    (
        "repeated-recommendations",
        {"theme": "theme/staffing"},
        ["workload,ambleford-2022,ambleford-2024,1,bbbb00000002"],
    ),
    ("repeated-recommendations", {"theme": "theme/accommodation"}, []),
    ("repeated-recommendations", {"pdu": "pdu/tarnside"}, []),
    (
        "repeated-recommendations",
        {"region": "region/lakeland-and-fells"},
        ["workload,ambleford-2022,ambleford-2024,1,bbbb00000002"],
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "params", "rows"), FILTERED)
def test_query_parameter_narrows_the_answer(
    name: str, params: dict[str, str], rows: list[str], engine: str
) -> None:
    """A parameter leaves what belongs to it, and nothing else."""
    expected = "\n".join([COLUMNS[name].replace(", ", ","), *rows]) + "\n"
    assert ENGINES[engine](query_text(name, **params), SMALL) == expected


AGAIN = """@base <https://w3id.org/probation-findings/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix pf: <https://w3id.org/probation-findings/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<theme/workload> skos:broader <theme/staffing> . <theme/vacancies> skos:broader <theme/staffing> .
<change/old-moor-split> a org:ChangeEvent ; org:originalOrganization <pdu/old-moor> ;
  org:resultingOrganization <pdu/moor-north>, <pdu/moor-south> .
<inspection/old-moor-2021> a pf:Inspection ; pf:pdu <pdu/old-moor> ; pf:fieldworkStart "2021-03-02"^^xsd:date .
<inspection/old-moor-2021/recommendation/1> a pf:Recommendation ; pf:inspection <inspection/old-moor-2021> ;
  pf:number 1 ; pf:theme <theme/workload> .
<inspection/old-moor-2021/recommendation/2> a pf:Recommendation ; pf:inspection <inspection/old-moor-2021> ;
  pf:number 2 ; pf:theme <theme/staffing> .
<inspection/moor-north-2023> a pf:Inspection ; pf:pdu <pdu/moor-north> ; pf:fieldworkStart "2023-03-02"^^xsd:date .
<inspection/moor-north-2023/recommendation/1> a pf:Recommendation ; pf:inspection <inspection/moor-north-2023> ;
  pf:number 1 ; pf:theme <theme/vacancies> .
<inspection/moor-north-2023/finding/aaaa> a pf:Finding ; pf:inspection <inspection/moor-north-2023> ;
  pf:theme <theme/staffing> ; pf:polarity <polarity/improvement> .
<inspection/moor-south-2024> a pf:Inspection ; pf:pdu <pdu/moor-south> ; pf:fieldworkStart "2024-03"^^xsd:gYearMonth .
<inspection/moor-south-2024/finding/bbbb> a pf:Finding ; pf:inspection <inspection/moor-south-2024> ;
  pf:theme <theme/vacancies> ; pf:polarity <polarity/mixed> .
<inspection/moor-south-2024/finding/cccc> a pf:Finding ; pf:inspection <inspection/moor-south-2024> ;
  pf:theme <theme/staffing> ; pf:polarity <polarity/strength> .
"""
"""A unit that was split, without regions: advice of the old one, findings of both new ones on wider and narrower themes."""


@pytest.mark.parametrize("engine", ENGINES)
def test_repeated_recommendations_follow_themes_and_changes_of_units(
    engine: str, tmp_path: Path
) -> None:
    """A wider or narrower theme is found again, a sibling is not; a unit's successors are later, not one another's."""
    (tmp_path / "again.trig").write_text(AGAIN, encoding="utf-8")
    expected = [
        COLUMNS["repeated-recommendations"].replace(", ", ","),
        "staffing,old-moor-2021,moor-north-2023,2,aaaa",
        "staffing,old-moor-2021,moor-south-2024,2,bbbb",
        "workload,old-moor-2021,moor-north-2023,1,aaaa",
    ]
    answer = ENGINES[engine](query_text("repeated-recommendations"), tmp_path / "again.trig")
    assert answer.splitlines() == expected
