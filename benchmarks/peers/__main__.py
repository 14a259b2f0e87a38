"""Beside other programs: `python -m benchmarks.peers PYTHON`, PYTHON being that of the venv with the other programs.

Thirty papers of zones with a chart each, by each program in a process of its own, all of them in turn, five times; printed are
medians of CPU milliseconds a report and our part of theirs.  They start from finished fields, we from data and templates, and
only we check, trace and bind numbers; so the ratios are said against us.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.peers.batch import ROOT, prepare

RUNS = 5
_HERE = Path(__file__).parent
Commands = Mapping[str, Sequence[str]]


def main() -> None:
    """Print the table."""
    theirs = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "work", Path(name) / "out"
        folder.mkdir()
        out.mkdir()
        prepare(folder)
        ours = [sys.executable, "-m", "benchmarks.peers.batch", str(folder)]
        commands: Commands = {
            "PDF": [*ours, "pdf", str(out)],
            "PDF，只算排版和写文件": [*ours, "pdf", str(out), "--from-tree"],
            "Typst": [theirs, str(_HERE / "with_typst.py"), str(folder), str(out)],
            "DOCX": [*ours, "docx", str(out)],
            "docxtpl + matplotlib": [theirs, str(_HERE / "with_docxtpl.py"), str(folder), str(out)],
            "PDF + DOCX": [*ours, "pdf+docx", str(out)],
        }
        _print(in_turn(commands))


def in_turn(commands: Commands) -> dict[str, list[float]]:
    """Milliseconds a report of every run of each."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
            taken[name].append(1000 * float(said[0]) / int(said[1]))
    return taken


def _print(taken: Mapping[str, Sequence[float]]) -> None:
    both = [one + other for one, other in zip(taken["Typst"], taken["docxtpl + matplotlib"], strict=True)]
    print(f"{'做法':<24}{'CPU ms/份':>10}{'最快':>8}{'最慢':>8}")
    for name, times in {**taken, "Typst + docxtpl + matplotlib": both}.items():
        print(f"{name:<26}{statistics.median(times):>8.1f}{min(times):>9.1f}{max(times):>9.1f}")
    for ours, name, theirs in (
        ("PDF", "Typst", taken["Typst"]),
        ("PDF，只算排版和写文件", "Typst", taken["Typst"]),
        ("DOCX", "docxtpl + matplotlib", taken["docxtpl + matplotlib"]),
        ("PDF + DOCX", "Typst + docxtpl + matplotlib", both),
    ):
        ratios = [one / other for one, other in zip(taken[ours], theirs, strict=True)]
        print(f"{ours} ÷ ({name})：{statistics.median(ratios):.2f}（{min(ratios):.2f}—{max(ratios):.2f}）")


if __name__ == "__main__":
    main()
