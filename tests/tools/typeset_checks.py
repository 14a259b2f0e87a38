"""Counts what a Chinese typesetter must not do, from the text positions of a finished PDF and nothing else.

The file may be anybody's: benchmarks/typesetting.py counts Typst's with the same code.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import reduce

from tests.tools.pdf_positions import Block, Char, read_positions

MM = 72 / 25.4
LEFT, RIGHT, BOTTOM, TOP = 28 * MM, (28 + 156) * MM, (297 - 37 - 225) * MM, (297 - 37) * MM
"""The type area of GB/T 9704-2012 5.2.1 in pt from the lower left corner of the sheet."""
TOLERANCE = 0.5
"""pt a line may be off the measure."""
BODY = 10.0
"""pt: an element P in smaller type is a line below a table or chart, set ragged."""
RAISED = "\ue000"
"""Stands for a note mark, so that its digits are not taken for those of the number before it."""
DOTS = "●◐○"
"""Set smaller than what stands beside them, and no note marks."""

STARTS_NO_LINE = frozenset("。．，、：；！？‼⁇⁈⁉”’」』）》〉】〗〕］｝～—…·・‧／％‰℃°′″%,.:;!?)]}" + RAISED)
ENDS_NO_LINE = frozenset("“‘「『（《〈【〖〔［｛￥＄№([{$")
_UNIT = (
    r"(?:[%‰℃]|多?余?[十百千]?[万亿]{0,2}(?:个百分点|平方公里|公里|立方米|平方米|千瓦时|小时|分钟|美元|人次|"
    r"[元人个件户家项吨米年月日时分秒倍名位届期])?)"
)
_NUMBER = r"\d+(?:[.,:/]\d+)*"
UNBROKEN = re.compile(
    rf"第\d+{_UNIT}|[+−-]?{_NUMBER}(?:%?[～—–-]{_NUMBER})?{_UNIT}"
    r"|[A-Za-z](?:[A-Za-z0-9&.'/²³-]*[A-Za-z0-9²³])?|(?<!—)——(?!—)|(?<!…)……(?!…)"
)
"""What stays on one line: a number with its sign and unit, a range, a Latin word, a dash, an ellipsis."""
NUMBERS = re.compile(
    r"\s*(?:\d{1,3}(?:、\d{1,3})*|(?:约|近|超过|不足)?(?:\d+/\d+|-?[\d.]+%|-?\d+\.\d+)(?:（[^（）]*）)?)\s*"
)
ADDRESS = re.compile(r"[!-~]{21,}")
"""Longer than any word: an address, which may be parted after one of `PARTS`, or inside more than 15 letters and digits."""
PARTS = "/.-_?&=,"
LONG_PART = re.compile(r"[A-Za-z0-9]{16,}")


KINDS = {
    "start": "行首禁则",
    "end": "行尾禁则",
    "split": "数字、单位、西文词被拆开",
    "dash": "——、……被拆开或没有连上",
    "flush": "满行没有对齐版心（差 0.5 pt 以上）",
    "area": "文字超出版心",
    "runt": "末行只有一个字",
    "widow": "页首或页尾只有段落的一行",
}
"""What is counted; the key names it in code."""


@dataclass(slots=True)
class Count:
    """What was looked at and what was found wrong, each wrong with the words it stands in."""

    chars: int = 0
    lines: int = 0
    full: int = 0
    wrong: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind: str, page: int, words: str) -> None:
        """Write a wrong down."""
        self.wrong[kind].append(f"page {page}: {words}")

    def __add__(self, other: Count) -> Count:
        wrong = {kind: self.wrong[kind] + other.wrong[kind] for kind in KINDS}
        return Count(self.chars + other.chars, self.lines + other.lines, self.full + other.full, wrong)

    def found(self) -> list[str]:
        """All that is wrong, in words."""
        return [f"{kind}: {words}" for kind, all_words in self.wrong.items() for words in all_words]


def count(data: bytes) -> Count:
    """All counts of one file."""
    reading = read_positions(data)
    counted = reduce(Count.__add__, (_count(block) for block in reading.blocks), Count())
    for char in (*reading.tagged, *(char for char in reading.artifacts if char.y > BOTTOM)):
        _check_area(char, counted)  # artifacts below it are page numbers (7.5)
    return counted


def _count(block: Block) -> Count:
    counted = Count()
    size = block.size
    lines = [line for line in map(_stripped, block.lines()) if line]
    # Name, value and note of a key figure are three texts in one entry, each of a size of its own; nothing in them is raised.
    one_size = len({round(max(char.size for char in line), 1) for line in lines}) <= 1
    texts = ["".join(_shown(char, size if one_size else 0.0) for char in line) for line in lines]
    counted.chars, counted.lines = len(block.chars), len(lines)
    for line, text in zip(lines, texts, strict=True):
        if line is not lines[0] and text[0] in STARTS_NO_LINE:
            counted.add("start", line[0].page, text)
        if line is not lines[-1] and text[-1] in ENDS_NO_LINE:
            counted.add("end", line[0].page, text)
    _check_breaks(block, lines, counted)
    paragraph = block.role in ("P", "LI", "Note") and one_size
    if paragraph and len(lines) > 1 and (size > BODY or block.role == "Note"):
        _check_flush(lines, texts, counted)
        if len(re.sub(r"\W", "", texts[-1])) < 2 and len(texts[-1]) < 5:
            counted.add("runt", lines[-1][0].page, texts[-1])
        pages = Counter(line[0].page for line in lines)
        if block.role != "Note" and len(pages) > 1 and min(pages[min(pages)], pages[max(pages)]) < 2:
            counted.add("widow", min(pages), texts[0])
    return counted


def _stripped(line: list[Char]) -> list[Char]:
    visible = [at for at, char in enumerate(line) if char.text.strip()]
    return line[visible[0] : visible[-1] + 1] if visible else []


def _shown(char: Char, size: float) -> str:
    return RAISED if char.size < 0.75 * size and char.text not in DOTS else char.text


def _check_area(char: Char, counted: Count) -> None:
    inside = char.left > LEFT - TOLERANCE and char.right < RIGHT + TOLERANCE and BOTTOM < char.y < TOP
    if char.text.strip() and char.text not in "—…" and not inside:
        counted.add("area", char.page, f"{char.text} ({char.x:.1f}, {char.y:.1f})")


def _check_breaks(block: Block, lines: list[list[Char]], counted: Count) -> None:
    """Tokens parted by a line end, and dashes whose ink does not meet."""
    size = block.size
    shown = [(char, letter) for char in block.chars for letter in _shown(char, size)]
    text = "".join(letter for _, letter in shown)
    last = {id(line[-1]) for line in lines[:-1]}
    ends = [at for at, (char, _) in enumerate(shown, 1) if id(char) in last]
    if block.role == "TD" and all(NUMBERS.fullmatch("".join(char.text for char in line)) for line in lines):
        return  # values with their unit, or numbers of sources, a line for each
    addresses = [found.span() for found in ADDRESS.finditer(text)]
    for start, stop in addresses:
        for end in ends:
            if start < end < stop and text[end - 1] not in PARTS and not _in_long_part(text, end):
                counted.add("split", block.chars[0].page, text[start:stop])
    for token in UNBROKEN.finditer(text):
        start, stop = token.span()
        dash = token.group() in ("——", "……")
        if any(start < end < stop for end in ends) and not any(a <= start < b for a, b in addresses):
            counted.add("dash" if dash else "split", block.chars[0].page, token.group())
        elif token.group() == "——" and shown[start][0].ink[1] < shown[start + 1][0].ink[0]:
            counted.add("dash", shown[start][0].page, text[start - 5 : stop + 5])


def _in_long_part(text: str, place: int) -> bool:
    return any(part.start() < place < part.end() for part in LONG_PART.finditer(text))


def _check_flush(lines: list[list[Char]], texts: list[str], counted: Count) -> None:
    """Every line but the last ends at the right edge of the type area."""
    counted.full += len(lines) - 1
    left = min(line[0].left for line in lines[1:])
    for number, (line, text) in enumerate(zip(lines[:-1], texts, strict=False)):
        off = _right_edge(line) - RIGHT
        if abs(off) > TOLERANCE:
            counted.add("flush", line[0].page, f"{off:+.2f} pt right: {text}")
        if number and abs(line[0].left - left) > TOLERANCE:
            counted.add("flush", line[0].page, f"{line[0].left - left:+.2f} pt left: {text}")


def _right_edge(line: list[Char]) -> float:
    """Two dashes are two em wide about the middle of their ink, or as wide as the font has them: whichever is flush."""
    last = line[-1]
    if last.text not in "—…":
        return last.right
    pair = line[-2:] if len(line) > 1 and line[-2].text == last.text else line[-1:]
    square = (pair[0].ink[0] + pair[-1].ink[1]) / 2 + len(pair) / 2 * last.size
    return min(square, last.x + last.advance, key=lambda edge: abs(edge - RIGHT))
