"""A TOML file as plain values, with the line each one stands on; what tomllib can't parse is said in Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hgz_report.forms.bounded_toml import MOST_CHARACTERS, TooMuch, parsed
from hgz_report.forms.decoding import decoded
from hgz_report.forms.notation import TOML
from hgz_report.forms.tree import Plain, Position, Steps, Tree
from hgz_report.problems import Problem, Where

_MOST_TRIED = 20 * MOST_CHARACTERS
"""Characters of unfinished statements: a list of a hundred lines takes a hundredth."""
_MAY_END = re.compile(r"\]|\"\"\"|'''")
"""What stands in the last line of a statement of several."""
_REASONS: Mapping[str, tuple[str, str]] = {
    "overwrite": ("同一项写了两次", "删去其中一行"),
    "declare": ("同一节写了两次", "把两节合成一节"),
    "nvalid value": ("“=”后面的值写法不对", "文字放在英文引号里；日期写 2026-11-23；是否写 true 或 false"),
    "nvalid date": ("没有这一天", "检查年、月、日"),
    "nterminated": ("引号没有配对", "文字前后各一个英文引号，写在一行里"),
    "llegal character": ("引号没有配对，或引号里有换行、制表符", "文字前后各一个英文引号，写在一行里"),
    "Expected '='": ("缺少“=”", "每行写成 名称 = 值，用英文的等号"),
    "initial character for a key": ("名称写法不对", '汉字的名称要加英文引号，如 "仿宋" = …'),
    "nvalid statement": ("这一行的开头写法不对", '汉字的名称要加英文引号，如 "仿宋" = …；说明文字前面加“#”'),
    "nclosed array": ("方括号没有配对，或少了逗号", '写成 ["甲", "乙"]'),
    "after a statement": ("一行里多出了内容", "一行一项；说明文字前面加“#”"),
}
"""What tomllib says, by a part of its message, and what an editor is told."""


def read_toml(data: bytes, file: str) -> Tree:
    """Read one file; never raises for what an editor wrote.  `file` is the name to show, from the project root."""
    text = decoded(data, file)
    if isinstance(text, Problem):
        return Tree(file, problems=(text,), notation=TOML)
    text = text.replace("\r\n", "\n")
    try:
        values = parsed(text, Decimal)
    except TooMuch as found:
        return Tree(file, problems=(Problem(Where(file, found.line), found.what, found.hint),), notation=TOML)
    except ValueError as error:
        return Tree(file, problems=(_translated(str(error), text, file),), notation=TOML)
    return Tree(file, _plain(values), _marks(text), notation=TOML)


def _translated(said: str, text: str, file: str) -> Problem:
    place = re.search(r"at line (\d+), column (\d+)", said)
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
    chosen = next((words for part, words in _REASONS.items() if part in said), None)
    what, hint = chosen or ("写法不对", "看看这一行和上一行的引号、方括号、等号是否写全")
    return Problem(Where(file, line, column), what, hint)


def _plain(value: Any) -> Plain:
    """Whole numbers become Decimal as in every other form; true and false, text, dates and times stay."""
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    found: Plain = value
    return found


def _marks(text: str) -> dict[Steps, Position]:
    """First line of every section and key.  The text is known to parse, so each statement ends where it parses by itself.

    After a statement that would have to be tried too often nothing is marked any more.
    """
    marks: dict[Steps, Position] = {}
    section: Steps = ()
    first, statement, tried = 1, "", 0
    for number, line in enumerate(text.split("\n"), 1):
        first = first if statement else number
        begins = not statement
        statement += f"{line}\n"
        if tried > _MOST_TRIED or not (begins or _MAY_END.search(line)):
            continue
        tried += 0 if begins else len(statement)
        try:
            said = list(_keys(tomllib.loads(statement), ()))
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip().startswith("["):
            section = said[-1]
        else:
            said = [(*section, *steps) for steps in said]
        for steps in said:
            marks.setdefault(steps, (first, 0))
        statement = ""
    return marks


def _keys(value: object, steps: Steps) -> Iterator[Steps]:
    """The way to every key that a statement sets, what is around it first."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield (*steps, key)
            yield from _keys(child, (*steps, key))
