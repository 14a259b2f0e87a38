"""What may go out: signed off where that is required, as it was issued; a correction to exactly those who got the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from hgz_report.cli import delivering
from hgz_report.cli.main import main
from hgz_report.edition.issued import Correction, IssuedFile
from hgz_report.edition.own_files import own_files
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.signed_off import Confirmation, SignedOff
from tests.tools.mail_server import Mailbox, mail_server
from tests.tools.project import change
from tests.tools.published import EDITION, publish, published_project

Output = pytest.CaptureFixture[str]
ZONES = ("chengdu", "yuelu", "zibo")
CORRECTED = f"{EDITION}-更正1"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def project(tmp_path: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three zones get theirs, a fourth address all of Zibo in both forms."""
    monkeypatch.setattr(delivering, "sleep", lambda seconds: None)
    root = published_project(tmp_path / "project", ZONES)
    for old, new in (
        ('server = ""', 'server = "127.0.0.1"'),
        ("port = 465", f"port = {box.port}"),
        ('tls = "tls"', 'tls = "none"'),
        ('sender = ""', 'sender = "bulletin@example.invalid"'),
    ):
        change(root / "report.toml", old, new)
    entries: list[dict[str, object]] = [
        {"name": zone, "way": "邮件", "to": f"{zone}@example.invalid", "papers": [zone]} for zone in ZONES
    ]
    both: dict[str, object] = {
        "name": "省里",
        "way": "邮件",
        "to": "p@example.invalid",
        "zones": ["zibo"],
        "formats": ["pdf", "docx"],
    }
    listed(root, *entries, both)
    return root


def listed(root: Path, *entries: dict[str, object]) -> None:
    (root / "data/recipients.yaml").write_text(
        yaml.safe_dump({"recipients": list(entries)}, allow_unicode=True), encoding="utf-8"
    )


def deliver(root: Path, *options: str) -> int:
    new = [] if (root / "delivery/ledger.jsonl").exists() else ["--new-ledger"]
    return main(["--root", str(root), "deliver", *options, "--send", *new])


def issued(root: Path, *corrections: Correction) -> IssuedFile:
    files = dict(PublishedPapers.read(root / "reports" / EDITION).hashes)
    made = IssuedFile(edition=EDITION, date=date(2026, 11, 30), by="", files=files, corrections=corrections)
    made.write(root)
    return made


def corrected(root: Path) -> None:
    """Zibo's paper was wrong; chengdu's was not."""
    papers = [
        ("zibo", "淄博高新区简报", "zone", "zibo"),
        ("chengdu", "成都高新区简报", "zone", "chengdu"),
        ("annex-zibo", "淄博数据附册", "annex-zone", "zibo"),
        ("correction", "更正", "correction", ""),
    ]
    said = {"of": EDITION, "why": "错了", "papers": ["zibo"]}
    publish(root, CORRECTED, papers, edition=EDITION, correction=said)
    files = dict(own_files(root / "reports" / CORRECTED) or {})
    issued(root, Correction(folder=CORRECTED, date=date(2026, 12, 5), why="错了", papers=("zibo",), files=files))


def names(mail_of: Mailbox, address: str, turn: int) -> list[str]:
    taken = [mail for (to, _), mail in zip(mail_of.taken, mail_of.mails(), strict=True) if to == address]
    return sorted(str(part.get_filename()) for part in taken[turn].iter_attachments())


def test_papers_that_nobody_signed_off_do_not_go_out_where_that_is_required(
    project: Path, box: Mailbox, capsys: Output
) -> None:
    change(project / "report.toml", "required = false", "required = true")
    assert deliver(project) == 1
    assert "《zibo高新区简报》（zibo）没有核稿" in capsys.readouterr().err
    assert box.taken == []
    contents = PublishedPapers.read(project / "reports" / EDITION).contents
    signed = {slug: Confirmation(paper=slug, by="核稿人", sha256=digest) for slug, digest in contents.items()}
    SignedOff(signed).write(project, EDITION)
    assert deliver(project) == 0
    assert len(box.taken) == 4


def test_an_issued_edition_goes_out_only_as_it_was_issued(project: Path, box: Mailbox, capsys: Output) -> None:
    issued(project)
    assert deliver(project) == 0
    publish(project, EDITION, [("zibo", "另一份", "zone", "zibo")])
    assert deliver(project) == 1
    assert "印发以后改过" in capsys.readouterr().err


def test_a_corrected_edition_goes_to_exactly_those_who_got_what_was_wrong(
    project: Path, box: Mailbox, capsys: Output
) -> None:
    issued(project)
    assert deliver(project) == 0
    (project / "data/recipients.yaml").unlink()  # wherever the list has gone since
    corrected(project)
    assert deliver(project, CORRECTED) == 0
    assert box.counts() == {
        "chengdu@example.invalid": 1, "yuelu@example.invalid": 1, "zibo@example.invalid": 2, "p@example.invalid": 2,
    }  # fmt: skip
    assert names(box, "zibo@example.invalid", 1) == [f"更正（{CORRECTED}）.pdf", f"淄博高新区简报（{CORRECTED}）.pdf"]
    assert len(names(box, "p@example.invalid", 1)) == 4  # in both forms
    assert deliver(project, CORRECTED) == 0
    assert len(box.taken) == 6


def test_what_was_corrected_is_not_sent_any_more(project: Path, box: Mailbox, capsys: Output) -> None:
    issued(project)
    assert deliver(project) == 0
    corrected(project)
    assert deliver(project) == 1
    assert (
        f"已经更正，不再发原来的\n  提示：收到过原来的，发更正：hgz-report deliver {CORRECTED}"
        in capsys.readouterr().err
    )
    assert len(box.taken) == 4


def test_a_correction_without_its_record_does_not_go_out(project: Path, box: Mailbox, capsys: Output) -> None:
    issued(project)
    assert deliver(project) == 0
    corrected(project)
    issued(project)
    assert deliver(project, CORRECTED) == 1
    assert "没有 2026-Q4-更正1 这次更正的记录" in capsys.readouterr().err
    assert len(box.taken) == 4
