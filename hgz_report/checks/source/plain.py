"""A source's text made plain: one width of digit, no spaces and line breaks where Chinese has none.

Scanned and laid-out text breaks lines inside words and numbers (“1698.”, “88亿元”); what a reader sees as one number has to be
one here.  Every character keeps the place it came from, so that a finding can name the line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from hgz_report.language.han import FULL_WIDTH, HAN, MARKS, QUOTES_AND_DASHES

_CHINESE = f"{HAN}{MARKS}{FULL_WIDTH}{QUOTES_AND_DASHES}"
_BLANK = r"[ \u3000\u00a0]*(?:\n[ \t\u3000\u00a0]*)?"
"""A tab stands between cells and is none."""
_SOFT = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]+")
"""What no reader sees: soft hyphens, joiners, direction marks."""
_KEPT = frozenset("，。！？～“”‘’…—")
_GAPS = re.compile(
    rf"(?<=[{_CHINESE}]){_BLANK}(?=[{_CHINESE}0-9(\"'%])"  # between characters, and between a character and a number
    rf"|(?<=[0-9)\"'%,.;:]){_BLANK}(?=[{_CHINESE}])"
    rf"|(?<=[0-9]){_BLANK}(?=[.%/][0-9 ]|%)|(?<=[0-9][./]){_BLANK}(?=[0-9])"  # around the point and the bar inside a number
    rf"|(?<=[0-9],)\n[ \u3000]*(?=[0-9]{{3}}(?![0-9]))|(?<=[为至到长降-])\n(?=[-0-9])"
)
_BROKEN = re.compile(
    rf"(?<=[{_CHINESE}])[0-9][0-9.]*(?:(?:[ \u3000\u00a0]|[ \u3000\u00a0]*\n[ \t\u3000\u00a0]*)[0-9.]+)+(?=\s*[{_CHINESE}%])"
)
"""Digits with blanks among them in running text: right behind a character, so not a row of a table."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BLANKS = re.compile(r"\s+")


class PlainText(Struct, frozen=True):
    """`text` without gaps; `origins[i]` is where its i-th character stood; `breaks` where the lines of the original began."""

    text: str
    origins: tuple[int, ...]
    breaks: tuple[int, ...]

    def line(self, position: int) -> int:
        """The line of the original, from 1, that a character of `text` stood in."""
        return bisect_right(self.breaks, self.origins[position])


def plain_text(original: str) -> PlainText:
    """Make `original` plain."""
    wide = original.replace("\r\n", "\n").replace("\r", "\n").translate(_Narrow())
    seen, places = _without(wide, [found.span() for found in _SOFT.finditer(wide)])
    text, kept = _without(seen, sorted(_gaps(seen)))
    breaks = (0, *(found.end() for found in re.finditer("\n", wide)))
    return PlainText(text, tuple(places[place] for place in kept), breaks)


class _Narrow(dict[int, str]):
    """NFKC for each character that becomes one other: full-width digits, compatibility characters, Kangxi radicals.

    What becomes several (½, ㎡) stays, and so do marks above the line (49¹个) and Chinese punctuation in common use.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        narrow = unicodedata.normalize("NFKC", char)
        raised = unicodedata.decomposition(char).startswith(("<super>", "<sub>", "<circle>"))
        stays = len(narrow) != 1 or raised or (char in _KEPT and char != "，") or char == "\u3000"
        self[code] = char if stays else narrow
        if char in "−﹣":
            self[code] = "-"
        return self[code]


def _without(text: str, gaps: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """A text without some stretches, and where each character that is left stood."""
    pieces: list[str] = []
    places: list[int] = []
    position = 0
    for start, end in gaps:
        pieces.append(text[position:start])
        places.extend(range(position, start))
        position = max(end, position)
    pieces.append(text[position:])
    places.extend(range(position, len(text)))
    return "".join(pieces), places


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
