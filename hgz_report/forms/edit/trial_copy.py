"""A copy of what people wrote, where an edit is made and judged before it is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hgz_report.cache.scratch import scratch_folder
from hgz_report.cache.whole import remove
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.problems import Problem, Problems, Where, os_reason


@contextmanager
def trial_copy(root: Path, names: Iterable[str], edits: Mapping[str, Rewrite]) -> Iterator[Path]:
    """The files and folders of these names (those that are there) in a folder of their own, with the edits made.

    It is there as long as the block.  Raises Problems where it can't be made.
    """
    copy = folder_to_try_in()
    try:
        _fill(root, copy, names, edits)
        yield copy
    finally:
        remove(copy)


def folder_to_try_in() -> Path:
    """A new folder for copies: whoever asks for it removes it.  Raises Problems where none can be made."""
    try:
        return scratch_folder()
    except OSError as error:
        raise Problems([no_copy(error)]) from None


def no_copy(error: OSError) -> Problem:
    """Why an edit could not be tried, in Chinese."""
    what = f"改了以后对不对，要在副本里试；副本做不成：{os_reason(error)}，什么都没有写"
    hint = f"检查这个文件，和临时文件夹 {tempfile.gettempdir()} 的空间；要换一个临时文件夹，设环境变量 TMPDIR"
    return Problem(Where(str(error.filename or tempfile.gettempdir())), what, hint)


def _fill(root: Path, copy: Path, names: Iterable[str], edits: Mapping[str, Rewrite]) -> None:
    try:
        for name in names:
            _copy(root, copy, name)
        for name, edit in edits.items():
            (copy / name).write_bytes(edit.after)
    except OSError as error:
        raise Problems([no_copy(error)]) from None


def _copy(root: Path, copy: Path, name: str) -> None:
    path = root / name
    for one in path.rglob("*") if path.is_dir() else (path,):
        if one.is_file():
            target = copy / one.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one, target)
