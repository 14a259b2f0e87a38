"""status.json beside the editions: how the last run of the whole edition ended, and when the next one is due.

It knows the time, so it is no part of an edition and of nothing that has to be the same twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from hgz_report.cache.whole import put_whole
from hgz_report.delivery.due import Schedule
from hgz_report.edition.edition_folders import sweep
from hgz_report.edition.site_sheet import HEARTBEAT, MAKER
from hgz_report.problems import parsed_json

STATUS, INDEX = "status.json", "index.html"
_RESULTS = {0: "做成", 1: "有错", 2: "用法不对", 130: "中断"}
_BUG = "程序出错"
_LATE = timedelta(hours=1)
"""A run that begins so long after it was due was not started by the timer."""
_TOLD = 50
"""Problems that are kept."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One run; times as ISO 8601 in China's time.

    `reports`: papers in the edition; `withheld`: those it lacks; `warnings`: how many; `problems`: what was wrong, in words;
    `notices`: what was said of runs before; `inbox`: how many files came back and lie there; `next_due`: "" without schedule.
    """

    begun: str
    ended: str
    exit_code: int
    result: str
    edition: str
    reports: int
    withheld: tuple[str, ...]
    warnings: int
    problems: tuple[str, ...]
    notices: tuple[str, ...]
    inbox: int
    next_due: str

    @property
    def failed(self) -> bool:
        """Whether somebody has to look."""
        return self.exit_code != 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to say of a run; `manifest`: of the edition as it stands now, {} where there is none."""

    edition: str
    manifest: Mapping[str, Any]
    problems: Sequence[str] = ()
    notices: Sequence[str] = ()
    inbox: int = 0


def ended(begun: datetime, at: datetime, code: int, seen: Seen, schedule: Schedule | None) -> Beat:
    """A run that has just ended."""
    manifest, problems = seen.manifest, seen.problems
    missing = manifest.get("missing", ())
    published = code == 0 or (code == 1 and not problems)
    result = _RESULTS.get(code, _BUG)
    if published and missing:
        result = "做成，有缺"
    return Beat(
        begun=begun.isoformat(),
        ended=at.isoformat(),
        exit_code=code,
        result=result,
        edition=seen.edition,
        reports=len(manifest.get("reports", ())),
        withheld=tuple(str(one.get("title", one.get("slug", ""))) for one in missing) if published else (),
        warnings=len(manifest.get("warnings", ())) if published else 0,
        problems=tuple(problems[:_TOLD]),
        notices=tuple(seen.notices),
        inbox=seen.inbox,
        next_due=schedule.next(at).isoformat() if schedule else "",
    )


def write_status(output: Path, run: Beat) -> None:
    """status.json, and its line in the page of all editions where that is ours.  Raises OSError, and leaves what stands there."""
    output.mkdir(parents=True, exist_ok=True)
    sweep(output)
    put_whole(output / STATUS, (json.dumps(asdict(run), ensure_ascii=False, indent=2) + "\n").encode(), lasting=True)
    page = output / INDEX
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    before, mark, rest = text.partition(HEARTBEAT[0])
    old, end, after = rest.partition(HEARTBEAT[1])
    if mark and end and MAKER in before and old != (new := escape(status_line(run))):
        put_whole(page, "".join((before, mark, new, end, after)).encode(), lasting=True)


def read_status(output: Path) -> Beat | None:
    """The last run; None where there is none, or where what stands there is none."""
    try:
        said = parsed_json((output / STATUS).read_text(encoding="utf-8"))
        run = Beat(**{**said, **{key: tuple(said[key]) for key in ("withheld", "problems", "notices")}})
        datetime.fromisoformat(run.begun)
        datetime.fromisoformat(run.ended)
    except (OSError, ValueError, TypeError, LookupError):
        return None
    return run


def since(last: Beat | None, now: datetime, schedule: Schedule | None) -> Iterator[str]:
    """What is to be said of the time since the last run: one that did not happen, a clock that went back."""
    if last is None:
        return
    before = datetime.fromisoformat(last.begun)
    if now < datetime.fromisoformat(last.ended):
        yield f"本机的时钟比上一次运行（{_minute(last.ended)}）还早：核对日期和时间；已有的都没有动"
        return
    dues = schedule.dues(before, now) if schedule else []
    for due in dues[:-1]:
        yield f"定在 {_minute(due.isoformat())} 的一次没有做（上一次运行是 {_minute(last.begun)}）"
    if dues and now - dues[-1] > _LATE:
        yield f"定在 {_minute(dues[-1].isoformat())} 的一次没有按时做，现在补上"


def status_line(run: Beat) -> str:
    """The heartbeat in a line, for the page of all editions and for people."""
    made = f"{run.edition} 共 {run.reports} 份" + (f"，{run.warnings} 处留意" if run.warnings else "")
    lacking = f"，暂缺 {len(run.withheld)} 份" if run.withheld else ""
    wrong = f"，{len(run.problems)} 处错，发布过的没有动" if run.problems else ""
    due = f"；下一次 {_minute(run.next_due)}" if run.next_due else ""
    said = wrong or f"，{made}{lacking}"
    return f"上一次运行 {_minute(run.ended)}：{run.result}{said}{due}。"


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")
