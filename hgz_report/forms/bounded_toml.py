"""report.toml as tomllib reads it, within bounds: what is too much is refused before tomllib takes for ever over it.

Light, for a run that has nothing to do asks, too.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

MOST_CHARACTERS = 100_000
_MOST_NESTED = 100
"""A line of links has some tens of dots."""


class TooMuch(ValueError):  # noqa: N818 - not a mistake in the text, but more than is read
    """A text that is not read: `line` 0 is all of it; what is wrong and what to do, in Chinese."""

    def __init__(self, line: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint


def parsed(text: str, number: Any = float) -> dict[str, Any]:
    """What stands in it; `number` makes fractions.  Raises TooMuch, and ValueError (tomllib's) for what is no TOML."""
    if len(text) > MOST_CHARACTERS:
        raise TooMuch(0, f"文件太大，超过 {MOST_CHARACTERS:,} 字", "配置只有一两页，请检查是否放错了文件")
    for line, words in enumerate(text.split("\n"), 1):
        if max(map(words.count, "[.{")) > _MOST_NESTED:
            raise TooMuch(line, "这一行的括号或点太多", '写成 ["甲", "乙"]；名称里不用点')
    try:
        return tomllib.loads(text, parse_float=number)
    except RecursionError:
        raise TooMuch(0, "方括号或花括号套得太深", '写成 ["甲", "乙"]，不用层层套') from None


def rough(path: Path) -> dict[str, Any]:
    """A file as far as it can be read; nothing where it can't: who loads it properly says what is wrong."""
    try:
        if not path.is_file() or path.stat().st_size > 4 * MOST_CHARACTERS:
            return {}
        return parsed(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
