"""The edition that the present one is compared with, as report.toml names it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.past_edition import read_past
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import EditionConfig
from hgz_report.problems import Problem, Problems, Where


def with_previous(dataset: Dataset, root: Path, config: EditionConfig, cache: Cache) -> Dataset:
    """The data with the edition to compare with, if report.toml names one.  Raises Problems where that cannot be."""
    if not config.previous:
        return dataset
    where = Where(CONFIG)
    if config.previous == config.edition_id:
        hint = "写上一期的编号；本期的编号先改成新的；不比就空着"
        raise Problems([Problem(where, f"edition.previous 写的是本期自己（{config.previous}）", hint)])
    past = read_past(root, config.previous, cache)
    if past.date >= config.date.isoformat():
        what = f"edition.previous：{past.edition} 的日期是 {past.date}，不早于本期的 {config.date}"
        raise Problems([Problem(where, what, "同更早的一期比；或者改正 edition.date")])
    return replace(dataset, past=past)
