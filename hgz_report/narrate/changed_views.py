"""What templates see of the difference to the edition before: each old value knows that it is out of that edition's record."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.narrate.views import DerivedView, FactView

_ROOM = 30
"""Characters of an old and a new value together that stand in a sentence."""


class ChangedFactView(Struct, frozen=True):
    """A figure that is newer, revised, new or withdrawn; what there is not is empty or None."""

    owner: str
    """Short name of the zone or the country."""
    name: str
    """Of the indicator, with the time in front where it is the same in both editions or there is only one."""
    kind: str
    """更新, 订正, 新增, 撤回."""
    old: str
    old_period: str
    new: FactView | None

    @property
    def short(self) -> bool:
        """Whether its words have room in a sentence: not a list of industries."""
        return len(self.old) + len(str(self.new or "")) <= _ROOM


class ChangedDerivedView(Struct, frozen=True):
    """A computed value that follows changed figures; `new` is None where it has no value any more."""

    owner: str
    name: str
    old: str
    new: DerivedView | None


class ChangedProposalView(Struct, frozen=True):
    """A proposal that is new, moved or gone.  Of a moved one what is different, by the first of lead, date, goal and the rest."""

    owner: str
    title: str
    kind: str
    """新提, 改了, 顺延, 不再提."""
    field: str
    old: str
    new: str


class ChangedVerdictView(Struct, frozen=True):
    """A task or a dimension that is judged otherwise."""

    owner: str
    name: str
    old: str
    new: str


class NewSourceView(Struct, frozen=True):
    """A source that the edition before did not know: its number and title."""

    number: str
    title: str


class ChangedKindView(Struct, frozen=True):
    """All changes of a kind in a line: the kind, how many, some of them in words."""

    kind: str
    number: str
    examples: str


class ListedView(Struct, frozen=True):
    """A list of changes as far as a table has room; `rest`: how many more there are, "" for none."""

    rows: tuple[object, ...]
    rest: str


class CorrectionView(Struct, frozen=True):
    """Why an issued edition is corrected; `papers`: the titles of those that are different, as a list."""

    why: str
    papers: str


class ChangesView(Struct, frozen=True):
    """Everything that is different of one owner, or of all; the country first, the important first.

    A list is None where there is nothing in it.
    """

    edition: str
    date: str
    figures: str
    """6个数有变化, or 数没有变."""
    asked: str
    """2条建议有变化, or 建议没有变; and how many only went on with the date."""
    kinds: tuple[ChangedKindView, ...]
    corrected: ListedView | None
    """Revised and withdrawn figures: what a reader has to correct first."""
    newer: ListedView | None
    added: ListedView | None
    derived: ListedView | None
    proposals: ListedView | None
    """Those that somebody changed."""
    verdicts: ListedView | None
    levels: ListedView | None
    sources: ListedView | None
    """Those of new and revised figures."""
