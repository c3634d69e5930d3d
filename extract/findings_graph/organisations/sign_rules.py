"""The patterns of `rules/provision_signs.toml`, compiled: who serves, what is no service, what leans on what."""

from __future__ import annotations

import functools
import re

from findings_graph.rule_files import load_rules


class SignRules:
    """The patterns of `rules/provision_signs.toml`, compiled."""

    def __init__(self) -> None:
        rules = load_rules("provision_signs")["assignment"]
        self.unrelated = re.compile("|".join(rules["unrelated"]), re.IGNORECASE)
        self.unreal = re.compile("|".join(rules["unreal"]), re.IGNORECASE)
        self.serves = re.compile(
            rf"(?: \(.{{2,40}}?\))?(?:, [^,;.]{{3,60}},|,)? (?:who |which )?{rules['serves']}"
        )
        self.serving = re.compile(rf"\b{rules['serves']}")
        self.leads = re.compile(rules["leads"])
        self.sure = re.compile(rules["sure"])
        self.given = re.compile(rules["given"])
        self.staff = re.compile(rules["staff"])
        self.kind = re.compile(rules["kind"])
        self.back = re.compile(rules["back"])
        self.joint = re.compile(rules["joint"])
        self.other = re.compile(rules["other"])
        self.replaced = re.compile(rules["replaced"])
        self.speaks = re.compile(rules["speaks"])
        self.over = re.compile(rules["over"])
        self.first = re.compile(rules["first"])


@functools.cache
def sign_rules() -> SignRules:
    """Return the patterns, compiled once a process."""
    return SignRules()
