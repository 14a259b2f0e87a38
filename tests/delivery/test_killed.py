"""A delivery that dies at any step, starves of its disk or finds its ledger damaged: nothing goes twice, nothing is lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from hgz_report.cli import delivering
from hgz_report.cli.main import main
from hgz_report.delivery.dispatch_ledger import DispatchLedger
from tests.tools.mail_server import Mailbox, mail_server
from tests.tools.project import ROOT, change
from tests.tools.published import ZONES, published_project

Output = pytest.CaptureFixture[str]
LEDGER = "delivery/ledger.jsonl"


class Killed(BaseException):
    """No handler of the program's catches it."""


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


def project_of(folder: Path, box: Mailbox, count: int) -> tuple[Path, list[str]]:
    """So many recipients by mail, one of them with two papers."""
    root = published_project(folder, ZONES[:4])
    config = root / "report.toml"
    for old, new in (
        ('server = ""', 'server = "127.0.0.1"'),
        ("port = 465", f"port = {box.port}"),
        ('tls = "tls"', 'tls = "none"'),
        ('sender = ""', 'sender = "bulletin@example.invalid"'),
    ):
        change(config, old, new)
    entries = [
        {"name": f"r{n}", "way": "邮件", "to": f"r{n}@example.invalid", "zones": [ZONES[n % 4]]} for n in range(count)
    ]
    text = yaml.safe_dump({"recipients": entries}, allow_unicode=True)
    (root / "data/recipients.yaml").write_text(text, encoding="utf-8")
    return root, [f"r{n}@example.invalid" for n in range(count)]


def deliver(root: Path, *options: str) -> int:
    new = [] if (root / LEDGER).exists() else ["--new-ledger"]
    return main(["--root", str(root), "deliver", "--send", *new, *options])


def made_good(root: Path, box: Mailbox, addresses: list[str]) -> None:
    """After whatever happened: the next run sends nothing twice; a person who asks round completes it, exactly."""
    deliver(root)
    assert all(count == 1 for count in box.counts().values()), "twice"
    for address in addresses:
        arrived = address in box.counts()
        name = address.partition("@")[0]
        main(["--root", str(root), "deliver", "--resume", name, "sent" if arrived else "again"])
    assert deliver(root) == 0
    assert box.counts() == dict.fromkeys(addresses, 1)


@pytest.mark.parametrize("after", [False, True], ids=["before it is written", "after it is written"])
@pytest.mark.parametrize("line", range(1, 7))
def test_killed_at_any_line_of_the_ledger(
    tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch, line: int, after: bool
) -> None:
    root, addresses = project_of(tmp_path / "project", box, 3)
    lines, whole = [0], DispatchLedger._add

    def dying(self: DispatchLedger, record: dict[str, object], before: bytes = b"") -> None:
        lines[0] += 1
        if lines[0] == line and not after:
            raise Killed
        whole(self, record, before)
        if lines[0] == line:
            raise Killed

    monkeypatch.setattr(delivering, "sleep", lambda seconds: None)
    with monkeypatch.context() as patched:
        patched.setattr(DispatchLedger, "_add", dying)
        with pytest.raises(Killed):
            deliver(root)
    made_good(root, box, addresses)


@pytest.mark.parametrize("step", ["RCPT", "DATA", "TAKEN"])
def test_a_process_that_is_killed_while_the_server_has_its_mail(tmp_path: Path, box: Mailbox, step: str) -> None:
    root, addresses = project_of(tmp_path / "project", box, 4)
    command = [sys.executable, "-m", "hgz_report", "--root", str(root), "deliver", "--send", "--new-ledger"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def kill(at: str, address: str) -> None:
        if (at, address) == (step, addresses[2]) and process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    box.watch = kill
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert box.counts().keys() >= set(addresses[:2])
    made_good(root, box, addresses)


@pytest.mark.parametrize("line", range(1, 5))
def test_a_full_disk_stops_it_before_anything_goes_out_unwritten(
    tmp_path: Path, box: Mailbox, capsys: Output, monkeypatch: pytest.MonkeyPatch, line: int
) -> None:
    root, addresses = project_of(tmp_path / "project", box, 2)
    lines, sync = [0], os.fsync

    def full(handle: int) -> None:
        lines[0] += 1
        if lines[0] > line:
            os.ftruncate(handle, os.fstat(handle).st_size - 40)  # half a line is there
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert deliver(root) == 1
    assert "磁盘已满" in capsys.readouterr().err
    made_good(root, box, addresses)


@pytest.mark.parametrize("cut", [1, 30, 200, 380])
def test_a_ledger_whose_last_line_is_cut_sends_nothing_twice(
    tmp_path: Path, box: Mailbox, capsys: Output, cut: int
) -> None:
    root, addresses = project_of(tmp_path / "project", box, 2)
    assert deliver(root) == 0
    ledger = root / LEDGER
    ledger.write_bytes(ledger.read_bytes()[:-cut])
    made_good(root, box, addresses)
    assert main(["--root", str(root), "deliver"]) == 0  # it can be read


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"r0", b"r9", 1),
        lambda data: data.replace(b'"what": "begun"', b'"what": "again"', 1),
        lambda data: b"\n".join(data.split(b"\n")[1:]),
        lambda data: data[:60] + bytes(20) + data[80:],
        lambda data: b"",
    ],
    ids=["a letter", "a word", "the first line gone", "zeros", "empty"],
)
def test_a_ledger_that_was_changed_stops_everything(
    tmp_path: Path, box: Mailbox, capsys: Output, spoil: Callable[[bytes], bytes]
) -> None:
    root, _ = project_of(tmp_path / "project", box, 2)
    assert deliver(root) == 0
    taken = len(box.taken)
    ledger = root / LEDGER
    ledger.write_bytes(spoil(ledger.read_bytes()))
    assert main(["--root", str(root), "deliver", "--send"]) == 1
    assert "坏了" in capsys.readouterr().err
    assert len(box.taken) == taken


def test_a_clock_that_went_back_is_said_and_sends_nothing_again(
    tmp_path: Path, box: Mailbox, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import datetime

    from hgz_report.delivery import clock

    root, addresses = project_of(tmp_path / "project", box, 2)
    assert deliver(root) == 0
    monkeypatch.setattr(clock, "now", lambda: datetime(2001, 1, 1, tzinfo=clock.CHINA))
    assert deliver(root) == 0
    assert "时钟比台账里的最后一行还早" in capsys.readouterr().err
    assert box.counts() == dict.fromkeys(addresses, 1)
