"""Places: the offices, prisons, courts, police forces and local authorities of or serving a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from findings_graph.facts import Body, Evidence, Place
from findings_graph.organisations.court_names import find_courts
from findings_graph.organisations.office_names import find_offices
from findings_graph.organisations.place_names import Mention, one_current, straight
from findings_graph.organisations.registers import name_key
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from findings_graph.organisations.registers import Entry, Registers
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
_KIND = re.compile(r" (?:Metropolitan )?(?:Borough|City|County|District|Unitary)\b(?! Council)")
_CODES = {"Prison": "nomis", "Court": "court", "PoliceForce": "police-uk"}


@dataclass(frozen=True, slots=True)
class _Seen:
    section: str
    place: Place


def find_places(
    passages: Sequence[tuple[str, Passage]],
    pdu: Body,
    registers: Registers,
) -> tuple[Place, ...]:
    """Return each place located in or serving a unit, once, in reading order.

    A force counts where the background names it; elsewhere only where the background names none. A
    code stands where exactly one register entry fits the name.

    Args:
        passages: (section id, passage) in reading order.
        pdu: the unit inspected: an office that no register has is one of its offices.
        registers: the bodies known by name.
    """
    readable = [
        (section, passage)
        for section, passage in passages
        if section not in _UNREAD and passage.kind not in {"quote", "footnote"}
    ]
    readers: tuple[Callable[[str], Iterator[Mention]], ...] = (
        _Prisons(registers).find,
        lambda text: find_courts(text, registers),
        _Forces(registers).find,
        _Authorities(registers).find,
    )
    seen: dict[str, _Seen] = {}
    for section, passage in readable:
        text = straight(passage.text)
        for reader in readers:
            for mention in reader(text):
                if not _elsewhere(text, mention.start):
                    _note(seen, section, passage, mention, registers)
    for section, passage, mention in find_offices(readable, pdu, registers):
        _note(seen, section, passage, mention, registers)
    kept = _serving(seen.values())
    return tuple(sorted(kept, key=lambda place: (place.evidence.start, place.body.path)))


def _note(
    seen: dict[str, _Seen],
    section: str,
    passage: Passage,
    mention: Mention,
    registers: Registers,
) -> None:
    if mention.body.path in seen:
        return
    start, end = passage.span(mention.start, mention.end)
    body = mention.body
    if (
        not body.registered
        and "\N{RIGHT SINGLE QUOTATION MARK}" in passage.text[mention.start : mention.end]
    ):
        body = replace(body, label=body.label.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"))
    evidence = Evidence(start, end, f"places.{mention.rule}")
    seen[mention.body.path] = _Seen(section, Place(body, _code(body, registers), evidence))


def _serving(seen: Iterable[_Seen]) -> list[Place]:
    every = list(seen)
    background = any(
        s.place.body.kind == "PoliceForce" and s.section == "background" for s in every
    )
    return [
        s.place
        for s in every
        if s.place.body.kind != "PoliceForce" or not background or s.section == "background"
    ]


def _code(body: Body, registers: Registers) -> str | None:
    entry = registers.entry(body.path)
    if entry is None:
        return None
    if body.kind == "LocalAuthority":
        areas = entry.facts.get("spatial", ())
        return areas[0].rpartition("/")[2] if len(areas) == 1 else None
    return entry.codes.get(_CODES.get(body.kind, ""))


def _elsewhere(text: str, start: int) -> bool:
    """Tell whether a report reaches, leaves or compares a place rather than counts it as the unit's."""
    return bool(
        re.search(load_rules("places")["names"]["elsewhere"], text[max(0, start - 60) : start])
    )


class _Prisons:
    """Reads `HMP Elmley`, `HMPs Elmley and Swaleside`, `three prisons: Elmley and Swaleside`."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        rules = load_rules("places")
        self._prefix = re.compile(rf"\b{rules['prisons']['prefix']}")
        self._list = re.compile(rf"\b{rules['prisons']['list']}")
        self._town = re.compile(rules["names"]["town"])
        self._joint = re.compile(rules["names"]["list_joint"] + r"(?:HMP |HMYOI )?")
        self._bases: dict[str, list[Entry]] = {}
        for entry in registers.entries("Prison"):
            base = re.sub(r"^(?:HMP|HMYOI) | STC$", "", entry.body.label)
            self._bases.setdefault(name_key(base), []).append(entry)
        names = {
            re.sub(r"^(?:HMP|HMYOI) | STC$", "", e.body.label) for e in registers.entries("Prison")
        }
        ordered = sorted(names, key=lambda name: (-len(name), name))
        self._known = re.compile(
            "(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", re.IGNORECASE
        )
        self._after = re.compile(rf"\b(?P<name>{'|'.join(map(re.escape, ordered))}) [Pp]rison\b")

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every prison that a text names."""
        for prefix in self._prefix.finditer(text):
            young = "YOI" in prefix[0] and "HMP" not in prefix[0]
            known = self._known.match(text, prefix.end())
            if known and text[prefix.end()].isupper():
                opening = prefix.start()
                yield from self._run(
                    text, known, young=young, more="s" in prefix[0], opening=opening
                )
            elif (town := self._town.match(text, prefix.end())) and not known:
                kind = re.sub(r"HM Prison(?: \(HMP\))?|HMPs", "HMP", prefix[0]).strip()
                body = self._registers.body_for(f"{kind} {town[0]}", "Prison")
                yield Mention(body, prefix.start(), town.end(), "prison")
        for lead in self._list.finditer(text):
            known = self._known.match(text, lead.end())
            if known and text[lead.end()].isupper():
                yield from self._run(text, known, young=False, more=True, opening=lead.end())
        for found in self._after.finditer(text):
            yield from self._one(found.start("name"), found.end(), found["name"], young=False)

    def _run(
        self,
        text: str,
        first: re.Match[str],
        *,
        young: bool,
        more: bool,
        opening: int,
    ) -> Iterator[Mention]:
        found: re.Match[str] | None = first
        while found:
            yield from self._one(
                opening if found is first else found.start(), found.end(), found[0], young=young
            )
            joint = self._joint.match(text, found.end()) if more else None
            following = self._known.match(text, joint.end()) if joint else None
            named_otherwise = following and re.match(
                r" (?:[A-Z]|magistrates|office|police)", text[following.end() :]
            )
            found = None if named_otherwise else following

    def _one(self, start: int, end: int, name: str, *, young: bool) -> Iterator[Mention]:
        entries = self._bases.get(name_key(name), [])
        if len(entries) > 1:
            prefix = "HMYOI" if young else "HMP"
            entries = [entry for entry in entries if entry.body.label.startswith(prefix)]
        if len(entries) == 1:
            yield Mention(entries[0].body, start, end, "prison")


class _Forces:
    """Reads `Kent Police`, `West Yorkshire police`, `Avon and Somerset and Wiltshire police forces`."""

    def __init__(self, registers: Registers) -> None:
        rules = load_rules("places")["forces"]
        self._registers = registers
        town = load_rules("places")["names"]["town"]
        self._unknown = re.compile(rf"\b{rules['unknown'].format(town=town)}")
        areas: dict[str, Body] = {}
        for entry in registers.entries("PoliceForce"):
            for name in entry.names:
                areas[re.sub(r" (?:Police(?: Service)?|Constabulary)$", "", name)] = entry.body
        self._areas = {name_key(name): body for name, body in areas.items()}
        area = "|".join(
            re.escape(n).replace(r"\ ", "[ -]").replace(r"\-", "[ -]")
            for n in sorted(areas, key=lambda n: (-len(n), n))
        )
        self._area = re.compile(rf"\b(?:{area})\b")
        self._pattern = re.compile(
            rf"\b(?P<list>(?:{area})(?:(?:, | and )(?:{area}))*) (?:[Pp]olice(?: [Ss]ervice| forces?)?|[Cc]onstabular(?:y|ies))\b(?!{rules['not_force']})",
        )

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every police force that a text names."""
        known = {found.end() for found in self._pattern.finditer(text)}
        for found in self._unknown.finditer(text):
            if found.end() in known:
                continue
            group = next(name for name in ("any", "by", "covers") if found[name])
            name = text[found.start(group) : found.end()]
            yield Mention(
                self._registers.body_for(name, "PoliceForce"),
                found.start(group),
                found.end(),
                "police-force",
            )
        for found in self._pattern.finditer(text):
            for area in self._area.finditer(found["list"]):
                body = self._areas.get(name_key(area[0]))
                last = area.end() == len(found["list"])
                plural = re.search(r"forces|ies$", found[0])
                if body and (last or plural):
                    end = found.end() if last else found.start("list") + area.end()
                    yield Mention(body, found.start("list") + area.start(), end, "police-force")


class _Authorities:
    """Reads `Durham County Council`, `the local authorities of Ashford and Dover`, `Leeds City Council`."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        rules = load_rules("places")
        self._names: dict[str, list[Entry]] = {}
        plain: set[str] = set()
        for entry in registers.entries("LocalAuthority"):
            for name in entry.names:
                self._names.setdefault(name_key(name), []).append(entry)
                if not re.search(r"council|borough|authority|district", name, re.IGNORECASE):
                    plain.add(name)
        names = "|".join(
            re.escape(n.replace("St. ", "St ")).replace("St\\ ", "St\\.?\\ ")
            for n in sorted(plain, key=lambda n: (-len(n), n))
        )
        self._name = re.compile(rf"(?:{names})(?![\w-])", re.IGNORECASE)
        formal = rules["authorities"]["formal"]
        self._formal = re.compile(
            rf"\b(?P<name>{rules['authorities']['council']}) (?P<formal>{formal})\b"
        )
        self._no_council = re.compile(rules["authorities"]["not_council"])
        self._trigger = re.compile(rf"\b{rules['authorities']['trigger']}\b")
        self._among = re.compile(rules["authorities"]["among"])
        self._between = re.compile(rules["authorities"]["between"])
        self._joint = re.compile(rules["names"]["list_joint"] + "(?:the )?")

    def find(self, text: str) -> Iterator[Mention]:
        """Yield every local authority that a text names."""
        yield from self._formally(text)
        for trigger in self._trigger.finditer(text):
            between = self._between.match(text, trigger.end())
            cursor = between.end() if between else trigger.end()
            formal = self._formal.match(text, cursor)
            if formal:
                opening = re.compile(r" ?[(:–-] ?|, ").match(text, formal.end())
                cursor = opening.end() if opening else cursor
            yield from self._run(text, cursor)
            yield from self._before(text, trigger.start())

    def _formally(self, text: str) -> Iterator[Mention]:
        for found in self._formal.finditer(text):
            start, name = found.start(), found["name"]
            entry = self._resolve(name, found["formal"])
            while entry is None and (joint := re.search(r" (?:and|with) ", name)):
                start += joint.end()
                name = name[joint.end() :]
                entry = self._resolve(name, found["formal"])
            if entry:
                yield Mention(entry.body, start, found.end(), "authority")
            elif not self._no_council.fullmatch(name):
                body = self._registers.body_for(f"{name} {found['formal']}", "LocalAuthority")
                yield Mention(body, start, found.end(), "authority")

    def _resolve(self, name: str, formal: str = "") -> Entry | None:
        exact = self._names.get(name_key(f"{name} {formal}"), []) if formal else []
        if exact:
            return one_current(
                [e for e in exact if name_key(e.body.label) == name_key(f"{name} {formal}")]
                or exact
            )
        candidates = self._names.get(
            name_key(name.removeprefix("City of ").removeprefix("London Borough of ")), []
        )
        if "County" in formal:
            candidates = [c for c in candidates if "County" in c.body.label]
        elif re.search("City|Borough|District", formal):
            candidates = [c for c in candidates if "County Council" not in c.body.label]
        return one_current(candidates)

    def _run(self, text: str, position: int) -> Iterator[Mention]:
        found = self._name.match(text, position)
        while found and text[found.start()].isupper():
            entry = self._resolve(found[0])
            if entry and not re.match(
                r" (?:[A-Z][a-z]+ )*(?:Council|Police|Crown|Magistrates|PDU)\b", text[found.end() :]
            ):
                yield Mention(entry.body, found.start(), found.end(), "authority")
            kind = _KIND.match(text, found.end())
            joint = self._joint.match(text, kind.end() if kind else found.end())
            found = self._name.match(text, joint.end()) if joint else None

    def _before(self, text: str, end: int) -> Iterator[Mention]:
        """Read `Durham and Darlington local authorities`: names before the word."""
        among = self._among.search(text, 0, end)
        cursor = among.start() if among else end
        while True:
            before = text[:cursor].rstrip()
            found = next(
                (
                    m
                    for m in (self._name.match(before, s) for s in _word_starts(before))
                    if m and m.end() == len(before)
                ),
                None,
            )
            if not found or not text[found.start()].isupper():
                return
            entry = self._resolve(found[0])
            if entry:
                yield Mention(entry.body, found.start(), found.end(), "authority")
            joint = re.search(r"(?:,| and)$", text[: found.start()].rstrip())
            if not joint:
                return
            cursor = joint.start()


def _word_starts(text: str) -> list[int]:
    return (
        [m.start() for m in re.finditer(r"(?<![\w-])[A-Z]", text[max(0, len(text) - 60) :])]
        if len(text) <= 60
        else [m.start() + len(text) - 60 for m in re.finditer(r"(?<![\w-])[A-Z]", text[-60:])]
    )
