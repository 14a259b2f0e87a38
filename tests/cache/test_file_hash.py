"""A file's hash is of what stands in it now, however often it is asked for."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from hgz_report.cache.file_hash import file_hash


def test_a_file_is_hashed_by_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "chengdu.pdf"
    for content in (b"49", b"52", b"", b"1665.8"):
        path.write_bytes(content)
        os.utime(path, ns=(0, int(sha256(content).hexdigest()[:8], 16)))
        assert [file_hash(path), file_hash(path)] == [sha256(content).hexdigest()] * 2


def test_a_second_name_of_a_file_has_its_hash(tmp_path: Path) -> None:
    path, other = tmp_path / "shelf", tmp_path / "edition"
    path.write_bytes(b"49")
    assert file_hash(path) == sha256(b"49").hexdigest()
    os.link(path, other)
    assert file_hash(other) == sha256(b"49").hexdigest()
    other.write_bytes(b"a person wrote here")
    assert file_hash(path) == file_hash(other) == sha256(b"a person wrote here").hexdigest()


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        file_hash(tmp_path / "chengdu.pdf")
