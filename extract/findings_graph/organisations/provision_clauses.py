"""Clauses of a passage, the services and providers listed in one, and the ties between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from findings_graph.organisations.service_names import ServiceMention, find_services, service_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention
    from findings_graph.organisations.provision_patterns import Patterns


_AID = re.compile(
    r"(?: (?:support|services?|advice|training|treatment))*,? (?:and|as well as|or)(?: \w+)? (?:help|support|advice|assistance) (?:with|on|in|to find) "
)
"""Between services of a list: `counselling and help with housing`."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A provider tied to a service by a pattern, with the extent of both in the passage."""

    provider: ProviderMention
    service: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Clause:
    """A stretch of a passage between full stops or semicolons, and what was said before it."""

    text: str
    offset: int
    antecedents: list[ServiceMention] = field(default_factory=list)
    listed: bool = False  # an item of a list that a passage introduces as commissioned services


def tie_all(
    providers: Sequence[ProviderMention], services: Sequence[ServiceMention], rule: str
) -> Iterator[Tie]:
    """Yield a tie of each provider to each service."""
    for provider in providers:
        for service in services:
            yield Tie(
                provider,
                service.service,
                min(provider.start, service.start),
                max(provider.end, service.end),
                rule,
            )


def services_from(
    text: str, position: int, patterns: Patterns, *, reach: int
) -> list[ServiceMention]:
    """Return the services of a list that begins within some characters of a place."""
    first = next(iter(find_services(text, position, min(len(text), position + reach + 60))), None)
    if first is None or first.start > position + reach:
        return []
    found = [first]
    while True:
        joint = patterns.filler.match(text, found[-1].end)
        following = service_at(text, joint.end()) if joint else None
        if following is None and (aid := _AID.match(text, found[-1].end)):
            following = service_at(text, aid.end(), listed=True)
        if following is None:
            return found
        found.append(following)


def list_at(text: str, position: int, patterns: Patterns) -> list[ServiceMention]:
    """Return the services of a list that begins at a place, bare words such as `women` among them."""
    found: list[ServiceMention] = []
    following = service_at(text, position, listed=True)
    while following is not None:
        found.append(following)
        joint = patterns.filler.match(text, following.end)
        following = service_at(text, joint.end(), listed=True) if joint else None
    return found


def last_list(
    text: str, services: list[ServiceMention], patterns: Patterns
) -> list[ServiceMention]:
    """Return the last run of services that only list words part."""
    if not services:
        return []
    kept = [services[-1]]
    if len(services) > 1 and text[services[-2].end : services[-1].start] == ", ":
        return kept  # no list ends with a bare comma: the last opens a clause of its own
    for service in reversed(services[:-1]):
        joint = patterns.filler.match(text, service.end)
        if joint is None or joint.end() < kept[0].start:
            break
        kept.insert(0, service)
    return kept


def may_be_subject(text: str, mention: ProviderMention) -> bool:
    """Refuse one unknown word: it may be any capitalised word, such as the first of a sentence."""
    return (
        mention.known
        or " " in text[mention.start : mention.end]
        or bool(
            re.search(
                r"\b(?:[Tt]he|charity|provider|organisation|project|service|called|named) $",
                text[: mention.start],
            )
            or (
                mention.start
                and re.match(r",? who (?!was|were|is)|, which (?!was|were|is)", text[mention.end :])
            )
            or re.search(r"[a-z][A-Z0-9]|[A-Z]\d", mention.body.label),
        )
    )


def coordinated(text: str, mentions: list[ProviderMention]) -> list[list[ProviderMention]]:
    """Return runs of providers that a text names as one subject: `A, B and C`, `A with B`."""
    groups: list[list[ProviderMention]] = []
    for mention in mentions:
        between = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and re.fullmatch(
            r"(?: in [A-Z][\w']+(?: [A-Z][\w']+)?)?,? (?:and|or|&|in partnership with|with|alongside)(?: (?:on|from|by|through|to))? (?:the )?(?:an? [^,.;]{0,40}?(?:charity|organisation|provider|project|enterprise|company|agency)(?: called|,)? )?|, (?:the )?",
            between,
        ):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def paired(
    text: str,
    providers: list[ProviderMention],
    services: list[ServiceMention],
    rule: str,
) -> Iterator[Tie]:
    """Tie each provider to each service, or one to one where the text says `respectively`."""
    if len(providers) == len(services) and "respectively" in text[services[-1].end :]:
        for provider, service in zip(providers, services, strict=True):
            yield from tie_all([provider], [service], rule)
    else:
        yield from tie_all(providers, services, rule)
