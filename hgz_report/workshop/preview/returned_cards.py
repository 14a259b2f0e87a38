"""What the preview says of a Word file that came back: each change with its texts before and after and the lines beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from hgz_report.data.dataset import Dataset
from hgz_report.origin import Derived
from hgz_report.problems import Problems
from hgz_report.workshop.preview.fact_cards import derived_card
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.source_lines import lines_around, text_of
from hgz_report.workshop.preview.telling import Reply
from hgz_report.workshop.returned.found_change import KIND_NAMES, LOOK_NAMES, FoundChange
from hgz_report.workshop.returned.lines_to_change import LinePlace
from hgz_report.workshop.returned.read_back import ReadBack
from hgz_report.workshop.returned.readable_diff import Glue, compared
from hgz_report.workshop.returned.returned_items import ReturnedItem
from hgz_report.workshop.returned.shared_texts import shared_key
from hgz_report.workshop.returned.wishes import Unwished

_LONGEST = 3000
"""Characters of a text that are shown."""
_PLACES, _MARKS = 6, 40
_AROUND = 2
"""Lines on either side of a place: many changes stand below one another."""
_CONFLICT = "发出以后这里也改过，两边不一样。先定用哪个：用现在的就不用动，用改稿的点“打开”自己改"
_WHOLE = frozenset({"split", "merged", "moved"})
"""Kinds of which the texts before and after are shown as they are: nothing in them was changed."""


class ReturnedCards(Struct, frozen=True):
    """Tells of changes over a project as it is on the disk, the data, and the paper as the preview has it."""

    root: Path
    dataset: Dataset | None
    sheets: SetPaper | None

    def of_file(self, found: ReadBack) -> Reply:
        """All of a file."""
        looks = [f"{LOOK_NAMES[look]} {number} 段" for look, number in sorted(found.looks.items())]
        return {
            "slug": found.slug,
            "title": found.title.replace("\n", "") or found.slug,
            "edition": found.edition,
            "said": list(found.said),
            "looks": "、".join(looks),
            "items": [self.of(item) for item in found.items],
        }

    def of(self, item: ReturnedItem) -> Reply:
        """One change."""
        change = item.change
        why = _why_not(item)
        before, after = _sides(change)
        return {
            "number": item.number,
            "kind": change.kind,
            "name": KIND_NAMES[change.kind],
            "part": change.part,
            "heading": item.heading,
            "who": change.who,
            "tracked": change.tracked,
            "before": before,
            "after": after,
            "was": _short(change.was),
            "theirs": _short(change.theirs),
            "now": _now(item),
            "standing": item.standing,
            "said": list(item.said),
            "shared": [title.replace("\n", "") for title in item.shared],
            "places": [self._place(line, first=not n) for n, line in enumerate(item.lines[:_PLACES])],
            "formula": self._formula(change),
            "can": not why,
            "why": why,
            "strips": list(self._strips(item)),
        }

    def _place(self, line: LinePlace, *, first: bool) -> Reply:
        """A line where a change belongs, of the first one with those around it."""
        where = line.where
        told: Reply = {"file": where.file, "line": where.line, "what": line.what, "lines": []}
        if first:
            try:
                around = lines_around(text_of(self.root, where.file), where.line, where.line)
                told["lines"] = [one for one in around if abs(one[0] - where.line) <= _AROUND]
            except Problems:
                told["file"], told["unseen"] = where.file[:200], True  # none of the files that are changed here
        return told

    def _formula(self, change: FoundChange) -> str:
        """How a number is worked out that nobody typed."""
        derived = next((one for one in change.origins if isinstance(one, Derived)), None)
        if derived is None or self.dataset is None or change.kind not in ("number", "chart"):
            return ""
        return str(derived_card(derived, self.dataset)["said"])

    def _strips(self, item: ReturnedItem) -> Iterator[Reply]:
        """Where the paper says it now, for a mark on the page."""
        if self.sheets is None or not item.lines:
            return
        key = shared_key(item.lines[0].origin) if item.lines[0].origin else None
        held = (
            strip
            for passage in self.sheets.whose.passages
            for start, end, origin in passage.stretches
            if key is not None and shared_key(origin) == key
            for strip in self.sheets.whose.strips(passage, start, end)
        )
        yield from (strip._asdict() for strip in islice(held, _MARKS))


def _why_not(item: ReturnedItem) -> str:
    """Why a change can't be put in by itself, and what to do; "" where it can."""
    if item.standing == "conflict" and item.change.kind != "remark":
        return _CONFLICT
    try:
        item.wishes()
    except Unwished as reason:
        return str(reason)
    return ""


def _sides(change: FoundChange) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The text before and after, each piece with whether it was changed."""
    if change.kind in _WHOLE:
        return [(_short(change.was), False)], [(_short(change.theirs), False)]
    if change.kind == "remark":
        return [(_short(change.was), False)], [(_short(change.theirs), False)]
    before = [(part.was, part.was != part.now) for part in change.parts if part.was]
    after = [(part.now, part.was != part.now) for part in change.parts if part.now]
    return _cut(before), _cut(after)


def _now(item: ReturnedItem) -> list[tuple[str, bool]]:
    """What stands there now, where both sides changed it each piece with whether it is other than what was published."""
    now = item.was_now
    edits = compared(item.was, now, Glue()).edits if item.standing == "conflict" else ()
    pieces: list[tuple[str, bool]] = []
    begun = 0
    for edit in edits:
        pieces += [(now[begun : edit.new_start], False), (now[edit.new_start : edit.new_end], True)]
        begun = edit.new_end
    return _cut([piece for piece in (*pieces, (now[begun:], False)) if piece[0]])


def _cut(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    out: list[tuple[str, bool]] = []
    left = _LONGEST
    for text, changed in pieces:
        if left <= 0:
            break
        out.append((text if len(text) <= left else f"{text[:left]}……", changed))
        left -= len(text)
    return out


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
