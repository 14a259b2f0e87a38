"""Finished files go elsewhere when the store can't take them, and are found there."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.edition.shelf import FileContent, FileShelf

DATA = b"%PDF-1.7 and so on"


@pytest.fixture
def shelf(tmp_path: Path) -> FileShelf:
    """One whose store can't be written: a file stands where its parent should be."""
    (tmp_path / "store").write_bytes(b"")
    return FileShelf(tmp_path / "store" / "deeper" / "file", tmp_path / "spare")


def test_a_file_that_the_store_cannot_take_is_put_aside(shelf: FileShelf, tmp_path: Path) -> None:
    content = shelf.put(DATA)
    assert shelf.has(content)
    assert shelf.place(content) == tmp_path / "spare" / content.sha256
    assert shelf.place(content).read_bytes() == DATA


def test_what_the_store_takes_is_not_put_aside(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path / "file", tmp_path / "spare")
    assert shelf.place(shelf.put(DATA)).parent == tmp_path / "file"
    assert not (tmp_path / "spare").exists()


def test_a_damaged_file_is_named_and_one_that_is_lacking_is_not(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path / "file")
    assert not shelf.has(FileContent.of(DATA))
    assert not shelf.spoilt
    shelf.place(content := shelf.put(DATA)).write_bytes(b"cut")
    assert not shelf.has(content)
    assert shelf.spoilt == {f"file/{content.sha256}"}
    shelf.put(DATA)
    assert shelf.has(content)
