"""What the command prints: tables and progress on a terminal, JSON and CSV for machines, problems on the error stream."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from hgz_report.problems import Problem, visible

if TYPE_CHECKING:
    from rich.console import Console

    from hgz_report.edition.do_jobs import HowFar, Progress
    from hgz_report.edition.unchanged import Outcome, PaperFiles


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


_LINE_ENDS = {code: f"<U+{code:04X}>" for code in (0x09, 0x0A, 0x2028, 0x2029)}
"""In a cell."""
MOST_SHOWN = 500
"""Problems of a run, or differences of a file, on a terminal; more than that is one mistake many times over."""


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere.  It is drawn when something happens, by no thread of its own: processes fork."""
    if quiet or not sys.stderr.isatty():
        yield lambda standing: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=_console(stderr=True),
        transient=True,
        auto_refresh=False,
    ) as bar:
        task = bar.add_task("准备", total=None)
        bar.refresh()

        def show(now: HowFar) -> None:
            bar.update(task, completed=now.made + now.kept, total=now.total, description=_doing(now), refresh=True)

        yield show


def _doing(now: HowFar) -> str:
    """What a run is doing, for the line beside its bar."""
    if now.made + now.kept >= now.total:
        return "写入"
    said = f"做了 {now.made} 份，沿用 {now.kept} 份"
    return f"{said}；在做 {now.running[0]}" if now.running else said


def show_made(made: Outcome, *, as_json: bool, again: bool = False, explain: bool = False) -> None:
    """What a build made: a table, the fonts, the warnings, where it is; or the same as JSON.

    `again`: all of it stood there; `explain`: why each report was made.
    """
    if as_json:
        print_json(_made_record(made, again=again))
        return
    fresh = [paper for paper in made.papers if paper.reason and not again]
    if explain:
        show_table(("报告", "做了没有", "为什么"), [_explained(m, made=m in fresh) for m in made.papers])
    elif fresh:
        show_table(("报告", "页数", "文件"), [(m.title, str(m.pages), "、".join(m.files)) for m in fresh])
    if not again:
        print(f"字体：{'，'.join(f'{role} {face}' for role, face in made.fonts.items())}")
    for warning in made.warnings:
        print(f"留意  {warning}")
    for problem in made.wrong:
        say_error(str(problem))
    for paper in made.missing:
        say_error(f"暂缺  {paper}")
    output = made.folder.rpartition("/")[0]
    for one in made.kept:
        look = f"；看改了什么：hgz-report returned {output}/{one.place}" if one.place.endswith(".docx") else ""
        print(f"留意  {one.name} 是{_KEPT[one.what]}，没有删，移到 {output}/{one.place}{look}")
    done = "没有改动，不用重做" if again else "完成"
    held = f"（新做 {len(fresh)} 份，沿用 {len(made.papers) - len(fresh)} 份）" if not again else ""
    count = f"{len(made.papers)} 份报告{held}在 {made.folder}/，{len(made.warnings) + len(made.kept)} 处留意"
    print(f"{done}：{count}。总目录 {made.folder}/index.html")
    if made.trial:
        print("这是试做，发布的一期没有动；要发布，做全期：hgz-report build（或 make report）。")


_KEPT = {"改过": "发布以后有人改过的", "另放的": "别人放在里面的"}


def _made_record(made: Outcome, *, again: bool) -> dict[str, object]:
    reports = [
        {
            "slug": m.slug,
            "title": m.title,
            "pages": m.pages,
            "files": list(m.files),
            "reason": "" if again else m.reason,
        }
        for m in made.papers
    ]
    return {
        "folder": made.folder,
        "reports": reports,
        "fonts": dict(made.fonts),
        "warnings": [problem_record(warning) for warning in made.warnings],
        "unchanged": again,
        "missing": list(made.missing),
        "problems": [problem_record(problem) for problem in made.wrong],
        "kept": [{"file": one.name, "what": one.what, "place": one.place} for one in made.kept],
        "trial": made.trial,
    }


def _explained(paper: PaperFiles, *, made: bool) -> tuple[str, str, str]:
    return (paper.slug, "重做", paper.reason) if made else (paper.slug, "沿用", "读了的都没有变")


def show_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output: on a terminal as wide as it is, elsewhere a line a row.  A file may be called anything."""
    rows = [[visible(cell).translate(_LINE_ENDS) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        print(_plain_table([head, *rows]))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*head, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    _console().print(table)


def _plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns under their heads, a character of Chinese as wide as two others: a tenth of the time that rich takes to load."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    head, *lines = (
        "   ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join((head, "─" * (sum(widths) + 3 * (len(widths) - 1)), *lines))


def _width(text: str) -> int:
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def unshown(number: int) -> str:
    """That so many of what was found are left out."""
    return f"……还有 {number} 处没有列出；全部的用 --json 看。"


def show_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Every problem on the error stream and how many there are; or the same as JSON on standard output."""
    if as_json:
        print_json({"problems": [problem_record(problem) for problem in problems]})
        return
    grave = sorted(problems, key=lambda problem: problem.severity == "warning")
    shown = problems if len(problems) <= MOST_SHOWN else grave[:MOST_SHOWN]
    for problem in shown:
        say_error(f"留意  {problem}" if problem.severity == "warning" else str(problem))
    if len(problems) > len(shown):
        say_error(unshown(len(problems) - len(shown)))
    errors = sum(problem.severity == "error" for problem in problems)
    say_error(f"共 {errors} 处错误，没有写任何文件。")


def problem_record(problem: Problem) -> dict[str, object]:
    """A problem as plain fields for JSON."""
    where = problem.where
    return {
        "file": where.file if where else "",
        "line": where.line if where else 0,
        "column": where.column if where else 0,
        "severity": problem.severity,
        "what": problem.what,
        "hint": problem.hint,
    }


def show_spoilt(entries: Collection[str]) -> None:
    """The entries of the store that were damaged, on the error stream."""
    for entry in sorted(entries):
        say_error(f".cache/{entry}  坏了，没有用，重新做了")


def shown_value(record: dict[str, str]) -> str:
    """A fact's value as a person reads it in a table."""
    from hgz_report.language.wording import QUALIFIER_WORDS

    mark = QUALIFIER_WORDS[record["qualifier"]]
    status = {"actual": "", "target": "（目标）", "estimate": "（预计）", "preliminary": "（初步）"}[record["status"]]
    return f"{mark}{record['value']}{record['unit']}{status}"


def print_json(content: object) -> None:
    """Indented JSON, Chinese as it is."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def print_csv(records: Sequence[dict[str, str]]) -> None:
    """Records as CSV with a head row, no cell that a spreadsheet would change."""
    from hgz_report.language.spreadsheet_cells import as_text

    writer = csv.DictWriter(sys.stdout, fieldnames=list(records[0]) if records else ["id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: as_text(cell) for key, cell in record.items()} for record in records)


def say(text: str) -> None:
    """A line on standard output of words that may come from a file that somebody sent."""
    print(visible(text))


def say_error(text: str) -> None:
    """A line on the error stream."""
    print(visible(text), file=sys.stderr)


def utf8_streams() -> None:
    """Chinese on every system's terminal: Windows consoles and C locales would otherwise fail on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
