"""A build with its heartbeat: status.json says how it ended, and the run itself what happened since the last one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hgz_report.cli.output import say_error
from hgz_report.problems import Locked, Problems, Unusable, os_reason, parsed_json

if TYPE_CHECKING:
    from hgz_report.delivery.clock import Clock

_FOUND, _USAGE, _BUG, _INTERRUPTED = 1, 2, 70, 130


def beating(
    command: Callable[[argparse.Namespace], int], clock: Clock | None = None
) -> Callable[[argparse.Namespace], int]:
    """The command with a heartbeat.  A trial of some papers has none, nor has a run that another one kept from running."""

    def run(options: argparse.Namespace) -> int:
        if options.slug or options.format:
            return command(options)
        from hgz_report.delivery.clock import now

        begun = (clock or now)()
        try:
            code = command(options)
        except Locked:
            raise
        except BaseException as ending:
            _beat(options, begun, clock or now, _code(ending), _said(ending))
            raise
        _beat(options, begun, clock or now, code, ())
        return code

    return run


def _code(ending: BaseException) -> int:
    match ending:
        case Unusable():
            return _USAGE
        case Problems():
            return _FOUND
        case KeyboardInterrupt():
            return _INTERRUPTED
        case _:
            return _BUG


def _said(ending: BaseException) -> Sequence[str]:
    match ending:
        case Problems():
            return [str(problem) for problem in ending.problems if problem.severity == "error"]
        case KeyboardInterrupt():
            return ["做到一半被停下"]
        case _:
            return [f"程序出错（{type(ending).__name__}），请告诉维护的人"]


def _beat(options: argparse.Namespace, begun: Any, clock: Clock, code: int, problems: Sequence[str]) -> None:
    """Write status.json and say what happened since the last run.  A heartbeat that can't be written stops nothing."""
    from hgz_report.delivery.due import output_of, raw_config, schedule_of
    from hgz_report.delivery.heartbeat import Seen, ended, read_status, since, write_status
    from hgz_report.delivery.inbox import INBOX, returned
    from hgz_report.edition.edition_folders import check_output

    config = raw_config(options.root)
    output = output_of(options.root, config)
    edition = str(options.edition or _in(config, "edition", "id") or "")
    try:
        check_output(options.root, output, edition)
    except Problems:
        return
    if not config:
        return
    schedule, waiting = schedule_of(config), returned(options.root)
    notices = list(since(read_status(output), begun, schedule))
    if waiting:
        notices.append(f"{INBOX}/ 里有 {len(waiting)} 件没有处理：hgz-report inbox 列出")
    for notice in notices:
        say_error(f"留意  {notice}")
    manifest = _manifest(output / edition) if edition else {}
    run = ended(begun, clock(), code, Seen(edition, manifest, problems, notices, len(waiting)), schedule)
    try:
        write_status(output, run)
    except OSError as error:
        say_error(f"留意  {output.name}/status.json 没有写成：{os_reason(error)}")


def _in(config: dict[str, Any], section: str, key: str) -> object:
    said = config.get(section)
    return said.get(key) if isinstance(said, dict) else None


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        content = parsed_json((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
