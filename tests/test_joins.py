"""Joins with other open data: a table of the user's own, the published contracts, a federated service."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from rdflib.plugins.sparql import prepareQuery

from findings_graph.asking.user_tables import column_name
from findings_graph.cli import main
from findings_graph.graph.build import Settings, build_graph
from findings_graph.terms import BASE

HERE = Path(__file__).parent
QUERIES = HERE.parent / "queries" / "joins"
REGISTERS = HERE.parent / "ontology" / "registers"
IMD = HERE / "joins" / "imd.csv"
REFERENCE = HERE.parent.parent / "shared" / "reference" / "imd2025_england_lad24.csv"


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph of invented inspections of real units, with the registers."""
    files = [*sorted(REGISTERS.glob("*.ttl")), REGISTERS.parent / "services.ttl"]
    store = pyoxigraph.Store()
    for path in [*files, HERE / "joins" / "units.ttl"]:
        store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE)
    graph = tmp_path_factory.mktemp("units") / "graph.nq"
    store.dump(str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    return graph


def ask(name: str, graph: Path, *options: str) -> list[list[str]]:
    """Return the rows of an answer, without its header."""
    arguments = ["ask", f"joins/{name}", str(graph), "--format", "csv", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return list(csv.reader(result.stdout.splitlines()))[1:]


def test_deprivation_joins_units_with_a_table_by_gss_code(units: Path) -> None:
    """Each district of a unit that the table has stands with its cells; an empty cell stays empty."""
    assert ask("deprivation", units, "--table", f"imd={IMD}") == [
        [
            "bradford-and-calderdale-2099",
            "Bradford and Calderdale",
            "Bradford",
            "E08000032",
            "306",
            "6",
        ],
        ["east-kent-2099", "East Kent", "Ashford", "E07000105", "301", "1.5"],
        ["east-kent-2099", "East Kent", "Canterbury", "E07000106", "302", "2.25"],
        ["east-kent-2099", "East Kent", "Thanet", "E07000114", "303", ""],
    ]


def test_deprivation_without_a_table_says_what_to_give(units: Path) -> None:
    """No table, no rows, and the remedy on standard error."""
    result = CliRunner().invoke(main, ["ask", str(QUERIES / "deprivation.rq"), str(units)])
    assert result.exit_code == 0
    assert "--table imd=FILE.csv" in result.stderr


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("imd", "--table 'imd': write it as name=value"),
        ("i d=x.csv", "name the table with letters"),
        ("imd=missing.csv", "missing.csv: cannot be read"),
    ],
)
def test_table_that_cannot_be_used_is_refused(units: Path, option: str, words: str) -> None:
    """Bad usage and unreadable input end with 2 and say what to do."""
    arguments = ["ask", str(QUERIES / "deprivation.rq"), str(units), "--table", option]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_table_with_two_columns_of_one_name_is_refused(units: Path, tmp_path: Path) -> None:
    """Two headers that give one property would be mixed up."""
    (tmp_path / "twice.csv").write_text("Code,code \nE07000105,1\n", encoding="utf-8")
    arguments = [
        "ask",
        str(QUERIES / "deprivation.rq"),
        str(units),
        "--table",
        f"imd={tmp_path / 'twice.csv'}",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "has no name of its own" in result.stderr


def test_column_name_keeps_letters_and_digits() -> None:
    """A header's other characters become one underscore."""
    assert column_name("LAD code (2024)") == "lad_code_2024"


def test_contracts_show_agreements_and_differences(units: Path) -> None:
    """A commissioned provision beside the contracts of its area; neither side is corrected."""
    rows = ask("contracts", units)
    assert [row[5] for row in rows if row[6] == "no contract"] == [""]
    assert [[row[0], *row[2:5], row[6]] for row in rows] == [
        [
            "bradford-and-calderdale-2099",
            "accommodation",
            "Nacro",
            "Shelter",
            "differs (subcontractor)",
        ],
        ["bradford-and-calderdale-2099", "women", "Catch22", "Together Women Project", "differs"],
        ["east-kent-2099", "accommodation", "Interventions Alliance", "Seetec", "agrees (related)"],
        ["east-kent-2099", "mentoring", "Nacro", "", "no contract"],
        ["east-kent-2099", "women", "Advance", "Advance", "agrees"],
    ]


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.rq")), ids=lambda path: path.stem)
def test_joins_are_sparql_with_a_header(path: Path) -> None:
    """Each opens like a question that ships, and parses; the federated one is not run: no network."""
    text = path.read_text("utf-8")
    assert [line.partition(":")[0] for line in text.splitlines()[:3]] == [
        "# question",
        "# columns",
        "# empty",
    ]
    query = prepareQuery(text)
    columns = [str(variable) for variable in query.algebra["PV"]]
    assert ", ".join(columns) == text.splitlines()[1].removeprefix("# columns: ")


@pytest.fixture(scope="module")
def real_graph(reports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of the real reports."""
    out = tmp_path_factory.mktemp("joins") / "graph"
    build_graph(reports, out, settings=Settings())
    return out


@pytest.mark.real
def test_real_units_join_the_published_deprivation_table(real_graph: Path, tmp_path: Path) -> None:
    """The districts of the four real units, with the ranks that MHCLG published in 2025."""
    if not REFERENCE.is_file():
        pytest.skip("NOT JOINED: the deprivation table is not beside the checkout")
    with REFERENCE.open(encoding="utf-8-sig", newline="") as handle:
        table = list(csv.DictReader(handle))
    with (tmp_path / "imd.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["code", "rank", "score"])
        writer.writerows(
            [row["ltla24_code"], row["imd_rank_of_average_score"], row["imd_average_score"]]
            for row in table
        )
    rows = ask("deprivation", real_graph, "--table", f"imd={tmp_path / 'imd.csv'}")
    assert [(row[1], row[2], row[4]) for row in rows] == [
        ("Bradford and Calderdale", "Bradford", "12"),
        ("Bradford and Calderdale", "Calderdale", "55"),
        ("County Durham and Darlington", "County Durham", "49"),
        ("County Durham and Darlington", "Darlington", "72"),
        ("East Kent", "Ashford", "139"),
        ("East Kent", "Canterbury", "142"),
        ("East Kent", "Dover", "81"),
        ("East Kent", "Folkestone and Hythe", "79"),
        ("East Kent", "Swale", "62"),
        ("East Kent", "Thanet", "26"),
        ("West Kent", "Dartford", "170"),
        ("West Kent", "Gravesham", "97"),
        ("West Kent", "Maidstone", "160"),
        ("West Kent", "Sevenoaks", "210"),
        ("West Kent", "Tonbridge and Malling", "233"),
        ("West Kent", "Tunbridge Wells", "219"),
    ]


@pytest.mark.real
def test_real_reports_differ_from_the_contracts_where_the_reference_says(real_graph: Path) -> None:
    """Two known differences, and no other."""
    rows = ask("contracts", real_graph)
    assert [(row[1], row[2], row[3], row[4]) for row in rows if row[6].startswith("differs")] == [
        ("Bradford and Calderdale", "accommodation", "St Giles Trust", "Shelter"),
        ("County Durham and Darlington", "finance, benefit and debt", "Ingeus", "St Giles Wise"),
    ]
    assert len(rows) == 16
