"""A working folder with many distinct, valid zones: `python -m benchmarks.many_zones N FOLDER`.

Data, templates and configuration are the project's own; the zones that it lacks come from the register by name, with values,
practices, gaps and briefings drawn for each by its name, so that a folder is the same each time it is made.  They are made up:
for measuring, and for looking at how papers read at 60 and at 178, never for reading.
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset

ROOT = Path(__file__).parent.parent
_LONG = ("高新技术产业开发区", "高新技术产业园区", "高技术产业开发区", "新技术开发区")
_FARMING = "农业高新技术产业示范区"
_PARTS = ("东部", "西部", "南部", "北部", "中部", "临空")
_LONGEST = 11
"""Characters of a short name that leave room for the title of a briefing made without words of its own."""
_SOURCE = "made-up"
_LEVELS = (("gdp", 120, 2400, 1), ("hightech_firms", 90, 2200, 0), ("little_giants", 3, 90, 0))
_RATES = (("gdp_growth", 1, 9, 1), ("industrial_va_growth", 0.2, 16, 1), ("fixed_investment_growth", 0.2, 18, 1))
_SOURCES = f"""\
  {_SOURCE}:
    title: 测试用的数
    publisher: 测量用的编造数据
    date: 2025-03
    trust: B
"""
Row = tuple[str, str, str]
"""Indicator, period, value."""
T = TypeVar("T")


class Lot:
    """Draws that depend on a name and on nothing else."""

    def __init__(self, name: str) -> None:
        self.name, self.drawn = name, 0

    def part(self) -> float:
        """From 0 up to 1."""
        self.drawn += 1
        return int(sha256(f"{self.name}/{self.drawn}".encode()).hexdigest()[:12], 16) / 16**12

    def between(self, low: float, high: float) -> float:
        """Any value between two."""
        return low + (high - low) * self.part()

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.part() * (high - low + 1))

    def one(self, things: Sequence[T]) -> T:
        """One of several."""
        return things[self.number(0, len(things) - 1)]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """So many of several, in their order."""
        ranked = sorted(range(len(things)), key=lambda _: self.part())
        return [things[place] for place in sorted(ranked[:count])]


def main() -> None:
    """Make the folder named on the command line."""
    number, folder = int(sys.argv[1]), Path(sys.argv[2])
    make(number, folder)
    print(f"{number} 个高新区：{folder}")


def make(number: int, folder: Path) -> None:
    """Write a working folder with so many zones; the project's own come first."""
    dataset = load_dataset(ROOT)
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    shutil.copy2(ROOT / "report.toml", folder)
    (folder / "data/settled.yaml").unlink(missing_ok=True)
    make_source_known(folder / "data")
    words = tomllib.loads((Path(__file__).with_suffix(".toml")).read_text(encoding="utf-8"))
    for slug, text in zones(dataset, number - len(dataset.zones), words):
        (folder / f"data/zones/{slug}.yaml").write_text(text, encoding="utf-8", newline="\n")


def make_source_known(data: Path) -> None:
    """Write the source of all made-up values into a folder of data."""
    sources = data / "sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8") + _SOURCES, encoding="utf-8", newline="\n")


def zones(dataset: Dataset, number: int, words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """So many zones that have no file yet, from all over the register, as slug and text; beyond it parts of its zones."""
    taken = {zone.name for zone in dataset.zones.values()} | {zone.short for zone in dataset.zones.values()}
    register = dataset.register.zones if dataset.register else ()
    free = [one for one in register if not {one.name, short(one.name)} & taken and one.city != "北京市"]
    if number <= len(free):
        chosen = [(place, "") for place in (order * len(free) // number for order in range(max(number, 0)))]
    else:
        chosen = [(place, part) for part in ("", *_PARTS) for place in range(len(free))][:number]
    if len(chosen) < number:
        raise SystemExit(f"连各区的分园一起只有 {len(free) * (1 + len(_PARTS))} 家没有数据文件，做不出 {number} 家")
    for order, (place, part) in enumerate(chosen):
        one = free[place]
        slug = f"made-{place:03}" + (f"-{_PARTS.index(part) + 2}" if part else "")
        yield slug, Zone(parted(one.name, part), one.city, one.province, 200 + order, words).text()


def parted(name: str, part: str) -> str:
    """成都东部高新技术产业开发区."""
    ending = next((end for end in (_FARMING, *_LONG) if name.endswith(end)), "")
    return f"{name.removesuffix(ending)}{part}{ending}"


def short(name: str) -> str:
    """成都高新区."""
    if name.endswith(_FARMING):
        return f"{name.removesuffix(_FARMING)}农高区"
    ending = next((end for end in _LONG if name.endswith(end)), "")
    return f"{name.removesuffix(ending)}高新区" if ending else name


class Zone:
    """One made-up zone."""

    def __init__(self, name: str, city: str, province: str, order: int, words: Mapping[str, Any]) -> None:
        self.name, self.city, self.province, self.order = name, city, province, order
        self.words, self.draw = words["words"], Lot(name)
        self.practices = self.draw.some(words["practice"], self.draw.number(1, 5))
        self.years = self.draw.some(range(2018, 2025), self.draw.number(2, 6))

    def text(self) -> str:
        """The data file."""
        parts = [
            f"name: {self.name}\nshort: {short(self.name)}\ncity: {self.city}\nprovince: {self.province}\n"
            f"about: {self.draw.one(self.words['about'])}\norder: {self.order}\n"
        ]
        rows = list(self.rows())
        if self.draw.part() < 0.7:
            parts.append(self.summary([row for row in rows if row[0] == rows[0][0]][-1]))
        told = self.draw.part() < 0.5
        if told or len(short(self.name)) > _LONGEST:
            parts.append(self.briefing(rows))
        parts.append("facts:\n" + "".join(_fact(row) for row in rows))
        parts.append("practices:\n" + "".join(self.practice(one) for one in self.practices))
        if self.draw.part() < 0.8:
            parts.append("gaps:\n  - 能耗和碳排放没有公布。\n")
        return "\n".join(parts)

    def rows(self) -> Iterator[Row]:
        """What is known of it: some levels over the years, some rates of the last, what its practices count."""
        for indicator, low, high, decimals in self.draw.some(_LEVELS, self.draw.number(1, 3)):
            size = self.draw.between(low, high)
            for year in self.years:
                size *= self.draw.between(1.01, 1.12)
                yield indicator, str(year), f"{size:.{decimals}f}"
        told = 2023 in self.years and 2022 in self.years  # both years say the rate already
        for indicator, least, most, decimals in _RATES[told : self.draw.number(0, 3)]:
            yield indicator, "2023", f"{self.draw.between(least, most):.{decimals}f}"
        for one in self.practices:
            for indicator, period, low, high, decimals in one["facts"]:
                yield indicator, period, f"{self.draw.between(low, high):.{decimals}f}"

    def summary(self, row: Row) -> str:
        """Its line of the one page, with the newest figure."""
        indicator, period, _ = row
        finding, ask = self.draw.one(self.words["findings"]), self.draw.one(self.words["asks"])
        return f"summary:\n  finding: {finding}\n  number: '总量{{{indicator}@{period}}}（{period}年）'\n  ask: {ask}\n"

    def briefing(self, rows: list[Row]) -> str:
        """A full one with a chart where a level has several years."""
        level = rows[0][0]
        points = [f"{i}@{p}" for i, p, _ in rows if i == level]
        lead = f"{rows[0][0]}@{rows[-1][1] if rows[-1][0] == level else self.years[-1]}"
        practice = self.practices[0]
        findings = "".join(f"    - {{claim: {p['title']}, text: {p.get('words', '做法已经成形')}}}\n" for p in
                           (self.practices * 3)[:3])  # fmt: skip
        kind = self.draw.one(("column", "bar"))
        return (
            f"briefing:\n  title: {short(self.name)[:6]}{self.draw.one(self.words['titles'])}\n  findings:\n{findings}"
            f"  tiles:\n    - {{fact: {lead}, label: 最近的数}}\n"
            f"  chart: {{kind: {kind}, title: 总量一年比一年大, facts: [{', '.join(points)}]}}\n"
            f"  positions:\n    - {{basis: past, what: 总量, own: '{{{points[-1]}}}（{self.years[-1]}年）', "
            f"other: '{{{points[0]}}}（{self.years[0]}年）', reading: 在增长}}\n"
            "  shortcoming: 做法有了，效果还没有量。\n"
            "  proposals:\n    - {id: measure, title: 把效果量出来, what: 选一批项目量改造前后, why: 现有的数不是效果, "
            f"practices: [{practice['id']}], task: smart-green-lead, lead: 园区管委会, due: 1个季度, "
            "indicator: 改造前后的用时}\n"
            "  requests:\n    - {what: 研发投入强度, period: 2025年, why: 没有公布}\n"
        )

    def practice(self, one: Mapping[str, Any]) -> str:
        """A practice as its pattern has it."""
        lines = [f"  - id: {one['id']}", f"    title: {one['title']}", f"    text: {one['text']}"]
        lines.append(
            f"    dimensions: [{', '.join(dict.fromkeys((one['dimension'], *([one['to']] if 'to' in one else []))))}]"
        )
        if "to" in one and self.draw.part() < 0.8:
            via = one.get("via", one["dimension"])
            lines.append(f"    carries: [{{via: {via}, to: {one['to']}, words: {one['words']}}}]")
        lines += [f"    {key}: [{one[key]}]" for key in ("offers", "needs") if key in one]
        lines += [f"    role: {one['role']}"] if "role" in one else []
        facts = ", ".join(f"{indicator}@{period}" for indicator, period, *_ in one["facts"])
        lines += [f"    facts: [{facts}]", f"    source: {_SOURCE}", "    locator: 测试", ""]
        return "\n".join(lines)


def _fact(row: Row) -> str:
    indicator, period, value = row
    return f"  - {{indicator: {indicator}, period: {period}, value: {value}, source: {_SOURCE}, locator: 测试, confidence: B}}\n"


if __name__ == "__main__":
    main()
