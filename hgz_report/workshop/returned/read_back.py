"""A Word file that came back, read: every change with its line, what stands there now, which other papers share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.document.anchors import AnchorTable
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.doing import composed
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.origin import Origin
from hgz_report.problems import Problems, Where
from hgz_report.provenance.trace_file import read_trace
from hgz_report.readers.content import Unjudged
from hgz_report.readers.docx import read_drawings
from hgz_report.readers.word_anchors import table_of
from hgz_report.readers.word_comments import WordRemark, remarks_of
from hgz_report.readers.word_looks import HandLook
from hgz_report.readers.word_opening import MOST_BYTES, open_word
from hgz_report.readers.word_revised import margin_texts, revised_paragraphs
from hgz_report.readers.word_text import BROKEN, WordFile
from hgz_report.readers.word_views import View, view_of
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport, built_report, own_paragraphs
from hgz_report.workshop.returned.chart_changes import chart_changes, published_drawings
from hgz_report.workshop.returned.find_changes import (
    BuiltAndFound,
    changes_in,
    looks_by_hand,
    strange_marks,
    struck_out,
)
from hgz_report.workshop.returned.found_change import FoundChange
from hgz_report.workshop.returned.lines_to_change import LinePlace, LinePlaces, said_of
from hgz_report.workshop.returned.moved_on import Now, SinceThen
from hgz_report.workshop.returned.readable_diff import Glue
from hgz_report.workshop.returned.remarks import remark_changes
from hgz_report.workshop.returned.shared_texts import papers_by_origin, sharing
from hgz_report.workshop.returned.source_edition import SourceEdition, source_of
from hgz_report.workshop.returned.wishes import Unwished, Wish, Wisher, refuse_by_hand


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """A change by its number, from 1: where it belongs and how it stands to what is there now.

    `lines`: the places to change, the likeliest first; `now`: what stands there now where that is neither what was published
    nor what they want; `shared`: titles of other papers that have the same text; `theirs`: the whole paragraph as they want it.
    """

    number: int
    change: FoundChange
    heading: str
    lines: tuple[LinePlace, ...]
    standing: SinceThen = ""
    now: str = ""
    shared: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    theirs: str = ""
    asked: Callable[[], list[Wish]] = field(default=list, compare=False, repr=False)

    def wishes(self) -> list[Wish]:
        """What it asks of the files as they are now.  Raises Unwished where nobody can say."""
        return self.asked()


@dataclass(frozen=True, slots=True)
class Present:
    """The data, and a report made of them, as they are now."""

    dataset: Dataset
    report: BuiltReport

    @classmethod
    def of(cls, root: Path, config: EditionConfig, slug: str, cache: Cache) -> Present:
        """Compose the report.  Raises Problems where data or templates have mistakes."""
        prepared = prepare(root, config, Wanted((slug,), "words", prose=False), cache)
        return cls(prepared.dataset, built_report(composed(prepared.jobs[0], prepared.materials).document))


@dataclass(frozen=True, slots=True)
class ReadBack:
    """`file`: its name; `edition`: the one it came from, "" where none has it; `said`: what else is to be known, in Chinese."""

    file: str
    slug: str
    title: str
    edition: str
    items: tuple[ReturnedItem, ...]
    looks: Mapping[HandLook, int] = field(default_factory=dict)
    said: tuple[str, ...] = ()


def read_back(
    root: Path, path: Path, *, edition: str = "", cache: Cache | None = None, present: Present | None = None
) -> ReadBack:
    """Read a file that came back.  Raises Unjudged for what is no readable .docx of ours, Problems for a faulty report.toml.

    `edition`: the one it is known to be from; `present`: what the report is now, where somebody has it at hand.
    """
    config = load_config(root)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unjudged(
            f"读不了 {path.name}：{error.strerror}", "看看文件名对不对，有没有权限；在 Word 里开着的先关上"
        ) from None
    word = open_word(data)
    try:
        return _Reading(root, config, path, data, word, cache or Cache(None), edition, present).read()
    except BROKEN:
        raise Unjudged(
            "文件不完整或坏了，读不出来", "用 Word 打开另存一次；打不开就请对方重新存一份 .docx 再发来"
        ) from None


@dataclass(slots=True)
class _Reading:
    root: Path
    config: EditionConfig
    path: Path
    data: bytes
    word: WordFile
    cache: Cache
    edition: str
    present: Present | None
    said: list[str] = field(default_factory=list)

    def read(self) -> ReadBack:
        raw = revised_paragraphs(self.word)
        view, original = view_of(raw, "theirs"), view_of(raw, "original")
        table, told = table_of(self.word)
        self.said += told
        source = self._source(table, original)
        if source and told:
            self.said[:] = ["文件里的出处表另存时丢了，是按书签和文字认的"]
        report = self._report(source, table, original, view)
        folder = source.folder if source else None
        papers = papers_by_origin(folder, report.slug) if folder else {}
        texts = [one.text for one in report.paragraphs]
        returned = BuiltAndFound(report, view, Glue.of([*texts, *(one.text for one in view.paragraphs)]))
        changes = [*changes_in(returned), *struck_out(raw, returned), *self._margins()]
        changes += self._charts(folder, report)
        changes += remark_changes(self._remarks(), returned)
        changes.sort(key=lambda one: one.built if one.built >= 0 else -1)
        if strange := strange_marks(view, report):
            self.said.append(f"有 {len(strange)} 处是从别的报告粘贴来的，那里的出处不知道")
        dataset, now = self._present(report, returned.glue)
        placer = _Placer(returned, LinePlaces(self.root, dataset), now, papers)
        items = tuple(placer.item(n, one) for n, one in enumerate(changes, 1))
        return ReadBack(
            self.path.name, report.slug, report.title, source.edition if source else "", items, looks_by_hand(raw),
            tuple(self.said),
        )  # fmt: skip

    def _source(self, table: AnchorTable | None, original: View) -> SourceEdition | None:
        texts = {"".join(one.text.split()) for one in original.paragraphs}
        slugs = [table.report] if table else []
        found = source_of(self.root, self.config.output.folder, slugs, table, texts, self.edition)
        if found is None and table is None:
            raise Unjudged(
                "这不是本程序做的报告，或者改得认不出了", "确认是哪一份报告；改稿要在发布的 DOCX 上改，另存为 .docx"
            )
        if found is None:
            self.said.append("现有的各期里没有做出这份文件的那一期：没有用修订改的地方，原来怎么说不知道")
        elif found.fit < 1 and table is None:
            self.said.append("不一样的地方，也可能是发出以后这一期又重做过，分不清")
        elif found.fit < 1:
            self.said.append(
                f"这份文件发出以后，第 {found.edition} 期又重做过：{round(100 * (1 - found.fit))}% 的地方原文同现在的那一期不一样"
            )
        return found

    def _report(
        self, source: SourceEdition | None, table: AnchorTable | None, original: View, theirs: View
    ) -> BuiltReport:
        """What was built: the edition's tree; where that is of a later run, what the file itself says of its own."""
        if source and (table is None or source.fit == 1):
            return source.report
        assert table is not None
        before, after = ({name: _text(view, name) for name in view.marks} for view in (original, theirs))
        own = own_paragraphs(table, before, after)
        if source is None:
            return BuiltReport(table.report, "", table.date, own)
        by_name = {name: one for one in own for name in one.names}
        paragraphs = []
        for one in source.report.paragraphs:
            mine = by_name.get(one.names[0]) if len(one.names) == 1 else None
            same = mine is None or "".join(mine.text.split()) == "".join(one.text.split())
            if mine is not None and not same:
                one = replace(one, text=mine.text, stretches=mine.stretches, unknown=mine.unknown)
            paragraphs.append(one)
        return replace(source.report, paragraphs=paragraphs)

    def _margins(self) -> Iterator[FoundChange]:
        for text in margin_texts(self.word):
            words = text.strip(" \t\n—–-0123456789")
            if words:
                yield FoundChange("margin", "", words, f"【＋{words}】", part="页眉页脚")

    def _charts(self, folder: Path | None, report: BuiltReport) -> list[FoundChange]:
        if folder is None:
            self.said.append("发布的文件夹不在：图里的数改没改，没有看")
            return []
        was = published_drawings(read_trace(folder), f"{report.slug}.docx")
        if was is None:
            self.said.append("这一期没有 trace.json：图里的数改没改，没有看")
            return []
        return list(chart_changes(was, read_drawings(self.data), report))

    def _remarks(self) -> Sequence[WordRemark]:
        return remarks_of(self.word)

    def _present(self, report: BuiltReport, glue: Glue) -> tuple[Dataset | None, Now | None]:
        """The data and the report as they are now; None where they have mistakes."""
        try:
            present = self.present or Present.of(self.root, self.config, report.slug, self.cache)
            return present.dataset, Now(report, present.report, glue)
        except Problems as found:
            first = found.problems[0]
            self.said.append(
                f"数据或模板现在有错（{first.where or first.what}），没有同现在的比；行号是发布时的。先运行 hgz-report check"
            )
            return None, None


def _once(lines: Iterable[LinePlace]) -> tuple[LinePlace, ...]:
    """Each value, and each line of a template, once: the first place in it."""
    return tuple({(one.where.file, one.steps or one.where.line): one for one in reversed([*lines])}.values())[::-1]


def _text(view: View, name: str) -> str:
    parts = [view.paragraphs[place].text[start:end] for place, start, end in view.parts(view.marks[name])]
    return "\n".join(part for part in parts if part)


@dataclass(slots=True)
class _Placer:
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
        return ReturnedItem(number, change, heading, lines, standing, now, shared, tuple(said), theirs, asked)

    def _asked(self, change: FoundChange) -> list[Wish]:
        refuse_by_hand(change)
        if self.now is None or self.lines.dataset is None:
            raise Unwished("数据或模板现在有错，先改好")
        there = self.now.paragraph(change.built) if change.built >= 0 else None
        group = next((one for one in self.returned.groups if change.built in one.built and one.found), None)
        became = self.returned.pair(group) if group else None
        as_it_was = there and (not became or "".join(there.text.split()) == "".join(became.built.text.split()))
        if not as_it_was and change.kind not in ("number", "chart"):
            raise Unwished("发出以后这一段也改过，要您自己改")
        return Wisher(self.lines.dataset, self.lines).wishes(change, became, there or BuiltParagraph("text", "", []))

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
