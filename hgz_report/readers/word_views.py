"""Both views of a revised .docx: the text with every tracked change accepted, and with every one rejected."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct, field

from hgz_report.readers.word_revised import NOTE, RawParagraph, WordArea, WordCell

ViewName = Literal["theirs", "original"]


class Tracked(NamedTuple):
    """A tracked change in a paragraph of the view of theirs: letters put in, `start` to `end`, or taken out before `start`."""

    start: int
    end: int
    gone: str
    who: str


class ViewParagraph(Struct):
    """`at`: where its text begins in the view's; `raw`: the places of the paragraphs it was made of."""

    at: int
    text: str = ""
    area: WordArea = "body"
    style: str = ""
    cell: WordCell | None = None
    note: str = ""
    notes: tuple[str, ...] = ()
    raw: tuple[int, ...] = ()
    tracked: list[Tracked] = field(default_factory=list)
    other: str = ""
    """What it says in the view where the changes are rejected."""

    @property
    def put_in(self) -> bool:
        """Whether all of it is a tracked insertion."""
        put = sum(one.end - one.start for one in self.tracked)
        return bool(self.tracked) and put >= len(self.text.strip())

    @property
    def who(self) -> str:
        """Who made the first tracked change in it."""
        return next((one.who for one in self.tracked if one.who), "")

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not self.text.strip().replace(NOTE, "x")


class HeldText(Struct, frozen=True):
    """From where to where in the text of a view a bookmark or the range of a comment goes."""

    start: int
    end: int


class View(Struct, frozen=True):
    """`marks`: bookmarks by name, of two of one name the first; `remarks`: what comments are about, by their ids."""

    paragraphs: Sequence[ViewParagraph]
    marks: Mapping[str, HeldText]
    remarks: Mapping[str, HeldText]
    taken: Sequence[tuple[str, str]] = ()
    """What is not in it though it is in the other: letters, and who took them out or put them in."""

    def took_out(self, text: str) -> tuple[bool, str]:
        """Whether a whole text was taken out by tracked changes, and who did, as far as there is a name."""
        bare = "".join(text.split())
        names = [who for words, who in self.taken if (one := "".join(words.split())) and one in bare]
        lost = Counter("".join("".join(words.split()) for words, who in self.taken if "".join(words.split()) in bare))
        took = bool(names) and not Counter(bare) - lost
        return took, next(filter(None, names), "") if took else ""

    def parts(self, held: HeldText) -> Iterator[tuple[int, int, int]]:
        """The paragraphs that a stretch of the text reaches into: place, start, end; of an empty one where it stands."""
        first = max(bisect_right(self.paragraphs, held.start, key=lambda one: one.at) - 1, 0)
        for place in range(first, len(self.paragraphs)):
            paragraph = self.paragraphs[place]
            start, end = held.start - paragraph.at, held.end - paragraph.at
            if end < 0 or (end == 0 and start < 0):
                break
            if start <= len(paragraph.text):
                yield place, max(start, 0), min(end, len(paragraph.text))


def view_of(raw: Sequence[RawParagraph], name: ViewName) -> View:
    """One view of the paragraphs of a file."""
    maker = _Maker("gone" if name == "theirs" else "new", tracking=name == "theirs")
    for place, paragraph in enumerate(raw):
        maker.add(place, paragraph)
    return View(maker.made, maker.closed(maker.marks), maker.closed(maker.remarks), maker.taken)


class _Maker(Struct):
    """`out`: the state of what is not in the view."""

    out: str
    tracking: bool
    made: list[ViewParagraph] = field(default_factory=list)
    marks: dict[str, list[int]] = field(default_factory=dict)
    remarks: dict[str, list[int]] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    _at: int = 0
    _joins: bool = False

    def add(self, place: int, raw: RawParagraph) -> None:
        """The next paragraph; one whose end is not in the view goes on in the one after it."""
        if raw.cell is not None and raw.cell.state == self.out:
            self._events(raw, len(raw.pieces) + 1, 0)
            self.taken += ((piece.text, piece.who) for piece in raw.pieces if piece.state == self.out)
            return
        last = self.made[-1] if self.made else None
        joins = self._joins and last is not None and (last.area, last.note, last.cell) == (raw.area, raw.note, raw.cell)
        if joins and last is not None:
            here = last
            here.style = here.style if here.text.strip() else raw.style
            here.raw += (place,)
        else:
            self._at += 1  # the end of the one before
            here = ViewParagraph(self._at, area=raw.area, style=raw.style, cell=raw.cell, note=raw.note, raw=(place,))
            self.made.append(here)
        here.notes += tuple(raw.notes)
        begun = 0
        for n, piece in enumerate(raw.pieces):
            begun = self._events(raw, n, begun)
            here.other += piece.text if piece.state != "new" else ""
            if piece.state == self.out:
                self.taken.append((piece.text, piece.who))
                if self.tracking:
                    here.tracked.append(Tracked(len(here.text), len(here.text), piece.text, piece.who))
                continue
            if self.tracking and piece.state == "new":
                here.tracked.append(Tracked(len(here.text), len(here.text) + len(piece.text), "", piece.who))
            here.text += piece.text
            self._at += len(piece.text)
        self._events(raw, len(raw.pieces), begun)
        if self.tracking and raw.mark != "kept":
            here.tracked.append(Tracked(len(here.text), len(here.text), "\n" if raw.mark == "gone" else "", raw.who))
        self._joins = raw.mark == self.out

    def _events(self, raw: RawParagraph, until: int, begun: int) -> int:
        """Note where what stands before a piece begins or ends; how many of the paragraph's events are noted."""
        while begun < len(raw.events) and raw.events[begun].at <= until:
            _, kind, name = raw.events[begun]
            match kind:
                case "start" if name not in self.marks:
                    self.marks[name] = [self._at]
                case "end" if len(self.marks.get(name, ())) == 1:
                    self.marks[name].append(self._at)
                case "remark":
                    self.remarks.setdefault(name, [self._at])
                case "remarked" if len(self.remarks.get(name, ())) == 1:
                    self.remarks[name].append(self._at)
                case "remarks":
                    self.remarks.setdefault(name, [self._at, self._at])
            begun += 1
        return begun

    @staticmethod
    def closed(found: Mapping[str, Sequence[int]]) -> dict[str, HeldText]:
        """What has both its ends; a bookmark whose end is gone holds nothing."""
        return {name: HeldText(ends[0], ends[-1]) for name, ends in found.items() if name}
