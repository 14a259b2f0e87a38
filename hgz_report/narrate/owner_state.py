"""What the present edition stands on, by owner, in the shape in which an earlier one is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hgz_report.analysis.evidence import evidence_of, recommend
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.edition_state import FactState, OwnerState, ProposalState
from hgz_report.data.worded import mark_of, worded
from hgz_report.document.ledger import Ledger
from hgz_report.language.wording import plain_digits
from hgz_report.narrate.briefing_maker import Briefings
from hgz_report.narrate.lookup import Lookup
from hgz_report.narrate.view_maker import views_of


def owner_state(dataset: Dataset, owner: str, day: date) -> OwnerState:
    """The state of a zone or of `national`, on the `day` of the edition."""
    return dataset.reads.once(("state", owner, day), lambda: _state(dataset, owner, day))


def _state(dataset: Dataset, owner: str, day: date) -> OwnerState:
    zone = owner != NATIONAL
    return OwnerState(
        owner,
        dataset.subject(owner).short,
        facts=tuple(map(_fact, dataset.of(owner))),
        proposals=tuple(_proposals(dataset, owner, day)),
        verdicts={one.task.id: one.verdict for one in recommend(dataset, owner)} if zone else {},
        levels={one.dimension: one.level for one in evidence_of(dataset, owner)} if zone else {},
    )


def _fact(entry: FactEntry) -> FactState:
    fact = entry.fact
    return FactState(
        id=entry.id,
        indicator=fact.indicator,
        name=entry.indicator.name,
        period=fact.period,
        status=fact.status,
        value=fact.value if isinstance(fact.value, str) else plain_digits(fact.value),
        unit=entry.unit,
        qualifier=fact.qualifier,
        confidence=fact.confidence,
        source=fact.source,
        text=worded(entry, fact).text,
        mark=mark_of(entry),
        where=str(entry.where),
    )


def _proposals(dataset: Dataset, owner: str, day: date) -> Iterator[ProposalState]:
    briefings = Briefings(Lookup(dataset, views_of(dataset), Ledger(), owner), day)
    said = dataset.national if owner == NATIONAL else dataset.zones[owner].briefing
    for one in said.proposals if said else ():
        view = briefings.proposal(owner, one)
        yield ProposalState(
            id=one.id,
            title=str(view.title),
            what=str(view.what),
            lead=str(view.lead),
            support="、".join(view.support),
            due=str(view.due),
            goal=str(view.goal),
            indicator=str(view.indicator),
            rule=one.due,
        )
