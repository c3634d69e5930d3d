"""Providers and services that two sentences tie by their order: the first, the latter, `respectively`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import list_at
from findings_graph.organisations.provision_patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention
    from findings_graph.organisations.service_names import ServiceMention

_ORDINAL = re.compile(
    r"\b[Tt]he (?P<word>first|former|second|latter|third|fourth|last|other)\b"
    r"(?! (?:\w+ )?(?:year|month|week|quarter|day|time|inspection|appointment|two|three|four|few)s?\b)"
)
_PLACE = {"first": 0, "former": 0, "second": 1, "latter": 1, "other": 1, "third": 2, "fourth": 3}

Ordered = tuple["ProviderMention", str, int]
"""A provider, a service, and where the sentence that ties them names either."""


def tells_order(text: str) -> bool:
    """Tell whether a sentence leans on the order of the one before it."""
    return "respectively" in text or bool(_ORDINAL.search(text))


def tie_by_order(
    text: str,
    providers: Sequence[ProviderMention],
    services: Sequence[ServiceMention],
    own_providers: Sequence[ProviderMention],
    own_services: Sequence[ServiceMention],
) -> Iterator[Ordered]:
    """Yield what a sentence ties by the order of the sentence before it.

    Args:
        text: the sentence.
        providers: those that the sentence before names, in order.
        services: those that the sentence before names, in order.
        own_providers: those that the sentence itself names.
        own_services: those that the sentence itself names.
    """
    if "respectively" in text and own_providers:
        own_services = _as_many(text, own_services, len(own_providers))
    if "respectively" in text and len(own_providers) == len(own_services) > 1:
        providers, own_providers = own_providers, ()
    if not own_providers and "respectively" in text and len(providers) == len(own_services) > 1:
        for provider, service in zip(providers, own_services, strict=True):
            yield provider, service.service, 0
        return
    found = list(_ORDINAL.finditer(text))
    for number, ordinal in enumerate(found):
        start = found[number - 1].end() if number else 0
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        if len(providers) > 1 and not own_providers:
            place = _place(ordinal["word"], len(providers))
            said = [s for s in own_services if ordinal.end() <= s.start < end]
            if place is not None and said:
                yield providers[place], said[0].service, ordinal.start()
        elif len(services) > 1 and not own_services:
            place = _place(ordinal["word"], len(services))
            before = [p for p in own_providers if start <= p.start < ordinal.start()]
            behind = [p for p in own_providers if ordinal.end() <= p.start < end]
            if place is not None and (before or behind):
                yield (before[-1:] or behind)[0], services[place].service, ordinal.start()


def _as_many(text: str, services: Sequence[ServiceMention], count: int) -> Sequence[ServiceMention]:
    """Return the services of a sentence, bare words of its list among them where only so they are as many as the providers."""
    if len(services) == count or not services:
        return services
    listed = list_at(text, services[0].start, compiled())
    return listed if len(listed) == count else services


def _place(word: str, count: int) -> int | None:
    """Return which of some things a word of order means."""
    place = _PLACE.get(word, count - 1)
    return place if place < count else None
