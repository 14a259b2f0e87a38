"""Hostile data files and configuration: bombs, depth, tags, wrong encodings, too much of everything, links that lead out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, Case, Make

DOOR = "数据"
_ZONE = "data/zones/made-000.yaml"
_CHECK, _BUILD = ("check", "--jobs", "1"), ("build", "--jobs", "1")
_FACT = "  - {indicator: little_giants, period: 2018, value: 42, source: made-up, locator: 测试, confidence: B}\n"
_CITY = "city: 天津市"


def _whole(name: str, content: str | bytes, command: tuple[str, ...] = _CHECK) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(name, content)
        return command

    return prepare


def _with(
    old: str, new: str, name: str = _ZONE, command: tuple[str, ...] = _CHECK
) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.edit(name, old, new)
        return command

    return prepare


def _about(text: str) -> Callable[[Place], tuple[str, ...]]:
    """In a text that is printed."""

    def prepare(place: Place) -> tuple[str, ...]:
        place.edit(_ZONE, "about: 以装备制造和新材料为主导产业。", f"about: {text}")
        place.write("templates/zone/15_own.md.j2", "{{ zone.about }}\n")
        return _BUILD

    return prepare


_WHOLE: dict[str, str | bytes] = {
    "a bomb of aliases": "a: &a [甲,甲,甲,甲,甲,甲,甲,甲,甲]\n"
    + "".join(f"b{n}: &b{n} [{','.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(12)),
    "an alias in itself": "name: &a [*a]\n",
    "700 lists deep": "name: " + "[" * 700 + "]" * 700 + "\n",
    "100,000 lists deep": "name: " + "[" * 100_000 + "\n",
    "100,000 mappings deep": "name: " + "{a: " * 100_000 + "\n",
    "700 blocks deep": "".join(" " * n + "a:\n" for n in range(700)),
    "dashes": "- " * 100_000 + "\n",
    "question marks": "? " * 50_000 + "\n",
    "4.9 MB of one key": "name: 甲\n" * 400_000,
    "4.9 MB of keys": "".join(f"k{n}: 甲\n" for n in range(350_000)),
    "20,000 facts": "facts:\n" + _FACT * 20_000,
    "an object": "name: !!python/object/apply:os.system ['echo 甲']\n",
    "a binary": "name: !!binary R0lGODlhDAAMAIQAAP\n",
    "a set": "name: !!set {a, b}\n",
    "a tag of one's own": "name: !甲 乙\n",
    "two documents": "name: 甲\n---\nname: 乙\n",
    "a directive": "%YAML 9.9\n---\nname: 甲\n",
    "tabs": "name:\t甲\n\tcity: 乙\n",
    "a merge": "<<: {name: 甲}\n",
    "NUL": b"name: \0\n",
    "a bell": "name: 甲\a\n",
    "an escape in a key": "\x1b[31mname: 甲\n",
    "directions": "name: 甲\u202e乙\n",
    "UTF-16": "name: 甲\n".encode("utf-16"),
    "UTF-32": "name: 甲\n".encode("utf-32"),
    "GBK": "name: 甲\n".encode("gbk"),
    "half a character": "name: 甲".encode()[:-1] + b"\n",
    "a lone surrogate": 'name: "\\ud800"\n',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "zeros": b"\0" * 4_000_000,
    "6 MB": "甲" * 2_000_000,
    "empty": "",
    "only a comment": "# 甲\n",
    "a text": "甲",
    "a number": "42",
    "a list": "- 甲\n- 乙\n",
    "null": "null\n",
    "a conflict": "<<<<<<< HEAD\nname: 甲\n=======\nname: 乙\n>>>>>>> other\n",
    "an unclosed quote": 'name: "甲\ncity: 乙\n',
    "an unclosed bracket": "name: [甲\ncity: 乙\n",
    "a million brackets": "[" * 1_000_000,
    "json": '{"name": "甲"}',
}
_VALUES = {
    "infinity": ".inf",
    "not a number": ".nan",
    "1e999": "1e999",
    "1e-999": "1e-999",
    "100,000 digits": "9" * 100_000,
    "a fraction of 100,000 digits": "0." + "9" * 100_000,
    "base 60": "1:30:00",
    "octal": "0o777777777777",
    "full width": "４２",
    "a text": "四十二",
    "a list": "[42]",
    "a mapping": "{a: 42}",
    "null": "null",
    "true": "true",
    "minus zero": "-0.0",
    "negative": "-42",
    "a date": "2018-01-01",
    "an underscore": "4_2",
    "a unit": "42家",
    "a template": "'{{ 7 * 7 }}'",
}
_FIELDS = {
    "a period of a million digits": ("period: 2018", "period: " + "9" * 1_000_000),
    "a period from another time": ("period: 2018", "period: 9999"),
    "a month that is none": ("period: 2018", "period: 2018-13"),
    "a source that is none": ("source: made-up", "source: nowhere"),
    "a near miss": ("locator: 测试", "locater: 测试"),
    "an indicator that is none": ("indicator: little_giants", "indicator: little_gaints"),
    "a confidence that is none": ("confidence: B", "confidence: AAA"),
    "a name of 100,000 characters": ("name: 天津滨海", "name: " + "天" * 100_000),
    "a name of markup": ("name: 天津", "name: '**天**[津](http://a)'"),
    "a title of line breaks": ("title: 天津", 'title: "天\\n津'),
    "a short name of nothing": ("short: 天津滨海高新区", "short: ''"),
    "an order without end": ("order: 200", "order: " + "9" * 400),
    "a chart that is none": ("kind: bar", "kind: donut3d"),
    "a chart of nothing": (
        "facts: [little_giants@2018, little_giants@2019, little_giants@2020, little_giants@2021, little_giants@2022, "
        "little_giants@2023]",
        "facts: []",
    ),
    "a fact that is none": ("fact: little_giants@2023, label", "fact: little_giants@x, label"),
    "an id of a path": ("id: robots", "id: ../../robots"),
    "an id of a million characters": ("id: robots", "id: " + "r" * 1_000_000),
}
_ABOUT = {
    "a template": "'{{ zone.__class__ }}'",
    "a statement": "'{% for a in range(10) %}甲{% endfor %}'",
    "a brace": "'{little_giants@2018'",
    "2,000 braces": "'" + "{little_giants@2018}" * 2_000 + "'",
    "2,000 line breaks": "'" + "甲<br>" * 2_000 + "。'",
    "brackets": "'" + "[" * 50_000 + "'",
    "stars": "'" + "*" * 50_000 + "'",
    "one sentence of 100,000 characters": "'" + "甲" * 100_000 + "。'",
    "html": "'<script>alert(1)</script>'",
    "a link to a script": "'[甲](javascript:alert(1))'",
    "private use": "'甲\ue000。'",
    "a rare character": "以\U0003134a为主导产业。",
    "an emoji": "以\U0001f600为主导产业。",
    "a number of its own": "有42家企业。",
    "a number in words": "有四十二家企业。",
}
_ALLOWED = {
    "a pattern that runs away": "(a+)+$",
    "alternatives that run away": "(a|a)*$",
    "a pattern of groups": "(" * 200 + "a" + ")" * 200,
    "a pattern of a million": "(a{1000}){1000}",
    "nested counts": "((a{1,1000}){1,1000}){1,1000}",
    "a pattern that is none": "(甲",
    "everything": ".*",
    "nothing": "",
    "a back reference": r"(a*)\1*$",
    "a look behind": r"(?<=a*)b",
}


def _many(prepare: Make, command: tuple[str, ...] = _BUILD) -> Callable[[Place], tuple[str, ...]]:
    def run(place: Place) -> tuple[str, ...]:
        prepare(place)
        return command

    return run


def _rows(place: Place) -> None:
    place.write(
        "templates/zone/15_own.md.j2",
        "| 年 | 数 |\n|--|--|\n"
        + "| {{ zone.city }} | {{ fact('little_giants', 2018) }} |\n" * 2_000
        + "\n: 很长的表 {#long}\n",
    )


def _facts(place: Place) -> None:
    years = range(1600, 2000)
    more = "".join(_FACT.replace("2018", str(year)) for year in years)
    place.edit(_ZONE, "facts:\n", "facts:\n" + more)


def _regions(place: Place) -> None:
    text = (place.root / _ZONE).read_text(encoding="utf-8")
    for number in range(60):
        name = f"天津第{'一二三四五六七八九十'[number % 10]}{'甲乙丙丁戊己'[number // 10]}高新区"
        own = text.replace("天津滨海高新技术产业开发区", f"{name}全").replace("天津滨海高新区", name)
        place.write(f"data/zones/more-{number}.yaml", own.replace("order: 200", f"order: {300 + number}"))


def _linked(name: str, target: str) -> Make:
    def make(place: Place) -> None:
        (place.outside / "secret.yaml").write_text("name: 甲\n", encoding="utf-8")
        path = place.root / name
        path.unlink(missing_ok=True)
        path.symlink_to(target.replace("{outside}", str(place.outside)))

    return make


def _piped(name: str) -> Make:
    def make(place: Place) -> None:
        (place.root / name).unlink(missing_ok=True)
        os.mkfifo(place.root / name)

    return make


def _folder(place: Place) -> None:
    (place.root / _ZONE).unlink()
    (place.root / _ZONE).mkdir()


def _moved(place: Place) -> None:
    (place.root / "data").rename(place.outside / "data")
    (place.root / "data").symlink_to(place.outside / "data")


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, content in _WHOLE.items():
        yield Case(DOOR, name, _whole(_ZONE, content), (FOUND,), r"made-000\.yaml")
    for name, value in _VALUES.items():
        codes = (DONE, FOUND) if name in ("minus zero", "negative", "full width", "octal") else (FOUND,)
        yield Case(DOOR, f"value: {name}", _with("value: 42", f"value: {value}"), codes, r"made-000\.yaml:2\d")
    for name, (old, new) in _FIELDS.items():
        codes = (DONE, FOUND) if name == "a fact that is none" else (FOUND,)
        yield Case(DOOR, f"field: {name}", _with(old, new), codes, r"made-000\.yaml:\d+")
    for name, text in _ABOUT.items():
        yield Case(DOOR, f"prose: {name}", _about(text), (FOUND,), r"made-000\.yaml:\d+")
    for name, pattern in _ALLOWED.items():
        entry = f"\n  - {{id: hostile, pattern: '{pattern}', place: template, reason: 测试}}\n"

        def prepare(place: Place, entry: str = entry) -> tuple[str, ...]:
            path = place.root / "data/allowed_numbers.yaml"
            path.write_text(path.read_text(encoding="utf-8").rstrip() + entry, encoding="utf-8")
            place.write("templates/zone/15_own.md.j2", "a" * 60 + "甲。\n")
            return _BUILD

        yield Case(DOOR, f"allowed: {name}", prepare, (FOUND,), r"allowed_numbers|15_own")
    for name in ("indicators", "sources", "national", "pathway", "policies", "register", "allowed_numbers"):
        yield Case(DOOR, f"{name}.yaml: a list", _whole(f"data/{name}.yaml", "- 甲\n"), (FOUND,), rf"{name}\.yaml")
        yield Case(DOOR, f"{name}.yaml: gone", _many(_gone(f"data/{name}.yaml")), (DONE, FOUND), lets=("reports",))
        bomb = _whole(f"data/{name}.yaml", _WHOLE["a bomb of aliases"])
        yield Case(DOOR, f"{name}.yaml: a bomb", bomb, (FOUND,), rf"{name}\.yaml")
    much: dict[str, tuple[Make, tuple[int, ...], float]] = {
        "a table of 2,000 rows": (_rows, (DONE, FOUND), 12),
        "400 facts": (_facts, (DONE, FOUND), 8),
        "60 zones": (_regions, (DONE, FOUND), 20),
    }
    for name, (make, known, seconds) in much.items():
        yield Case(DOOR, f"much: {name}", _many(make), known, seconds=seconds, lets=("reports",))
    nodes: dict[str, Make] = {
        "a pipe": _piped(_ZONE),
        "a pipe more": _piped("data/zones/more.yaml"),
        "a pipe beside": _piped("data/more.yaml"),
        "a folder": _folder,
        "a link outside": _linked(_ZONE, "{outside}/secret.yaml"),
        "a link to /dev/zero": _linked(_ZONE, "/dev/zero"),
        "a link to itself": _linked(_ZONE, "made-000.yaml"),
        "a link to nothing": _linked(_ZONE, "nowhere"),
        "a folder that leads outside": _linked("data/more", "{outside}"),
        "the folder of data leads outside": _moved,
        "a name in Chinese": lambda place: (place.root / _ZONE).rename(place.root / "data/zones/天津.yaml"),
        "a name of a device": lambda place: (place.root / _ZONE).rename(place.root / "data/zones/con.yaml"),
        "a name of 200 characters": lambda place: (place.root / _ZONE).rename(
            place.root / f"data/zones/{'a' * 200}.yaml"
        ),
        "a name of control characters": lambda place: (place.root / _ZONE).rename(
            place.root / "data/zones/a\x1b[31m.yaml"
        ),
        "no zones": lambda place: shutil.rmtree(place.root / "data/zones"),
    }
    for name, make in nodes.items():
        yield Case(DOOR, f"file: {name}", _many(make), (FOUND,), "data")
    for command in (("facts",), ("explain", "42家"), ("lint",), ("plan",), ("list",), ("number-sources",)):
        yield Case(DOOR, f"a pipe, {command[0]}", _many(_piped(_ZONE), command), (FOUND,), "made-000")
    yield Case(
        DOOR, "a link outside, facts", _many(_linked(_ZONE, "{outside}/secret.yaml"), ("facts",)), (FOUND,), "链接"
    )


def _gone(name: str) -> Make:
    return lambda place: (place.root / name).unlink()
