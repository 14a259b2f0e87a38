"""A comparison as rows of plain text: what is listed, and what goes into JSON and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES
from hgz_report.analysis.what_changed import CHANGE_NAMES, RULE_NAMES, OwnerChanges, ProposalChange
from hgz_report.edition.compare.comparison import TwoEditions
from hgz_report.language.period import Period

FACTS: Mapping[str, str] = {
    "owner": "归属", "change": "怎么变", "name": "哪个数", "old_period": "上期的时期", "old": "上期", "new_period": "本期的时期",
    "new": "本期", "source": "出处编号", "where": "写在", "id": "编号",
}  # fmt: skip
SENTENCES: Mapping[str, str] = {
    "paper": "报告", "heading": "在哪一节", "change": "怎么变", "old": "上期", "new": "本期", "where": "本期写在",
    "old_where": "上期写在",
}  # fmt: skip
PROPOSALS: Mapping[str, str] = {
    "owner": "归属", "change": "怎么变", "title": "哪一条", "field": "哪一项", "old": "上期", "new": "本期",
}  # fmt: skip
CHARTS: Mapping[str, str] = {
    "paper": "报告", "chart": "哪幅图", "change": "怎么变", "point": "哪一点", "old": "上期", "new": "本期", "where": "写在",
}  # fmt: skip
_FIELDS: Mapping[str, str] = {
    "title": "标题", "what": "做法", "lead": "牵头", "support": "配合", "due": "期限", "goal": "要做到的", "indicator": "看的数",
}  # fmt: skip
_PIECES = {"changed": "改了", "added": "增加", "dropped": "删去", "moved": "挪了地方"}
ChangeRow = Mapping[str, str]


class ChangeRows(Struct, frozen=True):
    """Rows by the names of their columns; `told`: the edition, its date and where it was read from, old and new."""

    told: tuple[tuple[str, str, str], tuple[str, str, str]]
    facts: tuple[ChangeRow, ...]
    sentences: tuple[ChangeRow, ...]
    proposals: tuple[ChangeRow, ...]
    charts: tuple[ChangeRow, ...]
    papers: tuple[tuple[str, str, str], ...]
    """Papers that only one edition has: slug, title, 新做 or 不再做."""


def change_rows(found: TwoEditions) -> ChangeRows:
    """Everything in a comparison."""
    sides = [(one.state.edition, one.state.date, one.place) for one in (found.old, found.new)]
    return ChangeRows(
        (sides[0], sides[1]),
        tuple(row for one in found.owners for row in _facts(one)),
        tuple(_sentences(found)),
        tuple(row for one in found.owners for row in _proposals(one)),
        tuple(_charts(found)),
        tuple((one.slug, one.title, one.change) for one in found.papers if one.change),
    )


def _facts(one: OwnerChanges) -> Iterator[ChangeRow]:
    order = {kind: at for at, kind in enumerate(CHANGE_NAMES)}
    for change in sorted(one.facts, key=lambda change: order[change.kind]):
        old, new = change.old, change.new
        shown = new or old
        assert shown is not None  # a change has one of both
        yield {
            "owner": one.name,
            "change": CHANGE_NAMES[change.kind],
            "name": shown.name,
            "old_period": _period(old.period) if old else "",
            "old": old.text if old else "",
            "new_period": _period(new.period) if new else "",
            "new": new.text if new else "",
            "source": shown.source,
            "where": new.where if new else "",
            "id": shown.id,
        }
    names = {state.id: state.name for change in one.facts for state in (change.old, change.new) if state}
    for value in one.derived:
        rule, _, rest = value.id.partition("(")
        first = next((names[name] for name in rest.removesuffix(")").split(",") if name in names), "")
        name = f"{first}{RULE_NAMES.get(rule, rule)}"
        row = {"owner": one.name, "change": "跟着变", "name": name, "old": value.old.text, "new": value.text}
        yield dict.fromkeys(FACTS, "") | row | {"id": value.id}


def _period(period: str) -> str:
    return Period(period).chinese


def _sentences(found: TwoEditions) -> Iterator[ChangeRow]:
    for paper in found.papers:
        for piece in paper.pieces:
            old, new = piece.old, piece.new
            shown = new or old
            yield {
                "paper": paper.slug,
                "heading": shown.heading if shown else "",
                "change": _PIECES[piece.change],
                "old": old.text if old else "",
                "new": new.text if new else "",
                "where": new.where if new else "",
                "old_where": old.where if old else "",
            }


def _proposals(one: OwnerChanges) -> Iterator[ChangeRow]:
    for change in one.proposals:
        shown = change.new or change.old
        assert shown is not None  # a change has one of both
        row = {"owner": one.name, "change": _kind(change), "title": shown.title}
        if not change.fields:
            yield {**row, "field": "", "old": "", "new": ""}
        for name in change.fields:
            yield {**row, "field": _FIELDS[name], "old": getattr(change.old, name), "new": getattr(change.new, name)}
    names = {str(verdict): name for verdict, name in VERDICT_NAMES.items()}
    for what, judged in (*(("结论", j) for j in one.verdicts), *(("佐证", j) for j in one.levels)):
        named = names if what == "结论" else {str(level): name for level, name in enumerate(LEVELS)}
        old, new = named.get(judged.old, judged.old), named.get(judged.new, judged.new)
        yield {"owner": one.name, "change": "改了", "title": judged.thing, "field": what, "old": old, "new": new}


def _kind(change: ProposalChange) -> str:
    if change.old is None:
        return "新提"
    if change.new is None:
        return "不再提"
    return "顺延" if change.slipped else "改了"


def _charts(found: TwoEditions) -> Iterator[ChangeRow]:
    for paper in found.papers:
        for chart in paper.charts:
            row = {"paper": paper.slug, "chart": f"{chart.label}　{chart.caption}", "change": chart.change}
            for point, old, new in chart.points or (("", "", ""),):
                yield {**row, "point": point, "old": old, "new": new, "where": chart.where}
