"""Slips drawn by lot over the shipped data: how many `check` catches, by its rules alone and with what was settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from hgz_report.checks.data.edition_data import EditionData
from hgz_report.checks.data.gate import examine
from hgz_report.checks.data.settled import changed
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.values import value_complaint
from hgz_report.edition.config import load_config
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.slips import KINDS, Slip, slips

DAY = load_config(ROOT).date
DATA = shipped()
ALONE = replace(DATA, settled=None)
SLIPS = tuple(slips(DATA))
BY_RULES = {
    "first digit": 3,
    "digit within": 1,
    "decimal point moved": 7,
    "digits exchanged": 2,
    "unit": 11,
    "two years exchanged": 8,
    "sums within a year exchanged": 7,
    "sign": 12,
    "share as ratio": 12,
    "growth and amount": 11,
    "another indicator's value": 8,
    "another zone's value": 3,
    "target and actual": 12,
    "qualifier lost": 1,
    "status lost": 11,
    "zero": 8,
    "status mistaken": 12,
    "date": 7,
    "period": 7,
    "place out of the field": 7,
    "copied from the line before": 8,
}
"""Of twelve, what the rules catch that know nothing but the data with the slip in them.

Two of three facts stand alone: one indicator, one zone, one year.  Of a digit wrong in one of these, no rule can know.
"""


def caught(slip: Slip, before: frozenset[str]) -> bool:
    """Whether the loader refuses the data with the slip, or a rule says of them what it did not say before."""
    wrong = slip.made_in(ALONE)
    return _refused(wrong) or not said(wrong) <= before


def _refused(dataset: Dataset) -> bool:
    twice = len(dataset.facts) < len(DATA.facts)  # two facts of one id
    facts = dataset.facts.values()
    return twice or any(value_complaint(entry.fact.value, entry.indicator, entry.fact.unit) for entry in facts)


def said(dataset: Dataset) -> frozenset[str]:
    return frozenset(str(problem) for problem in examine(EditionData(dataset, DAY)))


def test_slips_are_many_of_many_kinds_in_every_file() -> None:
    assert len(SLIPS) >= 200
    assert set(Counter(slip.kind for slip in SLIPS)) == set(KINDS)
    assert len({slip.file for slip in SLIPS}) >= 12


def test_every_slip_is_caught_by_what_was_settled() -> None:
    """The one rule is asked; it says nothing of the data as they are."""
    assert list(changed(EditionData(DATA, DAY))) == []
    wrong = [(slip, slip.made_in(DATA)) for slip in SLIPS]
    left = [str(slip) for slip, data in wrong if not _refused(data) and not list(changed(EditionData(data, DAY)))]
    assert left == []


def test_rules_catch_without_it_what_contradicts_the_other_data() -> None:
    before = said(ALONE)
    found = Counter(slip.kind for slip in SLIPS if caught(slip, before))
    assert {kind: found[kind] for kind in KINDS} == BY_RULES


@pytest.mark.parametrize("settled", [True, False])
def test_data_without_a_slip_are_not_accused(settled: bool) -> None:
    assert said(DATA if settled else ALONE) == frozenset()
