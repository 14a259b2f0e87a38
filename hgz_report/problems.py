"""What can go wrong, said the same way everywhere.

Three kinds: the editor's (data, templates, configuration), the environment's (fonts, folders, another run), and ours (a
bug).  The first two are `Problem`s: gathered, shown together in Chinese, exit code 1.  A bug is an ordinary exception.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]
_RANGES = ((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
_CONTROL = {code: f"<U+{code:04X}>" for first, last in _RANGES for code in range(first, last + 1)}
"""What moves a terminal's cursor, colours it, or turns the direction of a line."""
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "用完了分给的磁盘空间",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "同名文件已存在",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENXIO: "不是普通的文件",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "路径太长",
    errno.EBUSY: "有程序占着它",
    getattr(errno, "ETXTBSY", -2): "有程序占着它",
    errno.ELOOP: "链接绕成了圈",
    errno.EXDEV: "在另一个磁盘上",
    errno.EFBIG: "文件太大",
    errno.ENOMEM: "内存不够",
    errno.ETIMEDOUT: "等得太久没有回音",
    errno.ECONNREFUSED: "连不上",
    errno.EPIPE: "对方不再接收",
    getattr(errno, "ESTALE", -3): "网络磁盘断开了",
}
"""What `OSError.strerror` says in English."""


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
        text = visible(self.file)
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
        head = f"{self.where}  {visible(self.what)}" if self.where else visible(self.what)
        return f"{head}\n  提示：{visible(self.hint)}" if self.hint else head


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


def os_reason(error: OSError) -> str:
    """A clause such as “没有权限”; for what is not in the table its number, so that it can be asked about."""
    return _REASONS.get(error.errno or 0, f"系统不许（错误 {error.errno}）")


def visible(text: str) -> str:
    """A text for a terminal: control characters as their numbers, for they may come from a file that a person was sent."""
    return text.translate(_CONTROL)


def parsed_json(text: str | bytes) -> Any:
    """What a text says that somebody may have changed since we wrote it.

    Raises ValueError for one that is no JSON, also where it nests deeper than Python follows.
    """
    import json  # nine modules; most runs that have nothing to do read none

    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
