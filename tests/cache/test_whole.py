"""Files that are there whole or not at all, and what people put in their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.cache.whole import put_whole


def test_what_a_person_put_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("甲", encoding="utf-8")
    (tmp_path / "table.xlsx").mkdir()
    (tmp_path / "table.xlsx/note").write_text("乙", encoding="utf-8")
    with pytest.raises(OSError):
        put_whole(tmp_path / "editions/record.json", b"new")
    with pytest.raises(OSError):
        put_whole(tmp_path / "table.xlsx", b"new")
    assert (tmp_path / "editions").read_text(encoding="utf-8") == "甲"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["editions", "note"]


def test_in_the_store_which_is_nobodys_it_goes(tmp_path: Path) -> None:
    (tmp_path / "kind").write_text("甲", encoding="utf-8")
    put_whole(tmp_path / "kind/entry", b"new", clearing=True)
    assert (tmp_path / "kind/entry").read_bytes() == b"new"
