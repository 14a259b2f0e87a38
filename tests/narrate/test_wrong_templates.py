"""Every known mistake of a template or a report.yaml, and the one approved text of what is said about it.

`pytest --accept-golden` rewrites tests/narrate/wrong/messages.txt: read it as an editor would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Document
from hgz_report.document.markdown.parse import parse
from hgz_report.document.numbering import number
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.narration import narrate
from hgz_report.narrate.reports import load_reports
from hgz_report.problems import Problem, Problems
from tests.conftest import CheckApproved
from tests.tools.telling import DAY, PROPERTIES, sample
from tests.tools.wrong_cases import cases_in

WRONG = Path(__file__).parent / "wrong"
APPROVED = WRONG / "messages.txt"
TOPICS = ("names", "blanks", "syntax", "markup", "reports", "charts", "unread")
TEMPLATES = {
    "templates/zone/report.yaml": 'title: "{short}情况"\neach: zone\nsubject: 情况\n',
    "templates/zone/10_overview.md.j2": "# 概况\n\n{{ zone.name }}位于{{ zone.city }}。\n",
    "templates/shared/words.md.j2": "{% macro said(f) %}{{ f }}{% endmacro %}\n"
    "{% macro wrong(f) %}\n{{ f.nam }}\n{% endmacro %}\n",
}


def mistakes() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((f"{topic}：{mistake['name']}", mistake) for topic, mistake in cases_in(WRONG, TOPICS, "mistake"))


def make(mistake: dict[str, Any], root: Path) -> None:
    """The small templates with one mistake in them."""
    files: dict[str, bytes] = {name: text.encode() for name, text in TEMPLATES.items()}
    if "template" in mistake:
        files["templates/zone/10_overview.md.j2"] = mistake["template"].encode()
    if "report" in mistake:
        files["templates/zone/report.yaml"] = mistake["report"].encode()
    if "file" in mistake:
        files[mistake["file"]] = bytes.fromhex(mistake["bytes"]) if "bytes" in mistake else mistake["write"].encode()
    if "also" in mistake:
        files[mistake["also"]] = b"\n"
    if "delete" in mistake:
        del files[mistake["delete"]]
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def said(root: Path, data: Dataset) -> str:
    """All that is said about a folder of templates: as a build says it, each thing once."""
    problems: list[Problem] = []
    try:
        reports = load_reports(root / "templates", data)
    except Problems as found:
        return str(found)
    for report in reports:
        try:
            narration = narrate(report, data, Templates.of(root / "templates"), DAY)
            markup = parse(narration.text, narration.places, narration.ledger)
            number(Document("short", "题目", markup.blocks, PROPERTIES, notes=markup.notes))
        except Problems as found:
            problems += found.problems
    return str(Problems(problems))


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = sample(tmp_path_factory.mktemp("data"))
    result: dict[str, str] = {}
    for name, mistake in mistakes():
        root = tmp_path_factory.mktemp("wrong")
        make(mistake, root)
        assert name not in result
        result[name] = said(root, data)
        assert result[name], f"nothing was said about {name}"
    return result


def test_the_small_templates_are_right(tmp_path: Path) -> None:
    make({}, tmp_path)
    assert said(tmp_path, sample(tmp_path)) == ""


def test_what_is_said_about_every_mistake_is_approved(messages: dict[str, str], check_approved: CheckApproved) -> None:
    check_approved(messages, APPROVED)


def test_every_message_names_the_file_and_gives_a_hint(messages: dict[str, str]) -> None:
    for name, message in messages.items():
        lines = message.split("\n")
        assert all(line.startswith(("templates", "  提示：")) for line in lines), name
        assert len([line for line in lines if line.startswith("templates")]) * 2 == len(lines), name


def test_every_message_names_the_line_unless_it_is_about_a_whole_file_or_folder(messages: dict[str, str]) -> None:
    whole = {name for name, message in messages.items() if not re.match(r"templates/[\w./-]+:\d+", message)}
    assert whole == {
        "syntax：GBK 编码的文件",
        "syntax：不合规矩的文件名",
        "reports：同一个 slug 用了两次",
        "reports：空文件",
        "reports：没有章节",
        "reports：一种报告也没有",
        *(f"unread：{mistake['name']}" for _, mistake in cases_in(WRONG, ("unread",), "mistake") if "file" in mistake),
    }


def test_no_english_of_a_library_reaches_the_editor(messages: dict[str, str]) -> None:
    for name, message in messages.items():
        assert not re.search(
            r"(?i)\b(expected|undefined|object|attribute|token|unexpected|error|str|argument)\b", message
        ), name


def test_a_simple_mistake_is_one_message(messages: dict[str, str]) -> None:
    """The sample has two zones: what is wrong for both is said once, what each of them lacks for each."""
    several = {name for name, message in messages.items() if message.count("  提示：") > 1}
    of_two_lines = {
        "单井号的注释跨行",
        "强调跨段",
        "注释的全角冒号",
        "表题的全角冒号",
        "横线少一格的表",
        "没有横线的表",
        "全角冒号的小字",
        "没有收尾的小字是全角",
    }
    assert several == {"names：这个高新区没有这条事实", "names：一个时期也没有", "names：印事实的原值"} | {
        f"unread：{name}" for name in of_two_lines
    }
