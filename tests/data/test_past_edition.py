"""The record of an edition as data: read, or one mistake that says what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cache.store import Cache
from hgz_report.data.load.past_edition import read_past, record_file
from hgz_report.problems import Problems

STATE: dict[str, Any] = {
    "edition": "2026-Q3",
    "date": "2026-08-20",
    "sources": {"s": "某报告"},
    "owners": [
        {
            "owner": "chengdu",
            "name": "成都高新区",
            "facts": [["chengdu.gdp@2023", "gdp", "地区生产总值", "2023", "actual", "49", "亿元", "exact", "B", "s",
                       "49亿元", "", "data/zones/chengdu.yaml:9"]],
            "derived": [],
            "proposals": [],
            "verdicts": {"task": "advance"},
            "levels": {"green": 2},
        }
    ],
}  # fmt: skip
RECORD: dict[str, Any] = {"format": 1, "state": STATE, "files": [], "origins": [], "papers": []}


def write(root: Path, content: object, edition: str = "2026-Q3") -> None:
    path = root / record_file(edition)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


def complaint(root: Path) -> str:
    with pytest.raises(Problems) as found:
        read_past(root, "2026-Q3", Cache(None))
    return str(found.value)


def test_a_record_says_what_its_edition_stood_on(tmp_path: Path) -> None:
    write(tmp_path, RECORD)
    past = read_past(tmp_path, "2026-Q3", Cache(None))
    assert past.owners["chengdu"].facts[0].text == "49亿元"
    assert (
        read_past(tmp_path, "2026-Q3", Cache.of(tmp_path)) == read_past(tmp_path, "2026-Q3", Cache.of(tmp_path)) == past
    )


def test_a_record_that_is_not_there_says_how_to_write_it(tmp_path: Path) -> None:
    said = complaint(tmp_path)
    assert said.startswith("data/editions/2026-Q3/record.json  没有 2026-Q3 这一期的记录")
    assert "hgz-report record 2026-Q3" in said


def without(key: str) -> object:
    return {**RECORD, "state": {name: value for name, value in STATE.items() if name != key}}


OWNER: dict[str, Any] = STATE["owners"][0]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('{"format": 1,\n"state": {', "record.json:2"),
        ("", "record.json:1"),
        ("[]", "不是一期的记录"),
        ("null", "不是一期的记录"),
        ("[" * 100_000, "不是一期的记录"),
        ({**RECORD, "format": 2}, "另一版程序写的（格式 2，这里认 1）"),
        (without("owners"), "缺了东西"),
        (without("date"), "缺了东西"),
        ({**RECORD, "state": {**STATE, "owners": 3}}, "缺了东西"),
        ({**RECORD, "state": {**STATE, "owners": [{**OWNER, "facts": [["甲"]]}]}}, "缺了东西"),
        ({**RECORD, "state": {**STATE, "owners": [{**OWNER, "levels": {"green": "二"}}]}}, "缺了东西"),
        (
            {
                **RECORD,
                "state": {
                    **STATE,
                    "owners": [{**OWNER, "facts": [[*OWNER["facts"][0][:3], "去年", *OWNER["facts"][0][4:]]]}],
                },
            },
            "缺了东西",
        ),
        ({**RECORD, "state": {**STATE, "edition": "2026-Q2"}}, "这是 2026-Q2 的记录"),
    ],
)
def test_a_record_that_is_none_is_one_mistake_with_its_remedy(tmp_path: Path, content: object, what: str) -> None:
    write(tmp_path, content)
    said = complaint(tmp_path)
    assert what in said
    assert "hgz-report record 2026-Q3" in said
