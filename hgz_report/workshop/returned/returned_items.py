"""A change by its number: the lines where it belongs, how it stands to what is there now, who shares it, what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from msgspec import Struct

from hgz_report.origin import Origin
from hgz_report.problems import Where
from hgz_report.workshop.returned.built_text import BuiltParagraph
from hgz_report.workshop.returned.carried_over import carried_over
from hgz_report.workshop.returned.find_changes import BuiltAndFound
from hgz_report.workshop.returned.found_change import FoundChange
from hgz_report.workshop.returned.lines_to_change import LinePlace, LinePlaces, said_of
from hgz_report.workshop.returned.moved_on import Now, SinceThen
from hgz_report.workshop.returned.readable_diff import Compared, TextEdit, compared
from hgz_report.workshop.returned.sentences_changed import shown
from hgz_report.workshop.returned.shared_texts import sharing
from hgz_report.workshop.returned.wishes import Unwished, Wish, Wisher, refuse_by_hand


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """A change by its number, from 1: where it belongs and how it stands to what is there now.

    `lines`: the places to change, the likeliest first; `now`: what stands there now where that is neither what was published
    nor what they want, `was`: as much of what was published; `shared`: titles of other papers that have the same text;
    `theirs`: the whole paragraph as they want it.
    """

    number: int
    change: FoundChange
    heading: str
    lines: tuple[LinePlace, ...]
    standing: SinceThen = ""
    now: str = ""
    was: str = ""
    shared: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    theirs: str = ""
    asked: Callable[[], list[Wish]] = field(default=list, compare=False, repr=False)

    def wishes(self) -> list[Wish]:
        """What it asks of the files as they are now.  Raises Unwished where nobody can say."""
        if self.standing == "conflict":
            raise Unwished(f"发出以后这里也改过，现在是“{self.now}”，先定用哪个")
        if self.standing == "done":
            raise Unwished("现在已经是这样了")
        if self.standing == "gone":
            raise Unwished("现在已经没有这一处")
        return self.asked()

    @property
    def was_now(self) -> str:
        """What stands there now: of a number always, of words where they are others than were published."""
        if self.change.kind == "number" and not self.standing:
            return self.change.was
        return self.now if self.standing in ("conflict", "done") else ""

    def settled(self) -> ReturnedItem:
        """The same, what it asks for said once: as another process can have it."""
        try:
            return replace(self, theirs="", asked=_Settled(tuple(self.wishes())))
        except Unwished as reason:
            return replace(self, theirs="", asked=_Settled((), str(reason)))


class _Settled(Struct, frozen=True):
    wishes: tuple[Wish, ...]
    reason: str = ""

    def __call__(self) -> list[Wish]:
        if self.reason:
            raise Unwished(self.reason)
        return list(self.wishes)


def _once(lines: Iterable[LinePlace]) -> tuple[LinePlace, ...]:
    """Each value, and each line of a template, once: the first place in it."""
    return tuple({(one.where.file, one.steps or one.where.line): one for one in reversed([*lines])}.values())[::-1]


def _carried(was: str, now: str, held: Compared, edit: TextEdit) -> TextEdit:
    found = carried_over(edit, was, now, held)
    if found is None:
        raise Unwished("发出以后这几个字旁边也改过，要您自己改")
    return found


class Placer(Struct):
    """Says of changes where they belong."""

    returned: BuiltAndFound
    lines: LinePlaces
    now: Now | None
    papers: dict[object, list[str]]

    def item(self, number: int, change: FoundChange) -> ReturnedItem:
        """A change with its lines, how it stands to what is there now, and who shares it."""
        report = self.returned.report
        built = report.paragraphs[change.built] if change.built >= 0 else None
        theirs = self._theirs(change)
        standing, now = self.now.standing(change, theirs) if self.now else ("", "")
        said = list(said_of(dict.fromkeys(change.origins))) if change.kind in ("number", "chart") else []
        lines = _once(line for origin in change.origins for line in self._lines(origin, change))
        if not lines and built and built.where:
            where = self._where(change) or built.where
            lines = (LinePlace(where, "模板：这一段由这里写出"),)
        heading = built.heading if built else ""
        shared = sharing(self.papers, change.origins[:1])
        asked = partial(self._asked, change)
        was = shown(built.text) if built and standing == "conflict" and change.kind != "number" else change.was
        return ReturnedItem(number, change, heading, lines, standing, now, was, shared, tuple(said), theirs, asked)

    def _asked(self, change: FoundChange) -> list[Wish]:
        refuse_by_hand(change)
        if self.now is None or self.lines.dataset is None:
            raise Unwished("数据或模板现在有错，先改好")
        there = self.now.paragraph(change.built) if change.built >= 0 else None
        group = next((one for one in self.returned.groups if change.built in one.built and one.found), None)
        became = self.returned.pair(group) if group else None
        if there is None and change.kind not in ("number", "chart"):
            raise Unwished("现在已经没有这一段")
        there = there or BuiltParagraph("text", "", [])
        was = self.returned.report.paragraphs[change.built].text if change.built >= 0 else ""
        if became and change.kind != "struck":
            was = became.built.text
        carry = partial(_carried, was, there.text, compared(was, there.text, self.returned.glue))
        return Wisher(self.lines.dataset, self.lines).wishes(change, became, there, carry)

    def _theirs(self, change: FoundChange) -> str:
        if change.found < 0 or change.kind not in ("number", "words"):
            return ""
        group = next((one for one in self.returned.groups if change.found in one.found), None)
        if group is None:
            return self.returned.view.paragraphs[change.found].text
        return "".join(self.returned.view.paragraphs[f].text for f in group.found)

    def _where(self, change: FoundChange) -> Where | None:
        there = self.now.paragraph(change.built) if self.now and change.built >= 0 else None
        return there.where if there else None

    def _lines(self, origin: Origin, change: FoundChange) -> Iterator[LinePlace]:
        report = self.returned.report
        present = self.now.origin(change.built, origin) if self.now else None
        words, at = "", 0
        if change.built >= 0:
            paragraph = report.paragraphs[change.built]
            held = next((one for one in paragraph.stretches if one.origin == origin), None)
            if held:
                words, at = paragraph.text[held.start : held.end], max(change.start - held.start, 0)
        yield from self.lines.of(present or origin, words, at)
