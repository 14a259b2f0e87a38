"""What is wrong with a reference to a fact, in a data file or a template: who or what there is not, and what is meant perhaps."""

from __future__ import annotations

from msgspec import Struct, field

from hgz_report.data.called import Called
from hgz_report.data.dataset import FactEntry, LocatedFacts
from hgz_report.data.placeholder import Placeholder, resolve
from hgz_report.data.worded import portion_of, worded
from hgz_report.forms.draft import Complaint

GRAMMAR = (
    "写成 {指标}、{指标@时期}、{指标@最新}、{归属.指标@时期}、{指标@2025:目标} 或 {完成率(实绩, 目标)}，指标写编号或名称；"
    "符号用半角，里面不空格；时期写 2023、2024-05、2024H1、2023-01..2023-09，写法见 data/README.md"
)


class FactFinder(Struct, frozen=True):
    """Looks facts up for checks.  Of `unsure` owners nobody can say what they lack: their files have mistakes.

    `asked`: the owners whose facts were looked for.
    """

    facts: LocatedFacts
    owners: Called
    indicators: Called
    unsure: frozenset[str] = frozenset()
    asked: set[str] = field(default_factory=set)

    def complaint(self, default_owner: str, wanted: Placeholder) -> Complaint | None:
        """What is wrong with a reference; None when it leads to a fact.

        A fact that is merely not there (any more) costs the sentence, not the build: a warning.
        """
        owner = self.owners.id(wanted.owner or default_owner)
        self.asked.add(owner)
        if wanted.owner and wanted.owner not in self.owners:
            otherwise = "点号前写高新区的文件名或简称，全国写 national 或 全国"
            return Complaint(f"没有叫“{wanted.owner}”的高新区", self.owners.hint(wanted.owner, otherwise))
        entry = resolve(self.facts, default_owner, wanted)
        if entry and not _has(entry, wanted.part):
            why = (
                f"这个数是{worded(entry, entry.fact).text}"
                if wanted.part == "成数"
                else f"时期是{entry.period.chinese}"
            )
            return Complaint(f"“{wanted}”印不出“{wanted.part}”：{why}", f"删去“.{wanted.part}”，或换一样")
        if entry or owner in self.unsure:
            return None
        if wanted.indicator in self.indicators:
            return Complaint(f"“{wanted}”找不到对应的事实，含它的句子不印", self._hint(owner, wanted), "warning")
        otherwise = "指标的编号和名称见 data/indicators.yaml；新指标先在那里登记"
        return Complaint(f"“{wanted}”找不到对应的事实", self.indicators.hint(wanted.indicator, otherwise))

    def _hint(self, owner: str, wanted: Placeholder) -> str:
        indicator = self.indicators.id(wanted.indicator)
        same = self.facts.of(owner)
        written = [_reference(entry) for entry in same if entry.fact.indicator == indicator and entry.printable]
        if written:
            return f"这个指标有：{'、'.join(written)}"
        if any(entry.fact.indicator == indicator for entry in same):
            return "这个指标只有可信度为 D 的事实，不能印"
        others = sorted({entry.owner for entry in self.facts.values() if entry.fact.indicator == indicator})
        if others:
            return f"有这个指标的是 {'、'.join(others)}：前面写上归属，如 {others[0]}.{wanted}"
        return f"先在 {owner} 的 facts 里写上这条事实"


def _has(entry: FactEntry, part: str) -> bool:
    """Whether a fact has what `part` prints."""
    period = entry.period
    there = {"时期": period.stated, "年": period.stated, "年底": bool(period.year_end), "成数": bool(portion_of(entry))}
    return there.get(part, True)


def _reference(entry: FactEntry) -> str:
    return entry.id.removeprefix(f"{entry.owner}.")
