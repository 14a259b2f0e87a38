"""The data as they are shipped, loaded once for all tests that only look at them."""

from __future__ import annotations

from functools import cache

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from tests.tools.project import ROOT


@cache
def shipped() -> Dataset:
    """The dataset of the repository."""
    return load_dataset(ROOT)
