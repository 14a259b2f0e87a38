"""Hostile templates: they escape, double, recurse, nest, and are no text at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, Case, Make
from tests.tools.payloads import ENDLESS

DOOR = "模板"
_FILE = "templates/zone/15_own.md.j2"
_BUILD = ("build", "--jobs", "1")
_MOST = 200_000
"""Characters of a template; of a longer one no line is told."""
_EVERY = 3
"""Of the payloads that tests/narrate runs each, one in so many is built whole here."""
_REFUSED = {
    "class of a text": "{{ ''.__class__ }}",
    "subclasses": "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "globals of a view": "{{ zone.__init__.__globals__ }}",
    "globals of a function": "{{ fact.__globals__ }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "attr filter": "{{ zone | attr('__class__') }}",
    "item of a class": "{{ zone['__class__'] }}",
    "the template itself": "{{ self._TemplateReference__context }}",
    "a format string": "{{ '{0.__class__}'.format(zone) }}",
    "format_map": "{{ '{a.__class__}'.format_map({'a': zone}) }}",
    "a percent format": "{{ '%1000000000d' | format(1) }}",
    "a percent operator": "{{ '%1000000000d' % 1 }}",
    "a huge width": "{{ zone.short.ljust(1000000000) }}",
    "a huge zfill": "{{ zone.short.zfill(1000000000) }}",
    "a text times": "{{ zone.short * 1000000000 }}",
    "a list times": "{{ [zone] * 1000000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a shift": "{{ 1 << 1000000000 }}",
    "range": "{% for a in range(1000000000) %}甲{% endfor %}",
    "lipsum": "{{ lipsum(1000000) }}",
    "cycler": "{{ cycler.__init__.__globals__ }}",
    "joiner": "{{ joiner().__class__ }}",
    "namespace": "{% set n = namespace(a=1) %}{{ n.a }}",
    "infinity": "{{ 1e999 }}",
    "import": "{% import 'os' as o %}",
    "include outside": "{% include '../../report.toml' %}",
    "include absolute": "{% include '/etc/passwd' %}",
    "include backslash": "{% include '..\\\\..\\\\report.toml' %}",
    "include by name": "{% include zone.slug %}",
    "extends itself": "{% extends 'zone/15_own.md.j2' %}",
    "includes itself": "{% include 'zone/15_own.md.j2' %}",
    "do": "{% do facts().append(1) %}",
    "debug": "{% debug %}",
    "an unclosed tag": "{% if zone",
    "an unclosed block": "{% if zone %}甲",
    "an unclosed loop": "{% for a in facts() %}甲",
    "an unclosed expression": "{{ zone.short",
    "an unclosed brace": "甲{园区生产总值@",
    "an unclosed comment": "{## 甲",
    "a full-width tag": "{％ if zone ％}甲{％ endif ％}",
    "an end alone": "{% endif %}",
    "101 ifs": "{% if zone %}" * 101 + "甲" + "{% endif %}" * 101,
    "25 loops": "".join(f"{{% for a{n} in facts() %}}" for n in range(25)) + "甲" + "{% endfor %}" * 25,
    "900 brackets": "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
    "900 lists": "{% set l = " + "[" * 900 + "]" * 900 + " %}",
    "900 nots": "{% if " + "not " * 900 + "zone %}甲{% endif %}",
    "5,000 additions": "{% if " + "1 + " * 5_000 + "1 %}甲{% endif %}",
    "5,000 filters": "{{ zone.short" + " | quoted" * 5_000 + " }}",
    "5,000 attributes": "{{ zone" + ".short" * 5_000 + " }}",
    "one expression of 3 MB": "{{ '" + "甲" * 1_000_000 + "' }}",
    "one condition of 3 MB": "{% if " + " or ".join(["zone"] * 400_000) + " %}甲{% endif %}",
    "a number of 100,000 digits": "{% if " + "9" * 100_000 + " %}甲{% endif %}",
    "a million braces": "{" * 1_000_000,
    "a million stars": "*" * 1_000_000,
    "100,000 brackets": "[" * 100_000,
    "100,000 links": "[甲](" * 100_000,
    "100,000 quotes": ">" * 100_000 + "甲",
    "100,000 blanks of a list": "\n".join("  " * n + "- 甲" for n in range(300)),
    "notes of notes": "甲[^1]\n\n[^1]: 乙[^2]\n\n[^2]: 丙[^1]\n",
    "an endless word": "a" * 1_000_000,
    "a table of 5,000 columns": "|" + "甲|" * 5_000 + "\n|" + "--|" * 5_000 + "\n|" + "乙|" * 5_000 + "\n",
    "directions": "甲\u202e乙\u2066丙\u2069",
    "a bell": "甲\a乙",
    "an escape": "甲\x1b[31m乙",
    "private use": "甲\ue000乙\uf8ff",
    "a lone surrogate": "甲{{ '\\ud800' }}",
    "not a character": "甲\ufffe乙",
    "html": "<script>alert(1)</script>",
    "a data address": "[甲](data:text/html,甲)",
    "a script address": "[甲](javascript:alert(1))",
    "a missing filter": "{{ zone.short | qouted }}",
    "a missing function": "{{ fcat('gdp') }}",
    "a missing word": "{牵投}",
    "a missing part": "{little_giants@2023.年份}",
    "an unknown tag": "{% autoescape true %}甲{% endautoescape %}",
    "raw": "{% raw %}{{ zone }}{% endraw %}{{ zone.__class__ }}",
    "an old period": "{little_giants@0001}",
    "a strange period": "{little_giants@2023-13}",
    "a long period": "{little_giants@" + "9" * 5_000 + "}",
    "a zero step": "{% set l = facts()[::0] %}",
    "division by zero": "{% if 1 / 0 %}甲{% endif %}",
    "a call of a text": "{{ zone.short() }}",
    "wrong arguments": "{{ fact(1, 2, 3, 4, 5, 6) }}",
    "a list for a text": "{{ fact([]) }}",
    "a dictionary for a period": "{{ fact('little_giants', {}) }}",
}
_LET = {
    "2,500 quotes": "> 甲\n" * 2_500,
    "nothing": "",
    "blanks": " \n" * 10_000,
    "only comments": "{## 甲 ##}\n" * 1_000,
    "10,000 characters in a line": "甲" * 10_000 + "。",
}
"""What is odd and may be built or refused."""


def _written(text: str | bytes) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(_FILE, text)
        return _BUILD

    return prepare


def _node(make: Make) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        make(place)
        return _BUILD

    return prepare


def _linked(target: str) -> Make:
    def make(place: Place) -> None:
        (place.outside / "secret").write_text("甲。", encoding="utf-8")
        (place.root / _FILE).symlink_to(target.replace("{outside}", str(place.outside)))

    return make


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, text in _REFUSED.items():
        line = "" if len(text) > _MOST else r":\d+"
        yield Case(DOOR, name, _written(text), (FOUND,), rf"templates/zone/15_own\.md\.j2{line}", megabytes=600)
    for number, (name, (text, _)) in enumerate(ENDLESS.items()):
        if number % _EVERY == 0:
            yield Case(DOOR, name, _written(text), (FOUND,), r"templates/zone/15_own\.md\.j2:\d+", megabytes=600)
    for name, text in _LET.items():
        yield Case(DOOR, name, _written(text), (DONE, FOUND), megabytes=600, lets=("reports",), seconds=8)
    bytes_of = {
        "not UTF-8": b"\xff\xfe\x00\xd8",
        "GB 18030": "园区情况。\n".encode("gb18030"),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
        "zeros": b"\0" * 1_000_000,
        "a zip": b"PK\x03\x04" + b"\0" * 1_000,
        "UTF-16": "园区情况。".encode("utf-16"),
    }
    for name, data in bytes_of.items():
        yield Case(DOOR, f"bytes: {name}", _written(data), (FOUND,), "15_own")
    nodes: dict[str, Make] = {
        "a pipe": lambda place: os.mkfifo(place.root / _FILE),
        "a folder": lambda place: (place.root / _FILE).mkdir(),
        "a link to /dev/zero": _linked("/dev/zero"),
        "a link outside": _linked("{outside}/secret"),
        "a link to itself": _linked("15_own.md.j2"),
        "a link to nothing": _linked("nowhere"),
        "a folder that leads outside": lambda place: (place.root / "templates/more").symlink_to(place.outside),
        "a folder in a circle": lambda place: (place.root / "templates/zone/made-000").symlink_to(".."),
    }
    for name, make in nodes.items():
        yield Case(DOOR, f"file: {name}", _node(make), (FOUND,), "templates/")
    yield Case(DOOR, "file: 60 MB", _written("甲" * 20_000_000), (FOUND,), "15_own", megabytes=700)
    reports = {
        "a bomb of aliases": "a: &a [1,1]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(20)),
        "700 deep": "title: " + "[" * 700 + "]" * 700 + "\n",
        "a tag": "title: !!python/object/apply:os.system [ls]\n",
        "a near miss": "titel: 甲\neach: zone\n",
        "a list": "- 甲\n",
        "empty": "",
        "a title without end": "title: {short\n",
        "a slug that leaves": "title: 甲\nslug: ../../甲\n",
        "a slug of a device": "title: 甲\nslug: con\n",
        "a zone that is none": "title: 甲\nslug: one\nzones: [nowhere]\n",
        "a budget of a million digits": "title: 甲\neach: zone\nbudgets: {title: " + "9" * 1_000_000 + "}\n",
    }
    for name, text in reports.items():

        def prepare(place: Place, text: str = text) -> tuple[str, ...]:
            place.write("templates/zone/report.yaml", text)
            return _BUILD

        yield Case(DOOR, f"report.yaml: {name}", prepare, (FOUND,), r"report\.yaml")
