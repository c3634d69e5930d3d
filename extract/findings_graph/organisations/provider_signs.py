"""Whether a name is a provider's: a register has it, or it does what providers do and stands where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.sign_rules import sign_rules

if TYPE_CHECKING:
    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns

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
_COURSE = re.compile(
    r"\b(?:courses?|places|class(?:es)?|training|workshops?|apprenticeships?)(?: [a-z]+){0,2} at(?: the)? $"
)
_BESIDE = re.compile(r"(?:\band|,)(?: the)? $")
_PLACED = re.compile(r" in [A-Z]")
_AS = re.compile(
    r",? as (?:an?|the|its|their) (?:\w+ ){0,2}(?:partner|provider|contractor|supplier)\b"
)
_DID = re.compile(
    r" (?!(?:remained|needed|lacked|closed|changed|increased|improved|continued|showed|started|ended|based|used|failed|refused|stopped|moved|noted)\b)[a-z]{3,}ed\b"
)
_IN_FRONT = re.compile(
    r"(?:^|[;,:] (?:and )?)(?:[Ff]or|[Uu]nder) [^;,:.]{2,40}(?:, | there (?:was|is) )(?:the )?$"
)
_WHERE = re.compile(
    r"\b(?:in|across|throughout|within|near|outside|around|at)(?: the)? $", re.IGNORECASE
)
_GIVES = re.compile(r"(?:,? | \()(?:where|to (?:which|whom)|for (?:an? |the |its )?)\b")
_LISTED = re.compile(r"(?:[,;:]|\band)(?: the)? $")
_ALONE = re.compile(r" (?!need)[a-z]{3,}ed\b")
_ABSTRACT = re.compile(r".*(?:ment|tion|sion|ness|ship|ity|ism|ance|wards)$")
_PERSON = re.compile(
    r"\b(?:lead|manager|officer|worker|adviser|head|inspector|coordinator|called|named),? $"
)
_AND_SO = re.compile(r"(?:, [A-Z][\w']+)*,? and (?:the )?[A-Z][\w']*(?: [A-Z][\w']*)*")


def is_provider(
    text: str, mention: ProviderMention, names: ProviderNames, patterns: Patterns
) -> bool:
    """Tell whether a name is a provider's: a register has it, or it does what providers do."""
    rules = sign_rules()
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
        or (
            _GIVES.match(text, end)
            and (_LISTED.search(text, 0, mention.start) or ", " in text[end : end + 2])
        )
    )
    if (
        _PART_OF.search(text, 0, mention.start)
        or (_FROM.search(text, 0, mention.start) and _TO.match(text, end))
        or rules.other.search(text, 0, mention.start)
        or rules.replaced.match(text, end)
    ):
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
        return (
            (follows and not person)
            or marked
            or bool(beside)
            or bool(rules.leads.search(text, 0, mention.start))
        )
    if mention.start:
        sure = follows or bool(rules.sure.search(text, 0, mention.start))
        return sure and names.is_no_place(label)
    return (
        follows
        and names.is_proper(label)
        and names.is_no_place(label)
        and not _ABSTRACT.match(label)
    )
