"""Providers that no form of words ties: the service said nearest to each, in its sentence or in the one beside it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import Clause, Tie, coordinated
from findings_graph.organisations.service_signs import WEAK, find_signs
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.service_names import ServiceMention

_SUBJECT = re.compile(
    r"(?:^|[;:,] |\b(?:and|but|while|whereas|that|which|what|because|so|when|where|although|as|if|whom|charity|organisation|provider|enterprise|union|group|service|project)[,;]? )(?:the |The )?$"
)
"""A name behind this begins a clause: what it gives follows it."""
_BEHIND = re.compile(r"(?:\b(?:by|from|through|via|with|to|is|was|are|were|like|as)|[(:–-])(?: the)? $")
"""A name behind this ends a clause: what it gives stands before it."""
_PREPOSITION = re.compile(r"\b(?:by|from|through|via|with|to)(?: the)? $")
_RUN = re.compile(r"[^.;]{0,24}?(?:,|\band\b|\bor\b|&|\btogether with\b|\bas well as\b)[^.;]{0,24}")
_NEAR = 40
_MEANT = 2
"""As many sentences on as one may still go on about a provider."""


class _Rules:
    """The patterns of `rules/provision_signs.toml`, compiled."""

    def __init__(self) -> None:
        rules = load_rules("provision_signs")["assignment"]
        self.unrelated = re.compile("|".join(rules["unrelated"]), re.IGNORECASE)
        self.unreal = re.compile("|".join(rules["unreal"]), re.IGNORECASE)
        self.serves = re.compile(rf"(?:\(.{{2,40}}?\))?,? (?:who |which )?{rules['serves']}")
        self.serving = re.compile(rf"\b{rules['serves']}")
        self.leads = re.compile(rules["leads"])
        self.staff = re.compile(rules["staff"])
        self.kind = re.compile(rules["kind"])
        self.back = re.compile(rules["back"])
        self.joint = re.compile(rules["joint"])


@functools.cache
def _compiled() -> _Rules:
    return _Rules()


@dataclass(slots=True)
class _Sentence:
    """A sentence with the providers that it names, in runs, and the services that it names or gives a sign of."""

    text: str
    offset: int
    groups: list[list[ProviderMention]]
    services: list[ServiceMention]
    goes_on: bool

    def between(self, start: int, end: int) -> list[list[ServiceMention]]:
        """Return the runs of services between two places, weak ones only where there are no others."""
        inside = [s for s in self.services if start <= s.start and s.end <= end]
        strong = [s for s in inside if s.service not in WEAK]
        runs: list[list[ServiceMention]] = []
        for service in strong or inside:
            gap = self.text[runs[-1][-1].end : service.start] if runs else ""
            if runs and (_RUN.fullmatch(gap) or runs[-1][-1].service == service.service):
                runs[-1].append(service)
            else:
                runs.append([service])
        return runs

    def topic(self) -> list[ServiceMention]:
        """Return the one service that the sentence is about, else none."""
        runs = self.between(0, len(self.text))
        kinds = {service.service for run in runs for service in run}
        return runs[0] if len(kinds) == 1 else []


def assign(
    sentences: Sequence[Clause],
    names: ProviderNames,
    patterns: Patterns,
    tied: frozenset[str],
) -> Iterator[Tie]:
    """Yield a tie of each provider that is not tied yet to the service said nearest to it.

    Args:
        sentences: the sentences of one passage.
        names: the names known so far.
        patterns: what else tells a provider from another name.
        tied: paths of the providers that a form of words has tied to a service in this passage.
    """
    rules = _compiled()
    read = [_read(sentence, names, patterns, rules) for sentence in sentences]
    for number, sentence in enumerate(read):
        before: list[ServiceMention] = []
        claimed: set[int] = set()
        for place, group in enumerate(sentence.groups):
            clause = _clause(sentence.text, group, rules)
            if all(m.body.path in tied for m in group):
                before = before or sentence.between(0, len(sentence.text))[:1][-1:] and []
                continue
            if rules.unrelated.search(clause) or rules.unreal.search(clause):
                continue
            own = _own(sentence, place, claimed)
            if not own and before and _PREPOSITION.search(sentence.text, 0, group[0].start):
                own = before
            if own:
                before = own
                claimed |= {service.start for service in own}
            else:
                own = _beside(read, number, place, clause, rules)
            kinds = dict.fromkeys(service.service for service in own)
            for mention in group:
                if mention.body.path not in tied:
                    for kind in kinds:
                        yield _tie(mention, kind, sentence.offset)


def _tie(mention: ProviderMention, service: str, offset: int) -> Tie:
    """Tie a provider to a service, with places in the passage."""
    moved = replace(mention, start=mention.start + offset, end=mention.end + offset)
    return Tie(moved, service, moved.start, moved.end, "assigned")


def _read(
    sentence: Clause, names: ProviderNames, patterns: Patterns, rules: _Rules
) -> _Sentence:
    """Find what a sentence names."""
    text = sentence.text
    mentions = [m for m in names.find_capitalised(text) if _is_provider(text, m, names, patterns, rules)]
    services = [
        s for s in find_signs(text) if not any(m.start <= s.start < m.end for m in mentions)
    ] if mentions or True else []
    return _Sentence(
        text, sentence.offset, coordinated(text, mentions), services, bool(rules.back.match(text))
    )


def _is_provider(
    text: str, mention: ProviderMention, names: ProviderNames, patterns: Patterns, rules: _Rules
) -> bool:
    """Tell whether a name is a provider's: a register has it, or it does what providers do."""
    label, end = mention.body.label, mention.end
    follows = bool(
        rules.serves.match(text, end) or rules.staff.match(text, end) or rules.kind.match(text, end)
    )
    if mention.known:
        plain = patterns.ordinary.fullmatch(text[mention.start : end])
        return not (plain and not mention.start) or follows
    led = bool(rules.leads.search(text, 0, mention.start))
    if " " in label:
        return follows or led or bool(patterns.marked.search(label))
    return (follows or (led and bool(_PREPOSITION.search(text, 0, mention.start)))) and (
        names.is_proper(label) and names.is_no_place(label)
    )


def _clause(text: str, group: list[ProviderMention], rules: _Rules) -> str:
    """Return the part of a sentence that a run of providers stands in."""
    start = max((f.end() for f in rules.joint.finditer(text, 0, group[0].start)), default=0)
    after = rules.joint.search(text, group[-1].end)
    return text[start : after.start() if after else len(text)]


def _own(sentence: _Sentence, place: int, claimed: set[int]) -> list[ServiceMention]:
    """Return the services that a sentence ties to a run of providers by where they stand."""
    text, groups = sentence.text, sentence.groups
    group = groups[place]
    start = groups[place - 1][-1].end if place else 0
    end = groups[place + 1][0].start if place + 1 < len(groups) else len(text)
    left = [
        run for run in sentence.between(start, group[0].start) if run[0].start not in claimed
    ]
    right = sentence.between(group[-1].end, end)
    behind = bool(_BEHIND.search(text, 0, group[0].start))
    if place + 1 < len(groups) and _BEHIND.search(text, 0, groups[place + 1][0].start):
        right = right[:-1] or ([] if left else right)
    if behind:
        return (left[-1:] or right[:1] or [[]])[0]
    if _SUBJECT.search(text, 0, group[0].start):
        return (right[:1] or left[-1:] or [[]])[0]
    if left and right:
        nearer = group[0].start - left[-1][-1].end < right[0][0].start - group[-1].end
        return left[-1] if nearer else right[0]
    return (left[-1:] or right[:1] or [[]])[0]


def _beside(
    read: list[_Sentence], number: int, place: int, clause: str, rules: _Rules
) -> list[ServiceMention]:
    """Return the one service of the sentence before, or of one behind that goes on about the provider."""
    sentence = read[number]
    if number and (rules.serving.search(clause) or sentence.goes_on):
        before = read[number - 1]
        if sentence.goes_on or not before.groups:
            topic = before.topic()
            if topic:
                return topic
    if place + 1 == len(sentence.groups):
        for after in read[number + 1 : number + 1 + _MEANT]:
            if not after.goes_on or after.groups or rules.unreal.search(after.text):
                break
            runs = after.between(0, len(after.text))
            if runs:
                return runs[0]
    return []
