"""A watched dataset passes for the dataset, and says what was read of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hgz_report.analysis.evidence import evidence
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.data.model import Zone
from hgz_report.data.part_digests import PartDigests
from hgz_report.data.placeholder import resolve_key
from hgz_report.data.reads import DataPart
from hgz_report.data.watched import WatchedDataset, watched
from tests.tools.project import ROOT
from tests.tools.shipped import shipped

FACT = "chengdu.pilot_platforms@2024"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return shipped()


@pytest.fixture
def eyes(dataset: Dataset) -> WatchedDataset:
    return watched(dataset)


def test_a_fact_that_is_looked_up_was_read_and_no_other(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        assert eyes.facts[FACT].owner == "chengdu"
    assert read == {("fact", FACT)}


def test_a_fact_that_is_not_there_was_asked_for_all_the_same(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        assert eyes.facts.get("chengdu.gdp@1900") is None
    assert ("fact", "chengdu.gdp@1900") in read


def test_to_look_through_all_facts_is_to_read_all(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        list(eyes.facts.values())
    assert ("facts",) in read


def test_of_a_zone_only_the_fields_that_were_asked_for_are_read(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        zone = eyes.zones["zibo"]
        assert isinstance(zone, Zone)
        assert zone.short == "淄博高新区"
    assert read == {("zone", "zibo", "short")}


def test_whoever_lists_the_zones_has_read_which_there_are(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        assert "chengdu" in list(eyes.zones)
    assert read == {("zones",)}


def test_the_number_of_a_source_is_read_one_by_one(eyes: WatchedDataset, dataset: Dataset) -> None:
    name = next(iter(dataset.sources))
    with eyes.reads.gathered() as read:
        assert eyes.source_numbers[name] == dataset.source_numbers[name]
    assert read == {("number", name)}


def test_what_is_worked_out_once_was_read_by_everybody_who_takes_it(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as first:
        found = evidence(eyes, "chengdu", "science-industry")
    with eyes.reads.gathered() as second:
        assert evidence(eyes, "chengdu", "science-industry") is found
    assert first == second
    assert ("facts", "chengdu") in second


def test_what_goes_wrong_on_the_way_was_read_too(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read, pytest.raises(ZeroDivisionError):
        eyes.reads.once("never", lambda: len(eyes.facts.of("zibo")) // 0)
    assert read == {("facts", "zibo")}


def test_a_reference_without_a_time_reads_all_times_of_the_indicator(eyes: WatchedDataset) -> None:
    with eyes.reads.gathered() as read:
        resolve_key(eyes.facts, "chengdu", "pilot_platforms")
    assert ("facts", "chengdu", "pilot_platforms") in read


def test_every_part_of_a_report_has_a_hash_and_the_same_one_in_a_dataset_loaded_again(eyes: WatchedDataset) -> None:
    again = load_dataset(ROOT)
    with eyes.reads.gathered() as read:
        for part in (*eyes.zones, *eyes.indicators, *eyes.sources, *eyes.places):
            assert part
        list(eyes.facts.everywhere("gdp"))
        _ = eyes.pathway.tasks, eyes.national.short, eyes.policies[0], eyes.allowed.entries
        _ = eyes.owners.id("成都高新区"), eyes.indicator_names.id("gdp"), eyes.owners.hint("成", "")
    first, second = PartDigests(eyes.whole), PartDigests(again)
    assert {part: first.of(part) for part in read} == {part: second.of(part) for part in read}


def test_one_changed_number_changes_the_parts_that_hold_it_and_no_other(dataset: Dataset) -> None:
    entries = list(dataset.facts.values())
    at = next(n for n, entry in enumerate(entries) if entry.id == FACT)
    entries[at] = replace(entries[at], fact=entries[at].fact.model_copy(update={"value": Decimal(50)}))
    other = replace(dataset, facts=type(dataset.facts)(entries))
    holds: set[DataPart] = {("fact", FACT), ("facts",), ("facts", "chengdu"), ("facts", "chengdu", "pilot_platforms"),
                            ("facts everywhere", "pilot_platforms")}  # fmt: skip
    others: set[DataPart] = {("facts", "zibo"), ("fact", "chengdu.gdp@2023"), ("zones",), ("policies",),
                             ("zone", "chengdu", "practices"), ("owner of facts",)}  # fmt: skip
    before, after = PartDigests(dataset), PartDigests(other)
    assert {part for part in holds | others if before.of(part) != after.of(part)} == holds


def test_an_unknown_kind_of_part_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        PartDigests(dataset).of(("weather",))
