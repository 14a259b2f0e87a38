"""Report definitions: `templates/<report>/report.yaml` and the section templates beside it, in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.model import Subject, Zone
from hgz_report.data.printed import printed
from hgz_report.document.blocks import Look
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.people_files import unreadable
from hgz_report.forms.tree import Steps, path_text
from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.markup_signs import unmistakable
from hgz_report.narrate.costs import FILE
from hgz_report.narrate.parted_titles import misparted, parted
from hgz_report.narrate.report_file import Budgets, LintGroup, ReportFile
from hgz_report.narrate.section_files import DEFINITION, misplaced, sections
from hgz_report.origin import Attributed, DataText, attributed, joined
from hgz_report.problems import Problem, Problems, Where, os_reason

__all__ = ["DEFINITION", "TEMPLATES", "Report", "ReportFile", "load_reports", "told"]

TEMPLATES = "templates"
_WIDEST = 4
"""Bytes of a character in UTF-8, at most."""
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_EACH_SLUG = re.compile(r"[a-z][a-z0-9-]*-\{slug\}")


class Report(Struct, frozen=True):
    """One report to be made: what it is called, which templates tell it, and whom it is about.

    `zones`: the only ones it is about, all where empty; `formats`: the only ones it is made in, all where empty; `annex`: whether
    the figures of its owner have their lines in it; `numbered`: whether it takes an issue number; `issue`: its own.
    `recipients` and `classification` replace those of the edition.
    """

    slug: str
    title: Attributed
    """As it is printed; `title_ends`: places in it where an editor wants a line to end."""
    subject: str
    keywords: tuple[str, ...]
    owner: str
    folder: str
    sections: tuple[str, ...]
    formats: tuple[str, ...] = ()
    annex: bool = False
    numbered: bool = True
    style: Look = "paper"
    zones: tuple[str, ...] = ()
    order: int = 0
    issue: int | None = None
    recipients: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """Whom it is reported to, whom it is sent to."""
    classification: str = ""
    title_ends: tuple[int, ...] = ()
    budgets: Budgets = field(default_factory=Budgets)
    lint: tuple[LintGroup, ...] = ()


def load_reports(templates: Path, dataset: Dataset) -> tuple[Report, ...]:
    """Every report of the edition, single ones before those of the zones, annexes last.  Raises Problems."""
    _readable(templates)
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
    return tuple(sorted(found, key=lambda report: (not report.numbered, report.order, report.owner != NATIONAL)))


def _readable(templates: Path) -> None:
    """Raises Problems for what nobody should open."""
    if not templates.is_dir():
        hint = "在项目所在的文件夹里运行，或者从版本库取回 templates 文件夹"
        raise Problems([Problem(Where(templates.name), "没有模板文件夹 templates", hint)])
    try:
        if strange := list(unreadable(templates, FILE.most * _WIDEST)):
            raise Problems(strange)
    except OSError as error:
        where = Where(error.filename or templates.name)
        raise Problems([Problem(where, f"文件夹读不出来：{os_reason(error)}", "检查文件夹的读取权限")]) from None


def reports_in(folder: Path, dataset: Dataset) -> tuple[Report, ...]:
    """The reports of one folder, whatever stands beside it; none of one that needs an edition to compare with where there is
    none.  Raises Problems.
    """
    draft = _read(folder / DEFINITION)
    if draft.model.when == "correction" and dataset.correction is None:
        return ()
    if draft.model.when == "previous" and (dataset.previous is None or dataset.correction):
        return ()
    if strange := [zone for zone in draft.model.zones if zone not in dataset.zones]:
        hint = dataset.owners.hint(strange[0], "写高新区的文件名，不带 .yaml")
        raise Problems(draft.complain(("zones",), f"没有叫“{strange[0]}”的高新区", hint))
    return tuple(_reports_of(folder, draft, dataset))


def _read(path: Path) -> Draft[ReportFile]:
    file = "/".join(path.parts[-3:])
    try:
        tree = read_tree(path.read_bytes(), file)
    except OSError as error:
        raise Problems(
            [Problem(Where(file), f"文件读不出来：{os_reason(error)}", "检查文件是否完好、有没有读取权限")]
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
    if definition.each == "zone" and (key := next((k for k in ("zones", "issue") if getattr(definition, k)), "")):
        yield from draft.complain((key,), f"每个高新区一份的报告不写 {key}", "删去这一行；只说几个高新区的，不写 each")
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


def _reports_of(folder: Path, draft: Draft[ReportFile], dataset: Dataset) -> tuple[Report, ...]:
    definition = draft.model
    owners = list(dataset.zones) if definition.each == "zone" else [NATIONAL]
    own = sections(folder, owners if definition.each == "zone" else ())
    subjects = {owner: dataset.subject(owner) for owner in owners}
    titles = {owner: told(draft, subject) for owner, subject in subjects.items()}
    if wrong := [problem for title in titles.values() for problem in misparted(title)]:
        raise Problems(wrong)
    return tuple(
        Report(
            slug=definition.slug.replace("{slug}", owner) or owner,
            title=parted(titles[owner])[0],
            title_ends=parted(titles[owner])[1],
            subject=definition.subject,
            keywords=tuple(_filled(word, subject.short, subject.name) for word in definition.keywords),
            owner=owner,
            folder=folder.name,
            sections=own[owner],
            formats=definition.formats,
            annex=definition.annex,
            numbered=definition.numbered,
            style=definition.style,
            zones=definition.zones,
            order=definition.order,
            issue=definition.issue,
            recipients=_recipients(draft),
            classification=_written(draft, ("classification",), definition.classification),
            budgets=definition.budgets,
            lint=definition.lint,
        )
        for owner, subject in subjects.items()
    )


def told(draft: Draft[ReportFile], subject: Subject) -> Attributed:
    """The title of a report with its marks of line ends: typed in report.yaml; the names of the zone and its briefing's title
    are from its data file.
    """
    briefing = subject.briefing if isinstance(subject, Zone) else None
    steps: Steps = ("untitled",) if "{title}" in draft.model.title and briefing is None else ("title",)
    where = draft.where(*steps)
    typed = DataText(where.file, where.line, where.line, path_text(steps))
    names = {"{short}": subject.short, "{name}": subject.name, "{title}": briefing.title if briefing else ""}
    parts = re.split(r"(\{short\}|\{name\}|\{title\})", getattr(draft.model, str(steps[0])))
    return joined(names.get(part) or attributed(part, typed) for part in parts)


def _recipients(draft: Draft[ReportFile]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    listed = draft.model.recipients
    if listed is None:
        return None
    to, cc = (
        tuple(_written(draft, ("recipients", key, n), name) for n, name in enumerate(getattr(listed, key)))
        for key in ("to", "cc")
    )
    return to, cc


def _written(draft: Draft[ReportFile], steps: Steps, text: str) -> Attributed:
    """A text of report.yaml as it stands there."""
    where = draft.where(*steps) if text else draft.where()
    return attributed(text, DataText(where.file, where.line, where.line, path_text(steps)))


def _filled(pattern: str, short: str, name: str) -> str:
    return pattern.replace("{short}", short).replace("{name}", name)
