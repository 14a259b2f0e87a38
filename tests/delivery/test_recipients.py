"""data/recipients.yaml: what is wrong with it is said with its line, before anything goes out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.delivery.list_examined import list_examined
from hgz_report.edition.rehearse import PlannedPaper
from tests.tools.project import change
from tests.tools.published import EDITION, publish, published_project

Output = pytest.CaptureFixture[str]
_ONE = "recipients:\n  - name: 研究室\n    way: 邮件\n    to: a@example.invalid\n    papers: [summary]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = published_project(tmp_path / "project", ("chengdu", "zibo"))
    text = (root / "report.toml").read_text(encoding="utf-8")
    text = text.replace('server = ""', 'server = "127.0.0.1"').replace('sender = ""', 'sender = "b@example.invalid"')
    (root / "report.toml").write_text(text, encoding="utf-8")
    return root


def said(root: Path, text: str, capsys: Output) -> str:
    (root / "data/recipients.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    code = main(["--root", str(root), "deliver"])
    err = capsys.readouterr().err
    assert (code == 0) == (err == "")
    return err


def test_without_a_list_it_is_said_what_to_write(project: Path, capsys: Output) -> None:
    assert main(["--root", str(project), "deliver"]) == 1
    assert "data/recipients.yaml  没有收件名单" in capsys.readouterr().err


def test_a_list_without_mistakes_is_a_plan(project: Path, capsys: Output) -> None:
    assert said(project, _ONE, capsys) == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a@example.invalid", "a@example.invalid, b@example.invalid", ":4:9  recipients[1].to：一处只写一个邮箱地址"),
        ("a@example.invalid", "a@example.invalid;b@example.invalid", "一处只写一个邮箱地址"),
        ("a@example.invalid", "研究室 <a@example.invalid>", "不是邮箱地址"),
        ("a@example.invalid", "研究室@example.invalid", "不是邮箱地址"),
        ("a@example.invalid", '"a@example.invalid\\nBcc: b"', "recipients[1].to：文字里有换行"),
        ("a@example.invalid", '"a@example.invalid\\rX: b"', "有换行或别的控制字符 U+000D"),
        ("name: 研究室", 'name: "研究室\\r\\nBcc: b@example.invalid"', ":2:11  recipients[1].name：文字里有换行"),
        ("name: 研究室", 'name: "研究\\u202e室"', "U+202E"),
        ("name: 研究室", 'name: " "', "文字的开头或末尾有空格"),
        ("    papers: [summary]\n", "", "“研究室”没有写要收哪些报告"),
        ("papers: [summary]", "papers: []", "“研究室”没有写要收哪些报告"),
        ("papers: [summary]", "papers: [sumary]", "这一期没有“sumary”这一份"),
        ("papers: [summary]", "zones: [chengdou]", ":5:5  recipients[1].zones：没有编号是“chengdou”的高新区"),
        ("papers: [summary]", "kinds: [zones]", "这一期没有“zones”这一种\n  提示：是不是 zone？"),
        ("papers: [summary]", "papers: [summary]\n    formats: [doc]", "没有“doc”这种格式"),
        ("papers: [summary]", "papers: [summary]\n    formats: []", "至少要 1 项"),
        ("way: 邮件", "way: 传真", "“传真”不是可选的值"),
        ("way: 邮件", "ways: 邮件", "不认识这个键"),
        ("recipients:", "recipient:", "不认识这个键"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line(project: Path, capsys: Output, old: str, new: str, expected: str) -> None:
    err = said(project, _ONE.replace(old, new), capsys)
    assert expected in err
    assert err.startswith("data/recipients.yaml:")


def test_nobody_stands_in_it_twice(project: Path, capsys: Output) -> None:
    again = _ONE.removeprefix("recipients:\n").replace("研究室", "另一处").replace("a@example", "A@EXAMPLE")
    assert ":8:9  recipients[2].to：收件处同“研究室”那一条一样" in said(project, _ONE + again, capsys)
    again = _ONE.removeprefix("recipients:\n").replace("a@", "b@")
    assert "recipients[2].name：称呼同“研究室”那一条一样" in said(project, _ONE + again, capsys)


def test_all_mistakes_are_said_at_once(project: Path, capsys: Output) -> None:
    again = "  - name: 另一处\n    way: 邮件\n    to: b\n    zones: [nowhere]\n"
    err = said(project, _ONE.replace("summary", "none") + again, capsys)
    assert "“b”不是邮箱地址" in err
    err = said(project, _ONE.replace("summary", "none") + again.replace("to: b", "to: b@c"), capsys)
    assert "没有编号是“nowhere”的高新区" in err


def test_a_paper_that_was_withheld_is_waited_for_and_keeps_nobody_else_waiting(project: Path, capsys: Output) -> None:
    shutil.rmtree(project / "reports" / EDITION)
    missing = [
        {"slug": "zibo", "title": "淄博", "zone": "zibo", "reasons": ["data/zones/zibo.yaml:3  错了"], "last": ""}
    ]
    publish(project, EDITION, [("summary", "要情", "summary", "")], missing=missing)
    err = said(project, _ONE.replace("papers: [summary]", "papers: [summary]\n    zones: [zibo]"), capsys)
    assert "缺报告  研究室：zibo：data/zones/zibo.yaml:3  错了" in err
    assert said(project, _ONE, capsys) == ""


def test_a_zone_that_the_edition_has_nothing_of_is_said(project: Path, capsys: Output) -> None:
    (project / "data/zones/new.yaml").touch()
    assert "这一期没有 new 的报告" in said(project, _ONE.replace("papers: [summary]", "zones: [new]"), capsys)


def test_mail_that_nobody_could_carry_is_said_in_the_plan(project: Path, capsys: Output) -> None:
    text = (project / "report.toml").read_text(encoding="utf-8").replace('server = "127.0.0.1"', 'server = ""')
    (project / "report.toml").write_text(text, encoding="utf-8")
    (project / "data/recipients.yaml").write_text(_ONE, encoding="utf-8")
    assert main(["--root", str(project), "deliver"]) == 1
    assert "有要发邮件的，没有写服务器" in capsys.readouterr().err


PLANNED = (
    PlannedPaper("summary", "summary", "", ("pdf", "docx")),
    PlannedPaper("zibo", "zone", "zibo", ("pdf",)),
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("papers: [summary]", "papers: [sumary]", ":5:5  recipients[1].papers：2026-Q4 这一期没有“sumary”这一份"),
        ("papers: [summary]", "kinds: [zones]", ":5:5  recipients[1].kinds：2026-Q4 这一期没有“zones”这一种"),
        ("papers: [summary]", "zones: [chengdu]", ":5:5  recipients[1].zones：2026-Q4 这一期没有 chengdu 的报告"),
        ("papers: [summary]", "papers: [zibo]\n    formats: [docx]", ":6:5  recipients[1].formats：“研究室”一个文件也收不到"),
        ("papers: [summary]", "paper: [summary]", ":5:5  recipients[1].paper：不认识这个键\n  提示：是不是 papers？"),
    ],
)  # fmt: skip
def test_a_list_is_held_against_the_papers_that_there_will_be(project: Path, old: str, new: str, expected: str) -> None:
    (project / "data/recipients.yaml").write_text(_ONE.replace(old, new), encoding="utf-8")
    found = "\n".join(map(str, list_examined(project, PLANNED)))
    assert found.startswith(f"data/recipients.yaml{expected}" if expected else "")
    assert len(found) < 200


@pytest.mark.parametrize(
    ("way", "expected"), [("邮件", "没有写服务器"), ("发件箱", "没有写发件的地址"), ("文件夹", "")]
)
def test_a_way_that_the_configuration_does_not_provide_for_is_said(project: Path, way: str, expected: str) -> None:
    change(project / "report.toml", 'server = "127.0.0.1"', 'server = ""')
    change(project / "report.toml", 'sender = "b@example.invalid"', 'sender = ""')
    (project / "data/recipients.yaml").write_text(_ONE.replace("way: 邮件", f"way: {way}"), encoding="utf-8")
    found = [str(one) for one in list_examined(project, ())]
    assert [one.startswith("data/recipients.yaml:3:10") and expected in one for one in found] == [True] * bool(expected)


def test_an_editor_who_could_not_be_written_to_is_said_before_there_is_something_to_tell(
    project: Path, capsys: Output
) -> None:
    for key, old, new in (
        ("server", "127.0.0.1", ""),
        ("sender", "b@example.invalid", ""),
        ("editor", "", "editor@example.invalid"),
    ):
        change(project / "report.toml", f'{key} = "{old}"', f'{key} = "{new}"')
    assert main(["--root", str(project), "deliver"]) == 1
    assert "写了告诉谁，没有写发件的地址" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('sender = "b@example.invalid"', 'sender = ""', "写了服务器，没有写发件的地址"),
        ('sender = "b@example.invalid"', 'sender = "甲"', "“甲”不是邮箱地址"),
        ('sender = "b@example.invalid"', 'sender = "b@e\\nBcc: c"', "report.toml:"),
        ('tls = "tls"', 'tls = "ssl"', "delivery.tls"),
        ('tls = "tls"', 'tls = "none"\nuser = "u"', "密码会被人看见"),
        ("port = 465", "port = 0", "不能小于 1"),
        ("max_mail = 20 ", "max_mail = 2000 ", "不能大于 200"),
    ],
)
def test_mistakes_of_report_toml_are_said_with_their_line(
    project: Path, capsys: Output, old: str, new: str, expected: str
) -> None:
    config = project / "report.toml"
    text = config.read_text(encoding="utf-8").replace('user = ""', "")
    assert old in text
    config.write_text(text.replace(old, new), encoding="utf-8")
    (project / "data/recipients.yaml").write_text(_ONE, encoding="utf-8")
    assert main(["--root", str(project), "deliver"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("report.toml:")
    assert expected in err
