"""What one clause says for and against: its cues, turned by negation and weighed by shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from findings_graph.judgement.polarity_clauses import Clause
from findings_graph.judgement.polarity_cues import Mark, Words
from findings_graph.judgement.polarity_shares import Share

# Shares, after the bands of the inspectorate's ratings: below half is inadequate, from 65 per cent
# on good. Between them a share says little unless the writer calls it small.
LOW, HIGH = 0.5, 0.65
TRACE = 0.12  # a bad thing in fewer cases than this is rare
FULL_LOAD, BUSY = 1.02, 0.75  # a workload above the first is too much, above the second in order
NEAR = 40  # characters between a trouble and what became of it; half of that before it
OUTSPOKEN = 1.5  # most that a clause weighs for or against
KIND_WORDS = 0.85  # most for, where it neither applauds nor counts: inspectors describe kindly
MIDDLING = 0.5  # for and against alike, where between LOW and HIGH of the cases were well done
REGRET = 1.3  # weight from which blame is the inspector's own: no share turns it
AIMED = 0.3  # weight of what is aimed at or foreseen
CHANGED = 0.8  # weight of a burden or a good that grew or fell, and of a trouble denied


class Claim(NamedTuple):
    """One thing said, its weight, and the characters that say it."""

    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clause, a sentence or a finding says.

    Args:
        good: mass for, 0 or more.
        bad: mass against, 0 or more.
        good_cue: characters of the cue that weighs most for, if any.
        bad_cue: the same against.
        praised: whether what is good is judged so, not only done.
        troubled: whether what is bad is a trouble named, not a good thing denied or yet to be.
    """

    good: float = 0.0
    bad: float = 0.0
    good_cue: tuple[int, int] | None = None
    bad_cue: tuple[int, int] | None = None
    praised: bool = False
    troubled: bool = False


def read_clause(
    text: str, clause: Clause, marks: list[Mark], shares: list[Share], words: Words
) -> Reading:
    """Judge one clause from its cues and shares."""
    reader = _ClauseReader(text, clause, words)
    for mark in marks:
        reader.hear(mark)
    return reader.weigh(shares)


def _heaviest(claims: list[Claim]) -> tuple[int, int] | None:
    """Return the characters of the heaviest claim, the first of equals."""
    if not claims:
        return None
    claim = max(claims, key=lambda c: (c.weight, -c.start))
    return claim.start, claim.end


def _mass(claims: list[Claim]) -> float:
    return sum(claim.weight for claim in claims)


class _ClauseReader:
    """Hears the cues of a clause from left to right, then weighs them with its shares."""

    def __init__(self, text: str, clause: Clause, words: Words) -> None:
        self._text, self._clause, self._words = text, clause, words
        self._good: list[Claim] = []  # praise
        self._deeds: list[Claim] = []  # things done that should be
        self._opinions: list[Claim] = []  # what people hold, to be judged by what they hold
        self._aims: list[Claim] = []  # good things aimed at or foreseen
        self._bad: list[Claim] = []  # troubles named
        self._denied: list[Claim] = []  # good things denied
        self._low: tuple[int, int] | None = None
        self._high: tuple[int, int] | None = None
        self._only: Mark | None = None
        self._negation: Mark | None = None  # until it meets what it turns
        self._relief: Mark | None = None
        self._rise: Mark | None = None
        self._thing: Mark | None = None  # the last burden, asset or trouble
        self._aim = 0  # where a purpose began, until a finite verb
        self._unreal = False
        self._blamed = False  # after blame, praise in the clause is what is blamed for lacking
        self._troubled = False  # a trouble is named, not only a thing that is yet to be
        self._lost = False  # praise was so set aside
        self._counted = False  # the clause says of how many cases it is true

    def hear(self, mark: Mark) -> None:
        """Take in the next cue."""
        if self._aim and self._words.finite.search(self._text, self._aim, mark.start):
            self._aim = 0
        factor = AIMED if self._aim or self._unreal else 1.0
        claim = Claim(mark.cue.weight * factor, mark.start, mark.end)
        match mark.cue.kind:
            case "strength" | "practice" | "opinion":
                self._hear_good(mark, claim, real=factor == 1.0)
            case "shortfall":
                self._hear_shortfall(mark, claim)
            case "negation" | "partial":
                self._hear_negation(mark, claim)
            case "relief":
                self._hear_relief(mark, claim, factor)
            case "rise" | "burden" | "asset":
                self._hear_change(mark, claim._replace(weight=CHANGED * factor))
            case "low" | "high" | "only":
                self._hear_quantity(mark)
            case "purpose" | "unreal":
                self._hear_aim(mark)

    def _hear_aim(self, mark: Mark) -> None:
        if mark.cue.kind == "purpose":
            self._aim = mark.end
        else:
            self._unreal = True

    def _hear_good(self, mark: Mark, claim: Claim, *, real: bool) -> None:
        if mark.cue.kind == "opinion":
            if not self._negation and not self._blamed:
                self._opinions.append(claim)
        elif self._negation:
            self._negation = None
            self._blamed = True
        elif self._blamed:
            self._lost = True
        elif not real:
            self._aims.append(claim)
        else:
            (self._deeds if mark.cue.kind == "practice" else self._good).append(claim)

    def _hear_shortfall(self, mark: Mark, claim: Claim) -> None:
        if mark.cue.id == "ill":
            self._thing = mark
        relieved = self._relief is not None and mark.start - self._relief.end < NEAR
        denial = self._negation
        if denial and self._relief and self._relief.start > denial.start:
            denial = None  # "had not resolved the problem"
        if denial and mark.start - denial.end < NEAR / 2:
            self._good.append(claim._replace(weight=CHANGED * claim.weight))
            self._denied.pop()
            self._negation = None
        elif relieved and not self._negation:
            self._good.append(claim._replace(weight=claim.weight / 2))
        else:
            self._bad.append(claim)
            self._blamed = True
            self._troubled |= mark.cue.id != "wanting"

    def _hear_negation(self, mark: Mark, claim: Claim) -> None:
        """A partial negation denies that a thing held throughout, so it turns no trouble."""
        if mark.cue.kind == "partial":
            self._denied.append(claim)
            self._blamed = True
            return
        if mark.cue.id == "rather-than" and self._bad:
            return
        if self._negation is None:
            self._denied.append(claim)
        self._negation = mark

    def _hear_relief(self, mark: Mark, claim: Claim, factor: float) -> None:
        """A relief with weight above 0 is a deed where no trouble is near, below 0 an end."""
        self._relief = mark
        thing = self._thing if self._thing and mark.start - self._thing.end < NEAR else None
        if thing and thing.cue.kind == "asset" and mark.cue.weight <= 0:
            self._bad.append(claim._replace(weight=factor))
        elif thing and thing.cue.kind != "asset" and not self._negation:
            self._bad = [claim for claim in self._bad if claim.start != thing.start]
            self._good.append(claim._replace(weight=CHANGED * factor))
            self._thing = None
        elif mark.cue.weight < 0:
            self._bad.append(claim._replace(weight=-claim.weight))
        elif mark.cue.weight > 0:
            self._hear_deed(claim)

    def _hear_deed(self, claim: Claim) -> None:
        if self._negation:
            self._negation = None
            self._blamed = True
        elif self._blamed:
            self._lost = True
        else:
            self._deeds.append(claim)

    def _hear_change(self, mark: Mark, claim: Claim) -> None:
        """A burden that rises or an asset that falls is bad, the other two are good."""
        if mark.cue.kind == "rise":
            self._rise = mark
            if self._thing and mark.start - self._thing.end < NEAR:
                (self._good if self._thing.cue.kind == "asset" else self._bad).append(claim)
            return
        self._thing = mark
        burden = mark.cue.kind == "burden"
        if self._rise and mark.start - self._rise.end < NEAR / 2:
            (self._bad if burden else self._good).append(claim)
        elif self._relief and mark.start - self._relief.end < NEAR / 2:
            if burden:
                self._good.append(claim)
            elif self._relief.cue.weight <= 0:
                self._bad.append(claim)

    def _hear_quantity(self, mark: Mark) -> None:
        here = (mark.start, mark.end)
        if mark.cue.kind == "low":
            self._low = here
            self._counted = True
        elif mark.cue.kind == "high":
            self._high = self._high or here
            self._counted = True
        else:
            self._only = mark

    def weigh(self, shares: list[Share]) -> Reading:
        """Bring the cues together with how much they are true of."""
        rare = self._word_says_rare()
        spoken, middling = self._low, None
        for share in shares:
            here = (share.start, share.end)
            if self._words.rate.search(
                self._text, max(self._clause.start, share.start - NEAR), share.start
            ):
                continue  # a vacancy rate is no share of cases
            load = self._words.load.search(self._text, self._clause.start, self._clause.end)
            if share.value > 1 or (load and share.value > BUSY):
                self._hear_load(share, load=load is not None)
            elif share.limited or share.value < LOW:
                self._low, self._high = here, None
                rare = rare or share.limited or share.value < TRACE
            elif share.value >= HIGH:
                self._high = here
            else:
                middling = here
            asset = self._thing is not None and self._thing.cue.kind == "asset"
            of_cases = self._words.counted.match(self._text, share.end)
            if share.limited or asset or of_cases:
                self._counted = True
        if self._high and shares and self._low == spoken:
            self._low = None  # "no more than two practitioners in 89 per cent of cases"
        if self._only and self._low is None:
            self._low = (self._only.start, self._only.end)
            self._counted = self._counted or bool(shares)
        judged = self._low or self._high or self._bad or self._denied
        if (
            middling
            and self._counted
            and not judged
            and (self._good or self._deeds or self._opinions)
        ):
            return Reading(MIDDLING, MIDDLING, middling, middling)
        return self._balance(rare=rare and not self._lost, measured=bool(shares))

    def _word_says_rare(self) -> bool:
        """Whether a word such as "few" stands before the trouble named, or as "in few cases"."""
        if self._low is None or self._high is not None:
            return False
        start = self._low[0]
        after = self._text.startswith("in ", start - 3)
        return after or not any(claim.start < start for claim in self._bad)

    def _hear_load(self, share: Share, *, load: bool) -> None:
        if load and share.value > FULL_LOAD:
            self._bad.append(Claim(1.0, share.start, share.end))
        elif share.value <= 1:
            self._good.append(Claim(0.5, share.start, share.end))

    def _balance(self, *, rare: bool, measured: bool) -> Reading:
        low, high = self._low, self._high
        plus = _mass(self._good) + min(AIMED, _mass(self._aims))
        against = self._bad + self._denied
        minus = _mass(against)
        praised = list(self._good)
        if not minus or low:
            plus += _mass(self._deeds)
            praised += self._deeds + self._aims
        if not minus:
            plus += _mass(self._opinions)
            praised += self._opinions
        plus_cue, minus_cue = _heaviest(praised), _heaviest(against)
        if low is not None and (high is None or not plus):
            if plus:
                minus, minus_cue = minus + max(1.0, plus), low
                plus, plus_cue = 0.0, None
            elif minus and rare and (self._bad or measured) and max(against).weight < REGRET:
                plus, plus_cue = CHANGED, low
                minus, minus_cue = 0.0, None
            elif not minus and self._counted:
                minus, minus_cue = 1.0, low
        elif high is not None:
            if praised:
                plus = max(plus, OUTSPOKEN if measured else 1.0)
            elif not minus and self._counted:
                plus, plus_cue = CHANGED if measured else 0.5, high
        outspoken = measured or any(claim.weight >= REGRET for claim in praised)
        most = OUTSPOKEN if outspoken else KIND_WORDS
        return Reading(
            min(plus, most),
            min(minus, OUTSPOKEN),
            plus_cue,
            minus_cue,
            bool(plus and self._good),
            bool(minus) and self._troubled,
        )
