"""The line itself: load, narrate, parse, lay out, write, publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.checks.pages.page_rules import page_findings
from hgz_report.document.tree_file import tree_json
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.index_page import index_page
from hgz_report.edition.plan import Plan, plan
from hgz_report.edition.publish import exclusive, publish
from hgz_report.edition.record import (
    FACTS,
    INDEX,
    MANIFEST,
    Before,
    Made,
    as_json,
    edition_trace,
    facts_csv,
    input_hashes,
    manifest,
    sha256,
)
from hgz_report.edition.unchanged import Outcome, Paper
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.accounts import Accounted
from hgz_report.provenance.trace_file import TRACE, Painted, traced, version
from hgz_report.style import LOOKS
from hgz_report.writers.formats import write

CONFIG_FILE = "report.toml"
Progress = Callable[[int, int, str], None]
"""Called with reports done, reports in all, and the title just begun."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a build made."""

    folder: Path
    made: tuple[Made, ...]
    fonts: Mapping[str, str]
    warnings: tuple[Problem, ...]
    outcome: Outcome


def build(
    root: Path,
    config: EditionConfig,
    *,
    slugs: Sequence[str] = (),
    formats: Sequence[str] = (),
    strict: bool = False,
    progress: Progress = lambda done, total, title: None,
    cache: Cache | None = None,
) -> Edition:
    """Make the reports named by `slugs` (all when empty) in `formats` (the configured ones when empty) and publish them.

    `strict`: what the rules of pages find is wrong, too.  Raises Problems when anything is wrong, Locked when another run
    holds the folder; what was published before then stays.
    """
    output = root / config.output.folder
    cache = cache or Cache(None)
    partial = bool(slugs or formats)
    with exclusive(output):
        planned = plan(root, config, slugs, cache=cache)
        fonts = edition_fonts(root, config)
        made: list[Made] = []
        looks: list[Problem] = []
        for done, document in enumerate(planned.documents):
            progress(done, len(planned.documents), document.title)
            wanted = tuple(formats) or config.output.formats
            own = planned.formats.get(document.slug, wanted)
            if chosen := [name for name in wanted if name in own]:
                layout = lay_out(document, LOOKS[document.look], fonts)
                looks += page_findings(layout)
                made.append(_make(layout, planned.accounts[done], config, chosen))
        if strict and looks:
            raise Problems(replace(one, severity="error") for one in looks)
        progress(len(planned.documents), len(planned.documents), "")
        before = Before.read(output / config.edition_id) if partial else Before()
        warnings = (*planned.warnings, *looks, *fonts.warnings)
        files = {name: data for item in made for name, data in item.files.items()}
        files |= {item.tree_file: item.tree for item in made}
        files |= _companions(root, config, planned, made, fonts, warnings, before)
        folder = publish(output, config.edition_id, files, keep=partial)
        outcome = _outcome(root, folder, made, fonts, warnings, files)
        if cache.kept:
            cache.prune()
    return Edition(folder, tuple(made), fonts.served(), warnings, outcome)


def _outcome(
    root: Path,
    folder: Path,
    made: Sequence[Made],
    fonts: FontSet,
    warnings: tuple[Problem, ...],
    files: Mapping[str, bytes],
) -> Outcome:
    papers = tuple(Paper(one.document.slug, one.document.title, one.pages, tuple(sorted(one.files))) for one in made)
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    hashes = {name: sha256(data) for name, data in files.items()}
    return Outcome(place, papers, fonts.served(), warnings, hashes)


def _make(layout: Layout, accounts: Sequence[Accounted], config: EditionConfig, formats: Sequence[str]) -> Made:
    written = [(f"{layout.document.slug}.{suffix}", write(suffix, layout, config.docx_fonts)) for suffix in formats]
    files = {name: one.data for name, one in written}
    letters = [[letter.pieces for letter in chart] for _, one in written for chart in one.charts]
    size = layout.style.page_width, layout.style.page_height
    painted = next((Painted(size, one.pages, one.faces) for _, one in written if one.pages), Painted())
    trace = version(layout.document, files, traced(layout, accounts), letters, painted)
    return Made(layout.document, len(layout.pages), files, trace, tree_json(layout.document))


def _companions(
    root: Path,
    config: EditionConfig,
    planned: Plan,
    made: Sequence[Made],
    fonts: FontSet,
    warnings: Sequence[Problem],
    before: Before,
) -> dict[str, bytes]:
    """manifest.json, facts.csv, trace.json and index.html."""
    order = [report.slug for report in planned.reports]
    inputs = input_hashes(root, ("data", TEMPLATES, PICTURES), (CONFIG_FILE,))
    date = config.date.isoformat()
    said = [str(warning) for warning in warnings]
    trace = edition_trace(config.edition_id, date, made, planned.dataset, order, before)
    content = manifest(config.edition_id, date, made, inputs, fonts.served(), said, order, before)
    companions = {
        TRACE: trace,
        FACTS: facts_csv(made, planned.dataset, order, before),
        INDEX: index_page(content, config.masthead.series),
    }
    content["companions"] = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in companions.items()}
    return {MANIFEST: as_json(content), **companions}
