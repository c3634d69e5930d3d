"""Signs of a service: needs met and things done, which tell what somebody gives who is known to give something."""

from __future__ import annotations

import functools
import re

from findings_graph.organisations.service_names import ServiceMention, find_services
from findings_graph.rule_files import load_rules

WEAK = frozenset({"women", "other"})
"""Services told by who is helped or by anything else: another service beside them is the one meant."""


@functools.cache
def _pattern() -> re.Pattern[str]:
    branches = [
        f"(?P<{service.replace('-', '_')}>{'|'.join(phrases)})"
        for service, phrases in load_rules("provision_signs")["signs"].items()
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(branches) + r")(?![\w-])", re.IGNORECASE)


def find_signs(text: str) -> list[ServiceMention]:
    """Return the services that a text names and those that it gives a sign of, in order."""
    named = find_services(text)
    found = list(named)
    for sign in _pattern().finditer(text):
        if not any(s.start < sign.end() and sign.start() < s.end for s in named):
            service = (sign.lastgroup or "").replace("_", "-")
            found.append(ServiceMention(sign.start(), sign.end(), service))
    return sorted(found, key=lambda each: each.start)


def has_sign(text: str) -> bool:
    """Tell whether a text gives any sign of a service."""
    return bool(_pattern().search(text)) or bool(find_services(text))
