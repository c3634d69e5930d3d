"""Providers that no form of words ties: the service said nearest to each, in its sentence or in the one beside it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from findings_graph.organisations.provision_clauses import Clause, Tie, coordinated
from findings_graph.organisations.provision_ordinals import tells_order, tie_by_order
from findings_graph.organisations.service_signs import SignMention, find_signs
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns

_SUBJECT = re.compile(
    r"(?:^|[;:,] |\b(?:and|but|while|whereas|that|which|what|because|so|when|where|although|as|if|whom|charity|organisation|provider|enterprise|union|group|service|project)[,;]? )(?:the |The )?$"
)
"""A name behind this begins a clause: what it gives follows it."""
_BEHIND = re.compile(r"(?:\b(?:by|from|through|via|with|to|is|was|are|were|like|as)|[(:–-])(?: the)? $")
"""A name behind this ends a clause: what it gives stands before it."""
_CLOSES = re.compile(r"(?: charity)?(?:[.;)]|,? (?:and|or|but) (?:for|in|on|by|from)\b|,(?! (?:an?|the|which|who|whose|once)\b)|$)")
"""Nothing is said of a name that such a mark follows: what it gives stands before it."""
_PREPOSITION = re.compile(r"\b(?:by|from|through|via|with|to)(?: the)? $")
_INHERITS = re.compile(
    r"\b(?:by|from|through|via|or|latter|other|second|sub-?contract\w*[^,.;]{0,30} to)(?: the)? $"
)
_RUN = re.compile(
    r"(?!.*\b(?:was|were|is|are|had|has|have|who|which|that|but|by|from)\b)"
    r"[^.;]{0,24}?(?:,|\band\b|\bor\b|&|\btogether with\b|\bas well as\b)[^.;]{0,24}"
)
_RUN_BY = re.compile(
    r",? (?:(?:which|that) (?:is|was) )?(?:(?:jointly |now )?(?:run|delivered|led|managed|provided|hosted|staffed|organised) )?by (?=(?:the |an? [a-z ,]{0,30}?)?[A-Z])"
)
"""Behind the name of a scheme or a place: who is behind it follows."""
_RUN_BY_LATER = re.compile(
    r",? (?:an?|the) [^.;()]{3,90}? (?:(?:run|delivered|led|managed|provided|hosted|operated) by (?:the )?|(?:which|that) (?:the )?)(?=[A-Z])"
)
_PART_OF = re.compile(r"\b(?:part|subsidiary|arm|member|on behalf) of(?: the)? $")
_FROM = re.compile(r"\bfrom(?: the)? $")
_TO = re.compile(r" to (?:the )?[A-Z]")
_FOR = re.compile(r"(?:^|[;:,] (?:and )?)(?:[Ff]or|[Uu]nder)(?: the)? $")
"""What opens a clause with the service: `for debt there was P`."""
_APART = 30
_FRONTED = re.compile(r"(?:^|[;,:] (?:and )?)(?:[Uu]nder|[Ff]or|[Oo]n|[Ii]n) [^,;:.]{2,60}, (?:the )?$")
_COURSE = re.compile(r"\b(?:courses?|places|class(?:es)?|training|workshops?|apprenticeships?)(?: [a-z]+){0,2} at(?: the)? $")
_BESIDE = re.compile(r"(?:\band|,)(?: the)? $")
_PLACED = re.compile(r" in [A-Z]")
_AS = re.compile(r",? as (?:an?|the|its|their) (?:\w+ ){0,2}(?:partner|provider|contractor|supplier)\b")
_DID = re.compile(
    r" (?!(?:remained|needed|lacked|closed|changed|increased|improved|continued|showed|started|ended|based|used|failed|refused|stopped|moved|noted)\b)[a-z]{3,}ed\b"
)
_SAME = re.compile(r" (?:has|does|did|had|holds?|runs?|ran|provides?|delivers?|offers?) (?:it|so|this|the same)\b")
_IN_FRONT = re.compile(r"(?:^|[;,:] (?:and )?)(?:[Ff]or|[Uu]nder) [^;,:.]{2,40}(?:, | there (?:was|is) )(?:the )?$")
_WHILE_IT_WAS = re.compile(r", (?:and, )?until [^,;]{3,80},")
_ALSO = re.compile(r",? (?:who|which) (?:also|in addition) ")
_ANY = frozenset({"women", "personal-wellbeing"})
_WHERE = re.compile(
    r"\b(?:in|across|throughout|within|near|outside|around|at)(?: the)? $", re.IGNORECASE
)
_GIVES = re.compile(r"(?:,? | \()(?:where|to (?:which|whom)|for (?:an? |the |its )?)\b")
_LISTED = re.compile(r"(?:[,;:]|\band)(?: the)? $")
_KIND_BEFORE = re.compile(
    r"(?: [a-z-]+){0,3} (?:charity|provider|organisation|service|project|scheme|centre|group|agency|partnership|enterprise|specialists?),? (?:called )?(?:the )?"
)
_VERB = re.compile(r"\b(?:but|did not|while|although|however|whereas)\b")
_ALONE = re.compile(r" (?!need)[a-z]{3,}ed\b")
_RELATIVE = re.compile(r"(?:'s?)?(?: [a-z]+){0,2},? (?:who|which|whose)\b")
_REFERRED = re.compile(r"\b(?:referr|waiting|capacity|caseload)")
"""What only somebody who gives a service speaks of."""
_OPENS = re.compile(r"(?: (?:services?|support|provision))? (?:is|are|was|were|sits?|falls?|lies|rests?)\b")
"""Behind the last of several services: it opens a clause of its own."""
_ABSTRACT = re.compile(r".*(?:ment|tion|sion|ness|ship|ity|ism|ance|wards)$")
_PERSON = re.compile(r"\b(?:lead|manager|officer|worker|adviser|head|inspector|coordinator|called|named),? $")
_AND_SO = re.compile(r"(?:, [A-Z][\w']+)*,? and (?:the )?[A-Z][\w']*(?: [A-Z][\w']*)*")
_CLOSE = 20
"""How near a name stands to the service that it is in apposition to."""
_MEANT = 2
"""As many sentences on as one may still go on about a provider."""


class _Rules:
    """The patterns of `rules/provision_signs.toml`, compiled."""

    def __init__(self) -> None:
        rules = load_rules("provision_signs")["assignment"]
        self.unrelated = re.compile("|".join(rules["unrelated"]), re.IGNORECASE)
        self.unreal = re.compile("|".join(rules["unreal"]), re.IGNORECASE)
        self.serves = re.compile(
            rf"(?: \(.{{2,40}}?\))?(?:, [^,;.]{{3,60}},|,)? (?:who |which )?{rules['serves']}"
        )
        self.serving = re.compile(rf"\b{rules['serves']}")
        self.leads = re.compile(rules["leads"])
        self.sure = re.compile(rules["sure"])
        self.staff = re.compile(rules["staff"])
        self.kind = re.compile(rules["kind"])
        self.back = re.compile(rules["back"])
        self.joint = re.compile(rules["joint"])
        self.other = re.compile(rules["other"])
        self.replaced = re.compile(rules["replaced"])
        self.speaks = re.compile(rules["speaks"])
        self.over = re.compile(rules["over"])
        self.first = re.compile(rules["first"])


@functools.cache
def _compiled() -> _Rules:
    return _Rules()


@dataclass(slots=True)
class _Sentence:
    """A sentence with the providers that it names, in runs, and the services that it names or gives a sign of."""

    text: str
    offset: int
    groups: list[list[ProviderMention]]
    services: list[SignMention]
    goes_on: bool

    def between(self, start: int, end: int) -> list[list[SignMention]]:
        """Return the runs of services between two places, weak ones only where there are no others."""
        inside = [s for s in self.services if start <= s.start and s.end <= end]
        strong = [s for s in inside if not s.weak]
        strong = strong or [s for s in inside if s.service != "women"]
        runs: list[list[SignMention]] = []
        for service in strong or inside:
            gap = self.text[runs[-1][-1].end : service.start] if runs else ""
            if runs and gap == ", " and _OPENS.match(self.text, service.end):
                runs.append([service])
            elif runs and (_RUN.fullmatch(gap) or runs[-1][-1].service == service.service):
                runs[-1].append(service)
            else:
                runs.append([service])
        return runs

    def strong(self) -> list[SignMention]:
        """Return the services that the sentence names, weak signs only where there is nothing else."""
        return [s for run in self.between(0, len(self.text)) for s in run]

    def topic(self) -> list[SignMention]:
        """Return the one service that the sentence is about, else none."""
        runs = self.between(0, len(self.text))
        kinds = {service.service for run in runs for service in run}
        return runs[0] if len(kinds) == 1 else []


def assign(
    sentences: Sequence[Clause],
    names: ProviderNames,
    patterns: Patterns,
    tied: dict[str, list[str]],
) -> Iterator[Tie]:
    """Yield a tie of each provider that is not tied yet to the service said nearest to it.

    Args:
        sentences: the sentences of one passage.
        names: the names known so far.
        patterns: what else tells a provider from another name.
        tied: paths of the providers that a form of words has tied in this passage, with their services.
    """
    rules = _compiled()
    done: set[str] = set()
    read = [_read(sentence, names, patterns, rules) for sentence in sentences]
    for number, sentence in enumerate(read):
        ordered = list(_by_order(read, number))
        yield from ordered
        if ordered:
            done |= {tie.provider.body.path for tie in ordered}
            continue
        before: list[str] = []
        claimed: set[int] = set()
        for place, group in enumerate(sentence.groups):
            known = [kind for m in group for kind in tied.get(m.body.path, [])]
            if all(m.body.path in tied for m in group):
                before = known
                claimed |= _taken(sentence, place, known)
                continue
            if _says_nothing(read, number, group, patterns, rules):
                continue
            own = _own(sentence, place, claimed, rules)
            kinds = list(dict.fromkeys(service.service for service in own))
            gap = sentence.text[sentence.groups[place - 1][-1].end : group[0].start] if place else ""
            if (
                before
                and all(service.weak for service in own)
                and (_INHERITS.search(gap) or _shares(sentence.text, group, gap))
                and not _VERB.search(gap)
            ):
                kinds = before
            claimed |= {service.start for service in own}
            if all(service.weak for service in own):
                kinds = (
                    _named_for(sentence.text, group, patterns, rules)
                    or _topic_instead(read, number, kinds)
                    or kinds
                    or _beside(read, number, place, rules)
                )
                kinds = [] if own and group[0].body.path in done else kinds
            before = kinds or before
            each = len(group) > 1 and len(kinds) > 1  # `staff from P and Q … with S or T needs`
            for order, mention in enumerate(group):
                if mention.body.path not in tied:
                    for kind in kinds[order : order + 1] if each else kinds:
                        done.add(mention.body.path)
                        yield _tie(mention, kind, sentence.offset)
    if not done and not tied:
        yield from _lone(read, patterns, rules)


def _lone(read: list[_Sentence], patterns: Patterns, rules: _Rules) -> Iterator[Tie]:
    """Tie the one registered provider and the one service of a passage, whatever parts them."""
    named = [
        (number, group, sentence)
        for number, sentence in enumerate(read)
        for group in sentence.groups
    ]
    kinds = {s.service for sentence in read for s in sentence.services if not s.weak}
    if len(kinds) != 1 or len({m.body.path for _, group, _ in named for m in group}) != 1:
        return
    number, group, sentence = named[0]
    if group[0].body.registered and not _says_nothing(read, number, group, patterns, rules):
        yield _tie(group[0], kinds.pop(), sentence.offset)


def _shares(text: str, group: list[ProviderMention], gap: str) -> bool:
    """Tell whether a run of providers does elsewhere, or as a partner, what the one before it does."""
    end = group[-1].end
    return bool(
        (_BESIDE.search(gap) and _PLACED.match(text, end))
        or _SAME.match(text, end)
        or (gap.endswith("with ") and _AS.match(text, end))
    )


def _by_order(read: list[_Sentence], number: int) -> Iterator[Tie]:
    """Yield what a sentence ties by the order in which the one before it names providers or services."""
    sentence = read[number]
    last = read[number - 1] if number else _Sentence("", 0, [], [], goes_on=False)
    for provider, service, place in tie_by_order(
        sentence.text,
        [m for group in last.groups for m in group],
        list({s.service: s for s in last.strong()}.values()),
        [m for group in sentence.groups for m in group],
        sentence.strong(),
    ):
        where = sentence.offset + place
        yield Tie(replace(provider, start=where, end=where), service, where, where + 1, "ordered")


def _tie(mention: ProviderMention, service: str, offset: int) -> Tie:
    """Tie a provider to a service, with places in the passage."""
    moved = replace(mention, start=mention.start + offset, end=mention.end + offset)
    return Tie(moved, service, moved.start, moved.end, "assigned")


def _read(
    sentence: Clause, names: ProviderNames, patterns: Patterns, rules: _Rules
) -> _Sentence:
    """Find what a sentence names."""
    text = sentence.text
    mentions = [
        m for m in names.find_capitalised(text) if _is_provider(text, m, names, patterns, rules)
    ]
    services = [
        s for s in find_signs(text) if not any(m.start <= s.start < m.end for m in mentions)
    ]
    return _Sentence(
        text, sentence.offset, coordinated(text, mentions), services, bool(rules.back.match(text))
    )


def _is_provider(
    text: str, mention: ProviderMention, names: ProviderNames, patterns: Patterns, rules: _Rules
) -> bool:
    """Tell whether a name is a provider's: a register has it, or it does what providers do."""
    label, end = mention.body.label, mention.end
    if label == "User Voice" or _RUN_BY.match(text, end) or _RUN_BY_LATER.match(text, end):
        return False
    others = _AND_SO.match(text, end)
    kind = bool(rules.kind.match(text, end))
    follows = bool(
        kind
        or rules.serves.match(text, end)
        or rules.staff.match(text, end)
        or (others and rules.serves.match(text, others.end()))
        or _AS.match(text, end)
        or _IN_FRONT.search(text, 0, mention.start)
        or (_GIVES.match(text, end) and (_LISTED.search(text, 0, mention.start) or ", " in text[end : end + 2]))
    )
    if _PART_OF.search(text, 0, mention.start) or (
        _FROM.search(text, 0, mention.start) and _TO.match(text, end)
    ) or rules.other.search(text, 0, mention.start) or rules.replaced.match(text, end):
        return False
    if mention.known:
        plain = patterns.ordinary.fullmatch(text[mention.start : end])
        owns = text.startswith("'s ", end)
        return not (plain and not mention.start) or follows or owns or bool(_ALONE.match(text, end))
    where = _WHERE.search(text, 0, mention.start) and not kind
    if rules.first.match(label) or (where and not _COURSE.search(text, 0, mention.start)):
        return False
    if " " in label:
        follows = follows or (not mention.start and bool(_DID.match(text, end)))
        person = _PERSON.search(text, 0, mention.start) and label.count(" ") == 1
        marked = bool(re.search(rf"{patterns.marked.pattern}$", label))
        beside = _BESIDE.search(text, 0, mention.start) and _PLACED.match(text, end)
        return (follows and not person) or marked or bool(beside) or bool(rules.leads.search(text, 0, mention.start))
    if mention.start:
        sure = follows or bool(rules.sure.search(text, 0, mention.start))
        return sure and names.is_no_place(label)
    return follows and names.is_proper(label) and names.is_no_place(label) and not _ABSTRACT.match(label)


def _says_nothing(
    read: list[_Sentence],
    number: int,
    group: list[ProviderMention],
    patterns: Patterns,
    rules: _Rules,
) -> bool:
    """Tell whether what is said of a run of providers is no service, or one that is over or not yet there."""
    text = read[number].text
    start = max((f.end() for f in rules.joint.finditer(text, 0, group[0].start)), default=0)
    after = rules.joint.search(text, group[-1].end)
    clause = _WHILE_IT_WAS.sub("", text[start : after.start() if after else len(text)])
    return bool(
        rules.unrelated.search(clause)
        or rules.unreal.search(clause)
        or (rules.speaks.match(text, group[-1].end) and not _REFERRED.search(clause))
        or patterns.is_unreal(text, group[0].start, group[-1].end)
        or any(rules.over.match(later.text) for later in read[number + 1 : number + 2])
    )


def _own(
    sentence: _Sentence, place: int, claimed: set[int], rules: _Rules
) -> list[SignMention]:
    """Return the services that a sentence ties to a run of providers by where they stand: in its clause, else beyond."""
    text, groups = sentence.text, sentence.groups
    group = groups[place]
    start = groups[place - 1][-1].end if place else 0
    end = groups[place + 1][0].start if place + 1 < len(groups) else len(text)
    joints = [f for f in rules.joint.finditer(text)]
    near = max((f.end() for f in joints if start <= f.start() < group[0].start), default=start)
    far = min((f.start() for f in joints if group[-1].end <= f.start() < end), default=end)
    for low, high in ((near, far), (start, end)) if len(groups) > 1 else ((start, end),):
        left = [
            run for run in sentence.between(low, group[0].start) if run[0].start not in claimed
        ]
        opens = any(
            _FOR.search(text, 0, s.start) for s in sentence.services if s.start < groups[0][0].start
        )
        fronted = [
            run
            for run in left
            if opens
            and _FOR.search(text, 0, run[0].start) and group[0].start - run[-1].end < _APART
        ]
        if fronted:
            also = _ALSO.match(text, group[-1].end)
            more = sentence.between(group[-1].end, high)[:1] if also else []
            return [*fronted[-1], *(more[0] if more else [])]
        right = [
            run
            for run in sentence.between(group[-1].end, high)
            if not (opens and _FOR.search(text, 0, run[0].start))
        ]
        if (
            high == end
            and place + 1 < len(groups)
            and _BEHIND.search(text, 0, groups[place + 1][0].start)
        ):
            right = right[:-1]
        found = _nearest(text, group, left, right)
        if found:
            return found
    return []


def _nearest(
    text: str,
    group: list[ProviderMention],
    left: list[list[SignMention]],
    right: list[list[SignMention]],
) -> list[SignMention]:
    """Choose between the services before a run of providers and those behind it."""
    start, end = group[0].start, group[-1].end
    if not left and _FRONTED.search(text, 0, start) and _CLOSES.match(text, end):
        return []
    if not (left and right):
        return (left[-1:] or right[:1] or [[]])[0]
    weak = [all(s.weak for s in run) for run in (left[-1], right[0])]
    if weak[0] != weak[1]:
        return right[0] if weak[0] else left[-1]
    if _RELATIVE.match(text, end):
        return right[0]
    if _KIND_BEFORE.fullmatch(text, left[-1][-1].end, start):
        return left[-1]
    if text[:start].endswith(", ") and text[end : end + 1] in {",", ".", ";", ")"} and (
        start - left[-1][-1].end < _CLOSE
    ):
        return left[-1]
    if _BEHIND.search(text, 0, start) or _CLOSES.match(text, end):
        return left[-1]
    if _SUBJECT.search(text, 0, start):
        return right[0]
    return left[-1] if start - left[-1][-1].end < right[0][0].start - end else right[0]


def _offers(
    text: str, group: list[ProviderMention], patterns: Patterns, rules: _Rules
) -> bool:
    """Tell whether a sentence says that those it names give anything, whatever it is."""
    rest = text[: group[0].start] + text[group[-1].end :]
    return patterns.presents(text) or bool(rules.serving.search(rest))


def _topic_instead(read: list[_Sentence], number: int, kinds: list[str]) -> list[str]:
    """Return the service of the sentence before where what is done might serve any: a walking group for mental health."""
    if not number or not kinds or not _ANY.issuperset(kinds) or read[number - 1].groups:
        return []
    return [s.service for s in read[number - 1].topic()[:1] if not s.weak]


def _named_for(
    text: str, group: list[ProviderMention], patterns: Patterns, rules: _Rules
) -> list[str]:
    """Return the service that a provider's very name tells: `Marl Recovery Partnership`."""
    if len(group) > 1 or not _offers(text, group, patterns, rules):
        return []
    kinds = {sign.service for sign in find_signs(text[group[0].start : group[0].end])}
    return sorted(kinds) if len(kinds) == 1 and "other" not in kinds else []


def _taken(sentence: _Sentence, place: int, kinds: list[str]) -> set[int]:
    """Return where the services stand that a form of words has tied to a run of providers."""
    group = sentence.groups[place]
    start = sentence.groups[place - 1][-1].end if place else 0
    mine = [s for s in sentence.services if s.service in kinds]
    left = {s.start for s in mine if start <= s.start < group[0].start}
    return left or {s.start for s in mine if s.start > group[-1].start}


def _beside(read: list[_Sentence], number: int, place: int, rules: _Rules) -> list[str]:
    """Return the one service of the sentence before, or of one behind that goes on about the provider."""
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
            if not after.goes_on or after.groups or tells_order(after.text) or rules.unreal.search(after.text):
                break
            runs = after.between(0, len(after.text))
            if runs:
                return list(dict.fromkeys(service.service for service in runs[0]))
    return []
