"""Provisions: which provider delivers which service in the unit, as the report's sentences say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from findings_graph.facts import Body, Evidence, Provision
from findings_graph.provider_names import ProviderMention, ProviderNames
from findings_graph.rule_files import load_rules
from findings_graph.service_names import ServiceMention, find_services, service_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.passages import Passage
    from findings_graph.registers import Registers

_UNREAD = frozenset(
    {
        "front",
        "contents",
        "acknowledgements",
        "role",
        "foreword",
        "summary",
        "ratings",
        "recommendations",
        "annexe",
        "further",
    }
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bSt\.)(?<!\bMr\.)(?<!\bNo\.)\s+(?=[A-Z\"'“‘(0-9])")
_BACK = re.compile(r"\b(?:this|these|it|they|both|which|that)\b[^,.;]{0,30}$", re.IGNORECASE)
_ANAPHORA = re.compile(
    r"(?:These|This|Both|They|It|All|The (?:latter|services?|contracts?|interventions?))\b"
)
_LED = re.compile(
    r"(?: \([^)]*\))?(?: (?:support|services?|advice|provision|treatment|pathway))*(?: \([^)]*\))?"
    r"(?:\t|:| –| -|,? (?=[A-Z]))? ?",
)
_ENDED = re.compile(r"(?:(?! and | but |;).){0,50}?\buntil (?:[A-Z][a-z]+ )?20\d\d\b")
"""A provision that ended: `ran the service until March 2022`."""
_SUFFERED = re.compile(
    r"\b(?:was|were|is|are|be|been|being) (?:\w+ly )?"
    r"(?:offered|provided|delivered|run|ran|held|led|operated|supplied|facilitated)$"
)
"""A passive: what stands before it is what is offered, not who offers it."""
_GAPPED = re.compile(r"(?:,|;| and|, and) $")
_BROUGHT_IN = re.compile(
    r"\b(?:with|commissioned|funded|contracted|engaged|brought in|asked|used)(?: the)? $"
)
_SEMICOLON = re.compile(r"; ?(?:and )?")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})


@dataclass(frozen=True, slots=True)
class _Tie:
    """A provider tied to a service by a pattern, with the extent of both in the passage."""

    provider: ProviderMention
    service: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class _Clause:
    """A stretch of a passage between full stops or semicolons, and what was said before it."""

    text: str
    offset: int
    antecedents: list[ServiceMention] = field(default_factory=list)
    listed: bool = False  # an item of a list that a passage introduces as commissioned services


class _Patterns:
    """The patterns of `rules/provisions.toml`, compiled."""

    def __init__(self) -> None:
        rules = load_rules("provisions")
        verbs, filler = rules["verbs"], rules["filler"]["list"]
        auxiliary = rf"(?:,? {verbs['auxiliary']})*"
        flags = re.IGNORECASE
        self.filler = re.compile(filler, flags)
        self.passive = re.compile(rf"\b{verbs['passive']} ", flags)
        self.source = re.compile(rf"(?:,| -| –)? ?\b{verbs['source']} ", flags)
        self.governed = re.compile(rf"[\w)] {verbs['active']}(?: (?:the|a|some))? ?$", flags)
        self.helped = re.compile(verbs["helped"], flags)
        self.charity = re.compile(verbs["charity"], flags)
        self.past = re.compile(rf"{verbs['past']}\W*$|{verbs['past']} {verbs['active']}", flags)
        aside = r"(?: \((?:formerly|part|now|known)[^)]{0,60}\))?(?:,[^,.;:]{0,90},)?"
        self.active = re.compile(rf"{aside}{auxiliary} {verbs['active']}\b", flags)
        self.purpose = re.compile(
            rf",? (?:who|which|that)\b[^.;,]{{0,60}}? (?:to )?{verbs['active']}\b|{verbs['based']}\b",
            flags,
        )
        self.aim = re.compile(rf",? to (?:jointly |help )?{verbs['active']}\b", flags)
        self.named = re.compile(
            r"(?:,| \(| -| –)?(?: (?:is|was|are|were|being|which|who))* (?:the|a|an|our|their)? ?[^.;,]{0,50}?\bproviders?\b",
            flags,
        )
        self.called = re.compile(
            r",(?: which (?:is|was)| who (?:are|were))? (?:the|a|an|our|their) [^.;,]{0,60}?\b(?:providers?|services?|charity|partner|organisation)\b(?=,|\.|;|$)",
            flags,
        )
        self.awarded = re.compile(
            rf"{auxiliary} (?:won|held|awarded|taken on|secured|commissioned|contracted) [^.;,]{{0,30}}?contracts? (?:for|to deliver|to provide) ",
            flags,
        )
        self.commissioned = re.compile(rules["commissioned"]["yes"], flags)
        self.denied = re.compile(rules["commissioned"]["no"], flags)
        self.pathways = frozenset(rules["commissioned"]["pathways"])


def find_provisions(
    passages: Sequence[tuple[str, Passage]],
    registers: Registers,
) -> tuple[Provision, ...]:
    """Return each provider and service that a report ties together, once, in reading order.

    A provision is commissioned where the report presents it as a commissioned rehabilitative
    service: in its own sentence, or in a sentence, heading or list that introduces it.

    Args:
        passages: (section id, passage) in reading order.
        registers: providers known by name; others are found from the sentences and kept apart.
    """
    patterns = _Patterns()
    names = ProviderNames(registers)
    found: dict[tuple[str, str], Provision] = {}
    for _, passage in passages:
        names.learn_words(passage.text)
    before = -1
    while before < names.introduced:  # again, for names that the report introduced further on
        before = names.introduced
        found = {}
        for provision in _read(passages, names, patterns):
            pair = (provision.provider.path, provision.service)
            known = found.get(pair)
            if known is None or (provision.commissioned and not known.commissioned):
                found[pair] = provision
    return tuple(
        sorted(found.values(), key=lambda p: (p.evidence.start, p.provider.path, p.service))
    )


def _read(
    passages: Sequence[tuple[str, Passage]],
    names: ProviderNames,
    patterns: _Patterns,
) -> Iterator[Provision]:
    heading = introduced = False
    section_before = ""
    for section, passage in passages:
        if section != section_before:
            heading = introduced = False
            section_before = section
        if section in _UNREAD or passage.kind in {"quote", "footnote"}:
            continue
        text = passage.text.translate(_STRAIGHT)
        presented = bool(patterns.commissioned.search(text)) and not patterns.denied.search(text)
        if passage.kind == "heading":
            heading, introduced = presented, False
            continue
        item = passage.kind in {"bullet", "item", "row"}
        if not item:
            introduced = presented and (text.rstrip().endswith(":") or len(text) < 600)
        yield from _read_passage(
            passage, text, names, patterns, context=heading or (item and introduced)
        )


def _read_passage(
    passage: Passage,
    text: str,
    names: ProviderNames,
    patterns: _Patterns,
    *,
    context: bool,
) -> Iterator[Provision]:
    listed = context and passage.kind in {"bullet", "item", "row"}
    presented = context
    services: list[ServiceMention] = []
    for sentence in _split(text, _SENTENCE):
        denied = bool(patterns.denied.search(sentence.text))
        stated = bool(patterns.commissioned.search(sentence.text)) and not denied
        presented = (presented or stated) and not denied
        named = find_services(sentence.text)
        if not named and not listed and not (services and _ANAPHORA.match(sentence.text)):
            continue
        for clause in _split(sentence.text, _SEMICOLON):
            whole = _Clause(clause.text, sentence.offset + clause.offset, services, listed)
            for tie in _ties(whole, names, patterns):
                if _ENDED.match(whole.text, tie.end):
                    continue
                inherited = presented and not denied and tie.service in patterns.pathways
                start, end = passage.span(whole.offset + tie.start, whole.offset + tie.end)
                body = _as_printed(
                    tie.provider, passage.text[whole.offset : whole.offset + len(whole.text)]
                )
                if not tie.provider.known:
                    names.introduce(body.label, body)
                yield Provision(
                    body,
                    tie.service,
                    stated or inherited,
                    Evidence(start, end, f"provisions.{tie.rule}"),
                )
        services = named or services


def _as_printed(provider: ProviderMention, text: str) -> Body:
    """Give a name of the report's own the apostrophe that the report prints."""
    curly = "\N{RIGHT SINGLE QUOTATION MARK}"
    if provider.body.registered or curly not in text[provider.start : provider.end]:
        return provider.body
    return replace(provider.body, label=provider.body.label.replace("'", curly))


def _split(text: str, joint: re.Pattern[str]) -> list[_Clause]:
    clauses = []
    start = 0
    for found in joint.finditer(text):
        clauses.append(_Clause(text[start : found.start()], start))
        start = found.end()
    clauses.append(_Clause(text[start:], start))
    return [clause for clause in clauses if clause.text.strip()]


def _ties(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Yield what the patterns find in a clause; each provider is tied by the first that fits it."""
    taken: set[int] = set()
    for reader in (_passive, _source, _active, _listed, _by_service, _adjunct):
        ties = list(reader(clause, names, patterns))
        yield from (tie for tie in ties if tie.provider.start not in taken or tie.rule == "list")
        taken |= {tie.provider.start for tie in ties}


def _tie(
    providers: Sequence[ProviderMention], services: Sequence[ServiceMention], rule: str
) -> Iterator[_Tie]:
    for provider in providers:
        for service in services:
            yield _Tie(
                provider,
                service.service,
                min(provider.start, service.start),
                max(provider.end, service.end),
                rule,
            )


def _services_from(
    text: str, position: int, patterns: _Patterns, *, reach: int
) -> list[ServiceMention]:
    """Return the services of a list that begins within some characters of a place."""
    first = next(iter(find_services(text, position, min(len(text), position + reach + 60))), None)
    if first is None or first.start > position + reach:
        return []
    found = [first]
    while True:
        joint = patterns.filler.match(text, found[-1].end)
        following = service_at(text, joint.end()) if joint else None
        if following is None:
            return found
        found.append(following)


def _list_at(text: str, position: int, patterns: _Patterns) -> list[ServiceMention]:
    """Return the services of a list that begins at a place, bare words such as `women` among them."""
    found: list[ServiceMention] = []
    following = service_at(text, position, listed=True)
    while following is not None:
        found.append(following)
        joint = patterns.filler.match(text, following.end)
        following = service_at(text, joint.end(), listed=True) if joint else None
    return found


def _passive(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `S delivered by P`, `S was provided by P and Q`, `provided by P to deliver S`."""
    text = clause.text
    behind = 0
    for anchor in patterns.passive.finditer(text):
        providers = names.list_at(text, anchor.end())
        if not providers or patterns.past.search(
            text[max(0, anchor.start() - 25) : anchor.start()]
        ):
            continue
        services = find_services(text, behind, anchor.start())
        if services:
            services = _last_list(text, services, patterns)
            if patterns.governed.search(text, behind, services[0].start):
                services = services[-1:]
            yield from _tie(providers, services, "passive")
        else:
            after = _services_from(text, providers[-1].end, patterns, reach=25)
            if after:
                yield from _tie(providers, after, "passive")
                behind = providers[-1].end
                continue
            back = bool(_BACK.search(text, 0, anchor.start()))
            meant = _last_list(text, find_services(text, 0, behind), patterns) if back else []
            if not meant and not behind and (back or _ANAPHORA.match(text)):
                for tie in _tie(providers, clause.antecedents, "anaphora"):
                    yield _Tie(tie.provider, tie.service, 0, tie.provider.end, tie.rule)
            yield from _tie(providers, meant, "anaphora")
        behind = providers[-1].end


def _source(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `S from P`, `S through P`, and `S by P` in a list whose verb stands once."""
    text = clause.text
    behind = 0
    for anchor in patterns.source.finditer(text):
        listed = names.list_at(text, anchor.end())
        beside = any(p.known for p in listed)
        providers = [
            p
            for p in listed
            if p.known or " " in p.body.label or (beside and names.is_proper(p.body.label))
        ]
        services = find_services(text, behind, anchor.start())
        if providers and services:
            gap = patterns.filler.match(text, services[-1].end)
            if gap and gap.end() >= anchor.start():
                yield from _tie(providers, _last_list(text, services, patterns), "source")
            behind = providers[-1].end


def _last_list(
    text: str, services: list[ServiceMention], patterns: _Patterns
) -> list[ServiceMention]:
    """Return the last run of services that only list words part."""
    if not services:
        return []
    kept = [services[-1]]
    for service in reversed(services[:-1]):
        joint = patterns.filler.match(text, service.end)
        if joint is None or joint.end() < kept[0].start:
            break
        kept.insert(0, service)
    return kept


def _active(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `P delivered S and T`, `P, who visited to offer S`, `P won the contract for S`."""
    text = clause.text
    every = names.find_capitalised(text)
    for mention in every:
        apposition = patterns.called.match(text, mention.end)
        if apposition:
            services = find_services(text, mention.end, apposition.end())
            yield from _tie([mention], services, "named")
    sure = [
        m
        for m in every
        if _may_be_subject(text, m)
        or patterns.charity.match(text, m.end)
        or (names.is_proper(m.body.label) and patterns.active.match(text, m.end))
        or (names.is_proper(m.body.label) and _BROUGHT_IN.search(text, 0, m.start))
    ]
    for together in _groups(text, every):
        group = [m for m in together if m in sure or (m.start and together[0] in sure)]
        if not any(m in sure for m in group):
            continue
        end = group[-1].end
        for pattern, rule, reach in (
            (patterns.active, "active", 60),
            (patterns.awarded, "active", 25),
            (patterns.helped, "helped", 60),
            (patterns.purpose, "purpose", 40),
            (patterns.named, "named", 60),
        ):
            verb = pattern.match(text, end) or _verb_after(text, group, pattern, patterns)
            if verb is None or _is_no_offer(verb[0], patterns):
                continue
            if rule == "named":
                inside = find_services(text, end, verb.end())
                services = inside or _services_from(text, verb.end(), patterns, reach=reach)
            else:
                services = _services_from(text, verb.end(), patterns, reach=reach)
                services = [s for s in services if not _between(sure, verb.end(), s.start)]
            if len(services) > 1 and patterns.passive.match(text, services[-1].end + 1):
                services.pop()
            if services:
                yield from _paired(text, group, services, rule)
                break


def _verb_after(
    text: str,
    group: list[ProviderMention],
    pattern: re.Pattern[str],
    patterns: _Patterns,
) -> re.Match[str] | None:
    """Find the verb behind a closing comma, or behind `with A`: `to provide`."""
    end = group[-1].end
    if _apposed(text, group):
        return pattern.match(text, end + 1)
    if pattern is patterns.purpose and _BROUGHT_IN.search(text, 0, group[0].start):
        return patterns.aim.match(text, end)
    return None


def _is_no_offer(verb: str, patterns: _Patterns) -> bool:
    """Tell whether a verb is a passive, or says what no longer holds."""
    return bool(_SUFFERED.search(verb) or patterns.past.search(re.sub(r"\([^)]*\)", "", verb)))


def _apposed(text: str, group: list[ProviderMention]) -> bool:
    """Tell whether a comma closes an apposition: `A and a local charity, B, delivered`."""
    before = text[group[-2].end : group[-1].start] if len(group) > 1 else ""
    return text[group[-1].end : group[-1].end + 1] == "," and before.endswith(", ")


def _paired(
    text: str,
    providers: list[ProviderMention],
    services: list[ServiceMention],
    rule: str,
) -> Iterator[_Tie]:
    """Tie each provider to each service, or one to one where the text says `respectively`."""
    if len(providers) == len(services) and "respectively" in text[services[-1].end :]:
        for provider, service in zip(providers, services, strict=True):
            yield from _tie([provider], [service], rule)
    else:
        yield from _tie(providers, services, rule)


def _between(mentions: list[ProviderMention], start: int, end: int) -> bool:
    """Tell whether a provider is named between two places: a later service is then its own."""
    return any(start <= mention.start < end for mention in mentions)


def _may_be_subject(text: str, mention: ProviderMention) -> bool:
    """Refuse one unknown word: it may be any capitalised word, such as the first of a sentence."""
    return (
        mention.known
        or " " in text[mention.start : mention.end]
        or bool(
            re.search(
                r"\b(?:[Tt]he|charity|provider|organisation|project|service|called|named) $",
                text[: mention.start],
            )
            or (mention.start and re.match(r",? who (?!was|were|is)", text[mention.end :]))
            or re.search(r"[a-z][A-Z0-9]|[A-Z]\d", mention.body.label),
        )
    )


def _groups(text: str, mentions: list[ProviderMention]) -> list[list[ProviderMention]]:
    groups: list[list[ProviderMention]] = []
    for mention in mentions:
        between = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and re.fullmatch(
            r",? (?:and|&|in partnership with|with|alongside) (?:the )?(?:an? [^,.;]{0,40}?(?:charity|organisation|provider|project|enterprise|company|agency)(?: called|,)? )?|, (?:the )?",
            between,
        ):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _listed(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `P for S and T`, `P (S)`, `P: S`, and in a list of services `S: P` and `S P`."""
    text = clause.text
    mentions = names.find_capitalised(text)
    for group in _groups(text, mentions):
        joint = re.compile(
            r" ?(?: for | \(| ?: | – | - |: |\t)(?:the |its |all |some |both )?(?:delivery of |provision of )?"
        ).match(text, group[-1].end)
        if joint and all(_may_be_subject(text, m) or m.start for m in group):
            yield from _tie(group, _list_at(text, joint.end(), patterns), "list")
    for start in [0, *(found.end() for found in re.finditer(r": ", text))]:
        yield from _led_by_service(clause, start, names, patterns)
    for found in re.finditer(r" \((?=[A-Z])", text):
        if any(m.start < found.start() < m.end for m in mentions):
            continue  # an acronym of the name before it
        before = find_services(text, 0, found.start())
        gap = patterns.filler.match(text, before[-1].end) if before else None
        providers = names.list_at(text, found.end())
        if (
            gap
            and gap.end() >= found.start()
            and providers
            and text[providers[-1].end : providers[-1].end + 1] == ")"
        ):
            yield from _tie(providers, before[-1:], "list")


def _led_by_service(
    clause: _Clause,
    start: int,
    names: ProviderNames,
    patterns: _Patterns,
) -> Iterator[_Tie]:
    """Read `S: P`, `S – P`, `S, P` and, in a list of services, `S P`."""
    text = clause.text
    lead = _list_at(text, start, patterns)
    if not lead and clause.listed:
        lead = _services_from(text, start, patterns, reach=12)
    joint = _LED.match(text, lead[-1].end) if lead else None
    if joint is None:
        return
    providers = names.list_at(text, joint.end())
    ends = bool(providers) and not text[providers[-1].end :].strip(" .")
    if clause.listed or re.search(r"[\t:–-]", joint[0]) or ("," in joint[0] and ends):
        yield from _tie(providers, lead, "list")


def _by_service(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `substance misuse provider P` and `the provider of S, P`."""
    text = clause.text
    for found in re.finditer(
        r"\bproviders?(?: of (?P<of>[^,.;]{3,60}))?,? (?:is |was |are |were |being |called |namely )?",
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
        yield from _tie(providers, services, "provider-of")


def _adjunct(clause: _Clause, names: ProviderNames, patterns: _Patterns) -> Iterator[_Tie]:
    """Read `P's S service`, `P S team` and, behind a verb, `, P S`, of known providers only."""
    text = clause.text
    verb = patterns.active.search(text)
    for mention in names.find_known(text):
        joint = re.compile(r"(?:'s?)? (?:the )?(?:CRS )?").match(text, mention.end)
        service = service_at(text, joint.end()) if joint else None
        gapped = verb and verb.end() < mention.start and _GAPPED.search(text, 0, mention.start)
        if service and gapped and joint and joint[0] == " ":
            yield from _tie([mention], [service], "gapped")
            continue
        if (
            service
            and re.match(
                r"(?: (?:support|CRS))*(?: (?:services?|teams?|provision|contract|hubs?|staff|workers?|offer|pathway)\b)",
                text[service.end :],
            )
        ) or (
            service
            and re.search(
                r"(?:services?|support|provision|cent(?:re|er)s?|hubs?|pathway|mentors)$",
                text[service.start : service.end],
            )
        ):
            yield from _tie([mention], [service], "adjunct")
