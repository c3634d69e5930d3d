"""Signs of a service: needs met and things done, which tell what somebody gives who is known to give something."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from findings_graph.organisations.service_names import ServiceMention, find_services
from findings_graph.rule_files import load_rules

_WEAK = frozenset({"women", "other", "personal-wellbeing"})
"""Signs of whom somebody helps, or of anything else: another service beside them is the one meant."""
_FOR_WOMEN = re.compile(
    r"(?<=(?:ered|fers|gave|ives|sees) women)|(?<=saw women)|(?<=(?:for|ith) women)(?: only| alone)?(?=[,.;)]|$| and\b| \()|(?<=women) (?:are|were) (?:seen|supported|helped|served|looked after)\b|(?<=women) \((?=[A-Z])"
)
"""Where whom a service is for is all that is said of it."""


@functools.cache
def _pattern() -> re.Pattern[str]:
    branches = [
        f"(?P<{service.replace('-', '_')}>{'|'.join(phrases)})"
        for service, phrases in load_rules("provision_signs")["signs"].items()
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(branches) + r")(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SignMention(ServiceMention):
    """A service that a text names or gives a sign of.

    Args:
        weak: a sign that says little where there is any other.
    """

    weak: bool = False


@functools.lru_cache(maxsize=4096)
def find_signs(text: str) -> tuple[SignMention, ...]:
    """Return the services that a text names and those that it gives a sign of, in order."""
    named = find_services(text)
    found = [SignMention(s.start, s.end, s.service) for s in named]
    for sign in _pattern().finditer(text):
        if not any(s.start < sign.end() and sign.start() < s.end for s in named):
            service = (sign.lastgroup or "").replace("_", "-")
            weak = service in _WEAK and not _FOR_WOMEN.match(text, sign.end())
            found.append(SignMention(sign.start(), sign.end(), service, weak))
    return tuple(sorted(found, key=lambda each: each.start))
