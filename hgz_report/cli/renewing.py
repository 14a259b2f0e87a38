"""`hgz-report new-edition`: from one edition to the next, shown first and written when that is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json, show_table

if TYPE_CHECKING:
    from hgz_report.data.dataset import FactEntry
    from hgz_report.workshop.next_edition.turn import Turn

_SHOWN = 20


def new_edition(options: argparse.Namespace) -> int:
    """Show, and with `--write` write, the next edition.  Raises Problems for what speaks against it."""
    from hgz_report.workshop.next_edition.outlived import due_targets, pins, replaceable
    from hgz_report.workshop.next_edition.turn import turn

    step = turn(options.root, options.edition, options.date or "", kept(options))
    due = replaceable(step.dataset, step.day)
    targets = due_targets(step.dataset, step.before, step.day)
    pinned = pins(options.root, step.dataset, due)
    if options.write:
        step.write(options.root)
    facts = [{**_fact(one.entry), "expected": one.expected.chinese} for one in due]
    overdue = [{**_fact(one.entry), "newly": one.newly} for one in targets]
    places: list[dict[str, Any]] = [
        {
            "file": one.where.file,
            "line": one.where.line,
            "written": one.written,
            "newer": one.newer,
            "expected": one.expected,
        }
        for one in pinned
    ]
    if options.json:
        print_json(_record(step, options.write, facts, overdue, places))
        return 0
    _show(step, options.write)
    _list("该有新数的", "同一归属、同一指标最新的一个，旧的在前", ("位置", "归属", "指标", "现有", "该有"), [
        (f"{one['file']}:{one['line']}", one["owner_name"], one["name"], f"{one['period']} {one['value']}", one["expected"])
        for one in facts
    ])  # fmt: skip
    _list("到期的目标", "没有结果的，新到期的在前；正文还印着的，检查会拦", ("位置", "归属", "指标", "目标", "到期"), [
        (f"{one['file']}:{one['line']}", one["owner_name"], one["name"], one["value"],
         f"{one['period']}{'，这一期新到期' if one['newly'] else ''}")
        for one in overdue
    ])  # fmt: skip
    _list("写定了时期的地方", "已有新数，或者该有新数；是有意比较的不用改", ("位置", "写的", "新数"), [
        (f"{one['file']}:{one['line']}", one["written"], f"已有{one['newer']}" if one["newer"] else f"该有{one['expected']}")
        for one in places
    ])  # fmt: skip
    return 0


def _fact(entry: FactEntry) -> dict[str, Any]:
    from hgz_report.data.worded import worded

    return {
        "fact": entry.id,
        "file": entry.where.file,
        "line": entry.where.line,
        "owner": entry.owner,
        "owner_name": entry.owner_name,
        "indicator": entry.fact.indicator,
        "name": entry.indicator.name,
        "period": entry.period.chinese,
        "value": worded(entry, entry.fact).text,
    }


def _record(
    step: Turn, written: bool, facts: Sequence[object], overdue: Sequence[object], places: Sequence[object]
) -> dict[str, object]:
    changes = [
        {
            "file": one.where.file,
            "line": one.where.line,
            "name": one.name,
            "old": one.old,
            "new": one.new,
            "why": one.why,
        }
        for one in step.lines
    ]
    return {
        "edition": step.edition,
        "previous": step.old,
        "date": step.day.isoformat(),
        "written": written,
        "changes": changes,
        "replace": facts,
        "due_targets": overdue,
        "pinned": places,
    }


def _show(step: Turn, written: bool) -> None:
    print(f"新的一期：{step.old} → {step.edition}，{'已经写好' if written else '还没有写；加 --write 写入'}")
    rows = [(str(one.where), one.name, one.old or "（没有）", one.new, one.why) for one in step.lines]
    show_table(("位置", "哪一项", "原来", "改成", "为什么"), rows)


def _list(title: str, about: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    more = f"，只列前 {_SHOWN} 处，全部见 --json" if len(rows) > _SHOWN else ""
    print(f"\n{title} {len(rows)} 处（{about}{more}）")
    show_table(head, rows[:_SHOWN])
