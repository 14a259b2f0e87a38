"""The arguments of the commands with which editors change much at once: the next edition, tables out and in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

AddAny = Callable[..., argparse.ArgumentParser]


def editor_commands(
    add: AddAny,
    add_below: AddAny,
    run: Mapping[str, Callable[..., int]],
    machine: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add them; `add_below` adds one below another, `machine` what asks for JSON."""
    about = "换到新的一期：写期号、日期、期号的数，列出该换的数、到期的目标、写定了时期的地方"
    fresh = add("new-edition", about, run["new-edition"])
    fresh.add_argument("edition", metavar="期", help="新一期的编号，如 2027-Q1")
    what = (
        "成文日期（2027-03-31）或规则（last-workday-of-quarter）；不写就照 report.toml 的规则，没有规则取期末的工作日"
    )
    fresh.add_argument("--date", metavar="日期", help=what)
    fresh.add_argument("--write", action="store_true", help="写进文件；不写这一项只看会改什么")
    machine(fresh)

    table = add("excel", "数导出到 Excel、WPS 表格，改了、填了再读回（见 docs/excel.md）", run["excel"])
    ways = table.add_subparsers(title="命令", metavar="out 或 in", dest="way", required=True)
    out = add_below(ways, "out", "写一个新的 .xlsx：事实、宽表、报送表和各种清单", run["excel"])
    out.add_argument("file", type=Path, metavar="表.xlsx", help="新文件的名字；已经有的不改写")
    out.add_argument("--zones", nargs="+", metavar="高新区", help="只要这几个（简称或文件名，全国写 national）")
    out.add_argument("--indicators", nargs="+", metavar="指标", help="只要这几个指标（名称或编号）")
    out.add_argument("--period", metavar="时期", help="宽表是哪一时期的，如 2024；不写就取数最多的那一年")
    out.add_argument("--forms", action="store_true", help="只要报送表")
    machine(out)

    back = add_below(ways, "in", "读改过、填过的表：先看会改什么，--write 才写", run["excel"])
    what = "导出的表、填好的报送表，或者别人的表（高新区或指标一行一个）"
    back.add_argument("file", type=Path, metavar="表.xlsx", help=what)
    what = "别人的表：哪一列是什么，写在 data/excel/<名称>.yaml；不写就取文件名"
    back.add_argument("--map", metavar="名称", help=what)
    back.add_argument("--source", metavar="编号", help="没有写出处的新数，出自哪里（data/sources.yaml 里的编号）")
    back.add_argument("--write", action="store_true", help="写进数据文件；不写这一项只看会改什么")
    machine(back)
