"""Templates and dataset in, Markdown with a source map and a ledger out."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from hgz_report.data.dataset import Dataset
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.blanks import Blanks
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.charting.chart_form import ChartBlocks
from hgz_report.narrate.charting.constructors import Charts
from hgz_report.narrate.charting.easel import Easel
from hgz_report.narrate.charting.picture_files import PICTURES, Pictures
from hgz_report.narrate.costs import Meter, Runaway
from hgz_report.narrate.data_text import DataFault
from hgz_report.narrate.environment import Templates, environment
from hgz_report.narrate.functions import Functions
from hgz_report.narrate.kept_sections import KeptSections
from hgz_report.narrate.metered import Metered
from hgz_report.narrate.paper_words import paper_words
from hgz_report.narrate.reports import Report
from hgz_report.narrate.sandbox import Sandbox
from hgz_report.narrate.scope import SCOPE, Scope
from hgz_report.narrate.source_map import BLANK
from hgz_report.narrate.tell_section import Teller, ToldSection
from hgz_report.narrate.template_problem import TemplateProblem
from hgz_report.narrate.till import Till
from hgz_report.narrate.view_maker import views_of
from hgz_report.problems import Problem, Problems, Where, os_reason

__all__ = ["Narration", "Templates", "narrate"]


class Narration(Struct, frozen=True):
    """A report's text: Markdown with ledger marks, the template line of each of its lines, and the ledger."""

    sections: tuple[ToldSection, ...]
    ledger: Ledger
    folder: str
    """Name of the folder of templates, as origins spell it."""

    @property
    def text(self) -> str:
        """All sections, an empty line behind each, so that none runs on into the next."""
        return "\n".join(f"{section.text}\n" for section in self.sections)

    @property
    def places(self) -> tuple[Where | None, ...]:
        """Of each line of all sections, and of the empty ones between them."""
        return tuple(place for section in self.sections for place in self.placed(section))

    def placed(self, section: ToldSection) -> tuple[Where | None, ...]:
        """Of each line of a section, and of the empty one behind it."""
        lines = section.places
        return tuple(_placed(place, self.folder) for place in (*lines, lines[-1]))


def narrate(
    report: Report, dataset: Dataset, templates: Templates, day: date, kept: KeptSections | None = None
) -> Narration:
    """Render every section of a report; `day` is the edition's date.  Raises Problems with the first mistake of each section.

    `kept`: what sections printed that read nothing which has changed.  Raises Runaway as soon as one costs too much.
    """
    ledger = Ledger(dataset.source_numbers)
    sandbox, written = _prepared(report, dataset, templates, day, ledger)
    if dataset.correction:
        kept = None  # nobody notes that it was read
    teller = Teller(report, day, templates, sandbox, written, kept)
    told: list[ToldSection] = []
    problems: list[Problem] = []
    faults: list[Problem] = []
    for template in (f"{report.folder}/{name}" for name in report.sections):
        try:
            section = teller.told(template)
        except TemplateProblem as error:
            if error.runaway:
                raise Runaway([_under(error.problem, templates.folder.name)]) from error
            problems.append(error.problem)
            continue
        except DataFault as found:
            faults += found.problems
            continue
        except Problems as found:
            problems += found.problems
            continue
        except OSError as error:
            problems.append(Problem(Where(template), f"模板读不了：{os_reason(error)}", "检查文件是否存在、能不能打开"))
            continue
        ledger.settle(section.text)
        told.append(section)
    if problems or faults:
        folder = templates.folder.name
        raise Problems([*(_under(problem, folder) for problem in problems), *faults])
    return Narration(tuple(told), ledger, templates.folder.name)


def _prepared(
    report: Report, dataset: Dataset, templates: Templates, day: date, ledger: Ledger
) -> tuple[Sandbox, ChartBlocks]:
    """What runs the templates of a report, and what draws their blocks of YAML: both count on one meter."""
    views, meter, folder = views_of(dataset), Meter(), templates.folder
    till = Till(Metered(meter), dataset.extent, ledger)
    functions = Functions(dataset, views, ledger, report.owner, Calculations(dataset, views, day))
    blanks = Blanks(functions.lookup(), functions.calculations, folder, functions.count, till)
    charts = Charts(Easel(ledger))
    written = ChartBlocks(charts, functions.lookup(), folder.name, meter)
    pictures = Pictures(Easel(ledger), folder.parent / PICTURES, dataset.reads, meter)
    names = {
        "chart": charts, "front_chart": written.front_chart, "picture": pictures.picture,
        "calculated": blanks.calculated, BLANK: blanks.filled,
    }  # fmt: skip
    table = {**functions.table(), **names}
    words = Scope(paper_words(till.all_paid(table), report.owner))
    return environment(templates, {**table, SCOPE: words}, till, dataset.reads), written


def _placed(place: Where | None, folder: str) -> Where | None:
    return Where(f"{folder}/{place.file}", place.line, place.column) if place else None


def _under(problem: Problem, folder: str) -> Problem:
    return Problem(_placed(problem.where, folder), problem.what, problem.hint, problem.severity)
