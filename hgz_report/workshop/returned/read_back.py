"""A Word file that came back, read: every change with its line, what stands there now, which other papers share it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.document.anchors import AnchorTable
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.doing import composed
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.problems import Problems
from hgz_report.provenance.trace_file import read_trace
from hgz_report.readers.content import Unjudged
from hgz_report.readers.docx import EMBEDDED, read_drawings
from hgz_report.readers.outside_file import outside_bytes
from hgz_report.readers.word_anchors import table_of
from hgz_report.readers.word_comments import WordRemark, remarks_of
from hgz_report.readers.word_links import word_links
from hgz_report.readers.word_looks import HandLook
from hgz_report.readers.word_opening import open_word
from hgz_report.readers.word_revised import margin_texts, revised_paragraphs
from hgz_report.readers.word_text import BROKEN, WordFile
from hgz_report.readers.word_views import View, view_of
from hgz_report.workshop.returned.built_text import BuiltReport, built_report, own_paragraphs
from hgz_report.workshop.returned.chart_changes import (
    chart_changes,
    other_pictures,
    published_drawings,
    silenced,
)
from hgz_report.workshop.returned.find_changes import (
    BuiltAndFound,
    changes_in,
    looks_by_hand,
    strange_marks,
    struck_out,
)
from hgz_report.workshop.returned.found_change import FoundChange, comes
from hgz_report.workshop.returned.lines_to_change import LinePlaces
from hgz_report.workshop.returned.link_changes import link_changes
from hgz_report.workshop.returned.moved_on import Now
from hgz_report.workshop.returned.readable_diff import Glue
from hgz_report.workshop.returned.remarks import remark_changes
from hgz_report.workshop.returned.returned_items import Placer, ReturnedItem
from hgz_report.workshop.returned.shared_texts import papers_by_origin
from hgz_report.workshop.returned.source_edition import SourceEdition, source_of


class Present(Struct, frozen=True):
    """The data, and a report made of them, as they are now."""

    dataset: Dataset
    report: BuiltReport

    @classmethod
    def of(cls, root: Path, config: EditionConfig, slug: str, cache: Cache) -> Present:
        """Compose the report.  Raises Problems where data or templates have mistakes."""
        prepared = prepare(root, config, Wanted((slug,), "words", prose=False), cache)
        return cls(prepared.dataset, built_report(composed(prepared.jobs[0], prepared.materials).document))


class ReadBack(Struct, frozen=True):
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
        data = outside_bytes(path)
    except Unjudged as reason:
        raise Unjudged(f"读不了 {path.name}：{reason.what}", reason.hint) from None
    word = open_word(data)
    try:
        return _Reading(root, config, path, data, word, cache or Cache(None), edition, present).read()
    except BROKEN:
        raise Unjudged(
            "文件不完整或坏了，读不出来", "用 Word 打开另存一次；打不开就请对方重新存一份 .docx 再发来"
        ) from None


class _Reading(Struct):
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
        changes += link_changes(report, word_links(self.word))
        changes += remark_changes(self._remarks(), returned)
        changes.sort(key=lambda one: one.built if one.built >= 0 else -1)
        if strange := strange_marks(view, report):
            self.said.append(f"有 {len(strange)} 处是从别的报告粘贴来的，那里的出处不知道")
        if any(one.tag in EMBEDDED for one in self.word.body.iter()):
            self.said.append("文件里嵌入了别的对象（如 Excel 表），里面的没有看")
        dataset, now = self._present(report, returned.glue)
        placer = Placer(returned, LinePlaces(self.root, dataset), now, papers)
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
                yield FoundChange("margin", "", words, comes(words), part="页眉页脚")

    def _charts(self, folder: Path | None, report: BuiltReport) -> list[FoundChange]:
        if folder is None:
            self.said.append("发布的文件夹不在：图里的数改没改，没有看")
            return []
        was = published_drawings(read_trace(folder), f"{report.slug}.docx")
        if was is None:
            self.said.append("这一期没有 trace.json：图里的数改没改，没有看")
            return []
        now = read_drawings(self.data)
        if silenced(was, now):
            self.said.append("另存的软件丢了图的说明（给看不见图的人的文字），不用管")
        if count := other_pictures(was, now):
            self.said.append(f"{count} 张图片同发布的不是同一个文件：另存的软件重新压过，还是换过了，请看一眼")
        return list(chart_changes(was, now, report))

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


def _text(view: View, name: str) -> str:
    parts = [view.paragraphs[place].text[start:end] for place, start, end in view.parts(view.marks[name])]
    return "\n".join(part for part in parts if part)
