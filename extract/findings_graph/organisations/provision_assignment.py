"""Providers that no form of words ties: the service said nearest to each, in its sentence or in the one beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from findings_graph.organisations.provider_signs import AS_PROVIDER, BESIDE, PLACED
from findings_graph.organisations.provision_clauses import Clause, Tie
from findings_graph.organisations.provision_nearest import own_services
from findings_graph.organisations.provision_neighbours import (
    beside,
    named_for,
    speaks_of_women,
    topic_instead,
)
from findings_graph.organisations.provision_ordinals import tie_by_order
from findings_graph.organisations.provision_sentences import Sentence, read_sentences, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.service_signs import SignMention

_INHERITS = re.compile(
    r"\b(?:by|from|through|via|or|latter|other|second|sub-?contract\w*[^,.;]{0,30} to)(?: the)? $"
)
_SAME = re.compile(
    r" (?:has|does|did|had|holds?|runs?|ran|provides?|delivers?|offers?) (?:it|so|this|the same)\b"
)
_VERB = re.compile(r"\b(?:but|did not|while|although|however|whereas)\b")


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
    read = read_sentences(sentences, names, patterns)
    passage = _Passage(read, patterns, tied)
    for number in range(len(read)):
        yield from passage.read(number)
    if not passage.done and not tied:
        yield from _lone(read, patterns)


@dataclass(slots=True)
class _Passage:
    """A passage whose sentences are read one after the other."""

    sentences: list[Sentence]
    patterns: Patterns
    tied: dict[str, list[str]]
    done: set[str] = field(default_factory=set)

    def read(self, number: int) -> Iterator[Tie]:
        """Yield the ties of a sentence: by order where it leans on one, else by what stands nearest."""
        sentence = self.sentences[number]
        ordered = list(_by_order(self.sentences, number))
        if ordered:
            self.done |= {tie.provider.body.path for tie in ordered}
            yield from ordered
            return
        before: list[str] = []
        claimed: set[int] = set()
        for place, group in enumerate(sentence.groups):
            if all(m.body.path in self.tied for m in group):
                before = [kind for m in group for kind in self.tied[m.body.path]]
                claimed |= _taken(sentence, place, before)
            elif not says_nothing(self.sentences, number, group, self.patterns):
                own = own_services(sentence, place, claimed)
                claimed |= {service.start for service in own}
                kinds = list(dict.fromkeys(service.service for service in own))
                if kinds != ["other"] and speaks_of_women(self.sentences, number):
                    kinds = ["women"]
                elif all(service.weak for service in own):
                    kinds = self._elsewhere(number, place, kinds, before)
                before = kinds or before
                for tie in self._tie_each(group, kinds, sentence.offset):
                    yield _with_service(tie, own, sentence.offset)

    def _elsewhere(self, number: int, place: int, kinds: list[str], before: list[str]) -> list[str]:
        """Return the services of a run of providers beside which a sentence says none, or hardly any."""
        sentence = self.sentences[number]
        group = sentence.groups[place]
        if before and place and _goes_with(sentence.text, sentence.groups[place - 1], group):
            kinds = before
        found = (
            named_for(sentence.text, group, self.patterns)
            or topic_instead(self.sentences, number, kinds)
            or kinds
        )
        if kinds and group[0].body.path in self.done:
            return []
        return found or beside(self.sentences, number, place)

    def _tie_each(
        self, group: list[ProviderMention], kinds: list[str], offset: int
    ) -> Iterator[Tie]:
        """Tie a run of providers to its services, unless both are several: which gives which is not said."""
        if len(group) > 1 and len(kinds) > 1:
            return
        for mention in group:
            if mention.body.path not in self.tied:
                for kind in kinds:
                    self.done.add(mention.body.path)
                    yield _tie(mention, kind, offset)


def _goes_with(text: str, earlier: list[ProviderMention], group: list[ProviderMention]) -> bool:
    """Tell whether a run of providers gives what the one before it gives: `by P and, for some, by Q`."""
    gap = text[earlier[-1].end : group[0].start]
    return bool(_INHERITS.search(gap) or _shares(text, group, gap)) and not _VERB.search(gap)


def _shares(text: str, group: list[ProviderMention], gap: str) -> bool:
    """Tell whether a run of providers does elsewhere, or as a partner, what the one before it does."""
    end = group[-1].end
    return bool(
        (BESIDE.search(gap) and PLACED.match(text, end))
        or _SAME.match(text, end)
        or (gap.endswith("with ") and AS_PROVIDER.match(text, end))
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
        named = last if any(provider in group for group in last.groups) else sentence
        start = min(where, named.offset + provider.start)
        end = max(sentence.offset + len(sentence.text), named.offset + provider.end)
        yield Tie(replace(provider, start=where, end=where), service, start, end, "ordered")


def _taken(sentence: Sentence, place: int, kinds: list[str]) -> set[int]:
    """Return where the services stand that a form of words has tied to a run of providers."""
    group = sentence.groups[place]
    start = sentence.groups[place - 1][-1].end if place else 0
    mine = [s for s in sentence.services if s.service in kinds]
    left = {s.start for s in mine if start <= s.start < group[0].start}
    return left or {s.start for s in mine if s.start > group[-1].start}


def _lone(read: list[Sentence], patterns: Patterns) -> Iterator[Tie]:
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
    if group[0].body.registered and not says_nothing(read, number, group, patterns):
        yield _tie(group[0], kinds.pop(), sentence.offset)


def _with_service(tie: Tie, own: Sequence[SignMention], offset: int) -> Tie:
    """Extend a tie to the service, where its own sentence says it."""
    said = [service for service in own if service.service == tie.service]
    if not said:
        return tie
    start = min(tie.start, said[0].start + offset)
    return replace(tie, start=start, end=max(tie.end, said[0].end + offset))


def _tie(mention: ProviderMention, service: str, offset: int) -> Tie:
    """Tie a provider to a service, with places in the passage."""
    moved = replace(mention, start=mention.start + offset, end=mention.end + offset)
    return Tie(moved, service, moved.start, moved.end, "assigned")
