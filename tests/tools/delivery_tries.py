"""Deliveries into folders, an outbox and to a mail server that are killed or starved of their disk: none twice, none lost."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import yaml

from hgz_report.cli import delivering
from hgz_report.cli.main import main
from hgz_report.delivery.dispatch_ledger import FILE, DispatchLedger
from hgz_report.problems import Problems
from tests.tools.command_tries import chosen, firsts
from tests.tools.failing_disk import FailingDisk
from tests.tools.mail_server import Mailbox, mail_server
from tests.tools.project import change, contents
from tests.tools.published import ZONES, published_project
from tests.tools.tried_builds import Bench, Run, english_in, moments

_REMEDY = ("提示", "下次再发", "等人处理", "--resume")


class DeliveryBench:
    """A project with an edition and five who get it; what is wrong is said to the bench of builds."""

    def __init__(self, bench: Bench, box: Mailbox) -> None:
        self.bench, self.box = bench, box
        self.root = bench.root.parent / "delivered/project"
        shutil.rmtree(self.root.parent, ignore_errors=True)
        published_project(self.root, ZONES[:4])
        for old, new in (
            ('server = ""', 'server = "127.0.0.1"'),
            ("port = 465", f"port = {box.port}"),
            ('tls = "tls"', 'tls = "none"'),
            ('sender = ""', 'sender = "bulletin@example.invalid"'),
        ):
            change(self.root / "report.toml", old, new)
        people = [
            {"name": name, "way": way, "to": to, "zones": zones}
            for name, way, to, zones in (
                ("r0", "邮件", "r0@example.invalid", list(ZONES[:2])),
                ("r1", "邮件", "r1@example.invalid", [ZONES[1]]),
                ("f0", "文件夹", "given/0", [ZONES[0]]),
                ("f1", "文件夹", "given/1", list(ZONES[2:4])),
                ("o0", "发件箱", "o0@example.invalid", [ZONES[3]]),
            )
        ]
        text = yaml.safe_dump({"recipients": people}, allow_unicode=True)
        (self.root / "data/recipients.yaml").write_text(text, encoding="utf-8")
        self.names = [str(one["name"]) for one in people]
        self.addresses = ["r0@example.invalid", "r1@example.invalid"]
        self.ready()
        begun = time.perf_counter()
        assert self.deliver().end() == 0
        self.seconds = time.perf_counter() - begun
        self.arrived = self._standing()
        self.counts = box.counts()
        self.steps = self._sites()

    def ready(self) -> None:
        """Nothing was delivered yet."""
        shutil.rmtree(self.root / "delivery", ignore_errors=True)
        shutil.rmtree(self.root / "given", ignore_errors=True)
        for name in ("0", "1"):
            (self.root / "given" / name).mkdir(parents=True)
        self.box.taken.clear()

    def deliver(self, disk: FailingDisk | None = None) -> Run:
        """A run in a process of its own."""
        return Run.of(self.root, lambda: self._act("--send"), disk.begin if disk else lambda: None)

    def _act(self, *options: str) -> int:
        new = [] if (self.root / "delivery" / FILE).exists() or "--send" not in options else ["--new-ledger"]
        with patch.object(delivering, "sleep", lambda seconds: None):
            return main(["--root", str(self.root), "deliver", *options, *new])

    def _sites(self) -> list[str]:
        self.ready()
        sites = self.root.parent / "sites"
        sites.write_bytes(b"")
        self.deliver(FailingDisk([self.root], 0, sites=sites)).end()
        return [line.partition(" ")[2] for line in sites.read_text(encoding="utf-8").splitlines()]

    def _standing(self) -> dict[str, bytes | None]:
        """What lies in the folders and the outbox; of a mail only that it does, for it knows the time."""
        found: dict[str, bytes | None] = {}
        for folder in ("given", "delivery/outbox"):
            for name, data in contents(self.root / folder).items() if (self.root / folder).exists() else ():
                found[f"{folder}/{name}"] = None if name.endswith(".eml") else data
        return found

    def tried(self, what: str, run: Run, *, failing: bool) -> None:
        """Nothing is half there or twice, the ledger can be read, and people who ask round complete it exactly."""
        bench, code = self.bench, run.end()
        what = f"deliver: {what}"
        bench.tries += 1
        hidden = {name for name in self._standing() if Path(name).name.startswith(".")}
        half = {name: data for name, data in self._standing().items() if name not in hidden}
        if not half.items() <= self.arrived.items():
            bench.wrong(f"{what}: half there: {sorted(half)}", run)
        if failing and (code not in (0, 1) or (code and not any(word in run.words for word in _REMEDY))):
            bench.wrong(f"{what}: exit {code} without a remedy", run)
        if failing and (english := english_in(run.words)):
            bench.wrong(f"{what}: said in English: {english}", run)
        if failing and code == 0 and (half != self.arrived or self.box.counts() != self.counts):
            bench.wrong(f"{what}: done, but not there", run)
        self._made_good(what)

    def _resumed(self, name: str, word: str) -> None:
        Run.of(self.root, lambda: self._act("--resume", name, word)).end()

    def _made_good(self, what: str) -> None:
        bench = self.bench
        run = self.deliver()
        if run.end() not in (0, 1) or english_in(run.words):
            bench.wrong(f"{what}: the next run ended with {run.end()}", run)
        if any(count > self.counts[address] for address, count in self.box.counts().items()):
            bench.wrong(f"{what}: twice: {self.box.counts()}", run)
        if run.end() == 1:
            for name in self.names:
                arrived = f"{name}@example.invalid" in self.box.counts()
                self._resumed(name, "sent" if arrived else "again")
            run = self.deliver()
        if run.end() != 0 or self.box.counts() != self.counts or self._standing() != self.arrived:
            bench.wrong(f"{what}: not made good: {self.box.counts()} {sorted(self._standing())}", run)
        try:
            ledger = DispatchLedger.read(self.root / "delivery")
        except Problems as wrong:
            bench.wrong(f"{what}: {wrong}")
        else:
            if {one.what for one in ledger.standing.values()} != {"sent"}:
                bench.wrong(f"{what}: the ledger says otherwise")
        left = {name for name in contents(self.root / "delivery") if not name.startswith("outbox/")}
        if left != {FILE, ".lock"}:
            bench.wrong(f"{what}: left over {sorted(left)}")


@contextmanager
def _delivered(bench: Bench) -> Iterator[DeliveryBench]:
    with mail_server() as box:
        yield DeliveryBench(bench, box)


def deliveries_killed(bench: Bench, number: int) -> None:
    """Kill -9, half of them at a moment of the run, half before an operation or in the middle of what it writes."""
    with _delivered(bench) as tried:
        for turn, moment in enumerate(moments(number // 2)):
            tried.ready()
            run = tried.deliver()
            time.sleep(moment * tried.seconds)
            run.kill(group=turn % 2 == 1)
            tried.tried(f"killed after {moment * tried.seconds:.3f} s", run, failing=False)
        for turn, at in enumerate(chosen(tried.steps, number - number // 2)):
            tried.ready()
            run = tried.deliver(FailingDisk([tried.root], 0, at, kill=1 + turn % 2))
            tried.tried(f"killed at {at}: {tried.steps[at - 1]}", run, failing=False)


def deliveries_failing(bench: Bench, number: int) -> None:
    """A disk that fails at every operation, and at each place of the code in two more ways."""
    with _delivered(bench) as tried:
        every = range(1, len(tried.steps) + 1)
        cases = [(errno.ENOSPC, at, True) for at in every] + [(errno.EIO, at, False) for at in every]
        cases += [(errno.EACCES, at, False) for at in firsts(tried.steps)]
        cases += [(errno.EROFS, at, True) for at in firsts(tried.steps)]
        for place in range(min(number, len(cases))):
            error, at, lasting = cases[place * len(cases) // min(number, len(cases))]
            tried.ready()
            run = tried.deliver(FailingDisk([tried.root], error, at, lasting=lasting))
            said = f"{errno.errorcode[error]} at {at} {'from on' if lasting else 'once'}: {tried.steps[at - 1]}"
            tried.tried(said, run, failing=True)
