"""The benchmark of validation measures what it says: the same results, from rules that are aimed otherwise."""

from __future__ import annotations

from rdflib import SH

from benchmarks.validate import LOOSE, renamed, rules
from findings_graph import resources
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import PREFIXES
from findings_graph.validation.graphs import from_light, from_rdflib
from findings_graph.validation.run import Checker
from test_shapes import BROKEN, batches, changed

CASES = [case for case in BROKEN if case["breaks"].split()[0] in LOOSE]


def test_loose_rules_find_what_the_anchored_ones_find() -> None:
    """Each rule, asked of each of its things, finds the same things wrong with the same messages."""
    shipped = load_vocabulary(resources.find("ontology"))
    vocabulary = from_light(triple for triples in shipped.values() for triple in triples)
    anchored, loose = (Checker(vocabulary, rules(loose=loose)) for loose in (False, True))
    broken = set()
    for cases in batches(list({case["breaks"]: case for case in CASES}.values())):
        graph = from_rdflib(changed(*cases))
        found = anchored.check(graph)
        wrong = {(result.shape, result.message, result.value) for result in found}
        others = loose.check(graph)
        assert {(result.shape, result.message, result.focus) for result in others} == wrong
        broken |= {result.shape_name for result in found}
    assert broken == set(LOOSE)


def test_loose_rules_have_other_targets() -> None:
    """No rule is left on the inspection, and all are there."""
    targets = set(rules(loose=True).objects(None, SH.targetClass))
    assert {str(target) for target in targets} == {
        PREFIXES[name.partition(":")[0]] + name.partition(":")[2]
        for names in LOOSE.values()
        for name in names
    }


def test_renamed_examples_are_other_inspections() -> None:
    """A graph under another name speaks of another inspection throughout."""
    text = "<https://a.example/inspection/one-2024> a <https://a.example/inspection/one-2024/x> ."
    found = dict(zip(range(2), renamed({"one-2024": text}), strict=False))
    assert [name for name, _ in found.values()] == ["one-0-2024", "one-1-2024"]
    assert found[1][1].count("/inspection/one-1-2024") == 2
