"""Verbs of providing: `S delivered by P`, `P delivers S`, `S from P`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import (
    Clause,
    Tie,
    coordinated,
    last_list,
    list_at,
    may_be_subject,
    paired,
    services_from,
    tie_all,
)
from findings_graph.organisations.service_names import find_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns
    from findings_graph.organisations.service_names import ServiceMention

_BACK = re.compile(r"\b(?:this|these|it|they|both|which|that)\b[^,.;]{0,30}$", re.IGNORECASE)
_ANAPHORA = re.compile(
    r"(?:These|This|Both|They|It|All|The (?:latter|services?|contracts?|interventions?))\b"
)
_SUFFERED = re.compile(
    r"\b(?:was|were|is|are|be|been|being) (?:\w+ly )?"
    r"(?:offered|provided|delivered|run|ran|held|led|operated|supplied|facilitated)$"
)
"""A passive: what stands before it is what is offered, not who offers it."""
_BROUGHT_IN = re.compile(
    r"\b(?:with|pa(?:y|id) for|commission(?:s|ed|ing)?|fund(?:s|ed|ing)?|contract(?:ed|ing)?|engag(?:e[sd]?|ing)|(?:brought|bought)(?: in)?|employ(?:ed|ing)?"
    r"|invited|asked|us(?:ed|ing)|(?:grants?|funding)(?: [\w ]{3,40})? (?:for|to))(?: the)? $"
)
_KIND = re.compile(
    r"\b(?:charity|union|organisation|project|service|provider|company|enterprise|partnership|agency|group|centre|scheme|hub|trust|network), (?:the )?$"
)
_TOGETHER = re.compile(
    r"\b(?:partnership|alongside|together|jointly|conjunction)(?: with)?(?: the)? $"
)
_MEANS = re.compile(
    r"^(?:Through|Via|With|Under|Working with|In partnership with|Alongside)"
    r"(?: (?:a|an|the|its|our|their) [^,.;]{0,40}? (?:with|from|of|by))?(?: the)?(?: charity| organisation)? $"
)
_RUN_BY = re.compile(
    r",? (?:which (?:is|was) )?(?:run|delivered|led|managed|operated|hosted|provided|facilitated) by "
)
_FUNDED = re.compile(r"(?:commissioned|contracted)\b.* by\b", re.IGNORECASE)
"""Who commissions a service does not deliver it."""
_BY_ANOTHER = re.compile(r"(?: (?:is|are|was|were))? (?:by|from|through) ")
"""Behind a service: somebody else gives it."""
_GIVEN = re.compile(
    r"(?:co-)?(?:deliver|provi|offered|supplied|r[ua]n|operated|staffed|comes?|came)", re.IGNORECASE
)
"""What a council does that gives a service, and does not only pay for it, host it or lead on it."""
_ITS_PROVIDER = re.compile(r"(?P<joint> )(?:CRS )?(?:provider|contractor|supplier),? (?:the )?$")
_FOR_BARE = re.compile(
    r"\bfor (?P<word>[A-Za-z'-]+(?: [A-Za-z'-]+)?) (?:is|are|was|were)(?: \w+ly)? $"
)
"""`The one for women was provided by P`: a bare word says the service."""
_LIST_ENDS = re.compile(r"(?: (?:in|across|for) [^.;]*)?[.;]?")
_LOST = re.compile(
    r"\b(?:los[te]|losing|loss|without|no|former|previous|outgoing|replac\w+|over from"
    r"|(?:lead|manager|worker|head|officer|coordinator|mentor|staff) (?:for|of|from|at|with))\b[^,;.]{0,30}$",
    re.IGNORECASE,
)
_CRS = re.compile(r"(?: (?:support|services?|provision|contract|CRS))* ")
_BODIES = re.compile(
    r"\b(?:organisations|providers|charities|agencies|partners|bodies|services|trusts)\b",
    re.IGNORECASE,
)
_SERVICE_COLON = re.compile(r"(?: (?:support|services?|provision|treatment))*: ")
_AS_DOES = re.compile(r",? as (?:does|do|is|are|was|were|did)(?! the case)(?: the)? ")
"""Behind `S comes from P`: P gives what follows too."""
_RELATIVE = re.compile(r",? (?:which|that)(?: the)? $")
_ITS = re.compile(
    r" (?:these|this|them|it|both)(?: services?)?(?: in [^,.;]{3,40}?)?(?=,|\.|;|$| and\b| across\b)"
)
_HOLDS = re.compile(
    r",? (?:(?:who|which) )?(?:(?:is|was|are|were) )?(?:(?:the|its|their) (?:\w+ ){0,3}?providers?\b"
    r"|(?:holds?|held|ha[sd]|awarded) the (?:\w+ ){0,2}?contracts?\b)"
)
_PROVIDER = re.compile(
    r"\b(?:(?:provider|contractor),?|(?:rel(?:y|ied|ying) on|turned to|made use of)(?: the)?) $"
)
"""What makes a provider of a name whose service the sentence before has said."""
_AIM = re.compile(r" to (?:help|support|address|tackle|reduce|assist|work on)\b")
_FOR_ITS = re.compile(r" for (?:an? |the |its )?")
_PLAIN = re.compile(r" (?:an?|the|this|its) (?:[\w-]+ ){0,2}?service\b(?! (?:for|of|to))")
_FOR = re.compile(r" (?:for|of) (?:the )?")
_FOR_EACH = re.compile(r"(?:, (?:an?|the) [^,.;:]{3,60},)? for (?:the )?")
_AND = re.compile(r",? (?:and )?")
_NEW_CLAUSE = re.compile(r", (?:and|but|while|whereas) ")
_PART_OF = re.compile(r" as part of (?:the|its|their) (?:CRS )?")
_OTHERS = re.compile(r"\b(?:by|from|through|except|apart from|other than|excluding|but)\b")
_ITS_VERB = re.compile(
    r" (?:services? |support |provision )?(?:for [a-z ]{3,30} )?(?:is|are|was|were|being|provided|delivered|run|offered|led)\b"
)
"""Behind the last of several services: it opens a clause of its own."""
_SPELT_OUT = re.compile(r"(?:, (?:which|who|an?|the)\b[^.;:]{0,90})?: ")
"""Behind `two of them are provided by P`: which they are."""
_WITHOUT = re.compile(
    r"\b(?:without|despite|because|although|while|after|before|rather than|leaving)\b"
)


def passive(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `S delivered by P`, `S was provided by P and Q`, `provided by P to deliver S`."""
    text = clause.text
    behind = 0
    for anchor in patterns.passive.finditer(text):
        providers = names.list_at(text, anchor.end(), councils=bool(_GIVEN.match(anchor[0])))
        gone = patterns.past.search(text[max(0, anchor.start() - 25) : anchor.start()])
        if not providers or gone or _FUNDED.match(anchor[0]):
            continue
        services = _given_for(text, anchor, providers[-1].end, patterns) or _delivered(
            text, behind, anchor, providers[-1].end, patterns
        )
        after = [] if services else _served(text, providers[-1].end, patterns)
        if services or after:
            also = _AS_DOES.match(text, providers[-1].end)
            too = services_from(text, also.end(), patterns, reach=15) if also else []
            yield from tie_all(providers, [*(services or after), *too], "passive")
        else:
            back = bool(_BACK.search(text, 0, anchor.start()))
            meant = last_list(text, find_services(text, 0, behind), patterns) if back else []
            if not meant and not behind and (back or _ANAPHORA.match(text)):
                for each in tie_all(providers, clause.antecedents, "anaphora"):
                    yield Tie(each.provider, each.service, 0, each.provider.end, each.rule)
            yield from tie_all(providers, meant, "anaphora")
        behind = providers[-1].end


def _given_for(
    text: str, anchor: re.Match[str], end: int, patterns: Patterns
) -> list[ServiceMention]:
    """Return the services of `funding was given to P for S`."""
    joint = _FOR_ITS.match(text, end) if anchor[0].endswith("to ") else None
    return list_at(text, joint.end(), patterns) if joint else []


def _delivered(
    text: str, behind: int, anchor: re.Match[str], end: int, patterns: Patterns
) -> list[ServiceMention]:
    """Return the services before a passive verb, or those that the offer is `part of`."""
    part = _PART_OF.match(text, end)
    if part and (whole := services_from(text, part.end(), patterns, reach=5)):
        return whole
    noun = re.match(r"provision|delivery", anchor[0], re.IGNORECASE)
    services = find_services(text, behind, anchor.start() + (noun.end() if noun else 0))
    services = last_list(text, services, patterns)
    if bare := _FOR_BARE.search(text, behind, anchor.start()):
        said = list_at(f"{bare['word']}.", 0, patterns)
        at = bare.start("word")
        services = [replace(s, start=s.start + at, end=s.end + at) for s in said] or services
    if services and patterns.governed.search(text, behind, services[0].start):
        gap = text[services[-1].end : anchor.start()]
        return [] if _NEW_CLAUSE.search(gap) else services[-1:]
    return services


def _served(text: str, end: int, patterns: Patterns) -> list[ServiceMention]:
    """Return the services behind `provided by P`: `to deliver S`, `, covering S`, `, helped with S`."""
    if (spelt_out := _SPELT_OUT.match(text, end)) and (
        said := list_at(text, spelt_out.end(), patterns)
    ):
        return said
    after = services_from(text, end, patterns, reach=25)
    if after and _BY_ANOTHER.match(text, after[-1].end):
        return []
    if after and not _OTHERS.search(text, end, after[0].start):
        return after
    verb = text[end : end + 1] == "," and (
        patterns.follows.match(text, end + 1) or patterns.helped.match(text, end + 1)
    )
    return services_from(text, verb.end(), patterns, reach=60) if verb else []


def source(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `S from P`, `S through P`, and `S by P` in a list whose verb stands once."""
    text = clause.text
    behind = 0
    for anchor in patterns.source.finditer(text):
        listed = names.list_at(text, anchor.end())
        beside = any(p.known for p in listed)
        providers = [
            p
            for p in listed
            if p.known
            or " " in p.body.label
            or (names.is_proper(p.body.label) and (beside or names.is_no_place(p.body.label)))
        ]
        aim = _AIM.match(text, providers[-1].end) if providers else None
        aimed = services_from(text, aim.end(), patterns, reach=30) if aim else []
        services = find_services(text, behind, anchor.start())
        if providers and services and _given_each(text, services, providers[-1].end, patterns):
            behind = providers[-1].end
            continue
        if providers and services:
            gap = patterns.filler.match(text, services[-1].end)
            if gap and gap.end() >= anchor.start() and not aimed:
                yield from tie_all(providers, last_list(text, services, patterns), "source")
            behind = providers[-1].end
        if providers and aimed:
            yield from tie_all(providers, aimed, "source")
            behind = aimed[-1].end


def _given_each(text: str, services: list[ServiceMention], end: int, patterns: Patterns) -> bool:
    """Tell whether what each gives stands behind its name: `by P for S and by Q for T`."""
    first = last_list(text, services, patterns)[0].start
    joint = _FOR_EACH.match(text, end)
    return text[:first].endswith(" for ") and bool(joint and list_at(text, joint.end(), patterns))


def active(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `P delivered S and T`, `P, who visited to offer S`, `P won the contract for S`."""
    text = clause.text
    every = names.find_capitalised(text)
    yield from _called(text, every, patterns)
    yield from _apposed(text, every, patterns)
    yield from _spelt(text, names, patterns)
    sure = [
        m
        for m in every
        if may_be_subject(text, m)
        or (names.is_proper(m.body.label) and patterns.active.match(text, m.end))
        or (names.is_proper(m.body.label) and _BROUGHT_IN.search(text, 0, m.start))
    ]
    for together in coordinated(text, every):
        group = [m for m in together if m in sure or (m.start and together[0] in sure)]
        if not any(m in sure for m in group):
            continue
        end = group[-1].end
        if _RUN_BY.match(text, end):
            continue
        for pattern, rule, reach in (
            (patterns.active, "active", 75),
            (patterns.helped, "helped", 60),
            (patterns.purpose, "purpose", 40),
            (patterns.named, "named", 60),
        ):
            verb = pattern.match(text, end) or _verb_after(text, group, pattern, patterns)
            if verb is None or _is_no_offer(verb[0], patterns):
                continue
            if rule == "named":
                inside = find_services(text, end, verb.end()) or _bare_for(
                    text, verb.end(), patterns
                )
                services = inside or services_from(text, verb.end(), patterns, reach=reach)
            else:
                services = services_from(text, verb.end(), patterns, reach=reach)
                services = [s for s in services if not _between(sure, verb.end(), s.start)]
            if len(services) > 1 and _ITS_VERB.match(text, services[-1].end):
                services.pop()
            if rule == "active":
                yield from _topic(clause, group, verb.end())
            if services and not _WITHOUT.search(text, verb.end(), services[0].start):
                yield from paired(text, group, services, rule)
                break
        else:
            yield from _said_before(clause, group) or _otherwise(clause, group, names, patterns)


def _apposed(text: str, mentions: list[ProviderMention], patterns: Patterns) -> Iterator[Tie]:
    """Read `the S provider, P,`: a service that says whose provider the name behind it is."""
    for mention in mentions:
        before = _ITS_PROVIDER.search(text, 0, mention.start)
        person = patterns.may_be_person(mention)
        if before and not person and text[mention.end : mention.end + 1] in {",", ".", ")", ""}:
            services = find_services(text, 0, before.end("joint"))
            services = [s for s in services if _CRS.fullmatch(text, s.end, before.end("joint"))]
            if services and not _LOST.search(text, 0, services[0].start):
                yield from tie_all([mention], last_list(text, services, patterns), "named")


def _spelt(text: str, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Read `Two organisations delivered S: P in one town and Q in another`."""
    for subject in _BODIES.finditer(text):
        verb = patterns.active.match(text, subject.end())
        services = services_from(text, verb.end(), patterns, reach=20) if verb else []
        joint = _SERVICE_COLON.match(text, services[-1].end) if services else None
        listed = names.list_at(text, joint.end()) if joint else []
        if len(listed) > 1 and _LIST_ENDS.fullmatch(text, listed[-1].end):
            yield from tie_all(listed, services, "active")


def _bare_for(text: str, end: int, patterns: Patterns) -> list[ServiceMention]:
    """Return the services behind `the provider for`, bare words such as `women` among them."""
    joint = _FOR.match(text, end)
    return list_at(text, joint.end(), patterns) if joint else []


def _called(text: str, mentions: list[ProviderMention], patterns: Patterns) -> Iterator[Tie]:
    """Read `P, the local drug and alcohol charity,`."""
    for mention in mentions:
        apposition = patterns.called.match(text, mention.end)
        if apposition and not _RUN_BY.match(text, mention.end):
            services = find_services(text, mention.end, apposition.end())
            yield from tie_all([mention], services, "named")


def _said_before(clause: Clause, group: list[ProviderMention]) -> list[Tie]:
    """Read `P, the treatment provider,` and `P held the contract` behind a sentence about one service."""
    text, start, end = clause.text, group[0].start, group[-1].end
    if not (_HOLDS.match(text, end) or _PROVIDER.search(text, 0, start)) or find_services(text):
        return []
    meant = {service.service for service in clause.antecedents}
    if len(meant) != 1:
        return []
    service = next(iter(meant))
    return [Tie(provider, service, start, end, "anaphora") for provider in group]


def _topic(clause: Clause, group: list[ProviderMention], end: int) -> Iterator[Tie]:
    """Read `P provides a safe service at its centre` behind a sentence about one service: that one."""
    meant = {service.service for service in clause.antecedents}
    if len(meant) == 1 and _PLAIN.match(clause.text, end):
        for provider in group:
            yield Tie(provider, next(iter(meant)), group[0].start, end, "anaphora")


def _otherwise(
    clause: Clause, group: list[ProviderMention], names: ProviderNames, patterns: Patterns
) -> Iterator[Tie]:
    """Read `S, which P delivers`, `P delivers these`, `Through P, … S`."""
    text, end = clause.text, group[-1].end
    relative = _RELATIVE.search(text, 0, group[0].start)
    before = find_services(text, 0, relative.start()) if relative else []
    gap = patterns.filler.match(text, before[-1].end) if before else None
    if relative and gap and gap.end() >= relative.start() and patterns.follows.match(text, end):
        yield from tie_all(group, last_list(text, before, patterns), "relative")
        return
    if _MEANS.match(text[: group[0].start]) and text[end : end + 1] == ",":
        yield from tie_all(group, services_from(text, end, patterns, reach=80), "means")
        return
    does = patterns.follows.match(text, end)
    its = _ITS.match(text, does.end()) if does else None
    if its and clause.antecedents:
        for each in tie_all(group, clause.antecedents, "anaphora"):
            yield Tie(each.provider, each.service, group[0].start, end, each.rule)
        joint = _AND.match(text, its.end())
        more = names.list_at(text, joint.end()) if joint else []
        for each in tie_all(more, clause.antecedents, "anaphora"):
            yield Tie(each.provider, each.service, group[0].start, each.provider.end, each.rule)


def _verb_after(
    text: str,
    group: list[ProviderMention],
    pattern: re.Pattern[str],
    patterns: Patterns,
) -> re.Match[str] | None:
    """Find the verb behind a closing comma, or behind `with A`: `to provide`."""
    end = group[-1].end
    partnered = text[end : end + 1] == "," and (
        _TOGETHER.search(text, 0, group[0].start) or _KIND.search(text, 0, group[0].start)
    )
    if partnered:
        return pattern.match(text, end + 1)
    if pattern is patterns.purpose and _BROUGHT_IN.search(text, 0, group[0].start):
        return patterns.aim.match(text, end)
    return None


def _is_no_offer(verb: str, patterns: Patterns) -> bool:
    """Tell whether a verb is a passive, or says what no longer holds."""
    return bool(_SUFFERED.search(verb) or patterns.past.search(re.sub(r"\([^)]*\)", "", verb)))


def _between(mentions: list[ProviderMention], start: int, end: int) -> bool:
    """Tell whether a provider is named between two places: a later service is then its own."""
    return any(start <= mention.start < end for mention in mentions)
