"""One section of a report told: its template run, or what it printed before where nothing that it read has changed."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from hgz_report.narrate.charting.chart_form import ChartBlocks
from hgz_report.narrate.environment import Templates, render
from hgz_report.narrate.kept_sections import KeptSection, KeptSections, before
from hgz_report.narrate.reports import Report
from hgz_report.narrate.sandbox import Sandbox
from hgz_report.narrate.source_map import Untangler
from hgz_report.problems import Where


class ToldSection(Struct, frozen=True):
    """The text of a section and the template line of each of its lines; `kept`: the same, where it is kept."""

    text: str
    places: tuple[Where | None, ...]
    kept: KeptSection | None = None


class Teller(Struct, frozen=True):
    """Tells the sections of a report one after the other: what one prints may hang on those before."""

    report: Report
    day: date
    templates: Templates
    sandbox: Sandbox
    written: ChartBlocks
    kept: KeptSections | None

    def told(self, template: str) -> ToldSection:
        """A section.  Raises TemplateProblem, Problems or OSError."""
        if self.kept is None:
            return ToldSection(*self._run(template))
        ledger, meter, reads = self.sandbox.ledger, self.sandbox.meter, self.sandbox.reads
        known = self.kept.recall(self.report, template, self.day, ledger)
        if known and meter.add(known.cost):
            reads.note_again(known.parts, known.files)
            return ToldSection(ledger.again(known.text, known.entries), known.places, known)
        spent, printed, ledger.asked = meter.spent, before(ledger), False
        with reads.gathered() as read:
            text, places = self._run(template)
        cost = tuple(now - then for now, then in zip(meter.spent, spent, strict=True))
        files = {part: reads.loaded[part] for part in read if part in reads.loaded}
        section = KeptSection(
            report=self.report,
            day=self.day,
            before=printed if ledger.asked else None,
            parts={part: files.get(part) or self.kept.now.of(part) for part in read},
            files=files,
            places=places,
            cost=cost,
            text=text,
            entries=ledger.in_text(text),
        )
        self.kept.keep(template, section)
        return ToldSection(text, places, section)

    def _run(self, template: str) -> tuple[str, tuple[Where | None, ...]]:
        untangler = Untangler(self.templates.names, self.sandbox.ledger, self.templates.folder.name)
        text, places = untangler.untangle(render(self.sandbox, template))
        return self.written.drawn(text, places), places
