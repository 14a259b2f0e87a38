"""`hgz-report excel out` and `excel in`: figures to Excel and WPS, and back into the data."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hgz_report.cache.whole import put_new
from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json, problem_record, say, say_error, show_table
from hgz_report.problems import Problem, Problems, Where, os_reason, visible

if TYPE_CHECKING:
    from hgz_report.data.dataset import Dataset
    from hgz_report.workshop.excel.bring_in import Intake
    from hgz_report.workshop.excel.brought import NewFact

DONE, FOUND = 0, 1
_STATUSES = {"target": "目标", "estimate": "预计", "preliminary": "初步数"}
_SHOWN = 200
"""Of what there may be too much of to read; all of it is in the JSON."""


def excel(options: argparse.Namespace) -> int:
    """One of the two ways.  Raises Problems, and Unusable for a table that can't be read."""
    return _out(options) if options.way == "out" else _in(options)


def _out(options: argparse.Namespace) -> int:
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.config import load_config
    from hgz_report.workshop.excel.asked import asked_of
    from hgz_report.workshop.excel.out import Selection, usual_period, workbook_of

    dataset, day = load_dataset(options.root, kept(options)), load_config(options.root).date
    period = options.period or usual_period(dataset)
    chosen = Selection(_owners(dataset, options.zones), _indicators(dataset, options.indicators), period, options.forms)
    asked = asked_of(dataset, chosen.owners, day)
    _create(options.file, workbook_of(dataset, chosen, asked, day))
    facts = 0 if options.forms else len(chosen.entries(dataset))
    if options.json:
        print_json({"file": str(options.file), "facts": facts, "period": period, "asked": len(asked)})
    else:
        print(f"写好 {options.file}：{facts} 条事实，宽表是 {period} 的；报送表请报 {len(asked)} 项。")
        print("改完、填完用 hgz-report excel in 读回。")
    return DONE


def _owners(dataset: Dataset, words: list[str] | None) -> list[str]:
    if not words:
        return ["national", *dataset.zones]
    for word in words:
        if word not in dataset.owners:
            hint = dataset.owners.hint(word, "写简称或文件名，全国写 national")
            raise Problems([Problem(None, f"没有叫“{word}”的高新区", hint)])
    return [dataset.owners.id(word) for word in words]


def _indicators(dataset: Dataset, words: list[str] | None) -> set[str]:
    for word in words or ():
        if dataset.indicator_names.id(word) not in dataset.indicators:
            hint = dataset.indicator_names.hint(word, "指标的编号和名称见 data/indicators.yaml")
            raise Problems([Problem(None, f"没有“{word}”这个指标", hint)])
    return {dataset.indicator_names.id(word) for word in words or ()}


def _create(path: Path, data: bytes) -> None:
    """A new file: a table that somebody may have filled in is never written over."""
    try:
        put_new(path, data)
    except FileExistsError:
        raise Problems([Problem(Where(str(path)), "已经有这个文件，没有改写", "换一个名字，或者先移走它")]) from None
    except OSError as error:
        raise Problems([Problem(Where(str(path)), f"写不了：{os_reason(error)}", "检查文件夹和权限")]) from None


def _in(options: argparse.Namespace) -> int:
    from hgz_report.workshop.excel.bring_in import intake

    found = intake(options.root, options.file, options.map or "", options.source or "", kept(options))
    written = options.write and not found.wrong and bool(found.files or found.guess)
    if written:
        found.write(options.root)
    if options.json:
        print_json(_record(found, written))
    else:
        _show(found, written)
    return FOUND if found.wrong or found.brought.refused or found.guess else DONE


def _record(found: Intake, written: bool) -> dict[str, Any]:
    brought, places = found.brought, iter(found.places)
    changes = [
        {**_at(next(places)), "cell": one.cell, "fact": one.entry.id, "field": one.key, "old": one.old, "new": one.new}
        for one in brought.changes
    ]
    fresh = [
        {**_at(next(places)), "cell": one.cell, "owner": one.owner, "fact": {k: str(v) for k, v in one.fact.items()}}
        for one in brought.fresh
    ]
    return {
        "written": written,
        "changes": changes,
        "new": fresh,
        "refused": [{"cell": one.cell, "what": one.what, "hint": one.hint} for one in brought.refused],
        "remarks": [{"cell": one.cell, "what": one.what} for one in brought.said],
        "findings": [problem_record(one) for one in found.findings],
        "map": found.map_file,
        "guess": found.guess.model_dump() if found.guess else None,
    }


def _at(where: Where) -> dict[str, object]:
    return {"file": where.file, "line": where.line}


def _show(found: Intake, written: bool) -> None:
    from hgz_report.workshop.excel.sheet_columns import HEADS

    if found.guess:
        _show_guess(found, written)
        return
    brought = found.brought
    changed = list(zip(brought.changes, found.places, strict=False))
    if changed:
        rows = [
            (str(where), f"{one.entry.owner_name} {one.entry.indicator.name}（{one.entry.period.chinese}）", HEADS[one.key],
             one.old or "（空）", one.new, one.cell)
            for one, where in changed
        ]  # fmt: skip
        show_table(("位置", "哪一条", "哪一项", "原来", "改成", "格子"), rows)
    if brought.fresh:
        rows = [
            (f"{where} 之后", _named(one), str(one.fact["value"]),
             str(one.fact.get("unit", "")), str(one.fact["source"]), one.cell)
            for one, where in zip(brought.fresh, found.places[len(brought.changes) :], strict=True)
        ]  # fmt: skip
        show_table(("加在", "新的事实", "数值", "单位", "出处", "格子"), rows)
    for remark in brought.said[:_SHOWN]:
        print(visible(f"说明  {remark.cell}  {remark.what}"))
    for refused in brought.refused[:_SHOWN]:
        say_error(f"没有取  {visible(refused.cell)}  {visible(refused.what)}\n  提示：{visible(refused.hint)}")
    for problem in sorted(found.findings, key=lambda one: one.severity != "error")[:_SHOWN]:
        say_error(f"留意  {problem}" if problem.severity == "warning" else str(problem))
    if max(len(brought.said), len(brought.refused), len(found.findings)) > _SHOWN:
        say_error(f"每类只列前 {_SHOWN} 处，全部见 --json")
    count = f"改 {len(brought.changes)} 处，加 {len(brought.fresh)} 条，没有取 {len(brought.refused)} 处"
    files = "、".join(found.files)
    if found.wrong:
        say_error(f"{count}；这样改了数据检查通不过，没有写任何文件。")
    elif written:
        print(f"{count}；已经写进 {files}。")
    elif found.files:
        print(f"{count}；还没有写，加 --write 写进 {files}。")
    else:
        print(f"{count}；没有要写的。")


def _named(new: NewFact) -> str:
    """The id that a new fact will have."""
    status = f":{new.fact['status']}" if "status" in new.fact else ""
    return f"{new.owner}.{new.fact['indicator']}@{new.fact['period']}{status}"


def _show_guess(found: Intake, written: bool) -> None:
    assert found.guess
    guess = found.guess
    period = guess.period or "（没有看出来）"
    rows: list[tuple[str, ...]]
    if guess.indicators:
        print(
            f"表“{guess.sheet}”，指标一行一个，从 {guess.indicators} 列起，表头到第 {guess.heads} 行，"
            f"整张表的高新区 {guess.zone or '（没有）'}，时期 {guess.period or '（没有）'}"
        )
        rows = [
            (
                at,
                one.head,
                one.zone,
                one.period,
                _STATUSES.get(one.status, "") if one.zone or one.period else "（不读）",
            )
            for at, one in guess.columns.items()
        ]
        show_table(("列", "表头", "高新区", "时期", "性质"), rows)
        rows = [(name, one.indicator or "（没有认出来，不读）", one.unit) for name, one in guess.rows.items()]
        show_table(("行", "指标", "单位"), rows)
    else:
        print(f"表“{guess.sheet}”，高新区在 {guess.zones} 列，表头到第 {guess.heads} 行，时期 {period}")
        rows = [
            (at, one.head, one.indicator or "（没有认出来，不读）", one.unit, one.period, _STATUSES.get(one.status, ""))
            for at, one in guess.columns.items()
        ]
        show_table(("列", "表头", "指标", "单位", "时期", "性质"), rows)
    for name, slug in guess.names.items():
        say(f"不认识的名称：{name}{f'（是不是 {slug}？）' if slug else ''}")
    done = f"对照表写在 {found.map_file}" if written else f"这是猜的对照表；加 --write 写进 {found.map_file}"
    print(f"{done}。写上 source（出处编号），核对各列各行，再运行一次。数据没有改。")
