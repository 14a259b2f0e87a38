"""`hgz-report compare`: what is different between two editions."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cli.output import print_json, show_table
from hgz_report.problems import Problem, Problems, Unusable, Where

if TYPE_CHECKING:
    from hgz_report.edition.compare.change_rows import ChangeRow, ChangeRows

DONE = 0
_ROWS, _LINES = 40, 12
"""Figures in the table, and sentences of a paper, that are listed; the rest is counted."""


def compare(options: argparse.Namespace) -> int:
    """List what changed, finding first.  Raises Unusable where an edition is not there."""
    from hgz_report.edition.compare.change_rows import change_rows
    from hgz_report.edition.compare.comparison import compared
    from hgz_report.edition.compare.sides import side_of
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    old = options.old or config.previous
    if not old:
        hint = "写出是哪一期：hgz-report compare 2026-Q4；或在 report.toml 的 [edition] previous 里写"
        raise Unusable([Problem(None, "不知道同哪一期比", hint)])
    was = side_of(options.root, config, old, recorded=True)
    now = side_of(options.root, config, options.new or config.edition_id, recorded=False)
    rows = change_rows(compared(was, now))
    if options.xlsx:
        _write(options.xlsx, rows)
    if options.revisions:
        from hgz_report.edition.compare.revised_papers import write_revised

        made = write_revised(options.root, config, was, now, options.revisions)
    if options.json:
        print_json(_record(rows))
        return DONE
    _show(rows)
    if options.xlsx:
        print(f"对照表：{options.xlsx}")
    if options.revisions:
        print(f"修订稿：{len(made.files)} 份，在 {options.revisions}/；全部接受就是本期，全部拒绝就是上期")
        for slug, why in made.without.items():
            print(f"{slug}  没有修订稿：{why}")
    return DONE


def _write(path: Path, rows: ChangeRows) -> None:
    from hgz_report.cache.whole import put_whole
    from hgz_report.edition.compare.change_sheets import change_sheets
    from hgz_report.edition.publish import unwritable

    if path.is_dir() or path.suffix.lower() != ".xlsx":
        raise Unusable([Problem(Where(str(path)), "对照表要写成一个 .xlsx 文件", "如 --xlsx 对照.xlsx")])
    try:
        put_whole(path, change_sheets(rows))
    except OSError as error:
        raise Problems([unwritable(path, error)]) from None


def _record(rows: ChangeRows) -> dict[str, object]:
    sides = [dict(zip(("edition", "date", "place"), one, strict=True)) for one in rows.told]
    return {
        "old": sides[0],
        "new": sides[1],
        "facts": list(rows.facts),
        "sentences": list(rows.sentences),
        "proposals": list(rows.proposals),
        "charts": list(rows.charts),
        "papers": [dict(zip(("slug", "title", "change"), one, strict=True)) for one in rows.papers],
    }


def _show(rows: ChangeRows) -> None:
    (old, old_day, _), (new, new_day, _) = rows.told
    print(f"{old}（{old_day}）到 {new}（{new_day}）：{_claim(rows)}。")
    if rows.facts:
        print("\n数")
        shown = [(r["owner"], r["change"], r["name"], _said(r, "old"), _said(r, "new"), r["where"]) for r in rows.facts]
        show_table(("归属", "怎么变", "哪个数", "上期", "本期", "写在"), shown[:_ROWS])
        _rest(len(shown) - _ROWS)
    if moved := [row for row in rows.proposals if row["change"] != "顺延"]:
        print("\n建议、结论、佐证")
        told = [(r["owner"], r["change"], r["title"], r["field"], r["old"], r["new"]) for r in moved]
        show_table(("归属", "怎么变", "哪一条", "哪一项", "上期", "本期"), told[:_ROWS])
        _rest(len(told) - _ROWS)
    for slug, same in groupby(rows.sentences, key=lambda row: row["paper"]):
        _show_sentences(slug, list(same))
    for row in rows.charts:
        point = f"，{row['point']}：{row['old']} → {row['new']}" if row["point"] else ""
        print(f"{row['paper']}  图  {row['change']}  {row['chart']}{point}")
    for slug, title, change in rows.papers:
        print(f"{slug}  {change}  {title}")


def _claim(rows: ChangeRows) -> str:
    """What changed in a line."""
    facts = Counter(row["change"] for row in rows.facts)
    pieces = Counter(row["change"] for row in rows.sentences)
    proposals = Counter(row["change"] for row in rows.proposals if row["field"] not in ("结论", "佐证"))
    charts = len({(row["paper"], row["chart"]) for row in rows.charts})
    said = [
        f"数{_counted(facts, '个') or '没有变'}",
        f"建议{_counted(proposals, '条') or '没有变'}",
        f"句子和表{_counted(pieces, '处') or '没有变'}",
        f"图变了{charts}幅" if charts else "图没有变",
    ]
    return "；".join(said)


def _counted(counts: Counter[str], unit: str) -> str:
    return "、".join(f"{name}{number}{unit}" for name, number in counts.items())


def _said(row: ChangeRow, which: str) -> str:
    period = row[f"{which}_period"]
    return f"{row[which]}（{period}）" if period and row[which] else row[which] or "—"


def _rest(number: int) -> None:
    if number > 0:
        print(f"……还有 {number} 条，全部的见 --json 或 --xlsx")


def _show_sentences(slug: str, rows: Sequence[ChangeRow]) -> None:
    print(f"\n{slug}：{_counted(Counter(row['change'] for row in rows), '处')}")
    for row in rows[:_LINES]:
        print(f"  {row['change']}  {'  '.join(_words(row))}")
    _rest(len(rows) - _LINES)


def _words(row: ChangeRow) -> Iterator[str]:
    """Old and new words, and where the new ones (of what is gone the old ones) were written."""
    yield " → ".join(text for text in (row["old"], row["new"]) if text) if row["old"] != row["new"] else row["new"]
    if where := row["where"] or row["old_where"]:
        yield where
