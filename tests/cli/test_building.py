"""`build` in several processes, and why a report was made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.cli import kept
from hgz_report.cli.main import main
from tests.tools.project import change, contents, small_project

Output = pytest.CaptureFixture[str]
SLUGS = ("chengdu", "qingdao", "zibo", "yuelu")


def build(root: Path, *options: str) -> int:
    return main(["--root", str(root), "build", *SLUGS, *options])


def test_several_processes_publish_what_one_publishes(tmp_path: Path, capsys: Output) -> None:
    root = small_project(tmp_path)
    made = []
    for jobs in ("1", "2"):
        assert build(root, "--no-cache", "--jobs", jobs) == 0
        made.append((contents(root / "reports"), capsys.readouterr()))
    assert made[0] == made[1]


@pytest.mark.parametrize("jobs", ["0", "-1", "1.5", "两", "²", ""])
def test_no_number_of_processes_is_refused_in_chinese(tmp_path: Path, capsys: Output, jobs: str) -> None:
    with pytest.raises(SystemExit) as ended:
        build(tmp_path, f"--jobs={jobs}")
    assert ended.value.code == 2
    assert f"“{jobs}”不是 1、2、3 一类的数" in capsys.readouterr().err


def test_it_is_told_which_reports_were_made_again_and_why(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_project(tmp_path)
    monkeypatch.setattr(kept, "store_of", Cache.of)
    assert build(root, "--explain") == 0
    first = {
        line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.startswith(SLUGS)
    }
    assert first == {slug: ["重做", "以前没有做过，或者程序换了、留下的结果不在了"] for slug in SLUGS}
    change(root / "data/zones/chengdu.yaml", "value: 49\n", "value: 48\n")
    assert build(root, "--explain") == 0
    said = capsys.readouterr().out
    second = {line.split()[0]: " ".join(line.split()[1:]) for line in said.splitlines() if line.startswith(SLUGS)}
    assert second.pop("chengdu") == "重做 读了 chengdu.pilot_platforms@2024"
    assert set(second.values()) == {"沿用 读了的都没有变"}
    assert "新做 1 份，沿用 3 份" in said


def test_the_reasons_are_there_for_programs_too(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_project(tmp_path)
    monkeypatch.setattr(kept, "store_of", Cache.of)
    for expected in ("以前没有做过，或者程序换了、留下的结果不在了", ""):
        assert build(root, "--json") == 0
        assert {one["reason"] for one in json.loads(capsys.readouterr().out)["reports"]} == {expected}
