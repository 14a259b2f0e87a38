"""People's files in an edition's folder, changed ones of ours and others: told from ours, and kept before the folder goes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hgz_report.cache.file_hash import file_hash
from hgz_report.cache.whole import put_whole, sync
from hgz_report.edition.edition_folders import ASIDE, edition_of, free_name
from hgz_report.edition.own_files import own_files
from hgz_report.problems import Problem, Problems, Where, os_reason

LIST = "清单.txt"
CHANGED, PUT_THERE = "改过", "另放的"
_OPEN = re.compile(r"~\$.*|\.~lock\..*#")
"""An office program's mark that it has a document open."""
_NOBODYS = re.compile(r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.nfs[0-9a-f]+", re.IGNORECASE)
_HEAD = "这些文件是做新的一期之前在发布的文件夹里改过的、另放的，移到这里，程序不再动它们。\n"
_WRITE_BACK = (
    "要留的改动写回 data/ 或 templates/；这份文件移走或删去再做。不写 --strict 就移到 reports/<期>-改过的/，不会丢"
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A person's file: `name` in the folder of its edition, `what` was done, `place` where it is now, from the output folder."""

    name: str
    what: str
    place: str = ""


def is_nobodys(name: str) -> bool:
    """Whether a system left a file of this name."""
    return _NOBODYS.fullmatch(name) is not None


def is_lock(name: str) -> bool:
    """Whether an office program left a file of this name, which says that somebody has a document open."""
    return _OPEN.fullmatch(name) is not None


def people_files(folder: Path, own: Mapping[str, str], made: Mapping[str, str]) -> Iterator[KeptFile]:
    """What in a folder is none of ours: not as it was published (`own`, SHA-256 by name), nor as it is `made` now."""
    if folder.is_symlink() or not folder.is_dir():
        if os.path.lexists(folder):
            yield KeptFile("", PUT_THERE)
        return
    for path in sorted(folder.iterdir()):
        if is_nobodys(path.name) or is_lock(path.name):
            continue
        known = {those[path.name] for those in (own, made) if path.name in those}
        if not known or path.is_symlink() or not path.is_file() or _digest(path) not in known:
            yield KeptFile(path.name, CHANGED if path.name in own or path.name in made else PUT_THERE)


def _digest(path: Path) -> str:
    """SHA-256; "" where it can't be read, and so can't be told from a person's."""
    try:
        return file_hash(path)
    except OSError:
        return ""


@dataclass
class Keeper:
    """Keeps people's files of one edition.

    `made`: SHA-256 by name of what is published now; `last`: of what was published last, where the folder's manifest doesn't
    say; `date`: the edition's.
    """

    output: Path
    edition: str
    date: str
    made: Mapping[str, str]
    last: Mapping[str, str]
    kept: list[KeptFile] = field(default_factory=list)
    said: list[Problem] = field(default_factory=list)
    """What could not be done, and who has a document open."""

    def found(self, folder: Path) -> list[KeptFile]:
        """People's files in a folder."""
        return list(people_files(folder, own_files(folder) or self.last, self.made))

    def refuse(self, folder: Path) -> None:
        """Raises Problems where there are any."""
        if found := self.found(folder):
            raise Problems(
                Problem(
                    Where(f"{self.output.name}/{folder.name}/{one.name}".rstrip("/")), _NOT_OURS[one.what], _WRITE_BACK
                )
                for one in found
            )

    def keep(self, folder: Path) -> bool:
        """Move people's files out of a folder that stood in the edition's place; whether nothing of theirs is left there."""
        try:
            self._note_open(folder)
            if found := self.found(folder):
                self._move(folder, found)
        except OSError as error:
            what = f"里面有改过的或另放的文件，没有移出来：{os_reason(error)}"
            hint = "没有删，也没有丢；检查权限和磁盘空间，下次做的时候再移"
            self.said.append(Problem(Where(f"{self.output.name}/{folder.name}"), what, hint, "warning"))
            return False
        return True

    def _move(self, folder: Path, found: list[KeptFile]) -> None:
        aside = self.output / f"{edition_of(self.edition)}{ASIDE}"
        if os.path.lexists(aside) and (aside.is_symlink() or not aside.is_dir()):
            aside = free_name(self.output, aside.name)
        aside.mkdir(exist_ok=True)
        for one in found:
            own_list = one.name == LIST  # a person's of this name
            place = free_name(aside, f"{self.edition}-{LIST}" if own_list else one.name or self.edition)
            self._list(aside, place.name, one)
            (folder / one.name if one.name else folder).rename(place)
            self.kept.append(KeptFile(one.name or self.edition, one.what, f"{aside.name}/{place.name}"))
        sync(aside)

    def _list(self, aside: Path, name: str, one: KeptFile) -> None:
        """Add a line to the list, before the file is moved: what was moved is on it whenever a run is killed."""
        path = aside / LIST
        there = path.read_bytes() if path.is_file() else _HEAD.encode()
        called = f"，原来叫 {one.name}" if one.name and one.name != name else ""
        line = f"{name}：{one.what}{called}，{self.edition}（{self.date}）\n".encode("utf-8", "surrogateescape")
        if line not in there.splitlines(keepends=True):
            put_whole(path, there if there.endswith(b"\n") or not there else there + b"\n", line, lasting=True)

    def _note_open(self, folder: Path) -> None:
        if folder.is_symlink() or not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            if is_lock(path.name):
                what = f"有人正开着这里的文件（{path.name}）"
                hint = "存盘后的稿子会留下，下次做的时候移到 -改过的/；要改的请写回 data/ 或 templates/"
                self.said.append(Problem(Where(f"{self.output.name}/{self.edition}"), what, hint, "warning"))


_NOT_OURS = {CHANGED: "发布以后有人改过", PUT_THERE: "是别人放在这里的"}
