"""The scorer: what it counts as right, missing, extra, of another text, or at another place."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from findings_graph.asking.store import open_graph
from findings_graph.errors import FindingsError
from findings_graph.quality.scoring import (
    KINDS,
    Fact,
    Kind,
    NoTruth,
    Score,
    as_table,
    compare,
    main,
    read_graph,
    read_truth,
    score,
)

SMALL = Path(__file__).parent / "queries" / "small.trig"
HEADERS = {
    "inspections": "inspection,value_of,value,basis,start,end",
    "ratings": "inspection,standard,rating,points,start,end",
    "key-questions": "inspection,standard,question_number,percentage,start,end",
    "annexe-questions": "inspection,standard,position_in_table,percentage,question_sha256,start,end",
    "recommendations": "inspection,number,addressee,sha256,start,end",
    "recommendation-progress": "inspection,number,progress,recommendation_sha256,text_sha256",
    "findings": "inspection,section,heading_polarity,sha256,start,end",
    "quotations": "inspection,section,speaker,sha256,start,end",
    "provisions": "inspection,provider,service,commissioned,start,end",
    "places": "inspection,kind,name,code,start,end",
    "gaps": "inspection,what,reason",
}
PASSAGE = Kind("findings", "", ("sha256",), ("section",), ("sha256",), exact=True)
VALUE = Kind("ratings", "", ("standard",), ("rating",))

MENDED = 'mend the "old" system, soon'


def sha(text: str) -> str:
    """Return the hash that stands for a text."""
    return hashlib.sha256(text.encode()).hexdigest()


TRUTH = {
    "inspections": [
        "ambleford-2022,pdu,Ambleford,report,,",
        "ambleford-2022,region,Lakeland and Fells,report,,",
        "ambleford-2022,framework,2021,report,,",
        "ambleford-2022,fieldworkStart,2022-03,report,,",
        "ambleford-2022,overallRating,Inadequate,report,,",
        "ambleford-2022,score,3,report,,",
        "ambleford-2022,maximumScore,27,report,,",
    ],
    "ratings": ["ambleford-2022,2.2,Inadequate,0,,"],
    "key-questions": ["ambleford-2022,2.2,1,48,,"],
    "annexe-questions": [f"ambleford-2022,2.2,1,37.5,{sha('Was the home visited?')},,"],
    "recommendations": [
        f"ambleford-2022,1,Ambleford,{sha('lower the load of managers')},,",
        f"ambleford-2022,2,HMPPS,{sha(MENDED)},,",
    ],
    "recommendation-progress": [
        f"ambleford-2022,1,Some progress,{sha('hire more staff')},{sha('Two came.')}"
    ],
    "findings": [
        f"ambleford-2022,1.2,,{sha('Managers had too much to do.')},,",
        f"ambleford-2022,2,,{sha('Nothing is judged here.')},,",
    ],
    "quotations": [],
    "provisions": [],
    "places": [],
    "gaps": [],
}


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Return a folder of truth about one inspection of the small graph."""
    folder = tmp_path / "truth"
    folder.mkdir()
    for name, header in HEADERS.items():
        (folder / f"{name}.csv").write_text("\n".join([header, *TRUTH[name]]) + "\n", "utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace words of one file of truth."""
    path = folder / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def fact(*key: str, values: tuple[str, ...] = (), place: tuple[int, int] | None = None) -> Fact:
    """Return a fact of one inspection whose text is its key."""
    return Fact(("here", *key), values, key[-1:], () if place is None else (place,))


def test_scoring_kinds_are_those_of_the_truth() -> None:
    """Each kind has a file, and each file that is scored a kind."""
    assert [kind.name for kind in KINDS] == list(HEADERS)


def test_scoring_finds_everything_right(truth: Path) -> None:
    """A graph that holds exactly the truth is complete, kind by kind."""
    scores = score(open_graph(SMALL), truth)
    assert [(one.kind, one.faults) for one in scores] == [(kind.name, ()) for kind in KINDS]
    assert [one.expected for one in scores] == [len(TRUTH[kind.name]) for kind in KINDS]
    assert all(one.complete for one in scores)


def test_scoring_leaves_out_inspections_it_does_not_know(truth: Path) -> None:
    """Facts of an inspection that the reader has not read are not extra."""
    scores = score(open_graph(SMALL), truth)
    assert sum(one.extra for one in scores) == 0


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            "inspections",
            "framework,2021",
            "framework,2023",
            "ambleford-2022 framework: 2021, report; expected 2023, report",
        ),
        (
            "ratings",
            "Inadequate,0",
            "Good,2",
            "ambleford-2022 2.2: Inadequate, 0; expected Good, 2",
        ),
        ("key-questions", "1,48", "1,49", "ambleford-2022 2.2 1: 48; expected 49"),
        (
            "recommendations",
            "2,HMPPS",
            "2,Ambleford",
            "ambleford-2022 2: HMPPS; expected Ambleford",
        ),
        (
            "recommendation-progress",
            "Some",
            "No",
            "ambleford-2022 1: Some progress; expected No progress",
        ),
    ],
)
def test_scoring_tells_a_wrong_value(
    truth: Path, name: str, old: str, new: str, fault: str
) -> None:
    """A value that differs is neither missing nor extra: it is not right."""
    change(truth, name, old, new)
    (one,) = [one for one in score(open_graph(SMALL), truth) if one.kind == name]
    assert one.faults == (fault,)
    assert (one.right, one.missing, one.extra) == (one.expected - 1, 0, 0)
    assert not one.complete


def test_scoring_reads_hashes_in_the_place_of_texts(truth: Path, tmp_path: Path) -> None:
    """A graph without text is scored by the hashes it has instead."""
    words = "Managers had too much to do."
    graph = SMALL.read_text("utf-8")
    assert f'pf:text "{words}"@en' in graph
    built = tmp_path / "graph.trig"
    built.write_text(graph.replace(f'pf:text "{words}"@en', f'pf:textHash "{sha(words)}"'), "utf-8")
    assert all(one.complete for one in score(open_graph(built), truth))


def test_scoring_tells_missing_and_extra(truth: Path) -> None:
    """A fact under another key is missing here and extra there."""
    change(truth, "ratings", "2.2", "2.3")
    (one,) = [one for one in score(open_graph(SMALL), truth) if one.kind == "ratings"]
    assert one == Score(
        "ratings",
        expected=1,
        right=0,
        missing=1,
        extra=1,
        texts=None,
        places=0,
        faults=("ambleford-2022 2.2: extra, at no place", "ambleford-2022 2.3: missing"),
    )


def test_compare_matches_a_misread_text_by_its_place() -> None:
    """A finding read with other words, where the reader's stands, is one fault: its text."""
    wanted = fact("whole text", values=("1.1",), place=(10, 50))
    got = fact("whole text 3", values=("1.1",), place=(10, 50))
    one = compare(PASSAGE, [wanted], [got])
    assert (one.right, one.missing, one.extra, one.texts, one.places) == (1, 0, 0, 0, 1)
    assert one.faults == ("here whole text: another text, at 10-50; expected 10-50",)


def test_compare_wants_the_very_place_of_a_passage() -> None:
    """A passage's evidence is exactly the reader's; one character more is a fault."""
    one = compare(PASSAGE, [fact("text", place=(10, 50))], [fact("text", place=(8, 50))])
    assert (one.places, one.faults) == (0, ("here text: at 8-50; expected 10-50",))


@pytest.mark.parametrize(
    ("place", "places"), [((10, 20), 1), ((5, 40), 1), ((11, 20), 0), ((30, 40), 0), (None, 0)]
)
def test_compare_wants_a_value_inside_its_evidence(
    place: tuple[int, int] | None, places: int
) -> None:
    """A value's evidence may be wider than the reader's place, and must hold it."""
    assert (
        compare(VALUE, [fact("1.1", place=(10, 20))], [fact("1.1", place=place)]).places == places
    )


def test_compare_asks_for_no_place_where_the_reader_has_none() -> None:
    """What the report states in no words of its own may have evidence or none."""
    assert compare(VALUE, [fact("1.1")], [fact("1.1", place=(1, 2))]).complete


def test_compare_counts_a_fact_given_twice_as_extra() -> None:
    """The same fact a second time is one too many."""
    one = compare(VALUE, [fact("1.1")], [fact("1.1"), fact("1.1")])
    assert (one.right, one.extra, one.complete) == (1, 1, False)


def test_read_graph_gives_places() -> None:
    """A finding of the small graph comes with its evidence's characters."""
    kind = next(kind for kind in KINDS if kind.name == "findings")
    places = {fact.places for fact in read_graph(kind, open_graph(SMALL))}
    assert places == {(), ((500, 561),)}


def test_read_truth_names_what_is_wrong(truth: Path) -> None:
    """A missing file, a missing column and a place that is no number are errors of ours."""
    change(truth, "ratings", "standard", "norm")
    (truth / "gaps.csv").unlink()
    change(truth, "findings", ",,\n", ",here,there\n")
    for name in ("ratings", "gaps", "findings"):
        kind = next(kind for kind in KINDS if kind.name == name)
        with pytest.raises(NoTruth, match=f"{name}.csv"):
            read_truth(kind, truth)
    assert issubclass(NoTruth, FindingsError)


def test_scoring_refuses_truth_of_other_inspections(truth: Path) -> None:
    """Truth and graph must share an inspection."""
    for name in HEADERS:
        text = (truth / f"{name}.csv").read_text("utf-8")
        (truth / f"{name}.csv").write_text(
            text.replace("ambleford-2022", "elsewhere-2020"), "utf-8"
        )
    with pytest.raises(NoTruth, match="ambleford-2022"):
        score(open_graph(SMALL), truth)


def test_table_has_a_row_a_kind_and_a_line_a_fault(truth: Path) -> None:
    """The table shows the counts first, then each difference."""
    change(truth, "key-questions", "1,48", "1,49")
    lines = as_table(score(open_graph(SMALL), truth)).splitlines()
    assert [line.split()[0] for line in lines[1 : len(KINDS) + 1]] == list(HEADERS)
    assert lines[3].split() == ["key-questions", "1", "0", "0", "0", "1"]
    assert lines[len(KINDS) + 1 :] == ["key-questions: ambleford-2022 2.2 1: 48; expected 49"]


def test_main_exits_by_the_result(truth: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 where all is right, 1 where something differs, 2 where it cannot be told."""
    assert main([str(SMALL), str(truth)]) == 0
    change(truth, "key-questions", "1,48", "1,49")
    assert main([str(SMALL), str(truth)]) == 1
    assert main([str(SMALL)]) == 2
    assert main([str(SMALL), str(truth / "none")]) == 2
    assert main([str(truth / "none"), str(truth)]) == 2
    assert "usage: " in capsys.readouterr().err


def test_real_truth_holds_no_text() -> None:
    """The truth has names, figures, hashes and offsets, and no run of words."""
    for path in (Path(__file__).parent / "real").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        assert max(len(cell.split()) for cell in cells) <= 6, path.name
