"""Services that a text names: where each stands and which one it is."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from findings_graph.rule_files import load_rules


@dataclass(frozen=True, slots=True)
class ServiceMention:
    """A service named in a text.

    Args:
        start: first character, 0-based, in the text searched.
        end: one past the last.
        service: notation in `ontology/services.ttl`.
    """

    start: int
    end: int
    service: str


@functools.cache
def _pattern() -> re.Pattern[str]:
    named = (
        (phrase, service)
        for service, phrases in load_rules("provisions")["services"].items()
        for phrase in phrases
    )
    branches = [
        f"(?P<s{index}_{service.replace('-', '_')}>{phrase})"
        for index, (phrase, service) in enumerate(named)
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(branches) + r")(?![\w-])", re.IGNORECASE)


@functools.cache
def _branches() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{phrase})(?![\w-])", re.IGNORECASE), service)
        for service, phrases in load_rules("provisions")["services"].items()
        for phrase in phrases
    )


@functools.cache
def _bare() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(
                rf"(?:{phrase})(?=[,;):.\t]| and\b| –| -| \||$| \(| (?:is|are|was|were) (?:all |each |both )?(?:delivered|provided|run|offered|supplied|held) by\b)",
                re.IGNORECASE,
            ),
            service,
        )
        for service, phrases in load_rules("provisions")["bare"].items()
        for phrase in phrases
    )


def service_at(
    text: str, position: int, *, listed: bool = False, before: int | None = None
) -> ServiceMention | None:
    """Return the service whose name begins at a place of a text, the longest where several do.

    Args:
        text: the text.
        position: where the name would begin.
        listed: take words too that name a service only in a list beside its provider.
        before: where the name must have ended; words behind it may still tell what it is.
    """
    limit = len(text) if before is None else before
    best: ServiceMention | None = None
    for pattern, service in (*_branches(), *(_bare() if listed else ())):
        found = pattern.match(text, position)
        if found and position < found.end() <= limit and (best is None or found.end() > best.end):
            best = ServiceMention(position, found.end(), service)
    return best


def find_services(text: str, start: int = 0, end: int | None = None) -> list[ServiceMention]:
    """Return the services that a text names between two places, in order, none inside another."""
    if not _find(text, 0, len(text)):
        return []
    return list(_find(text, start, len(text) if end is None else end))


@functools.lru_cache(maxsize=4096)
def _find(text: str, start: int, end: int) -> tuple[ServiceMention, ...]:
    found = []
    position = start
    while (match := _pattern().search(text, position)) and match.start() < end:
        mention = service_at(text, match.start(), before=end)
        position = mention.end if mention else match.start() + 1
        if mention:
            found.append(mention)
    return tuple(found)
