"""The command line's arguments, with help and messages in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from hgz_report import __version__
from hgz_report.cli.argparse_words import speak_chinese
from hgz_report.cli.edition_arguments import edition_commands, with_runs
from hgz_report.cli.editor_arguments import editor_commands
from hgz_report.cli.looking_arguments import looking
from hgz_report.cli.output import say_error
from hgz_report.cli.sending_arguments import sending_commands
from hgz_report.writers.formats import FORMATS

USAGE = 2
Command = Callable[[argparse.Namespace], int]
_EXAMPLES = """示例：
  hgz-report preview 成都              在浏览器里看着改
  hgz-report build                     做本期全部报告（等于 make report）
  hgz-report build 成都 淄博           试做两份，放在 reports/<期>-试做/，发布的一期不动
  hgz-report build --format pdf        试做 PDF
  hgz-report build --explain           哪几份重做了，为什么
  hgz-report check                     只检查数据和模板，不写文件
  hgz-report check --rules             数据检查有哪些规则
  hgz-report check --settle            改动了的数核对过了，定稿
  hgz-report check --source 原文.pdf   核对出自这份原文的每个数
  hgz-report lint                      检查标点、数字用法和用词
  hgz-report facts --zone chengdu      列出成都高新区的全部事实
  hgz-report facts --json > facts.json 给程序用
  hgz-report audit 成都简报.docx --manifest reports/2026-Q4/manifest.json
                                       核查改过的稿子里的数
  hgz-report explain 49个              这个数从哪里来，印在哪里
  hgz-report explain 打通中试转化      这几个字写在哪个文件哪一行，印在哪里
  hgz-report deliver                   谁会收到哪几份；--send 真的发
  hgz-report returned 改过的.docx      Word 里改了什么，各该改哪个文件哪一行；--apply 1,3 写进去
  hgz-report compare 2026-Q4           同上一期比，变了什么
  hgz-report excel out 表.xlsx         数导出到 Excel，改完用 excel in 读回
  hgz-report new-edition 2027-Q1       换到新的一期
  hgz-report fonts                     本机用哪些字体
  hgz-report gallery                   看看有哪些图，怎么写
"""
_LINT = """怎么用：
  hgz-report lint                                 全部检查：模板、数据，还有组成报告后的文字
  hgz-report lint templates/zone/20_practices.md.j2  只看一个文件
  hgz-report lint --fix                           先改能代改的，再列出剩下的
  hgz-report lint --rules                         规则表（带说明的在 docs/lint.md）

看结果：每处一行，依次是轻重、文件:行:列、规则号、名称、原文，下一行是改法。
错误要改，改完才通过 check；留意不拦，但发出前都要看过。
确实该这样写的，在模板里同一行或上一行写豁免和理由：
  {## lint: W03 原话，见来源 ##}

退出码：0 没有错误，1 有错误，2 用法不对。
"""


class _Parser(argparse.ArgumentParser):
    """argparse that says what is wrong in the words and with the exit code of this command."""

    def error(self, message: str) -> NoReturn:
        say_error(f"用法不对：{message}{self._meant(message)}\n看用法：{self.prog} --help")
        raise SystemExit(USAGE)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Where help can't be printed, that is said: argparse would pass over it."""
        (file or sys.stderr).write(message)

    def _meant(self, message: str) -> str:
        """What a word that is none of ours was meant to be, as a question; nothing where nothing is like it."""
        from difflib import get_close_matches

        if found := re.search(r"认不出的参数：.*?(--[\w-]+)", message):
            known = [option for parser in self._family() for one in parser._actions for option in one.option_strings]
        elif found := re.search(r"不能是 '(.*?)'（可选：(.*)）", message):
            known = [word.strip("' ") for word in found[2].split(",")]
        else:
            return ""
        near = get_close_matches(found[1], known, 1)
        return f"\n是不是 {near[0]}？" if near else ""

    def _family(self) -> Iterator[argparse.ArgumentParser]:
        yield self
        for one in self._actions:
            if isinstance(one, argparse._SubParsersAction):
                yield from one.choices.values()


class _Form(argparse.RawDescriptionHelpFormatter):
    """Headings end in a Chinese colon; before Python 3.13 the colon is no part of what is translated."""

    def format_help(self) -> str:
        return re.sub(r"^(\S+):$", r"\1：", super().format_help(), flags=re.MULTILINE)


def parser_for(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; `run` maps each command's name to what it does."""
    speak_chinese()
    parser = _Parser(
        prog="hgz-report",
        description="国家高新区新型工业化简报：由数据和模板生成 DOCX 与 PDF。",
        epilog=_EXAMPLES,
        formatter_class=_Form,
        add_help=False,
    )
    _common(parser)
    parser.add_argument("--version", action="version", version=f"hgz-report {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    looking(partial(_command, commands), run)
    _making(commands, run)
    _comparing(commands, run)
    editor_commands(partial(_command, commands), _command, run, _machine)
    add = with_runs(partial(_command, commands), run)
    edition_commands(add, _day, _positive)
    sending_commands(add)
    _checking(commands, run)
    _asking(commands, run)
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _making(commands: _Commands, run: Mapping[str, Command]) -> None:
    build = _command(commands, "build", "做报告，发布到 reports/<期>/", run["build"])
    what = "只试做这几份，不发布：成都、全国、标题或文件名（见 hgz-report list）；不写就全做"
    build.add_argument("slug", nargs="*", metavar="名称", help=what)
    build.add_argument("--watch", action="store_true", help="存盘一次试做一次，到按 Ctrl-C 为止；要写明哪几份")
    build.add_argument("--edition", metavar="期", help="期的编号，也是输出文件夹名；默认取 report.toml")
    what = "成文日期，写成 2026-12-31；默认取 report.toml"
    build.add_argument("--date", type=_day, metavar="日期", help=what)
    build.add_argument(
        "--strict",
        action="store_true",
        help="版面有毛病（大片空白、短表分页等），或一期的文件夹里有别人改过、另放的文件，就不发布",
    )
    build.add_argument("--format", action="append", choices=tuple(FORMATS), help="只试做一种格式，不发布；可写两次")
    build.add_argument("--explain", action="store_true", help="逐份说明为什么重做：读了的什么变了；没有变的沿用上次的")
    what = "字体文件从头再读一遍，不凭大小和时间认；没有改动也照样核对一遍"
    build.add_argument("--verify", action="store_true", help=what)
    what = "在 Dask 集群上做，写调度器的地址，如 tcp://10.0.0.5:8786（要装 hgz-report[cluster]，见 docs/cluster.md）"
    build.add_argument("--cluster", metavar="地址", help=what)
    what = "一个高新区的数据或模板有错，只缺它的几份，别的照发（退出码 1）；不写就一份都不发"
    build.add_argument("--keep-going", action="store_true", help=what)
    what = "没有人看着（定时运行）：有要人拿主意的就不发布；没有终端、设了环境变量 CI 的，自动算"
    build.add_argument("--unattended", action="store_true", help=what)
    what = "字体和上一期不一样是有意的：照样发布"
    build.add_argument("--new-fonts", action="store_true", help=what)
    build.add_argument("-v", "--verbose", action="store_true", help="也说出 .cache/ 里哪些结果坏了，重新做了")
    _workers(build)
    _machine(build)

    plan = _command(commands, "plan", "列出本期要做的报告，一份一个任务，给 make、ninja 等用", run["plan"])
    plan.add_argument(
        "--make", action="store_true", help="写成 Makefile：存成文件，用 make -j 8 -f 它来做，再 hgz-report build"
    )
    _machine(plan)

    one = _command(commands, "make-one", "只做一份，留在 .cache/；都做好了用 build 发布", run["make-one"])
    one.add_argument("job", metavar="文件名", help="哪一份（见 hgz-report plan）")
    one.add_argument("out", type=Path, metavar="结果", help="做好了就写这个文件（JSON）：给 make 看的凭据")
    _machine(one)

    numbers = _command(
        commands, "number-sources", "给还没有来源号的出处编号，写进 data/sources.yaml", run["number-sources"]
    )
    _machine(numbers)

    gallery = _command(commands, "gallery", "画出每种图的样张，放在 docs/charts/", run["gallery"])
    _machine(gallery)


def _comparing(commands: _Commands, run: Mapping[str, Command]) -> None:
    record = _command(
        commands, "record", "把发布的一期记进 data/editions/：以后的各期同它比，文件夹丢了也比得出", run["record"]
    )
    record.add_argument("edition", nargs="?", metavar="期", help="哪一期；不写就是 report.toml 里的")
    _machine(record)

    compare = _command(commands, "compare", "两期之间变了什么：数、句子、建议、图", run["compare"])
    what = "上一期的编号，或它的文件夹；不写就是 report.toml 的 previous"
    compare.add_argument("old", nargs="?", metavar="上一期", help=what)
    compare.add_argument("new", nargs="?", metavar="本期", help="本期的编号，或它的文件夹；不写就是 report.toml 里的")
    compare.add_argument("--xlsx", type=Path, metavar="文件", help="另写一份 Excel 对照表，分数、句子、建议、图四张")
    what = "另写各篇的修订稿（Word 的修订：全部接受是本期，全部拒绝是上期）"
    compare.add_argument("--revisions", type=Path, metavar="文件夹", help=what)
    _machine(compare)


def _checking(commands: _Commands, run: Mapping[str, Command]) -> None:
    check = _command(commands, "check", "检查数据、模板和配置，不写文件", run["check"])
    check.add_argument("--strict", action="store_true", help="把留意也当作错误")
    what = check.add_mutually_exclusive_group()
    what.add_argument(
        "--pages", action="store_true", help="连版面也排一遍（慢一些）：排不下的表、大片空白、短表分页等也找出来"
    )
    what.add_argument("--rules", action="store_true", help="列出数据检查的全部规则")
    what.add_argument(
        "--settle", action="store_true", help="定稿：列出改动了的数，记在 data/settled.yaml，以后再改就提出来"
    )
    what.add_argument(
        "--source",
        type=Path,
        metavar="文件",
        help="用手头的出处原文（txt、docx、pdf）核对注明出自它的数，并列出没有用到的数",
    )
    check.add_argument("--as", dest="source_id", metavar="编号", help="这份原文是哪个出处；不写就按文中的标题认")
    _workers(check)
    _machine(check)

    lint = _command(commands, "lint", "检查文字：标点、数字用法、空泛的词、没有出处的数", run["lint"], epilog=_LINT)
    lint.add_argument("file", nargs="*", metavar="文件", help="只检查这几个模板或数据文件；不写就全部检查")
    lint.add_argument("--fix", action="store_true", help="改正能代改的（写回文件；不动模板里的代码）")
    lint.add_argument("--rules", action="store_true", help="列出全部规则：依据、轻重、能不能代改")
    machine = lint.add_mutually_exclusive_group()
    machine.add_argument(
        "--markdown", action="store_true", help="同 --rules 合用：规则表的 Markdown，即 docs/lint.md 里的表"
    )
    machine.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
    machine.add_argument("--sarif", action="store_true", help="输出 SARIF 2.1.0，给编辑软件和代码平台用")

    audit = _command(commands, "audit", "核查做好的 PDF、DOCX：每个数有没有出处，和发布时一样不一样", run["audit"])
    audit.add_argument("file", nargs="*", metavar="文件", help="要核查的文件，或一期的文件夹；不写就核查本期全部文件")
    audit.add_argument("--all", action="store_true", help="核查本期全部文件")
    audit.add_argument("--manifest", type=Path, metavar="文件", help="那一期的 manifest.json；默认在要核查的文件旁边找")
    _machine(audit)


def _asking(commands: _Commands, run: Mapping[str, Command]) -> None:
    facts = _command(commands, "facts", "列出事实：数值、时期、出处、可信度", run["facts"])
    facts.add_argument("--zone", metavar="SLUG", help="只列一个高新区，全国写 national")
    facts.add_argument("--indicator", metavar="编号", help="只列一个指标")
    form = facts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON 数组")
    form.add_argument("--csv", action="store_true", help="输出 CSV")

    explain = _command(commands, "explain", "一个数从哪里来，印在哪里；一项任务为什么提出", run["explain"])
    explain.add_argument(
        "what",
        metavar="事实、数或句子",
        help="事实编号（chengdu.pilot_platforms@2024）、印出的数（49个、-1.5%%）、印出的一句话、任务编号，或 高新区/任务编号",
    )
    _machine(explain)

    back = _command(commands, "returned", "改过的 Word 文件里改了什么，各该改哪个文件哪一行", run["returned"])
    back.add_argument("file", nargs="?", type=Path, metavar="文件", help="交回来的 DOCX；不写就列出有哪些改过的文件")
    back.add_argument("--edition", metavar="期", help="它是哪一期的；不写就按文件里的书签认")
    what = "把第几处写进数据或模板，如 3 或 3,5：先在副本里试，通不过检查、印出来不是这样的不写"
    back.add_argument("--apply", type=_places, metavar="第几处", default=(), help=what)
    _machine(back)

    fonts = _command(commands, "fonts", "各种字体用的是哪个文件；取自由的仿宋、楷体", run["fonts"])
    fonts.add_argument("--fetch", action="store_true", help="取自由的仿宋、楷体等字体，放进 fonts/（Debian、Ubuntu）")
    fonts.add_argument("--optional", action="store_true", help="同 --fetch 合用：取不到也算成功")
    _machine(fonts)

    listing = _command(commands, "list", "列出能做的报告", run["list"])
    _machine(listing)


def _command(commands: _Commands, name: str, about: str, run: Command, *, epilog: str = "") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=about, description=about, epilog=epilog, formatter_class=_Form, add_help=False
    )
    _common(parser, default=argparse.SUPPRESS)
    parser.set_defaults(command=run)
    return parser


def _common(parser: argparse.ArgumentParser, default: object = Path()) -> None:
    parser.add_argument("-h", "--help", action="help", help="显示这份说明")
    unsaid = default if default is argparse.SUPPRESS else False
    what = "不用以前留在 .cache/ 里的结果，全部重算"
    parser.add_argument("--no-cache", action="store_true", default=unsaid, help=what)
    parser.add_argument("--root", type=Path, metavar="文件夹", default=default, help="项目所在文件夹，默认当前文件夹")


def _workers(parser: argparse.ArgumentParser) -> None:
    what = "同时用几个进程做；默认同处理器核数，1 是不另开进程；做出来的一样"
    parser.add_argument("--jobs", type=_positive, metavar="几个", default=None, help=what)


def _places(text: str) -> tuple[int, ...]:
    return tuple(_positive(one.strip()) for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip())


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”不是 1、2、3 一类的数")
    return int(text)


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"没有“{text}”这一天") from None
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，写成 2026-12-31")


def _machine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
