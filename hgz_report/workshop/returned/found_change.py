"""One thing that people changed, before anybody has said in which file it is to be changed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from hgz_report.origin import Origin
from hgz_report.readers.word_looks import HandLook

FoundKind = Literal[
    "number", "words", "renumbered", "added", "dropped", "moved", "split", "merged", "row added", "row dropped", "row moved",
    "column added", "column dropped", "column moved", "cells joined", "struck", "remark", "chart", "alt", "link", "margin",
]  # fmt: skip
KIND_NAMES: dict[FoundKind, str] = {
    "number": "数改了", "words": "文字改了", "renumbered": "编号改了", "added": "新加的段", "dropped": "删去的段",
    "moved": "换了地方", "split": "一段分成几段", "merged": "几段并成一段", "row added": "表格加了行",
    "row dropped": "表格删了行", "row moved": "表格的行换了次序", "column added": "表格加了列",
    "column dropped": "表格删了列", "column moved": "表格的列换了次序", "cells joined": "表格的格合并了", "struck": "划了删除线",
    "remark": "批注", "chart": "图改了", "alt": "图的说明改了", "link": "链接改了", "margin": "页眉页脚有字",
}  # fmt: skip


LOOK_NAMES: dict[HandLook, str] = {
    "bold": "加粗", "italic": "倾斜", "underlined": "下划线", "marked": "标了底色", "coloured": "换了颜色", "struck": "删除线",
}  # fmt: skip


class TextPart(NamedTuple):
    """A piece of a text before and after: the same, or what became of it; "" for nothing."""

    was: str
    now: str

    @property
    def bracketed(self) -> str:
        """As one text: 【old→new】, 【＋new】, 【－old】."""
        if self.was == self.now:
            return self.was
        if self.was and self.now:
            return f"【{self.was}→{self.now}】"
        return f"【＋{self.now}】" if self.now else f"【－{self.was}】"


def stays(text: str) -> tuple[TextPart, ...]:
    """A text in which nothing was changed."""
    return (TextPart(text, text),)


def goes(text: str) -> tuple[TextPart, ...]:
    """A text that was taken out."""
    return (TextPart(text, ""),)


def comes(text: str) -> tuple[TextPart, ...]:
    """A text that was put in."""
    return (TextPart("", text),)


class FoundChange(Struct, frozen=True):
    """`was`, `theirs`: the number, sentence or paragraph before and after; `parts`: it piece by piece, some words around it.

    `built`: the place among the built paragraphs that it concerns, or after which something is new, -1 for none;
    `start`, `end`: in its text; `origins`: where that came from, the one to be changed first; `who` and `tracked`: by whom, and
    whether Word has it as a tracked change; `part`: what kind of text it is in, in Chinese.
    """

    kind: FoundKind
    was: str = ""
    theirs: str = ""
    parts: tuple[TextPart, ...] = ()
    built: int = -1
    start: int = 0
    end: int = 0
    origins: tuple[Origin, ...] = ()
    who: str = ""
    tracked: bool = False
    part: str = ""
    found: int = -1
    """Its place among the paragraphs of the file, -1 where it is not there any more."""

    @property
    def marked(self) -> str:
        """The text with what was changed in brackets."""
        return "".join(part.bracketed for part in self.parts)
