"""The frameworks as the ontology has them."""

from __future__ import annotations

from findings_graph.reading.frameworks import load_frameworks, standard_names


def test_frameworks_have_their_standards_and_maximum() -> None:
    """Three points for each rated standard."""
    frameworks = load_frameworks()
    rated = {
        notation: [standard.number for standard in framework.standards if standard.rated]
        for notation, framework in frameworks.items()
    }
    assert rated == {
        "2021": ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5"],
        "2023": ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4"],
    }
    assert {n: f.maximum for n, f in frameworks.items()} == {"2021": 27, "2023": 21}


def test_frameworks_find_a_standard_by_any_name() -> None:
    """In any case; one name is another standard's number elsewhere."""
    frameworks = load_frameworks()
    numbers = []
    for framework in frameworks.values():
        standard = framework.standard_named("ASSESSMENT")
        assert standard is not None
        numbers.append(standard.number)
    assert numbers == ["2.2", "2.1"]
    assert frameworks["2023"].standard_named("Court work") is None
    assert frameworks["2023"].standard("2.5") is None


def test_frameworks_number_their_questions_in_order() -> None:
    """From one, in each standard of domain two."""
    for framework in load_frameworks().values():
        for standard in framework.standards:
            numbers = [question.number for question in standard.questions]
            assert numbers == list(range(1, len(numbers) + 1))
            assert bool(numbers) == standard.number.startswith("2")


def test_frameworks_share_names() -> None:
    """Names of both are known as headings."""
    assert {"leadership", "staff", "staffing", "court work"} <= standard_names()
