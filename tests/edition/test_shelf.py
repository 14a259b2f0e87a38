"""The shelf of finished files: what is whole is there, and whatever else lies under its name is as if it were not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hgz_report.edition.shelf import FileContent, FileShelf

DATA = b"%PDF-1.7 and so on"
LINKS = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")


@pytest.fixture
def shelf(tmp_path: Path) -> FileShelf:
    """An empty one, whose folder is not there yet."""
    return FileShelf(tmp_path / "store" / "file")


def names(shelf: FileShelf) -> list[str]:
    return sorted(path.name for path in shelf.folder.iterdir())


def test_what_was_put_there_is_found_by_what_it_holds(shelf: FileShelf) -> None:
    assert not shelf.has(FileContent.of(DATA))
    content = shelf.put(DATA)
    assert content == FileContent.of(DATA)
    assert shelf.has(content)
    assert shelf.place(content).read_bytes() == DATA
    assert not shelf.has(FileContent.of(b"something else"))


def test_the_same_bytes_are_one_file_and_nothing_else_is_left_there(shelf: FileShelf) -> None:
    content = shelf.put(DATA)
    inode = shelf.place(content).stat().st_ino
    assert shelf.put(DATA) == content
    assert shelf.place(content).stat().st_ino == inode
    assert names(shelf) == [content.sha256]


def test_what_is_put_there_again_stays_longest(shelf: FileShelf) -> None:
    path = shelf.place(shelf.put(DATA))
    os.utime(path, (1_000_000, 1_000_000))
    shelf.put(DATA)
    assert path.stat().st_mtime > 1_000_000


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(DATA[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(DATA[:-1] + b"!"),
        lambda path: path.write_bytes(DATA + b"\n"),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=("cut", "empty", "changed", "longer", "gone", "a folder"),
)
def test_a_file_that_is_not_what_it_was_is_as_if_it_were_not(shelf: FileShelf, spoil: Callable[[Path], object]) -> None:
    content = shelf.put(DATA)
    spoil(shelf.place(content))
    assert not shelf.has(content)


@pytest.mark.parametrize("wrong", [DATA[:-1], DATA[:-1] + b"!", b""], ids=("cut", "changed", "empty"))
def test_a_spoilt_file_is_put_right_by_putting_it_there_again(shelf: FileShelf, wrong: bytes) -> None:
    path = shelf.place(shelf.put(DATA))
    path.write_bytes(wrong)
    assert shelf.has(shelf.put(DATA))
    assert path.read_bytes() == DATA


def test_what_was_published_from_a_spoilt_file_is_not_changed_by_putting_it_right(
    shelf: FileShelf, tmp_path: Path
) -> None:
    """A published file and that on the shelf may be one file under two names."""
    content = shelf.put(DATA)
    published = tmp_path / "published.pdf"
    os.link(shelf.place(content), published)
    published.write_bytes(b"an editor's own")
    assert not shelf.has(content)
    shelf.put(DATA)
    assert published.read_bytes() == b"an editor's own"


@LINKS
def test_a_link_to_the_same_bytes_elsewhere_is_not_taken_for_the_file(shelf: FileShelf, tmp_path: Path) -> None:
    path = shelf.place(shelf.put(DATA))
    (elsewhere := tmp_path / "elsewhere.pdf").write_bytes(DATA)
    path.unlink()
    path.symlink_to(elsewhere)
    assert not shelf.has(FileContent.of(DATA))
    shelf.put(DATA)
    assert not path.is_symlink()


def test_a_foreign_file_is_never_asked_for_and_stays(shelf: FileShelf) -> None:
    content = shelf.put(DATA)
    (shelf.folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert shelf.has(shelf.put(b"another"))
    assert (shelf.folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert shelf.has(content)


def test_what_stands_in_the_place_of_the_shelf_gives_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where the folder should be", encoding="utf-8")
    shelf = FileShelf(tmp_path / "file")
    assert shelf.has(shelf.put(DATA))


def test_bytes_that_cannot_be_written_whole_leave_nothing(shelf: FileShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(b"before")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        shelf.put(DATA)
    assert names(shelf) == [FileContent.of(b"before").sha256]
