"""What can go wrong, said the same way everywhere.

Three kinds: the editor's (data, templates, configuration), the environment's (fonts, folders, another run), and ours (a
bug).  The first two are `Problem`s: gathered, shown together in Chinese, exit code 1.  A bug is an ordinary exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from hgz_report.classes import dataclass

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place a person can open: `file` relative to the project root with forward slashes, 1-based `line` and `column`.

    `line` 0 means the whole file.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`data/zones/zibo.yaml:12`, with the column where it is known."""
        text = self.file
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        return text


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong, and what to do about it (both sentences in Chinese)."""

    where: Where | None
    what: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """`data/zones/zibo.yaml:12  value：应为数字……` and, on the next line, the hint."""
        head = f"{self.where}  {self.what}" if self.where else self.what
        return f"{head}\n  提示：{self.hint}" if self.hint else head


class Problems(Exception):  # noqa: N818 - the plural is the point: one exception carries every mistake of a stage
    """Every problem of one stage; raised once the whole stage has been looked through."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems), key=_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Unusable(Problems):
    """What the command was pointed at cannot be used: no such file, not readable, not ours (exit code 2)."""


def _order(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.where or Where("")
    return where.file, where.line, where.column, problem.what


class Locked(Exception):  # noqa: N818 - a state, not an error: another run holds the output folder (exit code 75)
    """Another run is writing to the same output folder."""
