"""What reports print of the data: said by every field of every model, walked alike through models and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from hgz_report.data.dataset import Dataset
from hgz_report.data.file_kinds import SINGLE_FILES, model_of
from hgz_report.data.load.folder import data_files
from hgz_report.data.model import Zone
from hgz_report.data.printed import Printed, Unprinted, printed, printed_in
from hgz_report.forms.yaml.read import read_tree
from hgz_report.narrate.reports import ReportFile
from tests.tools.shipped import shipped

ROOT = Path(__file__).parents[2]


def models() -> Iterator[type[BaseModel]]:
    """Every model a file of the project is made of."""
    waiting: list[type[BaseModel]] = [Zone, ReportFile, *SINGLE_FILES.values()]
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            yield model
            for field in model.model_fields.values():
                waiting += [part for part in parts(field.annotation) if isinstance(part, type) and is_model(part)]


def is_model(part: type) -> bool:
    return issubclass(part, BaseModel)


def parts(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    yield from (deep for part in inner for deep in parts(part)) if inner else (annotation,)


TEXTS = [
    (model, name)
    for model in sorted(models(), key=lambda model: model.__name__)
    for name, field in model.model_fields.items()
    if str in parts(field.annotation)
]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return shipped()


@pytest.mark.parametrize(("model", "name"), TEXTS, ids=lambda part: getattr(part, "__name__", part))
def test_every_text_field_says_whether_it_is_printed_or_why_not(model: type[BaseModel], name: str) -> None:
    field = model.model_fields[name]
    said = [part for part in (*field.metadata, *parts(field.annotation)) if isinstance(part, Printed | Unprinted)]
    assert len(said) == 1
    assert not isinstance(said[0], Unprinted) or said[0].why


def test_every_kind_of_file_and_every_model_in_it_is_looked_at() -> None:
    names = {model.__name__ for model, _ in TEXTS}
    assert {"Zone", "Fact", "Reading", "Policy", "Measure", "Speaker", "Source", "Indicator", "AllowedNumber"} <= names


@pytest.mark.parametrize("file", list(data_files(ROOT)))
def test_a_file_and_the_model_made_of_it_print_the_same_at_the_same_places(file: str) -> None:
    tree = read_tree((ROOT / file).read_bytes(), file)
    model = model_of(file)
    assert model is not None
    found = list(printed_in(model, tree.value))
    assert [found_in for found_in in found if found_in[2].kind != "value"] == [
        said for said in printed(model.model_validate(tree.value)) if said[2].kind != "value"
    ]
    assert all(tree.where(steps).line and tree.where(steps).column for steps, _, _ in found)


def test_the_way_to_a_text_leads_through_lists_and_ids(dataset: Dataset) -> None:
    zone = dataset.zones["zibo"].model_copy(update={"findings": ("有样子可看。",)})
    found = {steps: mark for steps, _, mark in printed(zone)}
    assert found["findings", 0].bound
    assert found["briefing", "findings", 0, "text"].bound
    assert not found["gaps", 0].bound
    assert found["practices", 0, "title"].kind == "name"
    assert ("aliases", 0) not in found
    indicators = SINGLE_FILES["indicators"].model_validate({"indicators": dict(dataset.indicators)})
    assert ("indicators", "gdp", "definition") in {steps for steps, _, _ in printed(indicators)}


def test_values_of_another_shape_are_passed_over() -> None:
    shapes: list[Any] = [None, "text", ["text"], {"name": ["a"], "facts": {"note": "x"}, "gaps": {"a": "b"}}]
    for value in shapes:
        list(printed_in(Zone, value))
    assert [text for _, text, _ in printed_in(Zone, {"gaps": "one", "about": ["two"], "practices": ["three"]})] == [
        "one",
        "two",
    ]
