"""An edition of two reports of the tests' own that they spoil copies of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from tests.tools.project import PAPERS, copy_project


@pytest.fixture(scope="package")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("audit"), PAPERS)
    assert main(["build", "--root", str(project), "--json", "chengdu", "national"]) == 0
    (folder,) = (path.parent for path in project.glob("reports/*/manifest.json"))
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / published.name))
