"""The reports that are made, and our own way of making them: `python -m benchmarks.peers.batch ROOT FORMATS OUT [--from-tree]`.

Prints the CPU seconds of the batch, the first report not counted, and how many reports that were.  Counted is all that a report
costs: template and data to text, numbers accounted for, rules of prose and of pages, layout, files, trace and tree.  What an
edition does once is not: data read and checked, templates compiled, the rules for files as they are written.  With --from-tree
only layout and files are, as other programs do no more.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.many_zones import make as make_zones
from benchmarks.peers.content import content
from hgz_report.charts.statistical.loading import load_matplotlib
from hgz_report.checks.pages.page_rules import page_findings
from hgz_report.checks.prose.documents import Granted, lint_document
from hgz_report.checks.prose.lint import lint
from hgz_report.collection import leave_uncollected
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.blocks import ChartBlock, Document
from hgz_report.document.tree_file import tree_json
from hgz_report.edition.compose import compose
from hgz_report.edition.config import EditionConfig, load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.lay_out import lay_out
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import TEMPLATES, Report, load_reports
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.accounts import Accounted, accounts_of, unaccounted, untrue
from hgz_report.provenance.trace_file import Painted, traced, version
from hgz_report.style import LOOKS
from hgz_report.writers.formats import write

ROOT = Path(__file__).parent.parent.parent
REPORTS = 31
"""The first of them warms everything up and is not counted."""
_ZONES = 70
"""So many that enough of them have a chart."""


class Batch:
    """The working folder with all that an edition does once."""

    def __init__(self, root: Path) -> None:
        self.config: EditionConfig = load_config(root)
        self.dataset: Dataset = load_dataset(root)
        self.fonts: FontSet = edition_fonts(root, self.config)
        self._templates = Templates.of(root / TEMPLATES)
        zones = [one for one in load_reports(root / TEMPLATES, self.dataset) if one.slug in self.dataset.zones]
        self.reports: Sequence[Report] = zones

    def compose(self, report: Report) -> Document:
        """A zone's paper."""
        return compose(report, report.issue or 1, self.dataset, self.config, self._templates)

    def with_chart(self) -> Iterator[tuple[Report, Document]]:
        """The zones' papers that have one."""
        for report in self.reports:
            document = self.compose(report)
            if any(isinstance(block, ChartBlock) for block in document.blocks):
                yield report, document


def main() -> None:
    """Make the reports that `settings.json` names."""
    root, formats, out = Path(sys.argv[1]), sys.argv[2].split("+"), Path(sys.argv[3])
    leave_uncollected()  # as the command does
    batch = Batch(root)
    by_slug = {report.slug: report for report in batch.reports}
    chosen = [by_slug[slug] for slug in json.loads((root / "settings.json").read_text(encoding="utf-8"))["reports"]]
    load_matplotlib()  # these draw one of the charts; the other program has its libraries imported by now, too
    import_module("pypdfium2")
    make(batch, chosen[:1], formats, out)
    documents = [batch.compose(report) for report in chosen[1:]] if "--from-tree" in sys.argv else []
    start = time.process_time()
    for document in documents:
        layout = lay_out(document, LOOKS[document.look], batch.fonts)
        for suffix in formats:
            (out / f"{document.slug}.{suffix}").write_bytes(write(suffix, layout, batch.config.docx_fonts).data)
    if not documents:
        make(batch, chosen[1:], formats, out)
    print(time.process_time() - start, len(chosen) - 1)


def make(batch: Batch, reports: Sequence[Report], formats: Sequence[str], out: Path) -> None:
    """Reports from templates and data to files, traces and trees; what is wrong with one stops them."""
    documents = [batch.compose(report) for report in reports]
    facts, allowed = batch.dataset.facts, batch.dataset.allowed.in_templates
    accounts = [accounts_of(document, allowed, facts) for document in documents]
    wrong: list[Problem] = [*unaccounted(accounts), *untrue(accounts, facts)]
    pairs = zip(reports, documents, strict=True)
    hits = [hit for report, document in pairs for hit in lint_document(document, report, Granted())]
    said = (finding.problem for finding in lint((), hits))
    wrong += (problem for problem in said if problem.severity == "error")
    if wrong:
        raise Problems(wrong)
    for document, accounted in zip(documents, accounts, strict=True):
        _one(batch, document, accounted, formats, out)


def _one(batch: Batch, document: Document, accounts: Sequence[Accounted], formats: Sequence[str], out: Path) -> None:
    layout = lay_out(document, LOOKS[document.look], batch.fonts)
    page_findings(layout)
    written = {f"{document.slug}.{suffix}": write(suffix, layout, batch.config.docx_fonts) for suffix in formats}
    files = {name: one.data for name, one in written.items()}
    letters = [[letter.pieces for letter in chart] for one in written.values() for chart in one.charts]
    size = layout.style.page_width, layout.style.page_height
    painted = next((Painted(size, one.pages, one.faces) for one in written.values() if one.pages), Painted())
    trace = version(document, files, traced(layout, accounts), letters, painted)
    (out / f"{document.slug}.trace.json").write_text(
        json.dumps(trace, ensure_ascii=False), encoding="utf-8", newline="\n"
    )
    (out / f"{document.slug}.tree.json").write_bytes(tree_json(document))
    for name, data in files.items():
        (out / name).write_bytes(data)


def prepare(folder: Path) -> None:
    """Make the working folder, and in it what the other programs read: fields and charts of the same reports."""
    make_zones(_ZONES, folder)
    if (ROOT / "fonts").is_dir():
        shutil.copytree(ROOT / "fonts", folder / "fonts")
    batch = Batch(folder)
    slugs = []
    for _, (report, document) in zip(range(REPORTS), batch.with_chart(), strict=False):
        fields, charts = content(lay_out(document, LOOKS[document.look], batch.fonts))
        (folder / f"{report.slug}.json").write_text(
            json.dumps(fields, ensure_ascii=False), encoding="utf-8", newline="\n"
        )
        for name, data in charts.items():
            (folder / name).write_bytes(data)
        slugs.append(report.slug)
    faces = {role: batch.fonts.chain(role) for role in Role}
    families = [
        (faces[Role.LATIN][0].family, list(dict.fromkeys(face.family for face in faces[role])))
        for role in (Role.FANGSONG, Role.HEI, Role.SONG)
    ]
    settings = {
        "reports": slugs,
        "faces": families,
        "folders": sorted({str(face.path.parent) for chain in faces.values() for face in chain}),
        "chart_face": str(faces[Role.HEI][0].path),
    }
    (folder / "settings.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8", newline="\n")
    shutil.copy2(Path(__file__).with_name("report.typ"), folder)


if __name__ == "__main__":
    main()
