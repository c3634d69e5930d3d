"""What a share is of where nothing behind it says so: the noun or the share before it, or nothing that is told.

`In 44 per cent of cases plans were late, and in 12 per cent there was none`; `licence cases were better, at 61 per cent`.
A share that belongs to the caseload, the staff or a rate is a figure of the unit: words of
`rules/populations.toml` tell it, and what they tell is left alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from findings_graph.counts.comparisons import is_of_group
from findings_graph.counts.mentions import Place, StatisticMention
from findings_graph.counts.populations import CASES, HeadNoun, noun_before
from findings_graph.rule_files import load_rules
from findings_graph.shares.forms import Share

_FLAGS = re.IGNORECASE
_BOUND = r"(?:(?:only|just|some|about|around|roughly|nearly|almost|over|under|as\s+(?:few|low|little|many)\s+as|a|an)\s+)*$"
# What leads to a share that goes on from the one before it: "and in 12 per cent", "this time it was 52 per cent".
_LEADS = re.compile(
    rf"\b(?:in|for|from|with|was|were|is|to|at|among|and|but|than)\s+{_BOUND}", _FLAGS
)
_ENDS = re.compile(
    r"\s*(?:[.,;:)]|$)|\s+(?:it|they|there|this|when|where|for|and|but|had|was|were|did|more|less|on|a|the|no|that|in|to|about|with|from|of\s+their)\b",
    _FLAGS,
)
_IN = re.compile(rf"\bin\s+{_BOUND}", _FLAGS)
_OPENS = re.compile(
    rf"(?:^|[.;:,]\s|\b(?:and|but|yet|while|although)\s)(?:overall,\s+|in\s+total,\s+)?{_BOUND}",
    _FLAGS,
)
_ON = re.compile(
    r"\s+(?!(?:of|for|on|at|to|from|against|by|per|points?|over|above|below|under|up|down|higher|lower|more|less)\b)[a-z]|\s*[.,;)]",
    _FLAGS,
)
# "For licence cases this rose to 69 per cent": the whole sentence before its share.
_SAME = re.compile(
    r"^(?:[^.;:()\d]{0,60}\s)?(?:this|it|that|(?:the|this|that)\s+(?:figure|proportion|share|percentage))\s+(?:had\s+|has\s+)?"
    rf"(?:rose|risen|fell|fallen|dropped|increased|reduced|decreased|improved|was|stood)\b(?:\s+(?:to|at|even|much|higher|lower|further))*\s+{_BOUND}",
    _FLAGS,
)
# "And a further 17 per cent did not know."
_FURTHER = re.compile(r"\b(?:further|another|remaining|other)\s+$", _FLAGS)
# "… sufficient on safety, 59 per cent in respect of desistance": a list goes on.
_LIST = re.compile(r"(?:,\s+(?:and\s+)?|\s(?:and|but)\s+)$", _FLAGS)
_RESPECT = re.compile(
    r"\s+(?:in\s+(?:respect|relation|terms)|with\s+(?:respect|regard)|on|for|by)\b", _FLAGS
)
# "Their effect had been analysed in 41 per cent": the last words before a share of the cases of the sentence before.
_STILL_IN = re.compile(rf"^[^.;:()\d]{{10,160}}\sin\s+{_BOUND}", _FLAGS)
# "Just over half said that it was good": the people of the sentence before.
_ASKED = frozenset({"staff-survey", "practitioners-interviewed", "people-surveyed"})
_ALONE = re.compile(
    rf"(?:(?:however|but|overall|encouragingly|positively|worryingly),?\s+)?{_BOUND}", _FLAGS
)
_SAID = re.compile(
    r"\s+(?:said|felt|thought|believed|reported|agreed|disagreed|told\s+us|described|wanted)\b",
    _FLAGS,
)
_STOPS = re.compile(r"\s*(?:[.,;]|$)", _FLAGS)
_THAT = re.compile(r"\s+that\b", _FLAGS)
_AT = re.compile(rf"(?:,|\bwas|\bwere|\bstood|\bto|[a-z]ed)\s+(?:at\s+|to\s+)?{_BOUND}", _FLAGS)
_JUDGED = ("2", "outcomes", "key-data")
_FINDINGS = ("1", "2", "feedback", "diversity", "outcomes", "key-data")
_THRESHOLD = re.compile(
    r"\b(?:above|below|up\s+to|more\s+than|at\s+least|beyond|exceeding|between|under|over|or|by|further|another)\s+$|\d\s+(?:and|to|or)\s+$",
    _FLAGS,
)
_OF = re.compile(
    r"\s+(?:of|on|against|over|above|below|under|up|down|more|less|higher|lower|points?)\b|[-\s]points?\b",
    _FLAGS,
)
_VERBAL = re.compile(
    r"(?:,\s+(?:though|however),)?\s+(?:said|told|felt|thought|believed|had|were|was|did|would|could|knew|found|wanted|needed|received|trusted|lived|missed"
    r"|credited|described|reported|agreed|[a-z]{3,}ed)\b",
    _FLAGS,
)
_CLAUSE = 80
_NEAR = 20
_REACH = 200


def heir_of(
    sentence: Place,
    share: Share,
    here: Sequence[StatisticMention],
    before: StatisticMention | None,
) -> StatisticMention | None:
    """Return the share that this one goes on from, in its sentence or at the end of the sentence before."""
    text = sentence.text
    if here:
        between = text[here[-1].end : share.start]
        goes_on = _LEADS.search(between) and _ENDS.match(text, share.after, sentence.last)
        goes_on = goes_on or (_IN.search(between) and _ON.match(text, share.after, sentence.last))
        goes_on = goes_on or _THAT.match(text, share.after, sentence.last)
        goes_on = goes_on or (_LIST.search(between) and _RESPECT.match(text, share.after))
        if here[-1].population in _ASKED:  # "…, and 71 per cent got on well with theirs"
            goes_on = goes_on or (_LIST.search(between) and _ON.match(text, share.after))
        if _is_further(sentence, share) or is_of_group(text, share.after, sentence.last):
            return here[-1]
        return here[-1] if goes_on and not tells_a_figure(between) else None
    lead = text[sentence.first : share.start]
    if before is None or len(lead) > _REACH or tells_a_figure(lead):
        return None
    still = before.population in CASES and _STILL_IN.match(lead)
    still = still and _STOPS.match(text, share.after)
    if before.population in _ASKED and _ALONE.fullmatch(lead) and _SAID.match(text, share.after):
        return before
    return before if still or _SAME.match(lead) or _is_further(sentence, share) else None


def _is_further(sentence: Place, share: Share) -> bool:
    """Tell whether a share is said to come on top of the one before it: `a further 17 per cent said`."""
    lead = sentence.text[max(sentence.first, share.start - _NEAR) : share.start]
    return bool(_FURTHER.search(lead)) and _OF.match(sentence.text, share.after) is None


def noun_of_clause(sentence: Place, share: Share) -> HeadNoun | None:
    """Return the cases or reports of `licence cases were better, at 61 per cent`, where casework is judged."""
    if not (sentence.section or "-").startswith(_JUDGED):
        return None
    since = max(sentence.first, share.start - _REACH)
    lead = sentence.text[since : share.start]
    if _AT.search(lead) is None or tells_a_figure(lead):
        return None
    return noun_before(sentence.text, since, share.start, frozenset({"case", "report"}))


def is_told_by_section(sentence: Place, share: Share) -> bool:
    """Tell whether a share without a noun is of cases, as casework is judged, or of the people who were surveyed.

    `Strengths were named in 45 per cent.`, `Overall, 79 per cent would recommend it`.
    """
    section = sentence.section or "-"
    since = max(sentence.first, share.start - _REACH)
    lead = sentence.text[since : share.start]
    near = lead[-_CLAUSE:] + sentence.text[share.end : min(sentence.last, share.end + _CLAUSE // 2)]
    if not section.startswith((*_JUDGED, "feedback")) or tells_a_figure(near):
        return False
    if _ON.match(sentence.text, share.after, sentence.last) is None:
        return False
    if section == "feedback" and lead.endswith("("):
        return sentence.text.startswith(")", share.end)
    if _IN.search(lead):
        return section != "feedback"
    opens = _OPENS.search(lead) is not None
    return opens and _VERBAL.match(sentence.text, share.after, sentence.last) is not None


def is_unclear(sentence: Place, share: Share) -> bool:
    """Tell whether a percentage of a finding is of something that nothing tells: neither a part of a named whole nor a figure."""
    text = sentence.text
    return (
        share.percentage is not None
        and share.percentage <= 100
        and (sentence.section or "-").startswith(_FINDINGS)
        and _OF.match(text, share.after) is None
        and _THRESHOLD.search(text, max(sentence.first, share.start - 20), share.start) is None
        and not tells_a_figure(text[sentence.first : sentence.last])
        and not _words("changes").search(text, sentence.first, sentence.last)
    )


def tells_a_figure(words: str) -> bool:
    """Tell whether words beside a share make it a figure of the unit, its staff or its services."""
    return _words("words").search(words) is not None


@functools.cache
def _words(table: str) -> re.Pattern[str]:
    words = "|".join(load_rules("populations")["figure"][table])
    return re.compile(rf"\b(?:{words})\b", _FLAGS)
