"""Nothing half done, whatever happens: a tiny project is built again and again, and killed, starved of its disk or misled.

`python -m tests.outside.interrupted [SCENARIO[=TRIES]…]`, on a system that can fork; exit 1 on any finding.  After each try the
published edition is whole (to the byte that of the state before or after), what was said is Chinese, the next build right.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from unittest.mock import patch

from hgz_report.cache import store
from hgz_report.cache.store import Cache
from tests.tools.command_tries import commands_failing, commands_killed, firsts, served_killed
from tests.tools.damage import DAMAGE, flipped
from tests.tools.delivery_tries import deliveries_failing, deliveries_killed
from tests.tools.failing_disk import FailingDisk
from tests.tools.people_tries import people, people_full
from tests.tools.project import contents
from tests.tools.tiny_project import EDITION
from tests.tools.tried_builds import MODES, Bench, Run, everywhere, moments

_SOME, _ONE, _BUSY = 50, 2, 75
_PUBLISHING = (
    "edition/publish.py",
    "edition/set_aside.py",
    "edition/editions_page.py",
    "delivery/heartbeat.py",
    "edition/build.py",
)


def killed(bench: Bench, number: int) -> None:
    """Kill -9, the run alone or with its workers."""
    for share, mode in enumerate(MODES):
        for turn, moment in enumerate(moments((number + share) // len(MODES))):
            moment *= bench.length(mode)
            run = Run.begin(bench.root, *bench.ready(mode))
            time.sleep(moment)
            run.kill(group=turn % 2 == 1)
            bench.whole(f"killed, {mode}, after {moment:.3f} s", run)
            bench.again(f"killed, {mode}, after {moment:.3f} s")


def interrupted(bench: Bench, number: int) -> None:
    """Ctrl-C."""
    for turn, moment in enumerate(moments(number)):
        mode = "two" if turn % 2 else "cached"
        moment *= bench.length(mode)
        run = Run.begin(bench.root, *bench.ready(mode))
        time.sleep(moment)
        run.kill(signal.SIGINT, group=True)
        bench.whole(f"Ctrl-C, {mode}, after {moment:.3f} s", run)
        if run.end() not in (0, 130):
            bench.wrong(f"Ctrl-C, {mode}, after {moment:.3f} s: exit {run.end()}", run)
        bench.again("Ctrl-C")


def full(bench: Bench, number: int) -> None:
    """A full or a broken disk: at each operation from the first on, or, where there is not time for that, at some."""
    tries: list[tuple[str, FailingDisk]] = []
    for mode in MODES if number > _SOME else ("cached",):
        store_only = [bench.store]
        for folders in (everywhere(bench), store_only) if number > _SOME else (everywhere(bench),):
            disk = FailingDisk(folders, 0)
            Run.begin(bench.root, *bench.ready(mode), first=disk.begin).end()
            for error, lasting in ((errno.ENOSPC, True), (errno.EIO, False), (errno.ENOSPC, False), (errno.EIO, True)):
                tries += ((mode, FailingDisk(folders, error, at, lasting=lasting)) for at in range(1, disk.done + 1))
    print(f"full: {len(tries)} places in all", file=sys.stderr)
    for place in range(min(number, len(tries))):
        _failing(bench, *tries[place * len(tries) // min(number, len(tries))])


def _failing(bench: Bench, mode: str, disk: FailingDisk, place: str = "") -> None:
    run = Run.begin(bench.root, *bench.ready(mode), first=disk.begin)
    run.end()
    lasting = "from on" if disk.lasting else "once"
    where = "store only" if len(disk.folders) == _ONE else "all"
    what = f"{errno.errorcode[disk.error]} at {disk.at} {lasting}, {where}, {mode} {place}".rstrip()
    bench.whole(what, run)
    if run.end() not in (0, 1):
        bench.wrong(f"{what}: exit {run.end()}", run)
    if len(disk.folders) == _ONE and run.end() != 0:
        bench.wrong(f"{what}: a store that can't be written stops the run", run)
    bench.again(what)


def every_place(bench: Bench, number: int) -> None:
    """A full or a broken disk at every operation of the run that publishes, and once at each place of the code besides."""
    tries: list[tuple[str, int, int, bool, str]] = []
    for mode in ("cached", "cold"):
        sites = bench.root.parent / "sites"
        sites.write_bytes(b"")
        disk = FailingDisk(everywhere(bench), 0, sites=sites)
        Run.begin(bench.root, *bench.ready(mode), first=disk.begin).end()
        steps = [line.partition(" ")[2] for line in sites.read_text(encoding="utf-8").splitlines()]
        each = set(firsts(steps))
        for at, what in enumerate(steps, 1):
            if at in each or (mode == "cached" and any(place in what for place in _PUBLISHING)):
                if not what.startswith(("os.remove", "os.rmdir")):
                    tries.append((mode, errno.ENOSPC, at, True, what))
                tries.append((mode, errno.EIO, at, False, what))
            if at in each:
                tries += [(mode, errno.EACCES, at, False, what), (mode, errno.EROFS, at, True, what)]
    print(f"every place: {len(tries)} in all", file=sys.stderr)
    for place in range(min(number, len(tries))):
        mode, error, at, lasting, what = tries[place * len(tries) // min(number, len(tries))]
        _failing(bench, mode, FailingDisk(everywhere(bench), error, at, lasting=lasting), what)


def two_at_once(bench: Bench, number: int) -> None:
    """Two builds begun within the time of one."""
    for turn, moment in enumerate(moments(number)):
        mode = ("two", "cached", "cold")[turn % 3]
        moment *= bench.length(mode) * (turn % 2)
        options = bench.ready(mode)
        one = Run.begin(bench.root, *options)
        time.sleep(moment)
        other = Run.begin(bench.root, *options)
        codes = sorted((one.end(), other.end()))
        for run in (one, other):
            if run.end() != _BUSY:
                bench.whole("two at once", run)
        if codes not in ([0, 0], [0, _BUSY]):
            bench.wrong(f"two at once: {codes}", other)
        bench.again("two at once")


def damaged(bench: Bench, number: int) -> None:
    """Each kind of entry of the store, in each way; all of the kind at once."""
    bench.warm(bench.state)
    kinds = [*bench.entries()]
    tries = [(kind, how) for how in DAMAGE for kind in kinds]
    for kind, how in tries[:: max(1, len(tries) // number)]:
        bench.warm(bench.state)
        bench.again("before damage")  # files have their second names
        if kind != "Outcome":
            shutil.rmtree(bench.root / "reports")
        if kind == "template":  # is asked for where a job is done
            shutil.rmtree(bench.store / "job")
        for path in bench.entries()[kind]:
            DAMAGE[how](path)
        bench.tries += 1
        run = bench.again(f"damaged {kind}: {how}", "-v")
        said = f".cache/{kind}/" in run.words
        needed = kind in ("Outcome", "job", "job-reads", "file", "template", "data-checked", "data-file", "face")
        if needed and not said and not (how == "dangling link" or (how == "unreadable" and os.geteuid() == 0)):
            bench.wrong(f"damaged {kind}: {how}: not said", run)
        silent = bench.again(f"damaged {kind}: {how}, again", "-v")
        if ".cache/" in silent.words:
            bench.wrong(f"damaged {kind}: {how}: not remade", silent)


def worker_killed(bench: Bench, number: int) -> None:
    """One of the workers."""
    for turn, moment in enumerate(moments(number)):
        moment *= 0.6 * bench.length("two")
        run = Run.begin(bench.root, *bench.ready("two"))
        while not (workers := run.workers()) and run.seconds == 0 and time.perf_counter() - run.began < 5:
            if os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
            time.sleep(0.001)
        time.sleep(moment)
        for pid in workers[turn % 2 : turn % 2 + 1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        bench.whole(f"a worker killed after {moment:.3f} s", run)
        if run.end() != 0:
            bench.wrong(f"a worker killed after {moment:.3f} s: exit {run.end()}", run)
        bench.again("a worker killed")


def store_gone(bench: Bench, number: int) -> None:
    """.cache/ deleted in the middle."""
    for turn, moment in enumerate(moments(number)):
        mode = ("cold", "cached", "two")[turn % 3]
        moment *= bench.length(mode)
        run = Run.begin(bench.root, *bench.ready(mode))
        time.sleep(moment)
        shutil.rmtree(bench.store, ignore_errors=True)
        bench.whole(f"store deleted after {moment:.3f} s, {mode}", run)
        bench.again("store deleted")
    bench.keep_stores()


def edited(bench: Bench, number: int) -> None:
    """A published file changed in place by a person: the store's file has the same bytes."""
    bench.warm(bench.state)
    bench.again("before the edit")
    names = [name for name in sorted(bench.right[0]) if not name.endswith((".csv", ".html"))]
    for name in names[:number]:
        path = bench.root / EDITION / name
        flipped(path, path.stat().st_size // 2)
        bench.theirs.add(path.read_bytes())
        bench.tries += 1
        bench.again(f"edited {name}")
    other = bench.root / "reports/2026-Q3"
    if Run.begin(bench.root, "--edition", other.name, "--date", "2026-09-30").end() != 0:
        bench.wrong("another edition was not made")
    before = contents(other)
    for name in names:
        flipped(bench.root / EDITION / name, 50)
        bench.theirs.add((bench.root / EDITION / name).read_bytes())
    bench.tries += 1
    if contents(other) != before:
        bench.wrong("who changes a file of one edition changes that of another")
    shutil.rmtree(other)
    bench.again("edited, of two editions")


def strange_stores(bench: Bench, number: int) -> None:
    """No store, those of another version, that can't be written, that hold too much, that are no folders."""
    bench.ready("cold")
    bench.whole("no store", Run.begin(bench.root, "--no-cache"))
    read_only = FailingDisk([bench.store], errno.EROFS, 1, lasting=True)
    for name, first in (("another version", _other_version), ("read-only", read_only.begin), ("small", _small)):
        bench.ready("cached")
        stale = bench.store / "data-file" / "stale"
        stale.write_bytes(b"of another day")
        os.utime(stale, (1, 1))
        run = Run.begin(bench.root, "-v", "--jobs", "1", first=first)
        bench.whole(f"store: {name}", run)
        if run.end() != 0 or ".cache/" in run.words:
            bench.wrong(f"store: {name}: exit {run.end()}", run)
        if name == "another version" and "沿用 0 份" not in run.words:
            bench.wrong(f"store: {name} was read", run)
        if name == "small":
            if stale.exists():
                bench.wrong("store: what was not used for longest stays")
            shutil.rmtree(bench.root / EDITION)
            run = Run.begin(bench.root, "--jobs", "1")
            if run.end() != 0 or f"新做 0 份，沿用 {len(bench.right[0]) // 3 - 1} 份" not in run.words:
                bench.wrong("store: what the run used was let go", run)
        bench.again(f"store: {name}")
    aside = bench.store.with_name("aside")  # it keeps its number
    for name, make in (("a file", bench.store.touch), ("nowhere", partial(bench.store.symlink_to, "/nowhere"))):
        bench.ready("cold")
        bench.store.rename(aside)
        make()
        run = Run.begin(bench.root, "--jobs", "2")
        bench.whole(f"store: {name}", run)
        if run.end() != 0:
            bench.wrong(f"store: {name}: exit {run.end()}", run)
        bench.store.unlink()
        aside.rename(bench.store)
        bench.again(f"store: {name}")


def _other_version() -> None:
    patch.object(store, "program_stamp", lambda: b"another").start()


def _small() -> None:
    prune = Cache.prune

    def little(cache: Cache, most: int = 0) -> None:
        prune(cache, 1)

    patch.object(Cache, "prune", little).start()


SCENARIOS: Mapping[str, tuple[Callable[[Bench, int], None], int, int]] = {
    "killed": (killed, 200, 2),
    "interrupted": (interrupted, 40, 0),
    "people": (people, 200, 2),
    "people full": (people_full, 10**6, 2),
    "full": (full, 10**6, 2),
    "two at once": (two_at_once, 30, 1),
    "damaged": (damaged, 10**6, 1),
    "worker killed": (worker_killed, 40, 1),
    "edited": (edited, 10**6, 0),
    "strange stores": (strange_stores, 1, 0),
    "store gone": (store_gone, 30, 0),
    "every place": (every_place, 10**6, 0),
    "commands killed": (commands_killed, 240, 2),
    "served killed": (served_killed, 10, 0),
    "deliveries killed": (deliveries_killed, 80, 0),
    "commands failing": (commands_failing, 10**6, 0),
    "deliveries failing": (deliveries_failing, 10**6, 0),
}
"""What happens, and how often: in all, and with --few."""


def main() -> int:
    """Try them, and say what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.interrupted", description=__doc__)
    parser.add_argument("scenario", nargs="*", metavar="SCENARIO[=TRIES]", help=", ".join(SCENARIOS))
    for flag in ("--few", "--json"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    names = options.scenario or [name for name, (_, _, few) in SCENARIOS.items() if few or not options.few]
    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name, _, most in (one.partition("=") for one in names):
            run, many, few = SCENARIOS[name]
            bench.tries, bench.findings, began = 0, [], time.perf_counter()
            run(bench, int(most) if most else few if options.few else many)
            found[name] = {"tries": bench.tries, "findings": bench.findings}
            if not options.json:
                count = f"{bench.tries} tries, {len(bench.findings)} findings, {time.perf_counter() - began:.0f} s"
                print(f"{name}: {count}", *bench.findings, sep="\n  ", flush=True)
    print(json.dumps(found) if options.json else "", end="")
    return int(any(one["findings"] for one in found.values()))


if __name__ == "__main__":
    sys.exit(main())
