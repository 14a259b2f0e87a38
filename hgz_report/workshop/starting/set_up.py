"""A working folder for another office: configuration, one zone as an example, the templates of the briefing and its annex."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from hgz_report.edition.config import FILE as CONFIG
from hgz_report.forms.edit.change import Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.people_files import entries
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Unusable, Where, os_reason

_HERE = Path(__file__).parent
_KIT = _HERE / "kit"
_CARRIED = _HERE / "carried"
"""What the wheel has of the project's own files: put there when it is built (.ci/wheel_backend.py)."""
_PROJECT = Path(__file__).parents[3]
"""The folder around the package, where it runs from a clone."""
KINDS = ("zone", "annex", "shared")
"""The folders of templates that an office needs to begin with; others need data that only the country has."""


def set_up(folder: Path) -> tuple[str, ...]:
    """Lay it out and return the names of its files.  Raises Unusable where something is there already or can't be written."""
    source = next(
        (one for one in (_CARRIED, _PROJECT) if (one / TEMPLATES).is_dir() and (one / CONFIG).is_file()), None
    )
    if source is None:
        hint = "重新安装 hgz-report，或在项目的文件夹里运行"
        raise Unusable([Problem(None, "安装的程序里没有模板", hint)])
    try:
        if folder.exists() and (not folder.is_dir() or any(entries(folder))):
            raise Unusable([Problem(Where(folder.as_posix()), "这里已经有东西", "换一个新的文件夹名")])
        names = []
        for name, path in _files(source):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            names.append(name)
        (folder / CONFIG).write_bytes(_configuration((source / CONFIG).read_bytes()))
    except OSError as error:
        raise Unusable(
            [Problem(Where(folder.as_posix()), f"写不进去：{os_reason(error)}", "检查权限和磁盘空间")]
        ) from None
    return (CONFIG, *names)


def _files(source: Path) -> Iterator[tuple[str, Path]]:
    """What is copied as it is, by its name in the new folder."""
    for path in sorted((_KIT / "data").rglob("*.yaml")):
        yield path.relative_to(_KIT).as_posix(), path
    for name in ("data/README.md", f"{TEMPLATES}/README.md"):
        if (source / name).is_file():
            yield name, source / name
    for kind in KINDS:
        for path in sorted((source / TEMPLATES / kind).glob("*")):
            if path.is_file():
                yield f"{TEMPLATES}/{kind}/{path.name}", path


def _configuration(data: bytes) -> bytes:
    """That of the project, with nothing to compare with and nobody to send to."""
    return edited(
        data,
        CONFIG,
        [Put(("edition", "previous"), ""), Put(("masthead", "issue"), Decimal(1)), Put(("distribution", "cc"), [])],
    )
