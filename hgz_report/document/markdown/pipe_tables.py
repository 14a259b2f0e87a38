"""The caption line under a table, and what a row is."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from markdown_it.token import Token
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Align,
    Column,
    Inline,
    Inlines,
    Row,
    Table,
    Text,
    plain,
)
from hgz_report.document.markdown.inlines import InlineReader, strip_edges
from hgz_report.problems import Where

CAPTION = re.compile(r"^:\s*")
_ID = re.compile(r"#[A-Za-z][A-Za-z0-9_-]*")
_TOTALS = ("合计", "小计", "总计")
_PIPE = re.compile(r"(?<!\\)\|")
Say = Callable[[str, str], None]
"""Takes what is wrong and the hint."""


def captioned(table: Table, inlines: Inlines, reader: InlineReader, say: Say) -> Table:
    """`table` with what `: caption {#id unit=… widths=…}` says, and with the source line under it.

    `reader` has read the inlines and kept what stands in the braces.
    """
    lines = _lines(inlines)
    caption = tuple(lines[0])
    options = _options(reader.attributes or "", say)
    if caption and isinstance(first := caption[0], Text):
        caption = (Text(CAPTION.sub("", first.text, count=1), first.origin), *caption[1:])
    caption = strip_edges(caption)
    if not caption:
        say("表题是空的", "写成 : 表题 {#编号}")
    return replace(
        table,
        columns=_widths(table.columns, options.get("widths", ""), say),
        caption=caption,
        id=options.get("id", ""),
        unit=options.get("unit", ""),
        unit_origin=reader.attributes_origin,
        source=strip_edges(tuple(inline for line in lines[1:] for inline in line)),
    )


def row(cells: list[Inlines], where: Where | None) -> Row:
    """A row: of a group when only its first cell says something, of totals when that cell says so."""
    first = plain(cells[0])
    if len(cells) > 1 and first and not any(plain(cell) for cell in cells[1:]):
        return Row((cells[0],), "group", where)
    return Row(tuple(cells), "total" if first in _TOTALS else "body", where)


def cells_in(line: str) -> int:
    """How many cells a line of a pipe table has."""
    return len(_PIPE.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1


def align(token: Token) -> Align:
    """What the colons of the rule under the head ask for."""
    style = str(token.attrGet("style") or "")
    return "right" if "right" in style else "center" if "center" in style else "left"


def _lines(inlines: Inlines) -> list[list[Inline]]:
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Text) and "\n" in inline.text:
            head, *rest = inline.text.split("\n")
            lines[-1].append(Text(head, inline.origin))
            lines += [[Text(part, inline.origin)] for part in rest]
        else:
            lines[-1].append(inline)
    return lines


def _options(body: str, say: Say) -> dict[str, str]:
    options: dict[str, str] = {}
    for word in body.split():
        name, _, value = word.partition("=")
        if "id" not in options and _ID.fullmatch(word):
            options["id"] = word[1:]
        elif value and name in ("unit", "widths") and name not in options:
            options[name] = value
        else:
            say(f"表题后的“{word}”认不出", "可写 {#编号 unit=单位 widths=3,2,1}")
    return options


def _widths(columns: tuple[Column, ...], widths: str, say: Say) -> tuple[Column, ...]:
    if not widths:
        return columns
    try:
        numbers = [Decimal(word) for word in widths.split(",")]
    except InvalidOperation:
        numbers = []
    if len(numbers) != len(columns) or not all(number.is_finite() and number > 0 for number in numbers):
        say(f"widths={widths} 与表的 {len(columns)} 列对不上", "每列一个正数，用英文逗号隔开，如 widths=3,2,1")
        return columns
    return tuple(replace(column, width=number) for column, number in zip(columns, numbers, strict=True))
