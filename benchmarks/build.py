"""How long the command takes and how much memory: one report from cold, the whole edition, and the commands that write nothing.

`python -m benchmarks.build` runs each command as a user would, in a process of its own, on a copy of the project's data and
templates.  It prints; it judges nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 3
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("list",),
    ("facts", "--json"),
    ("check",),
    ("check", "--no-cache"),
    ("build", "chengdu"),
    ("build", "chengdu", "--no-cache"),
    ("build", "national"),
    ("build",),
    ("build", "--no-cache"),
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "templates", "fonts"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name)
        shutil.copy2(ROOT / "report.toml", root)
        print(f"{'命令':<36}{'最快 s':>8}{'最慢 s':>8}{'峰值 MB':>9}")
        for command in COMMANDS:
            times, memory = zip(*(run(root, command) for _ in range(RUNS)), strict=True)
            name = " ".join(("hgz-report", *command))
            print(f"{name:<36}{min(times):>8.2f}{max(times):>8.2f}{max(memory):>9.0f}")


def run(root: Path, command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds of wall clock and peak resident memory in MB of one run of the command."""
    arguments = [sys.executable, "-m", "hgz_report", command[0]]
    arguments += [*command[1:]] if command[0].startswith("--") else ["--root", str(root), *command[1:]]
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        error = process.stderr.read().decode() if process.stderr else ""
        raise SystemExit(f"{' '.join(arguments)}\n{error}")
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
