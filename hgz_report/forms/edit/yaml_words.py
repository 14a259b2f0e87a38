"""How values are spelled in YAML: plainly where that reads back as the same value, else in quotes; long texts folded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from unicodedata import east_asian_width

from hgz_report.forms.edit.change import NotThere, same
from hgz_report.forms.tree import Plain
from hgz_report.forms.yaml.composer import fold
from hgz_report.forms.yaml.read import read_tree

LONGEST = 120
"""Columns of a line, a Chinese character taking two: what is longer is folded."""
_STEP = 2


def word(value: Plain, style: str = "", *, flow: bool = False) -> str:
    """A scalar on one line, in this style (`"`, `'`, "" for none) if that reads back as the value, else in another.

    Raises NotThere for what no YAML of ours can say: a date, a number of more than 30 digits, a text with a line break.
    """
    if not isinstance(value, str):
        said = _plainly(value)
        if not reads_as(said, value, flow=flow):
            raise NotThere(())
        return said
    ways = {"": value, "'": _single(value), '"': _double(value)}
    for one in dict.fromkeys((style if style in ways else "", "", "'", '"')):
        if reads_as(ways[one], value, flow=flow):
            return ways[one]
    raise NotThere(())


@lru_cache(maxsize=4096)
def _reads(words: str, *, flow: bool) -> tuple[Plain, bool]:
    tree = read_tree((f"k: [{words}]\n" if flow else f"k: {words}\n").encode("utf-8", "surrogatepass"), "")
    return tree.value, not tree.problems


def reads_as(words: str, value: Plain, *, flow: bool) -> bool:
    """Whether these words, after a colon or in brackets, are this value and nothing else."""
    found, right = _reads(words, flow=flow)
    return right and same(found, {"k": [value] if flow else value})


def in_brackets(value: Plain) -> str:
    """Any value on one line: `{fact: gdp@2022, label: 总量}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{word(key, flow=True)}: {in_brackets(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_brackets, value)) + "]"
    return word(value, flow=True)


def entry(key: str, value: Plain, indent: int) -> list[str]:
    """`key: value` as the lines of a block; the first without its indent, which is `indent` blanks for a key."""
    name = word(key)
    match value:
        case dict() if value:
            inner = [line for k, v in value.items() for line in _indented(entry(k, v, indent + _STEP), indent + _STEP)]
            return [f"{name}:", *inner]
        case list() if value and not _short(value, indent + width(name) + 2):
            inner = [line for one in value for line in _indented(item(one, indent + _STEP), indent + _STEP)]
            return [f"{name}:", *inner]
        case dict() | list():
            return [f"{name}: {in_brackets(value)}"]
    lines = scalar(value, indent + width(name) + 2, indent + _STEP)
    return [f"{name}: {lines[0]}", *lines[1:]]


def item(value: Plain, indent: int) -> list[str]:
    """`- …` as the lines of a block; the first without its indent, which is `indent` blanks for a dash."""
    if isinstance(value, dict) and value:
        inner = [line for k, v in value.items() for line in _indented(entry(k, v, indent + _STEP), indent + _STEP)]
        return [f"- {inner[0].lstrip(' ')}", *inner[1:]]
    if isinstance(value, dict | list):
        return [f"- {in_brackets(value)}"]
    lines = scalar(value, indent + _STEP, indent + _STEP)
    return [f"- {lines[0]}", *lines[1:]]


def scalar(value: Plain, column: int, indent: int, style: str = "") -> list[str]:
    """A scalar that begins in a column (from 0): on that line, or folded on the next ones, which `indent` blanks begin."""
    said = word(value, style)
    if column + width(said) <= LONGEST or not isinstance(value, str):
        return [said]
    lines = wrapped(value, LONGEST - indent)
    folded = [">-", *(" " * indent + line for line in lines)]
    return folded if reads_as("\n".join(folded), value, flow=False) else [said]


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns that YAML folds to `text` again: broken where no blank is missed."""
    lines: list[str] = []
    start = 0
    while width(text[start:]) > room:
        fits = start + 1
        while width(text[start : fits + 1]) <= room:
            fits += 1
        end = next((end for end in range(fits, start, -1) if _breaks(text, end)), None)
        if end is None:
            break
        lines.append(text[start:end].rstrip(" "))
        start = end + (text[end] == " ")
    return [*lines, text[start:]]


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before the character `at`: what is read puts a blank there only between Latin words."""
    before, after = text[at - 1], text[at]
    if after == " ":
        follows = text[at + 1 : at + 2]
        return before != " " and follows not in ("", " ", "#") and not fold().search(f"{before} {follows}")
    return before != " " and after not in "#-" and bool(fold().search(f"{before} {after}"))


def width(text: str) -> int:
    """Columns of a text on a screen."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def _short(value: list[Plain], column: int) -> bool:
    if any(isinstance(one, dict | list) for one in value):
        return False
    return column + width(in_brackets(value)) <= LONGEST


def _indented(lines: list[str], indent: int) -> Iterator[str]:
    """Lines of a block with the first one's indent; the others bring theirs."""
    yield " " * indent + lines[0]
    yield from lines[1:]


def _plainly(value: Plain) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "null"
        case Decimal():
            return format(value, "f")
        case date() | time():
            raise NotThere(())  # YAML files have texts for these
    raise NotThere(())


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
