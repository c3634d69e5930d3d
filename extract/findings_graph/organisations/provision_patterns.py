"""The patterns of `rules/provisions.toml`, compiled: verbs, joints, and words that say commissioned."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from findings_graph.organisations.provider_names import ProviderMention

_PARENTHESES = re.compile(r"\([^()]*(?:\)|$)|^[^()]*\)")
_SUMS_UP = re.compile(r"\b(?:all|both|each) ")
_ONE = re.compile(r"CRS (?:\w+ ){0,3}provider\b")
"""One provider is said to be commissioned, not those named before it."""
_ANOTHER = re.compile(r",? and (?:by|from|through|with|for) |, and ")
_AS_ONE = re.compile(r"\b(?:as an? |under (?:an?|its) |through (?:an?|its) )$")
_AND_THE = re.compile(
    r"\band [^.;]{3,80}? (?:by|from|through)\b|^(?: (?:services?|contracts?|provision))?,? and $"
)
"""Another service and its provider: `… and the treatment offered by`."""
_ADDS = re.compile(
    r"(?:In addition|Additionally|Separately|Locally|(?:Outside|Beyond|Besides|Aside from|Apart from) (?:of )?(?:this|these))\b"
    r"|[^.;]{0,160}\b(?:instead|fill(?:s|ed)? the gaps?|local charities)\b|There (?:is|was|are|were) also\b|(?!It |They |Its |This |These |Both )[A-Z][^.;]{1,80}? also (?:deliver|provid|offer|ran\b|runs?\b|gave\b|gives?\b|support|help|hous|ha[sd]\b)"
)
"""How a sentence opens that goes on to what stands beside the commissioned services."""
_TITLE = re.compile(
    r"\b(?:personal well-?being|dependency and recovery|financ\w+, benefits? and debt)\b",
    re.IGNORECASE,
)
"""Names that only commissioned services have."""
_BY_ITSELF = re.compile(
    r", an? (?:\w+ )?(?:local|independent|voluntary|faith) (?:[\w-]+ )?(?:charity|organisation|group|project|church|enterprise|trust)\b"
)
_TWO_WORDS = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_UNDER = re.compile(r"\bunder contract (?:to|with)\b")
"""It tells only of the clause that it stands in."""


class Patterns:
    """The patterns of `rules/provisions.toml`, compiled."""

    def __init__(self) -> None:
        rules = load_rules("provisions")
        verbs, filler = rules["verbs"], rules["filler"]["list"]
        auxiliary = rf"(?:,? {verbs['auxiliary']})*"
        flags = re.IGNORECASE
        self.filler = re.compile(filler, flags)
        moved = r"(?:transferred|passed|handed over|moved|switched) from [^,.;]{2,40}? to|(?:responsibility|hands) of"
        self.passive = re.compile(rf"\b(?:{moved}|{verbs['passive']}) ", flags)
        self.source = re.compile(rf"(?:,| -| –)? ?\b{verbs['source']} ", flags)
        self.governed = re.compile(
            rf"[\w)] {verbs['active']}(?: (?:the|a|some|both|all|its|their))? ?$", flags
        )
        self.helped = re.compile(verbs["helped"], flags)
        self.past = re.compile(rf"{verbs['past']}\W*$|{verbs['past']} {verbs['active']}", flags)
        aside = r"(?: in (?-i:[A-Z])[\w']+(?: (?-i:[A-Z])[\w']+)?)?(?: \((?:formerly|part|now|known)[^)]{0,60}\))?(?:,(?! in which\b)[^,.;:]{0,90},)?"
        self.active = re.compile(rf"{aside}{auxiliary} {verbs['active']}\b", flags)
        self.purpose = re.compile(
            rf"(?: (?:employ(?:s|ed)?|plac(?:es?|ed)|base[sd]?|second(?:s|ed)?) [^.;,]{{3,50}}?)?(?:,? (?:a|an|the|our|its|their) [^.;,]{{0,60}}?)?,? (?:who|which|that)\b[^.;,]{{0,60}}? (?:to )?(?:{verbs['active']}|help(?:s|ed)?|support(?:s|ed)?|assist(?:s|ed)?)\b",
            flags,
        )
        self.aim = re.compile(
            rf"(?:,[^,.;:]{{0,90}},)?(?: (?:in)?to the [\w ]{{3,20}}?| in| locally)?,? to (?:jointly )?(?=(?:help|support|assist|work with|mentor|house|advise|train|{verbs['active']})\b)",
            flags,
        )
        self.follows = re.compile(rf"{auxiliary} {verbs['active']}\b", flags)
        self.named = re.compile(
            r"(?!,? (?:and|but)\b)(?:,| \(| -| –)?(?: (?:is|was|are|were|being|which|who))* (?:the|a|an|our|their)? ?[^.;,]{0,50}?\bproviders?\b",
            flags,
        )
        self.called = re.compile(
            r"(?:,| \(| –)(?: which (?:is|was)| who (?:are|were))? (?:(?:the|a|an|our|its|their|another) |(?!(?:and|but|except|or|who|which|where|with|for|although|while|as|so|who)\b))[^.;,]{0,60}?\b(?:providers?|services?|charity|partner|organisation|partnership|agency|team|project|trust|association|consortium|network|enterprise|specialists?)\b(?=,|\.|;|\)| –|$| for\b)",
            flags,
        )
        self.commissioned = re.compile(rules["commissioned"]["yes"], flags)
        self.denied = re.compile(rules["commissioned"]["no"], flags)
        self._beside = re.compile(rules["commissioned"]["beside"])
        self._before = re.compile(
            rf"(?:{'|'.join(rules['unreal']['before'])})[^,.;]{{0,60}}$", flags
        )
        self._opening = re.compile(rules["unreal"]["opening"], flags)
        self._after = re.compile("|".join(rules["unreal"]["after"]), flags)
        self.ends_as_body = re.compile(rf"{rules['names']['marked']}$")
        self.ordinary = re.compile(rules["names"]["ordinary"])
        self.annexe = re.compile(rules["annexe"]["read"], flags)
        self.closing = re.compile(rules["annexe"]["closed"], flags)
        self.pathways = frozenset(rules["commissioned"]["pathways"])

    def presents(self, text: str, end: int | None = None) -> bool:
        """Tell whether a text, up to a place, presents services as commissioned rehabilitative services."""
        if "CRS" not in text and "ommission" not in text and "ontract" not in text:
            return False  # every form has one of these; most passages of a report have none
        return bool(self.commissioned.search(text, 0, len(text) if end is None else end))

    def cancels(self, text: str) -> bool:
        """Tell whether what was presented as commissioned is so no longer behind a sentence."""
        return bool(self.denied.search(text) or self._beside.search(text))

    def adds(self, text: str) -> bool:
        """Tell whether a sentence goes on to what is given beside the commissioned services said before it."""
        return bool(_ADDS.match(text)) and (
            bool(_BY_ITSELF.search(text)) or not _TITLE.search(text)
        )

    def covers(self, text: str, place: int) -> bool:
        """Tell whether what a sentence says of commissioned services, if anything, holds at a place of it."""
        beside = self._beside.search(text)
        if beside:
            return beside.start() <= place < beside.end()
        under = _UNDER.search(text)
        if under and "CRS" not in text and "ommission" not in text:
            return ", and " not in text[min(place, under.start()) : max(place, under.start())]
        said = self.commissioned.search(text)
        if said and place < said.start():
            between = _PARENTHESES.sub("", text[place : said.start()])
            if ";" in between and not _SUMS_UP.search(between):
                return False
            if _ONE.match(text, said.start()) and _ANOTHER.search(between):
                return False
        if said and _AS_ONE.search(text, 0, said.start()):
            after = place > said.start()
            if _AND_THE.search(text[said.end() : place] if after else text[place : said.start()]):
                return False
        denial = self.denied.search(text)
        return not denial or place < denial.start()

    def may_be_person(self, mention: ProviderMention) -> bool:
        """Tell whether a name may be a person's: two capitalised words that nobody knows and that end as no body's name."""
        label = mention.body.label
        return (
            not mention.known
            and bool(_TWO_WORDS.fullmatch(label))
            and not self.ends_as_body.search(label)
        )

    def is_unreal(self, sentence: str, start: int, end: int) -> bool:
        """Tell whether a sentence says of a tie between two places that it is over, planned or somebody else's."""
        return bool(
            self._opening.match(sentence)
            or self._before.search(sentence, 0, start)
            or self._after.match(sentence, end)
        )


@functools.cache
def compiled() -> Patterns:
    """Return the patterns, compiled once a process."""
    return Patterns()
