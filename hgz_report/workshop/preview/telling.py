"""What the preview says to a browser: papers, problems, marks, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from hgz_report.narrate.reports import Report
from hgz_report.origin import DataText, Origin, template_line
from hgz_report.problems import Problem
from hgz_report.workshop.preview.sheets import SetPaper, SheetPage
from hgz_report.workshop.preview.whose import Strip

Reply: TypeAlias = "dict[str, Any]"


def told_problem(problem: Problem) -> Reply:
    """A problem with its place apart, so that it can be clicked."""
    where = problem.where
    place = {"file": where.file, "line": where.line, "column": where.column} if where else {}
    return {
        "where": str(where or ""),
        **place,
        "what": problem.what,
        "hint": problem.hint,
        "wrong": problem.severity == "error",
    }


def told_pages(sheets: SetPaper, has: set[str]) -> Reply:
    """The pages of a paper, those whole that the browser lacks."""

    def told(page: SheetPage) -> tuple[str, str | None]:
        return page.name, None if page.name in has else page.svg

    return {
        "paper": sheets.job.report.slug,
        "title": sheets.job.report.title,
        "pages": [told(page) for page in sheets.pages],
    }


def told_papers(reports: Sequence[Report], wrong: Mapping[str, int]) -> list[Reply]:
    """The list of papers; `wrong`: how many mistakes there are, by slug."""
    return [
        {"slug": one.slug, "title": one.title.replace("\n", ""), "kind": one.folder, "wrong": wrong.get(one.slug, 0)}
        for one in reports
    ]


def marks_of(sheets: SetPaper, problems: Iterable[Problem]) -> list[Reply]:
    """Which characters of a paper are underlined, and why."""
    out: list[Reply] = []
    for problem in problems:
        if problem.where and problem.where.line:
            for strip in _strips(sheets, problem):
                said = f"{problem.what}\n{problem.hint}".strip()
                out.append({**strip._asdict(), "wrong": problem.severity == "error", "said": said})
    return out


def _strips(sheets: SetPaper, problem: Problem) -> Iterator[Strip]:
    """The quoted words of a message where they stand in what comes from its line; else all that comes from there."""
    where, words = problem.where, problem.what.partition("“")[2].partition("”")[0].strip("…")
    assert where is not None
    there = [
        (passage, start, end)
        for passage in sheets.whose.passages
        for start, end, origin in passage.stretches
        if _is_at(origin, where.file, where.line, where.column, end - start)
    ]
    held = [
        (one, at, at + len(words))
        for one, start, end in there
        if words and (at := one.text.find(words, start, end)) >= 0
    ]
    for passage, start, end in held or there:
        yield from sheets.whose.strips(passage, start, end)


def _is_at(origin: Origin, file: str, line: int, column: int, length: int) -> bool:
    if isinstance(origin, DataText):
        return origin.file == file and origin.first <= line <= origin.last
    typed = template_line(origin)
    if typed is None or (typed.file, typed.line) != (file, line):
        return False
    return not (column and typed.column) or typed.column <= column < typed.column + length
