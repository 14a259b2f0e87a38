"""Files that change all or none, files that are new or not there, and what killed runs left: the next one clears it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from hgz_report.cache import together
from hgz_report.cache.scratch import scratch_folder
from hgz_report.cache.together import NOTE, PutBack, alone, left_half_done, noted
from hgz_report.cache.whole import put_new, put_whole
from hgz_report.cli.main import main
from hgz_report.forms.edit.rewrite import Rewrite, rewrite
from hgz_report.problems import Problems

Output = pytest.CaptureFixture[str]
FILES = {"data/a.yaml": (b"a: 1\n", b"a: 2\n"), "data/b.yaml": (b"b: 1\n", b"b: 2\n")}
NOBODY = 2**22 + 1
"""A process that no system has."""
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be asked for here")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name, (before, _) in FILES.items():
        (tmp_path / name).write_bytes(before)
    return tmp_path


def killed_after(root: Path, exchanged: int, files: Mapping[str, tuple[bytes, bytes]] = FILES) -> None:
    """What a run leaves that is killed after so many files."""
    with alone(root):
        block = noted(root, files)
        block.__enter__()
        note = (root / NOTE).read_bytes()
        for name in list(files)[:exchanged]:
            (root / name).write_bytes(files[name][1])
        block.__exit__(None, None, None)
    (root / NOTE).write_bytes(note)


def standing(root: Path) -> list[int]:
    """Of each file, 0 where it is as before and 1 where it is as after."""
    return [states.index((root / name).read_bytes()) for name, states in FILES.items()]


@pytest.mark.parametrize(
    ("exchanged", "then", "said"), [(0, [0, 0], None), (1, [0, 0], PutBack(("data/a.yaml",))), (2, [1, 1], None)]
)
def test_after_a_run_that_was_killed_all_files_are_as_before_or_all_as_after(
    root: Path, exchanged: int, then: list[int], said: PutBack | None
) -> None:
    killed_after(root, exchanged)
    assert left_half_done(root) == said
    assert standing(root) == then
    assert not (root / NOTE).exists()
    assert left_half_done(root) is None


def test_where_somebody_has_changed_one_since_nothing_is_touched_and_it_is_said(root: Path) -> None:
    killed_after(root, 1)
    (root / "data/b.yaml").write_bytes(b"b: 3\n")
    assert left_half_done(root) == PutBack(moved=tuple(FILES))
    assert (root / "data/a.yaml").read_bytes() == b"a: 2\n"


def test_a_note_does_not_reach_what_is_hidden_or_outside_nor_does_one_that_is_none(root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_bytes(b"new")
    (root / ".git").mkdir()
    (root / ".git/config").write_bytes(b"new")
    killed_after(root, 0, {"../outside.yaml": (b"old", b"new"), ".git/config": (b"old", b"new"), **FILES})
    assert left_half_done(root) is None
    assert (outside.read_bytes(), (root / ".git/config").read_bytes()) == (b"new", b"new")
    (root / NOTE).write_bytes(b'{"files": [{"name": "data/a.yaml", "before": "?", "after": 1}]}')
    assert left_half_done(root) is None
    assert standing(root) == [0, 0]


def test_every_command_takes_it_back_first_and_says_so(root: Path, capsys: Output) -> None:
    killed_after(root, 1)
    main(["--root", str(root), "inbox"])
    assert "已退回原样：data/a.yaml。要改的再做一次" in capsys.readouterr().err
    assert standing(root) == [0, 0]


def test_a_disk_that_fails_between_two_files_leaves_both_as_they_were(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = Path.replace, list[Path]()

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(Problems, match=r"b\.yaml  写不了这个文件：磁盘已满，什么都没有写"):
        rewrite(root, {name: Rewrite(*states) for name, states in FILES.items()})
    assert root / "data/a.yaml" in done
    assert standing(root) == [0, 0]
    assert sorted(path.name for path in (root / "data").iterdir()) == ["a.yaml", "b.yaml"]


def test_a_run_that_does_not_come_to_an_end_keeps_the_others_from_writing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "_WAIT", 0.0)
    with alone(root), pytest.raises(Problems, match="有程序占着它，什么都没有写"):
        rewrite(root, {name: Rewrite(*states) for name, states in FILES.items()})
    assert standing(root) == [0, 0]


def test_a_new_file_is_whole_and_never_takes_the_place_of_another(tmp_path: Path) -> None:
    put_new(tmp_path / "表.xlsx", b"one")
    with pytest.raises(FileExistsError):
        put_new(tmp_path / "表.xlsx", b"two")
    long = "长" * 83 + ".pdf"  # 253 bytes: nothing can be added to it
    put_new(tmp_path / long, b"three")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"表.xlsx": b"one", long: b"three"}


@FORKS
def test_what_killed_runs_left_half_written_goes_and_what_a_living_one_writes_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch" / f"hgz-report-{NOBODY}-x").mkdir(parents=True)
    (tmp_path / "scratch" / f"hgz-report-{os.getpid()}-y").mkdir()
    fresh = scratch_folder()
    assert {path.name for path in (tmp_path / "scratch").iterdir()} == {fresh.name, f"hgz-report-{os.getpid()}-y"}
    for name in (f".a.yaml.{NOBODY}", f".a.yaml.{os.getppid()}", f".b.yaml.{NOBODY}"):
        (tmp_path / name).write_bytes(b"half")
    put_whole(tmp_path / "a.yaml", b"whole")
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {"a.yaml", f".a.yaml.{os.getppid()}", f".b.yaml.{NOBODY}"}
