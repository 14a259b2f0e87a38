"""A whole edition of pages for reading: every number of every page leads to a line that is there."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from hgz_report.cli.main import main
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from tests.tools.project import ROOT, change, contents
from tests.tools.tiny_project import EDITION, tiny_project

_ANNEX = """title: "{short}数据附册"
each: zone
slug: "annex-{slug}"
annex: true
numbered: false
subject: 附册
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("links") / "project")
    shutil.copytree(ROOT / "templates/shared", root / "templates/shared")
    (root / "templates/annex").mkdir()
    shutil.copy(ROOT / "templates/annex/10_figures.md.j2", root / "templates/annex")
    (root / "templates/annex/report.yaml").write_text(_ANNEX, encoding="utf-8")
    change(root / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["html"]')
    build(root, load_config(root), workers=1)
    return root


def test_every_link_of_every_page_lands(project: Path) -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in (project / EDITION).glob("*.html")}
    ids = {name: set(map(unescape, re.findall(r' id="([^"]*)"', said))) for name, said in pages.items()}
    across = 0
    for name, said in pages.items():
        for address in map(unescape, re.findall(r' href="([^"]*)"', said)):
            file, _, place = address.partition("#")
            assert (project / EDITION / (file or name)).exists()
            if place:
                assert unquote(place) in ids[file or name], f"{name}: {address}"
                across += file.startswith("annex-")
    assert across > 4


def test_the_pages_are_the_same_bytes_in_two_processes_and_from_the_store(project: Path, tmp_path: Path) -> None:
    before = contents(project / EDITION)
    assert main(["build", "--root", str(project), "--json", "--jobs", "2"]) == 0
    assert main(["build", "--root", str(project), "--json", "--jobs", "1"]) == 0
    after = contents(project / EDITION)
    assert {name for name in after if name.endswith(".html") and after[name] != before[name]} == set()
