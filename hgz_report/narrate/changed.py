"""The template functions about the edition before: what is different of the report's subject, and of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.analysis import what_changed as analysis
from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.edition_state import EditionState, OwnerState
from hgz_report.narrate.changed_maker import ChangedMaker
from hgz_report.narrate.changed_views import ChangesView, CorrectionView
from hgz_report.narrate.lookup import GROUPS, Lookup
from hgz_report.narrate.owner_state import owner_state
from hgz_report.origin import Wording, attributed, joined

_LIST = Wording("corrected papers")


class Changes(Struct, frozen=True):
    """Functions of one report on the `day` of its edition."""

    lookup: Lookup
    day: date

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return self.changes, self.all_changes, self.correction

    @property
    def _data(self) -> Dataset:
        return self.lookup.dataset

    def changes(self, owner: str | None = None) -> ChangesView | None:
        """What is different of the report's subject, or of another owner; None where there is no edition to compare with."""
        past = self._data.previous
        if past is None:
            return None
        slug = self.lookup.known(owner)
        making = lambda: self._maker(past).view((self._found(past, slug),))  # noqa: E731
        return self.lookup.views.once(("changes", slug, self.lookup.owner, self.day), making)

    def all_changes(self) -> ChangesView | None:
        """What is different of the country and all zones."""
        past = self._data.previous
        if past is None:
            return None
        making = lambda: self._maker(past).view(tuple(self._all(past)))  # noqa: E731
        return self.lookup.views.once(("changes", "all", self.lookup.owner, self.day), making)

    def correction(self) -> CorrectionView | None:
        """Why and in which papers an issued edition is corrected; None in every paper but the one that says so."""
        note = self._data.correction
        if note is None:
            return None
        titles = [joined((attributed("《", _LIST), one, attributed("》", _LIST))) for one in note.papers]
        return CorrectionView(note.why, joined(titles))

    def _maker(self, past: EditionState) -> ChangedMaker:
        return ChangedMaker(self.lookup, self.day, past)

    def _all(self, past: EditionState) -> Iterator[analysis.OwnerChanges]:
        owners = dict.fromkeys((NATIONAL, *self._data.zones, *past.owners))
        return (self._found(past, owner) for owner in owners)

    def _found(self, past: EditionState, owner: str) -> analysis.OwnerChanges:
        there = owner == NATIONAL or owner in self._data.zones
        new = owner_state(self._data, owner, self.day) if there else OwnerState(owner, past.owners[owner].name)
        old = past.owners.get(owner) or OwnerState(owner, new.name)
        order = {name: at for at, name in enumerate(self._data.indicators)}

        def weight(change: analysis.FactChange) -> tuple[bool, int, int]:
            """Numbers before words, then by the groups of indicators and their order in the file."""
            state = change.new or change.old
            known = self._data.indicators.get(state.indicator) if state else None
            if state is None or known is None:
                return True, len(GROUPS), len(order)
            return known.kind == "text", GROUPS.index(known.group), order[state.indicator]

        found = analysis.owner_changes(old, new, self._now)
        return replace(found, facts=tuple(sorted(found.facts, key=weight)))

    def _now(self, identifier: str) -> str | None:
        value = recomputed(identifier, self._data.facts)
        return value.worded.text if value else None
