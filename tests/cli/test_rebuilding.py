"""`build --watch`: once for each save, a mistake is said and waited out."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from hgz_report.cli import rebuilding
from hgz_report.cli.rebuilding import rebuild
from hgz_report.problems import Problem, Problems, Unusable


def test_each_save_builds_again_and_a_mistake_does_not_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates").mkdir()
    template = tmp_path / "templates/10_own.md.j2"
    template.write_text("甲", encoding="utf-8")
    texts = ["乙丙", "丁丁丁"]
    built: list[str] = []

    def slept(seconds: float) -> None:
        if not texts:
            raise KeyboardInterrupt
        template.write_text(texts.pop(0), encoding="utf-8")

    def build(options: argparse.Namespace) -> int:
        built.append(template.read_text(encoding="utf-8"))
        if built[-1] == "乙丙":
            raise Problems([Problem(None, "写错了", "改过来")])
        return 0

    monkeypatch.setattr(rebuilding, "sleep", slept)
    with pytest.raises(KeyboardInterrupt):
        rebuild(argparse.Namespace(root=tmp_path, slug=["chengdu"], json=False), build)
    assert built == ["甲", "乙丙", "丁丁丁"]
    assert "写错了" in capsys.readouterr().err


def test_papers_have_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="写明看哪几份"):
        rebuild(argparse.Namespace(root=tmp_path, slug=[], json=False), lambda options: 0)
