"""`hgz-report check`: data, templates and configuration; the table of rules; a source document against its facts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cache.store import Cache
from hgz_report.cache.whole import put_whole
from hgz_report.cli.kept import kept, workers
from hgz_report.cli.output import print_json, problem_record, say_error, show_table
from hgz_report.collection import uncollected
from hgz_report.problems import Problem, Problems, Unusable, Where, os_reason

if TYPE_CHECKING:
    from hgz_report.checks.source.confirm import SourceCheck, Unused
    from hgz_report.data.dataset import Dataset
    from hgz_report.edition.rehearse import Rehearsed
    from hgz_report.edition.unchanged import Checked

DONE, FOUND = 0, 1
_CITED = 5
_SEVERITIES = {"error": "错误", "warning": "留意"}


def check(options: argparse.Namespace) -> int:
    """What `hgz-report check` was asked for.  Raises Problems for mistakes, Unusable for a document nobody can read."""
    if options.rules:
        return _rules(as_json=options.json)
    if options.source_id and options.source is None:
        raise Unusable([Problem(None, "--as 要和 --source 一起用", "写明原文在哪里，如 --source 原文.pdf")])
    if options.settle:
        return _settle(options.root, as_json=options.json)
    if options.source is not None:
        return _source(options.root, options.source, options.source_id, strict=options.strict, as_json=options.json)
    return _project(options)


def _project(options: argparse.Namespace) -> int:
    from hgz_report.edition.unchanged import Checked, LastRun

    root, cache, pages, as_json = options.root, kept(options), options.pages, options.json
    last = LastRun.of(cache, root, f"{'pages' if pages else ''} {_digest_of_apart(root)}".strip())
    checked = last.said(Checked)
    if checked is None:
        checked = _rehearsed(root, cache, pages=pages, workers=workers(options))
        last.say(checked)
    warnings = checked.warnings
    if options.strict and warnings:
        raise Problems(replace(warning, severity="error") for warning in warnings)
    if as_json:
        problems = [problem_record(problem) for problem in warnings]
        counts = {"reports": checked.reports, "rules": checked.rules, "accepted": checked.accepted}
        print_json({"problems": problems, **counts})
        return DONE
    for warning in warnings:
        say_error(f"留意  {warning}")
    print(
        f"检查通过：{checked.zones} 个高新区，{checked.facts} 条事实，{checked.reports} 份报告，"
        f"{checked.rules} 条规则，{len(warnings)} 处留意；另有 {checked.accepted} 处核对过（accept）。"
    )
    return DONE


def _rehearsed(root: Path, cache: Cache, *, pages: bool, workers: int) -> Checked:
    from hgz_report.checks.data.rules import RULES
    from hgz_report.edition.config import load_config
    from hgz_report.edition.rehearse import rehearse
    from hgz_report.edition.unchanged import Checked

    with uncollected():
        try:
            planned = rehearse(root, load_config(root), pages=pages, workers=workers, cache=cache)
        except Problems as wrong:
            beside = (one for one in _beside(root) if one not in wrong.problems)
            raise Problems([*wrong.problems, *beside]) from None
    warnings = (*planned.warnings, *_beside(root, planned))
    if any(one.severity == "error" for one in warnings):
        raise Problems(warnings)
    facts = planned.dataset.facts
    accepted = sum(len(entry.fact.accept) for entry in facts.values())
    return Checked(warnings, len(planned.dataset.zones), len(facts), len(planned.papers), len(RULES), accepted)


def _beside(root: Path, planned: Rehearsed | None = None) -> Iterator[Problem]:
    """What is wrong with the files that no report reads: who gets them, how other people's tables are read."""
    from hgz_report.delivery.list_examined import list_examined
    from hgz_report.workshop.excel.map_mistakes import maps_examined

    yield from list_examined(root, planned.papers if planned else ())
    yield from maps_examined(root, planned.dataset if planned else None)


def _digest_of_apart(root: Path) -> str:
    """A hash of the files that a build does not ask for and a check does; "" where there are none."""
    from hgz_report.cache.digests import files_digest
    from hgz_report.data.apart_files import APART

    there = [root / name for name in sorted(APART) if (root / name).is_file()]
    return files_digest(root, there).hex() if there else ""


def _settle(root: Path, *, as_json: bool) -> int:
    from hgz_report.checks.data.edition_data import EditionData
    from hgz_report.checks.data.settled import FILE, changed, settled_text
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.config import load_config

    dataset = load_dataset(root)
    remarks = list(changed(EditionData(dataset, load_config(root).date)))
    try:
        put_whole(root / FILE, settled_text(dataset).encode(), lasting=True)
    except OSError as error:
        hint = "检查文件是否被别的程序占用、有没有写入权限"
        raise Problems([Problem(Where(FILE), f"写不进去：{os_reason(error)}", hint)]) from None
    if as_json:
        print_json({"settled": [{"where": str(remark.where or ""), "what": remark.what} for remark in remarks]})
        return DONE
    for remark in remarks:
        print(f"{remark.where}  {remark.what}")
    print(f"已定稿：{FILE}，改动 {len(remarks)} 处。" if dataset.settled is not None else f"已定稿：新写了 {FILE}。")
    return DONE


def _rules(*, as_json: bool) -> int:
    from hgz_report.checks.data.rules import RULES

    if as_json:
        print_json([{"id": r.id, "name": r.name, "severity": r.severity, "reason": r.basis} for r in RULES])
    else:
        rows = [(rule.id, rule.name, _SEVERITIES[rule.severity], rule.basis) for rule in RULES]
        show_table(("编号", "规则", "程度", "为什么"), rows)
    return DONE


def _source(root: Path, path: Path, wanted: str | None, *, strict: bool, as_json: bool) -> int:
    from hgz_report.checks.source.confirm import check_source
    from hgz_report.data.load.load import load_dataset
    from hgz_report.readers.text import read_source

    dataset = load_dataset(root)
    text = read_source(path)
    source = _known(dataset, wanted) if wanted else _recognised(dataset, path, text)
    result = check_source(dataset, source, text)
    title = dataset.sources[source].title
    if as_json:
        print_json({"title": title, **_record(result)})
    else:
        for problem in result.problems:
            say_error(str(problem))
        if result.unused:
            show_table(("行", "没有用到的数", "上下文"), _rows(result.unused))
        print(_summary(title, result))
    return FOUND if result.problems or (strict and result.unused) else DONE


def _known(dataset: Dataset, name: str) -> str:
    if name in dataset.sources:
        return name
    near = get_close_matches(name, dataset.sources, 1)
    hint = f"是不是 {near[0]}？" if near else "出处编号见 data/sources.yaml"
    raise Unusable([Problem(None, f"没有叫“{name}”的出处", hint)])


def _recognised(dataset: Dataset, path: Path, text: str) -> str:
    from hgz_report.checks.source.confirm import mentioned, recognised

    names = recognised(dataset, text)
    if len(names) == 1:
        return names[0]
    if names:
        what, hint = f"文首有几个出处的标题：{'、'.join(names)}", "用 --as 写明是哪一个，如 --as " + names[0]
    elif cited := mentioned(dataset, text):
        what = f"文首没有哪个出处的标题，文中提到了：{'、'.join(cited[:_CITED])}"
        hint = "提到的不一定就是这份原文：用 --as 写明是哪个出处，如 --as " + cited[0]
    else:
        what, hint = "文首没有找到哪个出处的标题", "用 --as 写明出处编号（见 data/sources.yaml），如 --as article-2024"
    raise Unusable([Problem(Where(path.as_posix()), what, hint)])


def _summary(title: str, result: SourceCheck) -> str:
    facts = len(result.confirmed) + len(result.problems)
    reasons: dict[str, int] = {}
    for item in result.excused:
        reasons[item.reason] = reasons.get(item.reason, 0) + 1
    excused = "、".join(f"{reason} {count}" for reason, count in reasons.items())
    return (
        f"《{title}》（{result.source}）：数字类事实 {facts} 条，"
        f"证实 {len(result.confirmed)} 条，没有证实 {len(result.problems)} 条；"
        f"文中的数 {result.figures} 个，没有用到 {len(result.unused)} 个，覆盖 {result.coverage}。"
        + (f"\n不算统计数的 {len(result.excused)} 处：{excused}。" if excused else "")
    )


def _rows(unused: Sequence[Unused]) -> list[tuple[str, str, str]]:
    return [(str(item.line), item.text, item.around) for item in unused]


def _record(result: SourceCheck) -> dict[str, object]:
    return {
        "source": result.source,
        "confirmed": [
            {"fact": item.fact, "where": str(item.where), "line": item.line, "words": item.words}
            for item in result.confirmed
        ],
        "problems": [problem_record(problem) for problem in result.problems],
        "unused": [{"line": item.line, "text": item.text, "around": item.around} for item in result.unused],
        "excused": [{"line": item.line, "text": item.text, "reason": item.reason} for item in result.excused],
        "figures": result.figures,
        "coverage": result.coverage,
    }
