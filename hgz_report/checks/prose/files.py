"""The files that are linted: texts with the line ends taken away, and the way back for what is mended."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hgz_report.cache.store import Cache, digest_of
from hgz_report.checks.prose.data_files import read_data
from hgz_report.checks.prose.templates import TemplateText, read_template
from hgz_report.data.load.folder import data_files
from hgz_report.forms.people_files import is_left_behind

_TEMPLATES = ("templates/**/*.md.j2", "templates/*/report.yaml")

_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class ProseFile:
    """One file: `text` has plain line ends, `file` is its name from the project root."""

    file: str
    text: str
    content: TemplateText

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def names(root: Path) -> tuple[str, ...]:
    """Every file that can be linted, from the project root."""
    templates = (
        path.relative_to(root).as_posix()
        for glob in _TEMPLATES
        for path in root.glob(glob)
        if not is_left_behind(path.name)
    )
    return tuple(sorted({*templates, *data_files(root)}))


def read_file(root: Path, file: str, cache: Cache | None = None) -> ProseFile:
    """A file and its texts; without any when it is no UTF-8 (composing or loading it says so)."""
    try:
        text = _plain((root / file).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        text = ""
    made_of = digest_of(file.encode("utf-8", "surrogatepass"), text.encode())
    content = (cache or Cache(None)).remember("prose-pieces", made_of, lambda: read_text(text, file))
    return ProseFile(file, text, content)


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
    fresh = path.with_name(f".{path.name}.lint")
    try:
        fresh.write_bytes(with_line_ends(text, raw).encode())
        fresh.chmod(path.stat().st_mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
