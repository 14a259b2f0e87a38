"""Every known mistake of a data file, and the one approved text of what is said about it: tests/data/wrong/messages.txt.

A mistake is a change to the sample, which itself passes every rule of the gate.
`pytest --accept-golden` rewrites the approved text: read it as an editor would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hgz_report.checks.data.edition_data import EditionData
from hgz_report.checks.data.gate import examine
from hgz_report.data.load.load import load_dataset
from hgz_report.document.figures import Figure
from hgz_report.problems import Problems, Where
from tests.conftest import CheckApproved
from tests.tools.sample import FILES, write_sample
from tests.tools.wrong_cases import cases_in

WRONG = Path(__file__).parent / "wrong"
APPROVED = WRONG / "messages.txt"
TOPICS = ("files", "characters", "syntax", "scalars", "fields", "values", "references", "texts", "gate", "markup")
DATE = date(2025, 6, 30)
"""Of the edition that the sample is for."""


def mistakes() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((f"{topic}：{mistake['name']}", mistake) for topic, mistake in cases_in(WRONG, TOPICS, "mistake"))


def make(mistake: dict[str, Any], root: Path) -> None:
    """The sample with one mistake in it."""
    write_sample(root)
    for change in mistake.get("change", [mistake]):
        _make(change, root / "data" / change["file"])


def _make(mistake: dict[str, Any], path: Path) -> None:
    if mistake.get("delete"):
        path.unlink()
        return
    if "bytes" in mistake:
        path.write_bytes(bytes.fromhex(mistake["bytes"]))
        return
    text = mistake.get("write")
    if text is None:
        text = FILES[mistake["file"]]
        if "old" in mistake:
            assert mistake["old"] in text, f"the sample has no “{mistake['old']}”"
            text = text.replace(mistake["old"], mistake["new"] * mistake.get("repeat", 1), 1)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding=mistake.get("encoding", "utf-8"), newline="\n")


def said(root: Path, printed: tuple[str, ...] = ()) -> str:
    """All messages about a data folder whose reports print `printed`, those that let the build go on included."""
    try:
        dataset = load_dataset(root)
    except Problems as found:
        return str(found)
    place = Where("data/zones/zibo.yaml", 1)
    figures = tuple(Figure(name.rpartition("|")[2], "23.5%", place, name.rpartition("|")[0]) for name in printed)
    problems = [*dataset.warnings, *examine(EditionData(dataset, DATE, figures))]
    assert problems, "nothing was said"
    return "\n".join(str(problem) for problem in problems)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    result: dict[str, str] = {}
    for name, mistake in mistakes():
        root = tmp_path_factory.mktemp("wrong")
        make(mistake, root)
        assert name not in result
        result[name] = said(root, tuple(mistake.get("printed", ())))
    return result


def test_what_is_said_about_every_mistake_is_approved(messages: dict[str, str], check_approved: CheckApproved) -> None:
    check_approved(messages, APPROVED)


def test_the_sample_passes_every_rule(tmp_path: Path) -> None:
    assert examine(EditionData(load_dataset(write_sample(tmp_path)), DATE)) == []


def test_every_message_names_the_file_and_gives_a_hint(messages: dict[str, str]) -> None:
    for name, message in messages.items():
        lines = message.split("\n")
        assert all(line.startswith(("data/", "  提示：")) for line in lines), name
        assert sum(line.startswith("data/") for line in lines) == sum(line.startswith("  提示：") for line in lines), (
            name
        )


def test_no_english_of_a_library_reaches_the_editor(messages: dict[str, str]) -> None:
    for name, message in messages.items():
        assert not re.search(r"(?i)\b(input|should|expected|found|valid|error|could not|while)\b", message), name


def test_a_simple_mistake_is_one_message(messages: dict[str, str]) -> None:
    """What follows from a mistake is not held against the editor a second time."""
    several = {name for name, message in messages.items() if message.count("  提示：") > 1}
    assert several == {
        "syntax：锚点和引用",
        "fields：指标编号用了连字符",
        "fields：一个文件里几处错误",
        "references：短板和任务的引用不认识",
        "texts：做法里直接写数字",
        "gate：名称时期都一样的两个数",
        "values：名录里一家写了两次、省份不是全称、日期不存在、日期没有出处",
    }
