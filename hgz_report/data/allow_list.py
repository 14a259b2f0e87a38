"""The allow-list (`data/allowed_numbers.yaml`) made ready to look with: what may hold numbers without a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import BaseModel, Field

from hgz_report.data.fields import Entry, OneLine, Slug
from hgz_report.data.printed import Unprinted, printed
from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.numbers import find

FILE = "data/allowed_numbers.yaml"
_LEAST_REST = 2
"""Letters that a name has besides its numbers."""
_FEW = 9
_SYNTAX = re.compile(
    r"(?P<open>\((?:\?(?:[:=!]|<[=!]|P?<\w+>))?)|(?:(?P<close>\))|(?P<one>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^()\[\\]))"
    r"(?P<times>[*+?][+?]?|\{\d*,?\d*\}[+?]?)?",
    re.DOTALL,
)
"""What a regular expression is made of, as far as it says what is repeated."""
_PARTS = re.compile("[、，；。（）]|等$")


class AllowedNumber(Entry):
    """可以印、又不来自事实的数字：写法和理由."""

    id: Slug = Field(description="编号，唯一")
    pattern: Annotated[str, Unprinted("a regular expression")] = Field(
        min_length=1, max_length=200, description="正则表达式；数字整个落在它认出的文字里才算，如 七个方面"
    )
    reason: Annotated[OneLine, Unprinted("said by audit, which is no report")] = Field(
        description="为什么可以印，一句话；核查时照印"
    )
    place: Literal["data", "template", "word"] = Field(
        default="template",
        description="data 用于数据文件里要印的文字，template 用于模板里的文字；word 是词不是数，用于所有文字",
    )


def joined_patterns(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds what any of them finds, nothing where there are none.  Raises re.error."""
    return _compiled(_joined(patterns))


_compiled = lru_cache(maxsize=1024)(re.compile)


def _joined(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"


NONE_ALLOWED = joined_patterns(())


NAME = "名称"
"""Stands among the ids of entries for a name of the registers or one that everybody knows; no entry can have this id."""


class AllowList(Struct, frozen=True):
    """What may hold numbers: entries in their place, names everywhere.

    An entry whose pattern is none lets nothing pass: the loader complains of it.
    """

    entries: tuple[AllowedNumber, ...]
    called: str
    """The names as one regular expression: that of a hundred takes 5 ms to compile, which only those do who look with it."""

    @property
    def names(self) -> re.Pattern[str]:
        """What the registers call things, and the entries that are words."""
        return _compiled(self.called)

    @property
    def in_data(self) -> re.Pattern[str]:
        """What may hold numbers in data text."""
        return joined_patterns([*(one.pattern for one in self._sound("data")), self.called])

    @property
    def in_templates(self) -> Mapping[str, re.Pattern[str]]:
        """Each pattern for templates by its id, names under `NAME`."""
        return {one.id: _compiled(f"(?:{one.pattern})") for one in self._sound("template")} | {NAME: self.names}

    def _sound(self, place: str) -> list[AllowedNumber]:
        return [one for one in self.entries if one.place == place and compiled(one.pattern)]

    @classmethod
    def of(cls, entries: Iterable[AllowedNumber], names: Iterable[str] = ()) -> AllowList:
        """The list with the `names` in which numbers would be found."""
        listed = tuple(entries)
        words = [one.pattern for one in cls(listed, "")._sound("word")]
        return cls(listed, _joined([*words, *map(re.escape, holding_numbers(names))]))


def holding_numbers(names: Iterable[str]) -> list[str]:
    """Those of the names in which a number would be found, the longest first: 三一重工, 九江.

    A name that is little more than a number (四十九个) stays one: else whoever registers it could print it anywhere.
    """
    found = {name for name in names if _holds_numbers(name)}
    return sorted(found, key=lambda name: (-len(name), name))


def _holds_numbers(name: str) -> bool:
    numbers = list(find(name))
    if not numbers or len(name) < _LEAST_REST:
        return False
    rest = sum(map(str.isalpha, name)) - sum(number.end - number.start for number in numbers)
    return rest >= _LEAST_REST or all(not number.unit and number.end - number.start == 1 for number in numbers)


def registered_names(model: BaseModel) -> Iterator[str]:
    """What a data file calls things: names and titles, also those in values that are texts (龙头企业: 三一重工、中联重科)."""
    for _, text, mark in printed(model):
        if mark.bound:
            continue
        if mark.kind in ("name", "title"):
            yield text
        elif mark.kind == "value":
            yield from (part for part in _PARTS.split(text) if not any(number.unit for number in find(part)))


def runs_away(pattern: str) -> bool:
    """Whether a long repetition stands inside a repetition, as in `(甲+)+`: that takes time exponential in the text."""
    open_groups = [False]  # of each whether something long is repeated in it
    for found in _SYNTAX.finditer(pattern):
        if found["open"]:
            open_groups.append(False)
        elif found["close"] or found["one"]:
            inside = open_groups.pop() if found["close"] and len(open_groups) > 1 else False
            times = _times(found["times"])
            if inside and times > 1:
                return True
            open_groups[-1] |= inside or times > _FEW
    return False


def _times(repeated: str | None) -> float:
    """How many times at most."""
    if not repeated or repeated.startswith("?"):
        return 1
    most = repeated.strip("{}?+").rpartition(",")[2]
    return int(most) if most.isdigit() else inf


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern of an entry; None when it is no regular expression that can stand beside others, or that has an end."""
    if runs_away(pattern):
        return None
    try:
        return _compiled(f"(?:{pattern})")  # `(?i)x` is one by itself, and none behind another
    except re.error:
        return None


def allowed_as_written(root: Path, names: Iterable[str] = ()) -> re.Pattern[str]:
    """Every sound pattern of the project's list and its names as one, also when the list has mistakes or is not there."""
    try:
        content = read_tree((root / FILE).read_bytes(), FILE).value
    except OSError:
        content = None
    listed = content.get("allowed") if isinstance(content, dict) else None
    patterns = [entry.get("pattern") for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    sound = [pattern for pattern in patterns if isinstance(pattern, str) and compiled(pattern)]
    return joined_patterns([*sound, *map(re.escape, holding_numbers(names))])
