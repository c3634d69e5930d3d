"""Lists without a verb: `P for S`, `S: P`, `P (S)`, `the S provider P`, `P's S team`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import (
    Clause,
    Tie,
    coordinated,
    list_at,
    may_be_subject,
    paired,
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
_TO = re.compile(
    r" (?:the |(?:help|support|assistance|advice) (?:with|on|for) |(?!(?:and|or|for|in|to|of|with)\b)[a-z-]+ (?=[a-z]))?"
)
_FRONTED = re.compile(r"(?:^|[;:,] (?:and )?)(?:[Ff]or|[Uu]nder) ")
_RUN_BY = re.compile(
    r",? (?:(?:which|that) (?:is|was) )?(?:run|delivered|led|managed|provided) by "
)
_CLOSED = re.compile(
    r"(?:, (?:a )?(?:CRS|commissioned|locally commissioned|\d[^()]{0,20}|[a-z][^()]{0,30}))?\)"
)
_IT_IS = re.compile(
    r"\b(?:it|this|that|these) (?:is|was|are|were) (?:provided by |run by )?(?=[A-Z])"
)
_CLOSES = re.compile(r"\.|,|;|$| that\b| who\b| and\b")
_THEY = re.compile(
    r"(?:They|These (?:organisations|providers|charities|partners)|Both|All (?:three|four|five))(?= )"
)
_LAST_WORDS = re.compile(r"(?:^|[,;:] |\band )(?:for )?(?P<word>[A-Za-z' ]{3,24})$")
_GOES_ON = re.compile(
    r" ?(?:services?|staff|teams?|workers?|providers?)? ?(?:was|were|is|are|had|has|have|attended|said|told|met)\b"
)
_GAPPED = re.compile(r"(?:,|;| and|, and) $")


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


def by_service(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `substance misuse provider P` and `the provider of S, P`."""
    text = clause.text
    for found in re.finditer(
        r"\bproviders?(?! and\b)(?: (?:of|for) (?P<of>[^.;()]{3,80}?(?: \([^)]{3,90}\))?))?,? (?:is |was |are |were |being |called |namely )?",
        text,
    ):
        providers = names.list_at(text, found.end())
        if not providers:
            continue
        if found["of"]:
            services = find_services(text, found.start("of"), found.end("of"))
        else:
            services = find_services(text, 0, found.start())
            gap = patterns.filler.match(text, services[-1].end) if services else None
            between = text[services[-1].end : found.start()] if services else ""
            services = (
                services[-1:]
                if gap
                and re.fullmatch(r"(?: (?:treatment|support|services?|CRS|service))* ?", between)
                else []
            )
        yield from tie_all(providers, services, "provider-of")


def adjunct(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `P's S service`, `P S team` and, behind a verb, `, P S`, of known providers only."""
    text = clause.text
    verb = patterns.active.search(text)
    for mention in names.find_capitalised(text):
        own = text[mention.end : mention.end + 2] in {"'s", "' "}
        if not mention.known and not (own and may_be_subject(text, mention)):
            continue
        joint = re.compile(r"(?:'s?)? (?:the )?(?:CRS )?").match(text, mention.end)
        service = service_at(text, joint.end()) if joint else None
        gapped = verb and verb.end() < mention.start and _GAPPED.search(text, 0, mention.start)
        if service and gapped and joint and joint[0] == " ":
            yield from tie_all([mention], [service], "gapped")
            continue
        if (
            service
            and re.match(
                r"(?: (?:support|CRS))*(?: (?:services?|teams?|projects?|provision|contract|hubs?|staff|workers?|offer|pathway)\b)",
                text[service.end :],
            )
        ) or (
            service
            and re.search(
                r"(?:services?|support|provision|cent(?:re|er)s?|hubs?|pathway|mentors)$",
                text[service.start : service.end],
            )
        ):
            yield from tie_all([mention], [service], "adjunct")


def apposed(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `a homelessness service, P,` and `the drug and alcohol charity called P`."""
    text = clause.text
    for group in coordinated(text, names.find_capitalised(text)):
        before = find_services(text, 0, group[0].start)
        if (
            not before
            or not patterns.behind.match(text, group[-1].end)
            or _RUN_BY.match(text, group[-1].end)
        ):
            continue
        kind = patterns.kind.match(text, before[-1].end)
        if kind and kind.end() == group[0].start:
            yield from tie_all(group, before[-1:], "apposed")


def predicate(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `for S, the provider was P` and `the provider of S, T and U is P`."""
    text = clause.text
    for found in (f for form in patterns.predicates for f in form.finditer(text)):
        providers = names.list_at(text, found.end())
        services = _list_at_or_in(text, found.start("what"), found.end("what"), patterns)
        if providers and services:
            yield from tie_all(providers, services, "predicate")


def resumed(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `in T, it is P`, and `They deliver S, T and U` behind a sentence that names the providers."""
    text = clause.text
    for found in _IT_IS.finditer(text):
        providers = names.list_at(text, found.end())
        before = find_services(text, 0, found.start()) or clause.antecedents
        if providers and before and _CLOSES.match(text, providers[-1].end):
            for each in tie_all(providers, before[-1:], "anaphora"):
                yield Tie(each.provider, each.service, found.start(), each.provider.end, each.rule)
    they = _THEY.match(text)
    verb = patterns.follows.match(text, they.end()) if they and clause.providers else None
    if verb:
        services = services_from(text, verb.end(), patterns, reach=40)
        for each in paired(text, clause.providers, services, "anaphora"):
            yield Tie(each.provider, each.service, 0, services[-1].end, each.rule)


def _list_at_or_in(text: str, start: int, end: int, patterns: Patterns) -> list[ServiceMention]:
    listed = [s for s in list_at(text, start, patterns) if s.end <= end]
    return max(listed, find_services(text, start, end), key=len)


def gapped(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read what follows a verb that stands once: `P provides S, Q T and R help with U`."""
    text = clause.text
    verb = patterns.active.search(text)
    if verb is None:
        return
    for mention in names.find_capitalised(text):
        joint = _GAPPED.search(text, 0, mention.start)
        aim = _TO.match(text, mention.end) if joint else None
        direct = service_at(text, mention.end + 1) if joint else None
        service = direct or (service_at(text, aim.end()) if aim else None)
        before = find_services(text, verb.end(), mention.start)
        if (
            service
            and before
            and text[mention.end : mention.end + 1] == " "
            and not _GOES_ON.match(text, service.end)
            and (joint_is_list(text, before[-1].end, mention.start, patterns))
        ):
            yield from tie_all([mention], [service], "gapped")


def joint_is_list(text: str, start: int, end: int, patterns: Patterns) -> bool:
    """Tell whether only list words, or a place, part a service from a later provider."""
    gap = patterns.filler.match(text, start)
    return bool(gap and gap.end() >= end) or bool(
        re.fullmatch(r"(?: in [^,.;]{2,40})?(?:,|,? and|, and) ?", text[start:end])
    )
