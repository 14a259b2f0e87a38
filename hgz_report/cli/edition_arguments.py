"""The arguments of the commands about whole editions: signed off, issued, corrected, listed, let go."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command of this name with what it is about."""


def edition_commands(add: AddCommand, day: Callable[[str], date], number: Callable[[str], int]) -> None:
    """Add them; `day` and `number` read a date and a number from 1 on."""
    confirm = add("confirm", "核稿：看过了发布的几份，记下是谁核的；以后改了的要重新核")
    confirm.add_argument("name", nargs="*", metavar="名称", help="哪几份：成都、全国、标题或文件名")
    confirm.add_argument("--all", action="store_true", help="本期全部")
    confirm.add_argument("--by", required=True, metavar="姓名", help="核稿人")

    issue = add("issue", "印发：核查过、核过稿的一期定下来，以后不再重做")
    issue.add_argument("edition", nargs="?", metavar="期", help="期的编号；不写就是 report.toml 的本期")
    issue.add_argument("--by", default="", metavar="姓名", help="谁印发的")
    issue.add_argument("--date", type=day, metavar="日期", help="印发的日期，写成 2026-12-31；不写就是成文日期")
    issue.add_argument("--jobs", type=number, metavar="几个", default=None, help="核对时同时用几个进程")

    correct = add("correct", "更正：印发了的一期有错，改正数据后做更正后的一期和一份《更正》")
    correct.add_argument("edition", nargs="?", metavar="期", help="期的编号；不写就是 report.toml 的本期")
    correct.add_argument("--why", required=True, metavar="原因", help="为什么更正，一句话，印在《更正》里")
    correct.add_argument("--by", default="", metavar="姓名", help="谁更正的；要求核稿的必须写")
    correct.add_argument("--date", type=day, metavar="日期", help="更正的日期，写成 2026-12-31；不写就是成文日期")
    correct.add_argument("--jobs", type=number, metavar="几个", default=None, help="同时用几个进程做")

    add("editions", "列出各期：状态、大小、核了几份、里面有没有别人的文件")

    prune = add("prune", "删去最早的、被取代的、没有印发的各期；不写 --yes 只列出来")
    prune.add_argument("--keep", required=True, type=number, metavar="几期", help="被取代的各期里留最近的几期")
    prune.add_argument("--yes", action="store_true", help="真的删去")


def with_runs(add: Callable[..., argparse.ArgumentParser], run: Mapping[str, Callable[..., int]]) -> AddCommand:
    """Commands that do what `run` says, and speak JSON too."""

    def added(name: str, about: str) -> argparse.ArgumentParser:
        parser = add(name, about, run[name])
        parser.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
        return parser

    return added
