"""Jobs done apart: packed for another machine, on a cluster that is not there, one by one from the command line."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.cli.main import main
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.edition.do_jobs import made
from hgz_report.edition.parcel import Parcel, do_parcel
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.edition.shelf import FileShelf
from hgz_report.problems import Problems
from tests.tools.project import change


def test_a_job_that_is_packed_and_done_elsewhere_gives_the_same_files(project: Path, tmp_path: Path) -> None:
    prepared = prepare(project, load_config(project), Wanted(("zibo", "national")), Cache(None))
    parcel: Parcel = pickle.loads(pickle.dumps(Parcel.of(prepared.materials, project)))
    for job in prepared.jobs:
        here = made(job, prepared.materials, FileShelf(tmp_path / "shelf")).paper
        there = do_parcel(parcel, pickle.loads(pickle.dumps(job)))
        assert there.result.paper == here
        assert here.made
        assert {*there.files} == {one.sha256 for one in here.made.contents.values()}


def test_what_was_read_elsewhere_is_known_here(project: Path) -> None:
    prepared = prepare(project, load_config(project), Wanted(("zibo",)), Cache(None))
    parcel = pickle.loads(pickle.dumps(Parcel.of(prepared.materials, project)))
    read = do_parcel(parcel, prepared.jobs[0]).result.reads
    assert ("facts", "zibo") in read
    assert read["template", "zone/20_practices.md.j2"]


def test_without_dask_the_command_says_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Problems, match=r"没有装 dask\.distributed") as wrong:
        build(project, load_config(project), cluster="tcp://127.0.0.1:1", cache=Cache(None))
    assert "hgz-report[cluster]" in wrong.value.problems[0].hint
    assert not (project / "reports/2026-Q4").exists()


def test_jobs_made_one_by_one_are_taken_by_the_build(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--root", str(project)]
    change(
        project / "report.toml", "date = 2026-11-23", "date = 2026-11-20"
    )  # tests share a store: this day is no other's
    assert main(["plan", "--json", *root]) == 0
    jobs = {one["job"]: one for one in json.loads(capsys.readouterr().out)}
    assert jobs["zibo"]["formats"] == ["pdf", "docx"]
    assert jobs["zibo"]["why"]
    out = project / "build/jobs/zibo.json"
    assert main(["make-one", "zibo", str(out), *root]) == 0
    record = json.loads(out.read_text(encoding="utf-8"))
    assert {*record["files"]} == {"zibo.pdf", "zibo.docx", "zibo.tree.json"}
    capsys.readouterr()
    assert main(["plan", "--json", *root]) == 0
    assert [one["job"] for one in json.loads(capsys.readouterr().out) if not one["why"]] == ["zibo"]
    assert main(["build", "zibo", "--json", *root]) == 0
    assert [one["reason"] for one in json.loads(capsys.readouterr().out)["reports"]] == [""]


def test_a_job_that_fails_leaves_no_result(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "templates/zone/20_practices.md.j2").write_text("{{ nothing }}", encoding="utf-8")
    out = project / "zibo.json"
    assert main(["make-one", "zibo", str(out), "--root", str(project)]) == 1
    assert "templates/zone/20_practices.md.j2:1" in capsys.readouterr().err
    assert not out.exists()


def test_a_makefile_of_the_jobs_names_each(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--make", "--root", str(project)]) == 0
    said = capsys.readouterr().out
    assert "annex-zibo" in said
    assert "\t@hgz-report make-one $* $@" in said


def test_without_a_store_a_job_by_itself_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make-one", "zibo", str(project / "x"), "--no-cache", "--root", str(project)]) == 1
    assert ".cache/" in capsys.readouterr().err
