"""`findings evaluate`: gold with and without text, what it prints, and what it refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from findings_graph.asking.store import open_graph
from findings_graph.cli import main
from findings_graph.graph.build import Settings, build_graph
from findings_graph.quality.against_gold import evaluate
from findings_graph.quality.gold import clean_texts, hash_text, read_gold
from findings_graph.quality.gold_matching import GraphFinding, match_gold, read_findings
from findings_graph.quality.label_words import LabelWords

GOLD = Path(__file__).parent / "gold"
README = Path(__file__).resolve().parents[1] / "README.md"
SHIPPED = GOLD / "themes.jsonl"
INVENTED = GOLD / "invented.jsonl"
GIVEN = Path(__file__).resolve().parents[2] / "shared" / "gold" / "themes.jsonl"
UNIT = {
    "id": "a",
    "report": "ambleford-2022",
    "text": "Plans were late.",
    "required": ["workload"],
    "accepted": ["workload"],
    "polarity": ["negative"],
}


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


@pytest.mark.parametrize("form", ["md", "json"])
def test_evaluate_prints_every_figure(example_graph: Path, form: str) -> None:
    """The whole answer for the invented gold, in both formats."""
    result = _run(example_graph, INVENTED, "--format", form)
    assert result.exit_code == 0
    assert result.output == (GOLD / f"invented.{form}").read_text(encoding="utf-8")


def test_evaluate_reads_a_graph_without_text(examples: list[Path], tmp_path: Path) -> None:
    """Hashes and places do without text; only what must read a unit's words is left out."""
    wanted = [path for path in examples if path.stem == "sallowby-and-kestwick-2023"]
    build_graph(wanted, tmp_path / "graph", settings=Settings(with_text=False))
    units = [unit for unit in read_gold(INVENTED) if unit.id in {"whole", "marked", "placed"}]
    found = evaluate(units, open_graph(tmp_path / "graph"))
    assert (found.units.gold, found.units.found, found.units.whole) == (3, 3, 3)
    assert found.baseline is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "holds no unit"),
        ("no json", "line 1: no annotated unit: Expecting value"),
        ("[1]", "line 1: no annotated unit: no JSON object"),
        (json.dumps({**UNIT, "polarity": ["good"]}), "'good' is no polarity"),
        (json.dumps({**UNIT, "accepted": []}), "required but not accepted: workload"),
        (json.dumps({**UNIT, "required": "workload"}), "required is no list of names"),
        (json.dumps({**UNIT, "text": ""}), "text is no text"),
        (json.dumps({**UNIT, "start": 5, "end": 5}), "start and end are no place in a text"),
        (json.dumps({**UNIT, "start": True, "end": 5}), "start and end are no place in a text"),
        (json.dumps({k: v for k, v in UNIT.items() if k != "text"}), "it has no 'start'"),
        (json.dumps({k: v for k, v in UNIT.items() if k != "report"}), "it has no 'report'"),
        (f"{json.dumps(UNIT)}\n\n{json.dumps(UNIT)}", "line 3: the id 'a' stands there twice"),
        (json.dumps(UNIT), "the graph has none of the gold's inspections (ambleford-2022)"),
        ("\udcff", "byte 0 is not UTF-8"),
    ],
)
def test_bad_gold_is_exit_2_with_its_place(
    line: str, told: str, example_graph: Path, tmp_path: Path
) -> None:
    """A gold file that is none is named with the line, what was seen and what to do."""
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(line.encode("utf-8", "surrogateescape"))
    result = _run(example_graph, gold)
    assert result.exit_code == 2
    assert told in result.output
    assert result.output.count("\n") == 1
    assert "Traceback" not in result.output


def test_missing_gold_is_exit_2(example_graph: Path, tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    result = _run(example_graph, tmp_path / "none.jsonl")
    assert result.exit_code == 2
    assert "none.jsonl: cannot be read (No such file or directory)" in result.output


def test_gold_texts_lose_marks_and_markup() -> None:
    """Footnote marks, markup and runs of spaces go; a glued figure is read both ways."""
    assert clean_texts("Plans  were <sup>2</sup>**late**.[3]") == ("Plans were late.",)
    assert clean_texts("Plans were late.⁴") == ("Plans were late.",)
    assert clean_texts("Plans were late.4") == ("Plans were late.4", "Plans were late.")


def test_match_gold_gives_a_finding_to_one_unit_only(tmp_path: Path) -> None:
    """Of two units with one text each takes the finding nearest to it, and none is taken twice."""
    gold = tmp_path / "gold.jsonl"
    sha256 = hash_text("Plans were late.")
    places = {"b": (52, 68), "a": (10, 26), "c": (90, 106)}
    lines = []
    for name, (start, end) in places.items():
        unit = {key: value for key, value in UNIT.items() if key != "text"}
        lines.append(json.dumps({**unit, "id": name, "start": start, "end": end, "sha256": sha256}))
    gold.write_text("\n".join(lines), encoding="utf-8")
    findings = [
        GraphFinding(
            f"f{start}", "ambleford-2022", sha256, None, (start, start + 16), "improvement"
        )
        for start in (10, 50)
    ]
    found = match_gold(read_gold(gold), findings)
    assert [(match.unit.id, match.finding and match.finding.id) for match in found.matches] == [
        ("b", "f50"),
        ("a", "f10"),
        ("c", None),
    ]
    assert found.extra == ()


def test_label_words_match_whole_words() -> None:
    """A label counts as written, whatever its case, with a plural ending, and never inside a word."""
    labels = LabelWords({"staffing": ("Staffing",), "home-visits": ("Home visit", "House call")})
    assert labels.find("STAFFING was low; home-visits were rare.") == {"staffing", "home-visits"}
    assert labels.find("Overstaffing and visits at home.") == frozenset()


@pytest.mark.real
def test_shipped_gold_finds_every_unit(reports: list[Path], tmp_path: Path) -> None:
    """Every shipped unit is a finding of the real reports, with its whole text, at its very place."""
    build_graph(reports, tmp_path / "graph", settings=Settings())
    graph = open_graph(tmp_path / "graph")
    found = match_gold(read_gold(SHIPPED), read_findings(graph))
    assert [match.unit.id for match in found.matches if not match.whole] == []
    assert [
        match.unit.id
        for match in found.matches
        if match.finding is None or match.finding.place != match.unit.place
    ] == []
    if GIVEN.is_file():
        copy = shutil.copy(GIVEN, tmp_path / "given.jsonl")
        shipped, given = (_run(tmp_path / "graph", path).output for path in (SHIPPED, copy))
        assert shipped == given


@pytest.mark.real
def test_readme_quotes_what_evaluate_prints(reports: list[Path], tmp_path: Path) -> None:
    """The tables that the README quotes are those that the command prints for the shipped gold."""
    build_graph(reports, tmp_path / "graph", settings=Settings())
    printed = _run(tmp_path / "graph", SHIPPED).output
    readme = README.read_text(encoding="utf-8")
    section = readme.partition("## How good it is\n")[2].partition("\n## ")[0]
    tables = [block for block in section.split("\n\n") if block.startswith("| ")]
    quoted = [block for block in tables if not block.startswith("| measure ")]
    assert len(quoted) == 3
    assert [block for block in quoted if f"\n\n{block}\n\n" not in printed] == []
