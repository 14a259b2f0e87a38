"""What a report says now, beside what it said when the file was made: data and templates may have moved on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hgz_report.document.passage import Stretch
from hgz_report.origin import Origin
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport
from hgz_report.workshop.returned.find_changes import joined_paragraphs
from hgz_report.workshop.returned.found_change import FoundChange
from hgz_report.workshop.returned.pairing import Comparable, PairGroup, paired
from hgz_report.workshop.returned.readable_diff import Compared, Glue, compared
from hgz_report.workshop.returned.sentences_changed import shown

SinceThen = Literal["", "done", "conflict", "gone"]
"""Of a place since the file was made: as it was; already as they want it; changed otherwise; not there any more."""


@dataclass(frozen=True)
class Now:
    """A report as it was published and as it is now."""

    published: BuiltReport
    present: BuiltReport
    glue: Glue

    @cached_property
    def same(self) -> bool:
        """Whether nothing has moved, no line of a file either."""
        return self.published.paragraphs == self.present.paragraphs

    @cached_property
    def _groups(self) -> dict[int, PairGroup]:
        places = {name: n for n, one in enumerate(self.present.paragraphs) for name in one.names}
        was, now = (
            [Comparable(one.text, one.kind) for one in report.paragraphs] for report in (self.published, self.present)
        )
        named = [
            (b, places[name])
            for b, one in enumerate(self.published.paragraphs)
            for name in one.names[:1]
            if name in places
        ]
        same = [(b, at) for b, at in named if was[b].bare == now[at].bare]
        return {b: group for group in paired(was, now, same, named) for b in group.built}

    def paragraph(self, at: int) -> BuiltParagraph | None:
        """What a published paragraph is now; None where it is gone."""
        if self.same:
            return self.present.paragraphs[at]
        group = self._groups.get(at)
        found = [self.present.paragraphs[place] for place in group.found] if group else []
        return joined_paragraphs(found) if found else None

    def _held(self, at: int, there: BuiltParagraph) -> Compared:
        return compared(self.published.paragraphs[at].text, there.text, self.glue)

    def origin(self, at: int, origin: Origin) -> Origin | None:
        """What an origin in a published paragraph is now, as it may stand in another line; None for not there."""
        if at < 0:
            return None
        there = self.paragraph(at)
        if there is None:
            return None
        if self.same:
            return origin
        held = self._held(at, there)
        for stretch in self.published.paragraphs[at].stretches:
            if stretch.origin == origin:
                found = next(self._stretches(held, stretch, there), None)
                if found is not None and type(found.origin) is type(origin):
                    return found.origin
        return None

    def _stretches(self, held: Compared, was: Stretch, there: BuiltParagraph) -> Iterator[Stretch]:
        """The stretches that the words of one are in now, that of its first word that is still there first."""
        for one in held.same:
            if was.start <= one.start < was.end:
                yield from there.touched(one.new_start, one.new_end)
        start, end = held.first(was.start), held.last(was.end)
        yield from there.touched(start, max(end, start))

    def standing(self, change: FoundChange, theirs: str) -> tuple[SinceThen, str]:
        """How a change stands to what is there now, and what that says; `theirs`: the whole paragraph as they want it."""
        if self.same or change.built < 0:
            return "", ""
        there = self.paragraph(change.built)
        if there is None:
            return ("done", "") if change.kind in ("dropped", "row dropped") else ("gone", "")
        was = self.published.paragraphs[change.built].text
        if _bare(there.text) == _bare(was):
            return "", ""
        if theirs and _bare(there.text) == _bare(theirs):
            return "done", shown(there.text)
        words = _region(self._held(change.built, there), change, there.text)
        if words is None:
            return "", ""
        wanted = _region(compared(was, theirs, self.glue), change, theirs) if theirs else None
        if change.kind == "number":
            words = self._number(change, there) or words
            wanted = change.theirs
        if wanted is not None and _bare(words) == _bare(wanted):
            return "done", shown(words)
        return "conflict", shown(words if change.kind == "number" else there.text)

    def _number(self, change: FoundChange, there: BuiltParagraph) -> str:
        """The number that now stands where one stood."""
        held = self._held(change.built, there)
        start, end = held.first(change.start), held.last(change.end)
        kinds = [
            one for one in there.touched(start, max(end, start + 1)) if type(one.origin) is type(change.origins[0])
        ]
        return there.text[kinds[0].start : kinds[0].end] if kinds else ""


def _region(held: Compared, change: FoundChange, text: str) -> str | None:
    """What a text says at the place of a change; None where that is as it was."""
    hit = [
        one
        for one in held.edits
        if (one.start < change.end and change.start < one.end)
        or (one.start == one.end and change.start <= one.start <= change.end)
        or (change.start == change.end and one.start <= change.start <= one.end)
    ]
    if not hit:
        return None
    return text[min(held.first(change.start), hit[0].new_start) : max(held.last(change.end), hit[-1].new_end)]


def _bare(text: str) -> str:
    return "".join(text.split())
