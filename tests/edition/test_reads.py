"""What a paper reads does not grow with the number of zones."""

from __future__ import annotations

from hgz_report.data.dataset import NATIONAL
from hgz_report.data.watched import watched
from hgz_report.edition.compose import compose
from hgz_report.edition.config import load_config
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import load_reports
from tests.tools.project import ROOT
from tests.tools.shipped import shipped


def test_a_zone_s_papers_read_what_is_done_there_and_by_its_partners_only() -> None:
    dataset = shipped()
    templates, config = Templates.of(ROOT / "templates"), load_config(ROOT)
    for report in load_reports(ROOT / "templates", dataset):
        if report.owner != NATIONAL:
            eyes = watched(dataset)
            with eyes.reads.gathered() as read:
                compose(report, None, eyes, config, templates)
            zone = dataset.zones[report.owner]
            briefing = zone.briefing
            known = {report.owner, *(partner.zone for partner in zone.partners)}
            known |= (
                {practice.rpartition("/")[0] for practice in briefing.learn_from.practices}
                if briefing and briefing.learn_from
                else set()
            )
            known |= {link.zone for link in briefing.chain.links} if briefing and briefing.chain else set()
            assert {part[1] for part in read if part[0] == "zone" and part[2] == "practices"} <= known
            assert ("facts",) not in read
