"""Everything that is different between two editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from hgz_report.analysis.what_changed import FactChange, OwnerChanges, owner_changes
from hgz_report.data.edition_state import OwnerState
from hgz_report.document.blocks import Document
from hgz_report.edition.compare.chart_points import ChangedChart, changed_charts
from hgz_report.edition.compare.paired_pieces import ChangedPiece, changed_pieces
from hgz_report.edition.compare.sides import ComparedEdition
from hgz_report.edition.compare.told_pieces import told_pieces


class PaperChanges(Struct, frozen=True):
    """What is different of a report; `change`: 新做 or 不再做 where only one edition has it."""

    slug: str
    title: str
    change: str
    pieces: tuple[ChangedPiece, ...]
    charts: tuple[ChangedChart, ...]


class TwoEditions(Struct, frozen=True):
    """Two editions."""

    old: ComparedEdition
    new: ComparedEdition
    owners: tuple[OwnerChanges, ...]
    papers: tuple[PaperChanges, ...]

    @property
    def facts(self) -> tuple[FactChange, ...]:
        """The figures of all."""
        return tuple(change for one in self.owners for change in one.facts)


def compared(old: ComparedEdition, new: ComparedEdition) -> TwoEditions:
    """What is different, by owner and by report in the order of the new edition."""
    return TwoEditions(old, new, tuple(_owners(old, new)), tuple(_papers(old.papers, new.papers)))


def _owners(old: ComparedEdition, new: ComparedEdition) -> Iterator[OwnerChanges]:
    before, now = old.state.owners, new.state.owners
    for owner in dict.fromkeys((*now, *before)):
        name = (now.get(owner) or before[owner]).name
        was, is_ = before.get(owner, OwnerState(owner, name)), now.get(owner, OwnerState(owner, name))
        values = {one.id: one.text for one in is_.derived}
        found = owner_changes(was, is_, values.get)
        if found.any:
            yield found


def _papers(old: Mapping[str, Document], new: Mapping[str, Document]) -> Iterator[PaperChanges]:
    for slug in dict.fromkeys((*new, *old)):
        was, now = old.get(slug), new.get(slug)
        if was is None or now is None:
            document = now or was
            assert document is not None  # one of both has it
            yield PaperChanges(slug, document.title, "新做" if now else "不再做", (), ())
            continue
        pieces = tuple(changed_pieces(told_pieces(was), told_pieces(now)))
        charts = tuple(changed_charts(was, now))
        if pieces or charts:
            yield PaperChanges(slug, now.title, "", pieces, charts)
