"""robots.txt as RFC 9309 reads it: the group of our name, the longest rule that fits, `*` and `$`.

The standard library's parser knows neither wildcards nor longest match, and would fetch pages that
most news sites exclude.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

_LINES, _RULES = 20_000, 5_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`Allow:` or `Disallow:` of a path pattern."""

    path: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site that hold for us."""

    rules: tuple[Rule, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched: the longest rule that fits decides, Allow on a tie."""
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        fitting = [(len(rule.path), rule.allow) for rule in self.rules if _fits(rule.path, path)]
        return max(fitting)[1] if fitting else True


ALLOW_ALL = Robots()


def parse_robots(text: str, agent: str) -> Robots:
    """The rules for `agent` (a product name such as "factledger"), else those for "*"."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []
    in_rules = False
    for line in text.splitlines()[:_LINES]:
        key, _, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*([] if in_rules else names), value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        elif key in ("allow", "disallow"):
            in_rules = True
            for name in names if value else []:
                groups[name].append(Rule(_normal(value), key == "allow"))
    chosen = groups.get(agent.lower(), groups.get("*", []))
    return Robots(tuple(chosen[:_RULES]))


def _normal(path: str) -> str:
    """One spelling for a path: bytes beyond ASCII and escapes written the same way."""
    return quote(unquote_to_bytes(path), safe="/*$?=&;:@!+,~()'-._")


def _fits(pattern: str, path: str) -> bool:
    """Whether `path` starts with `pattern`; `*` stands for anything, a closing `$` for the end."""
    ends = pattern.endswith("$")
    parts = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1] if ends else parts[1:]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if not ends:
        return True
    if len(parts) == 1:
        return at == len(path)
    return path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at
