"""data/recipients.yaml before there is anything to deliver: held against the papers that the edition will have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hgz_report.data.apart_files import RECIPIENTS
from hgz_report.delivery.consignments import wanted
from hgz_report.delivery.office import Office
from hgz_report.delivery.published_edition import SentEdition, SentFile, SentPaper
from hgz_report.delivery.recipients import read_recipients
from hgz_report.edition.rehearse import PlannedPaper
from hgz_report.problems import Problem, Problems


def list_examined(root: Path, papers: Sequence[PlannedPaper]) -> Iterator[Problem]:
    """All that is wrong with the list, each with its line; nothing where a project has none.  `papers`: none where it isn't known
    what there will be.
    """
    if not (root / RECIPIENTS).exists():
        return
    try:
        office, listed = Office.of(root), read_recipients(root)
        for number, one in enumerate(listed.entries):
            for lacking in office.unready(one.way):
                yield from listed.complain(number, "way", lacking.what, lacking.hint)
        if papers:
            wanted(listed, _planned(office, papers))
    except Problems as wrong:
        yield from wrong.problems


def _planned(office: Office, papers: Sequence[PlannedPaper]) -> SentEdition:
    """The edition as it would be delivered, without its bytes."""
    edition = office.config.edition.id
    made = tuple(
        SentPaper(one.slug, one.slug, one.kind, one.zone, tuple(SentFile("", name, "", 0) for name in one.formats))
        for one in papers
    )
    return SentEdition(office.output / edition, edition, "", made, {})
