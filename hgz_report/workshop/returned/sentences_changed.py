"""What was changed within a paragraph: bound numbers one by one, words sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from hgz_report.document.passage import Stretch
from hgz_report.language.numbers import Number, find
from hgz_report.origin import Allowed, Cited, Config, Count, DataText, Derived, Fact, Origin, PeriodOf, Template
from hgz_report.readers.word_revised import NOTE
from hgz_report.readers.word_views import ViewParagraph
from hgz_report.workshop.returned.built_text import BuiltParagraph
from hgz_report.workshop.returned.found_change import FoundChange, FoundKind, TextPart, stays
from hgz_report.workshop.returned.readable_diff import Compared, TextEdit, held_in

_SENTENCE = re.compile(r"(?<=[。；！？])(?![”’」』）)])")
_LETTER = re.compile(r"[^\W_]")
_NOTE_SIGN = "［注］"
_PARTS = {
    "masthead": "版头", "title": "标题", "heading": "小标题", "cell": "表格", "caption": "图表的题", "note": "脚注",
    "imprint": "版记", "text": "正文", "contents": "目录",
}  # fmt: skip


def part_name(paragraph: BuiltParagraph) -> str:
    """What kind of text a paragraph is."""
    tile = paragraph.kind == "cell" and paragraph.column < 0
    return "要数" if tile else _PARTS.get(paragraph.kind, "正文")


def shown(text: str) -> str:
    """Text as a person is shown it."""
    return text.replace("\x1f", "").replace(NOTE, _NOTE_SIGN).strip()


class Became(Struct, frozen=True):
    """A paragraph, at a place among all, and what it became; `text`: of several all of them."""

    at: int
    built: BuiltParagraph
    text: str
    found: int
    pieces: Sequence[tuple[int, ViewParagraph]]
    """The paragraphs of the file, each with where its text begins in `text`."""
    held: Compared

    def signed(self, edit: TextEdit) -> tuple[str, bool]:
        """Who made a change, and whether all of it is tracked."""
        before = "".join("".join(one.other.split()) for _, one in self.pieces)
        if before == "".join(self.built.text.split()):  # rejecting all gives back what was published
            names = [name for offset, one in self.pieces for start, end, _, name in one.tracked
                     if start + offset <= edit.new_end and edit.new_start <= end + offset]  # fmt: skip
            return next(filter(None, names), ""), True
        parts = [
            self._signed(one)
            for one in self.held.bare
            if edit.new_start <= one.new_start and one.new_end <= edit.new_end
            and edit.start <= one.start and one.end <= edit.end
        ]  # fmt: skip
        return next((who for who, _ in parts if who), ""), bool(parts) and all(tracked for _, tracked in parts)

    def _signed(self, edit: TextEdit) -> tuple[str, bool]:
        who, put, taken = "", 0, ""
        for offset, paragraph in self.pieces:
            for start, end, gone, name in paragraph.tracked:
                overlap = min(end + offset, edit.new_end) - max(start + offset, edit.new_start)
                if overlap > 0 or (gone and edit.new_start <= start + offset <= edit.new_end):
                    who = who or name
                    put, taken = put + max(overlap, 0), taken + gone
        old = "".join(self.built.text[edit.start : edit.end].split())
        return who, put >= edit.new_end - edit.new_start and held_in(old, taken) == 1


def sentence_changes(pair: Became) -> Iterator[FoundChange]:
    """Every change within a pair, in the order of the text."""
    worded: list[tuple[TextEdit, tuple[Stretch, ...]]] = []
    for edit in pair.held.edits:
        if pair.built.label and edit.end <= pair.built.label and edit.start < pair.built.label:
            yield _change(pair, edit, "renumbered", edit.start, edit.end, ())
            continue
        numbers = list(_numbers(pair, edit))
        yield from (change for change, _ in numbers)
        taken = tuple(stretch for _, stretch in numbers)
        if not numbers or _says_more(pair, edit, [change for change, _ in numbers]):
            worded.append((edit, taken))
    yield from _sentences(pair, pair.held, worded)


def _change(
    pair: Became, edit: TextEdit, kind: FoundKind, start: int, end: int, origins: tuple[Origin, ...]
) -> FoundChange:
    who, tracked = pair.signed(edit)
    was, theirs = pair.built.text[start:end], pair.text[edit.new_start : edit.new_end]
    return FoundChange(
        kind, shown(was), shown(theirs), _parts(pair, start - 12, end + 12, [edit]), pair.at, start, end, origins, who,
        tracked, part_name(pair.built), pair.found,
    )  # fmt: skip


_TYPED = (DataText, Template, Config, Allowed)
_BOUND = (Fact, Derived, PeriodOf, Count, Cited)


def _numbers(pair: Became, edit: TextEdit) -> Iterator[tuple[FoundChange, Stretch]]:
    """The bound numbers that an edit changed into other numbers, as many as there were, in order."""
    bound = [one for one in pair.built.touched(edit.start, edit.end) if isinstance(one.origin, _BOUND)]
    bound = [one for one in bound if one.start < edit.end and edit.start < one.end]
    now = [one for one in find(pair.text) if one.start < edit.new_end and edit.new_start < one.end]
    if not bound or len(bound) != len(now):
        return
    was = list(find(pair.built.text))
    who, tracked = pair.signed(edit)
    for stretch, number in zip(bound, now, strict=True):
        old = pair.built.text[stretch.start : stretch.end]
        new = _same_part(pair, stretch, number, was)
        if "".join(new.split()) == "".join(old.split()):
            continue
        parts = _parts(pair, stretch.start - 12, stretch.end + 12, [edit])
        yield (
            FoundChange("number", old, new, parts, pair.at, stretch.start, stretch.end, (stretch.origin,), who, tracked,
                   part_name(pair.built), pair.found),
            stretch,
        )  # fmt: skip


def _same_part(pair: Became, stretch: Stretch, number: Number, was: Sequence[Number]) -> str:
    """Of a new number the part that takes the place of a stretch: what stood beside that in the old number is left off."""
    text = pair.text[number.start : number.end]
    whole = next((one for one in was if one.start <= stretch.start and stretch.end <= one.end), None)
    if whole is None:
        return text
    before = pair.built.text[whole.start : stretch.start]
    after = pair.built.text[stretch.end : whole.end]
    return text.removeprefix(before).removesuffix(after)


def _says_more(pair: Became, edit: TextEdit, numbers: Sequence[FoundChange]) -> bool:
    """Whether words beside the numbers changed too."""
    old, new = pair.built.text[edit.start : edit.end], pair.text[edit.new_start : edit.new_end]
    for one in numbers:
        old = old.replace(one.was, "\0", 1)
        new = new.replace(one.theirs, "\0", 1)
    return "".join(old.split()) != "".join(new.split())


def _sentences(
    pair: Became, held: Compared, worded: Sequence[tuple[TextEdit, tuple[Stretch, ...]]]
) -> Iterator[FoundChange]:
    """One change for each sentence in which words changed."""
    edges = [0, *(cut.start() for cut in _SENTENCE.finditer(pair.built.text) if cut.start()), len(pair.built.text)]
    spans = [(a, b) for a, b in pairwise(edges) if a < b] or [(0, len(pair.built.text))]
    left = list(worded)
    while left:
        at = left[0][0]
        place = max(at.start - (at.start == at.end), 0)
        start, end = next((span for span in spans if span[0] <= place < span[1]), spans[-1])
        end = max(end, max((b for a, b in spans if a < at.end), default=end))
        own = [one for one in left if one[0].start < end or one is left[0] or one[0].start == one[0].end == end]
        left = left[len(own) :]
        edits = [edit for edit, _ in own]
        inside = [edit for edit in held.edits if edit in edits or (start <= edit.start and edit.end <= end)]
        begin = min(held.first(start), edits[0].new_start)
        last = max(held.last(end), edits[-1].new_end)
        who, tracked = pair.signed(edits[0])
        yield FoundChange(
            "words", shown(pair.built.text[start:end]), shown(pair.text[begin:last]), _parts(pair, start, end, inside), pair.at,
            edits[0].start, edits[-1].end, _origins(pair, own), who, tracked and all(pair.signed(e)[1] for e in edits),
            part_name(pair.built), pair.found,
        )  # fmt: skip


def _origins(pair: Became, own: Sequence[tuple[TextEdit, tuple[Stretch, ...]]]) -> tuple[Origin, ...]:
    """Where changed words came from, those of which most was changed first; what somebody typed before what was made."""
    weights: dict[Origin, tuple[int, int]] = {}
    for edit, taken in own:
        for one in _held(pair.built, edit):
            if one in taken:
                continue
            size = min(one.end, edit.end) - max(one.start, edit.start)
            typed = isinstance(one.origin, _TYPED)
            before = weights.get(one.origin, (0, 0))[1]
            weights[one.origin] = (int(typed), before + max(size, 0) * 1000 + min(one.end - one.start, 999) // 2)
    if not weights:
        return tuple(one.origin for one in pair.built.stretches[-1:])
    return tuple(sorted(weights, key=lambda one: weights[one], reverse=True))


def _held(built: BuiltParagraph, edit: TextEdit) -> Iterator[Stretch]:
    """What an edit is about: of words put in beside a number or a stop, and of a number taken out, the words that those
    belong to.
    """
    touched = [*built.touched(edit.start, edit.end)]
    before = [one for one in built.stretches if one.start < edit.start or one in touched]
    typed = [one for one in before if isinstance(one.origin, _TYPED) and _LETTER.search(built.text, one.start, one.end)]
    own = [one for one in typed if one in touched]
    if edit.start < edit.end:
        beside = [] if any(isinstance(one.origin, _TYPED) for one in touched) else typed[-1:]
        yield from [*touched, *beside]
    else:
        yield from own or typed[-1:] or touched


def _parts(pair: Became, start: int, end: int, edits: Sequence[TextEdit]) -> tuple[TextPart, ...]:
    """The text from `start` to `end`, and as much more as the edits reach, piece by piece."""
    old = pair.built.text
    first, last = max(start, 0), min(end, len(old))
    first = min([first, *(edit.start for edit in edits)])
    last = max([last, *(edit.end for edit in edits)])
    out, at = [*stays("…" if first else "")], first
    for edit in edits:
        out += stays(shown(old[at : edit.start]) if at < edit.start else "")
        out.append(TextPart(shown(old[edit.start : edit.end]), shown(pair.text[edit.new_start : edit.new_end])))
        at = edit.end
    out += stays(shown(old[at:last]) + ("…" if last < len(old) else ""))
    return tuple(part for part in out if part.was or part.now)
