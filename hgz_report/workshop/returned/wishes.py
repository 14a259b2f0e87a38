"""What a change asks of the files: which value to set to what, which words of a template to replace; or why nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple, get_args

from msgspec import Struct

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Reading
from hgz_report.data.worded import worded
from hgz_report.document.passage import Stretch
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.forms.tree import Plain, Steps
from hgz_report.language.numbers import find
from hgz_report.language.period import Period
from hgz_report.language.terms import Qualifier
from hgz_report.origin import Allowed, Cited, Config, Count, DataText, Derived, Fact, Origin, PeriodOf, Template
from hgz_report.readers.word_revised import NOTE
from hgz_report.workshop.returned.built_text import BuiltParagraph
from hgz_report.workshop.returned.found_change import FoundChange
from hgz_report.workshop.returned.lines_to_change import LinePlaces, steps_of
from hgz_report.workshop.returned.readable_diff import TextEdit
from hgz_report.workshop.returned.sentences_changed import Became

_SCALES = (0, 4, 8, -4, -8)
"""Powers of ten between 万, 亿 and what they are printed of."""
_BY_HAND = {
    "added": "加一段要您自己写：先看它该由数据还是模板写出",
    "dropped": "删一段要您自己删：别的段可能接着它说",
    "moved": "换次序要您自己换：数据里各项的次序，或模板里各节的次序",
    "split": "分段要您自己分",
    "merged": "并段要您自己并",
    "row added": "加一行要您自己加：先看它该由哪些数据写出",
    "row dropped": "删一行要您自己删",
    "row moved": "换次序要您自己换",
    "column added": "加一列要改模板里的表",
    "column dropped": "删一列要改模板里的表",
    "column moved": "换列的次序要改模板里的表",
    "cells joined": "合并格子要改模板里的表",
    "renumbered": "编号是程序排的",
    "remark": "批注要您自己看",
    "margin": "页眉页脚是程序印的",
    "alt": "图的说明（给看不见图的人的文字）照图题和图里的数写成，要您自己改：改那里，或者在图那里另写 alt",
    "link": "链接的网址要您自己改",
}


class TextWish(NamedTuple):
    """Characters from `at` of a text of a data file or report.toml, which are `old`, are to be `new`."""

    file: str
    steps: Steps
    at: int
    old: str
    new: str


class ValueWish(NamedTuple):
    """A value of a data file is to be another."""

    file: str
    steps: Steps
    value: Plain


class TemplateWish(NamedTuple):
    """Words in a line of a template, from a column on (both from 1), are to be others."""

    file: str
    line: int
    column: int
    old: str
    new: str


Wish = TextWish | ValueWish | TemplateWish
CarryOver = Callable[[TextEdit], TextEdit]
"""Where a published place is now.  Raises Unwished."""


def refuse_by_hand(change: FoundChange) -> None:
    """Raise Unwished for a kind of change that no program can put in."""
    if change.kind in _BY_HAND:
        raise Unwished(_BY_HAND[change.kind])


class Unwished(Exception):  # noqa: N818 - an answer: nobody can say what the files would have to say
    """Why a change can't be put in by the program, in Chinese."""


class Wisher(Struct, frozen=True):
    """Says what to change in the files as they are now."""

    dataset: Dataset
    places: LinePlaces

    def wishes(self, change: FoundChange, became: Became | None, now: BuiltParagraph, carry: CarryOver) -> list[Wish]:
        """Raises Unwished.  `now`: the paragraph as data and templates make it now; `carry`: says where in it what was
        published stands.
        """
        if change.kind in ("number", "chart"):
            return list(self._number(change))
        if change.kind == "struck":
            return [self._words(now, carry(TextEdit(change.start, change.end, 0, 0)), "")]
        assert became is not None
        return [
            self._words(now, carry(edit), became.text[edit.new_start : edit.new_end]) for edit in _own(change, became)
        ]

    def _number(self, change: FoundChange) -> Iterator[Wish]:
        match change.origins:
            case (Fact() as origin,):
                yield from self._value(self._entry(origin.id), origin, change)
            case (PeriodOf(identifier) as origin,):
                self._entry(identifier)
                yield self._at(origin, _period(change.theirs))
            case (Derived(), *_):
                raise Unwished("这个数是算出来的：改算它的数")
            case (Count() | Cited(), *_):
                raise Unwished("这个数是程序数出来、编出来的")
            case _:
                raise Unwished("不知道是哪一个数")

    def _entry(self, identifier: str) -> FactEntry:
        entry = self.dataset.facts.get(identifier)
        if entry is None:
            raise Unwished("现在没有这个事实")
        return entry

    def _at(self, origin: Origin, value: Plain) -> ValueWish:
        line = next(iter(self.places.of(origin)), None)
        if line is None or not line.steps:
            raise Unwished("不知道写在哪里")
        return ValueWish(line.where.file, line.steps, value)

    def _value(self, entry: FactEntry, origin: Fact, change: FoundChange) -> Iterator[ValueWish]:
        """The value, and the qualifier where that changed too, that print what they want."""
        said: Reading = next((one for one in entry.fact.conflicts if one.source == origin.reading), entry.fact)
        numbers = [one.value for one in find(change.theirs) if isinstance(one.value, Decimal)]
        if not isinstance(said.number, Decimal) or len(numbers) != 1:
            raise Unwished("不是一个十进制的数，要您自己改")
        words: list[Qualifier] = [said.qualifier, *(name for name in _NAMES if name != said.qualifier)]
        wanted = "".join(change.theirs.split())
        for scale, qualifier in product(_SCALES, words):
            value = numbers[0].scaleb(scale)
            value = value if scale <= 0 else value.quantize(Decimal(1))
            tried = said.model_copy(update={"value": value, "qualifier": qualifier})
            printed = worded(entry, tried)
            if wanted in ("".join(printed.text.split()), str(value) if change.kind == "chart" else None):
                if (value, qualifier) == (said.value, said.qualifier):
                    raise Unwished("现在已经是这样了")
                wish = self._at(origin, value)
                yield wish
                if qualifier != said.qualifier:
                    yield ValueWish(wish.file, (*wish.steps[:-1], "qualifier"), qualifier)
                return
        raise Unwished(f"照“{change.theirs}”写不出这个数（单位、限定或小数位数不同），要您自己改")

    def _words(self, now: BuiltParagraph, edit: TextEdit, new: str) -> Wish:
        if NOTE in new or "\n" in new or "\t" in new:
            raise Unwished("里面有注、分行或制表符，要您自己改")
        stretch, at, new = _place(now, edit, new)
        old = now.text[edit.start : edit.end]
        match stretch.origin:
            case DataText(file, _, _, field, offset):
                return self._text(TextWish(file, steps_of(field), offset + at, old, new), "数据")
            case Allowed(_, DataText(file, _, _, field, offset)):
                return self._text(TextWish(file, steps_of(field), offset + at, old, new), "数据")
            case Template(file, line, column) | Allowed(_, Template(file, line, column)):
                return self._template(TemplateWish(file, line, column + at, old, new), column)
            case Config(key):
                return self._text(TextWish(CONFIG, self._listed(key, now, stretch), at, old, new), f"{CONFIG} ")
        raise Unwished("改动跨着程序写的字，要您自己改")

    def _listed(self, key: str, now: BuiltParagraph, stretch: Stretch) -> Steps:
        """The way to a text of report.toml, in a list to the entry of these words."""
        steps: Steps = tuple(key.split("."))
        value, words = self.places.value(CONFIG, steps), now.text[stretch.start : stretch.end]
        return (*steps, value.index(words)) if isinstance(value, list) and words in value else steps

    def _text(self, wish: TextWish, what: str) -> TextWish:
        value = self.places.value(wish.file, wish.steps)
        if not isinstance(value, str) or value[wish.at : wish.at + len(wish.old)] != wish.old:
            raise Unwished(f"{what}里的原文同印出的不一样，要您自己改")
        return wish

    def _template(self, wish: TemplateWish, column: int) -> TemplateWish:
        rows = self.places.text(wish.file)
        row = rows[wish.line - 1] if 0 < wish.line <= len(rows) else ""
        if not column or row[wish.column - 1 : wish.column - 1 + len(wish.old)] != wish.old:
            raise Unwished("模板里的原文同印出的不一样（可能在花括号里），要您自己改")
        if {*"{}<>|\\`*_[]#"} & {*wish.new}:
            raise Unwished("新写的字里有模板的标记，要您自己改")
        return wish


_NAMES: tuple[Qualifier, ...] = get_args(Qualifier)


def _own(change: FoundChange, became: Became) -> list[TextEdit]:
    """The edits of a change of words, those of bound numbers, which are changes of their own, left out."""
    bound = [s for s in became.built.stretches if isinstance(s.origin, Fact | Derived | PeriodOf | Count | Cited)]
    return [
        edit
        for edit in became.held.bare
        if change.start <= edit.start and edit.end <= change.end
        and not any(one.start < edit.end and edit.start < one.end for one in bound)
    ]  # fmt: skip


def _place(now: BuiltParagraph, edit: TextEdit, new: str) -> tuple[Stretch, int, str]:
    """The stretch that an edit is in, where in it, and what to put there.

    A sentence put in behind the stop that a template sets goes before it, the stop at its front: X。+Y。 is X+。Y+。
    """
    typed = (DataText, Template, Config, Allowed)
    touched = [one for one in now.touched(edit.start, edit.end) if isinstance(one.origin, typed)]
    if edit.start < edit.end:
        inside = [one for one in touched if one.start <= edit.start and edit.end <= one.end]
        if not inside:
            raise Unwished("改动跨着几处来的字，要您自己改")
        return inside[0], edit.start - inside[0].start, new
    worded = [one for one in touched if any(letter.isalnum() for letter in now.text[one.start : one.end])]
    if worded:
        best = min(worded, key=lambda one: (not isinstance(one.origin, DataText), one.start))
        return best, edit.start - best.start, new
    for stop in touched:
        words = now.text[stop.start : stop.end]
        before = [one for one in now.stretches if one.end == stop.start and isinstance(one.origin, typed)]
        if stop.end == edit.start and before and new.endswith(words):
            return before[0], before[0].end - before[0].start, words + new.removesuffix(words)
    raise Unwished("加在程序写的字旁边，要您自己改")


def _period(text: str) -> str | Decimal:
    """A period as data have it, by how it is printed."""
    digits = [number.text for number in find(text)]
    plain = "".join(text.split())
    parts = plain.removesuffix("日").replace("年", "-").replace("月", "-").strip("-").split("-")
    made = "-".join(part.zfill(2) for part in parts)
    try:
        if len(digits) == 1 and Period(made).chinese == plain:
            return Decimal(made) if len(parts) == 1 else made
    except ValueError:
        pass
    raise Unwished(f"“{text}”不是认得的时期，要您自己改")
