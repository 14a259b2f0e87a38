"""`hgz-report fonts`: what serves each role, and fetching the free faces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.fonts.fetch import FACES
from hgz_report.fonts.folders import installed_with_us
from tests.tools.project import copy_project

Output = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


def run(project: Path, *arguments: str) -> int:
    return main(["fonts", "--root", str(project), *arguments])


def test_each_role_is_shown_with_its_face_and_where_that_comes_from(project: Path, capsys: Output) -> None:
    (project / "fonts").mkdir()
    (project / "fonts" / "simfang.ttf").write_bytes(installed_with_us("NotoSansSC-Regular.otf").read_bytes())
    assert run(project) == 0
    said = capsys.readouterr()
    rows = [line.split() for line in said.out.splitlines()]
    assert ["仿宋", "Noto", "Sans", "SC", "fonts/simfang.ttf"] in rows
    assert ["楷体", "Noto", "Serif", "SC（代用）", "随程序安装的", "NotoSerifSC-Regular.otf"] in rows
    assert "留意  没有找到楷体" in said.err
    assert "提示：运行 make fonts" in said.err


def test_the_same_as_json(project: Path, capsys: Output) -> None:
    assert run(project, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["role"] for one in said["roles"]] == ["仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"]
    hei = said["roles"][2]
    assert hei == {
        "role": "黑体", "face": "Noto Sans SC", "file": "随程序安装的 NotoSansSC-Regular.otf", "substitute": False,
    }  # fmt: skip
    assert len(said["warnings"]) == 3


def test_fonts_that_are_there_are_not_fetched_again(project: Path, capsys: Output) -> None:
    (project / "fonts").mkdir()
    for name in FACES:
        (project / "fonts" / name).touch()
    assert run(project, "--fetch") == 0
    assert capsys.readouterr().out == "仿宋、楷体等字体已在 fonts/。\n"


@pytest.mark.parametrize(("wish", "code"), [((), 1), (("--optional",), 0)])
def test_fonts_that_cannot_be_had_fail_only_where_they_are_more_than_wished_for(
    project: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, wish: tuple[str, ...], code: int
) -> None:
    monkeypatch.setenv("PATH", str(project))  # no apt-get here
    assert run(project, "--fetch", *wish) == code
    assert capsys.readouterr().err == "没有取到仿宋、楷体等字体（这台机器没有 apt-get），改用 Noto 宋体、黑体。\n"
    assert run(project, "--fetch", "--json", *wish) == code
    assert json.loads(capsys.readouterr().out) == {"folder": "fonts", "fetched": [], "failed": "这台机器没有 apt-get"}
    assert not (project / "fonts").exists()


def test_optional_alone_is_wrong_usage(project: Path, capsys: Output) -> None:
    assert run(project, "--optional") == 2
    assert "--optional 要和 --fetch 一起用" in capsys.readouterr().err


def test_the_command_needs_no_project_to_fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first `make report` fetches before anybody has looked at report.toml."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["fonts", "--fetch", "--optional", "--root", str(tmp_path)]) == 0
