"""Rules about dates: what cannot have happened yet, targets whose time has come, figures grown old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from hgz_report.checks.data.bounds import in_unit
from hgz_report.checks.data.edition_data import EditionData, Remark, of_fact, written
from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import PROFILE
from hgz_report.language.units import UNITS, scaled
from hgz_report.language.wording import STATUS_NAMES

STALE_YEARS = 5
_ACTUAL = frozenset({"actual", "preliminary"})
_CLAUSE = re.compile("[，。；]")
_NOT_YET = re.compile(
    "目标$|目标(?:数|值|为|是)|^未来.{1,2}年|(?:预计|预测|预期|计划|规划|估算|估计|匡算|快报|快速核算)(?:数|值)|快报$|力争|有望"
    "|预计(?:同比|[比较]上年)?(?:增长|下降|全年|完成|达|为|实现|可|将|到)|计划(?:完成|建成|达|新增|到|于)|(?:尚未|未)(?:统计|完成|建成|竣工|投产|实现)"
    "|初步(?:数|值|核算|统计|测算|汇总|估算|预计)|(?<!模)(?<!虚)拟(?:建|新|投|引|于|在|到|定|完成|实现|达|开工|设)"
    "|将(?:于|在|达|建成|完成|新增|突破|超过|实现|形成|投产|开工|增)"
)
"""Said of a value that is no result."""
_DONE = re.compile(
    "实际(?:完成|建成|达|实现|为|数)|(?<!未)(?:已经|已)(?:完成|建成|达|实现|投[运产用])|(?<!计划)(?<!未)(?<!待)(?:完成|实绩)(?:数|值)"
)
_OF_ANOTHER = re.compile(
    "不是|并非|[晚早多少高低]于|[与和]|同(?![比期])|(?<![同环占])比(?![上去]年|重|例)|修订|更新|核实"
)
"""The clause compares with an aim or an estimate, or says that it is none, or that it is one no more."""
_YEAR = re.compile(r"(\d{4})年(?!\d{1,2}月|[一二三四五六七八九十]+月|.{0,8}(?:公布|发布|报|所列))")
_TOLD_LATER = timedelta(days=548)
"""Eighteen months after its time a value is known."""
_TENTATIVE = re.compile("预计|预测|预期|估|初步|快报|匡算")


def actual_after_edition(book: EditionData) -> Iterator[Remark]:
    """Actual values of a time that is not over on the edition's date."""
    for entry in book.dataset.facts.values():
        ends = entry.period.ends
        if entry.fact.status in _ACTUAL and ends and ends > book.date:
            what = f"写作实绩，可这一时期到本期日期（{book.date.isoformat()}）还没有过完"
            yield of_fact(entry, what, "核对时期；目标写 status: target，预计写 status: estimate")


def source_before_period(book: EditionData) -> Iterator[Remark]:
    """Actual values of a time that began after the last of their sources was published."""
    for entry in book.dataset.facts.values():
        names = (entry.fact.source, *entry.fact.also_in)
        periods = [book.dataset.sources[name].published for name in names]
        published = [period.ends for period in periods if period and period.ends]
        starts = entry.period.starts
        if entry.fact.status in _ACTUAL and starts and len(published) == len(names) and starts > max(published):
            source = book.dataset.sources[entry.fact.source]
            what = f"的时期在出处《{source.title}》（{source.date}）发布之后，出处不可能给出"
            yield of_fact(entry, what, "核对时期和出处编号")


def source_too_early(book: EditionData) -> Iterator[Remark]:
    """Actual values of a year that was not over when the last of their sources was published: told once a source."""
    early: dict[str, list[FactEntry]] = {}
    for entry in book.dataset.facts.values():
        if entry.fact.status != "actual" or not entry.period.is_full_year or not _adds_up(entry):
            continue
        published = [book.dataset.sources[name].published for name in (entry.fact.source, *entry.fact.also_in)]
        days = [period.ends for period in published if period and period.ends]
        starts, ends = entry.period.starts, entry.period.ends
        if starts and ends and days and len(days) == len(published) and starts <= max(days) < ends:
            early.setdefault(entry.fact.source, []).append(entry)
    for name, entries in early.items():
        source, first = book.dataset.sources[name], entries[0]
        more = f"；同样的还有{'、'.join(entry.indicator.name for entry in entries[1:])}" if entries[1:] else ""
        what = f"写作实绩，可出处《{source.title}》（{source.date}）发布时这一年还没有过完{more}"
        yield of_fact(first, what, "核对时期和 status：目标写 target，预计写 estimate；年内累计写到月", *entries[1:])


def said_otherwise(book: EditionData) -> Iterator[Remark]:
    """Actual values whose own note says that they are aims, expected or preliminary; targets whose note says they are met."""
    for entry in book.dataset.facts.values():
        pattern = {"actual": _NOT_YET, "target": _DONE}.get(entry.fact.status)
        clauses = [clause for clause in _CLAUSE.split(entry.fact.note) if pattern and pattern.search(clause)]
        words = [clause for clause in clauses if not _OF_ANOTHER.search(clause) and not _of_a_later_year(entry, clause)]
        if entry.number is not None and words:
            what = f"为{written(entry)}，写作{STATUS_NAMES.get(entry.fact.status) or '实绩'}，note 却说“{words[0]}”"
            yield of_fact(
                entry, what, "核对 status：目标写 target，预计写 estimate，初步数写 preliminary，已有的结果不写"
            )


def tentative_still(book: EditionData) -> Iterator[Remark]:
    """Estimates and preliminary values of a time long over, whose note does not say that they are."""
    for entry in book.numeric:
        ends = entry.period.ends
        past = ends is not None and ends + _TOLD_LATER < book.date
        if past and entry.fact.status in ("estimate", "preliminary") and not _TENTATIVE.search(entry.fact.note):
            what = f"为{written(entry)}，写作{STATUS_NAMES[entry.fact.status]}，这一时期过去已有一年半"
            yield of_fact(entry, what, "查有没有实绩；原文就是预计数、初步数的，在 note 里说明")


def source_after_edition(book: EditionData) -> Iterator[Remark]:
    """Sources published after the edition's date."""
    for name, source in book.dataset.sources.items():
        published = source.published
        if published and published.starts and published.starts > book.date:
            what = f"出处《{source.title}》的日期 {source.date} 在本期日期（{book.date.isoformat()}）之后"
            yield Remark("", book.dataset.places.get(name), what, "核对出处的日期，或者 report.toml 里的本期日期")


def target_overtaken(book: EditionData) -> Iterator[Remark]:
    """Targets for a time before actual values that are already there."""
    for entry in _targets(book):
        newest = _newest_actual(book, entry)
        ends = entry.period.ends
        if newest and ends and newest.period.starts and newest.period.starts > ends:
            what = f"是目标值，已有更晚的实绩（{newest.period.chinese}）"
            yield of_fact(entry, what, "核对目标的年份；目标期已过的，换成新的目标或删去", newest)


def target_reached(book: EditionData) -> Iterator[Remark]:
    """Targets that are no more than what was there before their time."""
    for entry in _targets(book):
        aim, ends = in_unit(entry, entry.indicator.unit), entry.period.ends
        for actual in book.history.get((entry.owner, entry.fact.indicator), ()):
            value, until = in_unit(actual, entry.indicator.unit), actual.period.ends
            before = not ends or (until is not None and until <= ends)
            comparable = not actual.period.part and actual.fact.status == "actual"
            if aim is None or value is None or not before or not comparable:
                continue
            if value <= aim if _falls(entry) else value >= aim:
                what = f"的目标为{written(entry)}，{actual.period.chinese}的{written(actual)}已经达到"
                yield of_fact(entry, what, "核对目标和实绩有没有写反", actual)
                break


def _falls(target: FactEntry) -> bool:
    """Whether less is better: said by the indicator, else by its kind."""
    indicator = target.indicator
    return indicator.aim == "down" if indicator.aim else indicator.kind in ("rank", "duration")


def target_due(book: EditionData) -> Iterator[Remark]:
    """Targets whose time is over on the edition's date, with no actual value to set beside them."""
    for entry in _targets(book):
        newest = _newest_actual(book, entry)
        ends = entry.period.ends
        met = newest is not None and newest.period >= entry.period
        if (
            ends
            and ends < book.date
            and not met
            and not (newest and newest.period.starts and newest.period.starts > ends)
        ):
            yield of_fact(entry, "是目标值，到期已过而没有实绩", "查完成情况，写成一条实绩")


def stale(book: EditionData) -> Iterator[Remark]:
    """Printed figures, each the newest of its series, that ended years before the edition: one finding an owner.

    It stands at the oldest of them and names the others.  What is marked C is printed with a note that says so itself.
    """
    limit = book.date.replace(year=book.date.year - STALE_YEARS, day=min(book.date.day, 28))
    shown = {figure.fact for figure in book.printed}
    newest: dict[tuple[str, str], FactEntry] = {}
    for entry in book.dataset.facts.values():
        if entry.fact.status in _ACTUAL and entry.printable and entry.period.stated:
            known = newest.setdefault((entry.owner, entry.fact.indicator), entry)
            newest[entry.owner, entry.fact.indicator] = max(known, entry, key=lambda item: item.period)
    old: dict[str, list[FactEntry]] = {}
    for entry in newest.values():
        if (ends := entry.period.ends) and ends < limit and _ages(entry) and entry.id in shown:
            old.setdefault(entry.owner, []).append(entry)
    for entries in old.values():
        first, *others = sorted(entries, key=lambda entry: entry.period)
        more = f"；同样的还有{'、'.join(f'{e.period.chinese}{e.indicator.name}' for e in others)}" if others else ""
        what = f"是这一指标最新的数，离本期已有 {STALE_YEARS} 年以上{more}"
        yield of_fact(first, what, "查有没有更新的数，补在 facts 里")


def _of_a_later_year(entry: FactEntry, clause: str) -> bool:
    """Whether the clause speaks of another year than the fact, from which on it is not told (2022年2月的预计数)."""
    years = {int(year) for year in _YEAR.findall(clause)}
    return bool(years) and entry.period.year is not None and all(year > entry.period.year for year in years)


def _ages(entry: FactEntry) -> bool:
    """Amounts and places grow old; when a zone was founded or how large it is does not."""
    return entry.number is not None and entry.indicator.group != PROFILE and entry.fact.confidence in {"A", "B"}


def _adds_up(entry: FactEntry) -> bool:
    """Whether a value is of all the year: money and growth are, what is counted or measured is as of some day in it."""
    money = UNITS.get(scaled(entry.unit)[1]) == "money"
    return entry.indicator.kind == "growth" or (entry.indicator.kind == "level" and money)


def _targets(book: EditionData) -> Iterator[FactEntry]:
    return (entry for entry in book.dataset.facts.values() if entry.fact.status == "target" and entry.printable)


def _newest_actual(book: EditionData, target: FactEntry) -> FactEntry | None:
    same = book.dataset.facts.of(target.owner, target.fact.indicator)
    return max((e for e in same if e.fact.status in _ACTUAL and e.period.stated), key=lambda e: e.period, default=None)
