"""`build --keep-going`: one zone's mistake costs that zone's papers, and no other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.cli import kept
from hgz_report.cli.main import main
from hgz_report.edition.build import Edition, build
from hgz_report.edition.config import load_config
from hgz_report.edition.withheld import NOTHING_WITHHELD
from hgz_report.problems import Problem, Problems, Where
from tests.tools.project import change, copy_project

ZIBO = "data/zones/zibo.yaml"
MISTAKES = {
    "no YAML": ("province: 山东省", "province: ["),
    "no such field": ("province: 山东省", "provinz: 山东省\nprovince: 山东省"),
    "a number that cannot be": ("value: 33.61", "value: 33.61.1"),
}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was published when all its data were right, with a store of its own: of zones without mistakes one keeps
    those of its last run.
    """
    root = copy_project(tmp_path_factory.mktemp("good"))
    build(root, load_config(root), cache=Cache.of(root))
    shutil.copytree(root / "reports/2026-Q4", root / "reports/2026-Q3")
    return root


@pytest.fixture
def good(once: Path) -> Iterator[Path]:
    text = (once / ZIBO).read_bytes()
    yield once
    (once / ZIBO).write_bytes(text)
    build(once, load_config(once), cache=Cache.of(once))


def going(root: Path) -> Edition:
    return build(root, load_config(root), cache=Cache.of(root), keep_going=True)


def pdfs(root: Path, edition: str = "2026-Q4") -> Mapping[str, bytes]:
    return {path.stem: path.read_bytes() for path in (root / "reports" / edition).glob("*.pdf")}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_zone_with_a_mistake_is_missing_and_all_other_papers_are_as_they_were(good: Path, mistake: str) -> None:
    before = pdfs(good)
    change(good / ZIBO, *MISTAKES[mistake])
    edition = going(good)
    assert pdfs(good) == {slug: data for slug, data in before.items() if slug not in ("zibo", "annex-zibo")}
    assert [line.partition("：")[0].rpartition("（")[2] for line in edition.outcome.missing] == [
        "zibo）",
        "annex-zibo）",
    ]
    assert all(problem.where and problem.where.file == ZIBO for problem in edition.outcome.wrong)


def test_index_and_manifest_say_what_is_missing_why_and_where_the_last_one_is(good: Path) -> None:
    change(good / ZIBO, *MISTAKES["no YAML"])
    going(good)
    content = json.loads((good / "reports/2026-Q4/manifest.json").read_text(encoding="utf-8"))
    assert [(one["slug"], one["last"]) for one in content["missing"]] == [
        ("zibo", "2026-Q3"),
        ("annex-zibo", "2026-Q3"),
    ]
    page = (good / "reports/2026-Q4/index.html").read_text(encoding="utf-8")
    assert "暂缺" in page
    assert '<a href="../2026-Q3/index.html">2026-Q3</a>' in page
    assert f"{ZIBO}:" in page


def test_the_command_ends_with_1_and_says_it_again_next_time(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "store_of", Cache.of)
    assert main(["build", "--root", str(good)]) == 0
    capsys.readouterr()
    change(good / ZIBO, *MISTAKES["no YAML"])
    for _ in range(2):
        assert main(["build", "--keep-going", "--root", str(good)]) == 1
        said = capsys.readouterr()
        assert "暂缺  淄博高新区" in said.err
        assert f"{ZIBO}:" in said.err
        assert "28 份报告" in said.out


def test_without_it_nothing_is_published(good: Path) -> None:
    before = pdfs(good)
    change(good / ZIBO, *MISTAKES["no YAML"])
    with pytest.raises(Problems):
        build(good, load_config(good), cache=Cache.of(good))
    assert pdfs(good) == before


def test_a_zone_that_was_never_right_stops_everything_for_others_print_it_too(good: Path) -> None:
    change(good / ZIBO, *MISTAKES["no YAML"])
    with pytest.raises(Problems, match="没有留下它上一次没有错的数据"):
        build(good, load_config(good), keep_going=True, cache=Cache(None))


def test_data_that_were_right_once_and_are_not_now_stop_everything_instead_of_being_tried_for_ever(
    tmp_path: Path,
) -> None:
    cache = Cache.of(tmp_path)
    cache.keep("zones-without-mistakes", b"", {"zibo": b"name:"})
    wrong = {"zibo": (Problem(Where(ZIBO, 3), "错了"),)}
    withheld = NOTHING_WITHHELD.with_more(wrong, cache)
    with pytest.raises(Problems, match="错了"):
        withheld.with_more(wrong, cache)


def test_a_mistake_that_is_no_zone_s_own_stops_everything(good: Path) -> None:
    path = good / "data/national.yaml"
    text = path.read_bytes()
    path.write_text("name: [\n", encoding="utf-8")
    try:
        with pytest.raises(Problems, match=r"data/national\.yaml"):
            going(good)
    finally:
        path.write_bytes(text)


def test_when_the_mistake_is_mended_the_papers_are_back(good: Path) -> None:
    before = pdfs(good)
    text = (good / ZIBO).read_bytes()
    change(good / ZIBO, *MISTAKES["no YAML"])
    going(good)
    (good / ZIBO).write_bytes(text)
    assert not going(good).outcome.missing
    assert pdfs(good) == before
