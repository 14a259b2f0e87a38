"""`hgz-report unattended`: what a timer starts.  An edition is made and delivered; where that fails the editor is told.

`hgz-report schedule`: the timers to start it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cli.output import print_json, say_error
from hgz_report.data.apart_files import RECIPIENTS
from hgz_report.problems import Problem, Problems, Unusable, Where, os_reason

if TYPE_CHECKING:
    from datetime import datetime

    from hgz_report.delivery.due import Schedule
    from hgz_report.delivery.timers import System

DONE, FOUND, BUSY = 0, 1, 75
_CONFIG = "report.toml"
Main = Callable[[Sequence[str]], int]


def unattended(options: argparse.Namespace, main: Main) -> int:
    """Make, deliver, tell, each by `main`.  Exit code of the first step that failed; 75 where another run is at it."""
    from hgz_report.delivery.clock import now

    if options.if_due and not _is_due(options.root, now()):
        return DONE
    with _logged(options.root, options.log):
        print(f"== {now():%Y-%m-%d %H:%M} 定时运行", flush=True)
        return _run(options, main)


def _run(options: argparse.Namespace, main: Main) -> int:
    root = ["--root", str(options.root)]
    try:
        code = _made_and_sent(options, main, root)
    except Exception:  # ours: it is said elsewhere, but the editor sits somewhere else
        if _editor(options.root):
            main([*root, "deliver", "--failure", "--send"])
        raise
    if code not in (DONE, BUSY) and _editor(options.root):
        main([*root, "deliver", "--failure", "--send"])
    return code


def _made_and_sent(options: argparse.Namespace, main: Main, root: Sequence[str]) -> int:
    code = main([*root, "build", "--unattended", *(["--keep-going"] if options.keep_going else [])])
    published = code == DONE or (code == FOUND and options.keep_going and _has_gaps(options.root))
    if published and (options.root / RECIPIENTS).is_file():
        sent = main([*root, "deliver", "--send"])
        return sent if code == DONE else code
    return code


def _has_gaps(root: Path) -> bool:
    """Whether the last run published an edition that lacks papers: of one that published nothing the heartbeat names none."""
    from hgz_report.delivery.due import output_of, raw_config
    from hgz_report.delivery.heartbeat import read_status

    last = read_status(output_of(root, raw_config(root)))
    return last is not None and bool(last.withheld)


def _editor(root: Path) -> bool:
    """Whether somebody is to be told.  Where report.toml can't be read there is nobody to be known of."""
    from hgz_report.delivery.due import raw_config

    said = raw_config(root).get("delivery")
    return isinstance(said, dict) and bool(said.get("editor"))


def _is_due(root: Path, moment: datetime) -> bool:
    """Whether a run was due since the last one began; where none ever ran, one is."""
    from datetime import datetime

    from hgz_report.delivery.due import output_of, raw_config
    from hgz_report.delivery.heartbeat import read_status

    config = raw_config(root)
    last = read_status(output_of(root, config))
    return last is None or bool(_schedule(root).dues(datetime.fromisoformat(last.begun), moment))


def _schedule(root: Path) -> Schedule:
    """Raises Problems for mistakes in report.toml, Unusable where it has no schedule."""
    from hgz_report.delivery.due import raw_config, schedule_of
    from hgz_report.edition.config import read_config

    read_config(root)
    found = schedule_of(raw_config(root))
    if found is None:
        hint = '在 [schedule] 写 every = "季"、day = 5、time = "06:00" 一类；说明见 docs/schedule.md'
        raise Unusable([Problem(Where(_CONFIG), "没有写多久做一次", hint)])
    return found


@contextmanager
def _logged(root: Path, log: Path | None) -> Iterator[None]:
    """What is said goes to the end of a file, relative to the project's root.  Raises Problems where it can't be written."""
    if log is None:
        yield
        return
    path = root / log
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8", errors="replace")
    except OSError as error:
        raise Problems(
            [Problem(Where(str(log)), f"日志写不进去：{os_reason(error)}", "换一个文件，检查权限")]
        ) from None
    with file, redirect_stdout(file), redirect_stderr(file):
        yield


def schedule(options: argparse.Namespace) -> int:
    """Print the timers of one system.  Raises Unusable where report.toml says not when."""
    from hgz_report.delivery.clock import now
    from hgz_report.delivery.timers import Timer

    system: System = options.system
    due = _schedule(options.root)
    timer = Timer(due, options.root.resolve(), Path(sys.executable).absolute(), due.next(now()), options.keep_going)
    text = timer.text(system)
    if options.json:
        print_json({"system": system, "text": text, "first": timer.first.isoformat()})
        return DONE
    print(text, end="")
    say_error(f"第一次 {timer.first:%Y-%m-%d %H:%M}（北京时间）。怎样装上，见 docs/schedule.md。")
    return DONE
