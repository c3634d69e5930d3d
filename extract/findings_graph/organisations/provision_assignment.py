"""Providers that no form of words ties: the service said nearest to each, in its sentence or in the one beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import Clause, Tie
from findings_graph.organisations.provision_nearest import own_services
from findings_graph.organisations.provision_ordinals import tells_order, tie_by_order
from findings_graph.organisations.provision_sentences import Sentence, read_sentence, says_nothing
from findings_graph.organisations.service_signs import find_signs
from findings_graph.organisations.sign_rules import SignRules, sign_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns

_INHERITS = re.compile(
    r"\b(?:by|from|through|via|or|latter|other|second|sub-?contract\w*[^,.;]{0,30} to)(?: the)? $"
)
_BESIDE = re.compile(r"(?:\band|,)(?: the)? $")
_PLACED = re.compile(r" in [A-Z]")
_AS = re.compile(
    r",? as (?:an?|the|its|their) (?:\w+ ){0,2}(?:partner|provider|contractor|supplier)\b"
)
_SAME = re.compile(
    r" (?:has|does|did|had|holds?|runs?|ran|provides?|delivers?|offers?) (?:it|so|this|the same)\b"
)
_ANY = frozenset({"women", "personal-wellbeing"})
_VERB = re.compile(r"\b(?:but|did not|while|although|however|whereas)\b")
_MEANT = 2
"""As many sentences on as one may still go on about a provider."""


def assign(
    sentences: Sequence[Clause],
    names: ProviderNames,
    patterns: Patterns,
    tied: dict[str, list[str]],
) -> Iterator[Tie]:
    """Yield a tie of each provider that is not tied yet to the service said nearest to it.

    Args:
        sentences: the sentences of one passage.
        names: the names known so far.
        patterns: what else tells a provider from another name.
        tied: paths of the providers that a form of words has tied in this passage, with their services.
    """
    rules = sign_rules()
    done: set[str] = set()
    read = [read_sentence(sentence, names, patterns, rules) for sentence in sentences]
    for number, sentence in enumerate(read):
        ordered = list(_by_order(read, number))
        yield from ordered
        if ordered:
            done |= {tie.provider.body.path for tie in ordered}
            continue
        before: list[str] = []
        claimed: set[int] = set()
        for place, group in enumerate(sentence.groups):
            known = [kind for m in group for kind in tied.get(m.body.path, [])]
            if all(m.body.path in tied for m in group):
                before = known
                claimed |= _taken(sentence, place, known)
                continue
            if says_nothing(read, number, group, patterns, rules):
                continue
            own = own_services(sentence, place, claimed, rules)
            kinds = list(dict.fromkeys(service.service for service in own))
            gap = (
                sentence.text[sentence.groups[place - 1][-1].end : group[0].start] if place else ""
            )
            if (
                before
                and all(service.weak for service in own)
                and (_INHERITS.search(gap) or _shares(sentence.text, group, gap))
                and not _VERB.search(gap)
            ):
                kinds = before
            claimed |= {service.start for service in own}
            if all(service.weak for service in own):
                kinds = (
                    _named_for(sentence.text, group, patterns, rules)
                    or _topic_instead(read, number, kinds)
                    or kinds
                    or _beside(read, number, place, rules)
                )
                kinds = [] if own and group[0].body.path in done else kinds
            before = kinds or before
            each = len(group) > 1 and len(kinds) > 1  # `staff from P and Q … with S or T needs`
            for order, mention in enumerate(group):
                if mention.body.path not in tied:
                    for kind in kinds[order : order + 1] if each else kinds:
                        done.add(mention.body.path)
                        yield _tie(mention, kind, sentence.offset)
    if not done and not tied:
        yield from _lone(read, patterns, rules)


def _lone(read: list[Sentence], patterns: Patterns, rules: SignRules) -> Iterator[Tie]:
    """Tie the one registered provider and the one service of a passage, whatever parts them."""
    named = [
        (number, group, sentence)
        for number, sentence in enumerate(read)
        for group in sentence.groups
    ]
    kinds = {s.service for sentence in read for s in sentence.services if not s.weak}
    if len(kinds) != 1 or len({m.body.path for _, group, _ in named for m in group}) != 1:
        return
    number, group, sentence = named[0]
    if group[0].body.registered and not says_nothing(read, number, group, patterns, rules):
        yield _tie(group[0], kinds.pop(), sentence.offset)


def _shares(text: str, group: list[ProviderMention], gap: str) -> bool:
    """Tell whether a run of providers does elsewhere, or as a partner, what the one before it does."""
    end = group[-1].end
    return bool(
        (_BESIDE.search(gap) and _PLACED.match(text, end))
        or _SAME.match(text, end)
        or (gap.endswith("with ") and _AS.match(text, end))
    )


def _by_order(read: list[Sentence], number: int) -> Iterator[Tie]:
    """Yield what a sentence ties by the order in which the one before it names providers or services."""
    sentence = read[number]
    last = read[number - 1] if number else Sentence("", 0, [], [], goes_on=False)
    for provider, service, place in tie_by_order(
        sentence.text,
        [m for group in last.groups for m in group],
        list({s.service: s for s in last.strong()}.values()),
        [m for group in sentence.groups for m in group],
        sentence.strong(),
    ):
        where = sentence.offset + place
        yield Tie(replace(provider, start=where, end=where), service, where, where + 1, "ordered")


def _tie(mention: ProviderMention, service: str, offset: int) -> Tie:
    """Tie a provider to a service, with places in the passage."""
    moved = replace(mention, start=mention.start + offset, end=mention.end + offset)
    return Tie(moved, service, moved.start, moved.end, "assigned")


def _offers(text: str, group: list[ProviderMention], patterns: Patterns, rules: SignRules) -> bool:
    """Tell whether a sentence says that those it names give anything, whatever it is."""
    rest = text[: group[0].start] + text[group[-1].end :]
    return patterns.presents(text) or bool(rules.serving.search(rest))


def _topic_instead(read: list[Sentence], number: int, kinds: list[str]) -> list[str]:
    """Return the service of the sentence before where what is done might serve any: a walking group for mental health."""
    if not number or not kinds or not _ANY.issuperset(kinds) or read[number - 1].groups:
        return []
    return [s.service for s in read[number - 1].topic()[:1] if not s.weak]


def _named_for(
    text: str, group: list[ProviderMention], patterns: Patterns, rules: SignRules
) -> list[str]:
    """Return the service that a provider's very name tells: `Marl Recovery Partnership`."""
    if len(group) > 1 or not _offers(text, group, patterns, rules):
        return []
    kinds = {sign.service for sign in find_signs(text[group[0].start : group[0].end])}
    return sorted(kinds) if len(kinds) == 1 and "other" not in kinds else []


def _taken(sentence: Sentence, place: int, kinds: list[str]) -> set[int]:
    """Return where the services stand that a form of words has tied to a run of providers."""
    group = sentence.groups[place]
    start = sentence.groups[place - 1][-1].end if place else 0
    mine = [s for s in sentence.services if s.service in kinds]
    left = {s.start for s in mine if start <= s.start < group[0].start}
    return left or {s.start for s in mine if s.start > group[-1].start}


def _beside(read: list[Sentence], number: int, place: int, rules: SignRules) -> list[str]:
    """Return the one service of the sentence before, or of one behind that goes on about the provider."""
    sentence = read[number]
    end = sentence.groups[place][-1].end
    serves = (
        sentence.goes_on
        or rules.serving.search(sentence.text)
        or rules.kind.match(sentence.text, end)
        or rules.staff.match(sentence.text, end)
        or sentence.text.startswith("'s ", end)
    )
    if number and serves:
        before = read[number - 1]
        if (sentence.goes_on or not before.groups) and not rules.unreal.search(sentence.text):
            topic = before.topic()
            if topic:
                return [topic[0].service]
    if place + 1 == len(sentence.groups):
        for after in read[number + 1 : number + 1 + _MEANT]:
            if (
                not after.goes_on
                or after.groups
                or tells_order(after.text)
                or rules.unreal.search(after.text)
            ):
                break
            runs = after.between(0, len(after.text))
            if runs:
                return list(dict.fromkeys(service.service for service in runs[0]))
    return []
