"""What every chart needs beside its data: title with unit, words for those who cannot see it, source and note beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from hgz_report.document.chart import Chart, Hue
from hgz_report.document.ledger import Drawing, Ledger, Tiles
from hgz_report.narrate.lookup import Missing, one_of
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, Count, Piece, Wording, attributed, between, joined, pieces_of

HUES: Mapping[str, Hue] = {"": "", "藏青": "navy", "赭": "ochre", "钢蓝": "steel", "浅灰": "mist"}
_MOST_SOURCES = 6
"""More numbers than these say nothing to a reader."""
_OPTIONS = ("source", "note", "alt", "hue")


class Options(Struct, frozen=True):
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
        words = {name: value for name, value in given.items() if isinstance(value, str)}
        one_of(words.get("hue", ""), tuple(HUES)[1:] if words.get("hue") else ("",), "颜色")
        return cls(words.get("source", ""), words.get("note", ""), words.get("alt", ""), HUES[words.get("hue", "")])


class Easel(Struct, frozen=True):
    """Turns charts into marks in a template's output."""

    ledger: Ledger

    def drawing(
        self, chart: Chart, title: str, identifier: str, options: Options, said: str, facts: Iterable[FactView] = ()
    ) -> Markup:
        """The mark of a chart.  `said`: what it shows, in words; from the facts come the numbers of their sources."""
        words = options.alt or joined((said, options.note, program("。" if options.note else "")))
        drawing = Drawing(chart, joined((title,)), joined((words,)), identifier, self._beneath(options, facts))
        return Markup(f"\n\n{self.ledger.mark(drawing)}\n\n")

    def tiles(self, figures: Iterable[object]) -> Markup:
        """The mark of key figures: facts, pairs of a name and a fact or a counted number.  Raises Missing for anything else."""
        tiles = tuple(map(_tile, figures))
        if len(tiles) < 2:
            raise Missing(f"关键数据只有{len(tiles)}个", "少于两个时用一句话说，或用 {% if %} 包起来")
        return Markup(f"\n\n{self.ledger.mark(Tiles(tiles))}\n\n")

    def _beneath(self, options: Options, facts: Iterable[FactView]) -> Attributed:
        # Of each fact the first: the source that it is taken from.
        numbers = dict.fromkeys(cite_of(fact) for fact in facts)
        few = joined((program("见文末来源"), between(numbers)))
        found = few if len(numbers) <= _MOST_SOURCES else program("见文末资料来源，各数的出处见随附的数据表")
        source = options.source or (found if numbers else "")
        parts = (_sentence("资料来源：", source), _sentence("注：", options.note))
        return joined(parts)

    def told(self, rows: Sequence[Sequence[FactView]], name: Callable[[FactView], str]) -> Attributed:
        """The values of a chart in words: 2012年5.4万亿元，2024年19.3万亿元."""
        said = (
            between((joined((name(fact), fact.status_name, fact.text)) for fact in row), "，", "chart") for row in rows
        )
        return between(said, "；", "chart")


def _tile(figure: object) -> tuple[Attributed, Attributed, Attributed]:
    match figure:
        case FactView():
            return joined((figure.name,)), joined((figure.text,)), _time(figure)
        case [Attributed() as name, FactView() as fact]:
            return name, joined((fact.text,)), _time(fact)
        case [Attributed() as name, Attributed(pieces=[Piece(origin=Count())]) as value]:
            return name, value, program("")
    raise Missing(
        "关键数据里有的不是事实", "写 headline()、facts() 一类的清单、[[短名, 事实], …]，或 [[名称, count(…)], …]"
    )


def _time(fact: FactView) -> Attributed:
    """When a key figure was so, and whether it is more than a result: 2025年目标."""
    return joined((fact.period if fact.stated else "", fact.status_name))


def _sentence(opening: str, words: str) -> Attributed:
    """Words as a sentence of the program's; a full stop of their own is enough."""
    return joined((program(opening), words, program("" if words.endswith("。") else "。"))) if words else program("")


def cite_of(fact: FactView) -> Attributed:
    """The number of the source that a fact is taken from."""
    return Attributed(pieces_of(fact.cite)[:1])


def program(text: str) -> Attributed:
    """Words of the program about a chart."""
    return attributed(text, Wording("chart"))


def described(kind: str, title: str, said: str) -> Attributed:
    """A chart in words: what kind it is, what it is called, what it shows."""
    return joined((program(f"{kind}："), title, program("。"), said, program("。")))
