"""Providers that a text names: those of the registers, and those that only the report knows."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findings_graph.facts import Body
from findings_graph.organisations.registers import Registers, name_key, slug
from findings_graph.organisations.service_names import service_at
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERED = r"[A-Z][A-Za-zÀ-ÿ0-9'&-]*"
_UNKNOWN = re.compile(
    r"(?:Project|Foundation|Route|Base|Studio) \d{1,3}\b"
    rf"|\d{{1,4}}(?:st|nd|rd|th)?(?: |-)?{_LETTERED}(?: (?:(?:of|of the|&|for) )?{_LETTERED}|\d+)*"
    rf"|Mind in {_LETTERED}(?: and {_LETTERED}(?! [a-z]))?"
    rf"|{_LETTERED}(?: (?:(?:of|of the|&|for|in the|after|(?:to|into|in)(?= (?:Work|Employment|Change|Recovery|Success|Debt|Freedom|Hope|Action|Learn|Independence)\b)) )?{_LETTERED}|\d+)*"
)
_COUNCIL = re.compile(
    rf"(?!The ){_LETTERED}(?:,? (?:and |upon |on |of )?{_LETTERED}){{0,5}}? Council(?=[.,;)]|$| and (?:by|from|through|the|[A-Z])| in (?:the|[A-Z]))"
)
_ONE_COUNCIL = re.compile(
    rf"{_LETTERED}(?: (?:upon |on |of )?{_LETTERED}){{0,3}}? (?:Metropolitan |County |Borough |City |District |Town )+Council"
)
_PAIR = re.compile(
    rf"{_LETTERED} and {_LETTERED}(?=, (?:a|an) [^,.;]{{0,60}}?\b(?:charity|organisation|service|provider|project|enterprise|agency)\b)"
)
"""One name, as one thing is said of it: `Bread and Board, a housing charity,`."""
_ACRONYM = re.compile(r" \((?P<short>[A-Z][A-Za-z0-9&]{1,9})\)")
_PARENTHESIS = re.compile(r" \([A-Z][^()]{1,60}\)")
_CHARITY = re.compile(r" (?:(?i:charity|UK|Ltd|Limited|CIC)|Partnership|Group)\b")
_NUMBERS = frozenset({"Thirteen"})
_LONGER = re.compile(
    rf" (?:{_LETTERED} ){{1,3}}(?:Trust|Foundation|Association|Society|Hospital|University|College|Church|Shop|Homes)\b"
    r"| (?:Recovery|Trust|Project|Foundation|Homes|Association|Cymru)\b"
)
"""What makes another body's name of a known one: `Advance Housing Trust`."""
_WHERE = re.compile(
    r"(?<!\bbrought )(?<!\bbought )\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Ww]ithin|[Aa]round|[Oo]utside|[Tt]hroughout) $"
)
_PART = re.compile(
    r",? (?:in|across) the [a-z]+(?: (?!and\b)[a-z]+)?(?: of (?:the )?(?:[a-z]+|[A-Z]\w+))?(?=,| and |;|\.|$)"
    r"| for (?:young|older) (?:adults|people|men|women)(?=,|;|\)| and (?=[A-Z]))"
    r"| for (?:(?:young|older) (?:adults|people|men|women)|men|women|people|adults) (?:aged|under|over|on|in|with|from)\b[^,;().]{2,30}(?=,| and (?=[A-Z])|;|\)|\.|$)"
)
_PLACED = re.compile(r" (?:in|across|covering) (?=[A-Z]|the [a-z])")
_AREA = re.compile(
    r" (?:town|city|borough|district|county|village|itself|area|side)(?: centre)?(?=,| and |;|\.|$)"
)
_UNIT = re.compile(
    rf"(?P<name>{_LETTERED}(?:(?:,? and| of| upon|,)? {_LETTERED})*) (?:PDU|[Pp]robation [Dd]elivery [Uu]nit)\b"
)
_WHEN = re.compile(r"\b(?:[Ii]n|[Oo]n|[Ee]very|[Ss]ince|[Ff]rom|[Uu]ntil|[Ee]ach) $")
_WITH = re.compile(r" (?:at|from|of) (?:the )?")
_COURSE = re.compile(
    r"\b(?:courses?|places|class(?:es)?|training|workshops?|apprenticeships?)(?: [a-z]+){0,2} at(?: the)? $"
)
"""What is taught at a place is given by the body that has the place's name."""
_COMPASS = frozenset({"north", "south", "east", "west", "mid", "central", "greater"})
_STREETS = (" Street", " Road", " Lane", " Avenue", " Square")
_ONE_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class ProviderMention:
    """A provider named in a text.

    Args:
        start: first character, 0-based, in the text searched.
        end: one past the last, with a charity's `charity` or an acronym in parentheses.
        body: the register's provider, else one of the report's.
        known: whether a register or the report itself has this very name, so that it needs no
            further sign that it is one.
    """

    start: int
    end: int
    body: Body
    known: bool


class ProviderNames:
    """Recognises providers by name; a report's own names are added as it introduces them."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers
        rules = load_rules("provisions")
        self._refused = _compiled("|".join(rules["not_provider"]["patterns"]))
        self._judged = _compiled(rules["not_provider"]["judged"])
        self._noun = _compiled(rules["not_provider"]["noun"])
        self._leading = _compiled(rules["not_provider"]["leading"])
        self._times = _compiled(rules["not_provider"]["times"])
        self._role = _compiled(rules["not_provider"]["role"])
        self._premises = _compiled(rules["not_provider"]["premises"])
        self._counted = _compiled(rules["not_provider"]["counted"])
        words = "|".join(sorted(rules["descriptors"]["words"], key=len, reverse=True))
        self._descriptors = _compiled(
            rf"(?:{rules['descriptors']['agents']})?(?:(?:{words}|(?<=called),)\b[,:]? )*"
        )
        joined = rules["joined"]
        self._joined = _compiled(
            rf"(?:{_LETTERED} )*(?:{joined['before']}) (?:and|&) (?:{_LETTERED} )*(?:{joined['after']})\b"
            rf"|(?P<first>{_LETTERED}(?:,? {_LETTERED})*) (?:and|&) (?:{_LETTERED} )+?{joined['nhs']}\b",
        )
        self._subject = _compiled(rf"(?:also |ha[sd] )?{rules['verbs']['active']}\b", re.IGNORECASE)
        self._places = {
            name_key(name)
            for kind in ("LocalAuthority", "ProbationDeliveryUnit", "ProbationRegion")
            for entry in registers.entries(kind)
            for name in entry.names
        }
        self._place_words = {word for name in self._places for word in name.split("-")} | _COMPASS
        self._bodies: dict[str, Body] = {}
        names: list[str] = []
        for entry in registers.entries("Provider"):
            for name in entry.names:
                plain = name.replace("’", "'")
                self._bodies.setdefault(name_key(plain), entry.body)
                names += [plain, plain.removeprefix("The ")]
        self._known = _any_of(names)
        self._ordinary: set[str] = set()
        self._report_names: list[str] = []
        self._last: tuple[str, list[ProviderMention]] = ("", [])
        self._reported: re.Pattern[str] | None = None

    def learn_words(self, text: str) -> None:
        """Note a report's lower-case words, no names where a sentence begins with one, and its unit's names."""
        for unit in _UNIT.finditer(text):
            for name in (unit["name"], *re.split(r",? and |, ", unit["name"])):
                self._places.add(name_key(name.strip()))
        self._ordinary |= set(re.findall(r"(?<![\w'])[a-z][a-z]+", text))

    def is_proper(self, word: str) -> bool:
        """Tell whether a capitalised word can only be a name: no plural, never lower case here."""
        lower = word.lower()
        plural = lower.endswith("s") and not lower.endswith(("us", "ss", "is", "os"))
        return len(word) > 3 and lower not in self._ordinary and not plural and lower[-3:] != "ing"

    def is_no_place(self, name: str) -> bool:
        """Tell whether no register of places has a name."""
        return name_key(name) not in self._places

    def is_judgement(self, name: str) -> bool:
        """Tell whether words, as a table holds them, rate something or name a body of the state."""
        return bool(self._judged.fullmatch(name))

    @property
    def introduced(self) -> int:
        """How many names the report itself has given so far."""
        return len(self._report_names)

    def introduce(self, name: str, body: Body) -> None:
        """Note a name that the report gives a provider: an acronym, or a name no register has."""
        if name_key(name) not in self._bodies and not self._refused.fullmatch(name):
            self._bodies[name_key(name)] = body
            self._report_names.append(name)
            self._last = ("", [])
            self._reported = _any_of(self._report_names)

    def at(self, text: str, position: int, *, strict: bool = False) -> ProviderMention | None:
        """Return the provider whose name begins at a place of a text.

        Args:
            text: cleaned text with straight quotation marks.
            position: where the name would begin.
            strict: take only names that are known, by a register or by the report.
        """
        if position and text[position - 1] not in ' (\t/;:“"–-':
            return None
        for pattern in (self._known, self._reported):
            found = pattern.match(text, position) if pattern else None
            if found and self._stands_alone(text, found):
                body = self._bodies[name_key(found[0])]
                return self._mention(text, found.start(), found.end(), body, known=True)
        return None if strict else self._unknown(text, position)

    def find_known(self, text: str) -> list[ProviderMention]:
        """Return the providers that a text names by a known name, in order."""
        found = []
        position = 0
        for word in re.finditer(r"(?<![\w'-])[A-Za-z0-9]", text):
            if word.start() >= position:
                mention = self.at(text, word.start(), strict=True)
                if mention:
                    found.append(mention)
                    position = mention.end
        return found

    def find_capitalised(self, text: str) -> list[ProviderMention]:
        """Return known providers and names of two or more capitalised words, in order."""
        if self._last[0] != text:  # every reader of a clause asks for the same
            self._last = (text, self._capitalised(text))
        return self._last[1]

    def _capitalised(self, text: str) -> list[ProviderMention]:
        found = []
        position = 0
        for word in re.finditer(r"(?<![\w'-])(?:[A-Z]|\d+(?:st|nd|rd|th)?[ -]?[A-Z])", text):
            if word.start() < position:
                continue
            before = re.search(rf"({_LETTERED})(?: of(?: the)?)? $", text[: word.start()])
            ends = before and (
                self._leading.fullmatch(before[1]) or self._times.fullmatch(before[1])
            )
            inside = before is not None and not ends
            mention = self.at(text, word.start(), strict=inside)
            if mention and not _is_where(text, mention):
                found.append(mention)
                position = mention.end
        return found

    def list_at(self, text: str, position: int, *, councils: bool = False) -> list[ProviderMention]:
        """Return the providers of a list that begins at a place: `the charity Foo, Bar and Baz`.

        Args:
            text: cleaned text with straight quotation marks.
            position: where the list would begin.
            councils: whether councils count: only where the text says that the list is of those who give a service.
        """
        found: list[ProviderMention] = []
        joint = self._descriptors.match(text, position)
        cursor = joint.end() if joint else position
        located = False
        while mention := self._member_at(text, cursor, councils=councils):
            if (
                found
                and text[mention.end : mention.end + 1] == " "
                and self._subject.match(text, mention.end + 1)
            ):
                break
            if (
                located
                and not mention.known
                and " " not in text[mention.start : mention.end]
                and not _PLACED.match(text, mention.end)
            ):
                break
            found.append(mention)
            place = re.match(r",? (?:in|across|within|for|covering) (?=[A-Z])", text[mention.end :])
            cursor = mention.end
            if part := _PART.match(text, cursor):
                cursor, located = part.end(), True
            if place and not service_at(text, cursor + place.end()):
                cursor = self._after_place(text, cursor + place.end())
                located = True
            link = re.compile(
                r"(?:,? (?:and|as well as|together with|in partnership with|with|or|along with|plus|&)(?: in [A-Z][\w' ]{2,40}? (?:by|with|from|through)| (?:by|of|from|through|to))? |, (?:(?:by|from|through) )?|/)"
            ).match(text, cursor)
            if not link:
                break
            lead = self._descriptors.match(text, link.end())
            cursor = lead.end() if lead else link.end()
        return found

    def _member_at(self, text: str, position: int, *, councils: bool) -> ProviderMention | None:
        """Return the provider at a place of a list: one that is known before a council, a council before a name nobody knows."""
        if not councils:
            return self.at(text, position)
        known = self.at(text, position, strict=True)
        return known or self._council_at(text, position) or self.at(text, position)

    def _council_at(self, text: str, position: int) -> ProviderMention | None:
        """Return the council whose full name begins at a place, and ends what is said of who gives a service.

        A name with `and` or a comma in it is one council's only where the register has it.
        """
        found = _COUNCIL.match(text, position)
        if not found:
            return None
        body = self._registers.body_for(found[0], "LocalAuthority")
        if not body.registered:
            if not _ONE_COUNCIL.fullmatch(found[0]):
                return None
            body = Body(body.path, found[0], body.kind, registered=False)
        return ProviderMention(position, found.end(), body, body.registered)

    def _after_place(self, text: str, position: int) -> int:
        place = re.compile(rf"{_LETTERED}(?: (?:upon |on |and the )?{_LETTERED})*").match(
            text, position
        )
        cursor = place.end() if place else position
        if area := _AREA.match(text, cursor):
            cursor = area.end()
        while more := re.compile(rf"(?:,| and) ({_LETTERED}(?: {_LETTERED})*)").match(text, cursor):
            if self.at(text, more.start(1), strict=True) or name_key(more[1]) not in self._places:
                break
            cursor = more.end()
        return cursor

    def _unknown(self, text: str, position: int) -> ProviderMention | None:
        joined = self._joined.match(text, position)
        found = (
            (joined if joined and self._is_one(joined["first"]) else None)
            or _PAIR.match(text, position)
            or _UNKNOWN.match(text, position)
        )
        if not found:
            return None
        end = found.end()
        name = found[0]
        for joint in re.finditer(r" (?:for|in the) ", name):
            if service_at(text, position + joint.end()) or joint[0] == " in the ":
                name = name[: joint.start()]
                end = position + joint.start()
                break
        if any(
            self.at(text, position + joint.end(), strict=True)
            for joint in re.finditer(r"^[A-Z][a-z]+s of (?:the )?", name)
        ):
            return None  # `Representatives of Nacro`
        name = name.removesuffix("'s") if name.endswith("'s") else name
        end = position + len(name)
        if (
            len(name) < 2
            or self._refused.fullmatch(name)
            or self._judged.fullmatch(name)
            or name_key(name) in self._places
            or self._premises.match(text, end)
            or self._role.search(text, 0, position)
            or self._works_for(text, name, end)
        ):
            return None
        first = name.split(" ")[0]
        if (position == 0 and self._leading.fullmatch(first)) or self._is_time(
            text, position, first
        ):
            return None
        service = service_at(text, position)
        if service and service.end >= end:
            return None  # `Personal Wellbeing (Foo)` names no provider
        noun = self._noun.match(text, end) if " " not in name else None
        if noun:
            end, name = noun.end(), name + noun[0]
        label = name.strip(" '-&")
        body = Body(f"provider/{slug(label)}", label, "Provider", registered=False)
        return self._mention(text, position, end, body, known=False)

    def _is_time(self, text: str, position: int, first: str) -> bool:
        """Tell whether the first word of what looks like a name says when: `on Mondays Nacro gives advice`."""
        if not self._times.fullmatch(first):
            return False
        after = position + len(first) + 1
        return (
            bool(_WHEN.search(text, 0, position)) or self.at(text, after, strict=True) is not None
        )

    def _is_one(self, first: str | None) -> bool:
        """Tell whether what stands before `and` belongs to one name: nothing, one word, or places: `Rotherham Doncaster and … NHS Trust`."""
        words = (first or "").replace(",", "").split()
        return (
            len(words) < 2
            or "," in (first or "")
            or all(name_key(w) in self._place_words for w in words)
        )

    def _works_for(self, text: str, name: str, end: int) -> bool:
        """Tell whether a name is a person's, who is said to be with a provider: `Emma at Nacro`."""
        place = _WITH.match(text, end)
        return (
            place is not None
            and name.count(" ") < 2
            and self.at(text, place.end(), strict=True) is not None
        )

    def _stands_alone(self, text: str, found: re.Match[str]) -> bool:
        """Tell whether a known name is not a part of a longer one, nor a programme's."""
        counted = found[0] in _NUMBERS and self._counted.match(text, found.end())
        other = _LONGER.match(text, found.end())
        if counted or other:
            return False
        if " " in found[0]:
            return True
        before = re.search(rf"({_LETTERED}) $", text[: found.start()])
        after = re.compile(rf" ({_LETTERED})").match(text, found.end())
        longer = re.compile(rf" (?:for|of) (?={_LETTERED})").match(text, found.end())
        if longer and not service_at(text, longer.end()) and not found[0].isupper():
            return False
        if before and not self._refused.fullmatch(before[1]):
            return False
        return not (
            after
            and not self._refused.fullmatch(after[1])
            and not service_at(text, found.end() + 1)
        )

    def _mention(
        self, text: str, start: int, end: int, body: Body, *, known: bool
    ) -> ProviderMention:
        charity = _CHARITY.match(text, end)
        if charity:
            end = charity.end()
        acronym = _ACRONYM.match(text, end)
        owner = self._bodies.get(name_key(acronym["short"])) if acronym else None
        if owner and not known and owner.path != body.path:
            # `Debt (Nacro)`: the name in parentheses is another's.
            return ProviderMention(start, end, body, known)
        if acronym and not service_at(text, acronym.start() + 2, listed=True):
            self.introduce(acronym["short"], body)
            return ProviderMention(start, acronym.end(), body, known)
        parenthesis = _PARENTHESIS.match(text, end)
        if parenthesis and self.at(text, end + 2, strict=True):
            end = parenthesis.end()
        return ProviderMention(start, end, body, known)


def _is_where(text: str, mention: ProviderMention) -> bool:
    """Tell whether an unknown word behind `in` or `across` says where something is."""
    return (
        not mention.known
        and (
            " " not in mention.body.label
            or text[mention.end : mention.end + 1] == ","
            or mention.body.label.endswith(_STREETS)
        )
        and bool(_WHERE.search(text, 0, mention.start))
        and not _COURSE.search(text, 0, mention.start)
    )


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of names: the longest first, `&` or `and`, commas or none, as reports vary."""
    ordered = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    return _compiled("(?:" + "|".join(_spelling(name) for name in ordered) + r")(?![\w-])")


@functools.lru_cache(maxsize=64)
def _compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile once a process what every report compiles: alternations of all providers' names."""
    return re.compile(source, flags)


def _spelling(name: str) -> str:
    words = [word for word in _ONE_WORD.findall(name.replace("&", " and ")) if word != "and"]
    capital = [
        re.escape(word)
        if len(words) == 1
        else f"(?:{re.escape(word)}|{re.escape(word.capitalize())}|{re.escape(word.lower())})"
        for word in words
    ]
    capital[0] = r"St\.?" if words[0] == "St" else re.escape(words[0])
    closing = r"\)?" if name.endswith(")") else ""
    return r"(?:,? (?:and |& )?\(?|-| - )".join(capital).replace("'", "'?") + closing
