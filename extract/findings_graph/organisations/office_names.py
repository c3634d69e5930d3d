"""Probation offices that a report counts as the unit's: by town, and by building where it gives one."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findings_graph.facts import Body
from findings_graph.organisations.place_names import Mention, straight
from findings_graph.organisations.registers import name_key, slug
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from findings_graph.organisations.registers import Registers
    from findings_graph.reading.passages import Passage

_BUILDING = r"(?:\d+[a-z]? )?[A-Z][\w']+(?: [A-Z][\w']+)*"


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as the text names it; `listed` where a list of offices does."""

    building: str | None
    town: str
    start: int
    end: int
    listed: bool


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = load_rules("places")
    offices, town = rules["offices"], rules["names"]["town"]
    return {
        "list": re.compile(
            rf"\b{offices['words']}{offices['between']}(?=[A-Z]|{offices['count']} )"
        ),
        "counted": re.compile(
            rf"(?P<count>{offices['count']})(?: (?:of (?:these|them)|are|is|were|was|located|based|situated))* in (?P<town>{town})(?P<dash> (?:–|-|\() ?)?"
        ),
        "housed": re.compile(rf"(?P<building>{_BUILDING}) (?:in|at) (?P<town>{town})"),
        "town": re.compile(town),
        "building": re.compile(_BUILDING),
        "other": re.compile(
            r" (?:Police|Constabulary|(?:[A-Z]\w+ )?Council|Crown|Magistrates|Prison)\b"
        ),
        "about": re.compile(offices["about"]),
        "numbered": re.compile(offices["counted"].format(count=offices["count"])),
        "joint": re.compile(
            r"(?:,? (?:and|with|while|plus|as well as)(?: (?:the|one|another|a further))?(?: (?:other|others|third|second|fourth|fifth|office|one))?(?: (?:is|are|was|were))?(?: in)? |, (?:and )?|; )(?:(?:the )?(?:town|city|village) of )?"
        ),
        "follow": re.compile(offices["follow"]),
        "gone": re.compile(offices["gone"]),
        "mention": re.compile(
            rf"(?<![\w-])(?P<towns>{town}(?:{rules['names']['list_joint']}{town})*) (?:[Pp]robation )?(?:[Oo]ffices?|site)\b(?: in (?P<town>{town}))?"
        ),
        "called": re.compile(
            rf"\b[Tt]he (?P<building>(?:[A-Z][\w']+|city|town|county)(?: (?:[A-Z][\w']+|courts?|house|centre))*) (?:probation )?office in (?P<town>{town})"
        ),
        "apposed": re.compile(r"\b" + offices["apposed"].format(building=_BUILDING, town=town)),
        "located": re.compile(offices["located"].format(town=rf"(?:{_BUILDING}\b|{town})")),
        "built": re.compile(
            rf"(?:\d+[a-z]? )?[A-Z][\w']+(?: [A-Z][\w']+)*? {offices['built']}\b(?! [A-Z])"
        ),
        "owned": re.compile(
            rf"\b(?P<town>{town})'s (?P<building>{_BUILDING}?)(?: [Pp]robation)? (?:[Oo]ffice|site)\b"
        ),
        "not": re.compile(rules["names"]["not_town"]),
        "not_office": re.compile(offices["not_office"]),
        "sentence": re.compile(r"(?<=[.!?])(?<!\bSt\.)\s+(?=[A-Z])"),
    }


def find_offices(
    passages: Sequence[tuple[str, Passage]],
    pdu: Body,
    registers: Registers,
) -> Iterator[tuple[str, Passage, Mention]]:
    """Yield the offices that a report names, each once, with section and passage.

    An office named by town alone is left out where a building in that town is named. What the
    report says has closed is no office of the unit.
    """
    found: list[tuple[str, Passage, _Office]] = []
    sections = set(load_rules("places")["offices"]["sections"])
    for section, passage in passages:
        text = straight(passage.text)
        found.extend(
            (section, passage, office) for office in _read(text, inventory=section in sections)
        )
    plausible = _register_towns(pdu, registers)
    listed = {name_key(office.town) for _, _, office in found if office.listed}
    built = {name_key(office.town) for _, _, office in found if office.building}
    buildings = {name_key(office.building) for _, _, office in found if office.building}
    housed = {name_key(o.building) for _, _, o in found if o.building and o.town}
    seen: set[str] = set()
    for section, passage, office in found:
        town = name_key(office.town)
        counted = section in sections or not listed
        if not (
            office.building
            or (town not in built and (office.listed or town in listed))
            or (town not in built and counted and (plausible is None or town in plausible))
        ):
            continue
        body = _body(office, pdu, registers)
        named = name_key(office.building or "")
        if not office.building and name_key(office.town) in buildings:
            continue
        if named and not office.town and named in housed:
            continue
        if body.path not in seen:
            seen.add(body.path)
            yield section, passage, Mention(body, office.start, office.end, "office")


def _register_towns(pdu: Body, registers: Registers) -> set[str] | None:
    """Return the towns of the region's offices in the register; none where the region is unknown."""
    region = registers.region_of(pdu)
    if region is None:
        return None
    return {
        name_key(name.rpartition(", ")[2].removesuffix(" Probation Office"))
        for entry in registers.entries("Office")
        if entry.unit_of == region.path
        for name in entry.names
        if ", " in name
    }


def _body(office: _Office, pdu: Body, registers: Registers) -> Body:
    label = ", ".join(part for part in (office.building, office.town) if part)
    if office.building:
        region = registers.region_of(pdu)
        fits = [e for e in registers.named(label, "Office") if region and e.unit_of == region.path]
        if len(fits) == 1:
            return fits[0].body
    path = f"office/{pdu.path.rpartition('/')[2]}/{slug(label)}"
    return Body(path, office.building or office.town, "Office", registered=False)


def _read(text: str, *, inventory: bool) -> Iterator[_Office]:
    patterns = _patterns()
    offset = 0
    listed = numbered = False
    for sentence in patterns["sentence"].split(text):
        start = text.index(sentence, offset)
        offset = start + len(sentence)
        if patterns["gone"].search(sentence):
            continue
        if inventory:
            lists = [m.end() for m in patterns["list"].finditer(sentence)]
            if not lists and listed and patterns["follow"].match(sentence):
                lead = re.search(r"\bin (?=[A-Z])", sentence)
                counted = patterns["counted"].match(sentence)
                lists = [0] if counted else [lead.end()] if lead else []
            for position in lists:
                yield from _shift(_list(sentence, position), start)
            if numbered and not lists:
                for about in patterns["about"].finditer(sentence):
                    building = about["building"]
                    at = start + about.start("building")
                    yield _Office(building, "", at, at + len(building), listed=True)
            numbered = bool(patterns["numbered"].search(sentence))
            listed = bool(lists) or bool(re.search(r"\boffices\b", sentence))
        yield from _shift(_mentions(sentence), start)


def _shift(offices: Iterator[_Office], by: int) -> Iterator[_Office]:
    for office in offices:
        yield _Office(
            office.building, office.town, office.start + by, office.end + by, office.listed
        )


def _list(text: str, position: int) -> Iterator[_Office]:
    """Read the items of a list: towns, `Joynes House in Gravesend`, `two in Maidstone – A and B`."""
    patterns = _patterns()
    cursor = position
    while True:
        counted = patterns["counted"].match(text, cursor)
        housed = patterns["housed"].match(text, cursor)
        town = patterns["town"].match(text, cursor)
        if counted:
            buildings = list(_buildings(text, counted)) if counted["dash"] else []
            yield from buildings
            if not buildings:
                yield _Office(
                    None, counted["town"], counted.start("town"), counted.end("town"), listed=True
                )
            cursor = buildings[-1].end if buildings else counted.end("town")
        elif housed and not patterns["not"].fullmatch(housed["building"]):
            yield _Office(
                housed["building"], housed["town"], housed.start(), housed.end(), listed=True
            )
            cursor = housed.end()
        elif (built := patterns["built"].match(text, cursor)) and not patterns["not"].fullmatch(
            built[0].split(" ")[0]
        ):
            yield _Office(built[0], "", built.start(), built.end(), listed=True)
            cursor = built.end()
        elif (
            town
            and not patterns["not"].fullmatch(town[0].split(" ")[0])
            and not patterns["other"].match(text, town.end())
        ):
            yield _Office(None, town[0], town.start(), town.end(), listed=True)
            cursor = town.end()
        else:
            return
        aside = re.compile(r" \([^)]*\)|\)").match(text, cursor)
        joint = patterns["joint"].match(text, aside.end() if aside else cursor)
        if not joint:
            return
        cursor = joint.end()


def _buildings(text: str, counted: re.Match[str]) -> Iterator[_Office]:
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    count = numbers.get(counted["count"].lower(), 0)
    cursor = counted.end()
    for _ in range(count):
        building = _patterns()["building"].match(text, cursor)
        if not building:
            return
        yield _Office(building[0], counted["town"], building.start(), building.end(), listed=True)
        joint = re.compile(r",? and |, ").match(text, building.end())
        if not joint:
            return
        cursor = joint.end()


def _mentions(text: str) -> Iterator[_Office]:
    """Read `the Fraternal House office in Bradford`, `the Durham and Darlington probation offices`."""
    yield from _named(text)
    yield from _located(text)
    yield from _before_office(text)


def _named(text: str) -> Iterator[_Office]:
    """Read a building that is called an office: `the X office in T`, `T's X office`, `X, a large office in T`."""
    patterns = _patterns()
    for found in patterns["called"].finditer(text):
        building = found["building"]
        if not patterns["not_office"].fullmatch(building.split(" ")[0]):
            named = building if building[0].isupper() else building.title()
            yield _Office(named, found["town"], found.start("building"), found.end(), listed=False)
    for found in patterns["apposed"].finditer(text):
        building = found["building"]
        if " " in building and not patterns["not"].fullmatch(building.split(" ")[0]):
            start = found.start("building")
            yield _Office(building, found["town"] or "", start, found.end(), listed=False)
    for found in patterns["owned"].finditer(text):
        building = found["building"].removesuffix(" Probation")
        if building and not patterns["not_office"].fullmatch(building):
            yield _Office(building, found["town"], found.start(), found.end(), listed=False)


def _located(text: str) -> Iterator[_Office]:
    """Read `the office at X, and that in T`."""
    patterns = _patterns()
    for found in patterns["located"].finditer(text):
        for group in ("is", "town", "more"):
            name = found[group]
            if name and not patterns["not"].fullmatch(name.split(" ")[0]):
                yield _Office(None, name, found.start(group), found.end(group), listed=False)


def _before_office(text: str) -> Iterator[_Office]:
    """Read names before the word: `the Durham and Darlington probation offices`."""
    patterns = _patterns()
    for found in patterns["mention"].finditer(text):
        if found["town"]:
            continue
        cursor = 0
        for part in re.split(r"(?:, and |, | and | & |^The )", found["towns"]):
            start = found["towns"].index(part, cursor)
            cursor = start + len(part)
            if part and not _is_no_office(part):
                yield _Office(
                    None, part, found.start() + start, found.start() + cursor, listed=False
                )


def _is_no_office(name: str) -> bool:
    """Tell whether a word of a name says that it is no place: `Home Office`, `the police's office`."""
    patterns = _patterns()
    return "'s " in name or any(
        patterns["not"].fullmatch(word) or patterns["not_office"].fullmatch(word)
        for word in name.split(" ")
    )
