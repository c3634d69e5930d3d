"""Provisions: which provider delivers which service in the unit, as the report's sentences say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from findings_graph.facts import Body, Evidence, Provision
from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
from findings_graph.organisations.provision_assignment import assign
from findings_graph.organisations.provision_clauses import Clause, Tie, list_at
from findings_graph.organisations.provision_lists import listed
from findings_graph.organisations.provision_patterns import Patterns, compiled
from findings_graph.organisations.provision_rows import rows
from findings_graph.organisations.provision_verbs import active, passive, source
from findings_graph.organisations.service_names import ServiceMention, find_services
from findings_graph.organisations.service_signs import find_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from findings_graph.organisations.registers import Registers
    from findings_graph.reading.passages import Passage

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
_ANAPHORA = re.compile(
    r"^(?:These|This|Both|They|It|All|The (?:latter|services?|contracts?|interventions?))\b"
    r"|\b(?:these|this|it|them|both|provider|contract|rel(?:y|ied) on|turned to)\b"
)
_ENDED = re.compile(r"(?:(?! and | but |;).){0,50}?\buntil (?:[A-Z][a-z]+ )?20\d\d\b")
"""A provision that ended: `ran the service until March 2022`."""
_STAFFS = re.compile(
    r"\bfor (?:its |our |all |probation |the )*(?:staff|practitioners|employees|managers|officers)\b"
)
"""Help for those who work in the unit is no service to people on probation."""
_LABEL = re.compile(
    r"(?:pathway|services?|contract|lot|need|(?:lead |current |CRS )?provider|delivered by|organisation|type)s?: ",
    re.IGNORECASE,
)
"""What stands before the value in a table that was turned into lines."""
_HEAD = re.compile(
    r"(?:(?:CRS|commissioned|lead|current|contracted|type of|name of)[ /|]*)*(?:(?:services?|pathways?|providers?|organisations?|needs?|lots?|location|contact)(?:[ /|]+|$)){2,}",
    re.IGNORECASE,
)
"""The names of a table's columns."""
_SHORT, _LINE, _BRIEF = 90, 60, 600
_ROW = re.compile(r"\t| \| |: | – | - ")
_SERVICES = re.compile(r"(?: (?:services?|support|provision|treatment|CRS|pathway|\([^)A-Z]*\)))*")
_OF_BODIES = re.compile(
    r"\b(?:organisations?|providers?|charit(?:y|ies)|services|agenc(?:y|ies)|partners|groups)\b"
)
_LEAST_LISTED = 2
_SHORTEST = 2  # no acronym of a body is as short
_BOTH = re.compile(r"(?:Both|These|They|All|Each|The (?:above|former))\b")
_GOES_ON = re.compile(
    r"(?:(?:Today|Now|Currently|Since then),? )?(?:[Ii]t|Its|This|The (?:service|contract|provider|charity|organisation))\b"
)
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5}
_LAST_FEW = re.compile(
    r"(?:All|Both|Each|These|The (?P<which>first|last|latter|former)? ?(?P<many>two|three|four|five))(?: of (?:them|these))?(?: \w+){0,2} (?:is|are|were|was|hold|held|have|work)\b"
)
_STAFFING = "1.2"
_GUESSED = "provisions.assigned"
_PATHWAY_OF = {"substance-misuse": "dependency-and-recovery"}
_FOR_STAFF = frozenset({"mental-health", "personal-wellbeing"})
_FOR_PEOPLE = re.compile(r"\b(?:people on probation|service users|women|men|caseload)\b")
"""In the section about staff, help with health is for staff unless it says whom it is for."""
_SEMICOLON = re.compile(r"; ?(?:and )?(?![^()]*\))")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " "})


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
    patterns = compiled()
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
    told = [p for p in found.values() if not _is_same_again(p, found)]
    return tuple(sorted(told, key=lambda p: (p.evidence.start, p.provider.path, p.service)))


def _is_same_again(provision: Provision, found: Mapping[tuple[str, str], Provision]) -> bool:
    """Tell whether a guess says, in the words of treatment, what a form of words says of the same provider's pathway."""
    pathway = _PATHWAY_OF.get(provision.service, "")
    said = found.get((provision.provider.path, pathway))
    return (
        provision.evidence.rule == _GUESSED and said is not None and said.evidence.rule != _GUESSED
    )


@dataclass(slots=True)
class _Reading:
    """What stands above a passage: whether it is presented as commissioned or lists bodies, and a service alone on its line."""

    names: ProviderNames
    patterns: Patterns
    section: str = ""
    heading: bool = False
    introduced: bool = False
    annexe: bool = False
    listing: bool = False
    alone: Passage | None = None

    def enter(self, section: str) -> None:
        """Forget the headings and the list of the section before."""
        if section != self.section:
            self.section, self.heading, self.introduced, self.annexe = section, False, False, False
            self.listing, self.alone = False, None

    def presents(self, text: str) -> bool:
        """Tell whether a text presents services as commissioned, and denies it nowhere."""
        return self.patterns.presents(text) and not self.patterns.denied.search(text)

    def skips(self, passage: Passage, text: str) -> bool:
        """Tell whether a passage states nothing of services: a foreword, a quotation, an annexe about other things."""
        if passage.kind in {"quote", "footnote"}:
            return True
        if self.section != "annexe":
            return self.section in _UNREAD
        if passage.kind == "heading":
            opened = bool(self.patterns.annexe.search(text))
            self.annexe = opened or (self.annexe and not self.patterns.closing.search(text))
        return not self.annexe


def _read(
    passages: Sequence[tuple[str, Passage]],
    names: ProviderNames,
    patterns: Patterns,
) -> Iterator[Provision]:
    above = _Reading(names, patterns)
    for number, (section, passage) in enumerate(passages):
        above.enter(section)
        text = passage.text.translate(_STRAIGHT)
        if above.skips(passage, text):
            continue
        stacked = list(_stacked(passage, text, above))
        yield from stacked
        if stacked or above.alone is passage:
            continue
        near = [p.text for s, p in passages[max(number - 1, 0) : number + 2] if s == section]
        if passage.kind == "heading" and not _ROW.search(text):
            yield from _read_heading(passage, text, above, near)
        else:
            yield from _read_text(passage, text, above, near)


def _read_heading(
    passage: Passage, text: str, above: _Reading, near: Sequence[str]
) -> Iterator[Provision]:
    """Read a line that looks like a heading: a row of a table, the table's head, or what presents what follows."""
    table = [line for line in near if not _ROW.search(line)]
    if _HEAD.fullmatch(text) and any(
        any(rows(line, above.names, above.patterns)) for line in table
    ):
        above.heading = above.heading or above.presents(text)
        return  # the names of columns say no more of what the table presents
    lines = list(_rows(passage, text, above, near, context=above.heading or above.introduced))
    yield from lines
    if not lines:
        above.heading, above.introduced = above.presents(text), False


def _read_text(
    passage: Passage, text: str, above: _Reading, near: Sequence[str]
) -> Iterator[Provision]:
    """Read a line of a list or table, else a paragraph or bullet sentence by sentence."""
    presented = above.presents(text)
    item = passage.kind in {"bullet", "item", "row", "heading"}
    if not item:
        above.listing = text.rstrip().endswith(":") and bool(_OF_BODIES.search(text))
        above.introduced = presented and (text.rstrip().endswith(":") or len(text) < _BRIEF)
    context = above.heading or (item and above.introduced)
    lines = list(_rows(passage, text, above, near, context=context))
    yield from lines
    named = () if above.listing else rows(text, above.names, above.patterns)
    if lines or any(above.patterns.may_be_person(tie.provider) for tie in named):
        return  # `Women: Karen Smith`
    found = list(_read_passage(passage, text, above.names, above.patterns, context=context))
    found += _assigned(passage, text, above, found, context=context)
    found = _summed_up(found, text, above.patterns)
    if above.section == _STAFFING and not _FOR_PEOPLE.search(text):
        found = [
            each
            for each in found
            if each.service not in _FOR_STAFF and each.evidence.rule != _GUESSED
        ]
    yield from found
    if passage.kind in {"row", "heading"} and presented and not found:
        above.introduced = True  # the head of a table


def _stacked(passage: Passage, text: str, above: _Reading) -> Iterator[Provision]:
    """Read a service alone on a line and its providers alone on the next."""
    before, above.alone = above.alone, None
    label = _LABEL.match(text)
    lead = label.end() if label else 0
    if len(text) > _LINE or passage.kind in {"row", "item"}:
        return
    end = len(text.rstrip(" .:"))
    services = list_at(text, lead, above.patterns)
    if services and _SERVICES.fullmatch(text, services[-1].end, end):
        above.alone = passage
        return
    if before is None:
        return
    providers = above.names.list_at(text, lead)
    if not providers or providers[-1].end < end:
        return
    for provider in providers:
        service_line = before.text.translate(_STRAIGHT)
        label = _LABEL.match(service_line)
        for service in list_at(service_line, label.end() if label else 0, above.patterns):
            yield Provision(
                _as_printed(provider, passage.text),
                service.service,
                above.heading or above.introduced,
                Evidence(before.start, passage.end, "provisions.stacked"),
            )


def _rows(
    passage: Passage, text: str, above: _Reading, near: Sequence[str], *, context: bool
) -> Iterator[Provision]:
    """Read a line of a list or table that is a service, a mark and names; what introduces it tells if they are commissioned.

    A name that nobody knows counts where something presents the list, or where a line beside it names a provider.
    """
    names, patterns = above.names, above.patterns
    stated = context or (patterns.presents(text) and not patterns.cancels(text))
    ties = list(rows(text, names, patterns))
    if not ties:
        return
    table = [list(rows(line.translate(_STRAIGHT), names, patterns)) for line in near]
    beside = any(_is_sure(tie, patterns) for row in table for tie in row)
    sure = stated or beside
    if not _ROW.search(text):
        # Only spaces part the columns: a row stands in a table, and a name is sure or beside one that is.
        sure = sum(map(bool, table)) > 1
        ties = [tie for tie in ties if (stated and beside) or _is_sure(tie, patterns)]
    elif not above.listing and not stated:
        ties = [tie for tie in ties if not patterns.may_be_person(tie.provider)]
    for tie in ties if sure else ():
        body = _as_printed(tie.provider, passage.text)
        if not tie.provider.known and " " in body.label:
            names.introduce(body.label, body)
        yield Provision(
            body,
            tie.service,
            stated,
            Evidence(passage.start, passage.end, f"provisions.{tie.rule}"),
        )


def _is_sure(tie: Tie, patterns: Patterns) -> bool:
    """Tell whether the name of a line is a provider's: one that is known, ends as a body's does, or is an acronym."""
    label = tie.provider.body.label
    return (
        tie.provider.known
        or bool(patterns.ends_as_body.search(label))
        or (len(label) > _SHORTEST and label.isupper())
    )


def _read_passage(
    passage: Passage,
    text: str,
    names: ProviderNames,
    patterns: Patterns,
    *,
    context: bool,
) -> Iterator[Provision]:
    listed = context and passage.kind in {"bullet", "item", "row", "heading"}
    presented = context
    services: list[ServiceMention] = []
    sentences = _split(text, _SENTENCE)
    for number, sentence in enumerate(sentences):
        denial = patterns.denied.search(sentence.text)
        open_to = denial.start() if denial else len(sentence.text)
        later = _presented_later(sentences[number + 1 :], patterns)
        stated = later or patterns.presents(sentence.text, open_to)
        adds = not listed and patterns.adds(sentence.text)
        named = find_services(sentence.text)
        back = bool(services) and bool(_ANAPHORA.search(sentence.text))
        if not (named or listed or stated or presented or back):
            presented = (presented or stated) and not patterns.cancels(sentence.text)
            continue
        for clause in _split(_one_list(sentence.text, patterns), _SEMICOLON):
            whole = Clause(clause.text, sentence.offset + clause.offset, services, listed)
            if "respectively" in clause.text:
                continue  # read by order, not by form
            for tie in _ties(whole, names, patterns):
                if (
                    _ENDED.match(whole.text, tie.end)
                    or _STAFFS.search(whole.text, tie.start, tie.end)
                    or patterns.is_unreal(
                        sentence.text,
                        clause.offset + tie.provider.start,
                        clause.offset + tie.end,
                    )
                ):
                    continue
                free = patterns.covers(sentence.text, clause.offset + tie.provider.start)
                said_before = sentence.offset > text.find(
                    whole.text[tie.provider.start : tie.provider.end]
                )
                inherited = (
                    presented
                    and not denial
                    and (said_before or not adds)
                    and tie.service in patterns.pathways
                )
                start, end = passage.span(
                    *_with_sign(text, whole.offset + tie.start, whole.offset + tie.end, tie.service)
                )
                body = _as_printed(
                    tie.provider, passage.text[whole.offset : whole.offset + len(whole.text)]
                )
                if not tie.provider.known:
                    names.introduce(body.label, body)
                yield Provision(
                    body,
                    tie.service,
                    free and (stated or inherited),
                    Evidence(start, end, f"provisions.{tie.rule}"),
                )
            services = find_services(clause.text) or services
        services = named or services
        presented = ((presented and not adds) or stated) and not patterns.cancels(sentence.text)


def _assigned(
    passage: Passage, text: str, above: _Reading, found: list[Provision], *, context: bool
) -> Iterator[Provision]:
    """Read the providers of a passage that no form of words has tied to a service."""
    names, patterns = above.names, above.patterns
    sentences = _split(text, _SENTENCE)
    tied: dict[str, list[str]] = {}
    for provision in found:
        tied.setdefault(provision.provider.path, []).append(provision.service)
    for tie in assign(sentences, names, patterns, tied):
        said = next(s for s in reversed(sentences) if s.offset <= tie.provider.start)
        near = [said.text, *(s.text for s in sentences if s.offset > said.offset)][:2]
        own = patterns.presents(said.text)
        goes_on = len(near) > 1 and bool(_GOES_ON.match(near[1])) and patterns.presents(near[1])
        carried = context
        name = text[tie.provider.start : tie.provider.end]
        for sentence in sentences:
            if sentence.offset < said.offset:
                carried = (carried or patterns.presents(sentence.text)) and not patterns.cancels(
                    sentence.text
                )
        if patterns.adds(said.text):
            carried = carried and text.find(name) < said.offset  # one named before goes on
        stated = own or goes_on or carried
        body = _as_printed(tie.provider, passage.text)
        if not tie.provider.known and patterns.ends_as_body.search(body.label):
            names.introduce(body.label, body)
        yield Provision(
            body,
            tie.service,
            stated
            and patterns.covers(said.text, tie.provider.start - said.offset)
            and (tie.service in patterns.pathways or own),
            Evidence(
                *passage.span(*_with_sign(text, tie.start, tie.end, tie.service)),
                f"provisions.{tie.rule}",
            ),
        )


def _one_list(text: str, patterns: Patterns) -> str:
    """Return a sentence with commas for the semicolons of a list of nothing but services: `P held three: S; T; and U`."""
    colon = text.find(": ")
    parts = _SEMICOLON.split(text[colon + 2 :].rstrip(".")) if colon > 0 else []
    if len(parts) < _LEAST_LISTED:
        return text
    for part in parts:
        services = list_at(part, 0, patterns)
        if not services or not _SERVICES.fullmatch(part, services[-1].end):
            return text
    return text[:colon] + text[colon:].replace(";", ",")


def _with_sign(text: str, start: int, end: int, service: str) -> tuple[int, int]:
    """Widen a stretch of a passage that says nothing of a service to the nearest place that does."""
    said = [sign for sign in find_signs(text) if sign.service == service]
    if not said or any(start <= sign.start and sign.end <= end for sign in said):
        return start, end
    near = min(said, key=lambda sign: max(start - sign.end, sign.start - end))
    return min(start, near.start), max(end, near.end)


def _summed_up(found: list[Provision], text: str, patterns: Patterns) -> list[Provision]:
    """Take for commissioned what a later sentence says to be so of all or of the last few: `The last two are CRS`."""
    for sentence in _split(text, _SENTENCE):
        counted = _LAST_FEW.match(sentence.text)
        if (
            not counted
            or not patterns.presents(sentence.text)
            or patterns.denied.search(sentence.text)
        ):
            continue
        many = _FEW[counted["many"].lower()] if counted["many"] else len(found)
        ordered = sorted(found, key=lambda provision: provision.evidence.start)
        meant = ordered[:many] if counted["which"] == "first" else ordered[-many:]
        found = [
            replace(each, commissioned=True)
            if each in meant and each.service in patterns.pathways
            else each
            for each in found
        ]
    return found


def _presented_later(following: list[Clause], patterns: Patterns) -> bool:
    """Tell whether the next sentence, or one that sums up all before it, presents them as commissioned."""
    return any(
        _is_afterthought(sentence.text, patterns)
        for number, sentence in enumerate(following)
        if number == 0 or sentence.text.startswith(("All", "These", "The above"))
    )


def _is_afterthought(text: str, patterns: Patterns) -> bool:
    """Tell whether a sentence, such as `Both are CRS providers`, presents the one before it as commissioned."""
    return (
        len(text) < _SHORT
        and bool(_BOTH.match(text))
        and patterns.presents(text)
        and not patterns.denied.search(text)
    )


def _as_printed(provider: ProviderMention, text: str) -> Body:
    """Give a name of the report's own the apostrophe that the report prints."""
    curly = "\N{RIGHT SINGLE QUOTATION MARK}"
    if provider.body.registered or curly not in text[provider.start : provider.end]:
        return provider.body
    return replace(provider.body, label=provider.body.label.replace("'", curly))


def _split(text: str, joint: re.Pattern[str]) -> list[Clause]:
    clauses = []
    start = 0
    for found in joint.finditer(text):
        clauses.append(Clause(text[start : found.start()], start))
        start = found.end()
    clauses.append(Clause(text[start:], start))
    return [clause for clause in clauses if clause.text.strip()]


def _ties(clause: Clause, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Yield what the patterns find in a clause; each provider is tied by the first that fits it."""
    taken: set[int] = set()
    for reader in (
        passive,
        source,
        active,
        listed,
    ):
        ties = list(reader(clause, names, patterns))
        yield from (tie for tie in ties if tie.provider.start not in taken or tie.rule == "list")
        taken |= {tie.provider.start for tie in ties}
