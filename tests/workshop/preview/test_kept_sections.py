"""What is kept of sections between two saves changes nothing: each paper is what is made of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hgz_report.document.tree_file import tree_json
from hgz_report.edition.doing import written
from hgz_report.narrate.tell_section import Teller
from hgz_report.problems import Where
from hgz_report.workshop.preview.warm import Warm
from tests.tools.previewed import Previewed

ZONE, OWN = "data/zones/chengdu.yaml", "templates/zone/chengdu/15_own.md.j2"


def trees(previewed: Previewed) -> dict[str, bytes]:
    """What every paper that is shown holds, with the origin of every word."""
    return {one.job.report.slug: tree_json(one.document) for one in previewed.session.set_papers}


def made_of_nothing(previewed: Previewed) -> dict[str, bytes]:
    prepared = Warm(previewed.root).read()
    materials = replace(prepared.materials, sections=None)
    return {job.report.slug: tree_json(written(job, materials)) for job in prepared.jobs}


def test_after_many_saves_every_paper_is_what_is_made_of_nothing(previewed: Previewed) -> None:
    saves = [
        (ZONE, "value: 49", "value: 48"),
        (ZONE, "briefing:\n", "# 下面各行都往后移一行\nbriefing:\n"),
        (OWN, "先说一句。", "先说一句。\n\n再起一段。"),
    ]
    for file, old, new in saves:
        before = trees(previewed)
        previewed.saves(file, old, new)
        assert trees(previewed) != before, file
    assert trees(previewed) == made_of_nothing(previewed)


def test_a_section_that_read_nothing_that_has_changed_is_not_run_again(
    previewed: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []
    as_it_is = Teller._run

    def noted(self: Teller, template: str) -> tuple[str, tuple[Where | None, ...]]:
        run.append(template)
        return as_it_is(self, template)

    monkeypatch.setattr(Teller, "_run", noted)
    previewed.saves(OWN, "末了", "最后")
    assert run == ["zone/chengdu/15_own.md.j2"]
