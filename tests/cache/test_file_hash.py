"""A file's hash is of what stands in it now, however often it is asked for."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from hgz_report.cache.file_hash import file_hash, forget_hashes


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


def test_a_new_run_reads_a_file_again_though_its_size_and_time_are_as_before(tmp_path: Path) -> None:
    path = tmp_path / "chengdu.pdf"
    path.write_bytes(b"49")
    os.utime(path, ns=(0, 0))
    file_hash(path)
    path.write_bytes(b"52")
    os.utime(path, ns=(0, 0))
    forget_hashes()
    assert file_hash(path) == sha256(b"52").hexdigest()
