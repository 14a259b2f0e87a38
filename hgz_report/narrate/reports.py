"""Report definitions: `templates/<report>/report.yaml` and the section templates beside it, in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.fields import Entry, OneLine
from hgz_report.data.model import Subject
from hgz_report.data.printed import Printed, Unprinted, printed
from hgz_report.document.blocks import Look
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.tree import Steps, path_text
from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.markup_signs import unmistakable
from hgz_report.narrate.section_files import DEFINITION, misplaced, sections
from hgz_report.origin import Attributed, DataText, attributed, joined
from hgz_report.problems import Problem, Problems, Where

__all__ = ["DEFINITION", "TEMPLATES", "Report", "ReportFile", "load_reports", "told"]

TEMPLATES = "templates"
Label = Annotated[OneLine, Printed("label")]


class ReportFile(Entry):
    """templates/<report>/report.yaml."""

    title: Label = Field(description="标题；可用 {short} {name}")
    each: Literal["zone", "none"] = Field(default="none", description="zone 每个高新区一份；none 只有一份")
    slug: Annotated[str, Unprinted("the name of the file")] = Field(
        default="", pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*)?$", max_length=60, description="只有一份时的文件名"
    )
    style: Annotated[Look, Unprinted("the name of a style")] = Field(
        default="paper",
        description="版式：paper 公文版式；compact 一页纸的紧凑版式，两行版头、小四正文、小五表格、没有版记",
    )
    subject: Label = Field(description="文件属性里的主题")
    keywords: tuple[Label, ...] = Field(default=(), description="文件属性里的关键词；可用 {short}")


@dataclass(frozen=True, slots=True)
class Report:
    """One report to be made: what it is called, which templates tell it, and whom it is about."""

    slug: str
    title: Attributed
    subject: str
    keywords: tuple[str, ...]
    owner: str
    folder: str
    sections: tuple[str, ...]
    style: Look = "paper"


def load_reports(templates: Path, dataset: Dataset) -> tuple[Report, ...]:
    """Every report of the edition, single reports before those of the zones.  Raises Problems."""
    folders = sorted(path.parent for path in templates.glob(f"*/{DEFINITION}"))
    if not folders:
        where = Where(templates.name)
        raise Problems([Problem(where, "没有找到任何报告的定义", "每种报告一个文件夹，里面有 report.yaml 和章节模板")])
    problems: list[Problem] = [*misplaced(templates)]
    found: list[Report] = []
    for folder in folders:
        try:
            found += reports_in(folder, dataset)
        except Problems as wrong:
            problems += wrong.problems
    known: dict[str, Report] = {}
    for report in found:
        first = known.setdefault(report.slug, report)
        if first is not report:
            what = f"slug“{report.slug}”已经用于 {templates.name}/{first.folder}"
            where = Where(f"{templates.name}/{report.folder}/{DEFINITION}")
            problems.append(Problem(where, what, "换一个 slug；高新区简报的 slug 取自数据文件名"))
    if problems:
        raise Problems(problems)
    return tuple(sorted(found, key=lambda report: report.owner != NATIONAL))


def reports_in(folder: Path, dataset: Dataset) -> tuple[Report, ...]:
    """The reports of one folder, whatever stands beside it.  Raises Problems."""
    return tuple(_reports_of(folder.name, _read(folder / DEFINITION), sections(folder), dataset))


def _read(path: Path) -> Draft[ReportFile]:
    file = "/".join(path.parts[-3:])
    try:
        tree = read_tree(path.read_bytes(), file)
    except OSError as error:
        raise Problems(
            [Problem(Where(file), f"文件读不出来：{error.strerror}", "检查文件是否完好、有没有读取权限")]
        ) from None
    problems = list(tree.problems)
    draft = build(ReportFile, tree, problems)
    if problems or draft is None:
        raise Problems(problems)
    problems += _checked(draft)
    if problems:
        raise Problems(problems)
    return draft


def _checked(draft: Draft[ReportFile]) -> Iterator[Problem]:
    definition = draft.model
    if definition.each == "none" and not definition.slug:
        yield Problem(draft.where(), "只有一份的报告缺 slug", "加一行，如 slug: national")
    if definition.each == "zone" and definition.slug:
        yield from draft.complain(("slug",), "每个高新区一份的报告不写 slug", "删去这一行，文件名取高新区的 slug")
    lines: list[tuple[Steps, str]] = [(("title",), definition.title)]
    lines += [(("keywords", index), word) for index, word in enumerate(definition.keywords)]
    for steps, text, _ in printed(definition):
        if not re.search("[{}]", text) and (sign := unmistakable(text)):
            yield from draft.complain(steps, f"“{sign.shown(text)}”里有标记：{sign.name}", sign.hint)
    for steps, text in lines:
        if re.search("[{}]", _filled(text, "", "")):
            yield from draft.complain(
                steps, f"“{text}”里的花括号认不出", "花括号里只能是 {short}（简称）或 {name}（全称）"
            )


def _reports_of(name: str, draft: Draft[ReportFile], sections: tuple[str, ...], dataset: Dataset) -> tuple[Report, ...]:
    definition = draft.model
    owners = list(dataset.zones) if definition.each == "zone" else [NATIONAL]
    subjects = {owner: dataset.subject(owner) for owner in owners}
    return tuple(
        Report(
            slug=definition.slug or owner,
            title=told(draft, ("title",), subject),
            subject=definition.subject,
            keywords=tuple(_filled(word, subject.short, subject.name) for word in definition.keywords),
            owner=owner,
            folder=name,
            sections=sections,
            style=definition.style,
        )
        for owner, subject in subjects.items()
    )


def told(draft: Draft[ReportFile], steps: Steps, subject: Subject) -> Attributed:
    """The title of a report: typed in report.yaml, with the names of the zone from its data file."""
    where = draft.where(*steps)
    typed = DataText(where.file, where.line, where.line, path_text(steps))
    names = {"{short}": subject.short, "{name}": subject.name}
    parts = re.split(r"(\{short\}|\{name\})", draft.model.title)
    return joined(names.get(part) or attributed(part, typed) for part in parts)


def _filled(pattern: str, short: str, name: str) -> str:
    return pattern.replace("{short}", short).replace("{name}", name)
