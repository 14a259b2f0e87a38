"""What every chart needs beside its data: title with unit, words for those who cannot see it, source and note beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hgz_report.document.chart import Chart, Hue
from hgz_report.document.ledger import MARK, Drawing, Ledger, Quantity, Tiles
from hgz_report.narrate.lookup import Missing, one_of
from hgz_report.narrate.views import FactView

HUES: Mapping[str, Hue] = {"": "", "藏青": "navy", "赭": "ochre", "钢蓝": "steel", "浅灰": "mist"}
_MOST_SOURCES = 6
"""More numbers than these say nothing to a reader."""
_OPTIONS = ("source", "note", "alt", "hue")


@dataclass(frozen=True, slots=True)
class Options:
    """What an editor may say of a chart: source and note beneath it, words instead of the generated ones, colour."""

    source: str = ""
    note: str = ""
    alt: str = ""
    hue: Hue = ""

    @classmethod
    def read(cls, given: Mapping[str, object]) -> Options:
        """Raises Missing for an unknown option or colour."""
        for name, value in given.items():
            one_of(name, _OPTIONS, "图的选项")
            if not isinstance(value, str):
                raise Missing(f"{name} 要写成文字", f'写成 {name}="…"')
        words = {name: str(value) for name, value in given.items()}
        one_of(words.get("hue", ""), tuple(HUES)[1:] if words.get("hue") else ("",), "颜色")
        return cls(words.get("source", ""), words.get("note", ""), words.get("alt", ""), HUES[words.get("hue", "")])


@dataclass(frozen=True, slots=True)
class Easel:
    """Turns charts into marks in a template's output."""

    ledger: Ledger

    def drawing(
        self, chart: Chart, title: str, identifier: str, options: Options, said: str, facts: Iterable[FactView] = ()
    ) -> Markup:
        """The mark of a chart.  `said`: what it shows, in words; from the facts come the numbers of their sources."""
        words = options.alt or f"{said}{options.note}{'。' if options.note else ''}"
        beneath = self._beneath(options, facts)
        return Markup(f"\n\n{self.ledger.mark(Drawing(chart, title, words, identifier, beneath))}\n\n")

    def tiles(self, figures: Iterable[object]) -> Markup:
        """The mark of key figures: facts, or pairs of a name and a counted number.  Raises Missing for anything else."""
        tiles = tuple(map(_tile, figures))
        if len(tiles) < 2:
            raise Missing(f"关键数据只有{len(tiles)}个", "少于两个时用一句话说，或用 {% if %} 包起来")
        return Markup(f"\n\n{self.ledger.mark(Tiles(tiles))}\n\n")

    def _beneath(self, options: Options, facts: Iterable[FactView]) -> str:
        marks = (MARK.search(fact.cite) for fact in facts)  # the first: the source that the fact is taken from
        cited = dict.fromkeys(self.ledger.entries[int(found.group(1))] for found in marks if found)
        numbers = "、".join(self.ledger.mark(entry) for entry in cited)
        found = f"见文末来源{numbers}" if len(cited) <= _MOST_SOURCES else "见文末资料来源，各数的出处见随附的数据表"
        source = options.source or (found if cited else "")
        parts = (f"资料来源：{source}。" if source else "", f"注：{options.note}。" if options.note else "")
        return "".join(part.replace("。。", "。") for part in parts)

    def bound(self, text: str, fact: str) -> str:
        """The mark of a number that was counted."""
        return self.ledger.mark(Quantity(text, fact))

    def told(self, rows: Sequence[Sequence[FactView]], name: Callable[[FactView], str]) -> str:
        """The values of a chart in words: 2012年5.4万亿元，2024年19.3万亿元."""
        return "；".join("，".join(f"{name(fact)}{fact.text}" for fact in row) for row in rows)


def _tile(figure: object) -> tuple[str, str, str]:
    match figure:
        case FactView():
            return figure.name, figure.text, _time(figure)
        case [str(name), str(value)] if MARK.fullmatch(value):
            return name, value, ""
    raise Missing("关键数据里有的不是事实", "写 headline()、facts() 一类的清单，或 [[名称, count(…)], …]")


def _time(fact: FactView) -> str:
    """When a key figure was so, and whether it is more than a result: 2025年目标."""
    return (fact.period if fact.stated else "") + fact.status_name


def titled(title: str, unit: str) -> str:
    """The unit stands in the title; % stands beside every number instead."""
    return title if unit in ("", "%") or f"（{unit}" in title else f"{title}（{unit}）"
