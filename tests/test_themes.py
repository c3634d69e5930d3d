"""Themes: the phrase language, each kind of rule, claims against passing mentions, the component."""

from __future__ import annotations

import csv
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import spacy
from rdflib import Graph
from rdflib.namespace import SKOS

from findings_graph.judgement.claims import LEAST_COMPANY, company_of, weigh
from findings_graph.judgement.cues import CueFinder, Rule, fold, load_rules
from findings_graph.judgement.pipeline import load_pipeline, read_finding
from findings_graph.judgement.theme_candidates import Candidate, ThemeProposer, bounded
from findings_graph.judgement.themes import (
    BY_WORDS,
    COMPONENT,
    MOST_THEMES,
    find_themes,
)
from findings_graph.judgement.word_weights import (
    Stemmer,
    Words,
    find_sentences,
    find_strongest,
    load_word_weights,
    stem,
)
from findings_graph.resources import find


def themes_of(text: str, section: str = "") -> set[str]:
    """Return the themes that the pipeline gives a finding."""
    return {hit.theme for hit in find_themes(read_finding(text, section=section))}


def make_rule(*phrases: str, near: str | None = None, unless: str | None = None) -> Rule:
    """Make a rule of our own for the phrase language."""
    return Rule(
        name="test#1",
        theme="workload",
        reason="for this test",
        weight=3,
        phrases=phrases,
        near=re.compile(near) if near else None,
        unless=re.compile(unless) if unless else None,
    )


def cues_of(rule: Rule, text: str) -> list[str]:
    """Return the words that a rule's phrases find in a text of one sentence."""
    folded = fold(text)
    return [folded[c.start : c.end] for c in CueFinder([rule]).find(folded, [(0, len(folded))])]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("home visit*", "Home visits were rare.", ["home visits"]),
        ("home visit*", "Visits were made to the home office.", []),
        ("(poor|weak) plan*", "There was weak planning.", ["weak planning"]),
        ("(poor|weak) plan*", "There was good planning.", []),
        ("change (of)? officer*", "Each change officers made helped.", ["change officers"]),
        ("change (of)? officer*", "A change of officer was rare.", ["change of officer"]),
        ("plan ~ harm", "A plan to manage their harm.", ["plan to manage their harm"]),
        ("plan ~ harm", "A plan that did not speak at all of harm.", []),
        (
            "plan ~~ harm",
            "A plan that did not speak at all of harm.",
            ["plan that did not speak at all of harm"],
        ),
        ("plan ~~ harm", "A plan; later there was harm.", []),
        ("one to one", "In one-to-one sessions.", ["one-to-one"]),
        ("officers?", "An officer and two officers.", ["officer", "officers"]),
        ("over # per cent", "They were over 110 per cent.", ["over 110 per cent"]),
        ("women's centre", "The women’s centre was open.", ["women's centre"]),
    ],
)
def test_phrase_finds_its_words_and_no_others(phrase: str, text: str, found: list[str]) -> None:
    """The phrase language means what the head of `themes_context.toml` says."""
    assert cues_of(make_rule(phrase), text) == found


@pytest.mark.parametrize("phrase", ["(the)? office", "~ office", "(office", ""])
def test_phrase_must_begin_with_a_word(phrase: str) -> None:
    """A phrase that could begin anywhere is refused when the rules are read, with its text."""
    with pytest.raises(ValueError, match="must begin with a word"):
        CueFinder([make_rule(phrase)])


def test_near_asks_for_a_word_of_the_same_sentence() -> None:
    """`near` holds a rule back where its sentence lacks the word."""
    rule = make_rule("supervision", near=r"\bstaff\b")
    assert cues_of(rule, "Supervision of staff was regular.") == ["supervision"]
    assert cues_of(rule, "Supervision was regular.") == []


def test_unless_holds_a_rule_back() -> None:
    """`unless` holds a rule back where its sentence has the word."""
    rule = make_rule("supervision", unless=r"\bpost-release\b")
    assert cues_of(rule, "Supervision was regular.") == ["supervision"]
    assert cues_of(rule, "Post-release supervision was regular.") == []


def test_fold_moves_no_character() -> None:
    """Offsets in folded text are offsets in the text, whatever its letters."""
    text = "İstanbul’s “CAFÉ” – Ærø"
    assert len(fold(text)) == len(text)
    assert fold("Women’s") == "women's"


def test_narrower_cue_hides_the_broader_inside_it() -> None:
    """An enquiry about domestic abuse is no second claim about domestic abuse."""
    text = "Domestic abuse enquiries came back late."
    proposed = {c.theme for c in ThemeProposer().propose(text, [(0, len(text))], "2.1")}
    assert "domestic-abuse-checks" in proposed
    assert "domestic-abuse" not in proposed


def test_panel_name_is_no_assessment() -> None:
    """The words of a panel's name speak for the panel only."""
    text = "Practitioners prepared well for multi-agency risk assessment conferences."
    proposed = {c.theme for c in ThemeProposer().propose(text, [(0, len(text))], "1.3")}
    assert "public-protection-arrangements" in proposed
    assert "risk-of-harm-assessment" not in proposed


@pytest.mark.parametrize(
    ("section", "text", "themes"),
    [
        (
            "1.2",
            "Workloads were far too high and most officers could not manage them.",
            {"workload"},
        ),
        (
            "1.2",
            "Eleven of the forty officer posts were vacant, and recruitment had stalled.",
            {"recruitment-and-retention"},
        ),
        (
            "1.2",
            "Mandatory training had been completed by only a third of practitioners.",
            {"training-and-development"},
        ),
        ("1.2", "Sickness had risen to 16 days for each member of staff.", {"sickness-absence"}),
        (
            "1.2",
            "Oversight of cases by managers was ineffective in 30 out of 44 cases.",
            {"management-oversight"},
        ),
        ("1.2", "Reasonable adjustments for staff took more than a year.", {"workforce-diversity"}),
        ("1.3", "Too few men completed an accredited programme.", {"accredited-programmes"}),
        ("1.3", "Unpaid work was well run and placements were varied.", {"unpaid-work"}),
        (
            "1.3",
            "Home visits were made in only six of the 31 cases that needed one.",
            {"home-visits"},
        ),
        (
            "1.3",
            "Judges and magistrates praised the quality of pre-sentence reports.",
            {"courts-and-sentencers"},
        ),
        (
            "1.3",
            "The integrated offender management team was strong.",
            {"integrated-offender-management"},
        ),
        (
            "diversity",
            "Interpreters were hard to find for foreign nationals.",
            {"foreign-nationals"},
        ),
        (
            "diversity",
            "There was no service for Black and minority ethnic people on probation.",
            {"ethnicity"},
        ),
        (
            "2.2",
            "Contingency plans were missing from half of the cases.",
            {"risk-management-planning"},
        ),
        (
            "2.3",
            "Too little was done to protect actual and potential victims.",
            {"victim-protection"},
        ),
    ],
)
def test_claim_earns_its_theme(section: str, text: str, themes: set[str]) -> None:
    """A judgement or a figure about a thing earns its theme and no other."""
    assert themes_of(text, section) == themes


@pytest.mark.parametrize(
    ("section", "text", "themes"),
    [
        ("2.1", "Checks on domestic abuse were made in most cases.", {"domestic-abuse-checks"}),
        (
            "2.1",
            "Domestic abuse information was only used in 12 out of 40 assessments.",
            {"domestic-abuse-checks"},
        ),
        (
            "1.3",
            "Referrals to CRS providers for accommodation were low.",
            {"accommodation", "commissioned-rehabilitative-services"},
        ),
    ],
)
def test_checks_and_pathways_follow_the_guidelines(
    section: str, text: str, themes: set[str]
) -> None:
    """Asking for and using information are both checks; a pathway stands beside its contract."""
    assert themes_of(text, section) >= themes


@pytest.mark.parametrize(
    ("section", "text", "passing"),
    [
        (
            "1.1",
            "The head of the unit had a clear vision, which she set out at meetings with the police.",
            "police-partnership",
        ),
        (
            "1.3",
            "The hub was popular, and was also used by groups such as a drug charity, a housing team and a college.",
            "education-training-employment",
        ),
        ("1.2", "In too many cases, managers' oversight was poor.", "workload"),
        (
            "2.3",
            "Practitioners did not take account of barriers to compliance such as child care.",
            "finance-benefit-debt",
        ),
    ],
)
def test_passing_mention_earns_nothing(section: str, text: str, passing: str) -> None:
    """A word mentioned on the way to another claim earns no theme."""
    assert passing not in themes_of(text, section)


def test_text_without_any_cue_has_no_theme() -> None:
    """Where nothing speaks for a theme, none is guessed."""
    assert find_themes(read_finding("The sun rose.", section="1.1")) == []
    assert find_themes(read_finding("", section="1.1")) == []


def test_hit_shows_the_cue_and_the_component() -> None:
    """The offsets of a hit cut the cue out of the very text given."""
    text = "Staff said that – on the whole – workloads were too high."
    (hit,) = find_themes(read_finding(text, section="1.2"))
    assert (hit.theme, hit.component) == ("workload", "finding_themes")
    assert "workload" in text[hit.start : hit.end]


def test_finding_has_six_themes_at_most() -> None:
    """A finding that judges everything keeps the best six."""
    text = (
        "Workloads were too high. Sickness was too high. Recruitment was poor. Training was poor. "
        "Unpaid work was poor. Accommodation was poor. Home visits were poor. Accredited programmes "
        "were poor. Court reports were poor."
    )
    assert len(themes_of(text, "1.2")) <= MOST_THEMES


def test_find_themes_without_the_component_names_the_remedy() -> None:
    """A document that never passed through the component is an error, not an empty answer."""
    with pytest.raises(ValueError, match="finding_themes"):
        find_themes(spacy.blank("en")("Workloads were high."))


def test_component_declares_what_it_requires_and_assigns() -> None:
    """No component's needs are unmet, as spaCy sees it."""
    nlp = load_pipeline()
    assert "finding_themes" in nlp.pipe_names
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())
    assert nlp.get_pipe_meta("finding_themes").assigns == ["doc._.theme_hits"]


def test_sentences_are_those_of_spacy() -> None:
    """The faster reading of sentence extents agrees with `doc.sents`."""
    doc = load_pipeline()("One here. Two there? Three.")
    assert find_sentences(doc) == [(s.start_char, s.end_char) for s in doc.sents]


def test_every_rule_has_a_known_theme_a_reason_and_a_weight() -> None:
    """A mistyped theme, a silent rule or a missing weight fails here."""
    known = set(ThemeProposer().broader)
    for rule in load_rules():
        assert rule.reason, rule.name
        assert rule.theme in known | {""}, rule.name
        assert rule.weight in ({1, 2, 3} if rule.theme else {0}), rule.name
        assert rule.hides <= known, rule.name


def test_every_theme_has_a_rule() -> None:
    """No concept of the scheme is out of reach."""
    assert {rule.theme for rule in load_rules()} - {""} == set(ThemeProposer().broader)


def test_tree_is_that_of_the_ontology() -> None:
    """The tree of themes beside the rules is the ontology's."""
    graph = Graph().parse(find("ontology") / "themes.ttl")
    notation = {concept: str(value) for concept, value in graph.subject_objects(SKOS.notation)}
    tree = {
        name: notation.get(broader, "") if (broader := graph.value(concept, SKOS.broader)) else ""
        for concept, name in notation.items()
        if (concept, SKOS.inScheme, None) in graph
    }
    assert ThemeProposer().broader == tree


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("assessments", "assess"),
        ("planning", "plann"),
        ("risks", "risks"),
        ("2024", "#"),
        ("was", "was"),
    ],
)
def test_stem_cuts_common_endings_of_long_words(word: str, stemmed: str) -> None:
    """Short words stay whole, since little would be left of them."""
    assert stem(word) == stemmed


def test_words_speak_for_their_theme() -> None:
    """The trained words prefer the theme that a finding is about, and are kept within bounds."""
    scores = load_word_weights("theme_words.npz").score(
        Stemmer().count(fold("Staff sickness was high."))
    )
    assert max(scores, key=lambda theme: scores[theme]) == "sickness-absence"
    assert bounded(50.0) == 3.0
    assert bounded(None) == -1.5


def test_words_propose_a_theme_that_no_cue_names() -> None:
    """A failing said without its usual words is found, and shows the few words that say it."""
    text = "Half of the desks stood empty because so many officers were off ill."
    hit = find_themes(read_finding(text))[0]
    assert (hit.theme, hit.component) == ("sickness-absence", BY_WORDS)
    assert "off ill" in text[hit.start : hit.end]
    (named,) = find_themes(read_finding("Home visits were rare."))
    assert (named.theme, named.component) == ("home-visits", COMPONENT)


def test_the_strongest_words_stand_in_one_sentence() -> None:
    """The words shown for a theme are at most six, in one sentence."""
    folded = fold("The plan was late. Staff sickness rose. The lift was slow.")
    sentences = [(0, 18), (19, 39), (40, 58)]
    words = Words(folded, folded, Stemmer().count(folded))
    weights = load_word_weights("theme_words.npz")
    start, end = find_strongest(weights, words, sentences, label="sickness-absence")
    assert 19 <= start < end <= 39
    assert "sickness" in folded[start:end]


def test_invented_findings_name_known_themes() -> None:
    """Training findings that we invented carry themes of the scheme."""
    known = set(ThemeProposer().broader)
    folder = Path(__file__).parents[1] / "extract" / "training"
    lines = [
        line
        for path in sorted(folder.glob("invented_*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for row in csv.reader(lines, delimiter="|", quoting=csv.QUOTE_NONE):
        assert {t.strip(" ()") for t in row[1].split(",")} - {""} <= known, row


def test_shipped_weights_name_known_features() -> None:
    """Weights for themes that do not exist would be dead."""
    source = files("findings_graph").joinpath("rules", "themes_weights.toml")
    weights = tomllib.loads(source.read_text(encoding="utf-8"))["weights"]
    known = set(ThemeProposer().broader)
    named = {f.split(" ")[1] for f in weights if f.startswith("theme ")}
    assert named <= known


def test_company_is_of_likely_candidates_and_not_of_itself() -> None:
    """A candidate's features are its own verdict and the others that are likely enough."""
    likely = {"workload": 0.5, "staffing": 0.9, "culture": LEAST_COMPANY}
    assert company_of("workload", likely) == {"alone": 0.0, "workload beside staffing": 0.9}


def test_candidate_gives_way_beside_a_likelier_one() -> None:
    """What another candidate says of one is weighed with its own verdict; alone, it stands."""
    alone = {"bias": 0.0, "theme casework-quality": 1.0, "theme risk-management-planning": 3.0}
    together = {
        "bias": 0.0,
        "alone": 1.0,
        "casework-quality beside risk-management-planning": -4.0,
    }
    quality = Candidate("casework-quality", (), {"theme casework-quality": 1.0})
    planning = Candidate("risk-management-planning", (), {"theme risk-management-planning": 1.0})
    by_itself = {c.theme: p for c, p in weigh([quality], alone, together)}
    beside = {c.theme: p for c, p in weigh([quality, planning], alone, together)}
    assert by_itself["casework-quality"] > 0.7
    assert beside["casework-quality"] < 0.1
    assert beside["risk-management-planning"] > 0.9
