"""Which kind of paper each one of a manifest is, and of which zone: who sends them on asks by these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hgz_report.data.dataset import NATIONAL
from hgz_report.narrate.reports import Report

KIND, ZONE = "kind", "zone"


def tell_kinds(content: dict[str, Any], reports: Iterable[Report]) -> None:
    """Add the folder of its templates and its zone ("" for none) to each paper of a manifest, to those that are missing, too."""
    by_slug = {report.slug: report for report in reports}
    for entry in (*content["reports"], *content.get("missing", ())):
        report = by_slug[entry["slug"]]
        entry[KIND] = report.folder
        entry[ZONE] = "" if report.owner == NATIONAL else report.owner
