"""The files that editors write, as the panel shows them: some lines around a place, and the sentence that stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hgz_report.data.file_kinds import DATA
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems, Where, os_reason

_ROOMS = (DATA, TEMPLATES)
_AROUND = 3
_SUFFIXES = (".yaml", ".j2")
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}#]*\}")
"""What is asked for: no sentence ends inside."""
_APART = re.compile(
    r"\{##.*?##\}|\s*\{#[^{}]*\}\s*$|\s*(?<![\w\]])\[\]\(#[^)]*\)|^\s*(?:\{%.*?%\}\s*)+|(?:\{% *end.*?%\}\s*)+$"
)
"""What stands beside a sentence and is none: remarks, the marks of a caption, an anchor, conditions around a whole line."""
_END = re.compile(r"[。！？；](?:[”’）」』]*)(?:\[\^[^\]]+\])*")
_START = re.compile(r"\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,9}[.)]\s+|:\s+|\[\^[^\]]+\]:\s*)?")
"""What a line of Markdown begins with and is not said."""
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a line: `start` and `end` are characters of it, from 0."""

    start: int
    end: int
    text: str


def written_file(root: Path, name: str) -> Path:
    """A file that editors write, by its name from the root.  Raises Problems for anything else, and for links."""
    path = root / name
    inside = name == CONFIG or (name.split("/", 1)[0] in _ROOMS and name.endswith(_SUFFIXES))
    parts = [path, *path.parents][: len(Path(name).parts)]
    if not inside or ".." in Path(name).parts or any(part.is_symlink() for part in parts) or not path.is_file():
        raise Problems([Problem(Where(name), "预览只看 data/、templates/ 里的文件和 report.toml", "用编辑软件打开它")])
    return path


def text_of(root: Path, name: str) -> str:
    """All of a file, its line ends as they are.  Raises Problems."""
    try:
        return written_file(root, name).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problems([Problem(Where(name), f"读不了：{os_reason(error)}", "检查文件的权限")]) from None
    except UnicodeDecodeError:
        raise Problems([Problem(Where(name), "不是 UTF-8 编码", "在编辑软件里另存为 UTF-8")]) from None


def lines_around(text: str, first: int, last: int) -> list[tuple[int, str]]:
    """The lines from `first` to `last` (1-based) with a few on either side, each with its number."""
    lines = text.split("\n")
    start, end = max(first - _AROUND, 1), min(max(first, last) + _AROUND, len(lines))
    return [(number, lines[number - 1].rstrip("\r")) for number in range(start, end + 1)]


def sentence_at(line: str, column: int) -> Sentence:
    """The sentence, or the cell, of a template line that holds a column (1-based; 0 where nobody knows it: all of the line)."""
    line = line.rstrip("\r")
    code = [found.span() for found in _CODE.finditer(line)]
    lead = _START.match(line)
    begin = lead.end() if lead else 0
    cuts = [begin, len(line), *(at for found in _APART.finditer(line) for at in found.span())]
    if line.lstrip().startswith("|"):
        cuts = [0, *(at for found in _CELL.finditer(line) for at in found.span()), len(line)]
        begin = 0
    elif column:
        cuts += [found.end() for found in _END.finditer(line)]
    cuts = sorted({cut for cut in cuts if not any(start < cut < end for start, end in code)})
    at = max(column - 1, begin) if column else begin
    start = max((cut for cut in cuts if cut <= at), default=0)
    end = min((cut for cut in cuts if cut > at), default=len(line))
    words = line[start:end]
    start += len(words) - len(words.lstrip())
    return Sentence(start, start + len(words.strip()), words.strip())
