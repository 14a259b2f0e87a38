"""The table of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from hgz_report.checks.prose import numerals, papers, punctuation, words
from hgz_report.checks.prose.full_width import FULL_WIDTH
from hgz_report.checks.prose.pieces import Hit, ProseRule, Search
from hgz_report.checks.prose.unbound import unbound_digits, unbound_words


def _elsewhere(text: str) -> Iterator[Hit]:
    """Rules about suppressions look at comments (`suppress`), not at text."""
    del text
    return iter(())


_COMMENTS: Search = _elsewhere
_SYNTAX = "写成 {## lint: 规则号 理由 ##}，几条规则用顿号隔开；规则号见 hgz-report lint --rules"
UNKNOWN = ProseRule("S01", "豁免里的规则号不认识", "本项目", "error", frozenset(), _SYNTAX, _COMMENTS)
NO_REASON = ProseRule("S02", "豁免没有写理由", "本项目", "error", frozenset(), _SYNTAX, _COMMENTS)
UNUSED = ProseRule(
    "S03", "豁免没有用到", "本项目", "warning", frozenset(), "这两行没有违反这条规则：删去这个豁免", _COMMENTS
)
RULES: tuple[ProseRule, ...] = (
    *punctuation.RULES,
    *numerals.RULES,
    *words.RULES,
    *papers.RULES,
    FULL_WIDTH,
    UNKNOWN,
    NO_REASON,
    UNUSED,
)
BY_ID = {rule.id: rule for rule in RULES}


def rules_with(allowed: re.Pattern[str]) -> tuple[ProseRule, ...]:
    """The rules that let pass the numbers of the project's allow-list."""
    looks = {"W01": words.spans(unbound_digits(allowed)), "W02": words.spans(unbound_words(allowed))}
    return tuple(replace(rule, look=looks.get(rule.id, rule.look)) for rule in RULES)
