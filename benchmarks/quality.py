"""Measures again what docs/quality.md says of speed and memory: `python -m benchmarks.quality [--zones N] [WORD…]`.

Prints a line a figure: CPU (user + system) and wall time in seconds, the median of several runs, and the largest peak of one
process in MiB.  The project is copied; nothing of it changes.  For an idle machine; with `--zones 1000` it takes ten minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_NUMBER = re.compile(r"^(\s+value: )(\d+)$", re.MULTILINE)
Before = Callable[[], None]


class Figure(NamedTuple):
    """A command, how often it runs, what is done before each run, and how it may end."""

    name: str
    words: tuple[str, ...]
    times: int
    before: Before


def main() -> int:
    """Print the figures that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("word", nargs="*", help="only figures whose name has one of these words")
    parser.add_argument("--zones", type=int, default=178, help="how many zones the large project has")
    options = parser.parse_args()
    print(
        f"负载 {os.getloadavg()[0]:.1f}，{os.cpu_count()} 个处理器\n| 什么 | CPU s | 墙上 s | 峰值 MiB |\n|---|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory(prefix="quality-") as name:
        small, large = Path(name) / "small", Path(name) / "large"
        _copied(small)
        for project, said in ((small, "13 个高新区"), (large, f"{options.zones} 个高新区")):
            figures = [one for one in _figures(project, said) if _asked(one.name, options.word)]
            if figures and project is large:
                _run([sys.executable, "-m", "benchmarks.many_zones", str(options.zones), str(large)], ROOT)
            for figure in figures:
                _print(figure, project)
    return 0


def _asked(name: str, words: list[str]) -> bool:
    return not words or any(word in name for word in words)


def _copied(folder: Path) -> None:
    folder.mkdir()
    for part in ("data", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "report.toml", folder)
    (folder / "fonts").symlink_to(ROOT / "fonts")


def _figures(project: Path, said: str) -> list[Figure]:
    """Those of one project, in an order in which each finds what it needs."""
    cold, one = ("build", "--no-cache", "--jobs", "1"), ("build", "--jobs", "1")
    nothing: Before = lambda: None  # noqa: E731 - a name for doing nothing
    change: Before = lambda: _change(project)  # noqa: E731
    times = 3 if "13" in said else 1
    return [
        Figure(f"{said}，从头做，一个进程", cold, times, nothing),
        Figure(f"{said}，从头做，两个进程", (*cold[:-1], "2"), times, nothing),
        Figure(f"{said}，头一遍，留下 .cache/", one, 1, nothing),
        Figure(f"{said}，什么都没变", one, 5, nothing),
        Figure(f"{said}，改一个数", one, 5, change),
        Figure(f"{said}，check --no-cache", ("check", "--no-cache"), 1, nothing),
        Figure(f"{said}，check，改过一个数", ("check",), 3, change),
        Figure(f"{said}，check，什么都没变", ("check",), 5, nothing),
        Figure(f"{said}，audit --all", ("audit", "--all"), 1, nothing),
    ]


def _change(project: Path) -> None:
    """One more of something that the third zone reports: a value that there has not been, what was made before is of no use."""
    path = sorted((project / "data/zones").glob("*.yaml"))[2]
    said = path.read_text(encoding="utf-8")
    found = next(one for one in _NUMBER.finditer(said) if len(one[2]) > 1)
    path.write_text(f"{said[: found.start()]}{found[1]}{int(found[2]) + 1}{said[found.end() :]}", encoding="utf-8")


def _print(figure: Figure, project: Path) -> None:
    command = [sys.executable, "-m", "hgz_report", *figure.words]
    runs = []
    for _ in range(figure.times):
        figure.before()
        runs.append(_run(command, project))
    cpu, wall, peak, codes = zip(*runs, strict=True)
    ended = "" if set(codes) == {0} else f"（退出码 {'、'.join(map(str, sorted(set(codes))))}）"
    print(f"| {figure.name}{ended} | {median(cpu):.2f} | {median(wall):.2f} | {max(peak):.0f} |", flush=True)


def _run(command: list[str], folder: Path) -> tuple[float, float, float, int]:
    """CPU and wall seconds, MiB, exit code; of workers the CPU counts, and the largest peak of one of them."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # `make report` ignores it: all modules would be compiled anew
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024, process.returncode


if __name__ == "__main__":
    sys.exit(main())
