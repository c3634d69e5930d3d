"""Providers beside a service: a name that is surely a provider's, and a service that its clause offers with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import (
    Clause,
    Tie,
    coordinated,
    last_list,
    paired,
    services_from,
)
from findings_graph.organisations.service_names import find_services

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.service_names import ServiceMention

_AFTER, _BEFORE = 90, 70
_RUN_BY = re.compile(
    r",? (?:(?:which|that) (?:is|was) )?(?:(?:run|delivered|led|managed|provided) )?by "
)
_AIM = re.compile(r" to (?:help|address|support|provide|deliver|offer|tackle|improve|work)\b")
_STAFF = re.compile(
    r" (?:staff|workers?|advis[eo]rs?|volunteers?|teams?|mentors|practitioners)\b|, (?:who|which)\b"
)
_JOINED = re.compile(r"\b(?:and|but|while|so|as|because|although|when|where|if)\b|[;:]")
_EXCEPT = re.compile(
    r"\b(?:except|apart from|other than|excluding|unlike|instead of|rather than)\b"
)
_WOMEN = re.compile(r"\bWom[ae]n")
_CRS = re.compile(r"\bCRS $")
_OPENS = re.compile(
    r"\. (?:(?:Its|Their|They|The (?:service|team|charity|agency|provider|workers?))\b[^.;]{0,100})?$"
)
_DRUGS = re.compile(r"\b(?:Drugs?|Alcohol|Substance) ")
_BY = re.compile(r"\b(?:by|from|through|via|including|include[sd]?|such as)(?: the)? $")
_LISTED = re.compile(r"(?:,|\)|,? and|\bby)(?: the)? $")
_OWN_VERB = re.compile(
    r" (?:\w+ ){0,2}?(?:was|were|is|are|has|have|had|remain(?:ed|s)?|grew|fell|rose|became)\b"
)
"""A later part of the sentence with a verb of its own tells of the service alone."""
_RECEIVES = re.compile(r"\b(?:was|were|been|being) (?:also )?(?:offered|given|granted|promised)\b")
"""Who was offered a service does not give it."""
_FROM = re.compile(
    r"\b(?:by|from|through|via|with|of|at|to|including|include[sd]?|like|is|was|were|are)(?: the)? $"
)


def nearby(
    clause: Clause, names: ProviderNames, patterns: Patterns, tied: Sequence[Tie] = ()
) -> Iterator[Tie]:
    """Read `P staff were based in the office and dealt with S`: no form of words, but a sign that S is offered.

    A clause that tells of meetings, talks or posts, or of what is missing, is left alone.
    """
    text = clause.text
    if patterns.unrelated.search(text) or not patterns.offered.search(text):
        return
    mentions = names.find_capitalised(text)
    sure = [
        m
        for m in mentions
        if (
            m.known
            or patterns.marked.search(m.body.label)
            or (" " in m.body.label and _BY.search(text, 0, m.start))
        )
        and (
            m.start
            or " " in text[: m.end]
            or _STAFF.match(text, m.end)
            or (m.known and not patterns.ordinary.fullmatch(text[: m.end]))
            or _beside_known(text, m, mentions)
        )
    ]
    for group in coordinated(text, sure):
        if _RUN_BY.match(text, group[-1].end):
            continue
        before = max((m.end for m in mentions if m.end <= group[0].start), default=0)
        behind = min((m.start for m in mentions if m.start >= group[-1].end), default=len(text))
        earlier = [
            s
            for s in find_services(text, before, group[0].start)
            if s.end > group[0].start - _BEFORE
            and not any(tie.start <= s.start < tie.end for tie in tied)
        ]
        later = [
            s for s in services_from(text, group[-1].end, patterns, reach=_AFTER) if s.end <= behind
        ]
        between = text[group[-1].end : later[0].start] if later else ""
        if (
            _EXCEPT.search(between)
            or _RECEIVES.search(between)
            or (_JOINED.search(between) and _OWN_VERB.match(text, later[-1].end))
        ):
            later = []
        found = (
            last_list(text, earlier, patterns)
            if earlier
            and _FROM.search(text, 0, group[0].start)
            and not (later and _AIM.match(text, group[-1].end))
            else later
        )
        yield from paired(text, group, found, "nearby")
        if not found:
            for mention in group:
                if _DRUGS.search(mention.body.label):
                    yield Tie(mention, "substance-misuse", mention.start, mention.end, "nearby")


def _beside_known(text: str, mention: ProviderMention, mentions: list[ProviderMention]) -> bool:
    """Tell whether a word that opens a clause heads a list of known names, and so is one."""
    return any(m.known and text[mention.end : m.start] in {", ", " and "} for m in mentions)


def named_for(
    clause: Clause, names: ProviderNames, patterns: Patterns, tied: Sequence[Tie]
) -> Iterator[Tie]:
    """Read `CRS are delivered by P (S) and Q Women's Centre`: a name in such a list may say its service."""
    if not tied or not patterns.presents(clause.text):
        return
    for mention in names.find_capitalised(clause.text):
        if _WOMEN.search(clause.text, mention.start, mention.end) and _LISTED.search(
            clause.text, 0, mention.start
        ):
            yield Tie(mention, "women", mention.start, mention.end, "named-for")


def lone(
    sentences: Sequence[Clause],
    service: ServiceMention,
    text: str,
    names: ProviderNames,
    patterns: Patterns,
) -> Iterator[Tie]:
    """Read a passage that names one provider of the registers and one service, in sentences side by side."""
    mentions = names.find_capitalised(text)
    known = [m for m in mentions if m.known and m.body.registered]
    if len({m.body.path for m in known}) != 1 or any(
        patterns.marked.search(m.body.label) for m in mentions if not m.known
    ):
        return
    first = known[0]
    start, end = min(first.start, service.start), max(first.end, service.end)
    contracted = bool(_CRS.search(text, 0, service.start))
    opens = not service.start or bool(_OPENS.search(text, 0, service.start))
    if not (contracted or opens or service.start < first.start):
        return
    for clause in sentences:
        sentence, offset = clause.text, clause.offset
        if offset <= first.start < offset + len(sentence):
            place = first.start - offset
            topic = place == 0 and service.start < offset
            if (
                (not (contracted or topic) and patterns.unrelated.search(sentence))
                or (not contracted and offset <= service.start < offset + len(sentence))
                or patterns.is_unreal(sentence, place, place + len(first.body.label))
            ):
                return
    yield Tie(first, service.service, start, end, "lone")
