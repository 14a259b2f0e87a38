"""Charts written as a block of YAML in a template: ```chart … ```, for editors who would rather fill in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from pydantic import Field

from hgz_report.data.fields import Entry, OneLine
from hgz_report.data.placeholder import parse
from hgz_report.document.ledger import MARK
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.terms import FormKind
from hgz_report.narrate.charting.constructors import Charts
from hgz_report.narrate.charting.easel import HUES
from hgz_report.narrate.costs import FORM, Meter, Overrun, Runaway
from hgz_report.narrate.data_text import DataFault
from hgz_report.narrate.lookup import Absent, Lookup, Missing
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, Template, attributed, joined, template_line
from hgz_report.problems import Problem, Problems, Where

_OPEN = re.compile(r"```chart\s*")
_CLOSE = "```"
_YEAR = re.compile(r"\d{4}年")
_TEXTS = ("title", "source", "note", "alt")
_PAIRED = {
    "combo": "combo 的 facts 写两个清单：柱一个，线一个",
    "scatter": "scatter 的 facts 写两个清单：横的一个，竖的一个",
}
"""Kinds that take two lists which are not alike."""
FactKeys = tuple[OneLine, ...]


class ChartForm(Entry):
    """A chart block."""

    kind: FormKind = Field(description="图的种类")
    title: OneLine = Field(description="图题，不写单位")
    id: str = Field(default="", pattern=r"^([A-Za-z][\w-]*)?$", description="编号，供正文引用")
    facts: tuple[OneLine | FactKeys, ...] = Field(
        description="数：指标编号（取各整年的数）、指标编号@时期、归属.指标编号@时期；几组数写几个清单"
    )
    source: str = Field(default="", description="资料来源；不写就列来源号")
    note: str = Field(default="", description="印在图下的说明")
    alt: str = Field(default="", description="给看不见图的人的文字；不写就自动生成")
    mark: str = Field(default="", description="要标出的高新区：散点图、坡度图、分布图")
    quadrants: tuple[OneLine, ...] = Field(default=(), description="散点图四个象限的名称：右上、左上、左下、右下")
    hue: str = Field(default="", description=f"颜色：{'、'.join(name for name in HUES if name)}")


class ChartBlocks(Struct, frozen=True):
    """Finds the blocks in a section's output and draws them."""

    charts: Charts
    lookup: Lookup
    folder: str
    """Name of the folder of templates, as origins spell it."""
    meter: Meter

    def drawn(self, text: str, places: Sequence[Where | None]) -> str:
        """The section with a mark in place of every block, on as many lines.  Raises Problems at the template's lines."""
        lines = text.split("\n")
        problems: list[Problem] = []
        at = 0
        while at < len(lines):
            if not _OPEN.fullmatch(lines[at]):
                at += 1
                continue
            end = next((n for n in range(at + 1, len(lines)) if lines[n].rstrip() == _CLOSE), None)
            if end is None:
                problems.append(Problem(places[at], "```chart 没有结束", "在图的描述末尾另起一行写 ```"))
                break
            try:
                self._count(lines[at + 1 : end], places[at])
                mark = self._mark("\n".join(lines[at + 1 : end]), places[at], places[at + 1 : end])
                lines[at : end + 1] = ["", mark.strip(), *[""] * (end - at - 1)]
            except Runaway:
                raise
            except Problems as found:
                problems += found.problems
            at = end + 1
        if problems:
            raise Problems(problems)
        return "\n".join(lines)

    def _count(self, body: Sequence[str], opening: Where | None) -> None:
        try:
            self.meter.draw()
        except Overrun as wrong:
            raise Runaway([Problem(opening, wrong.what, wrong.hint)]) from wrong
        if sum(map(len, body)) > FORM.most:
            raise Problems([Problem(opening, FORM.said, FORM.hint)])

    def _mark(self, body: str, opening: Where | None, places: Sequence[Where | None]) -> str:
        if MARK.search(body):
            raise Problems([Problem(opening, "图的描述里不能用 {{ … }}", "数写成指标编号，如 gdp@2023")])
        tree = read_tree(body.encode(), opening.file if opening else "")
        problems = list(tree.problems)
        draft = build(ChartForm, tree, problems)
        if draft is None or problems:
            raise Problems(_placed(problem, opening, places) for problem in problems)
        form = draft.model
        try:
            rows = self._rows(form.facts)
            typed: dict[str, Any] = {
                name: _timed(_typed(draft, name, getattr(form, name), opening, places, self.folder), rows)
                for name in _TEXTS
                if getattr(form, name)
            }
            if form.quadrants:
                names = (_typed(draft, "quadrants", name, opening, places, self.folder) for name in form.quadrants)
                typed["quadrants"] = tuple(names)
            return str(self._call(form.kind, form.id, {"hue": form.hue, "mark": form.mark}, typed, rows))
        except Missing as wrong:
            raise Problems([Problem(opening, wrong.what, wrong.hint)]) from wrong

    def front_chart(self) -> Markup | None:
        """The chart of the briefing of the report's zone; None where it has none, or a fact of it is not there any more."""
        zone = self.lookup.dataset.zones.get(self.lookup.owner)
        said = zone.briefing.chart if zone and zone.briefing else None
        if said is None:
            return None
        try:
            rows = self._rows(said.facts)
        except Absent:
            return None
        prose, owner = self.lookup.views.prose, self.lookup.owner
        typed = {
            name: _timed(prose(getattr(said, name), owner), rows) for name in ("title", "note") if getattr(said, name)
        }
        try:
            return Markup(self._call(said.kind, "front", {"hue": said.hue, "mark": said.mark}, typed, rows))
        except Missing as wrong:  # no template can mend it
            raise DataFault([Problem(template_line(typed["title"].pieces[0].origin), wrong.what, wrong.hint)]) from None

    def _call(
        self,
        kind: FormKind,
        identifier: str,
        own: Mapping[str, str],
        typed: Mapping[str, Any],
        rows: list[list[FactView]],
    ) -> str:
        given = {name: value for name, value in typed.items() if name != "title"}
        given |= {name: value for name, value in own.items() if value}
        title, make = typed["title"], getattr(self.charts, kind)
        if kind in _PAIRED:
            if len(rows) != 2:
                raise Missing(f"图“{title}”要两组数", _PAIRED[kind])
            return str(make(rows[0], rows[1], title, identifier, **given))
        several = len(rows) > 1 or kind == "progress"
        return str(make(rows if several else rows[0] if rows else [], title, identifier, **given))

    def _rows(self, facts: Sequence[str | tuple[str, ...]]) -> list[list[FactView]]:
        lists = [entry for entry in facts if not isinstance(entry, str)]
        keys = [entry for entry in facts if isinstance(entry, str)]
        if keys and lists:
            raise Missing("facts 里清单和单个的数混在一起", "要么都写数，要么都写成清单")
        return [[fact for key in row for fact in self._facts(key)] for row in (lists or [tuple(keys)])]

    def _facts(self, key: str) -> Sequence[FactView]:
        wanted = parse(key)
        if wanted is None or wanted.part:
            raise Missing(f"“{key}”不是事实的写法", "写 gdp、gdp@2023 或 chengdu.gdp@2023，指标也可以写名称")
        if "@" in key:
            return [self.lookup.named(wanted)]
        self.lookup.has(wanted.indicator, None, wanted.owner)  # refuses an unknown indicator
        series = self.lookup.series(wanted.indicator, wanted.owner)
        return [fact for fact in series if fact.full_year and fact.confidence != "C"]


def _typed(
    draft: Draft[ChartForm], name: str, text: str, opening: Where | None, places: Sequence[Where | None], folder: str
) -> Attributed:
    """A text of the form with the template line it was typed in."""
    line = draft.where(name).line
    where = (places[line - 1] if 0 < line <= len(places) else None) or opening or Where("")
    return attributed(text, Template(f"{folder}/{where.file}", where.line))


def _timed(text: Attributed, rows: Sequence[Sequence[FactView]]) -> Attributed:
    """The text with the times in it that are those of the chart's facts bound to them: a form has no {{ f.period }}."""
    times: dict[str, Attributed] = {}
    for fact in (fact for row in rows for fact in row):
        for time in (fact.period, fact.in_year):
            if isinstance(time, Attributed) and _YEAR.match(time):
                times.setdefault(str(time), time)
    if not times:
        return text
    origin = text.pieces[0][1]
    pieces = re.split(rf"(?<![\d—–-])({'|'.join(map(re.escape, sorted(times, key=len, reverse=True)))})", text)
    return joined(times[piece] if at % 2 else attributed(piece, origin) for at, piece in enumerate(pieces) if piece)


def _placed(problem: Problem, opening: Where | None, places: Sequence[Where | None]) -> Problem:
    """A mistake in the block at its own line of the template."""
    line = problem.where.line if problem.where else 0
    where = places[line - 1] if 0 < line <= len(places) else opening
    return Problem(where, f"图的描述：{problem.what}", problem.hint, problem.severity)
