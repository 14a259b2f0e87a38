"""Kinds of corrections, each made in a Word file at a place chosen in its report, with the lines where it belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, Link, Text, inlines_of, leaves
from hgz_report.document.passage import Stretch
from hgz_report.document.passages import block_passages
from hgz_report.origin import Config, DataText, Derived, Fact, PeriodOf, Template, spelled
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport
from tests.tools.corrected_word import CorrectedWord

NEW_SENTENCE = "请补充近两年的情况"


@dataclass(frozen=True)
class Wanted:
    """A change that has to be found: its kind, and the file and lines where it belongs ("": wherever)."""

    kind: str
    file: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Correction:
    """What somebody does, by the name of a method of `CorrectedWord` and what that is given; `wanted` is all that has to be
    found, and nothing else may be.
    """

    name: str
    how: str
    given: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    tracked: bool = False
    kept: bool = True
    """Whether LibreOffice, too, writes it into the file: it forgets what is said of a chart."""

    def apply(self, word: CorrectedWord) -> None:
        """Do it in a file."""
        getattr(word, self.how)(*self.given, **({"tracked": True} if self.tracked else {}))


@dataclass(frozen=True)
class Places:
    """Where in a report a correction can be made, and where that belongs."""

    root: Path
    dataset: Dataset
    report: BuiltReport

    def find(self, kind: str, origin: type, *, least: int = 0, skip: int = 0) -> tuple[BuiltParagraph, Stretch]:
        """A paragraph of a kind with a stretch of an origin of at least so many characters."""
        for one in self.report.paragraphs:
            for stretch in one.stretches[bool(one.label) :]:
                fits = isinstance(stretch.origin, origin) and stretch.end - stretch.start >= least
                if isinstance(stretch.origin, Fact):
                    known = stretch.origin.id in self.dataset.facts
                    fits = fits and known and re.search(r"\d", self.said(one, stretch)) is not None
                if fits and one.kind == kind and len(one.names) == 1 and one.text.count(self.said(one, stretch)) == 1:
                    if not skip:
                        return one, stretch
                    skip -= 1
        raise LookupError(f"{kind} with {origin.__name__}")

    def said(self, one: BuiltParagraph, stretch: Stretch) -> str:
        """The words of a stretch."""
        return one.text[stretch.start : stretch.end]

    def fact(self, identifier: str, name: str) -> Wanted:
        """The line of a field of a fact, looked for in the file."""
        where = self.dataset.facts[identifier].where
        rows = (self.root / where.file).read_text(encoding="utf-8").splitlines()
        for number in range(where.line, len(rows) + 1):
            if re.search(rf"(?:^|[\s{{,]){name}:", rows[number - 1]):
                return Wanted("number", where.file, number, number)
        raise LookupError(identifier)

    def line(self, kind: str, stretch: Stretch) -> Wanted:
        """The lines that typed words stand in."""
        match stretch.origin:
            case DataText(file, first, last):
                return Wanted(kind, file, first, last)
            case Template(file, line):
                return Wanted(kind, file, line, line)
            case Config(key):
                rows = (self.root / "report.toml").read_text(encoding="utf-8").splitlines()
                name = key.rpartition(".")[2]
                at = next(n for n, row in enumerate(rows, 1) if row.startswith(f"{name} "))
                return Wanted(kind, "report.toml", at, at)
        raise LookupError(stretch)

    def main(self, kind: str, one: BuiltParagraph) -> Wanted:
        """The lines of most of what a paragraph says."""
        typed = [s for s in one.stretches[bool(one.label) :] if isinstance(s.origin, DataText | Template)]
        sizes: Counter[Wanted] = Counter()
        for stretch in typed:
            sizes[self.line(kind, stretch)] += stretch.end - stretch.start
        return max(sizes, key=lambda line: sizes[line])

    def neighbours(self) -> tuple[BuiltParagraph, BuiltParagraph, BuiltParagraph]:
        """Three paragraphs of running text one after the other."""
        rows = self.report.paragraphs
        for three in zip(rows, rows[1:], rows[2:], strict=False):
            running = all(one.kind == "text" and len(one.text) > 20 and not one.label for one in three)
            if running and len({one.block for one in three}) == len(three):
                return three
        raise LookupError("three paragraphs")


def _other(text: str) -> str:
    """The same quantity with other digits."""
    return re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 3) % 9 + 1), text)


def _swapped(words: str) -> tuple[str, str]:
    """Some characters in the midst of words, and what they become."""
    han = re.search(r"(?<=[一-鿿]{2})[一-鿿]{2}(?=[一-鿿])", words) or re.search(r"[一-鿿]{2}", words)
    assert han
    return han[0], "更换"


def corrections(places: Places) -> Iterator[Correction]:
    """All kinds."""
    yield from _numbers(places)
    yield from _words(places)
    yield from _paragraphs(places)
    yield from _tables(places)
    yield from _frame(places)
    yield from _beside(places)


def _both(name: str, how: str, given: tuple[str, ...], *wanted: Wanted) -> Iterator[Correction]:
    """Typed, and as a tracked change."""
    yield Correction(name, how, given, wanted)
    yield Correction(f"{name}（修订）", how, given, wanted, tracked=True)


def _numbers(places: Places) -> Iterator[Correction]:
    for kind, name in (("text", "正文里的数"), ("cell", "表格或要数里的数")):
        one, stretch = places.find(kind, Fact)
        assert isinstance(stretch.origin, Fact)
        said = places.said(one, stretch)
        yield from _both(name, "replace", (one.names[0], said, _other(said)), places.fact(stretch.origin.id, "value"))
    found = _maybe(places, "cell", PeriodOf) or _maybe(places, "text", PeriodOf)
    if found and isinstance(found[1].origin, PeriodOf):
        said, line = places.said(*found), places.fact(found[1].origin.fact, "period")
        yield Correction("数的时期", "replace", (found[0].names[0], said, _other(said)), (line,))
    found = _maybe(places, "text", Derived) or _maybe(places, "cell", Derived)
    if found:
        value = recomputed(spelled(found[1].origin), places.dataset.facts)
        assert value
        said, line = places.said(*found), places.fact(value.inputs[0], "value")
        yield Correction("算出来的数", "replace", (found[0].names[0], said, _other(said)), (line,))
    one, stretch = places.find("text", Fact)
    assert isinstance(stretch.origin, Fact)
    said, line = places.said(one, stretch), places.fact(stretch.origin.id, "value")
    yield Correction("数前加“约”", "replace", (one.names[0], said, f"约{said}"), (line,))
    unit = re.sub(r"[\d.]", "", said)
    other = said.replace(unit, "万元" if unit != "万元" else "亿元") if unit else f"{said}个"
    yield Correction("数的单位", "replace", (one.names[0], said, other), (line,))


def _words(places: Places) -> Iterator[Correction]:
    for origin, name in ((DataText, "数据里的话"), (Template, "模板里的话")):
        one, stretch = places.find("text", origin, least=6)
        given = (one.names[0], *_swapped(places.said(one, stretch)))
        yield from _both(name, "replace", given, places.line("words", stretch))
    one, stretch = places.find("text", DataText, least=12)
    words, line = places.said(one, stretch), places.line("words", stretch)
    yield Correction("删去几个字", "replace", (one.names[0], words[2:5], ""), (line,))
    yield Correction("中间加几个字", "put_in", (one.names[0], "（插入的话）", words[:4]), (line,))
    last, _ = places.find("text", DataText, least=6, skip=1)
    line = places.line("words", _last_typed(last))
    yield Correction("段末加一句（书签之外）", "put_in", (last.names[0], f"{NEW_SENTENCE}。", ""), (line,))
    for kind, name in (("heading", "小标题"), ("caption", "图表的题")):
        found = _maybe(places, kind, DataText) or _maybe(places, kind, Template)
        if found:
            given = (found[0].names[0], *_swapped(places.said(*found)))
            yield Correction(name, "replace", given, (places.line("words", found[1]),))


def _last_typed(one: BuiltParagraph) -> Stretch:
    """The last words that somebody typed."""
    typed = [s for s in one.stretches if isinstance(s.origin, DataText | Template)]
    return next(s for s in reversed(typed) if re.search(r"\w", one.text[s.start : s.end]))


def _maybe(places: Places, kind: str, origin: type) -> tuple[BuiltParagraph, Stretch] | None:
    try:
        return places.find(kind, origin, least=3)
    except LookupError:
        return None


def _paragraphs(places: Places) -> Iterator[Correction]:
    one, two, three = places.neighbours()
    first, second, third = one.names[0], two.names[0], three.names[0]
    yield from _both("加一段", "add_paragraph", (first, f"{NEW_SENTENCE}。"), places.main("added", one))
    yield from _both("删一段", "drop_paragraph", (second,), places.main("dropped", two))
    yield from _both("移一段", "move_paragraph", (first, third), places.main("moved", one))
    middle = next(at for at in range(len(two.text) // 2, 0, -1) if two.text.count(two.text[at : at + 6]) == 1)
    yield from _both("一段分成两段", "split", (second, two.text[middle : middle + 6]), places.main("split", two))
    yield from _both("两段并成一段", "merge", (first, second), places.main("merged", two))


def _tables(places: Places) -> Iterator[Correction]:
    cells = [one for one in places.report.paragraphs if one.column >= 0]
    block = max({one.block for one in cells}, key=lambda b: sum(one.block == b for one in cells))
    own = [one for one in cells if one.block == block and one.names]
    first, second = (next(one for one in own if one.row == row and one.column == 0) for row in (1, 2))
    name = first.names[0]
    fresh = (f"新{n}" for n in range(sum(one.row == 1 for one in own)))
    yield from _both("表格删一行", "drop_row", (name,), Wanted("row dropped", _file(first)))
    yield Correction("表格加一行", "add_row", (name, *fresh), (Wanted("row added", _file(first)),))
    yield Correction("表格的行换次序", "move_row", (name, second.names[0]), (Wanted("row moved"),))
    head = next(one for one in own if one.row == -1 and one.column == 1)
    yield Correction("表格删一列", "drop_column", (head.names[0],), (Wanted("column dropped", _file(head)),))
    yield Correction("表头", "replace", (head.names[0], head.text, "新的表头"), (places.main("words", head),))
    for one in own:
        origin = one.stretches[0].origin
        if one.row > 0 and len(one.stretches) == 1 and len(one.text) > 3 and isinstance(origin, DataText | Template):
            line = places.line("words", one.stretches[0])
            yield Correction("表格里的话", "replace", (one.names[0], *_swapped(one.text)), (line,))
            break


def _file(one: BuiltParagraph) -> str:
    return next((s.origin.file for s in one.stretches if isinstance(s.origin, DataText | Template)), "")


def _frame(places: Places) -> Iterator[Correction]:
    for kind, name in (("masthead", "简报名称"), ("title", "标题"), ("imprint", "抄送")):
        for one in places.report.paragraphs:
            held = [s for s in one.stretches if isinstance(s.origin, Config | DataText | Template)]
            if one.kind == kind and held and len(one.names) == 1:
                given = (one.names[0], *_swapped(places.said(one, held[0])))
                yield Correction(name, "replace", given, (places.line("words", held[0]),))
                break


def _beside(places: Places) -> Iterator[Correction]:
    one, stretch = places.find("text", DataText, least=8)
    name, about = one.names[0], places.said(one, stretch)[2:6]
    yield Correction("批注", "remark", (name, about, "这里请再核"), (places.line("remark", stretch),))
    yield Correction("只加粗", "look", (name, about, "b"), ())
    yield Correction("手工划删除线", "look", (name, about, "strike"), (places.line("struck", stretch),))
    for note in (n for n in places.report.paragraphs if n.kind == "note"):
        typed = next(
            (s for s in note.stretches if isinstance(s.origin, DataText | Template) and s.end - s.start > 3), None
        )
        if typed:
            given = (note.names[0], *_swapped(places.said(note, typed)))
            yield Correction("脚注", "replace", given, (places.line("words", typed),))
            break
    yield from _unprinted(places)
    line = places.line("words", _last_typed(one))
    yield Correction("加一条脚注", "add_note", (name, f"{NEW_SENTENCE}。"), (Wanted("added"), line))


def _unprinted(places: Places) -> Iterator[Correction]:
    """What is said of a chart for who does not see it, and where a link leads."""
    blocks = places.report.document.blocks if places.report.document else ()
    chart = next((one for one in blocks if isinstance(one, ChartBlock)), None)
    said = next((one for one in block_passages(chart) if one.kind == "alt"), None) if chart else None
    if chart and said:
        typed = next((s for s in said.stretches if isinstance(s.origin, DataText | Template)), None)
        if typed:
            words = said.text[typed.start : typed.end]
            line = places.line("alt", typed)
            yield Correction("图的说明里的话", "describe", ("0", words[:4], "另一句话"), (line,), kept=False)
        fact = next((s for s in said.stretches if isinstance(s.origin, Fact)), None)
        if fact and isinstance(fact.origin, Fact) and fact.origin.id in places.dataset.facts:
            wanted = replace(places.fact(fact.origin.id, "value"), kind="alt")
            words = said.text[fact.start : fact.end]
            yield Correction("图的说明里的数", "describe", ("0", words, _other(words)), (wanted,), kept=False)
    for block in blocks:
        for inlines in inlines_of(block):
            for link in (one for one in inlines if isinstance(one, Link)):
                leaf = next(one for one in leaves(link.children) if isinstance(one, Text))
                wanted = places.line("link", Stretch(0, 0, leaf.origin or Config("")))
                yield Correction("链接的网址", "lead", (link.url, "https://www.most.gov.cn/"), (wanted,))
                yield Correction("去掉链接", "lead", (link.url, ""), (wanted,))
