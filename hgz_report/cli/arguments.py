"""The command line's arguments, with help and messages in Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from hgz_report import __version__
from hgz_report.cli.output import say_error

USAGE = 2
Command = Callable[[argparse.Namespace], int]
_EXAMPLES = """示例：
  hgz-report build                     做本期全部报告（等于 make report）
  hgz-report build chengdu zibo        只做成都、淄博两份
  hgz-report build --format pdf        只做 PDF
  hgz-report check                     只检查数据和模板，不写文件
  hgz-report facts --zone chengdu      列出成都高新区的全部事实
  hgz-report facts --json > facts.json 给程序用
  hgz-report audit 成都简报.docx --manifest reports/2026-Q4/manifest.json
                                       核查改过的稿子里的数
  hgz-report explain 49个              这个数从哪里来，印在哪里
"""


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese messages."""

    def error(self, message: str) -> NoReturn:
        say_error(f"用法不对：{_translated(message)}\n看用法：{self.prog} --help")
        raise SystemExit(USAGE)

    def format_help(self) -> str:
        """The help text with argparse's own headings in Chinese."""
        text = super().format_help()
        for english, chinese in _HEADINGS:
            text = text.replace(english, chinese)
        return text


_HEADINGS = (
    ("usage:", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("命令:", "命令："),
)


def _translated(message: str) -> str:
    for english, chinese in (
        ("unrecognized arguments: ", "认不出的参数："),
        ("the following arguments are required: ", "缺少："),
        ("invalid choice:", "不能是"),
        ("choose from", "可选"),
        ("expected one argument", "后面要跟一个值"),
        ("not allowed with argument", "不能同时用"),
        ("argument ", "参数 "),
    ):
        message = message.replace(english, chinese)
    return message


def parser_for(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; `run` maps each command's name to what it does."""
    parser = _Parser(
        prog="hgz-report",
        description="国家高新区新型工业化简报：由数据和模板生成 DOCX 与 PDF。",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    _common(parser)
    parser.add_argument("--version", action="version", version=f"hgz-report {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    build = _command(commands, "build", "做报告，发布到 reports/<期>/", run["build"])
    build.add_argument("slug", nargs="*", metavar="文件名", help="只做这几份（见 hgz-report list）；不写就全做")
    build.add_argument("--edition", metavar="期", help="期的编号，也是输出文件夹名；默认取 report.toml")
    build.add_argument("--format", action="append", choices=("pdf", "docx"), help="只做一种格式；可写两次")
    _machine(build)

    check = _command(commands, "check", "检查数据、模板和配置，不写文件", run["check"])
    _machine(check)

    facts = _command(commands, "facts", "列出事实：数值、时期、出处、可信度", run["facts"])
    facts.add_argument("--zone", metavar="SLUG", help="只列一个高新区，全国写 national")
    facts.add_argument("--indicator", metavar="编号", help="只列一个指标")
    form = facts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON 数组")
    form.add_argument("--csv", action="store_true", help="输出 CSV")

    audit = _command(commands, "audit", "核查做好的 PDF、DOCX：每个数有没有出处，和发布时一样不一样", run["audit"])
    audit.add_argument("file", nargs="*", metavar="文件", help="要核查的文件，或一期的文件夹；不写就核查本期全部文件")
    audit.add_argument("--all", action="store_true", help="核查本期全部文件")
    audit.add_argument("--manifest", type=Path, metavar="文件", help="那一期的 manifest.json；默认在要核查的文件旁边找")
    _machine(audit)

    explain = _command(commands, "explain", "一个数从哪里来，印在哪里；一项任务为什么提出", run["explain"])
    explain.add_argument(
        "what",
        metavar="事实或数",
        help="事实编号（chengdu.pilot_platforms@2024）、印出的数（49个）、任务编号，或 高新区/任务编号",
    )
    _machine(explain)

    listing = _command(commands, "list", "列出能做的报告", run["list"])
    _machine(listing)
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, about: str, run: Command
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about, add_help=False)
    _common(parser, default=argparse.SUPPRESS)
    parser.set_defaults(command=run)
    return parser


def _common(parser: argparse.ArgumentParser, default: object = Path()) -> None:
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")
    parser.add_argument("--root", type=Path, metavar="文件夹", default=default, help="项目所在文件夹，默认当前文件夹")


def _machine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
