"""index.html of an edition and of all, and the feed: what a reader without the program finds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.edition.editions_page import write_site
from tests.tools.project import change
from tests.tools.tiny_project import EDITION, tiny_project

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("index") / "project")
    change(root / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["docx", "html"]')
    build(root, load_config(root), workers=1)
    return root


def put_edition(root: Path, name: str, **said: object) -> None:
    content = {"edition": name, "date": "2027-02-26", "reports": [], **said}
    (root / "reports" / name).mkdir(exist_ok=True)
    (root / "reports" / name / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_the_index_has_every_paper_under_its_province_with_all_its_files(project: Path) -> None:
    folder = project / EDITION
    said = (folder / "index.html").read_text(encoding="utf-8")
    for path in folder.glob("*.docx"):
        assert f'href="{path.name}"' in said
        assert f'href="{path.stem}.html"' in said
    assert said.count("<h3>") == len({*re.findall(r"^province: (.*)$", data(project), re.MULTILINE)})
    assert "<script" not in said
    for address in re.findall(r'href="([^"#]*)"', said):
        assert (folder / address).exists()


def data(project: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (project / "data/zones").glob("*.yaml"))


def test_all_editions_stand_in_one_page_and_a_feed_the_newest_first(project: Path) -> None:
    put_edition(project, "2027-Q1", missing=[{}])
    put_edition(project, "2026-Q4-更正1")
    put_edition(project, "2026-Q4-试做", edition="2026-Q4", trial=True)
    (project / "reports/照片").mkdir(exist_ok=True)
    issued = project / "data/editions/2027-Q1/issued.yaml"
    issued.parent.mkdir(parents=True, exist_ok=True)
    issued.write_text("", encoding="utf-8")
    assert write_site(project, load_config(project)) == ()
    said = (project / "reports/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]*)/index.html"', said) == ["2027-Q1", "2026-Q4-更正1", "2026-Q4"]
    assert "已印发" in said
    assert "已更正，见2026-Q4-更正1" in said
    assert "暂缺1份" in said


def test_the_feed_is_a_feed_whose_entries_keep_their_ids(project: Path) -> None:
    before = ids(project)
    change(project / "report.toml", 'address = ""', 'address = "https://intranet.example.cn/gxq"')
    write_site(project, load_config(project))
    root = ElementTree.parse(project / "reports/feed.xml").getroot()
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", element.findtext(f"{ATOM}updated") or "")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    links = [link.attrib["href"] for link in root.iter(f"{ATOM}link")]
    assert all(link.startswith("https://intranet.example.cn/gxq/") for link in links)
    assert ids(project) == before


def ids(project: Path) -> list[str]:
    return re.findall(r"<id>(.*?)</id>", (project / "reports/feed.xml").read_text(encoding="utf-8"))


def test_what_somebody_else_put_there_is_left_and_said(project: Path) -> None:
    path = project / "reports/index.html"
    path.write_text("<p>我们自己的首页</p>", encoding="utf-8")
    (said,) = write_site(project, load_config(project))
    assert "没有动" in said.what
    assert path.read_text(encoding="utf-8") == "<p>我们自己的首页</p>"
    path.unlink()
    assert write_site(project, load_config(project)) == ()
    assert path.exists()


def test_a_damaged_manifest_is_no_edition(project: Path) -> None:
    put_edition(project, "坏的")
    (project / "reports/坏的/manifest.json").write_text("{", encoding="utf-8")
    assert write_site(project, load_config(project)) == ()
    assert "坏的" not in (project / "reports/index.html").read_text(encoding="utf-8")
