"""Whether a name is a provider's: a register has it, or it does what providers do and stands where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.organisations.service_names import service_at
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
# Shared with provision_assignment.py: what joins a name to the one before it, and what calls it a provider.
BESIDE = re.compile(r"(?:\band|,)(?: the)? $")
PLACED = re.compile(r" in [A-Z]")
_ARRANGED = re.compile(
    r"\b(?:for|pa(?:y|id)|fund(?:s|ed)?|enabl(?:es|ed)|ask(?:s|ed)?|got|get)(?: the)? $"
)
AS_PROVIDER = re.compile(
    r",? as (?:an?|the|its|their) (?:\w+ ){0,2}(?:partner|provider|contractor|supplier)\b"
)
_DID = re.compile(
    r" (?!(?:remained|needed|lacked|closed|changed|increased|improved|continued|showed|started|ended|based|used|failed|refused|stopped|moved|noted)\b)[a-z]{3,}ed\b"
)
_IN_FRONT = re.compile(
    r"(?:^|[;,:] (?:and )?)(?:[Ff]or|[Uu]nder) [^;,:.]{2,40}(?:, | there (?:was|is) )(?:the )?$"
)
_WHERE = re.compile(
    r"\b(?:in|across|throughout|within|near|outside|around|at) (?:the )?(?:(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)? and (?:the )?)?$",
    re.IGNORECASE,
)
_GIVES = re.compile(r"(?:,? | \()(?:where|to (?:which|whom)|for (?:an? |the |its )?)\b")
_LISTED = re.compile(r"(?:[,;:]|\band)(?: the)? $")
_ALONE = re.compile(r" (?!need)[a-z]{3,}ed\b")
_ABSTRACT = re.compile(r".*(?:ment|tion|sion|ness|ship|ity|ism|ance|wards)$")
_PERSON = re.compile(
    r"\b(?:lead|manager|officer|worker|adviser|head|inspector|coordinator|called|named),? $"
)
_RECEIVES = re.compile(
    r"(?: [a-z]+){0,4} (?:was|were|is|are|been) (?:\w+ly )?offered\b(?! (?:by|from|at|in|the contract)\b)"
)
"""Whoever was offered something does not give it."""
_IN_ORDER = re.compile(
    r" the (?:first|second|third|fourth|former|latter|other|last)\b(?! \w+ing\b)(?=[.,;]| and\b)"
)
"""Behind a name that takes its place in the order of services said before: `P runs the first and Q the second`."""
_OWN = ("team", "teams")
"""What a unit gives names of its own to: `the Compass team`."""
_AND_SO = re.compile(r"(?:, [A-Z][\w']+)*,? and (?:the )?[A-Z][\w']*(?: [A-Z][\w']*)*")


def is_provider(
    text: str, mention: ProviderMention, names: ProviderNames, patterns: Patterns
) -> bool:
    """Tell whether a name is a provider's: a register has it, or it does what providers do."""
    if _is_anothers(text, mention):
        return False
    follows = _does(text, mention)
    if mention.known:
        if mention.start or not patterns.ordinary.fullmatch(text[: mention.end]):
            return True
        return follows or bool(_ALONE.match(text, mention.end))
    rules = sign_rules()
    label = mention.body.label
    where = _WHERE.search(text, 0, mention.start) and not rules.kind.match(text, mention.end)
    if rules.first.match(label) or (where and not _COURSE.search(text, 0, mention.start)):
        return False
    if " " in label:
        return _is_long_name(text, mention, patterns, follows=follows)
    sure = follows or bool(mention.start and rules.sure.search(text, 0, mention.start))
    named = names.is_proper(label) or patterns.ordinary.fullmatch(label)
    proper = mention.start or (named and not _ABSTRACT.match(label))
    return bool(sure and proper) and names.is_no_place(label)


def _is_anothers(text: str, mention: ProviderMention) -> bool:
    """Tell whether a name is that of a scheme or a place of somebody else's, or of who handed over, paid or was asked."""
    rules = sign_rules()
    end = mention.end
    return bool(
        mention.body.label == "User Voice"  # it asks people on behalf of the inspectors
        or _RUN_BY.match(text, end)
        or _RUN_BY_LATER.match(text, end)
        or _PART_OF.search(text, 0, mention.start)
        or (_FROM.search(text, 0, mention.start) and _TO.match(text, end))
        or rules.other.search(text, 0, mention.start)
        or rules.replaced.match(text, end)
        or _RECEIVES.match(text, end)
    )


def _does(text: str, mention: ProviderMention) -> bool:
    """Tell whether what stands around a name says that whoever has it gives something."""
    rules = sign_rules()
    start, end = mention.start, mention.end
    unit = not mention.known and " " not in mention.body.label
    others = _AND_SO.match(text, end)
    named = _LISTED.search(text, 0, start) or ", " in text[end : end + 2]
    return bool(
        rules.kind.match(text, end)
        or rules.serves.match(text, end)
        or ((staff := rules.staff.match(text, end)) and not (unit and staff[0].endswith(_OWN)))
        or (others and rules.serves.match(text, others.end()))
        or AS_PROVIDER.match(text, end)
        or (_ARRANGED.search(text, 0, start) and rules.given.match(text, end))
        or _IN_FRONT.search(text, 0, start)
        or _IN_ORDER.match(text, end)
        or (_GIVES.match(text, end) and named)
        or (mention.known and text.startswith("'s ", end))
        or (start and _LISTED.search(text, 0, start) and service_at(text, end + 1))
    )


def _is_long_name(
    text: str, mention: ProviderMention, patterns: Patterns, *, follows: bool
) -> bool:
    """Tell whether a name of several words is a provider's and no person's, programme's or place's."""
    label, start, end = mention.body.label, mention.start, mention.end
    person = _PERSON.search(text, 0, start) and label.count(" ") == 1
    return bool(
        ((follows or (not start and _DID.match(text, end))) and not person)
        or patterns.ends_as_body.search(label)
        or (BESIDE.search(text, 0, start) and PLACED.match(text, end))
        or sign_rules().leads.search(text, 0, start)
    )
