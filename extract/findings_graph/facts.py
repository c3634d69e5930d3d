"""The facts of one inspection, as values that the reading stages return and the graph stage takes.

Every fact carries an `Evidence`: where in the normalised text it stands and which rule found it.
Offsets are 0-based code points of that text, half-open. Nothing here reads or writes anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from findings_graph.reading.source import SourceText


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters of the report that a fact rests on, and the rule that found them.

    Args:
        start: first character, 0-based, in the normalised text.
        end: one past the last character.
        rule: name of the rule or component, as `evidence` prints it.
    """

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or unit that a report names: a PDU, a region, HMPPS, a provider, a court.

    Args:
        path: path of its IRI under the base, such as `pdu/east-kent`.
        label: preferred name: the register's, else the report's.
        kind: local name of its class: `ProbationDeliveryUnit`, `ProbationRegion`, `Provider`, …
        registered: whether a shipped register has it (else the report's graph describes it).
    """

    path: str
    label: str
    kind: str
    registered: bool


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of a year, for dates that a report gives no more precisely."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Value:
    """A plain value of the inspection: property, value, evidence.

    Args:
        name: local name of the property: `pdu`, `region`, `framework`, `issued`, `fieldworkStart`,
            `communityCases`, `licenceCases`, `courtReports`, `practitionerInterviews`,
            `leadInspector`, `isbn`.
        value: what the report states; a `Body` for `pdu` and `region`; the framework's notation
            (`2021`, `2023`) for `framework`.
        evidence: none only where the value comes from a register.
    """

    name: str
    value: str | int | dt.date | YearMonth | Body
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class OverallRating:
    """The overall rating with its score and maximum, such as Inadequate, 3 of 21."""

    rating: str  # notation: outstanding, good, requires-improvement, inadequate
    score: int | None
    maximum: int | None
    evidence: Evidence
    score_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class StandardRating:
    """The rating of one standard; `standard` is its number without P, such as `1.1`."""

    standard: str
    rating: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class KeyQuestionScore:
    """The percentage of inspected cases judged satisfactory for a key question of a standard."""

    standard: str
    number: int  # 1-based place among the standard's key questions
    percentage: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AnnexeQuestionScore:
    """A sub-question of an annexe of inspection data, with its percentage."""

    standard: str
    position: int  # 1-based place in the standard's table
    question: str
    percentage: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ThemeCue:
    """A theme given to a finding or recommendation, with the characters that earned it."""

    theme: str  # notation
    evidence: Evidence  # rule = the component


@dataclass(frozen=True, slots=True)
class ProviderCue:
    """A provider that a finding names, with the characters that name it."""

    provider: Body
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A numbered recommendation and whom it addresses."""

    number: int
    text: str
    addressee: Body
    evidence: Evidence
    themes: tuple[ThemeCue, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationProgress:
    """What an annexe reports on an earlier recommendation: its text, the findings, the progress as printed."""

    position: int
    recommendation: str
    progress: str  # such as "Some progress"
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding unit: a bullet, or a paragraph where a section is written in prose.

    `section` is `1.1` … `2.6`, `1`, `2`, `key-data`, `feedback`, `diversity` or `outcomes`.
    Polarity values: `strength`, `improvement`, `mixed`, `neutral`.
    """

    id: str
    section: str
    text: str
    heading_polarity: str | None
    text_polarity: str | None
    evidence: Evidence
    polarity_evidence: Evidence | None = None  # the cue of the text polarity, where there is one
    themes: tuple[ThemeCue, ...] = ()
    providers: tuple[ProviderCue, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a person on probation or a member of staff, kept apart from findings."""

    id: str
    section: str
    speaker: str  # "person on probation" or "member of staff"
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic of the form N out of M, or a percentage, with what it counts and out of what."""

    id: str
    section: str | None
    finding: str | None  # id of the finding that holds it
    numerator: int | None
    denominator: int | None
    percentage: float | None  # as printed
    population: str  # one of the populations of DESIGN.md
    counted: str
    text: str  # the sentence
    evidence: Evidence  # the sentence's or phrase's extent
    subset: str | None = None  # the part of the population counted, such as "licence cases"
    fraction: str | None = None  # a proportion as printed, such as "two-thirds"


@dataclass(frozen=True, slots=True)
class Figure:
    """A caseload, staffing or other figure about a unit: measure, value, unit, scope, date."""

    id: str
    measure: str  # notation in ontology/measures.ttl
    value: float
    unit: str  # notation: people, cases, fte, percent, days, weeks, …
    scope: str  # notation: pdu, region, national, or a place or grade, see measures.ttl
    date: YearMonth | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Provision:
    """A provider delivering a service in the PDU, as the report says it."""

    provider: Body
    service: str  # notation in ontology/services.ttl
    commissioned: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """An office, prison, court, police force or local authority located in or serving the PDU."""

    body: Body
    code: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two values of one report that disagree; neither is corrected.

    Args:
        kind: `contradiction`, or `possible-different-base` where the two may count different cases.
        first: the first value; `second`: the other.
        first_fact: path under the inspection's IRI of the fact that the first value comes from, such
            as `statistic/3fa2…` or `statement/community-cases`; several where it is their sum.
        second_fact: the same for the second.
        rule: name of the rule that compared them.
    """

    kind: str
    first: float
    second: float
    first_fact: tuple[str, ...]
    second_fact: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a report should state and that is not in the graph.

    Args:
        what: what is missing: a value's name, or a kind such as `key-question 2.1.1`.
        reason: `not-reported`, `not-applicable` or `not-understood`.
        looked_in: where it was looked for, in words.
        evidence: for `not-understood`: the characters that could not be read.
    """

    what: str
    reason: str
    looked_in: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """Everything that one report states, as far as it was read."""

    name: str
    source: SourceText
    pdu: Body
    region: Body | None
    region_basis: str  # "report" or "register"
    framework: str
    values: tuple[Value, ...]
    overall: OverallRating | None
    ratings: tuple[StandardRating, ...] = ()
    key_questions: tuple[KeyQuestionScore, ...] = ()
    annexe_questions: tuple[AnnexeQuestionScore, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    progress: tuple[RecommendationProgress, ...] = ()
    findings: tuple[Finding, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    figures: tuple[Figure, ...] = ()
    provisions: tuple[Provision, ...] = ()
    places: tuple[Place, ...] = ()
    gaps: tuple[Gap, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
