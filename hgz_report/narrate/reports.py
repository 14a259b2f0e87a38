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
from hgz_report.data.model import Subject, Zone
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
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EACH_SLUG = re.compile(r"[a-z][a-z0-9-]*-\{slug\}")


class ReportFile(Entry):
    """templates/<report>/report.yaml."""

    title: Label = Field(description="标题；可用 {short} {name}，每个高新区一份的可用 {title}（它的简报写的标题）")
    untitled: Annotated[str, Printed("label")] = Field(
        default="", description="title 用了 {title} 的：还没有写简报的高新区用什么标题；可用 {short} {name}"
    )
    each: Literal["zone", "none"] = Field(default="none", description="zone 每个高新区一份；none 只有一份")
    slug: Annotated[str, Unprinted("the name of the file")] = Field(
        default="", max_length=60, description="只有一份时的文件名；每个高新区一份的不写，或写 annex-{slug}"
    )
    formats: tuple[Annotated[OneLine, Unprinted("formats")], ...] = Field(
        default=(), description="只做哪些格式，如 [pdf]；不写就做 report.toml 的"
    )
    numbered: bool = Field(default=True, description="取不取期号：附册一类写 false，不印期号，也不占")
    style: Annotated[Look, Unprinted("the name of a style")] = Field(
        default="paper",
        description="版式：paper 公文版式；compact 一页纸的紧凑版式，两行版头、小四正文、小五表格、没有版记",
    )
    subject: Label = Field(description="文件属性里的主题")
    keywords: tuple[Label, ...] = Field(default=(), description="文件属性里的关键词；可用 {short}")


@dataclass(frozen=True, slots=True)
class Report:
    """One report to be made: what it is called, which templates tell it, and whom it is about.

    `formats`: the only ones it is made in, all where empty; `numbered`: whether it takes an issue number.
    """

    slug: str
    title: Attributed
    subject: str
    keywords: tuple[str, ...]
    owner: str
    folder: str
    sections: tuple[str, ...]
    formats: tuple[str, ...] = ()
    numbered: bool = True
    style: Look = "paper"


def load_reports(templates: Path, dataset: Dataset) -> tuple[Report, ...]:
    """Every report of the edition, single ones before those of the zones, annexes last.  Raises Problems."""
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
    return tuple(sorted(found, key=lambda report: (not report.numbered, report.owner != NATIONAL)))


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
    pattern = _EACH_SLUG if definition.each == "zone" else _SLUG
    if definition.slug and not pattern.fullmatch(definition.slug):
        each = "每个高新区一份的写成 annex-{slug} 一类，不写就取高新区的 slug"
        hint = each if definition.each == "zone" else "用小写英文字母、数字和连字符，以字母开头，如 national"
        yield from draft.complain(("slug",), f"“{definition.slug}”不能作文件名", hint)
    if ("{title}" in definition.title) != bool(definition.untitled) or "{title}" in definition.untitled:
        hint = "title 用了 {title} 的写 untitled，如 {short}推进新型工业化情况；没有用的不写"
        yield from draft.complain(("untitled",), "title 和 untitled 合不上", hint)
    lines: list[tuple[Steps, str]] = [(("title",), definition.title), (("untitled",), definition.untitled)]
    lines += [(("keywords", index), word) for index, word in enumerate(definition.keywords)]
    for steps, text, _ in printed(definition):
        if not re.search("[{}]", text) and (sign := unmistakable(text)):
            yield from draft.complain(steps, f"“{sign.shown(text)}”里有标记：{sign.name}", sign.hint)
    for steps, text in lines:
        if re.search("[{}]", _filled(text.replace("{title}", "") if steps == ("title",) else text, "", "")):
            yield from draft.complain(
                steps, f"“{text}”里的花括号认不出", "花括号里只能是 {short}（简称）、{name}（全称），标题可用 {title}"
            )


def _reports_of(name: str, draft: Draft[ReportFile], sections: tuple[str, ...], dataset: Dataset) -> tuple[Report, ...]:
    definition = draft.model
    owners = list(dataset.zones) if definition.each == "zone" else [NATIONAL]
    subjects = {owner: dataset.subject(owner) for owner in owners}
    return tuple(
        Report(
            slug=definition.slug.replace("{slug}", owner) or owner,
            title=told(draft, ("title",), subject),
            subject=definition.subject,
            keywords=tuple(_filled(word, subject.short, subject.name) for word in definition.keywords),
            owner=owner,
            folder=name,
            sections=sections,
            formats=definition.formats,
            numbered=definition.numbered,
            style=definition.style,
        )
        for owner, subject in subjects.items()
    )


def told(draft: Draft[ReportFile], steps: Steps, subject: Subject) -> Attributed:
    """The title of a report: typed in report.yaml; the names of the zone and its briefing's title are from its data file."""
    briefing = subject.briefing if isinstance(subject, Zone) else None
    if "{title}" in draft.model.title and briefing is None:
        steps = ("untitled",)
    where = draft.where(*steps)
    typed = DataText(where.file, where.line, where.line, path_text(steps))
    names = {"{short}": subject.short, "{name}": subject.name, "{title}": briefing.title if briefing else ""}
    parts = re.split(r"(\{short\}|\{name\}|\{title\})", getattr(draft.model, str(steps[0])))
    return joined(names.get(part) or attributed(part, typed) for part in parts)


def _filled(pattern: str, short: str, name: str) -> str:
    return pattern.replace("{short}", short).replace("{name}", name)
