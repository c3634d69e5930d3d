"""Services said beside a sentence that names a provider without one: in its very name, before it, or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from findings_graph.organisations.provision_ordinals import tells_order
from findings_graph.organisations.service_signs import find_signs
from findings_graph.organisations.sign_rules import sign_rules

if TYPE_CHECKING:
    from findings_graph.organisations.provider_names import ProviderMention
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.provision_sentences import Sentence

_ANY = frozenset({"women", "personal-wellbeing"})
"""What is done for anybody: the sentence before may say what for."""
_MEANT = 2
"""As many sentences on as one may still go on about a provider."""


def named_for(text: str, group: list[ProviderMention], patterns: Patterns) -> list[str]:
    """Return the service that a provider's very name tells: `Marl Recovery Partnership`."""
    name = text[group[0].start : group[0].end]
    if len(group) > 1 or " " not in name or not _offers(text, group, patterns):
        return []  # `Shelter` is a name, and says nothing of what it does here
    kinds = {sign.service for sign in find_signs(name)}
    return sorted(kinds) if len(kinds) == 1 and "other" not in kinds else []


def speaks_of_women(read: list[Sentence], number: int) -> bool:
    """Tell whether a sentence and the one before it, which names no provider, are about what there is for women."""
    if not number or read[number - 1].groups:
        return False
    topic = read[number - 1].topic()
    here = any(s.service == "women" for s in read[number].services)
    return bool(topic) and topic[0].service == "women" and here


def topic_instead(read: list[Sentence], number: int, kinds: list[str]) -> list[str]:
    """Return the service of the sentence before where what is done might serve any: a walking group for mental health."""
    if not number or not kinds or not _ANY.issuperset(kinds) or read[number - 1].groups:
        return []
    return [s.service for s in read[number - 1].topic()[:1] if not s.weak]


def beside(read: list[Sentence], number: int, place: int) -> list[str]:
    """Return the one service of the sentence before, or of one behind that goes on about the provider."""
    rules = sign_rules()
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


def _offers(text: str, group: list[ProviderMention], patterns: Patterns) -> bool:
    """Tell whether a sentence says that those it names give anything, whatever it is."""
    rules = sign_rules()
    rest = text[: group[0].start] + text[group[-1].end :]
    return patterns.presents(text) or bool(rules.serving.search(rest))
