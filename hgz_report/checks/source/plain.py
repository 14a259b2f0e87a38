"""A source's text made plain: one width of digit, no spaces and line breaks where Chinese has none.

Scanned and laid-out text breaks lines inside words and numbers (“1698.”, “88亿元”); what a reader sees as one number has to be
one here.  Every character keeps the place it came from, so that a finding can name the line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from hgz_report.language.han import FULL_WIDTH, HAN, MARKS, QUOTES_AND_DASHES

_WIDE = str.maketrans("０１２３４５６７８９．％／，（）：；", "0123456789.%/,():;")
_CHINESE = f"{HAN}{MARKS}{FULL_WIDTH}{QUOTES_AND_DASHES}"
_BLANK = r"[ \t\u3000\u00a0]*\n?[ \t\u3000\u00a0]*"
_GAPS = re.compile(
    rf"(?<=[{_CHINESE}]){_BLANK}(?=[{_CHINESE}0-9(\"'%])"  # between characters, and between a character and a number
    rf"|(?<=[0-9)\"'%,.;:]){_BLANK}(?=[{_CHINESE}])"
    rf"|(?<=[0-9]){_BLANK}(?=[.%/][0-9 ]|%)|(?<=[0-9][./]){_BLANK}(?=[0-9])"  # around the point and the bar inside a number
)
_BROKEN = re.compile(rf"(?<=[{_CHINESE}])[0-9][0-9.]*(?:(?=\s|\u3000){_BLANK}[0-9.]+)+(?=\s*[{_CHINESE}%])")
"""Digits with blanks among them in running text: right behind a character, so not a row of a table."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PlainText:
    """`text` without gaps; `origins[i]` is where its i-th character stood; `breaks` where the lines of the original began."""

    text: str
    origins: tuple[int, ...]
    breaks: tuple[int, ...]

    def line(self, position: int) -> int:
        """The line of the original, from 1, that a character of `text` stood in."""
        return bisect_right(self.breaks, self.origins[position])


def plain_text(original: str) -> PlainText:
    """Make `original` plain."""
    wide = original.replace("\r\n", "\n").replace("\r", "\n").translate(_WIDE)
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for start, end in sorted(_gaps(wide)):
        pieces.append(wide[position:start])
        origins.extend(range(position, start))
        position = end
    pieces.append(wide[position:])
    origins.extend(range(position, len(wide)))
    breaks = (0, *(found.end() for found in re.finditer("\n", wide)))
    return PlainText("".join(pieces), tuple(origins), breaks)


def _gaps(text: str) -> set[tuple[int, int]]:
    """Start and end of every blank that is to go."""
    found = {gap.span() for gap in _GAPS.finditer(text) if gap.group()}
    for run in _BROKEN.finditer(text):
        *_, last = run.group().split()
        year_follows = _YEAR.fullmatch(last) and text.startswith("年", run.end())
        if run.group().count(".") <= 1 and not year_follows:
            inside = _BLANKS.finditer(run.group())
            found |= {(run.start() + gap.start(), run.start() + gap.end()) for gap in inside}
    return found
