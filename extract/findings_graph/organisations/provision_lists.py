"""Lists without a verb: `P for S and T`, `P (S)`, `P: S`, `S (P)`, and in a list of services `S P`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import (
    Clause,
    Tie,
    coordinated,
    list_at,
    may_be_subject,
    services_from,
    tie_all,
)
from findings_graph.organisations.service_names import find_services, service_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings_graph.organisations.provider_names import ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.service_names import ServiceMention

_LED = re.compile(
    r"(?: \([^)]*\))?(?: (?:support|services?|advice|provision|treatment|pathway|CRS|contract|lot))*(?: \([^)]*\))?"
    r"(?:\t|:| –| -| \||,? (?=[A-Z]))? ?",
)
_FRONTED = re.compile(r"(?:^|[;:,] (?:and )?)(?:[Ff]or|[Uu]nder) ")
_CLOSED = re.compile(
    r"(?:, (?:a )?(?:CRS|commissioned|locally commissioned|\d[^()]{0,20}|[a-z][^()]{0,30}))?\)"
)
_LAST_WORDS = re.compile(r"(?:^|[,;:] |\band )(?:for )?(?P<word>[A-Za-z' ]{3,24})$")


def listed(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `P for S and T`, `P (S)`, `P: S`, and in a list of services `S: P` and `S P`."""
    text = clause.text
    mentions = names.find_capitalised(text)
    for group in coordinated(text, mentions):
        joint = re.compile(
            r"(?: (?:[\w-]+ )?(?:coaches|staff|workers|advisers|mentors|volunteers)(?= for ))? ?(?: for |, for (?=[^.;()]{4,60}(?:,|$))| \(| ?: | – | - |: |\t| \| )(?:the |its |an? |all |some |both |CRS(?: –| -|:|,)? )*(?:delivery of |provision of )?"
        ).match(text, group[-1].end)
        fronted = _FRONTED.search(text, 0, mentions[0].start)
        if fronted and joint and joint[0].startswith(", for"):
            continue  # `for S there is P, for T Q`
        if joint and all(may_be_subject(text, m) or m.start for m in group):
            yield from tie_all(group, list_at(text, joint.end(), patterns), "list")
    for start in [0, *(found.end() for found in re.finditer(r": ", text))]:
        yield from _led_by_service(clause, start, names, patterns)
    for found in re.finditer(r" \((?=[A-Z])", text):
        if any(m.start < found.start() < m.end for m in mentions):
            continue  # an acronym of the name before it
        before = find_services(text, 0, found.start()) or _bare_before(text, found.start())
        gap = patterns.filler.match(text, before[-1].end) if before else None
        providers = names.list_at(text, found.end())
        if (
            gap
            and gap.end() >= found.start()
            and providers
            and _CLOSED.match(text, providers[-1].end)
        ):
            yield from tie_all(providers, before[-1:], "list")


def _bare_before(text: str, end: int) -> list[ServiceMention]:
    """Return the one word that names a service in a list and ends at a place: `women (Foundation)`."""
    word = _LAST_WORDS.search(text, 0, end)
    service = service_at(text, word.start("word"), listed=True) if word else None
    return [service] if service and service.end == end else []


def _led_by_service(
    clause: Clause,
    start: int,
    names: ProviderNames,
    patterns: Patterns,
) -> Iterator[Tie]:
    """Read `S: P`, `S – P`, `S, P` and, in a list of services, `S P`."""
    text = clause.text
    lead = list_at(text, start, patterns)
    if not lead and clause.listed:
        lead = services_from(text, start, patterns, reach=12)
    joint = _LED.match(text, lead[-1].end) if lead else None
    if joint is None:
        return
    providers = names.list_at(text, joint.end())
    ends = bool(providers) and not text[providers[-1].end :].strip(" .")
    if clause.listed or re.search(r"[\t:|–-]", joint[0]) or ("," in joint[0] and ends):
        yield from tie_all(providers, lead, "list")
