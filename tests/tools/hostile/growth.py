"""Twice as much takes about twice as long, through loader, markup, layout and every format, or is refused with its line."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import partial

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, Case

DOOR = "增长"
_FILE, _ZONE = "templates/own/10_own.md.j2", "data/zones/made-000.yaml"
_REPORT = "title: 长文\nslug: own\nsubject: 测试\nkeywords: [测试]\n"
"""A paper that may be as long as it is."""
_CHARACTERS, _LINES, _TIMES = 4_500, 800, 1_500
"""And twice as many."""
_SIGNS = tuple("> * _ ` # [ ( { | < \\ ! “ 《 。 、 9 — é 𠀀".split())  # noqa: SIM905
_REPEATED = (
    "**a", "[a](", "[^1]", "{a", "“‘", "&amp;", "1. ", "> > ", "2023年", "12.5%，", "甲、",
    "甲。", "[甲](http://a) ", "**甲**", "{#a}", "A甲",
)  # fmt: skip
_OFTEN = (
    "2023年", "2023年。", "2018年{made-000.little_giants@2018}，", "{made-000.little_giants@2018}",
    "2023年{made-000.little_giants@2018}，",
)  # fmt: skip
"""Numbers: what stands beside each is looked at."""
_PER_LINE = (
    "> a", "> 甲。\n", "- a", "- 甲。", "* a", "1. 甲。", "# a", "|", "| a |", "[a]: b", "[^{n}]: a", "```", "---", "::: note",
    "“", "{", "[", "9", "{% if zone %}", "{{ zone.city }}", "甲。", "甲。\n", "甲  ", "\u3000甲", "> > 甲。", "    甲", "<div>",
    "●甲。", "甲[^{n}]。", "## 甲{n}\n\n乙。\n", "a" * 60,
)  # fmt: skip


def _written(text: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write("templates/own/report.yaml", _REPORT)
        place.write(_FILE, f"# 情况\n\n{text}\n")
        return "build", "--jobs", "1"

    return prepare


def _told(text: str) -> Callable[[Place], tuple[str, ...]]:
    """As a text of the data that is printed."""

    def prepare(place: Place) -> tuple[str, ...]:
        said = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        place.edit(_ZONE, "about: 以装备制造和新材料为主导产业。", f'about: "甲{said}。"')
        place.write("templates/zone/15_own.md.j2", "{{ zone.about }}\n")
        return "build", "--jobs", "1"

    return prepare


def _characters(sign: str, times: int) -> str:
    return sign * (_CHARACTERS * times // len(sign))


def _lines(line: str, times: int) -> str:
    return "".join(line.replace("{n}", str(number)) + "\n" for number in range(_LINES * times))


def _case(name: str, made: Callable[[str], Callable[[Place], tuple[str, ...]]], text: Callable[[int], str]) -> Case:
    return Case(
        DOOR, name, made(text(1)), (DONE, FOUND), seconds=8, megabytes=500, lets=("reports",), twice=made(text(2))
    )


def cases() -> Iterator[Case]:
    """All of this door."""
    for sign in (*_SIGNS, *_REPEATED):
        yield _case(f"template, {_CHARACTERS} × {sign!r}", _written, partial(_characters, sign))
    for text in _OFTEN:
        yield _case(f"template, {_TIMES} times {text!r}", _written, partial(operator.mul, text * _TIMES))
    for line in _PER_LINE:
        yield _case(f"template, {_LINES} lines {line[:20]!r}", _written, partial(_lines, line))
    for sign in _SIGNS[::3]:
        yield _case(f"data, {_CHARACTERS} × {sign!r}", _told, partial(_characters, sign))
