"""Lines of a list or table: a service on one side of a mark, on the other those who provide it, whatever their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from findings_graph.facts import Body
from findings_graph.organisations.provider_names import ProviderMention
from findings_graph.organisations.provision_clauses import Tie, list_at
from findings_graph.organisations.registers import slug
from findings_graph.organisations.service_names import ServiceMention, service_at
from findings_graph.organisations.service_signs import find_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings_graph.organisations.provider_names import ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns

_MARK = re.compile(r"\t| \| | [–—-] |: ")
_SPACE = re.compile(" ")
_PARTS = re.compile("; ")
_SERVICES = re.compile(r"(?: (?:services?|support|provision|pathway))?", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)|[.;,:]+$")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_JOINT = re.compile(r"; ?(?:and )?|, (?:and )?(?=(?:[Tt]he )?[A-Z])| and (?=(?:the )?[A-Z])| / |/")
_NAME = re.compile(
    r"(?:the )?(?:[A-Z0-9][\w'’&.-]*)(?: (?:[A-Z0-9&][\w'’&.-]*|of|the|for|and|in|to|with|on))*"
)
_LONGEST, _LONGEST_NAME, _LONGEST_NEED = 160, 60, 110
_HEADING = re.compile(
    r"(?:providers?|organisations?|agenc(?:y|ies)|names?|who|contact|services?|pathways?|partners?)\b",
    re.IGNORECASE,
)


def rows(text: str, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Yield the ties of a line that is nothing but a service, a mark and names, in either order.

    Args:
        text: a passage that is one line, with straight quotation marks.
        names: the names known so far.
        patterns: those that tell where a list of services ends.
    """
    marks = list(_MARK.finditer(text))
    if len(text) > _LONGEST:
        return
    if not marks and text.endswith("."):
        return  # a sentence
    if not marks:
        yield from _unmarked(text, names, patterns)
        return
    mark = marks[0]
    left, right = text[: mark.start()], text[mark.end() :]
    if _is_need(left, patterns) and (found := _names_in(right, mark.end(), names)):
        services = _needs(left, patterns)
    elif (found := _names_in(left, 0, names)) and _is_need(right, patterns):
        services = _needs(right, patterns)
    else:
        return
    for provider in found:
        for service in services:
            yield Tie(provider, service, 0, len(text), "row")


def _unmarked(text: str, names: ProviderNames, patterns: Patterns) -> Iterator[Tie]:
    """Yield the ties of a table's row whose columns only spaces parted: a service and names, in either order, and no more."""
    best: tuple[bool, int] = (False, 0)
    ties: list[Tie] = []
    for space in (found.start() for found in _SPACE.finditer(text)):
        left, right = text[:space], text[space + 1 :]
        for side, rest, offset in ((left, right, space + 1), (right, left, 0)):
            services = _only_services(side, patterns)
            found = _names_in(rest, offset, names) if services else []
            rank = (all(provider.known for provider in found), len(side))
            if found and rank > best:
                best = rank
                ties = [Tie(p, service, 0, len(text), "row") for p in found for service in services]
    yield from ties


def _only_services(side: str, patterns: Patterns) -> list[str]:
    """Return the services of a cell that lists nothing else, each once; none of any other cell."""
    listed: list[ServiceMention] = []
    start = 0
    for part in _PARTS.split(side):
        here = list_at(side[: start + len(part)], start, patterns)
        if not here or not _SERVICES.fullmatch(side, here[-1].end, start + len(part)):
            return []
        listed += here
        start += len(part) + 2
    return list(dict.fromkeys(each.service for each in listed))


def _is_need(side: str, patterns: Patterns) -> bool:
    """Tell whether a side of a line names services, or says whom they are for, and no more."""
    return len(side) <= _LONGEST_NEED and bool(_needs(side, patterns)) and "." not in side[:-1]


def _needs(side: str, patterns: Patterns) -> list[str]:
    """Return the services of one side of a line, each once."""
    listed = list_at(side, 0, patterns)
    if listed and not side[listed[-1].end :].strip(" .;:,"):
        return list(dict.fromkeys(service.service for service in listed))
    signs = find_signs(side)
    strong = [sign for sign in signs if not sign.weak] or signs
    return list(dict.fromkeys(sign.service for sign in [*listed, *strong]))


def _names_in(side: str, offset: int, names: ProviderNames) -> list[ProviderMention]:
    """Return the providers of a side that is nothing but names, else none."""
    if any(find_signs(aside) for aside in _IN_PARENTHESES.findall(side)):
        return []  # a service of each
    bare = _ASIDE.sub("", side.strip())
    parts = [part for part in _JOINT.split(bare) if part] if bare else []
    known = names.list_at(side, 0)
    if known and not _ASIDE.sub("", side[known[-1].end :]).strip(" .;"):
        if all(m.known or _may_name(m.body.label, names) for m in known):
            return [
                ProviderMention(m.start + offset, m.end + offset, m.body, m.known) for m in known
            ]
        return []
    found = []
    for part in parts:
        if not _may_name(part, names):
            return []
        mention = names.at(part, 0, strict=True)
        label = part.removeprefix("the ")
        body = (
            mention.body
            if mention and mention.end == len(part)
            else Body(f"provider/{slug(label)}", label, "Provider", registered=False)
        )
        place = offset + max(side.find(part), 0)
        found.append(ProviderMention(place, place + len(part), body, known=mention is not None))
    return found


def _may_name(part: str, names: ProviderNames) -> bool:
    """Tell whether a part of a line can be a name: capitals throughout, no service, no place, no heading of a table."""
    service = service_at(part, 0, listed=True)
    if service and service.end == len(part):
        return False
    return (
        len(part) <= _LONGEST_NAME
        and bool(_NAME.fullmatch(part))
        and not _HEADING.fullmatch(part)
        and not _IS_OURS.search(part)
        and names.is_no_place(part)
        and not names.is_judgement(part)
    )


_IS_OURS = re.compile(
    r"\b(?:CRSs?|PDUs?|Probation|HMPPS|Various|None|Vacant|Yes|No|All|Pathway|Provider|Services?$|Commissioned|Manager|Lead|Tel|Monday|Tuesday|Wednesday|Thursday|Friday|20\d\d)\b"
)
"""Words of a line that is about the unit, its people, its times."""
