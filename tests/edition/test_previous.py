"""An edition compared with the one before: from its record, as an input of the build like any other."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from hgz_report.audit.edition_files import edition_alike
from hgz_report.audit.published import read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.cache.store import Cache
from hgz_report.cli.main import main
from hgz_report.data.load.past_edition import read_record, record_file
from hgz_report.document.tree_file import read_tree_json, unpacked_origin, unpacked_tree
from hgz_report.document.tree_pack import grown
from hgz_report.edition.build import build
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.write_record import write_record
from hgz_report.problems import Problems
from tests.tools.docx_checks import audit, integrity
from tests.tools.project import ROOT, change
from tests.tools.tiny_project import tiny_project
from tests.tools.word_revisions import accepted, rejected

OLD, NEW = "2026-Q4", "2027-Q1"


@dataclass(frozen=True)
class Editions:
    """A project with a published edition that is on record, and the next one in hand: a zone has another value."""

    root: Path
    zone: str

    @property
    def config(self) -> EditionConfig:
        return replace(load_config(self.root), edition_id=NEW, date=date(2027, 2, 26), previous=OLD)

    def build(self, config: EditionConfig | None = None) -> dict[str, str]:
        """Make the new edition; why each paper was made."""
        made = build(self.root, config or self.config, cache=Cache.of(self.root))
        return {paper.slug: paper.reason for paper in made.outcome.papers}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    root = tiny_project(tmp_path_factory.mktemp("editions") / "project")
    (root / "templates/zone/20_changes.md.j2").write_text('{% include "shared/changes.md.j2" %}\n', encoding="utf-8")
    for name in ("shared", "changes"):
        shutil.copytree(ROOT / "templates" / name, root / "templates" / name)
    for path in (root / "templates/shared").iterdir():
        if path.name != "changes.md.j2":
            path.unlink()
    build(root, load_config(root), cache=Cache.of(root))
    write_record(root, OLD)
    zone = min((root / "data/zones").iterdir())
    text = zone.read_text(encoding="utf-8")
    found = re.search(r"period: 2023, value: (\d+),", text)
    assert found
    change(zone, found[0], found[0].replace(found[1], str(int(found[1]) + 1)))
    return Editions(root, zone.stem)


def test_a_record_holds_the_trees_as_they_were_published(editions: Editions) -> None:
    content, _ = read_record(editions.root, OLD)
    table = [unpacked_origin(one) for one in content["origins"]]
    for paper in content["papers"]:
        tree = (editions.root / f"reports/{OLD}/{paper['slug']}.tree.json").read_bytes()
        assert unpacked_tree(grown(paper, content["files"]), table) == read_tree_json(tree)


def test_the_same_folder_gives_the_same_record(editions: Editions) -> None:
    before = (editions.root / record_file(OLD)).read_bytes()
    write_record(editions.root, OLD)
    assert (editions.root / record_file(OLD)).read_bytes() == before


def test_a_folder_that_is_not_as_published_gives_no_record(editions: Editions, tmp_path: Path) -> None:
    shutil.copytree(editions.root, tmp_path / "p", ignore=shutil.ignore_patterns(".cache"))
    state = tmp_path / "p/reports" / OLD / "state.json"
    state.write_bytes(state.read_bytes() + b" ")
    with pytest.raises(Problems, match="文件不是发布时的样子"):
        write_record(tmp_path / "p", OLD)
    with pytest.raises(Problems, match="没有发布过 2020-Q1 这一期"):
        write_record(tmp_path / "p", "2020-Q1")


def test_the_new_edition_says_what_changed_and_every_number_is_accounted_for(editions: Editions) -> None:
    editions.build()
    folder = editions.root / "reports" / NEW
    published = read_edition(folder)
    assert edition_alike(published).findings == []
    for name in ("changes.pdf", "changes.docx", f"{editions.zone}.pdf", f"{editions.zone}.docx"):
        verdict = audit_file(folder / name, published)
        assert verdict.findings == []
        assert verdict.intact
        assert verdict.counts["上期"] >= 1
    rows = (folder / "facts.csv").read_text(encoding="utf-8-sig")
    assert f"before:{OLD}/{editions.zone}." in rows


def test_without_an_edition_to_compare_with_there_is_no_paper_and_no_section(editions: Editions) -> None:
    reasons = editions.build(replace(editions.config, previous=""))
    assert "changes" not in reasons
    assert "before:" not in (editions.root / "reports" / NEW / "facts.csv").read_text(encoding="utf-8-sig")


def test_only_papers_that_read_it_are_made_again_when_the_record_changes(editions: Editions) -> None:
    editions.build()
    assert set(editions.build().values()) == {""}
    path = editions.root / record_file(OLD)
    kept = path.read_text(encoding="utf-8")
    content = json.loads(kept)
    owner = next(one for one in content["state"]["owners"] if one["owner"] == editions.zone)
    owner["facts"][0][10] += "余"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    try:
        made = {slug: reason for slug, reason in editions.build().items() if reason}
    finally:
        path.write_text(kept, encoding="utf-8")
    assert set(made) == {editions.zone, "changes"}
    assert made[editions.zone] == f"读了上一期的 {editions.zone}"


def test_an_edition_that_cannot_be_compared_with_is_a_mistake(editions: Editions) -> None:
    config = editions.config
    for wrong, what in (
        (replace(config, previous="2020-Q1"), "没有 2020-Q1 这一期的记录"),
        (replace(config, previous=NEW), "写的是本期自己"),
        (replace(config, date=date(2026, 11, 23)), "不早于本期的 2026-11-23"),
    ):
        with pytest.raises(Problems, match=what):
            editions.build(wrong)


def listed(editions: Editions, *words: str) -> int:
    """What `compare` returns: the new edition is report.toml's own in a copy of it with the old one named."""
    return main(["--root", str(editions.root), "compare", OLD, NEW, *words])


def test_two_editions_are_compared_by_figures_and_sentences(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    editions.build()
    assert listed(editions, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["old"]["place"], said["new"]["edition"]) == (record_file(OLD), NEW)
    assert [(row["change"], row["owner"] != "") for row in said["facts"] if row["change"] != "跟着变"] == [
        ("订正", True)
    ]
    rows = [row for row in said["sentences"] if row["paper"] == editions.zone]
    assert any(row["change"] == "增加" and row["new"].startswith("同上期") for row in rows)
    assert all(row["where"].startswith(("templates/", "data/")) for row in rows if row["new"])
    assert said["papers"] == [{"slug": "changes", "title": "与上期相比，哪些数和建议变了", "change": "新做"}]


def test_the_list_says_first_what_was_found(editions: Editions, capsys: pytest.CaptureFixture[str]) -> None:
    editions.build()
    assert listed(editions) == 0
    assert capsys.readouterr().out.startswith(f"{OLD}（2026-11-23）到 {NEW}（2027-02-26）：数订正1个")


def test_a_workbook_holds_all_of_it_in_four_sheets(editions: Editions, tmp_path: Path) -> None:
    editions.build()
    path = tmp_path / "对照.xlsx"
    assert listed(editions, "--xlsx", str(path)) == 0
    first = path.read_bytes()
    assert listed(editions, "--xlsx", str(path)) == 0
    assert path.read_bytes() == first
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["数", "句子", "建议", "图"]
    assert book["数"]["B2"].value == "订正"


def test_an_edition_that_is_not_there_is_wrong_usage_that_says_which_are(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(editions.root), "compare", "2020-Q1"]) == 2
    assert f"有的：{OLD}" in capsys.readouterr().err


def test_papers_with_revisions_give_the_new_edition_or_the_old(editions: Editions, tmp_path: Path) -> None:
    editions.build()
    assert listed(editions, "--revisions", str(tmp_path / "修订")) == 0
    files = sorted((tmp_path / "修订").iterdir())
    assert [path.name for path in files] == [
        f"{path.stem}-修订.docx" for path in sorted((editions.root / "data/zones").iterdir())
    ]
    for path in files:
        slug, data = path.name.removesuffix("-修订.docx"), path.read_bytes()
        folder = editions.root / "reports"
        assert accepted(data) == accepted((folder / NEW / f"{slug}.docx").read_bytes())
        assert rejected(data) == accepted((folder / OLD / f"{slug}.docx").read_bytes())
    assert audit(files[0]) == integrity(files[0]) == []


def test_papers_with_revisions_do_not_go_among_the_published(
    editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    editions.build()
    assert listed(editions, "--revisions", str(editions.root / "reports" / NEW)) == 2
    assert "这是放各期报告的文件夹" in capsys.readouterr().err
