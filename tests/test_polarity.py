"""Polarity: the contrast traps, the call's offsets and sentences, and the rule file."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from findings_graph.judgement.polarity import PolarityCall, judge_polarity
from findings_graph.judgement.polarity_cues import expand, load_cues
from findings_graph.judgement.polarity_model import describe, measure_reach
from findings_graph.judgement.polarity_shares import find_shares
from findings_graph.judgement.polarity_weighing import CueWeigher
from findings_graph.judgement.word_weights import read_words
from training.polarity_gold import read_labels

TRAPS = Path(__file__).with_name("polarity_traps.csv")
VALUES = {"strength", "improvement", "mixed", "neutral"}

# Half of the traps was written before any rule, half after the first rules; each was scored for the
# first time on 22 November 2026: 105 of 120 and 99 of 120 sentences. The pairs marked `rule`
# were written with the rule that they hold in place.


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return the pipeline that the component runs in."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("finding_polarity")
    return pipeline


def read_traps() -> list[dict[str, str]]:
    """Return the pairs of sentences."""
    with TRAPS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judge(nlp: Language, text: str) -> PolarityCall:
    """Return the call that the component stores for a text."""
    call = nlp(text)._.polarity
    assert isinstance(call, PolarityCall)
    return call


def test_traps_are_pairs_that_turn_the_answer() -> None:
    """A pair has two sentences and, but for pairs that test one answer two ways, two answers."""
    traps = read_traps()
    assert len(traps) >= 120
    assert {trap["written"] for trap in traps} == {"before", "after", "rule"}
    for trap in traps:
        assert {trap["first_polarity"], trap["second_polarity"]} <= VALUES
        assert trap["first"] != trap["second"]
    same = [t["pair"] for t in traps if t["first_polarity"] == t["second_polarity"]]
    assert same == []


def test_traps_are_judged(nlp: Language) -> None:
    """At least 95 of a hundred sentences of the traps get their answer."""
    wrong = [
        (trap["pair"], trap[side])
        for trap in read_traps()
        for side in ("first", "second")
        if judge(nlp, trap[side]).value != trap[f"{side}_polarity"]
    ]
    assert len(wrong) <= 0.05 * 2 * len(read_traps()), wrong


def test_call_names_the_cue_and_the_sentences(nlp: Language) -> None:
    """Offsets are those of the text, half-open; each sentence has its own value."""
    text = "Inductions were excellent. Plans were sufficient in only 12 out of 40 cases."
    call = judge(nlp, text)
    assert call.value == "mixed"
    assert text[call.start : call.end] == "in only 12 out of 40"
    assert [(text[a:b], value) for a, b, value in call.sentences] == [
        ("Inductions were excellent.", "strength"),
        ("Plans were sufficient in only 12 out of 40 cases.", "improvement"),
    ]
    assert call.component == "finding_polarity"


def test_neutral_text_has_no_cue(nlp: Language) -> None:
    """Where nothing is judged, nothing is pointed at."""
    call = judge(nlp, "The PDU has four offices.")
    assert (call.value, call.start, call.end) == ("neutral", 0, 0)


@pytest.mark.parametrize("text", ["", " ", "…", "%", "12 out of 0 cases."])
def test_odd_texts_are_neutral(nlp: Language, text: str) -> None:
    """Texts without words are no judgement and no error."""
    assert judge(nlp, text).value == "neutral"


def test_words_that_turn_the_value_are_shown(nlp: Language) -> None:
    """Where the words decide against the cues, or without any, the few that speak most are the evidence."""
    text = (
        "The unit holds data on the ethnicity of its caseload and had begun to compare breach rates"
    )
    call = judge(nlp, text)
    assert (call.value, call.component) == ("strength", "finding_polarity_words")
    shown = text[call.start : call.end]
    assert 1 <= len(shown.split()) <= 6
    assert f" {shown} " in f" {text} "


def test_words_shown_are_whole_and_in_one_sentence(nlp: Language) -> None:
    """Evidence by words begins and ends where words do, apostrophes and hyphens within them."""
    seen = 0
    for finding in read_labels()[::6]:
        doc = nlp(finding.text)
        call = doc._.polarity
        if call.component != "finding_polarity_words":
            continue
        seen += 1
        assert call.start < call.end
        assert any(a <= call.start and call.end <= b for a, b, _ in call.sentences)
        around = finding.text[call.start - 1 : call.start + 1] if call.start else " a"
        assert not re.fullmatch(r"[\w'’-]\w", around), finding.text[call.start : call.end]
        assert not re.match(r"\w[\w]|\w['’-]\w", finding.text[call.end - 1 : call.end + 2])
    assert seen > 20


def test_features_come_in_one_order(nlp: Language) -> None:
    """Sums of floats depend on their order, which no set may give."""
    weigher = CueWeigher(spacy.blank("en"))
    text = "Plans were weak. Inductions were excellent. The unit has two offices."
    names = list(describe(weigher.weigh(nlp(text))))
    shares = [name for name in names if name.startswith("share")]
    assert shares == ["share strength", "share improvement", "share neutral"]


def test_long_praise_stays_praise(nlp: Language) -> None:
    """More sentences of one kind turn nothing."""
    assert judge(nlp, " ".join(["Inductions were excellent."] * 40)).value == "strength"


def test_words_speak_as_far_as_they_reach() -> None:
    """In a short text the cues say nearly all."""
    assert measure_reach(Counter({"plan": 3, "plan plan": 2})) == 0.1
    assert measure_reach(Counter({"plan": 90})) == 1.0


def test_part_of_a_document_has_its_own_words(nlp: Language) -> None:
    """A span made a document does not keep the words of the whole."""
    doc = nlp("Workloads were unmanageable. Support was excellent.")
    part = list(doc.sents)[1].as_doc(copy_user_data=True)
    assert read_words(part).text == "Support was excellent."


def test_function_and_component_agree(nlp: Language) -> None:
    """`judge_polarity` says what the component stores, for a document of another pipeline too."""
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    text = "Although staff were keen, supervision was rarely offered."
    assert judge_polarity(other(text)) == judge(nlp, text)


def test_component_declares_what_it_needs(nlp: Language) -> None:
    """The factory says what it requires and assigns."""
    meta = nlp.get_factory_meta("finding_polarity")
    assert meta.requires == ["token.is_sent_start"]
    assert meta.assigns == ["doc._.polarity"]


@pytest.mark.parametrize(
    ("text", "value", "limited"),
    [
        ("in 38 per cent of cases", 0.38, False),
        ("in only 38% of cases", 0.38, True),
        ("Seventy-one per cent of plans", 0.71, False),
        ("three out of the 12 reports", 0.25, False),
        ("no more than two of 16 cases", 0.125, True),
        ("no fewer than 27 of the 30", 0.9, False),
        ("two-thirds of staff", 2 / 3, False),
        ("just over half of the plans", 0.53, False),
        ("fewer than half of the plans", 0.47, True),
        ("one in five reviews", 0.2, False),
    ],
)
def test_share_is_read(text: str, value: float, *, limited: bool) -> None:
    """Percentages, N out of M and fractions are shares; "only" and its like limit them."""
    (share,) = find_shares(text)
    assert share.value == pytest.approx(value)
    assert share.limited == limited


def test_a_later_count_is_out_of_the_whole_before_it() -> None:
    """A count that follows a whole, or another count out of it, is a share of that whole."""
    shares = find_shares("A visit was needed in 40 cases and made in 10. Plans named it in five.")
    assert [(share.value, share.limited) for share in shares] == [(0.25, False)]
    shares = find_shares("Risk was seen in 42 of 60 cases, but planned for in only 15 of them.")
    assert [(share.value, share.limited) for share in shares] == [(0.7, False), (0.25, True)]


@pytest.mark.parametrize("text", ["three in 2023", "12 out of 0", "42 of the 40", "a third party"])
def test_other_numbers_are_no_shares(text: str) -> None:
    """Years, impossible fractions and ordinals are left alone."""
    assert find_shares(text) == []


def test_braces_write_a_phrase_out() -> None:
    """Each alternative in turn, nested ones too."""
    assert expand("{very |}{poor{|ly}|weak}") == [
        "poor",
        "poorly",
        "very poor",
        "very poorly",
        "very weak",
        "weak",
    ]


def test_a_phrase_under_two_cues_is_an_error(tmp_path: Path) -> None:
    """The message names the phrase and both cues."""
    path = tmp_path / "rules.toml"
    path.write_text(
        '[[cue]]\nid = "a"\nkind = "strength"\nphrases = ["well"]\n'
        '[[cue]]\nid = "b"\nkind = "shortfall"\nphrases = ["{well|ill}"]\n'
    )
    with pytest.raises(ValueError, match="'well' stands under 'a' and 'b'"):
        load_cues(path)


def test_every_cue_has_a_known_kind() -> None:
    """A kind that no code hears would be a rule without effect."""
    assert {cue.kind for cue in load_cues().cues} == {
        "strength",
        "practice",
        "opinion",
        "shortfall",
        "negation",
        "partial",
        "relief",
        "rise",
        "burden",
        "asset",
        "low",
        "high",
        "only",
        "contrast",
        "concession",
        "condition",
        "boundary",
        "purpose",
        "unreal",
        "frame",
        "principle",
        "neutral",
    }
