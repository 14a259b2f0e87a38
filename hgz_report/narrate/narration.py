"""Templates and dataset in, Markdown with a source map and a ledger out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
from hgz_report.narrate.environment import Templates, environment, render
from hgz_report.narrate.functions import Functions
from hgz_report.narrate.metered import Metered
from hgz_report.narrate.paper_words import paper_words
from hgz_report.narrate.reports import Report
from hgz_report.narrate.sandbox import Sandbox
from hgz_report.narrate.scope import SCOPE, Scope
from hgz_report.narrate.source_map import BLANK, Untangler
from hgz_report.narrate.template_problem import TemplateProblem
from hgz_report.narrate.till import Till
from hgz_report.narrate.view_maker import views_of
from hgz_report.problems import Problem, Problems, Where, os_reason

__all__ = ["Narration", "Templates", "narrate"]


@dataclass(frozen=True, slots=True)
class Narration:
    """A report's text: Markdown with ledger marks, the template line of each of its lines, and the ledger."""

    text: str
    places: tuple[Where | None, ...]
    ledger: Ledger


def narrate(report: Report, dataset: Dataset, templates: Templates, day: date) -> Narration:
    """Render every section of a report; `day` is the edition's date.  Raises Problems with the first mistake of each section.

    Raises Runaway as soon as one costs too much.
    """
    ledger = Ledger(dataset.source_numbers)
    sandbox, written = _prepared(report, dataset, templates, day, ledger)
    texts: list[str] = []
    places: list[Where | None] = []
    problems: list[Problem] = []
    faults: list[Problem] = []
    for section in report.sections:
        template = f"{report.folder}/{section}"
        try:
            untangler = Untangler(templates.names, ledger, templates.folder.name)
            text, lines = untangler.untangle(render(sandbox, template))
            text = written.drawn(text, lines)
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
        ledger.settle(text)
        texts.append(f"{text}\n")  # an empty line, so that no section runs on into the next
        places += (*lines, lines[-1])
    if problems or faults:
        folder = templates.folder.name
        raise Problems([*(_under(problem, folder) for problem in problems), *faults])
    text = "\n".join(texts)
    return Narration(text, tuple(_placed(place, templates.folder.name) for place in places), ledger)


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
