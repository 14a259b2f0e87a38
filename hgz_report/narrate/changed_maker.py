"""Makes the views of what is different from the edition before; old values are bound to that edition's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from hgz_report.analysis.derive import recomputed
from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES
from hgz_report.analysis.what_changed import (
    CHANGE_NAMES,
    RULE_NAMES,
    DerivedChange,
    FactChange,
    Judged,
    OwnerChanges,
    ProposalChange,
)
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.edition_state import EditionState, FactState, ProposalState
from hgz_report.language.period import Period
from hgz_report.language.wording import date_text
from hgz_report.narrate.briefing_maker import Briefings
from hgz_report.narrate.changed_views import (
    ChangedDerivedView,
    ChangedFactView,
    ChangedKindView,
    ChangedProposalView,
    ChangedVerdictView,
    ChangesView,
    ListedView,
    NewSourceView,
)
from hgz_report.narrate.lookup import Lookup
from hgz_report.narrate.quotation import quoted
from hgz_report.narrate.view_words import cited
from hgz_report.origin import Attributed, Recorded, RecordedPart, Wording, attributed, between, joined

_T = TypeVar("_T")
_FIELDS: Mapping[str, str] = {
    "lead": "牵头", "due": "期限", "goal": "要做到的", "indicator": "看的数", "support": "配合", "title": "标题", "what": "做法",
}  # fmt: skip
"""What may be different of a proposal, what says most first."""
_EXAMPLES = 2
"""Changes of a kind that are told in a line."""
_ROWS = 60
"""Rows of a table of changes: with as many in each the paper has no more than twelve pages."""
_WITHDRAWN = 20
"""Of them for withdrawn figures, where there are more revised ones than have room."""
_SLIPPED = "顺延"


class ChangedMaker(Struct, frozen=True):
    """Makes them on the `day` of the edition, against the edition `past`."""

    lookup: Lookup
    day: date
    past: EditionState

    @property
    def _data(self) -> Dataset:
        return self.lookup.dataset

    def view(self, found: Sequence[OwnerChanges]) -> ChangesView:
        """Everything that is different of some owners."""
        facts = [self._fact(one.owner, change) for one in found for change in one.facts]
        proposals = [self._proposal(one.owner, change) for one in found for change in one.proposals]
        of: dict[str, list[ChangedFactView]] = {name: [] for name in CHANGE_NAMES.values()}
        for one in facts:
            of[one.kind].append(one)
        moved = [one for one in proposals if one.kind != _SLIPPED]
        several = len(found) > 1
        kinds = [self._kind(views, "个", several) for views in of.values() if views]
        return ChangesView(
            edition=self._recorded(self.past.edition, "edition", "words"),
            date=self._recorded(date_text(self.past.date), "date"),
            figures=self._claim(len(facts), "个", "数"),
            asked=joined((self._claim(len(moved), "条", "建议"), self._slipped(len(proposals) - len(moved)))),
            kinds=(*kinds, *([self._proposed(moved, several)] if moved else [])),
            corrected=self._listed(_first_of_both(of["订正"], of["撤回"]), "个", "数"),
            newer=self._listed(of["更新"], "个", "数"),
            added=self._listed(of["新增"], "个", "数"),
            derived=self._listed([self._derived(one.owner, d) for one in found for d in one.derived], "个", "算出的数"),
            proposals=self._listed(moved, "条", "建议"),
            verdicts=self._listed([self._verdict(one.owner, j) for one in found for j in one.verdicts], "处", "结论"),
            levels=self._listed([self._level(one.owner, j) for one in found for j in one.levels], "处", "佐证"),
            sources=self._listed(self._sources(facts), "个", "出处"),
        )

    # -- in words -------------------------------------------------------------------------------------------------

    def _number(self, number: int, unit: str, of: str) -> Attributed:
        return self.lookup.views.count(number, unit, f"{self.lookup.owner}.变了的{of}")

    def _claim(self, number: int, unit: str, of: str) -> Attributed:
        if not number:
            return _said(f"{of}没有变")
        return joined((self._number(number, unit, of), _said(f"{of}有变化")))

    def _slipped(self, number: int) -> Attributed:
        """How many proposals nobody touched: their date goes on with the edition's."""
        if not number:
            return Attributed(())
        count = self.lookup.views.count(number, "条", f"{self.lookup.owner}.顺延的建议")
        return joined((_said("（"), count, _said("没有改动，期限顺延）")))

    def _kind(self, views: Sequence[ChangedFactView], unit: str, several: bool) -> ChangedKindView:
        told = [_told(one, several) for one in views[:_EXAMPLES]]
        return ChangedKindView(views[0].kind, self._number(len(views), unit, "数"), _some(told, len(views)))

    def _proposed(self, moved: Sequence[ChangedProposalView], several: bool) -> ChangedKindView:
        told = [_told_proposal(one, several) for one in moved[:_EXAMPLES]]
        return ChangedKindView(_said("建议"), self._number(len(moved), "条", "建议"), _some(told, len(moved)))

    def _listed(self, rows: Sequence[object], unit: str, of: str) -> ListedView | None:
        rest = len(rows) - _ROWS
        more = self.lookup.views.count(rest, unit, f"{self.lookup.owner}.没有列的{of}") if rest > 0 else ""
        return ListedView(tuple(rows[:_ROWS]), more) if rows else None

    # -- things ---------------------------------------------------------------------------------------------------

    def _fact(self, owner: str, change: FactChange) -> ChangedFactView:
        old, new = change.old, change.new
        view = self.lookup.views.fact(self._data.facts[new.id]) if new else None
        own = self._indicator(new or old)
        time = "" if change.kind == "newer" else (view.period if view.stated else "") if view else self._period(old)
        return ChangedFactView(
            owner=self._called(owner),
            name=joined((time, own)) if time else own,
            kind=_said(CHANGE_NAMES[change.kind]),
            old=self._recorded(old.text, old.id) if old else "",
            old_period=self._period(old),
            new=view,
        )

    def _period(self, fact: FactState | None) -> str:
        period = Period(fact.period) if fact else None
        return self._recorded(period.chinese, fact.id, "period") if fact and period and period.stated else ""

    def _indicator(self, fact: FactState | None) -> str:
        assert fact is not None  # a change has one of both
        known = self._data.indicators.get(fact.indicator)
        return known.name if known else self._recorded(fact.name, f"indicators.{fact.indicator}", "words")

    def _called(self, owner: str) -> str:
        if owner == NATIONAL or owner in self._data.zones:
            return self._data.subject(owner).short
        return self._recorded(self.past.owners[owner].name, f"{owner}.short", "words")

    def _sources(self, facts: Iterable[ChangedFactView]) -> list[NewSourceView]:
        used = dict.fromkeys(self._data.facts[one.new.id].fact.source for one in facts if one.new)
        fresh = (name for name in used if name not in self.past.sources)
        return [NewSourceView(cited(name), self._data.sources[name].title) for name in fresh]

    def _derived(self, owner: str, change: DerivedChange) -> ChangedDerivedView:
        value = recomputed(change.id, self._data.facts) if change.text else None
        rule, _, rest = change.old.id.partition("(")
        first = rest.partition(",")[0]
        state = next((one for one in self.past.owners[owner].facts if one.id == first), None)
        return ChangedDerivedView(
            self._called(owner),
            joined((self._indicator(state) if state else "", _said(RULE_NAMES.get(rule, "")))),
            self._recorded(change.old.text, change.old.id),
            self.lookup.views.computed(value) if value else None,
        )

    def _proposal(self, owner: str, change: ProposalChange) -> ChangedProposalView:
        old, new = change.old, change.new
        kind = "新提" if old is None else "不再提" if new is None else _SLIPPED if change.slipped else "改了"
        field = next((name for name in _FIELDS if name in change.fields), "")
        now = self._proposed_now(owner, new) if new else {}
        was = self._proposed_then(owner, old) if old else {}
        return ChangedProposalView(
            owner=self._called(owner),
            title=(now or was)["title"],
            kind=_said(kind),
            field=_said(_FIELDS[field]) if field else "",
            old=was.get(field, ""),
            new=now.get(field, ""),
        )

    def _proposed_then(self, owner: str, old: ProposalState) -> Mapping[str, str]:
        return {name: self._recorded(getattr(old, name), f"{owner}/{old.id}.{name}", "words") for name in _FIELDS}

    def _proposed_now(self, owner: str, new: ProposalState) -> Mapping[str, str]:
        proposals = Briefings(self.lookup, self.day).proposals(owner)
        view = next(one for one in proposals if one.id == new.id)
        return {"title": view.title, "lead": view.lead, "due": view.due, "goal": view.goal, "what": view.what,
                "indicator": view.indicator, "support": between(view.support)}  # fmt: skip

    def _verdict(self, owner: str, judged: Judged) -> ChangedVerdictView:
        names = {str(verdict): name for verdict, name in VERDICT_NAMES.items()}
        task = next((one for one in self._data.pathway.tasks if one.id == judged.thing), None)
        was = self._recorded(names.get(judged.old, judged.old), f"{owner}/{judged.thing}", "words")
        now = attributed(names[judged.new], Wording("verdict"))
        return ChangedVerdictView(self._called(owner), task.short if task else "", was, now)

    def _level(self, owner: str, judged: Judged) -> ChangedVerdictView:
        dimension = next((one for one in self._data.pathway.dimensions if one.id == judged.thing), None)
        was = self._recorded(LEVELS[int(judged.old)], f"{owner}/{judged.thing}", "words")
        now = attributed(LEVELS[int(judged.new)], Wording("level"))
        return ChangedVerdictView(self._called(owner), dimension.short if dimension else "", was, now)

    def _recorded(self, text: str, what: str, part: RecordedPart = "quantity") -> Attributed:
        return attributed(text, Recorded(self.past.edition, what, part))


def _first_of_both(revised: Sequence[ChangedFactView], withdrawn: Sequence[ChangedFactView]) -> list[ChangedFactView]:
    """All of both, in an order in which a table that ends early has some of either."""
    room = max(_ROWS - _WITHDRAWN, _ROWS - len(withdrawn))
    return [*revised[:room], *withdrawn, *revised[room:]]


def _said(text: str) -> Attributed:
    """Words that the program writes about what is different."""
    return attributed(text, Wording("what changed"))


def _some(told: Sequence[Attributed], number: int) -> Attributed:
    """Some of so many changes."""
    return joined((between(told, "；", "what changed"), _said("等") if number > len(told) else ""))


def _told(one: ChangedFactView, several: bool) -> Attributed:
    """A changed figure in words: 2024年中试平台由49个改为52个; with whose it is where several are told of."""
    owner = one.owner if several else ""
    if not one.short or one.new is None:
        return joined((owner, one.name, one.old if one.short else ""))
    match str(one.kind):
        case "订正":
            return joined((owner, one.name, _said("由"), one.old, _said("改为"), one.new.text))
        case "更新":
            before = (_said("（上期"), one.old_period, one.old, _said("）"))
            return joined((owner, one.new.period, one.name, one.new.text, *before))
    return joined((owner, one.name, one.new.text))


def _told_proposal(one: ChangedProposalView, several: bool) -> Attributed:
    owner = one.owner if several else ""
    head = joined((owner, one.kind, quoted(one.title)))
    if not one.old or not one.new or not one.field:
        return head
    return joined((head, _said("，"), one.field, _said("由"), quoted(one.old), _said("改为"), quoted(one.new)))
