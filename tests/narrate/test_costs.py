"""What a template may cost: whatever it does ends in one message with its line, in seconds, and says the same everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.ledger import Ledger
from hgz_report.narrate import costs
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.charting.constructors import Charts
from hgz_report.narrate.charting.easel import Easel
from hgz_report.narrate.costs import Ceiling
from hgz_report.narrate.functions import Functions
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.prices import EACH, EACH_PRINTED, FLAT, only_words
from hgz_report.narrate.view_maker import views_of
from tests.tools.payloads import ENDLESS, REFUSED, WORST
from tests.tools.project import ROOT
from tests.tools.telling import DAY, complaint, sample

COUNTED = ("STEPS", "ITEMS", "TEXT", "WORK", "CHARTS", "SECTION")
_PART = 20
"""Counted bounds are so much lower here: what is said is the same, and the suite waits for none of it."""
_SECONDS, _MEGABYTES = 5, 600


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in COUNTED:
        ceiling: Ceiling = getattr(costs, name)
        monkeypatch.setattr(costs, name, ceiling._replace(most=ceiling.most // _PART))


def one_message(said: str) -> str:
    """The first line of what is said, which is one Problem with its place."""
    first, hint = said.split("\n")
    assert first.startswith(("templates/short/10_section.md.j2:", "templates/short/_part.md.j2:"))
    assert first.split(":")[1].split()[0].isdigit()
    assert hint.startswith("  提示：")
    return first


@pytest.mark.usefixtures("low")
@pytest.mark.parametrize(("template", "kind"), ENDLESS.values(), ids=list(ENDLESS))
def test_what_has_no_end_is_one_message_with_its_line(tmp_path: Path, data: Dataset, template: str, kind: str) -> None:
    beside = {"short/_part.md.j2": "甲{{ zone.short }}"}
    said = one_message(complaint(tmp_path, data, template, beside=beside))
    assert {one.what for one in ceilings() if one.what in said} == {getattr(costs, kind).what}


@pytest.mark.parametrize(("template", "words"), REFUSED.values(), ids=list(REFUSED))
def test_what_would_make_something_huge_at_once_is_refused(
    tmp_path: Path, data: Dataset, template: str, words: str
) -> None:
    assert words in one_message(complaint(tmp_path, data, template))


def ceilings() -> Iterator[Ceiling]:
    return (one for one in vars(costs).values() if isinstance(one, Ceiling))


def test_the_worst_take_seconds_and_little_memory(tmp_path: Path) -> None:
    """In a process of their own, with the bounds as they are."""
    pytest.importorskip("resource")
    script = (
        "import json, resource, sys, time\n"
        "from pathlib import Path\n"
        "from tests.tools.payloads import WORST\n"
        "from tests.tools.telling import complaint, sample\n"
        "folder, took = Path(sys.argv[1]), {}\n"
        "data = sample(folder / 'data')\n"
        "for number, (name, template) in enumerate(WORST.items()):\n"
        "    begin = time.process_time()\n"
        "    said = complaint(folder / str(number), data, template)\n"
        "    took[name] = (time.process_time() - begin, said)\n"
        "status = Path('/proc/self/status')\n"  # says nothing of the process that forked this one, as Linux's maxrss does
        "own = int(status.read_text().partition('VmHWM:')[2].split()[0]) if status.exists() else 0\n"
        "most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == 'darwin' else 1)\n"
        "print(json.dumps([took, own or most]))\n"
    )
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", script, str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    took, memory = json.loads(ran.stdout)
    assert {name for name, (seconds, _) in took.items() if seconds > _SECONDS} == set()
    assert memory < _MEGABYTES * 1024  # kB
    assert {name for name, (_, said) in took.items() if said.count("  提示：") != 1} == set()
    assert set(took) == set(WORST)


def test_a_runaway_ends_the_report_and_nothing_else_is_said(tmp_path: Path, data: Dataset) -> None:
    endless = "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}"
    said = complaint(tmp_path, data, "{{ zonne }}", endless, "{{ zonne }}")
    assert "反复调用自己" in said
    assert "zonne" not in said


def test_the_same_template_costs_the_same_each_time(tmp_path: Path, data: Dataset) -> None:
    """The code of a template comes from memory the second time, and from the disk on another day."""
    template = "{% set l = facts() %}\n" + "{% set l = l + l %}\n" * 30
    assert complaint(tmp_path, data, template) == complaint(tmp_path, data, template)


def test_every_function_of_templates_has_its_price(data: Dataset) -> None:
    """A new one is priced in `narrate/prices`: by what it goes through."""
    views = views_of(data)
    table = Functions(data, views, Ledger(), "chengdu", Calculations(data, views, DAY)).table()
    assert {name for name, value in table.items() if callable(value)} - {*FLAT, *EACH, *EACH_PRINTED} == set()


def test_charts_take_lists_and_words_where_they_belong() -> None:
    charts = Charts(Easel(Ledger()))
    only_words(charts.column, ([],), {"title": "图"})
    with pytest.raises(Missing, match="给的是清单"):
        only_words(charts.column, ([],), {"title": []})
