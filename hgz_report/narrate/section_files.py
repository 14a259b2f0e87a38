"""Which files the folder of templates has and should not have: what looks like a section and is none would not be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hgz_report.forms.people_files import entries
from hgz_report.problems import Problem, Problems, Where

DEFINITION = "report.yaml"
_SECTION = re.compile(r"\d\d_\w+\.md\.j2")
_PART = re.compile(r"\w+\.md\.j2")
_NUMBERED = re.compile(r"\d+[_-]?(?P<name>\w*)")
_NAMING = "章节文件写成 NN_名称.md.j2，如 10_overview.md.j2；供其他模板引用的，文件名以 _ 开头"
_README = "README.md"


def sections(folder: Path) -> tuple[str, ...]:
    """The section templates of a report's folder in order.  Raises Problems for any file that is not used."""
    file = "/".join(folder.parts[-2:])
    found = [path.name for path in entries(folder) if path.is_file() and _SECTION.fullmatch(path.name)]
    problems = [
        Problem(Where(f"{file}/{path.name}"), *_fault(path))
        for path in entries(folder)
        if path.name not in (DEFINITION, _README, *found) and not _is_part(path)
    ]
    if not found and not any(
        _NUMBERED.match(problem.where.file.split("/")[-1]) for problem in problems if problem.where
    ):
        problems.append(Problem(Where(f"{file}/{DEFINITION}"), "没有章节模板", _NAMING))
    if problems:
        raise Problems(problems)
    return tuple(found)


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
        return "这里不能再有文件夹，里面的文件不会用到", "把章节移到上一层，别的文件请移出 templates"
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
