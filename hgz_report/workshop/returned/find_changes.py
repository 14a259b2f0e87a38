"""Everything that people changed in a file: paragraphs paired, then what changed within each pair, then what has no partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hgz_report.document.anchors import OURS
from hgz_report.origin import DataText, Origin, Template
from hgz_report.readers.word_looks import HandLook
from hgz_report.readers.word_revised import RawParagraph
from hgz_report.readers.word_views import View, ViewParagraph
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport
from hgz_report.workshop.returned.found_change import FoundChange, FoundKind, TextPart, comes, goes, stays
from hgz_report.workshop.returned.grid_changes import Grids
from hgz_report.workshop.returned.pairing import Comparable, PairGroup, PairLink, in_order, paired
from hgz_report.workshop.returned.readable_diff import Glue, compared
from hgz_report.workshop.returned.sentences_changed import Became, part_name, sentence_changes, shown
from hgz_report.workshop.returned.shared_texts import shared_key


@dataclass(frozen=True)
class BuiltAndFound:
    """A report as it was built, and a file as it came back; `glue`: what characters make words."""

    report: BuiltReport
    view: View
    glue: Glue

    @cached_property
    def read(self) -> list[int]:
        """The places of the paragraphs of the file that say something."""
        return [place for place, one in enumerate(self.view.paragraphs) if not one.blank]

    @cached_property
    def groups(self) -> list[PairGroup]:
        """Which became which; `found` are places among all paragraphs of the file."""
        numbers = {place: n for n, place in enumerate(self.read)}
        built = [
            Comparable(
                one.text, "note" if one.is_note else "", (one.block, one.row, one.column) if one.column >= 0 else None
            )
            for one in self.report.paragraphs
        ]
        found = [
            Comparable(
                one.text,
                "note" if one.area == "note" else "",
                one.cell and (one.cell.table, one.cell.row, one.cell.column),
            )
            for one in map(self._paragraph, self.read)
        ]
        links = [(b, numbers[f]) for b, f in self.links if f in numbers]
        return [
            PairGroup(group.built, tuple(self.read[n] for n in group.found)) for group in paired(built, found, links)
        ]

    @cached_property
    def links(self) -> list[PairLink]:
        """What the bookmarks of paragraphs say."""
        out: list[PairLink] = []
        for b, paragraph in enumerate(self.report.paragraphs):
            for name in paragraph.names:
                if held := self.view.marks.get(name):
                    out += ((b, place) for place, start, end in self.view.parts(held) if end > start)
        return out

    def _paragraph(self, place: int) -> ViewParagraph:
        return self.view.paragraphs[place]

    @cached_property
    def partner(self) -> dict[int, int]:
        """The built paragraph, the first of several, that a paragraph of the file was made of."""
        return {f: group.built[0] for group in self.groups for f in group.found if group.built}

    def near(self, place: int) -> int:
        """The built paragraph before a place in the file; -1 at its start."""
        return self._before[place]

    @cached_property
    def _before(self) -> list[int]:
        """For each place the built paragraph before it."""
        out, last = [], -1
        for place in range(len(self.view.paragraphs) + 1):
            out.append(last)
            last = self.partner.get(place, last)
        return out

    def as_it_was(self, group: PairGroup) -> bool:
        """Whether a group says what it said: nearly all do."""
        was = "".join(self.report.paragraphs[b].text for b in group.built)
        now = "".join(self._paragraph(f).text for f in group.found)
        return was == now or "".join(was.split()) == "".join(now.split())

    def pair(self, group: PairGroup) -> Became:
        """What the built paragraphs of a group became, several as one."""
        pieces: list[tuple[int, ViewParagraph]] = []
        text = ""
        for place in group.found:
            pieces.append((len(text), self._paragraph(place)))
            text += self._paragraph(place).text
        built = [self.report.paragraphs[b] for b in group.built]
        whole = built[0] if len(built) == 1 else joined_paragraphs(built)
        return Became(group.built[0], whole, text, group.found[0], pieces, compared(whole.text, text, self.glue))


def joined_paragraphs(row: Sequence[BuiltParagraph]) -> BuiltParagraph:
    """Several paragraphs as one."""
    first = row[0]
    made = BuiltParagraph(first.kind, "", [], (), first.heading, first.where, first.block, first.row, first.column)
    for one in row:
        at = len(made.text)
        made.stretches += (
            stretch._replace(start=stretch.start + at, end=stretch.end + at) for stretch in one.stretches
        )
        made.text += one.text
        made.names += one.names
    return made


def changes_in(returned: BuiltAndFound) -> list[FoundChange]:
    """All changes of texts, in the order of the report; what is new stands after what it follows."""
    found: list[FoundChange] = []
    grids = Grids(returned.report, returned.view, returned.groups)
    found += grids.changes()
    for group in returned.groups:
        if not group.built:
            found += _added(returned, group.found[0], grids)
        elif not group.found:
            found += _dropped(returned, group.built[0], grids)
        else:
            found += _shape(returned, group)
            found += _unknown(returned, group)
            if not returned.as_it_was(group):
                found += sentence_changes(returned.pair(group))
    found += _moved(returned, grids)
    return sorted(found, key=lambda one: (one.built, one.kind in ("added", "row added"), one.start))


def _origins(paragraph: BuiltParagraph) -> tuple[Origin, ...]:
    """Where the words of a paragraph were typed, most of them first; where nobody typed any, all there is."""
    sizes: Counter[Origin] = Counter()
    whole: dict[object, Origin] = {}
    for one in paragraph.stretches[bool(paragraph.label) :]:
        first = whole.setdefault(shared_key(one.origin), one.origin)  # a text with numbers in it is one
        sizes[first] += one.end - one.start
    ordered = [origin for origin, _ in sizes.most_common()]
    return tuple(one for one in ordered if isinstance(one, DataText | Template))[:_MAIN] or tuple(ordered)


_MAIN = 3


def _added(returned: BuiltAndFound, place: int, grids: Grids) -> Iterator[FoundChange]:
    if place in grids.told_found:
        return
    paragraph = returned.view.paragraphs[place]
    near = grids.filled(place)
    if near is None:
        near = returned.near(place)
        if paragraph.area == "note":
            near = _mentioned(returned, paragraph.note)
    before = returned.report.paragraphs[near] if near >= 0 else None
    part = (
        "脚注"
        if paragraph.area == "note"
        else "文本框"
        if paragraph.area == "box"
        else "表格"
        if paragraph.cell
        else "正文"
    )
    yield FoundChange(
        "added", "", shown(paragraph.text), comes(shown(paragraph.text)), near, len(before.text) if before else 0,
        len(before.text) if before else 0, _origins(before) if before else (), paragraph.who,
        paragraph.put_in, part, place,
    )  # fmt: skip


def _mentioned(returned: BuiltAndFound, note: str) -> int:
    """The built paragraph that mentions a note."""
    for place, paragraph in enumerate(returned.view.paragraphs):
        if note in paragraph.notes:
            return returned.partner.get(place, returned.near(place))
    return -1


def _dropped(returned: BuiltAndFound, at: int, grids: Grids) -> Iterator[FoundChange]:
    paragraph = returned.report.paragraphs[at]
    if paragraph.optional or at in grids.told_built:
        return
    took, who = returned.view.took_out(paragraph.text)
    kind: FoundKind = "words" if paragraph.kind == "cell" else "dropped"
    yield FoundChange(
        kind, shown(paragraph.text), "", goes(shown(paragraph.text)), at, 0, len(paragraph.text),
        _origins(paragraph), who, took, part_name(paragraph),
    )  # fmt: skip


def _shape(returned: BuiltAndFound, group: PairGroup) -> Iterator[FoundChange]:
    """One paragraph that became several, or several that became one."""
    if len(group.built) == 1 == len(group.found):
        return
    built = [returned.report.paragraphs[b] for b in group.built]
    if built[0].kind in ("masthead", "imprint") and len(group.found) == 1:  # both ends of a line
        return
    found = [returned.view.paragraphs[f] for f in group.found]
    kind: FoundKind = "split" if len(found) > 1 else "merged"
    place = built[1] if kind == "merged" else built[0]
    was, now = ([shown(one.text) for one in row] for row in (built, found))
    sign, parts = ("【分段】", now) if kind == "split" else ("【并段】", was)
    marked = "，".join(f"…{one[-_ENDS:]}{sign}{two[:_ENDS]}…" for one, two in pairwise(parts))
    tracked = [one for paragraph in found for one in paragraph.tracked]
    yield FoundChange(
        kind, "\n".join(was), "\n".join(now), stays(marked), group.built[0], 0, 0, _origins(place),
        next((one.who for one in tracked if one.who), ""), bool(tracked), part_name(built[0]), group.found[0],
    )  # fmt: skip


_ENDS = 12
"""Characters at either side of a place where paragraphs were parted or joined."""


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:10]}……{text[-10:]}"


def _unknown(returned: BuiltAndFound, group: PairGroup) -> Iterator[FoundChange]:
    """Paragraphs that were changed, nobody knows from what: the edition was made again meanwhile, or is gone."""
    for b in group.built:
        one = returned.report.paragraphs[b]
        if one.unknown:
            text = shown(one.text)
            yield FoundChange("words", "（原文不在了）", text, (TextPart("？", text),), b, 0, len(one.text), _origins(one),
                              part=part_name(one), found=group.found[0])  # fmt: skip


def _moved(returned: BuiltAndFound, grids: Grids) -> Iterator[FoundChange]:
    """What stands in another order than it did: as few as say it."""
    units: list[PairLink] = []
    told: set[int] = set()
    for group in returned.groups:
        if not group.built or not group.found:
            continue
        first = returned.report.paragraphs[group.built[0]]
        if first.is_note or first.optional:
            continue
        if first.kind == "cell":  # a table is one thing here
            if first.block in told:
                continue
            told.add(first.block)
        units.append((group.built[0], min(group.found)))
    kept = set(in_order(units))
    for b, f in units:
        if (b, f) not in kept:
            paragraph = returned.report.paragraphs[b]
            table = paragraph.kind == "cell"
            said = "（整张表）" if table else shown(paragraph.text)
            before = returned.near(f)
            after = shown(returned.report.paragraphs[before].text)[:20] if before >= 0 else ""
            to = f"移到“{after}……”之后" if after else "移到开头"
            there = returned.view.paragraphs[f]
            yield FoundChange(
                "moved", said, to, stays(f"{_short(said)}：{to}"), b, 0, len(paragraph.text), _origins(paragraph), there.who,
                there.put_in,
                part_name(paragraph), f,
            )  # fmt: skip


def struck_out(raw: Sequence[RawParagraph], returned: BuiltAndFound) -> Iterator[FoundChange]:
    """Words that somebody struck through by hand: meant to be taken out, and still there."""
    places = {place: at for at, one in enumerate(returned.view.paragraphs) for place in one.raw}
    for place, paragraph in enumerate(raw):
        struck = "".join(text for look, text in paragraph.looks if look == "struck")
        at = places.get(place)
        if not struck.strip() or at is None:
            continue
        near = returned.partner.get(at, returned.near(at))
        built = returned.report.paragraphs[near] if near >= 0 else None
        start = max(built.text.find(struck), 0) if built else 0
        held = tuple(one.origin for one in built.touched(start, start + len(struck))) if built else ()
        yield FoundChange("struck", shown(struck), "", goes(shown(struck)), near, start, start + len(struck), held,
                     part=part_name(built) if built else "", found=at)  # fmt: skip


def looks_by_hand(raw: Sequence[RawParagraph]) -> Counter[HandLook]:
    """In how many paragraphs each look was given by hand, striking out left aside."""
    return Counter(look for one in raw for look in {look for look, _ in one.looks} if look != "struck")


def strange_marks(view: View, report: BuiltReport) -> list[str]:
    """Bookmarks of ours that the report has not: pasted from another one."""
    own = {name for paragraph in report.paragraphs for name in paragraph.names}
    return [name for name in view.marks if (found := OURS.fullmatch(name)) and not found["number"] and name not in own]
