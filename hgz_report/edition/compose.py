"""One report from dataset and templates to a numbered document: narrate, parse, dress with 红头 and 版记, number."""

from __future__ import annotations

from collections.abc import Iterable

from hgz_report import origin
from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Document
from hgz_report.document.letterhead import Imprint, Masthead, Properties
from hgz_report.document.markdown.parse import parse
from hgz_report.document.numbering import number
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.read_sections import read_sections
from hgz_report.language.wording import date_text
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.kept_sections import KeptSections
from hgz_report.narrate.narration import Narration, narrate
from hgz_report.narrate.reports import Report
from hgz_report.style import LOOKS

_DATE = origin.Wording("date", (origin.Config("edition.date"),))
_IMPRINT, _MASTHEAD = origin.Wording("imprint"), origin.Wording("masthead")


def compose(
    report: Report,
    issue: int | None,
    dataset: Dataset,
    config: EditionConfig,
    templates: Templates,
    kept: KeptSections | None = None,
) -> Document:
    """The document of one report; see `narrated` and `document_of`."""
    narration = narrated(report, dataset, config, templates, kept)
    return document_of(narration, report, issue, config, by_sections=kept is not None)


def narrated(
    report: Report, dataset: Dataset, config: EditionConfig, templates: Templates, kept: KeptSections | None = None
) -> Narration:
    """What the templates of one report say; `kept`: see `narrate`.  Raises Problems."""
    return narrate(report, dataset.only(report.zones), templates, config.date, kept)


def document_of(
    narration: Narration, report: Report, issue: int | None, config: EditionConfig, *, by_sections: bool = False
) -> Document:
    """The document that a narration is; without an `issue` (期号) it has neither 红头 nor 版记.

    `by_sections`: each is read by itself and remembered.  Raises Problems.
    """
    markup = read_sections(narration) if by_sections else parse(narration.text, narration.places, narration.ledger)
    date = config.date.isoformat()
    document = Document(
        slug=report.slug,
        title=report.title,
        blocks=markup.blocks,
        properties=Properties(config.masthead.issuer, report.subject, report.keywords, date),
        masthead=_masthead(report, config, issue, date) if issue else None,
        imprint=_imprint(report, config, date) if issue and LOOKS[report.style].imprinted else None,
        look=report.style,
        title_ends=report.title_ends,
        draft=_configured(config.masthead.draft, "masthead.draft"),
        notes=markup.notes,
    )
    return number(document)


def _masthead(report: Report, config: EditionConfig, issue: int, date: str) -> Masthead:
    head = config.masthead
    signer = (
        (origin.attributed("签发人：", _MASTHEAD), _configured(head.signer, "masthead.signer")) if head.signer else ()
    )
    return Masthead(
        series=_configured(head.series, "masthead.series"),
        issue=origin.attributed(f"第{issue}期", origin.Wording("issue", (origin.Config("masthead.issue"),))),
        issuer=_configured(head.issuer, "masthead.issuer"),
        date=origin.attributed(date_text(date), _DATE),
        classification=report.classification or _configured(head.classification, "masthead.classification"),
        urgency=_configured(head.urgency, "masthead.urgency"),
        copy_number=_configured(head.copy_number, "masthead.copy_number"),
        signer=origin.joined(signer),
        beside=LOOKS[report.style].issue_beside,
    )


def _configured(text: str, key: str) -> origin.Attributed:
    return origin.attributed(text, origin.Config(key))


def _imprint(report: Report, config: EditionConfig, date: str) -> Imprint:
    """抄送 lines end in 。 (GB/T 9704-2012 7.4.2)."""
    distribution = config.distribution
    to, cc = report.recipients or (
        _all_configured(distribution.to, "distribution.to"), _all_configured(distribution.cc, "distribution.cc")
    )  # fmt: skip
    lists = (("报", to), ("送", cc))
    recipients = tuple((origin.attributed(label, _IMPRINT), _listed(names)) for label, names in lists if names)
    copies = f"共印{config.distribution.copies}份" if config.distribution.copies else ""
    return Imprint(
        recipients,
        _configured(config.distribution.print_office, "distribution.print_office"),
        origin.attributed(date_text(date), _DATE),
        origin.attributed(copies, origin.Wording("copies", (origin.Config("distribution.copies"),))),
    )


def _all_configured(names: Iterable[str], key: str) -> tuple[str, ...]:
    return tuple(_configured(name, key) for name in names)


def _listed(names: Iterable[str]) -> origin.Attributed:
    return origin.joined((origin.between(names, "，", "imprint"), origin.attributed("。", _IMPRINT)))
