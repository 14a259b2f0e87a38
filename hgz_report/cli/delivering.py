"""`hgz-report deliver`: an edition to everybody on the list; a plan of it unless `--send`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from time import sleep
from typing import TYPE_CHECKING

from hgz_report.cli.output import print_json, say_error, show_table
from hgz_report.problems import Problem, Problems, Unusable

if TYPE_CHECKING:
    from hgz_report.delivery.clock import Clock
    from hgz_report.delivery.deliver import Delivery, DeliveryResult
    from hgz_report.delivery.dispatch_ledger import DispatchLedger
    from hgz_report.delivery.office import Office

DONE, FOUND = 0, 1
_STATES = {
    "planned": "将发",
    "sent": "发出",
    "before": "已发过",
    "later": "没有发出，下次再发",
    "refused": "没有发出，等人处理",
    "waiting": "不知道收到没有，等人处理",
    "changed": "内容变了，没有发",
    "lacking": "缺报告",
}
_ARRIVED = {"sent": True, "again": False}
_NOTHING_WAITS = "名字照 data/recipients.yaml 里的写；哪几个在等，看 hgz-report deliver"


def deliver(options: argparse.Namespace) -> int:
    """Plan or send.  Raises Unusable for what can't be told, Locked when another run sends."""
    if options.resume and options.resume[1] not in _ARRIVED:
        what = f"--resume 的第二个词是“{options.resume[1]}”"
        raise Unusable([Problem(None, what, "收到了写 sent，没有收到、要再发写 again：--resume 名称 sent")])
    try:
        return _delivered(options)
    except Problems as found:
        if options.json:
            raise
        for problem in found.problems:
            say_error(str(problem))
        return FOUND


def _delivered(options: argparse.Namespace) -> int:
    from hgz_report.delivery.clock import now
    from hgz_report.delivery.office import Office

    office = Office.of(options.root)
    sending = bool(options.send or options.resume)
    with office.locked() if sending else nullcontext():
        if options.failure:
            return _failure(office, now, options)
        ledger = office.ledger(now, new=options.new_ledger, sending=sending)
        for notice in _notices(ledger, now):
            say_error(f"留意  {notice}")
        delivery = _delivery(office, ledger, now, options)
        if options.resume:
            name, word = options.resume
            return _resumed(delivery.resume(name, arrived=_ARRIVED[word]), name, as_json=options.json)
        if not options.send:
            return _show(delivery.plan(), delivery.edition.id, sent=False, as_json=options.json)
        return _sent(delivery, as_json=options.json)


def _delivery(office: Office, ledger: DispatchLedger, now: Clock, options: argparse.Namespace) -> Delivery:
    edition = options.edition or office.config.edition.id
    delivery = office.delivery(edition, ledger, now, sleep, sending=bool(options.send))
    delivery.changed = options.changed
    return delivery


def _sent(delivery: Delivery, *, as_json: bool) -> int:
    """Sends, and shows what became of it also where it has to stop half way."""
    results: list[DeliveryResult] = []
    try:
        for result in delivery.send():
            results.append(result)
            if not as_json and result.state != "before":  # a run may take minutes
                print(f"{_STATES[result.state]}  {result.wanted.recipient.name}", flush=True)
    except Problems:
        if not as_json:
            _show(results, delivery.edition.id, sent=True, as_json=False)
        raise
    return _show(results, delivery.edition.id, sent=True, as_json=as_json)


def _notices(ledger: DispatchLedger, now: Clock) -> Iterator[str]:
    if ledger.torn:
        yield f"台账 {ledger.path.name} 的末一行只写了一半（断电或磁盘满）：说到的那一处算作等人处理，别的照常"
    if ledger.last is not None and now() < ledger.last:
        yield "本机的时钟比台账里的最后一行还早：核对日期和时间；发过的仍不会再发"


def _show(results: Sequence[DeliveryResult], edition: str, *, sent: bool, as_json: bool) -> int:
    """A line for each result, and how many there are of each.  1 where something did not go out."""
    if as_json:
        print_json({"edition": edition, "sent": sent, "recipients": [_record(result) for result in results]})
    else:
        rows = [
            (
                one.wanted.recipient.name,
                one.wanted.recipient.way,
                one.wanted.recipient.to,
                str(len(one.files)),
                f"{one.size / 1024:.0f}",
                _STATES[one.state],
            )
            for one in results
        ]
        show_table(("收件", "方式", "送到", "文件", "KB", "怎么样"), rows)
        for one in results:
            if one.why:
                say_error(f"{_STATES[one.state]}  {one.wanted.recipient.name}：{one.why}")
        counts = "，".join(f"{_STATES[state]} {count}" for state, count in _counted(results).items())
        print(f"{edition}：{counts or '没有要发的'}。" + ("" if sent else "这是计划，没有发；要发加 --send。"))
    fine = ("sent", "before") if sent else ("planned", "before")
    return DONE if all(one.state in fine for one in results) else FOUND


def _counted(results: Iterable[DeliveryResult]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in results:
        found[one.state] = found.get(one.state, 0) + 1
    return found


def _record(one: DeliveryResult) -> dict[str, object]:
    who = one.wanted.recipient
    return {
        "name": who.name,
        "way": who.way,
        "to": who.to,
        "files": list(one.files),
        "bytes": one.size,
        "state": one.state,
        "why": one.why,
    }


def _resumed(count: int, name: str, *, as_json: bool) -> int:
    if not count:
        raise Problems([Problem(None, f"没有等着处理的“{name}”", _NOTHING_WAITS)])
    if as_json:
        print_json({"name": name, "resumed": count})
    else:
        print(f"记下了：{name}，{count} 处。")
    return DONE


def _failure(office: Office, now: Clock, options: argparse.Namespace) -> int:
    """Tell the editor what the last run left undone; nothing where nothing was."""
    from hgz_report.delivery.failure import last_run, tell_editor, telling

    run = last_run(office)
    undelivered: list[str] = []
    if run is not None and not run.failed:
        try:
            results = _delivery(office, office.ledger(now, new=False, sending=False), now, options).plan()
        except Problems as wrong:
            undelivered = [str(problem) for problem in wrong.problems]
        else:
            waiting = (one for one in results if one.state != "before")
            undelivered = [f"{one.wanted.recipient.name}：{one.why or _STATES['later']}" for one in waiting]
    told = telling(run, undelivered)
    if told is None:
        print("上一次做成了，也都送到了，没有要告诉编辑的。" if run else "还没有做过，没有要告诉编辑的。")
        return DONE
    subject, text = told
    if not options.send:
        print(f"{subject}\n\n{text}\n这是计划，没有发；要发加 --send。")
        return DONE
    print(tell_editor(office, subject, text, now))
    return DONE
