"""Whether text of a .docx that is there can be seen as what it says: hidden, struck out, white, tiny, squeezed, raised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.readers.content import Oddity
from hgz_report.readers.word_styles import LookProperties

_OFF = frozenset({"0", "false", "off"})
_LEAST_CONTRAST = 1.4
"""Of the luminance of a colour and the one behind it (WCAG 2.1, 1.4.3, asks for 4.5; light grey on white has 1.6)."""
_LEAST_SIZE, _LEAST_WIDTH = 8, 34
"""Half-points; per cent."""
_MOST_SHIFT, _MOST_SQUEEZE = 24, 0.3
"""Half-points up or down; letter spacing taken away, as a part of the size."""
_SYMBOLIC = re.compile(
    r"wingdings|webdings|dingbats|^symbol|marlett|opensymbol|starsymbol|mt extra|bookshelf symbol|monotype sorts|ms outlook"
    r"|reference specialty|barcode|^code ?(?:39|93|128)|3 of 9|blank",
    re.IGNORECASE,
)
_NAMED = {
    "black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkGreen": "008000", "darkRed": "800000", "blue": "0000FF",
    "darkMagenta": "800080", "darkCyan": "008080", "darkGray": "808080", "darkYellow": "808000", "lightGray": "C0C0C0",
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "red": "FF0000",
}  # fmt: skip


def looks(run: LookProperties, paragraph: LookProperties, text: str) -> Iterator[Oddity]:
    """What is odd about the look of a text, from the properties it has in the end."""
    if any(run.get(name, "0") not in _OFF for name in ("vanish", "specVanish")):
        yield Oddity("finding", "有藏起来的字", text)
    if any(run.get(name, "0") not in _OFF for name in ("strike", "dstrike")):
        yield Oddity("finding", "字上划了删除线", text)
    if _alike(run, paragraph):
        yield Oddity("finding", "字的颜色同底色分不清", text)
    if _squeezed(run, paragraph):
        yield Oddity("finding", "字小得或挤得看不清", text)
    if any(symbolic(value) for name, value in run.items() if name.startswith("font.")):
        yield Oddity("finding", "字换成了符号字体", text)
    raised = run.get("vertAlign", "baseline") != "baseline" or abs(_number(run, "position", 0)) > _MOST_SHIFT
    if raised and any(char.isdigit() for char in text):
        yield Oddity("finding", "数字改成了上标、下标", text)


def parted_numbers(text: str) -> Iterator[Oddity]:
    """A finding for each number of a text, as it stands with its blanks, that a blank or an unseen character parts in two."""
    for found in _PARTED.finditer(text):
        if _LABEL.search(text, 0, found.start()) and _AFTER_LABEL.match(text, found.start()):
            continue  # 图1　2024年…: the caption begins with a number
        around = text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
        yield Oddity("finding", "一个数当中添了空白", _GAPS.sub(" ", around).strip())


_GAP = r"[\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0]+"
"""Blanks, soft hyphens, and characters of no width (Unicode's general categories Zs, Cc, Cf, and fillers)."""
_HAN_DIGIT = "[〇零一二两三四五六七八九十百千]"
_PARTED = re.compile(
    rf"(?<=\d){_GAP}(?=[.．]?\d)|(?<=\d[.．]){_GAP}(?=\d)|(?<=\d){_GAP}(?=[,，]\d{{3}}(?!\d))|(?<=\d,){_GAP}(?=\d{{3}}(?!\d))"
    rf"|(?<={_HAN_DIGIT}){_GAP}(?={_HAN_DIGIT})"
)
_GAPS = re.compile(_GAP)
_LABEL = re.compile(r"(?:^|[。\n])[图表]\d{1,3}\Z")
_AFTER_LABEL = re.compile(rf"[ \u3000]\d+(?!{_GAP}|\d)")
_AROUND = 8


def symbolic(fonts: str) -> bool:
    """Whether a font, or one of several parted by commas, shows other signs than the letters of the text, or none."""
    return any(_SYMBOLIC.search(name.strip()) for name in fonts.split(","))


def _alike(run: LookProperties, paragraph: LookProperties) -> bool:
    colour = run.get("color", "auto")
    behind = _NAMED.get(run.get("highlight", "none"), "") or run.get("fill") or paragraph.get("fill") or "FFFFFF"
    if colour == "auto":
        return behind in _NAMED.values() and run.get("highlight") == "black"
    one, two = _luminance(colour), _luminance(behind)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05) < _LEAST_CONTRAST


def _luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    try:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        return 0.0
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def _squeezed(run: LookProperties, paragraph: LookProperties) -> bool:
    size = _number(run, "sz", 21)
    lines = paragraph.get("spacing.lineRule") == "exact" and _number(paragraph, "spacing.line", 240) < 5 * size
    tracked = _number(run, "tracking", 0) < -_MOST_SQUEEZE * size * 10
    return size < _LEAST_SIZE or _number(run, "w", 100) < _LEAST_WIDTH or lines or tracked


def _number(properties: LookProperties, name: str, default: float) -> float:
    try:
        return float(properties.get(name, default))
    except ValueError:
        return default
