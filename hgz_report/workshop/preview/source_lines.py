"""The files that editors write, as the panel shows them, and some of their lines."""

from __future__ import annotations

from pathlib import Path

from hgz_report.data.file_kinds import DATA
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems, Where, os_reason

_ROOMS = (DATA, TEMPLATES)
_AROUND = 3
_SUFFIXES = (".yaml", ".j2")


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
