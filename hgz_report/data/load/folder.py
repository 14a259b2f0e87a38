"""Which files the data folder has, should have and should not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from hgz_report.cache.store import digest_of
from hgz_report.data.dataset import NATIONAL
from hgz_report.data.file_kinds import APART_FILES, DATA, EDITIONS, MAY_LACK, OF_AN_EDITION, SINGLE_FILES, TABLES, ZONES
from hgz_report.forms.decoding import too_big
from hgz_report.forms.people_files import entries, unreadable
from hgz_report.forms.tree import Tree
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where, os_reason

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MAX_SLUG = 60
_MOST_BYTES = 64_000_000
"""Of any file: each kind has its own limit below this."""
_RESERVED = {NATIONAL, "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_SCHEMA = "schema"
_YAML = re.compile(r"\.ya?ml(?:\.\w+)?$", re.IGNORECASE)
_OURS = re.compile(
    rb"^(?:indicators|sources|policies|facts|practices|allowed|dimensions|measures|recipients):", re.MULTILINE
)
"""What only a file of data has at the start of a line."""
_LOOKED_AT = 65536
"""Bytes of a file beside the folder of data."""


@dataclass(frozen=True)
class DataFile:
    """A data file as it stands on the disk, or the `fault` that keeps it from being read."""

    file: str
    data: bytes = b""
    fault: Problem | None = None

    @cached_property
    def digest(self) -> bytes:
        """A hash of its name and of all that stands in it."""
        return digest_of(self.file.encode("utf-8", "surrogatepass"), self.data, str(self.fault or "").encode())

    def tree(self) -> Tree:
        """What can be read of it."""
        return Tree(self.file, problems=(self.fault,)) if self.fault else read_tree(self.data, self.file)


class Folder(Struct, frozen=True):
    """Every data file that has to be there or is: `single` by kind, `zones` by slug; what is wrong with their names."""

    single: dict[str, DataFile]
    zones: dict[str, DataFile]
    problems: tuple[Problem, ...]


def read_folder(root: Path, instead: Mapping[str, bytes] = MappingProxyType({})) -> Folder:
    """Read all files under `root/data`, of zones in `instead` what stands there.

    Raises `Problems` when there is no such folder.
    """
    data = root / DATA
    if not data.is_dir():
        hint = "在项目的根目录下运行，或者恢复 data 文件夹"
        raise Problems([Problem(Where(DATA), "没有数据文件夹 data", hint)])
    try:
        problems = [*unreadable(data, _MOST_BYTES), *_strangers(data), *_beside(root)]
        zone_files = [*_zone_files(data / ZONES, problems)]
    except OSError as error:
        where, hint = Where(_name(Path(error.filename or data))), "检查文件夹的读取权限"
        raise Problems([Problem(where, f"文件夹读不出来：{os_reason(error)}", hint)]) from error
    kinds = [kind for kind in SINGLE_FILES if kind not in MAY_LACK or (data / f"{kind}.yaml").exists()]
    single = {kind: _written(data / f"{kind}.yaml") for kind in kinds}
    zones = {
        path.stem: DataFile(_name(path), instead[path.stem]) if path.stem in instead else _written(path)
        for path in zone_files
    }
    return Folder(single, zones, tuple(problems))


def data_files(root: Path) -> Iterator[str]:
    """The names, from the project root, of the files that are there for `read_folder` to read."""
    data = root / DATA
    with suppress(OSError):  # reading says what is wrong
        yield from (_name(path) for kind in SINGLE_FILES if (path := data / f"{kind}.yaml").is_file())
        yield from (_name(path) for path in _zone_files(data / ZONES, []) if path.is_file())


def _written(path: Path) -> DataFile:
    file = _name(path)
    try:
        fault = _fault(path, file)
        return DataFile(file, fault=fault) if fault else DataFile(file, path.read_bytes())
    except OSError as error:
        hint = "检查文件是否完好、有没有读取权限"
        return DataFile(file, fault=Problem(Where(file), f"文件读不出来：{os_reason(error)}", hint))


def _fault(path: Path, file: str) -> Problem | None:
    if not path.exists():
        return Problem(Where(file), "缺少这个文件", "恢复它；写法见 data/README.md")
    if not path.is_file():
        return Problem(Where(file), "这里应是一个文件", "移走这个文件夹，换成文件")
    return too_big(path.stat().st_size, file)


def _name(path: Path) -> str:
    """The path from the project root, with forward slashes."""
    parts = path.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index(DATA) :])


def _strangers(data: Path) -> Iterator[Problem]:
    known = {f"{kind}.yaml" for kind in (*SINGLE_FILES, *APART_FILES)}
    written = {f"{kind}.yaml" for kind in SINGLE_FILES if kind not in MAY_LACK}
    for path in entries(data):
        if path.name in (ZONES, TABLES) and path.is_dir():
            continue
        if path.name == EDITIONS and path.is_dir():
            yield from _of_no_edition(path)
        elif path.name == _SCHEMA and path.is_dir():
            yield from (_misplaced(f"{DATA}/{_SCHEMA}/{p.name}") for p in entries(path) if not p.name.endswith(".json"))
        elif path.name not in known | {"README.md"}:
            yield Problem(Where(f"{DATA}/{path.name}"), "不认识这个文件，不会读它", _stranger_hint(path, written))


def _of_no_edition(folder: Path) -> Iterator[Problem]:
    """What stands in the folder of editions and belongs to none."""
    for path in entries(folder):
        if not path.is_dir():
            hint = "每期一个文件夹，里面是 " + "、".join(sorted(OF_AN_EDITION))
            yield Problem(Where(f"{DATA}/{EDITIONS}/{path.name}"), "不认识这个文件，不会读它", hint)
            continue
        for inside in entries(path):
            if inside.name not in OF_AN_EDITION or inside.is_dir():
                where = Where(f"{DATA}/{EDITIONS}/{path.name}/{inside.name}")
                hint = f"一期的文件夹里只有 {'、'.join(sorted(OF_AN_EDITION))}；别的请移出"
                yield Problem(where, "不认识这个文件，不会读它", hint)


def _beside(root: Path) -> Iterator[Problem]:
    """Data that stands beside the folder of data instead of in it."""
    for path in entries(root):
        if path.name == ZONES and path.is_dir():
            yield Problem(Where(ZONES), "数据文件夹放错了地方，不会读它", f"移到 {DATA}/{ZONES}")
        elif _YAML.search(path.name) and path.is_file() and _OURS.search(path.read_bytes()[:_LOOKED_AT]):
            yield _misplaced(path.name)


def _misplaced(file: str) -> Problem:
    hint = "高新区的文件移到 data/zones/，别的数据文件移到 data/；不是数据的请移出"
    return Problem(Where(file), "数据文件放错了文件夹，不会读它", hint)


def _stranger_hint(path: Path, known: set[str]) -> str:
    near = get_close_matches(f"{_stem(path)}.yaml", sorted(known), 1)
    if near:
        return f"文件名是不是应为 {near[0]}？"
    return "高新区的文件放在 data/zones/ 下；别的文件请移出 data 文件夹"


def _zone_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Zone files with a legal name; the others are complained of."""
    files = list(entries(folder)) if folder.is_dir() else []
    if not files:
        hint = "每个高新区一个文件，写法见 data/README.md"
        problems.append(Problem(Where(f"{DATA}/{ZONES}"), "没有一个高新区的文件", hint))
    for path in files:
        fault = _name_fault(path)
        if fault:
            problems.append(Problem(Where(f"{DATA}/{ZONES}/{path.name}"), *fault))
        else:
            yield path


def _name_fault(path: Path) -> tuple[str, str] | None:
    if path.is_dir() and path.suffix != ".yaml":
        return "这里不能再有文件夹，里面的文件不会读", f"把高新区的文件移到 {DATA}/{ZONES}/ 下"
    if _stem(path) in {*SINGLE_FILES, *APART_FILES}:
        return "数据文件放错了文件夹，不会读它", f"移到 {DATA}/，文件名写 {_stem(path)}.yaml"
    if path.suffix != ".yaml":
        return (
            "不认识这个文件，不会读它",
            f"高新区的文件以 .yaml 结尾，如 {_suggested(_stem(path))}.yaml；别的文件请移出",
        )
    if not _SLUG.fullmatch(path.stem) or len(path.stem) > _MAX_SLUG:
        what = f"文件名“{path.stem}”不能作高新区的编号"
        return what, f"只用小写英文字母、数字和连字符，以字母开头，如 {_suggested(path.stem)}.yaml"
    if path.stem in _RESERVED:
        return f"文件名“{path.stem}”是保留字", "换一个名字，如高新区名称的拼音"
    return None


def _suggested(stem: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    return slug if _SLUG.fullmatch(slug) else "wuhan-donghu"


def _stem(path: Path) -> str:
    """The name up to the first ending: `chengdu` of chengdu.yaml.txt."""
    return path.name.partition(".")[0]
