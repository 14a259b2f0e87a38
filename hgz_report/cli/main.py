"""The `hgz-report` command: arguments in, messages in Chinese out.  The only room that prints or exits.

Exit codes: 0 done, 1 problems found, 2 wrong usage or a file that can't be judged, 75 another run holds the output folder.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from hgz_report.cli.arguments import USAGE, Command, parser_for
from hgz_report.cli.auditing import audit
from hgz_report.cli.beating import beating
from hgz_report.cli.beginning import begin
from hgz_report.cli.building import build
from hgz_report.cli.checking import DONE, FOUND, check
from hgz_report.cli.delivering import deliver
from hgz_report.cli.examining import doctor
from hgz_report.cli.exhibiting import gallery
from hgz_report.cli.explaining import explain
from hgz_report.cli.issuing import confirm_papers, correct_edition, issue_edition
from hgz_report.cli.keeping_editions import list_editions, prune_editions
from hgz_report.cli.linting import lint
from hgz_report.cli.listing import list_facts, list_reports
from hgz_report.cli.numbering_sources import give_numbers
from hgz_report.cli.of_editions import record
from hgz_report.cli.output import say_error, show_problems, utf8_streams
from hgz_report.cli.parting import make_one_job, plan_jobs
from hgz_report.cli.previewing import preview
from hgz_report.cli.renewing import new_edition
from hgz_report.cli.returning import inbox
from hgz_report.cli.tabling import excel
from hgz_report.cli.two_editions import compare
from hgz_report.cli.typefaces import fonts
from hgz_report.cli.unattended import schedule, unattended
from hgz_report.cli.word_back import returned
from hgz_report.collection import leave_uncollected
from hgz_report.problems import Locked, Problem, Problems, Unusable

BUSY, INTERRUPTED = 75, 130
_COMMANDS: Mapping[str, Command] = {
    "audit": audit,
    "build": beating(build),
    "check": check,
    "confirm": confirm_papers,
    "correct": correct_edition,
    "editions": list_editions,
    "deliver": deliver,
    "compare": compare,
    "doctor": doctor,
    "excel": excel,
    "explain": explain,
    "facts": list_facts,
    "fonts": fonts,
    "gallery": gallery,
    "inbox": inbox,
    "issue": issue_edition,
    "lint": lint,
    "list": list_reports,
    "make-one": make_one_job,
    "new-edition": new_edition,
    "plan": plan_jobs,
    "new": begin,
    "preview": preview,
    "prune": prune_editions,
    "number-sources": give_numbers,
    "schedule": schedule,
    "unattended": lambda options: unattended(options, main),
    "record": record,
    "returned": returned,
}


def _with_negatives(arguments: list[str]) -> list[str]:
    """A negative number as `explain` takes it (-1.5%) is no option, wherever it stands."""
    number = next((word for word in arguments if re.match(r"[-−－]\d", word)), None)
    if number is None or arguments[:1] != ["explain"] or "--" in arguments:
        return arguments
    at = arguments.index(number)
    return [*arguments[:at], *arguments[at + 1 :], "--", number]


def _is_folder(root: Path) -> None:
    """Raises Unusable where `--root` is none."""
    try:
        there = root.is_dir()
    except ValueError:  # a NUL in the name
        there = False
    if not there:
        raise Unusable([Problem(None, f"没有“{root}”这个文件夹", "--root 后面写项目所在的文件夹")])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    utf8_streams()
    if arguments is None:  # the process is ours, and ends with the command
        leave_uncollected()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser_for(_COMMANDS).parse_args(_with_negatives(given))
    command: Command = options.command
    try:
        _is_folder(options.root)
        return command(options)
    except Unusable as found:
        show_problems(found.problems, as_json=bool(getattr(options, "json", False)))
        return USAGE
    except Problems as found:
        show_problems(found.problems, as_json=bool(getattr(options, "json", False)))
        return FOUND
    except Locked:
        say_error("另一次运行正在写同一个输出文件夹，本次没有写任何文件。等它结束后再试。")
        return BUSY
    except KeyboardInterrupt:
        say_error("\n已中断；已发布的报告保持原样。")
        return INTERRUPTED
    except BrokenPipeError:  # who read our output had enough of it
        return DONE
