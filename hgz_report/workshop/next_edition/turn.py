"""The change of report.toml, and of reports with a number of their own, to the next edition, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.data.file_kinds import DATA, EDITIONS
from hgz_report.data.load.load import load_dataset
from hgz_report.data.load.past_edition import record_file
from hgz_report.document.tree_file import read_tree_json
from hgz_report.edition.config import FILE, EditionConfig, EditionSection, MastheadTexts, load_config
from hgz_report.edition.config_values import edition_problem
from hgz_report.edition.date_rules import RULES, time_named, usual_rule
from hgz_report.edition.write_record import record_of, write_record
from hgz_report.forms.edit.change import Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite, rewrite, still_as_read
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps
from hgz_report.narrate.reports import DEFINITION, TEMPLATES, Report, load_reports
from hgz_report.problems import Problem, Problems, Where

_ISSUE = re.compile(r"第(\d+)期")
_NO_RECORD = "这一期没有发布，下一期没有可比的；要比就先 hgz-report build"


class TurnedValue(Struct, frozen=True):
    """One value that changes: where, what it is called, what it was and will be as written, and why."""

    where: Where
    name: str
    old: str
    new: str
    why: str = ""


class Turn(Struct, frozen=True):
    """All that changes in files, and the data it was worked out from; `day`: the new date, `before`: the old one."""

    dataset: Dataset
    edition: str
    old: str
    before: date
    day: date
    lines: tuple[TurnedValue, ...]
    files: Mapping[str, Rewrite]
    recorded: bool
    """Whether the old edition's record is to be written, from its published folder."""

    def write(self, root: Path) -> None:
        """Put it into the files, the record of the old edition first.

        Raises Problems when one of them has changed meanwhile or can't be written.
        """
        still_as_read(root, self.files)
        if self.recorded:
            write_record(root, self.old)
        rewrite(root, self.files)


def turn(root: Path, edition: str, asked: str, cache: Cache) -> Turn:
    """From the present edition to `edition`; `asked`: its date or a rule, "" for the rule that is there or the usual one.

    Raises Problems for an id that can't be or is taken, for a time before the present one's, for data that do not load.
    """
    config = load_config(root)
    data = (root / FILE).read_bytes()
    refused = list(_refused_id(root, config, edition))
    if refused:
        raise Problems(refused)
    wanted, day, why = _date(config, data, edition, asked)
    if day < config.date:
        raise Problems([Problem(None, f"新一期的日期 {day} 早于这一期的 {config.date}", "核对 --date 和期的编号")])
    dataset = load_dataset(root, cache)
    reports = load_reports(root / TEMPLATES, dataset)
    issue, said = _next_issue(root, config, reports)
    puts: list[tuple[Steps, Plain, str]] = [
        (("edition", "id"), edition, ""),
        (("edition", "date"), wanted, why),
        (("masthead", "issue"), Decimal(issue), said),
    ]
    recorded, record = _record(root, config)
    puts.insert(
        2, (("edition", "previous"), config.edition_id if record else "", "同上一期比" if record else _NO_RECORD)
    )
    lines = [*_lines(data, puts), *([record] if record and recorded else [])]
    changes = [Put(steps, value, _order(steps)) for steps, value, _ in puts]
    files = {FILE: Rewrite(data, edited(data, FILE, changes))}
    for file, line, change in _own_numbers(root, reports):
        lines.append(line)
        files[file] = change
    return Turn(dataset, edition, config.edition_id, config.date, day, tuple(lines), files, recorded)


def _refused_id(root: Path, config: EditionConfig, edition: str) -> Iterator[Problem]:
    if problem := edition_problem(edition):
        yield problem
        return
    if edition.casefold() == config.edition_id.casefold():
        yield Problem(None, f"现在就是 {config.edition_id} 这一期", "写下一期的编号，如 2027-Q1")
        return
    now, then = time_named(config.edition_id), time_named(edition)
    if now and then and then <= now:
        yield Problem(
            None, f"{edition} 不晚于现在的 {config.edition_id}", "新的一期往后排；旧的一期更正用 hgz-report correct"
        )
    for folder in (config.output.folder, f"{DATA}/{EDITIONS}"):
        with suppress(OSError):
            names = (path.name for path in (root / folder).iterdir())
            if taken := next((name for name in names if name.casefold() == edition.casefold()), None):
                yield Problem(Where(f"{folder}/{taken}"), f"{taken} 这一期已经有了", "换一个编号")


def _date(config: EditionConfig, data: bytes, edition: str, asked: str) -> tuple[Plain, date, str]:
    """What is written as the date, the day it is, and why.  Raises Problems."""
    tree = read_toml(data, FILE).value
    section = tree.get("edition") if isinstance(tree, dict) else None
    now = section.get("date") if isinstance(section, dict) else None
    name = asked or (now if isinstance(now, str) else "")
    rule = RULES.get(name) or (None if asked else usual_rule(edition))
    if rule is None and re.fullmatch(r"\d{4}-\d\d-\d\d", asked):
        with suppress(ValueError):
            return date.fromisoformat(asked), date.fromisoformat(asked), ""
    if rule is None:
        known = "、".join(RULES)
        what = f"“{asked}”不是日期，也不是日期规则" if asked else f"期的编号“{edition}”看不出时间，定不了日期"
        raise Problems([Problem(None, what, f"用 --date 写日期，如 2027-03-31；或者规则：{known}")])
    day = rule.day(edition)
    if day is None:
        what = f"期的编号“{edition}”看不出时间，规则 {rule.name} 定不了日期"
        raise Problems([Problem(None, what, f"编号写成 {rule.example} 一类，或者用 --date 写日期")])
    return (rule.name, day, f"即 {day}，{rule.chinese}") if name else (day, day, rule.chinese)


def _next_issue(root: Path, config: EditionConfig, reports: tuple[Report, ...]) -> tuple[int, str]:
    """The number after the last one of the present edition, as it was published or would be; and how that is known."""
    first = config.masthead.issue
    would = first + sum(report.numbered and report.issue is None for report in reports) - 1
    own = {report.slug for report in reports if report.issue is not None}
    printed = [number for slug, number in _printed(root / config.output.folder / config.edition_id) if slug not in own]
    last = max([would, *printed])
    return last + 1, f"{config.edition_id} 从第 {first} 期到第 {last} 期"


def _printed(folder: Path) -> Iterator[tuple[str, int]]:
    """The issue numbers of papers as they were published."""
    for path in sorted(folder.glob("*.tree.json")):
        with suppress(OSError, ValueError):
            head = read_tree_json(path.read_bytes()).masthead
            if head and (found := _ISSUE.fullmatch(head.issue)):
                yield path.name.removesuffix(".tree.json"), int(found[1])


def _record(root: Path, config: EditionConfig) -> tuple[bool, TurnedValue | None]:
    """Whether the present edition's record is to be written, and what is said of it; None where there is nothing to record."""
    file = record_file(config.edition_id)
    there = (root / file).is_file()
    line = TurnedValue(
        Where(file), "上一期的记录", "有" if there else "", "照发布的文件夹写", "以后的各期同它比，和数据一起提交"
    )
    if there and (root / file).with_name("issued.yaml").is_file():
        return False, line  # what was issued is recorded once and for all
    try:
        data = record_of(root / config.output.folder / config.edition_id, config.edition_id)
    except Problems:
        return False, line if there else None
    return not there or (root / file).read_bytes() != data, line


def _own_numbers(root: Path, reports: tuple[Report, ...]) -> Iterator[tuple[str, TurnedValue, Rewrite]]:
    """Reports that go by a number of their own: the next one."""
    for report in reports:
        if report.issue is not None:
            file = f"{TEMPLATES}/{report.folder}/{DEFINITION}"
            data = (root / file).read_bytes()
            after = edited(data, file, [Put(("issue",), Decimal(report.issue + 1))])
            number = next(n for n, line in enumerate(data.splitlines(), 1) if line.startswith(b"issue:"))
            line = TurnedValue(Where(file, number), "issue", str(report.issue), str(report.issue + 1), "自己编号的一份")
            yield file, line, Rewrite(data, after)


def _lines(data: bytes, puts: list[tuple[Steps, Plain, str]]) -> Iterator[TurnedValue]:
    tree = read_toml(data, FILE)
    for steps, value, why in puts:
        section, key = str(steps[0]), str(steps[1])
        there = tree.value.get(section) if isinstance(tree.value, dict) else None
        old = there.get(key, "") if isinstance(there, dict) else ""
        if str(old) != str(value):
            yield TurnedValue(tree.where(steps), f"[{section}] {key}", str(old), str(value), why)


def _order(steps: Steps) -> tuple[str, ...]:
    return tuple((EditionSection if steps[0] == "edition" else MastheadTexts).model_fields)
