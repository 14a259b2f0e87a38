"""A source gets its number once, and it is never another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.load.load import load_dataset
from hgz_report.problems import Problems
from hgz_report.workshop.number_sources import number_sources
from tests.tools.sample import FILES, write_sample

SOURCES = FILES["sources.yaml"]


def numbers(root: Path) -> dict[str, int | None]:
    return {name: source.number for name, source in load_dataset(root).sources.items()}


def test_every_source_gets_the_next_number_and_keeps_it(tmp_path: Path) -> None:
    root = write_sample(tmp_path, FILES)
    assert set(numbers(root).values()) == {None}
    given = number_sources(root)
    assert list(given.values()) == list(range(1, len(given) + 1))
    assert numbers(root) == given
    assert number_sources(root) == {}


def test_what_is_written_beside_stays_as_it_is(tmp_path: Path) -> None:
    root = write_sample(tmp_path, {**FILES, "sources.yaml": f"# 说明\n{SOURCES}"})
    before = (root / "data/sources.yaml").read_text(encoding="utf-8").splitlines()
    number_sources(root)
    after = (root / "data/sources.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.lstrip().startswith(("number:", "numbered:"))] == before


def test_the_number_of_a_source_that_is_gone_is_not_given_again(tmp_path: Path) -> None:
    root = write_sample(tmp_path, {**FILES, "sources.yaml": f"numbered: 40\n{SOURCES}"})
    assert min(number_sources(root).values()) == 41
    assert f"numbered: {40 + len(numbers(root))}" in (root / "data/sources.yaml").read_text(encoding="utf-8")


def test_an_unnumbered_source_prints_the_number_it_would_get(tmp_path: Path) -> None:
    dataset = load_dataset(write_sample(tmp_path, FILES))
    assert list(dataset.source_numbers.values()) == list(range(1, len(dataset.sources) + 1))


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [(1, 1, "来源号 1 已经给了"), (1, 9, "来源号 9 比给到的 2 还大")],
)
def test_a_number_written_by_hand_is_refused(tmp_path: Path, first: int, second: int, says: str) -> None:
    one, two = list(load_dataset(write_sample(tmp_path / "a", FILES)).sources)[:2]
    text = SOURCES.replace(f"  {one}:\n", f"  {one}:\n    number: {first}\n")
    text = text.replace(f"  {two}:\n", f"  {two}:\n    number: {second}\n")
    with pytest.raises(Problems, match=says):
        load_dataset(write_sample(tmp_path / "b", {**FILES, "sources.yaml": f"numbered: 2\n{text}"}))
