"""The examples of templates/README.md run as pasted, in the report of a zone and in the national one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from tests.tools.past import with_past
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.telling import lines, told

EXAMPLES = re.findall(
    r"^```jinja\n(.*?)^```$", (ROOT / "templates/README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return with_past(shipped())


@pytest.mark.parametrize("owner", ["chengdu", "national"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs_as_pasted(tmp_path: Path, data: Dataset, example: str, owner: str) -> None:
    said = "".join(lines(told(tmp_path, data, example, owner=owner)))
    assert said.endswith("。")


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5
