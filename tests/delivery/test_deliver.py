"""An edition goes to everybody on the list, once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from hgz_report.cli import delivering
from hgz_report.cli.main import main
from hgz_report.delivery import office
from hgz_report.delivery.clock import now
from hgz_report.delivery.heartbeat import Seen, ended, write_status
from hgz_report.delivery.mail import Letterhead, notice
from hgz_report.delivery.smtp_way import BySmtp, Server
from hgz_report.delivery.ways import NoWay, Refused
from tests.tools.mail_server import PASSWORD, USER, Mailbox, mail_server
from tests.tools.project import change
from tests.tools.published import EDITION, published_project, rewritten

Output = pytest.CaptureFixture[str]
LEDGER = "delivery/ledger.jsonl"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(delivering, "sleep", lambda seconds: None)
    return published_project(tmp_path / "project")


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


def zones(root: Path) -> list[str]:
    return sorted(path.stem for path in (root / "data/zones").iterdir())


def with_server(root: Path, box: Mailbox) -> None:
    config = root / "report.toml"
    change(config, 'server = ""', 'server = "127.0.0.1"')
    change(config, "port = 465", f"port = {box.port}")
    change(config, 'tls = "tls"', 'tls = "none"')
    change(config, 'sender = ""', 'sender = "bulletin@example.invalid"')
    change(config, 'editor = ""', 'editor = "editor@example.invalid"')


def listed(root: Path, *entries: dict[str, object]) -> None:
    text = yaml.safe_dump({"recipients": list(entries)}, allow_unicode=True, sort_keys=False)
    (root / "data/recipients.yaml").write_text(text, encoding="utf-8")


def by_mail(root: Path, box: Mailbox, *addresses: str) -> list[str]:
    """Everybody gets the paper of a zone by mail."""
    with_server(root, box)
    known = zones(root)
    names = addresses or ("a", "b", "c")
    entries: list[dict[str, object]] = [
        {"name": f"{name}单位", "way": "邮件", "to": f"{name}@example.invalid", "papers": [known[n % len(known)]]}
        for n, name in enumerate(names)
    ]
    listed(root, *entries)
    return [f"{name}@example.invalid" for name in names]


def deliver(root: Path, *options: str) -> int:
    new = ["--new-ledger"] if "--send" in options and not (root / LEDGER).exists() else []
    return main(["--root", str(root), "deliver", *options, *new])


def states(root: Path, capsys: Output, *options: str) -> dict[str, str]:
    capsys.readouterr()
    deliver(root, "--json", *options)
    return {one["to"].partition("@")[0]: one["state"] for one in json.loads(capsys.readouterr().out)["recipients"]}


def test_without_send_it_is_only_told_who_would_get_what(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    assert deliver(project) == 0
    said = capsys.readouterr().out
    assert "a单位" in said
    assert "2026-Q4：将发 3。这是计划，没有发；要发加 --send。" in said
    assert box.taken == []
    assert not (project / "delivery").exists()


def test_everybody_gets_it_once_however_often_it_is_sent(project: Path, box: Mailbox, capsys: Output) -> None:
    addresses = by_mail(project, box, *(f"r{n}" for n in range(14)))
    assert deliver(project, "--send") == 0
    assert box.counts() == dict.fromkeys(addresses, 1)
    assert deliver(project, "--send") == 0
    assert box.counts() == dict.fromkeys(addresses, 1)
    assert set(states(project, capsys).values()) == {"before"}


def test_a_mail_has_one_address_and_names_that_every_program_reads(project: Path, box: Mailbox) -> None:
    (address, *_) = by_mail(project, box)
    listed(
        project,
        {"name": "成都高新区管委会", "way": "邮件", "to": address, "papers": ["全部"], "formats": ["docx", "pdf"]},
    )
    assert deliver(project, "--send") == 0
    mail = box.mail(address)
    attached = {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}
    assert len(attached) == 54
    assert attached["chengdu高新区简报（2026-Q4）.pdf"] == (project / "reports" / EDITION / "chengdu.pdf").read_bytes()
    assert "源头强 工业稳：下一步（2026-Q4）.docx" in attached
    assert (mail["To"].addresses[0].display_name, len(mail["To"].addresses)) == ("成都高新区管委会", 1)
    assert str(mail["Subject"]).startswith("国家高新区新型工业化简报 2026-Q4：")
    body = mail.get_body()
    assert body is not None
    assert body.get_content().startswith("成都高新区管委会：")
    raw = next(data for _, data in box.taken)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


def test_one_that_is_refused_keeps_nobody_else_from_getting_it(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    box.say("RCPT", "b@example.invalid", "550 no such user", "550 no such user")
    assert states(project, capsys, "--send") == {"a": "sent", "b": "refused", "c": "sent"}
    assert states(project, capsys, "--send") == {"a": "before", "b": "waiting", "c": "before"}
    assert deliver(project, "--send") == 1
    assert "550 no such user" in capsys.readouterr().err
    box.answers.clear()
    assert main(["--root", str(project), "deliver", "--resume", "b单位", "again"]) == 0
    assert deliver(project, "--send") == 0
    assert set(box.counts().values()) == {1}


def test_what_is_put_off_is_tried_again_in_a_moment_and_in_the_next_run(
    project: Path, box: Mailbox, capsys: Output
) -> None:
    by_mail(project, box)
    box.say("RCPT", "a@example.invalid", "451 busy", "451 busy")
    box.say("DATA", "b@example.invalid", *["452 full"] * 3)
    assert states(project, capsys, "--send") == {"a": "sent", "b": "later", "c": "sent"}
    assert states(project, capsys, "--send") == {"a": "before", "b": "sent", "c": "before"}
    assert set(box.counts().values()) == {1}


def test_a_connection_lost_after_the_content_leaves_it_to_a_person(project: Path, box: Mailbox, capsys: Output) -> None:
    addresses = by_mail(project, box)
    box.say("DATA", "b@example.invalid", None)
    assert states(project, capsys, "--send") == {"a": "sent", "b": "waiting", "c": "sent"}
    assert states(project, capsys, "--send") == {"a": "before", "b": "waiting", "c": "before"}
    assert box.counts() == dict.fromkeys(addresses, 1)  # it had arrived
    assert main(["--root", str(project), "deliver", "--resume", "b单位", "sent"]) == 0
    assert deliver(project, "--send") == 0
    assert box.counts() == dict.fromkeys(addresses, 1)


def test_a_connection_lost_before_the_content_is_made_again(project: Path, box: Mailbox) -> None:
    addresses = by_mail(project, box)
    box.say("RCPT", "b@example.invalid", None)
    assert deliver(project, "--send") == 0
    assert box.counts() == dict.fromkeys(addresses, 1)


def test_a_server_that_does_not_answer_is_said_once_and_nothing_is_lost(project: Path, capsys: Output) -> None:
    with mail_server() as box:
        by_mail(project, box)
    assert states(project, capsys, "--send") == dict.fromkeys("abc", "later")
    with mail_server() as box:
        change(project / "report.toml", "port = ", f"port = {box.port} #")
        assert deliver(project, "--send") == 0
    assert set(box.counts().values()) == {1}


def test_a_second_run_waits_for_nothing_and_sends_nothing(project: Path, box: Mailbox) -> None:
    by_mail(project, box)
    codes: list[int] = []

    def another(step: str, address: str) -> None:
        if not codes and step == "TAKEN":
            codes.append(main(["--root", str(project), "deliver", "--send"]))

    box.watch = another
    assert deliver(project, "--send") == 0
    assert codes == [75]
    assert set(box.counts().values()) == {1}


def test_files_go_into_a_folder_whole_and_over_nobody_elses(project: Path, tmp_path: Path, capsys: Output) -> None:
    zone = zones(project)[0]
    (tmp_path / "共享").mkdir()
    listed(project, {"name": "研究室", "way": "文件夹", "to": "../共享", "papers": [zone], "formats": ["pdf", "docx"]})
    assert deliver(project, "--send") == 0
    there = sorted(path.name for path in (tmp_path / "共享").iterdir())
    assert len(there) == 2
    assert there[1].endswith("（2026-Q4）.pdf")
    (project / LEDGER).unlink()
    assert deliver(project, "--send") == 0  # the same files may stand there
    (tmp_path / "共享" / there[0]).write_bytes(b"annotated")
    (project / LEDGER).unlink()
    assert deliver(project, "--send") == 1
    assert "没有动它" in capsys.readouterr().err
    assert (tmp_path / "共享" / there[0]).read_bytes() == b"annotated"


def test_a_folder_that_is_not_there_is_not_made(project: Path, tmp_path: Path, capsys: Output) -> None:
    listed(project, {"name": "研究室", "way": "文件夹", "to": str(tmp_path / "没接上"), "papers": ["全部"]})
    assert deliver(project, "--send") == 1
    assert "共享盘可能没有接上" in capsys.readouterr().err
    assert not (tmp_path / "没接上").exists()
    (tmp_path / "没接上").mkdir()
    assert deliver(project, "--send") == 0


def test_without_a_server_mail_lies_in_the_outbox(project: Path) -> None:
    change(project / "report.toml", 'sender = ""', 'sender = "bulletin@example.invalid"')
    listed(project, {"name": "研究室", "way": "发件箱", "to": "a@example.invalid", "papers": [zones(project)[0]]})
    assert deliver(project, "--send") == 0
    (mail,) = (project / "delivery/outbox/2026-Q4").iterdir()
    assert mail.name.startswith("研究室-")
    assert mail.suffix == ".eml"
    mail.unlink()  # sent on
    assert deliver(project, "--send") == 0
    assert list((project / "delivery/outbox/2026-Q4").iterdir()) == []


def test_what_is_too_much_for_a_mail_goes_in_several(
    project: Path, box: Mailbox, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    (address, *_) = by_mail(project, box)
    listed(project, {"name": "研究室", "way": "邮件", "to": address, "papers": ["全部"]})
    limit = 16384
    monkeypatch.setattr(office, "_MEGABYTE", limit // 20 + 1)
    assert deliver(project, "--send") == 0
    assert box.counts() == {address: len(box.taken)}
    assert 5 < len(box.taken) < 14
    assert all(len(data) <= limit for _, data in box.taken)
    names = [part.get_filename() for mail in box.mails() for part in mail.iter_attachments()]
    assert len(names) == len(set(names)) == 27
    assert str(box.mail(address)["Subject"]).endswith(f"（第 1 封，共 {len(box.taken)} 封）")
    (project / LEDGER).unlink()
    monkeypatch.setattr(office, "_MEGABYTE", 200)
    assert deliver(project, "--send") == 1
    assert "一个文件就超过一封邮件的上限" in capsys.readouterr().err


def test_only_what_was_published_whole_and_unchanged_goes_out(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    paper = project / "reports" / EDITION / f"{zones(project)[3]}.docx"
    before = paper.read_bytes()
    paper.write_bytes(before + b"\0")
    assert deliver(project, "--send") == 1
    assert "和发布时不一样，不能投递" in capsys.readouterr().err
    paper.unlink()
    assert deliver(project, "--send") == 1
    paper.write_bytes(before)
    shutil.copytree(project / "reports" / EDITION, project / "reports/2026-Q4-试做")
    assert deliver(project, "2026-Q4-试做", "--send") == 1
    assert "不是发布的一期" in capsys.readouterr().err
    assert deliver(project, "2031-Q1") == 1
    assert "没有发布过 2031-Q1 这一期" in capsys.readouterr().err
    assert box.taken == []


def test_an_edition_that_changed_after_it_went_out_goes_again_only_when_that_is_meant(
    project: Path, box: Mailbox, capsys: Output
) -> None:
    by_mail(project, box)
    assert deliver(project, "--send") == 0
    rewritten(project, EDITION, zones(project)[0])
    assert states(project, capsys, "--send") == {"a": "changed", "b": "before", "c": "before"}
    assert states(project, capsys, "--send", "--changed") == {"a": "sent", "b": "before", "c": "before"}
    assert box.counts()["a@example.invalid"] == 2


def test_more_papers_for_somebody_bring_only_those(project: Path, box: Mailbox) -> None:
    (address, *_) = by_mail(project, box)
    one, other = zones(project)[:2]
    entry: dict[str, object] = {"name": "a单位", "way": "邮件", "to": address}
    listed(project, {**entry, "papers": [one]})
    assert deliver(project, "--send") == 0
    listed(project, {**entry, "papers": [one], "zones": [other]})
    assert deliver(project, "--send") == 0
    assert len(box.taken) == 2
    assert b"=_" in box.taken[1][1]
    listed(project, {**entry, "name": "改了称呼", "papers": [one], "zones": [other]})
    assert deliver(project, "--send") == 0
    assert len(box.taken) == 2


def test_a_lost_ledger_is_not_taken_for_an_empty_one(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    assert main(["--root", str(project), "deliver", "--send"]) == 1
    assert "没有台账，不知道以前发过什么" in capsys.readouterr().err
    assert deliver(project, "--send") == 0
    assert main(["--root", str(project), "deliver", "--send", "--new-ledger"]) == 1
    assert "台账已经有了" in capsys.readouterr().err


def test_a_password_is_never_said_and_its_file_is_its_owners_alone(
    project: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(login=True) as box:
        by_mail(project, box)
        change(project / "report.toml", 'tls = "none"', 'tls = "starttls"')
        change(project / "report.toml", '\nuser = ""', f'\nuser = "{USER}"')
        assert deliver(project) == 0  # a plan needs none
        assert deliver(project, "--send") == 1
        assert "设环境变量 HGZ_SMTP_PASSWORD" in capsys.readouterr().err
        monkeypatch.setenv("HGZ_SMTP_PASSWORD", PASSWORD)
        assert deliver(project, "--send") == 1  # the server has no STARTTLS
        said = capsys.readouterr()
        assert "没有加密就没有登录、没有发" in said.err
        assert PASSWORD not in said.err + said.out + (project / LEDGER).read_text(encoding="utf-8")
        assert box.taken == []
    change(project / "report.toml", 'user = "', 'password_file = "秘密"\nuser = "')
    (project / "秘密").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (project / "秘密").chmod(0o644)
    assert deliver(project, "--send") == 1
    assert "chmod 600 秘密" in capsys.readouterr().err


def test_what_a_server_repeats_of_the_password_is_not_shown(
    project: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without encryption report.toml allows no login: the server's word is tried where it says it."""
    with mail_server() as box:
        head = Letterhead("bulletin@example.invalid", "研究室", "简报")
        way = BySmtp(Server("127.0.0.1", box.port, "none", password=PASSWORD), head, now)
        box.say("RCPT", "a@example.invalid", f"550 no {PASSWORD}\tfor you")
        with pytest.raises(Refused, match=r"服务器拒收：550 no \*\*\* for you"):
            way.send(notice(head, "a@example.invalid", "题", "文", now()), "a@example.invalid", lambda: None)
        way.close()
        assert PASSWORD not in repr(Server("h", 1, "tls", password=PASSWORD))


def test_a_wrong_password_stops_the_run_and_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    head = Letterhead("bulletin@example.invalid", "研究室", "简报")
    with mail_server(login=True) as box:
        way = BySmtp(Server("127.0.0.1", box.port, "none", user=USER, password="wrong"), head, now)
        with pytest.raises(NoWay, match="不认用户名或密码（535）"):
            way.send(notice(head, "a@example.invalid", "题", "文", now()), "a@example.invalid", lambda: None)
        right = BySmtp(Server("127.0.0.1", box.port, "none", user=USER, password=PASSWORD), head, now)
        right.send(notice(head, "a@example.invalid", "题", "文", now()), "a@example.invalid", lambda: None)
        right.close()
        assert box.counts() == {"a@example.invalid": 1}


def beaten(root: Path, code: int, *problems: str) -> None:
    at = now()
    write_status(root / "reports", ended(at, at, code, Seen(EDITION, {"reports": [1]}, problems), None))


def test_the_editor_is_told_once_of_a_run_that_failed(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    beaten(project, 1, "data/zones/zibo.yaml:12  value：应为数字")
    assert deliver(project, "--failure") == 0
    assert "data/zones/zibo.yaml:12  value：应为数字" in capsys.readouterr().out
    assert box.taken == []
    for _ in range(2):
        assert deliver(project, "--failure", "--send") == 0
    assert box.counts() == {"editor@example.invalid": 1}
    mail = box.mail("editor@example.invalid")
    assert str(mail["Subject"]).startswith("2026-Q4 没有做成（")
    body = mail.get_body()
    assert body is not None
    assert "data/zones/zibo.yaml:12  value：应为数字" in body.get_content()


def test_the_editor_is_told_what_was_not_delivered_and_of_nothing_else(
    project: Path, box: Mailbox, capsys: Output
) -> None:
    by_mail(project, box)
    beaten(project, 0)
    box.say("RCPT", "b@example.invalid", "550 no such user")
    assert deliver(project, "--send") == 1
    assert deliver(project, "--failure", "--send") == 0
    body = box.mail("editor@example.invalid").get_body()
    assert body is not None
    assert "b单位：服务器拒收：550 no such user" in body.get_content()
    assert "a单位" not in body.get_content()
    assert main(["--root", str(project), "deliver", "--resume", "b单位", "again"]) == 0
    assert deliver(project, "--send") == 0
    taken = len(box.taken)
    assert deliver(project, "--failure", "--send") == 0
    assert "没有要告诉编辑的" in capsys.readouterr().out
    assert len(box.taken) == taken


@pytest.mark.parametrize("damage", [None, b"{}\n"])
def test_the_editor_is_told_also_where_the_ledger_is_lost_or_damaged(
    project: Path, box: Mailbox, damage: bytes | None
) -> None:
    by_mail(project, box)
    beaten(project, 0)
    for name in ("ledger.jsonl", "told.jsonl"):
        (project / "delivery" / name).unlink(missing_ok=True)
        if damage:
            (project / "delivery").mkdir(exist_ok=True)
            (project / "delivery" / name).write_bytes(damage * 3)
    asked = ["--root", str(project), "deliver", "--send"]  # as a timer asks, which opens no ledger
    assert main(asked) == 1
    assert [main([*asked, "--failure"]) for _ in range(2)] == [0, 0]
    assert box.counts() == {"editor@example.invalid": 1}
    body = box.mail("editor@example.invalid").get_body()
    assert body is not None
    assert ("台账" if damage else "a单位") in body.get_content()
    assert (project / LEDGER).exists() == bool(damage)


def test_without_a_server_the_editor_finds_it_in_the_outbox(project: Path, box: Mailbox) -> None:
    by_mail(project, box)
    change(project / "report.toml", 'server = "127.0.0.1"', 'server = ""')
    beaten(project, 1, "错了")
    assert deliver(project, "--failure", "--send") == 0
    (path,) = (project / "delivery/outbox").glob("editor-*.eml")
    assert b"editor@example.invalid" in path.read_bytes()


def test_a_ledger_in_which_nothing_stands_may_be_opened_again(project: Path, box: Mailbox, capsys: Output) -> None:
    by_mail(project, box)
    change(project / "report.toml", 'tls = "none"', 'tls = "starttls"')
    assert deliver(project, "--send") == 1  # nothing went out
    change(project / "report.toml", 'tls = "starttls"', 'tls = "none"')
    assert main(["--root", str(project), "deliver", "--send", "--new-ledger"]) == 0
    assert set(box.counts().values()) == {1}


@pytest.mark.parametrize("line", ["[" * 100_000, '{"key": ' + "9" * 10_000 + "}", '{"a":' * 20_000])
def test_a_ledger_that_is_none_is_said_to_be_none(project: Path, box: Mailbox, capsys: Output, line: str) -> None:
    by_mail(project, box)
    (project / "delivery").mkdir()
    (project / LEDGER).write_text(line + "\n", encoding="utf-8")
    assert deliver(project, "--send") == 1
    assert "台账坏了" in capsys.readouterr().err


@pytest.mark.parametrize("file", [LEDGER, "data/recipients.yaml", "report.toml"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    project: Path, box: Mailbox, capsys: Output, file: str
) -> None:
    by_mail(project, box)
    (project / "delivery").mkdir()
    (project / file).unlink(missing_ok=True)
    os.mkfifo(project / file)
    assert deliver(project, "--send") == 1
    assert "不是普通的文件" in capsys.readouterr().err


def test_a_folder_that_no_system_can_have_is_not_there(project: Path, box: Mailbox, capsys: Output) -> None:
    with_server(project, box)
    listed(project, {"name": "甲", "way": "文件夹", "to": "a" * 5_000, "papers": ["summary"]})
    assert deliver(project, "--send") == 1
    assert "没有文件夹" in capsys.readouterr().err


def test_a_name_in_a_table_moves_no_cursor_and_breaks_no_line(project: Path, capsys: Output) -> None:
    (project / "inbox").mkdir()
    (project / "inbox/a\x1b[31m\r\n\u2028.docx").touch()
    assert main(["--root", str(project), "inbox"]) == 0
    assert "a<U+001B>[31m<U+000D><U+000A><U+2028>.docx" in capsys.readouterr().out
