"""What README.md, CONTRIBUTING.md and docs/ tell a person to type or to open, taken out of their text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.tools.project import ROOT

PAGES = ("README.md", "CONTRIBUTING.md", "data/README.md", "templates/README.md", "reports/README.md", *sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")
))  # fmt: skip
_FENCE = re.compile(r"^```(?:\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"(?:\.venv/bin/)?(hgz-report|make|python -m|py -3 -m)(?: (.*))?")


class Told(NamedTuple):
    """A piece of code in a page: where, and whether it stands in a line of text (`mentioned`) or in a block to be typed."""

    page: str
    line: int
    words: str
    mentioned: bool


def told() -> Iterator[Told]:
    """Every line of the blocks, and every piece of code in the text."""
    for page in PAGES:
        said = (ROOT / page).read_text(encoding="utf-8")
        for found in _FENCE.finditer(said):
            first = said.count("\n", 0, found.start(1)) + 1
            for at, line in enumerate(found[1].splitlines()):
                yield Told(page, first + at, re.sub(r"(^|\s)# .*", "", line).strip(), mentioned=False)
        blank = _FENCE.sub(lambda found: "\n" * found[0].count("\n"), said)
        for found in _CODE.finditer(blank):
            yield Told(page, blank.count("\n", 0, found.start()) + 1, found[1].strip(), mentioned=True)


def commands(program: str) -> Iterator[tuple[Told, list[str]]]:
    """What is to be typed of a program, without what a shell does with its output, with its words."""
    for one in told():
        found = _COMMAND.fullmatch(re.sub(r"\s+[|>].*", "", one.words))
        if found and found[1] == program:
            yield one, shlex.split(found[2] or "")


def paths() -> Iterator[tuple[Told, Path]]:
    """Files and folders of the project that are named, where the name holds nothing to be filled in."""
    for one in told():
        if one.mentioned and re.fullmatch(
            r"(?:docs|data|templates|tests|hgz_report|benchmarks|requirements)/[\w./-]*", one.words
        ):
            yield one, ROOT / one.words.rstrip("/")


def keys() -> Iterator[tuple[Told, str, str]]:
    """`[section] key`: keys of report.toml by their section."""
    for one in told():
        for section, key in re.findall(r"^\[(\w+)\] (\w+)", one.words):
            yield one, section, key
