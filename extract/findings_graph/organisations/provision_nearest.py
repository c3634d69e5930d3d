"""The services of a sentence that stand nearest to a provider: before its name, or behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.sign_rules import sign_rules

if TYPE_CHECKING:
    from findings_graph.organisations.provider_names import ProviderMention
    from findings_graph.organisations.provision_sentences import Sentence
    from findings_graph.organisations.service_signs import SignMention

_SUBJECT = re.compile(
    r"(?:^|[;:,] |\b(?:and|but|while|whereas|that|which|what|because|so|when|where|although|as|if|whom|charity|organisation|provider|enterprise|union|group|service|project)[,;]? )(?:the |The )?$"
)
"""A name behind this begins a clause: what it gives follows it."""
_BEHIND = re.compile(
    r"\b(?:by|from|through|via|with|to|is|was|are|were|like|as)(?: the)? $|[:–-](?: the)? $|\((?:the )?$"
)
"""A name behind this ends a clause: what it gives stands before it."""
_AND_TO = re.compile(r"\band (?:by|from|through|via|with|to)(?: the)? $")
"""A name behind this goes on as the one before it did: `to P for S and to Q for T`."""
_CLOSES = re.compile(
    r"(?: charity)?(?:[.;)]|,? (?:and|or|but) (?:for|in|on|by|from)\b|,(?! (?:an?|the|which|who|whose|once)\b)|$)"
)
"""Nothing is said of a name that such a mark follows: what it gives stands before it."""
_FOR = re.compile(r"(?:^|[;:,] (?:and )?)(?:[Ff]or|[Uu]nder)(?: the)? $")
"""What opens a clause with the service: `for debt there was P`."""
_APART = 30
_FRONTED = re.compile(
    r"(?:^|[;,:] (?:and )?)(?:[Uu]nder|[Ff]or|[Oo]n|[Ii]n) [^,;:.]{2,60}, (?:the )?$"
)
_ALSO = re.compile(r",? (?:who|which) (?:also|in addition) ")
_KIND_BEFORE = re.compile(
    r"(?: [a-z-]+){0,3} (?:charity|provider|organisation|service|project|scheme|centre|group|agency|partnership|enterprise|specialists?),? (?:called )?(?:the )?"
)
_RELATIVE = re.compile(r"(?:'s?)?(?: [a-z]+){0,2},? (?:who|which|whose)\b")
_CLOSE = 20
"""How near a name stands to the service that it is in apposition to."""


def own_services(sentence: Sentence, place: int, claimed: set[int]) -> list[SignMention]:
    """Return the services that a sentence ties to a run of providers by where they stand: in its clause, else beyond."""
    rules = sign_rules()
    text, groups = sentence.text, sentence.groups
    group = groups[place]
    start = groups[place - 1][-1].end if place else 0
    end = groups[place + 1][0].start if place + 1 < len(groups) else len(text)
    joints = list(rules.joint.finditer(text))
    near = max((f.end() for f in joints if start <= f.start() < group[0].start), default=start)
    far = min((f.start() for f in joints if group[-1].end <= f.start() < end), default=end)
    for low, high in ((near, far), (start, end)) if len(groups) > 1 else ((start, end),):
        left = sentence.between(low, group[0].start, claimed)
        opens = any(
            _FOR.search(text, 0, s.start) for s in sentence.services if s.start < groups[0][0].start
        )
        fronted = [
            run
            for run in left
            if opens
            and _FOR.search(text, 0, run[0].start)
            and group[0].start - run[-1].end < _APART
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
            and not _AND_TO.search(text, 0, groups[place + 1][0].start)
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
    if not left and _FRONTED.search(text, 0, group[0].start) and _CLOSES.match(text, group[-1].end):
        return []
    if left and right:
        return left[-1] if _stands_before(text, group, left[-1], right[0]) else right[0]
    return (left[-1:] or right[:1] or [[]])[0]


def _stands_before(
    text: str, group: list[ProviderMention], left: list[SignMention], right: list[SignMention]
) -> bool:
    """Tell whether what a run of providers gives stands before it rather than behind it."""
    start, end = group[0].start, group[-1].end
    weak = [all(s.weak for s in run) for run in (left, right)]
    if weak[0] != weak[1]:
        return weak[1]
    if _RELATIVE.match(text, end):
        return False
    apposed = text[:start].endswith(", ") and text[end : end + 1] in {",", ".", ";", ")"}
    if (
        _KIND_BEFORE.fullmatch(text, left[-1].end, start)
        or (apposed and start - left[-1].end < _CLOSE)
        or _BEHIND.search(text, 0, start)
        or _CLOSES.match(text, end)
    ):
        return True
    if _SUBJECT.search(text, 0, start):
        return False
    return start - left[-1].end < right[0].start - end
