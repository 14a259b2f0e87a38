"""Titles with the marks that say where a line ends: taken out for print, and said where they stand badly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from hgz_report.language.title_breaks import MARK, breaks_of, misplaced_break
from hgz_report.origin import Attributed, joined, template_line
from hgz_report.problems import Problem


def parted(title: str) -> tuple[Attributed, tuple[int, ...]]:
    """A title as it is printed, and the places in it where an editor wants a line to end."""
    written = joined((title,))
    lengths = [len(line) + len(MARK) for line in written.split(MARK)]
    starts = [0, *accumulate(lengths)]
    lines = (written.cut(start, end - len(MARK)) for start, end in pairwise(starts))
    return joined(lines), breaks_of(written)


def misparted(title: Attributed) -> Iterator[Problem]:
    """What is wrong with the marks in a title."""
    if fault := misplaced_break(title):
        where = template_line(title.pieces[0].origin)
        yield Problem(
            where, f"标题的断行“{MARK}”{fault}", f"“{MARK}”写在两个词之间，如 推进新型工业化{MARK}情况报告，或删去"
        )
