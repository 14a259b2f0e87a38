"""The running text of a file against what was built: sentence by sentence, each under its own heading."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, Difference, of_segment, of_unit
from hgz_report.audit.expected import Expected
from hgz_report.audit.numbers_alike import accept, numbers_alike
from hgz_report.audit.sentences import bare, has_number, segment_sentences, sentence_alike, sentences, similar
from hgz_report.readers.content import Segment, Unjudged

_MOST = 900
"""Pairs of sentences of one region that are held against each other; of more only neighbours are."""
_MOST_NEW = 2_000
"""Sentences that were not built of which each is told; whoever added so many made another file of it."""
_UNDER_A_HEADING = ("text", "cell", "caption")
"""Kinds of units that say something of the heading they stand under."""


class _BuiltSentence(Struct, frozen=True):
    sentence: Expected
    unit: int


class _FoundSentence(Struct, frozen=True):
    sentence: Segment
    segment: int


class RunningText(Struct):
    """`of`: the unit that a segment came from, by their places; filled by ``compare``."""

    units: Sequence[Expected]
    segments: Sequence[Segment]
    names: Sequence[str]
    result: Comparison
    of: dict[int, int] = field(default_factory=dict)
    same: int = 0
    """Characters of the built text that are there."""
    _built: list[_BuiltSentence] = field(default_factory=list)
    _found: list[_FoundSentence] = field(default_factory=list)
    _partner: dict[int, int] = field(default_factory=dict)
    """Found sentence → built sentence."""

    def compare(self) -> None:
        """Everything that differs."""
        self._built = [_BuiltSentence(one, at) for at, unit in enumerate(self.units) for one in sentences(unit)]
        self._found = [_FoundSentence(one, at) for at, s in enumerate(self.segments) for one in segment_sentences(s)]
        regions = self._equal()
        self._moved(regions)
        for before, after in regions:
            self._changed(before, after)
        for at, partner in sorted(self._partner.items()):
            self.of.setdefault(self._found[at].segment, self._built[partner].unit)
        self._under_headings()
        self._left(regions)

    def _equal(self) -> list[tuple[list[int], list[int]]]:
        """Pair what is in its place; the places of the rest, region by region."""
        before = [one.sentence.text for one in self._built]
        after = [one.sentence.text for one in self._found]
        regions = []
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                for built, found in zip(range(i1, i2), range(j1, j2), strict=True):
                    self._take(built, found)
            else:
                regions.append((list(range(i1, i2)), list(range(j1, j2))))
        return regions

    def _take(self, built: int, found: int) -> None:
        self._partner[found] = built
        self.same += len(self._built[built].sentence.text)
        accept([self._built[built].sentence], self.result)

    def _moved(self, regions: list[tuple[list[int], list[int]]]) -> None:
        """Pair sentences that stand elsewhere, word for word."""
        places: dict[str, list[tuple[list[int], int]]] = defaultdict(list)
        for before, _ in regions:
            for at in before:
                places[self._built[at].sentence.text].append((before, at))
        moved = 0
        for _, after in regions:
            for found in list(after):
                if held := places.get(self._found[found].sentence.text):
                    before, at = held.pop(0)
                    before.remove(at)
                    after.remove(found)
                    self._take(at, found)
                    moved += 1
        if moved:
            self.result.notice(f"{moved} 句话换了先后，字没有变")

    def _changed(self, before: list[int], after: list[int]) -> None:
        """Pair the sentences of a region that were changed with what they are now; both lists keep what is left."""
        was = bare("".join(self._built[at].sentence.text for at in before))
        if was and was == bare("".join(self._found[at].sentence.text for at in after)):
            self.result.notice("标点、虚词或分段改了，说的没有变", self._built[before[0]].sentence.text[:30])
            for place, built in enumerate(before):
                self._take(built, after[min(place, len(after) - 1)])
            before.clear()
            after.clear()
        for built, found in self._couples(before, after):
            unit, segment = self._built[built], self._found[found]
            self._partner[found] = built
            self.same += round(len(unit.sentence.text) * similar(unit.sentence.text, segment.sentence.text))
            sentence_alike(unit.sentence, segment.sentence, self.names, self.result)

    def _couples(self, before: list[int], after: list[int]) -> Iterator[tuple[int, int]]:
        pairs = [(i, j) for i in before for j in after]
        if len(pairs) > _MOST:
            pairs = list(zip(before, after, strict=False))
        alike = [
            (similar(self._built[i].sentence.text, self._found[j].sentence.text), -abs(at_i - at_j), i, j)
            for i, j in pairs
            for at_i, at_j in ((before.index(i), after.index(j)),)
        ]
        for likeness, _, i, j in sorted(alike, reverse=True):
            if likeness and i in before and j in after:
                before.remove(i)
                after.remove(j)
                yield i, j

    def _under_headings(self) -> None:
        """A finding for each paragraph with numbers that stands under another heading than it did."""
        heading: str | None = ""
        texts = Counter(unit.text for unit in self.units if unit.kind == "heading")
        kept = {self._built[at].sentence.text for at in self._partner.values()}
        told = set[int]()
        for at, found in enumerate(self._found):
            partner = self._partner.get(at)
            if partner is None:
                heading = None if self.segments[found.segment].heading else heading
                continue
            unit = self.units[self._built[partner].unit]
            if unit.kind == "heading":
                heading = unit.text
            elif (
                unit.kind in _UNDER_A_HEADING
                and heading not in (None, unit.heading)
                and (unit.heading in kept or not texts[unit.heading])
                and (unit.kind == "caption" or has_number(unit.text))
                and self._built[partner].unit not in told
            ):
                told.add(self._built[partner].unit)
                self.result.findings.append(
                    of_unit("moved", unit, f"在“{heading or '开头'}”之下", f"在“{unit.heading}”之下")
                )

    def _left(self, regions: list[tuple[list[int], list[int]]]) -> None:
        """What is gone, and what is there and was not built."""
        gone = [self._built[at].sentence for before, _ in regions for at in before]
        new = [self._found[at] for _, after in regions for at in after]
        for unit in gone:
            before = len(self.result.findings)
            numbers_alike([unit], [], self.result)
            if len(self.result.findings) == before:
                if unit.kind in ("heading", "contents"):
                    self.result.findings.append(of_unit("label", unit, ""))
                elif unit.kind != "furniture":
                    self.result.notices.append(of_unit("meaning", unit, "（去掉了）"))
        known, built = sorted(self.of), {one.sentence.text for one in self._built}
        if len(new) > _MOST_NEW:
            what = f"多出 {len(new)} 句发布时没有的话，后面的 {len(new) - _MOST_NEW} 句没有看"
            self.result.doubts.append(Unjudged(what, "核对是不是这一份；是的，去掉多出来的再核查"))
        for found in new[:_MOST_NEW]:
            at = bisect_right(known, found.segment)
            near = self.units[self.of[known[at - 1]]] if at else None
            self._new(found, near, again=found.sentence.text in built)

    def _new(self, found: _FoundSentence, place: Expected | None, *, again: bool) -> None:
        """`place`: what stands before it; `again`: whether another sentence says the same word for word."""
        segment = found.sentence
        before = len(self.result.findings)
        numbers_alike([], [segment], self.result)
        made = self.result.findings[before:]
        if made and place is not None:
            self.result.findings[before:] = [
                _placed(one, place, segment, "（又印了一遍）" if again else "") for one in made
            ]
        elif not made and self.segments[found.segment].heading:
            self.result.findings.append(of_segment("label", segment, place))
        elif not made and _worded(segment.text):
            self.result.notices.append(of_segment("meaning", segment, place))


def _worded(text: str) -> bool:
    return any("一" <= char <= "鿿" for char in text)


def _placed(one: Difference, place: Expected, segment: Segment, twice: str) -> Difference:
    page = segment.page or place.page
    return replace(one, page=page, heading=place.heading, line=place.line(0), around=one.around + twice)
