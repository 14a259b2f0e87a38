"""Bytes of a file -> text, for YAML safe to hand to its parser, and what had to be complained of on the way."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from hgz_report.forms.yaml.characters import complaint, suspects, without_suspects
from hgz_report.language.markup_signs import conflict_line
from hgz_report.problems import Problem, Where

MAX_BYTES = 5 * 1024 * 1024
"""A zone file is some tens of kilobytes; anything near this size was saved by mistake."""
_MAX_COMPLAINTS = 20
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class SourceText(Struct, frozen=True):
    """The text of one file; `text` is None when it cannot be parsed at all."""

    text: str | None
    problems: tuple[Problem, ...]


def too_big(size: int, file: str) -> Problem | None:
    """A Problem for a file of `size` bytes that should not even be read."""
    if size <= MAX_BYTES:
        return None
    return Problem(
        Where(file), f"文件有 {size / 1024 / 1024:.1f} MB，超过 5 MB 的上限", "数据文件不会这么大，请检查是否放错了文件"
    )


def decoded(data: bytes, file: str) -> str | Problem:
    """The text; a byte order mark, which Windows editors like to write, is dropped."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, file)


def read_text(data: bytes, file: str) -> SourceText:
    """Decode and look through every character."""
    oversize = too_big(len(data), file)
    if oversize:
        return SourceText(None, (oversize,))
    text = decoded(data, file)
    if isinstance(text, Problem):
        return SourceText(None, (text,))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if conflict_line(line):
            hint = "两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 这几行"
            return SourceText(None, (Problem(Where(file, number), f"版本冲突的标记“{line[:20]}”", hint),))
    problems = _character_problems(text, file)
    if _TAB_INDENT.search(text):
        return SourceText(None, problems)
    return SourceText(without_suspects(text) if problems else text, problems)


def _character_problems(text: str, file: str) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for found in suspects(text):
        if len(problems) == _MAX_COMPLAINTS:
            hint = "先把上面的改好；如果满篇都是，请检查文件是怎么来的"
            problems.append(Problem(Where(file), f"不该有的字符太多，只列出前 {_MAX_COMPLAINTS} 处", hint))
            break
        start = text.rfind("\n", 0, found.start()) + 1
        where = Where(file, text.count("\n", 0, found.start()) + 1, found.start() - start + 1)
        problems.append(complaint(found.group(), where))
    return tuple(problems)


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    save = "用记事本或编辑器“另存为”，编码选 UTF-8"
    if data.startswith(_UTF16_MARKS):
        return Problem(Where(file), "文件是 UTF-16 编码，应为 UTF-8", save)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(Where(file, line), "文件不是 UTF-8 编码的文字", f"可能已损坏或不是文本文件；{save}")
    return Problem(Where(file, line), "文件不是 UTF-8 编码，像是 GBK（GB18030）", save)
