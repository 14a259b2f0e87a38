"""An edition is there whole or not at all, and only one run writes at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hgz_report.edition import publish as room
from hgz_report.edition.publish import exclusive, publish
from hgz_report.problems import Locked, Problems

FILES = {"a.pdf": b"one", "manifest.json": b"{}"}
NEW = {"a.pdf": b"two"}
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
RIGHTS = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="nothing is forbidden to root"
)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != ".lock")


def test_an_edition_holds_just_the_files_it_was_given(tmp_path: Path) -> None:
    assert publish(tmp_path, "2026-Q4", FILES) == tmp_path / "2026-Q4"
    assert content(tmp_path / "2026-Q4") == FILES
    assert left_over(tmp_path) == []


def test_a_new_run_replaces_the_old_files(tmp_path: Path) -> None:
    publish(tmp_path, "x", FILES)
    publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == NEW
    assert left_over(tmp_path) == []


def test_other_editions_are_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, "x", FILES)
    publish(tmp_path, "y", NEW)
    assert content(tmp_path / "x") == FILES


@pytest.mark.parametrize("moment", ["while writing", "between the renames", "after the renames"])
def test_after_a_run_that_was_killed_the_next_one_puts_things_right(tmp_path: Path, moment: str) -> None:
    publish(tmp_path, "x", FILES)
    half = tmp_path / (".x.half" if moment == "while writing" else ".x.new")
    half.mkdir()
    (half / "a.pdf").write_bytes(b"half")
    if moment == "between the renames":
        (tmp_path / "x").rename(tmp_path / ".x.old")
    elif moment == "after the renames":
        half.rename(tmp_path / ".x.old")
    publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == NEW
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("a bug")])
def test_a_failure_while_writing_leaves_the_published_edition_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    publish(tmp_path, "x", FILES)

    def fail(path: Path, data: bytes) -> None:
        path.write_bytes(data[:1])
        raise error

    monkeypatch.setattr(room, "_write", fail)
    with pytest.raises(Problems if isinstance(error, OSError) else type(error)):
        publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == FILES
    assert left_over(tmp_path) == []


def not_exchanged(one: Path, other: Path) -> bool:
    """A system that can't exchange two folders."""
    return False


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="not on this system")
def test_an_edition_is_exchanged_in_one_step_at_no_moment_is_there_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "x", FILES)

    rename = Path.rename

    def beside(self: Path, target: Path) -> Path:
        assert "x" not in (self.name, target.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", beside)
    publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == NEW
    assert left_over(tmp_path) == []


def test_where_the_system_exchanges_no_folders_an_edition_is_renamed_into_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_exchanged", not_exchanged)
    publish(tmp_path, "x", FILES)
    publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == NEW
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_failure_at_either_rename_leaves_the_published_edition_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, turn: int
) -> None:
    publish(tmp_path, "x", FILES)
    rename, turns = Path.rename, iter(range(1, 9))
    monkeypatch.setattr(room, "_exchanged", not_exchanged)

    def fail(self: Path, target: Path) -> Path:
        if next(turns) == turn:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(Problems if isinstance(error, OSError) else type(error)):
        publish(tmp_path, "x", NEW)
    assert content(tmp_path / "x") == FILES
    assert left_over(tmp_path) == []


@RIGHTS
def test_a_folder_without_the_right_to_write_is_told_in_chinese(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Problems, match="写不进输出文件夹：没有权限\n  提示：检查权限和磁盘空间"):
            publish(tmp_path, "x", FILES)
        with pytest.raises(Problems, match="没有权限"), exclusive(tmp_path / "new"):
            pass
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("number", "words"),
    [(13, "没有权限"), (28, "磁盘已满"), (30, "磁盘只读"), (5, "磁盘读写出错"), (99, "系统不许（错误 99）")],
)
def test_what_the_system_says_is_said_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(path: Path, data: bytes) -> None:
        raise OSError(number, "in English", str(path))

    monkeypatch.setattr(room, "_write", fail)
    with pytest.raises(Problems, match=f"{words}\n  提示：.*report.toml") as caught:
        publish(tmp_path, "x", FILES)
    assert "English" not in str(caught.value)


def test_a_file_where_the_output_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("")
    with pytest.raises(Problems, match="写不进输出文件夹"), exclusive(tmp_path / "reports"):
        pass
    with pytest.raises(Problems, match="写不进输出文件夹"), exclusive(tmp_path / "reports" / "deeper"):
        pass


def test_a_second_run_is_told_that_another_holds_the_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from hgz_report.problems import Locked; "
        "from hgz_report.edition.publish import exclusive\n"
        "try:\n    with exclusive(Path(sys.argv[1])): print('free')\n"
        "except Locked: print('locked')"
    )

    def other() -> str:
        return subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=30
        ).stdout.strip()

    with exclusive(tmp_path):
        assert other() == "locked"
    assert other() == "free"


def test_a_run_that_failed_lets_go_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a bug"), exclusive(tmp_path):
        raise ValueError("a bug")
    with exclusive(tmp_path):
        pass


def test_the_same_folder_is_not_held_twice_in_one_run(tmp_path: Path) -> None:
    with exclusive(tmp_path), pytest.raises(Locked), exclusive(tmp_path):
        pass


@LINKS
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_in_the_place_of_an_edition_is_replaced_not_followed(tmp_path: Path, exists: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if exists:
        elsewhere.mkdir()
        (elsewhere / "private.txt").write_bytes(b"private")
    output = tmp_path / "reports"
    output.mkdir()
    (output / "x").symlink_to(elsewhere, target_is_directory=True)
    for _ in range(2):  # the second time nothing is in the way any more
        publish(output, "x", FILES)
        assert not (output / "x").is_symlink()
        assert content(output / "x") == FILES
        assert left_over(output) == []
    assert not exists or content(elsewhere) == {"private.txt": b"private"}


@LINKS
@pytest.mark.parametrize("name", [".x.half", ".x.new", ".x.old"])
def test_links_in_the_place_of_working_folders_are_removed_not_followed(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "private.txt").write_bytes(b"private")
    output = tmp_path / "reports"
    publish(output_made(output), "x", FILES)
    (output / name).symlink_to(elsewhere, target_is_directory=True)
    publish(output, "x", NEW)
    assert content(output / "x") == NEW
    assert content(elsewhere) == {"private.txt": b"private"}
    assert left_over(output) == []


@LINKS
def test_a_link_to_a_file_inside_an_edition_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_bytes(b"private")
    output = output_made(tmp_path / "reports")
    publish(output, "x", FILES)
    (output / "x" / "a.pdf").unlink()
    (output / "x" / "a.pdf").symlink_to(tmp_path / "private.txt")
    (output / "x" / "b.pdf").symlink_to(tmp_path / "private.txt")
    publish(output, "x", NEW)
    assert content(output / "x") == NEW
    assert (tmp_path / "private.txt").read_bytes() == b"private"


def test_a_file_in_the_place_of_an_edition_gives_way(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"in the way")
    for _ in range(2):
        publish(tmp_path, "x", FILES)
        assert content(tmp_path / "x") == FILES
        assert left_over(tmp_path) == []


def test_a_finished_file_is_taken_without_being_written_again(tmp_path: Path) -> None:
    (shelf := tmp_path / "finished").write_bytes(b"one")
    for _ in range(2):
        publish(tmp_path, "x", {"a.pdf": shelf})
        assert (tmp_path / "x/a.pdf").samefile(shelf)


def test_who_changes_a_file_of_one_edition_changes_none_of_another(tmp_path: Path) -> None:
    (shelf := tmp_path / "finished").write_bytes(b"one")
    publish(tmp_path, "x", {"a.pdf": shelf})
    publish(tmp_path, "y", {"a.pdf": shelf})
    (tmp_path / "x/a.pdf").write_bytes(b"a person's")
    assert (tmp_path / "y/a.pdf").read_bytes() == b"one"


def output_made(path: Path) -> Path:
    path.mkdir()
    return path
