"""The files that are linted: texts with the line ends taken away, and the way back for what is mended."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from hgz_report.cache.store import Cache, digest_of
from hgz_report.cache.whole import put_whole
from hgz_report.checks.prose.data_files import read_data
from hgz_report.checks.prose.templates import Suppression, TemplateText, read_template
from hgz_report.data.allow_list import holding_numbers
from hgz_report.data.load.folder import data_files
from hgz_report.forms.people_files import is_left_behind

_TEMPLATES = ("templates/**/*.md.j2", "templates/*/report.yaml")
_OUTLINES = "prose-outlines"
_LINE_END = re.compile("\r\n|\r|\n")


class Outline(NamedTuple):
    """What all texts have to be held against: titles of others, names that hold numbers, and what the file wants let pass;
    `texts`: a hash of the file's own, which stay the same when only a figure is changed.
    """

    titles: tuple[str, ...]
    names: tuple[str, ...]
    suppressions: tuple[Suppression, ...]
    texts: bytes


@dataclass(frozen=True, eq=False)
class ProseFile:
    """One file: `text` has plain line ends, `file` is its name from the project root.

    Its texts are worked out when they are asked for: of most files nobody asks again, for the outline that is `known` by its
    digest says enough.
    """

    file: str
    text: str
    cache: Cache = field(default_factory=lambda: Cache(None), repr=False)
    known: Mapping[bytes, Outline] = field(default_factory=dict, repr=False)

    @cached_property
    def digest(self) -> bytes:
        """A hash of name and text."""
        return digest_of(self.file.encode("utf-8", "surrogatepass"), self.text.encode())

    @cached_property
    def content(self) -> TemplateText:
        """Its texts, and what they want let pass."""
        return self.cache.remember("prose-pieces", self.digest, lambda: read_text(self.text, self.file))

    @cached_property
    def outline(self) -> Outline:
        """What other texts have to know of it."""
        if known := self.known.get(self.digest):
            return known
        pieces = self.content.pieces
        names = holding_numbers(piece.text for piece in pieces if piece.registered)
        titles = dict.fromkeys(piece.text for piece in pieces if piece.kind == "title")
        texts = digest_of(*(f"{piece.kind}\n{piece.text}".encode("utf-8", "surrogatepass") for piece in pieces))
        return Outline(tuple(titles), tuple(names), self.content.suppressions, texts)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        """Looked up by halves: twenty thousand findings in one file must not count its lines twenty thousand times."""
        return [0, *(end.end() for end in re.finditer("\n", self.text))]


def read_files(
    root: Path, names: Iterable[str], cache: Cache, instead: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[ProseFile, ...]:
    """Files with the outlines that the last run knew of them, kept for the next one.

    `instead`: by name what is read instead of what stands in them.
    """
    found = cache.recall(_OUTLINES, b"")
    before: Mapping[bytes, Outline] = found[0] if found else {}
    files = tuple(replace(read_file(root, file, cache, instead.get(file)), known=before) for file in names)
    after = {file.digest: file.outline for file in files}
    if after != before:
        cache.keep(_OUTLINES, b"", after)
    return files


def names(root: Path) -> tuple[str, ...]:
    """Every file that can be linted, from the project root."""
    templates = (
        path.relative_to(root).as_posix()
        for glob in _TEMPLATES
        for path in root.glob(glob)
        if not is_left_behind(path.name)
    )
    return tuple(sorted({*templates, *data_files(root)}))


def read_file(root: Path, file: str, cache: Cache | None = None, data: bytes | None = None) -> ProseFile:
    """A file, or `data` instead, and its texts; without any when it is no UTF-8 (composing or loading it says so)."""
    try:
        text = _plain(((root / file).read_bytes() if data is None else data).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        text = ""
    return ProseFile(file, text, cache or Cache(None))


def read_text(text: str, file: str) -> TemplateText:
    """The prose of a file by what its name says it is."""
    return read_template(text) if file.endswith(".j2") else TemplateText(read_data(text, file))


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", text)


def with_line_ends(text: str, raw: str) -> str:
    """`text` with the line ends and the byte order mark of `raw`, whose lines it has changed one by one."""
    ends = _LINE_END.findall(raw)
    lines = text.split("\n")
    assert len(ends) == len(lines) - 1  # no rule mends across lines
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    return mark + "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def write_mended(root: Path, file: str, text: str) -> None:
    """Put the mended text in the place of a file: all at once or not at all.  Raises OSError."""
    path = root / file
    raw = path.read_bytes().decode("utf-8")
    mode = path.stat().st_mode
    put_whole(path, with_line_ends(text, raw).encode(), lasting=True)
    path.chmod(mode)
