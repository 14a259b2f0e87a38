"""The editor is told when a scheduled run didn't do what it should: the last build, or what could not be delivered."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

from hgz_report.cache.whole import put_whole
from hgz_report.delivery.clock import Clock
from hgz_report.delivery.dispatch_ledger import Dispatch
from hgz_report.delivery.heartbeat import Beat, read_status, status_line
from hgz_report.delivery.mail import notice
from hgz_report.delivery.office import OUTBOX, Office
from hgz_report.delivery.smtp_way import BySmtp
from hgz_report.delivery.ways import NoWay, PutOff, Refused, Unknown
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.problems import Problem, Problems, Where, os_reason

_SHOWN = 20
"""Mistakes in a mail."""


def telling(run: Beat | None, undelivered: Sequence[str]) -> tuple[str, str] | None:
    """Subject and text for the editor; None where there is nothing to tell."""
    if run is None or not (run.failed or undelivered):
        return None
    wrong = "\n\n".join(run.problems[:_SHOWN])
    more = f"\n\n…… 共 {len(run.problems)} 处，全部见 hgz-report check" if len(run.problems) > _SHOWN else ""
    lacking = "\n".join(f"暂缺  {title}" for title in run.withheld)
    late = "\n".join(undelivered)
    parts = [status_line(run), *run.notices, wrong + more, lacking, late and f"没有送到的：\n{late}"]
    what = "没有做成" if run.failed and not run.withheld else "有缺" if run.withheld else "没有全部送到"
    return f"{run.edition} {what}（{run.ended[:16].replace('T', ' ')}）", "\n\n".join(
        part for part in parts if part
    ) + "\n"


def tell_editor(office: Office, subject: str, text: str, now: Clock) -> str:
    """Send it, once; what became of it, in Chinese.  Raises Problems where nobody is to be told, or what was told can't be noted.

    Without a mail server it is laid into the outbox.
    """
    to = office.config.delivery.editor
    if not to:
        hint = "在 report.toml 的 [delivery] 写 editor"
        raise Problems([Problem(Where(CONFIG), "没有写做不成时告诉谁", hint)])
    entry = Dispatch.of("编辑", ("邮件", to.casefold()), subject, {"text": sha256(text.encode()).hexdigest()})
    ledger = office.told(now)
    known = ledger.standing.get(entry.key)
    if known is not None and known.what == "sent":
        return "已经告诉过了"
    message = notice(office.letterhead(), to, subject, text, now())
    if not office.config.delivery.server:
        path = office.folder / OUTBOX / f"editor-{entry.key[:12]}.eml"
        try:
            put_whole(path, message.as_bytes())
        except OSError as error:
            raise Problems(
                [Problem(Where(path.as_posix()), f"写不进去：{os_reason(error)}", "检查权限和磁盘空间")]
            ) from None
        ledger.note(entry, "sent", now())
        return f"没有邮件服务器，放在 {path.relative_to(office.root).as_posix()}"
    way = BySmtp(office.server(sending=True), office.letterhead(), now)
    try:
        way.send(message, to, lambda: ledger.note(entry, "begun", now()))
    except (PutOff, Refused, NoWay, Unknown) as failed:
        with suppress(Problems):
            ledger.note(entry, "later", now(), str(failed))  # told twice is better than not at all
        raise Problems(
            [
                Problem(
                    None,
                    f"没有告诉成 {to}：{failed}",
                    "看 reports/status.json；修好后再运行 hgz-report deliver --failure --send",
                )
            ]
        ) from None
    finally:
        way.close()
    ledger.note(entry, "sent", now())
    return f"已告诉 {to}"


def last_run(office: Office) -> Beat | None:
    """What the heartbeat says."""
    return read_status(office.output)
