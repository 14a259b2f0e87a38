"""Pagination: boxes to pages, with keeps, notes at the foot, repeated heads and rows parted only where they must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from hgz_report.layout.blocks.vertical import Box

_TOLERANCE = 0.01
NOTE_GAP = 9.0
"""Above the first note of a page, with the short rule in it, in pt."""
_WITH_IMPRINT = 3
"""So many lines at least go with the imprint to a page of its own."""
_RESERVE = 8.0
"""pt that must be left under a heading and what stays with it: Word's pages hold a little less (rules of tables add to their
rows), and a heading that only just fits would stand on another page there."""
_NOTE_SHARE = 0.5
"""Notes carried over from the page before take at most this part of a page."""


class Placed(Struct):
    """A box and the distance in pt from the top of the type area to its upper edge."""

    box: Box
    depth: float


class PageFill(Struct):
    """What stands on one page: boxes from the top, note lines from the foot."""

    placed: list[Placed] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    used: float = 0.0

    @property
    def notes_height(self) -> float:
        """Room taken by notes, their rule included."""
        return sum(note.height for note in self.notes) + NOTE_GAP if self.notes else 0.0


def paginate(
    boxes: Iterable[Box], height: float, notes: Mapping[str, list[Box]], imprint: float = 0.0
) -> list[PageFill]:
    """Fill pages of `height` pt.  `notes`: lines of each note.  `imprint`: room kept free at the foot of the last page."""
    filler = _Filler(height, notes)
    filler.fill(list(boxes))
    filler.finish(imprint)
    return filler.sheets


class _Filler:
    def __init__(self, height: float, notes: Mapping[str, list[Box]]) -> None:
        self.height = height
        self.notes = notes
        self.sheets = [PageFill()]
        self._noted: set[str] = set()
        self._carried: list[Box] = []

    def fill(self, boxes: list[Box]) -> None:
        boxes.reverse()  # a stack: what is next is at the end
        while boxes:
            if boxes[-1].opens_page and self.sheet.placed:
                self._new_sheet()
            chunk = _chunk(boxes)
            if self._fits(chunk):
                self._take(boxes, len(chunk), chunk)
            elif not self._part(boxes, chunk):
                self._new_sheet()

    def finish(self, imprint: float) -> None:
        """Set what notes are left, and open one more page where the imprint does not fit."""
        while self._carried:
            self._new_sheet()
        if imprint and self.sheet.used + self.sheet.notes_height + imprint > self.height + _TOLERANCE:
            moved = self._last_lines()
            self.sheets.append(PageFill())
            for box in moved:
                self._place(box)

    def _last_lines(self) -> list[Box]:
        """A few boxes off the end of the page, so that the imprint does not stand on a page by itself."""
        placed = self.sheet.placed
        count = min(_WITH_IMPRINT, len(placed))
        while count < len(placed) and placed[-count - 1].box.keep:
            count += 1
        if count >= len(placed) or any(one.box.notes for one in placed[-count:]):
            return []
        moved = [one.box for one in placed[-count:]]
        self.sheet.used = placed[-count].depth
        del placed[-count:]
        return moved

    @property
    def sheet(self) -> PageFill:
        return self.sheets[-1]

    def _room(self) -> float:
        return self.height - self.sheet.used - self.sheet.notes_height

    def _fits(self, chunk: list[Box]) -> bool:
        needed = self._extent(chunk)
        noted = self._new_notes(chunk)
        needed += sum(note.height for note in noted)
        if noted and not self.sheet.notes:
            needed += NOTE_GAP
        if self.sheet.placed and chunk[0].target and chunk[0].target.level:
            needed += _RESERVE
        return needed <= self._room() + _TOLERANCE

    def _extent(self, chunk: list[Box]) -> float:
        """Height of boxes set here, the gap above them and a repeated head included."""
        height, above = 0.0, self._gap_above()
        for box in chunk:
            height += _above(above, box) + box.height
            above = box.after
        if not self.sheet.placed and chunk[0].repeat:
            height += chunk[0].repeat.height
        return height

    def _gap_above(self) -> float | None:
        """What the box above asks for below it; None at the top of a page."""
        return self.sheet.placed[-1].box.after if self.sheet.placed else None

    def _new_notes(self, chunk: Iterable[Box]) -> list[Box]:
        keys = dict.fromkeys(key for box in chunk for key in box.notes if key not in self._noted)
        return [line for key in keys for line in self.notes.get(key, [])]

    def _place(self, box: Box) -> None:
        sheet = self.sheet
        if not sheet.placed and box.repeat:
            sheet.placed.append(Placed(box.repeat, sheet.used))
            sheet.used += box.repeat.height
        sheet.used += _above(self._gap_above(), box)
        sheet.placed.append(Placed(box, sheet.used))
        sheet.used += box.height
        for note in self._new_notes([box]):
            extra = note.height + (0.0 if sheet.notes else NOTE_GAP)
            if self._carried or extra > self._room() + _TOLERANCE:
                self._carried.append(note)
            else:
                sheet.notes.append(note)
        self._noted.update(box.notes)

    def _part(self, boxes: list[Box], chunk: list[Box]) -> bool:
        """Put a part of a chunk that does not fit: False where the page should be closed instead."""
        bare = not self.sheet.placed
        must = bare or self.sheet.used + self.sheet.notes_height < self.height / 2
        count = next(count for count in range(len(chunk)) if not self._fits(chunk[: count + 1]))
        box = chunk[count]
        between_rows = must and count > 0 and bool(box.repeat and chunk[count - 1].repeat)
        if box.divide and not between_rows and (must or box.height > self.height):
            parts = box.divide(self._room() - self._extent(chunk[: count + 1]) + box.height)
            if parts:
                self._take(boxes, count + 1, (*chunk[:count], parts[0]))
                boxes.append(parts[1])
                return True
        if between_rows or bare:
            # As much as fits, and on an empty page at the least one box: else there would be no end.
            count = max(count, 1)
            self._take(boxes, count, chunk[:count])
            return True
        return False

    def _take(self, boxes: list[Box], count: int, placed: Iterable[Box]) -> None:
        for box in placed:
            self._place(box)
        del boxes[-count:]

    def _new_sheet(self) -> None:
        self.sheets.append(PageFill())
        carried, self._carried = self._carried, []
        for note in carried:
            if self.sheet.notes_height + note.height + NOTE_GAP <= self.height * _NOTE_SHARE:
                self.sheet.notes.append(note)
            else:
                self._carried.append(note)


def _chunk(boxes: list[Box]) -> list[Box]:
    """The next boxes that must stay together, off the end of a reversed list."""
    chunk: list[Box] = []
    for box in reversed(boxes):
        if chunk and box.opens_page:
            break
        chunk.append(box)
        if not box.keep:
            break
    return chunk


def _above(after: float | None, box: Box) -> float:
    """The gap above a box: none at the top of a page, else what both neighbours ask for."""
    return 0.0 if after is None else after + box.before
