"""Data at the limits of what they may be: built, or refused at their line, in a time that is bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, Case, Make

DOOR = "大量"
_ZONE, _FILE = "data/zones/made-000.yaml", "templates/zone/15_own.md.j2"
_BUILD = ("build", "--jobs", "1")
_LONGEST = 1_000
"""Characters of a field (`data.fields.OneLine`)."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MORE = "，稳步推进新型工业化"
_FACT = "  - {{indicator: little_giants, period: {period}, value: 42, source: made-up, locator: 测试, confidence: B}}\n"
_RARE = {
    "an old character": "\U0003134a",
    "an emoji": "\U0001f600",
    "a letter of Tibet": "\u0f00",
    "a sign of Egypt": "\U00013000",
}
_TEXT = "about: 以装备制造和新材料为主导产业。"


def _made(make: Make) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        make(place)
        return _BUILD

    return prepare


def _filled(value: Any, longest: int) -> Any:
    """Data whose every Chinese text is as long as may be."""
    if isinstance(value, dict):
        return {key: _filled(one, longest) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, longest) for one in value]
    if isinstance(value, str) and _HAN.search(value) and "{" not in value:
        return (value + _MORE * longest)[:longest]
    return value


def _at_limits(longest: int, *apart: str) -> Make:
    def make(place: Place) -> None:
        said = yaml.safe_load((place.root / _ZONE).read_text(encoding="utf-8"))
        kept = {key: said[key] for key in apart}
        text = yaml.safe_dump(_filled(said, longest) | kept, allow_unicode=True, sort_keys=False, width=10**6)
        place.write(_ZONE, text)

    return make


def _facts(number: int) -> Make:
    def make(place: Place) -> None:
        place.edit(_ZONE, "facts:\n", "facts:\n" + "".join(_FACT.format(period=1400 + n) for n in range(number)))

    return make


def _of_one_unit(number: int) -> Make:
    """So many indicators of one unit, a fact of each, all in one table."""

    def make(place: Place) -> None:
        text = (place.root / "data/indicators.yaml").read_text(encoding="utf-8")
        names = [f"ind{n}" for n in range(number)]
        more = (
            f"  {name}:\n    name: 测{chr(0x4E00 + 7 * n)}量\n    unit: 家\n    group: 企业\n"
            for n, name in enumerate(names)
        )
        place.write("data/indicators.yaml", text.replace("  little_giants:\n", "".join(more) + "  little_giants:\n", 1))
        facts = "".join(_FACT.format(period=2023).replace("little_giants", name) for name in names)
        place.edit(_ZONE, "facts:\n", "facts:\n" + facts)
        place.write(_FILE, "".join(f"甲有{{{name}@2023}}。\n\n" for name in names))

    return make


def _rows(number: int) -> Make:
    row = "| {{ zone.city }} | {{ fact('little_giants', 2018) }} |\n"
    return lambda place: place.write(_FILE, "| 年 | 数 |\n|--|--|\n" + row * number + "\n: 很长的表 {#long}\n")


def _about(text: str) -> Make:
    def make(place: Place) -> None:
        place.edit(_ZONE, _TEXT, f"about: {text}")
        place.write(_FILE, "{{ zone.about }}\n")

    return make


def _chart(title: str) -> Make:
    return lambda place: place.edit(_ZONE, "title: 总量一年比一年大", f"title: {title}")


def _template(text: str) -> Make:
    return lambda place: place.write(_FILE, text)


_MUCH: dict[str, tuple[Make, Make]] = {
    "facts of one zone, 400": (_facts(200), _facts(400)),
    "facts of one unit, 60": (_of_one_unit(30), _of_one_unit(60)),
    "rows of a table, 1,000": (_rows(500), _rows(1_000)),
    "line breaks in a paragraph, 2,000": (_template("甲  \n" * 1_000 + "乙。\n"), _template("甲  \n" * 2_000 + "乙。\n")),
    "line breaks of data, 2,000": (_about("'" + "甲<br>" * 1_000 + "。'"), _about("'" + "甲<br>" * 2_000 + "。'")),
    "entities, 20,000": (_template("甲&lt;" * 10_000 + "\n"), _template("甲&lt;" * 20_000 + "\n")),
    "an expression of 3 MB": (
        _template("{{ '" + "甲" * 500_000 + "' }}"), _template("{{ '" + "甲" * 1_000_000 + "' }}"),
    ),
    "one key, 4.9 MB": (
        lambda place: place.write(_ZONE, "name: 甲\n" * 200_000), lambda place: place.write(_ZONE, "name: 甲\n" * 400_000),
    ),
    "notes, 400": (
        _template("".join(f"甲[^{n}]。\n\n[^{n}]: 乙。\n\n" for n in range(200))),
        _template("".join(f"甲[^{n}]。\n\n[^{n}]: 乙。\n\n" for n in range(400))),
    ),
    "headings, 600": (_template("## 甲\n\n乙。\n\n" * 300), _template("## 甲\n\n乙。\n\n" * 600)),
    "paragraphs of 40 characters, 1,000": (_template(("甲" * 40 + "。\n\n") * 500), _template(("甲" * 40 + "。\n\n") * 1_000)),
    "columns, 60": (
        _template("|" + "甲|" * 30 + "\n|" + "--|" * 30 + "\n|" + "乙|" * 30 + "\n"),
        _template("|" + "甲|" * 60 + "\n|" + "--|" * 60 + "\n|" + "乙|" * 60 + "\n"),
    ),
}  # fmt: skip


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, (once, twice) in _MUCH.items():
        yield Case(
            DOOR, name, _made(once), (DONE, FOUND), seconds=12, megabytes=500, lets=("reports",),
            twice=_made(twice),
        )  # fmt: skip
    for longest, codes, says in ((_LONGEST, (DONE, FOUND), ""), (_LONGEST + 1, (FOUND,), r"made-000\.yaml:\d+")):
        yield Case(
            DOOR,
            f"every field of {longest} characters",
            _made(_at_limits(longest)),
            codes,
            says,
            seconds=12,
            lets=("reports",),
        )
        prepare = _made(_at_limits(longest, "name", "short", "city", "province"))
        yield Case(DOOR, f"every text of {longest} characters", prepare, codes, says, seconds=12, lets=("reports",))
    for name, sign in _RARE.items():
        yield Case(
            DOOR, f"rare in data: {name}", _made(_about(f"以{sign}为主导产业。")), (FOUND,), r"made-000\.yaml:\d+"
        )
        yield Case(
            DOOR, f"rare in a chart: {name}", _made(_chart(f"总量{sign}一年比一年大")), (FOUND,), r"made-000\.yaml:\d+"
        )
        yield Case(
            DOOR, f"rare in a template: {name}", _made(_template(f"以{sign}为主。\n")), (FOUND,), r"15_own\.md\.j2:1"
        )
