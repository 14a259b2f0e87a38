"""`hgz-report build --watch 成都`: built again whenever a file is saved, until Ctrl-C."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from gc import collect
from pathlib import Path
from time import sleep

from hgz_report.cli.output import say_error, show_problems
from hgz_report.problems import Locked, Problem, Problems, Unusable

_SECONDS = 0.4
_INPUTS = ("data", "templates", "pictures")
_CONFIG = "report.toml"
_BUSY = "另一次运行正在写同一个输出文件夹，等下一次存盘再做。"


def rebuild(options: argparse.Namespace, build: Callable[[argparse.Namespace], int]) -> int:
    """Build, and again after each save; a mistake is said and waited out.  Raises Unusable where no paper is named."""
    if not options.slug:
        hint = "写成 hgz-report build --watch 成都；每次存盘都做全期太慢"
        raise Unusable([Problem(None, "--watch 要写明看哪几份", hint)])
    while True:
        seen = _stamps(options.root)
        try:
            build(options)
        except Problems as found:
            show_problems(found.problems, as_json=options.json)
        except Locked:
            say_error(_BUSY)
        collect()
        say_error("等着下一次存盘；按 Ctrl-C 结束。")
        while _stamps(options.root) == seen:
            sleep(_SECONDS)


def _stamps(root: Path) -> dict[Path, tuple[int, int]]:
    """When each input was saved last, and how large it is."""
    found: dict[Path, tuple[int, int]] = {}
    paths = [root / _CONFIG, *(path for room in _INPUTS for path in (root / room).rglob("*"))]
    for path in paths:
        try:
            there = path.stat()
        except OSError:  # gone between the listing and the look, as while an editor saves
            continue
        if path.suffix and not path.name.startswith("."):
            found[path] = there.st_mtime_ns, there.st_size
    return found
