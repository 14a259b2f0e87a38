"""Which files the folder of templates has and should not have: what looks like a section and is none would not be printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from hgz_report.data.dataset import NATIONAL
from hgz_report.forms.people_files import entries
from hgz_report.problems import Problem, Problems, Where

DEFINITION = "report.yaml"
_SECTION = re.compile(r"\d\d_\w+\.md\.j2")
_PART = re.compile(r"\w+\.md\.j2")
_NUMBERED = re.compile(r"\d+[_-]?(?P<name>\w*)")
_NAMING = "章节文件写成 NN_名称.md.j2，如 10_overview.md.j2；供其他模板引用的，文件名以 _ 开头"
_README = "README.md"


def sections(folder: Path, zones: Collection[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """The section templates of each report of a folder in order: of each of the `zones`, or of `national` where there are none.

    `<zone>/NN_name.md.j2` adds a section to that zone's report, or replaces the one of the same name.  Raises Problems for any
    file that is not used.
    """
    file = "/".join(folder.parts[-2:])
    found = _found(folder)
    own = {path.name: _found(path) for path in entries(folder) if path.is_dir() and path.name in zones}
    problems = [_unused(path, 1) for path in entries(folder) if not _is_used(path, (DEFINITION, _README, *own))]
    problems += [_unused(path, 2) for zone in own for path in entries(folder / zone) if not _is_used(path, (_README,))]
    if not found and not any(
        _NUMBERED.match(problem.where.file.split("/")[-1]) for problem in problems if problem.where
    ):
        problems.append(Problem(Where(f"{file}/{DEFINITION}"), "没有章节模板", _NAMING))
    if problems:
        raise Problems(problems)
    return {zone: _merged(found, zone, own.get(zone, ())) for zone in zones or (NATIONAL,)}


def _is_used(path: Path, names: Collection[str]) -> bool:
    return path.name in names or _is_section(path) or _is_part(path)


def _unused(path: Path, deep: int) -> Problem:
    return Problem(Where("/".join(path.parts[-2 - deep :])), *_fault(path))


def _found(folder: Path) -> tuple[str, ...]:
    return tuple(path.name for path in entries(folder) if _is_section(path))


def _is_section(path: Path) -> bool:
    return path.is_file() and _SECTION.fullmatch(path.name) is not None


def _merged(shared: Iterable[str], zone: str, own: Iterable[str]) -> tuple[str, ...]:
    """Shared and own sections by name, an own one in the place of the shared one of its name."""
    places = {name: name for name in shared} | {name: f"{zone}/{name}" for name in own}
    return tuple(places[name] for name in sorted(places))


def misplaced(templates: Path) -> Iterator[Problem]:
    """Files that stand beside the folders, and folders whose sections no report prints."""
    for path in entries(templates):
        if path.is_file() and path.name != _README:
            yield Problem(Where(f"{templates.name}/{path.name}"), *_fault(path))
        elif path.is_dir() and not (path / DEFINITION).exists():
            for inside in entries(path):
                if inside.name == _README or (_PART.fullmatch(inside.name) and not _SECTION.fullmatch(inside.name)):
                    continue
                where = Where(f"{templates.name}/{path.name}/{inside.name}")
                if _SECTION.fullmatch(inside.name):
                    hint = f"写一份 {templates.name}/{path.name}/{DEFINITION}；几种报告共用的说法，文件名不以数字开头"
                    yield Problem(where, f"这个模板不会印出来：文件夹里没有 {DEFINITION}", hint)
                else:
                    yield Problem(where, *_fault(inside))


def _is_part(path: Path) -> bool:
    """A template that others include."""
    return path.name.startswith("_") and path.name.endswith(".j2") and path.is_file()


def _fault(path: Path) -> tuple[str, str]:
    """What is wrong with a file that nobody reads, and what to do."""
    stem, _, rest = path.name.partition(".")
    if path.is_dir():
        hint = "只给一个高新区的章节，文件夹用它的文件名，如 zone/chengdu；别的移到上一层，或移出 templates"
        return "这个文件夹里的文件不会用到", hint
    if stem.lower() == "report" and ("yaml" in rest.lower() or "yml" in rest.lower()):
        return "这个文件不会读：文件名不合规矩", f"报告的定义写成 {DEFINITION}"
    if "yaml" in rest.lower() or "yml" in rest.lower():
        return (
            "数据文件放错了文件夹，不会读它",
            "高新区的文件移到 data/zones/，别的数据文件移到 data/；写法见 data/README.md",
        )
    if re.fullmatch(r"\d\d_\w+", stem) and rest != "md.j2":
        hint = f"改名为 {stem}.md.j2；不要印的请移出"
        if path.with_name(f"{stem}.md.j2").exists():
            hint = "像是备份，请移出 templates 文件夹"
        return "这个模板不会印出来：文件名不合规矩", hint
    if ".j2" in path.name or ".md" in path.name or _NUMBERED.fullmatch(stem):
        return "这个模板不会印出来：文件名不合规矩", _NAMING
    return "不认识这个文件，不会用它", "请移出 templates 文件夹"
