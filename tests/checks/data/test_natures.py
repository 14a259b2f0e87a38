"""A figure that stands alone is held against what it is by nature smaller than."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hgz_report.checks.data.edition_data import EditionData
from hgz_report.checks.data.natures import above_larger
from hgz_report.edition.config import load_config
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.slips import Slip

DAY = load_config(ROOT).date
DATA = shipped()


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("zibo.provincial_upgrade_investment@2024", "561.7"),
        ("zibo.city_upgrade_planned@2024", "1584"),
        ("zibo.city_upgrade_done@2023", "463"),
        ("zibo.provincial_key_investment@2023", "488"),
        ("zibo.city_major_investment@2023", "1750"),
    ],
)
def test_investment_in_projects_beyond_the_gross_product_is_noticed(fact: str, value: str) -> None:
    book = EditionData(Slip("", "", {fact: {"value": Decimal(value)}}).made_in(DATA), DAY)
    assert [remark.fact for remark in above_larger(book)] == [fact]
    assert list(above_larger(EditionData(DATA, DAY))) == []
