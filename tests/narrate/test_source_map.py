"""Which template line printed a line, and that marking changes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined

from hgz_report.document.ledger import MARK, Ledger, Typed
from hgz_report.narrate.source_map import Names, SourceMap, Untangler

WORDS = {
    "m.j2": "{% macro hello(x) %}宏第一行{{ x }}\n宏第二行{% endmacro %}\n"
    "{% macro with(a=1, b='二') %}{{ a }}{{ b }}{% endmacro %}",
    "i.j2": "插入第一行\n插入{{ n }}\n{% for y in xs %}\n插入·{{ y }}\n{% endfor %}",
    "base.j2": "头\n{% block body %}默认{% endblock %}\n尾\n",
}
VALUES: Mapping[str, Any] = {"n": 5, "xs": ["甲", "乙"], "zero": 0, "text": "一\n二"}


def environment(templates: Mapping[str, str], *, marked: bool) -> Environment:
    made = Environment(
        loader=DictLoader({**WORDS, **templates}),
        extensions=[SourceMap] if marked else [],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.extend(source_names=Names())
    return made


def plain(template: str) -> str:
    return environment({"t.j2": template}, marked=False).get_template("t.j2").render(VALUES)


def mapped(template: str) -> tuple[str, list[str]]:
    made = environment({"t.j2": template}, marked=True)
    untangler = Untangler(made.source_names, Ledger(), "templates")  # type: ignore[attr-defined]
    text, places = untangler.untangle(made.get_template("t.j2").render(VALUES))
    return MARK.sub("", text), [str(place) for place in places]


def typed(template: str) -> list[tuple[str, str, str]]:
    """The typed words in order, each with its place and the place of the call."""
    made, ledger = environment({"t.j2": template}, marked=True), Ledger()
    untangler = Untangler(made.source_names, ledger, "templates")  # type: ignore[attr-defined]
    text, _ = untangler.untangle(made.get_template("t.j2").render(VALUES))
    _, *found = MARK.split(text)
    said = []
    for index, words in zip(found[::2], found[1::2], strict=True):
        entry = ledger.entries[int(index)]
        assert isinstance(entry, Typed)
        at = entry.at
        said.append((words, f"{at.file}:{at.line}:{at.column}", str(at.call or "")))
    return [(re.split(r"[5\n|]", words)[0], place, call) for words, place, call in said]


CASES = {
    "text": ("一\n二\n\n三", ["t.j2:1", "t.j2:2", "t.j2:2", "t.j2:4"]),
    "expression": ("一{{ n }}\n{{ n }}", ["t.j2:1", "t.j2:2"]),
    "for": ("头\n{% for x in xs %}\n有{{ x }}\n{% endfor %}\n尾", ["t.j2:1", "t.j2:3", "t.j2:3", "t.j2:5"]),
    "if": ("{% if n > 3 %}\n多{{ n }}\n{% else %}\n少\n{% endif %}\n尾", ["t.j2:2", "t.j2:6"]),
    "include": (
        "头\n{% include 'i.j2' %}\n尾",
        ["t.j2:1", "i.j2:1", "i.j2:2", "i.j2:4", "i.j2:4", "t.j2:3"],
    ),
    "import": ("{% import 'm.j2' as m %}\n头\n{{ m.hello(n) }}\n尾", ["t.j2:2", "t.j2:3", "t.j2:3", "t.j2:4"]),
    "from": ("{% from 'm.j2' import hello %}\n{{ hello(n) }}", ["t.j2:2", "t.j2:2"]),
    "defaults": ("{% from 'm.j2' import with %}\n{{ with() }}", ["t.j2:2"]),
    "macro": (
        "{% macro m(a, b=2) %}\n甲{{ a }}\n乙{{ b }}\n{% endmacro %}\n头\n{{ m(1) }}",
        ["t.j2:5", "t.j2:6", "t.j2:6", "t.j2:6"],
    ),
    "call": (
        "{% macro m() %}<{{ caller() }}>{% endmacro %}\n头\n{% call m() %}里{% endcall %}\n尾",
        ["t.j2:2", "t.j2:4"],
    ),
    "set": ("{% set x = n %}\n头{{ x }}\n", ["t.j2:2", "t.j2:2"]),
    "set block": ("{% set x %}里\n外{% endset %}\n头\n{{ x }}", ["t.j2:3", "t.j2:4", "t.j2:4"]),
    "filter block": ("头\n{% filter upper %}ab\n{% endfilter %}\n尾", ["t.j2:1", "t.j2:2", "t.j2:4"]),
    "extends": (
        "{% extends 'base.j2' %}\n{% block body %}身\n{{ n }}{% endblock %}",
        ["base.j2:1", "t.j2:2", "base.j2:3", "base.j2:3"],
    ),
    "value of several lines": ("头\n{{ text }}\n尾", ["t.j2:1", "t.j2:2", "t.j2:2", "t.j2:3"]),
    "blanks controlled": ("头\n  {%- if n %} 有 {%- endif -%}  \n 尾", ["t.j2:3"]),
    "raw": ("头\n{% raw %}{{ x }}{% endraw %}。\n尾", ["t.j2:1", "t.j2:2", "t.j2:3"]),
    "comment": ("头{# 注\n释 #}。\n尾", ["t.j2:2", "t.j2:3"]),
    "empty": ("", ["None"]),
}


@pytest.mark.parametrize("name", CASES)
def test_every_line_knows_the_template_line_that_printed_it(name: str) -> None:
    template, places = CASES[name]
    assert mapped(template)[1] == places


@pytest.mark.parametrize("name", CASES)
def test_the_text_without_marks_is_what_jinja_alone_prints(name: str) -> None:
    template, _ = CASES[name]
    assert mapped(template)[0] == plain(template)


WORDS_AND_PLACES = {
    "from the first column": ("一二\n三", [("一二", 1, 1), ("三", 2, 1)]),
    "behind an expression": ("一{{ n }}二", [("一", 1, 1), ("二", 1, 9)]),
    "behind two expressions": ("{{ n }}一{{ n }}二{{ n }}", [("一", 1, 8), ("二", 1, 16)]),
    "behind a statement": ("头\n{% if n %}一{% endif %}二", [("头", 1, 1), ("一", 2, 11), ("二", 2, 23)]),
    "behind the signs of a block": (
        "## 一\n- 二\n> 三\n12. 四",
        [("一", 1, 4), ("二", 2, 3), ("三", 3, 3), ("四", 4, 5)],
    ),
    "in cells": ("| 一 | 二三 |{{ n }}| 四 |", [("一 ", 1, 3), ("二三 ", 1, 7), ("四 ", 1, 20)]),
    "in a loop": ("{% for x in xs %}\n一\n{% endfor %}", [("一", 2, 1), ("一", 2, 1)]),
    "behind blanks that are taken away": ("一  {%- if n -%}  二{% endif %}", [("一", 1, 1), ("二", 1, 18)]),
    "as it is": ("{% raw %}{{ x }}{% endraw %}一", [("{{ x }}", 1, 10), ("一", 1, 29)]),
    "where the same words stand twice": ("{{ '一' }}一{% if zero %}一{% endif %}一", [("一", 1, 10), ("一", 1, 36)]),
}


@pytest.mark.parametrize("name", WORDS_AND_PLACES)
def test_typed_words_know_line_and_column(name: str) -> None:
    template, expected = WORDS_AND_PLACES[name]
    assert typed(template) == [(words, f"templates/t.j2:{line}:{column}", "") for words, line, column in expected]


def test_words_of_a_macro_have_its_line_and_that_of_the_call() -> None:
    said = [place for place in typed("{% from 'm.j2' import hello %}\n\n{{ hello(n) }}后") if place[0] != "5"]
    assert said == [
        ("宏第一行", "templates/m.j2:1:21", "templates/t.j2:3"),
        ("宏第二行", "templates/m.j2:2:1", "templates/t.j2:3"),
        ("后", "templates/t.j2:3:15", ""),
    ]


def test_words_of_a_macro_in_a_macro_are_called_where_the_section_asks() -> None:
    nested = "{% macro in() %}里{% endmacro %}\n{% macro out() %}外{{ in() }}{% endmacro %}\n\n{{ out() }}\n{{ in() }}"
    assert typed(nested) == [
        ("外", "templates/t.j2:2:18", "templates/t.j2:4"),
        ("里", "templates/t.j2:1:17", "templates/t.j2:4"),
        ("里", "templates/t.j2:1:17", "templates/t.j2:5"),
    ]


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m() %}ab{{ n }}{% endmacro %}{{ m() }}",
        "{% set x %}ab{{ n }}\n{% endset %}{{ x }}",
        "{% set x %}{% set y %}字{% endset %}{{ y }}{% endset %}{{ x }}外",
        "{% filter replace('ab', 'c') %}ab{% endfilter %}",
        "{% macro m() %}{{ caller() }}{{ caller() }}{% endmacro %}{% call m() %}三个字{% endcall %}",
        "{% from 'm.j2' import with %}{{ with(2) }}{{ with(b=(1, 2)) }}",
        "{% set x | upper %}ab{% endset %}{{ x }}",
    ],
)
def test_a_captured_text_prints_what_jinja_alone_prints(template: str) -> None:
    assert mapped(template)[0] == plain(template)


_PIECES = st.sampled_from(
    ["字", "\n", " ", "{{ n }}", "{{ text }}", "{% for x in xs %}", "{% endfor %}", "{% if n %}", "{% if zero %}", "{% else %}",
     "{% endif %}", "{% set v %}", "{% endset %}", "{% set w = n %}", "{# 注 #}", "{%- if n -%}", "{%- endif %}",
     "{% include 'i.j2' %}", "{% filter upper %}", "{% endfilter %}", "{{- n -}}", "{% macro q(a=1) %}", "{% endmacro %}"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_whatever_a_template_says_marking_it_changes_nothing(template: str) -> None:
    try:
        expected = plain(template)
    except Exception:  # not a template at all
        return
    text, places = mapped(template)
    assert text == expected
    assert len(places) == text.count("\n") + 1
