"""The `hgz-report` command: arguments in, messages in Chinese out.  The only room that prints or exits.

Exit codes: 0 done, 1 problems found, 2 wrong usage or a file that can't be judged, 75 another run holds the output folder.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from hgz_report.cache.together import NOTE, left_half_done
from hgz_report.cli.arguments import USAGE, Command, parser_for
from hgz_report.cli.beating import beating
from hgz_report.cli.output import say_error, show_problems, utf8_streams
from hgz_report.collection import leave_uncollected
from hgz_report.problems import Locked, Problem, Problems, Unusable, Where, os_reason

DONE, FOUND, BUSY, INTERRUPTED = 0, 1, 75, 130


@dataclass(frozen=True, slots=True)
class CalledFor:
    """A command whose module is imported when it is asked for: there are thirty, and a run needs one."""

    module: str
    name: str

    def __call__(self, options: Namespace) -> int:
        """Run it."""
        return self.command(options)

    @property
    def command(self) -> Command:
        """What it does."""
        found: Command = getattr(import_module(f"hgz_report.cli.{self.module}"), self.name)
        return found


def _unattended(options: Namespace) -> int:
    from hgz_report.cli.unattended import unattended

    return unattended(options, main)


COMMANDS: Mapping[str, Command] = {
    "audit": CalledFor("auditing", "audit"),
    "build": beating(CalledFor("building", "build")),
    "check": CalledFor("checking", "check"),
    "confirm": CalledFor("issuing", "confirm_papers"),
    "correct": CalledFor("issuing", "correct_edition"),
    "editions": CalledFor("keeping_editions", "list_editions"),
    "deliver": CalledFor("delivering", "deliver"),
    "compare": CalledFor("two_editions", "compare"),
    "doctor": CalledFor("examining", "doctor"),
    "excel": CalledFor("tabling", "excel"),
    "explain": CalledFor("explaining", "explain"),
    "facts": CalledFor("listing", "list_facts"),
    "fonts": CalledFor("typefaces", "fonts"),
    "gallery": CalledFor("exhibiting", "gallery"),
    "inbox": CalledFor("returning", "inbox"),
    "issue": CalledFor("issuing", "issue_edition"),
    "lint": CalledFor("linting", "lint"),
    "list": CalledFor("listing", "list_reports"),
    "make-one": CalledFor("parting", "make_one_job"),
    "new-edition": CalledFor("renewing", "new_edition"),
    "plan": CalledFor("parting", "plan_jobs"),
    "new": CalledFor("beginning", "begin"),
    "preview": CalledFor("previewing", "preview"),
    "prune": CalledFor("keeping_editions", "prune_editions"),
    "number-sources": CalledFor("numbering_sources", "give_numbers"),
    "schedule": CalledFor("unattended", "schedule"),
    "unattended": _unattended,
    "record": CalledFor("of_editions", "record"),
    "returned": CalledFor("word_back", "returned"),
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


def _of_the_system(root: Path, error: OSError) -> Problem:
    """A file that can't be read or written, where nobody had more to say of it."""
    path = Path(os.fsdecode(error.filename))
    inside = path.is_relative_to(root) and path != root
    where = Where(path.relative_to(root).as_posix() if inside else str(path))
    return Problem(where, f"读不了或者写不进：{os_reason(error)}", "检查它的权限、所在的磁盘和剩下的空间，再运行一次")


def _undo_half_done(root: Path) -> None:
    """Files that a killed run left half exchanged are as they were before it.  Raises Problems where that can't be."""
    try:
        found = left_half_done(root)
    except OSError as error:
        what = f"上一次运行改了一半就停了，现在退不回原样：{os_reason(error)}"
        raise Problems([Problem(Where(NOTE), what, "检查磁盘空间和文件夹的权限，再运行一次")]) from None
    if found and found.back:
        say_error(f"留意  上一次运行改了一半就停了，已退回原样：{'、'.join(found.back)}。要改的再做一次。")
    if found and found.moved:
        say_error(
            f"留意  上一次运行改了一半就停了，后来又有人改过，没有动：{'、'.join(found.moved)}。看 git diff，缺的补上。"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    utf8_streams()
    if arguments is None:  # the process is ours, and ends with the command
        leave_uncollected()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = Namespace(root=Path())
    try:
        options = parser_for(COMMANDS).parse_args(_with_negatives(given))
        command: Command = options.command
        _is_folder(options.root)
        _undo_half_done(options.root)
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
    except OSError as error:
        if not error.filename:
            raise
        problem = _of_the_system(options.root, error)
        if getattr(options, "json", False):
            show_problems([problem], as_json=True)
        else:
            say_error(str(problem))  # what was written before it is there
        return FOUND
