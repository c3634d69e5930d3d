"""Sentences as the assignment of providers sees them: who is named, which services, and what is said of neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from findings_graph.organisations.provider_signs import is_provider
from findings_graph.organisations.provision_clauses import Clause, coordinated
from findings_graph.organisations.service_signs import SignMention, find_signs
from findings_graph.organisations.sign_rules import sign_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from findings_graph.organisations.provider_names import ProviderMention, ProviderNames
    from findings_graph.organisations.provision_patterns import Patterns

_RUN = re.compile(
    r"(?!.*\b(?:was|were|is|are|had|has|have|who|which|that|but|by|from)\b)"
    r"[^.;]{0,24}?(?:,|\band\b|\bor\b|&|\btogether with\b|\bas well as\b)[^.;]{0,24}"
)
_WHILE_IT_WAS = re.compile(r", (?:and, )?until [^,;]{3,80},")
_MASK = "~"
_REFERRED = re.compile(r"\b(?:referr|waiting|capacity|caseload)")
"""What only somebody who gives a service speaks of."""
_OPENS = re.compile(
    r"(?: (?:services?|support|provision))? (?:is|are|was|were|sits?|falls?|lies|rests?)\b"
)
"""Behind the last of several services: it opens a clause of its own."""


_TITLED = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Sir)\b")
_PERSON = (
    r"\b{0}(?:'s (?:(?:\w+ ){{0,2}}(?:mentor|worker|keyworker|practitioner|officer|landlord|mother|father|partner|sentence|licence|risk|case|family|children|counsellor|coach|adviser|sponsor|tenancy)\b)"
    r"| (?:is|was|had been|has been|were) (?:\w+ly )?(?:helped|supported|referred|sentenced|released|convicted|arrested|recalled|seen|given|offered|housed|homeless|anxious|assessed|assigned|allocated|told|introduced|drinking|sober|living)\b"
    r"| (?:had|has) (?:since )?(?:relapsed|committed|served|pleaded|stopped|reoffended|struggled|missed|moved)\b"
    r"| (?:helped|supported|met|told|saw|mentored) [A-Z][a-z]+ (?:to|with|at|and|about|that)\b)"
    r"|\b(?:his|her|their|a|the) (?:\w+ )?(?:mentor|worker|keyworker|practitioner|landlord|nurse|counsellor|coach|sponsor|navigator|adviser|doctor|GP|probation officer),? {0}\b"
    r"|\b(?:helped|supported|met|told|saw|mentored|referred|introduced|convicted|released) {0}\b(?= (?:to|with|at|and|about|that|find)\b)"
)
"""How a text speaks of a person, not of a body."""


@dataclass(slots=True)
class Sentence:
    """A sentence with the providers that it names, in runs, and the services that it names or gives a sign of."""

    text: str
    offset: int
    groups: list[list[ProviderMention]]
    services: list[SignMention]
    goes_on: bool

    def between(
        self, start: int, end: int, claimed: Collection[int] = ()
    ) -> list[list[SignMention]]:
        """Return the runs of services between two places, weak ones only where there are no others.

        Args:
            start: first character of the stretch.
            end: one past its last.
            claimed: where services begin that another provider gives.
        """
        inside = [
            s for s in self.services if start <= s.start and s.end <= end and s.start not in claimed
        ]
        strong = [s for s in inside if not s.weak]
        strong = strong or [s for s in inside if s.service != "women"]
        runs: list[list[SignMention]] = []
        for service in strong or inside:
            gap = self.text[runs[-1][-1].end : service.start] if runs else ""
            if runs and gap == ", " and _OPENS.match(self.text, service.end):
                runs.append([service])
            elif runs and (_RUN.fullmatch(gap) or runs[-1][-1].service == service.service):
                runs[-1].append(service)
            else:
                runs.append([service])
        return runs

    def strong(self) -> list[SignMention]:
        """Return the services that the sentence names, weak signs only where there is nothing else."""
        return [s for run in self.between(0, len(self.text)) for s in run]

    def topic(self) -> list[SignMention]:
        """Return the one service that the sentence is about, else none."""
        runs = self.between(0, len(self.text))
        kinds = {service.service for run in runs for service in run}
        return runs[0] if len(kinds) == 1 else []


def read_sentences(
    sentences: Sequence[Clause], names: ProviderNames, patterns: Patterns
) -> list[Sentence]:
    """Find what the sentences of a passage name; nothing where none of them names a provider."""
    every = [names.find_capitalised(s.text) for s in sentences]
    named = [
        [m for m in found if is_provider(s.text, m, names, patterns)]
        for s, found in zip(sentences, every, strict=True)
    ]
    people = _people([m for found in named for m in found], sentences, patterns)
    named = [[m for m in found if m.body.label not in people] for found in named]
    if not any(named):
        return []
    return [
        Sentence(
            sentence.text,
            sentence.offset,
            coordinated(sentence.text, mentions),
            list(
                find_signs(_masked(sentence.text, [*mentions, *(m for m in all_named if m.known)]))
            ),
            bool(sign_rules().back.match(sentence.text)),
        )
        for sentence, mentions, all_named in zip(sentences, named, every, strict=True)
    ]


def _masked(text: str, mentions: Sequence[ProviderMention]) -> str:
    """Return a text, as long as before, without the names in it: `Citizens Advice for debt` offers no advice for debt by its name."""
    for mention in mentions:
        text = text[: mention.start] + _MASK * (mention.end - mention.start) + text[mention.end :]
    return text


def _people(
    mentions: list[ProviderMention], sentences: Sequence[Clause], patterns: Patterns
) -> set[str]:
    """Return the unknown names of one or two words of which a passage speaks as it does of a person."""
    labels = {
        m.body.label
        for m in mentions
        if not m.known
        and m.body.label.count(" ") < 2
        and not patterns.ends_as_body.search(m.body.label)
    }
    return {
        label
        for label in labels
        if _TITLED.match(label)
        or any(re.search(_PERSON.format(re.escape(label)), s.text) for s in sentences)
    }


def says_nothing(
    read: list[Sentence],
    number: int,
    group: list[ProviderMention],
    patterns: Patterns,
) -> bool:
    """Tell whether what is said of a run of providers is no service, or one that is over or not yet there."""
    rules = sign_rules()
    text = read[number].text
    start = max((f.end() for f in rules.joint.finditer(text, 0, group[0].start)), default=0)
    after = rules.joint.search(text, group[-1].end)
    clause = _WHILE_IT_WAS.sub("", text[start : after.start() if after else len(text)])
    return bool(
        rules.unrelated.search(clause)
        or rules.unreal.search(clause)
        or (rules.speaks.match(text, group[-1].end) and not _REFERRED.search(clause))
        or patterns.is_unreal(text, group[0].start, group[-1].end)
        or any(rules.over.match(later.text) for later in read[number + 1 : number + 2])
    )
