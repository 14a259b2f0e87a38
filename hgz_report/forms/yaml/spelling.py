"""Where the characters of a text stand in its file, quotes, line ends and indents between them left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from hgz_report.forms.tree import ScalarForm
from hgz_report.forms.yaml.composer import fold

_ESCAPES = {'"': "\\", "'": "''"}
_LINE = re.compile("[^\n]+")


class Spelling(NamedTuple):
    """A text as it stands in its file: `runs` are (position in the text, offset in the file).

    `literal`: every character stands there as itself; False where escapes are among them, which `text` keeps.
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    literal: bool


def spelling(file: str, written: ScalarForm) -> Spelling:
    """How a scalar is spelled in the text of a file: its lines put together with a blank only between Latin words."""
    style, start, end = written
    raw = file[start:end]
    literal = _ESCAPES.get(style, "\0") not in raw[1:-1]
    if style in ("|", ">"):
        at = raw.find("\n") + 1
    else:
        at = 1 if style else 0
        raw = raw[: len(raw) - at]
    return Spelling(*_joined(raw, at, start), literal)


def _joined(raw: str, at: int, start: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    for line in _LINE.finditer(raw, at):
        stripped = line.group().strip(" ")
        if not stripped:
            continue
        if parts and not fold().search(f"{parts[-1][-1]} {stripped[0]}"):
            parts.append(" ")
            length += 1
        runs.append((length, start + line.start() + len(line.group()) - len(line.group().lstrip(" "))))
        parts.append(stripped)
        length += len(stripped)
    return "".join(parts), tuple(runs)
