"""What is wrong with a map of somebody else's table once the data are known, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.file_kinds import DATA, TABLES
from hgz_report.data.table_map_file import TableMap
from hgz_report.forms.draft import Draft
from hgz_report.forms.people_files import entries
from hgz_report.forms.tree import Steps
from hgz_report.language.units import converted
from hgz_report.problems import Problem, Problems, Severity, Where
from hgz_report.workshop.excel.table_map import map_file, read_map


def maps_examined(root: Path, dataset: Dataset | None) -> Iterator[Problem]:
    """What is wrong with the maps that are kept; what is not filled in yet is a warning.

    `dataset`: None where it can't be read: then only how they are written is looked at.
    """
    folder = root / DATA / TABLES
    for path in entries(folder) if folder.is_dir() else ():
        file = f"{DATA}/{TABLES}/{path.name}"
        try:
            known = path.is_file() and map_file(path.stem) == file
        except Problems:
            known = False
        if not known:
            hint = "这里只放对照表，名称用汉字、字母、数字，以 .yaml 结尾；表（.xlsx）放在 data 文件夹以外"
            yield Problem(Where(file), "不是对照表，不会读它", hint)
            continue
        try:
            draft = read_map(root, file)
        except Problems as wrong:
            yield from wrong.problems
            continue
        if draft is not None and dataset is not None:
            yield from map_mistakes(draft, dataset)
            yield from unfinished(draft, "", "warning")


def map_mistakes(draft: Draft[TableMap], dataset: Dataset) -> Iterator[Problem]:
    """Names that nothing has, units that don't convert, and the two kinds of table at once."""
    table = draft.model
    if bool(table.zones) == bool(table.indicators):
        hint = "高新区一行一个的表只写 zones，指标一行一个的表只写 indicators：名称在哪一列"
        yield from draft.complain(("sheet",), "zones 和 indicators 要写一个，只写一个", hint)
    if table.source and table.source not in dataset.sources:
        yield from draft.complain(("source",), f"没有登记“{table.source}”这个出处", "先写进 data/sources.yaml")
    zones: list[tuple[Steps, str]] = [(("zone",), table.zone)]
    zones += ((("columns", at, "zone"), one.zone) for at, one in table.columns.items())
    zones += ((("names", name), slug) for name, slug in table.names.items())
    for steps, slug in zones:
        if slug and slug not in dataset.zones and slug != NATIONAL:
            hint = dataset.owners.hint(slug, "见 data/zones/；全国写 national")
            yield from draft.complain(steps, f"“{slug}”不是高新区的文件名", hint)
    for at, one in table.columns.items():
        yield from _of_indicator(draft, ("columns", at), one.indicator, one.unit, dataset)
    for name, row in table.rows.items():
        yield from _of_indicator(draft, ("rows", name), row.indicator, row.unit, dataset)


def _of_indicator(
    draft: Draft[TableMap], steps: Steps, indicator: str, unit: str, dataset: Dataset
) -> Iterator[Problem]:
    if not indicator:
        return
    if indicator not in dataset.indicators:
        hint = dataset.indicator_names.hint(indicator, "先写进 data/indicators.yaml；不要的空着")
        yield from draft.complain((*steps, "indicator"), f"没有“{indicator}”这个指标", hint)
    elif unit and unit != dataset.indicators[indicator].unit:
        try:
            converted(Fraction(1), unit, dataset.indicators[indicator].unit)
        except ValueError as error:
            yield from draft.complain((*steps, "unit"), str(error), "改 unit，或者换一个指标")


def unfinished(draft: Draft[TableMap], source: str, severity: Severity = "error") -> Iterator[Problem]:
    """What a map has still to say before its table can be read; `source`: of numbers, where the map names none."""
    table = draft.model
    if not (table.source or source):
        hint = "写上出处编号；新的出处先登记到 data/sources.yaml"
        yield from draft.complain(("source",), "没有写 source：这张表出自哪里", hint, severity)
    for at, one in table.columns.items():
        read = bool(one.indicator) if table.zones else bool(one.period or one.zone)
        if read and not (one.period or table.period):
            hint = "整张表的写在 period，一列的写在这一列的 period"
            yield from draft.complain(("columns", at), f"{at} 列没有写时期", hint, severity)
        if read and table.indicators and not (one.zone or table.zone):
            hint = "整张表是一个高新区的写在 zone，一列的写在这一列的 zone"
            yield from draft.complain(("columns", at), f"{at} 列没有写是哪个高新区", hint, severity)
