"""Findings that name a provider of services in the unit: what the inspectors said of it.

Only providers that the report itself ties to a service count, and only by their very names: a
finding about the programme Horizon says nothing of the provider Horizons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from findings_graph.facts import Evidence, Finding, ProviderCue, Provision
from findings_graph.organisations.place_names import straight
from findings_graph.organisations.provider_names import ProviderNames

if TYPE_CHECKING:
    from findings_graph.organisations.registers import Registers
    from findings_graph.reading.passages import Passage

_SHORT = re.compile(r"\([A-Z][A-Za-z0-9&]{1,9}\)")
_RULE = "provider-findings.name"


def name_providers(
    findings: Sequence[Finding],
    passages: Sequence[Passage],
    provisions: Sequence[Provision],
    report: Sequence[Passage],
    registers: Registers,
) -> tuple[Finding, ...]:
    """Return the findings with the providers that each names, in the order of their first mention.

    Args:
        findings: finding units.
        passages: the passage of each, in the same order; it maps a name back to the report.
        provisions: who provides what in the unit, by this report.
        report: all passages, from which acronyms that the report gives are learnt.
        registers: the bodies known by name.
    """
    providers = {provision.provider.path: provision.provider for provision in provisions}
    if not providers:
        return tuple(findings)
    names = ProviderNames(registers)
    for body in providers.values():
        names.introduce(straight(body.label), body)
    for passage in report:
        if _SHORT.search(passage.text):
            names.find_known(straight(passage.text))
    named = []
    for finding, passage in zip(findings, passages, strict=True):
        cues: dict[str, ProviderCue] = {}
        for mention in names.find_known(straight(passage.text)):
            provider = providers.get(mention.body.path)
            if provider:
                evidence = Evidence(*passage.span(mention.start, mention.end), _RULE)
                cues.setdefault(provider.path, ProviderCue(provider, evidence))
        named.append(replace(finding, providers=tuple(cues.values())))
    return tuple(named)
