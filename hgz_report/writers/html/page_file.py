"""Writes a report as a page for reading: nothing runs in it, nothing is loaded, it opens from a folder as from a server."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from hgz_report import __version__
from hgz_report.document.blocks import Document
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.document.web_parts import WebParts, title_print
from hgz_report.layout.laid_out import Layout
from hgz_report.writers.html.block_markup import BlockMarkup
from hgz_report.writers.html.inline_markup import InlineMarkup, text
from hgz_report.writers.html.number_links import NumberLinks
from hgz_report.writers.html.stylesheet import SHEET
from hgz_report.writers.written import NOTHING, Behind, Written

INDEX = "index.html"
_STYLE = b64encode(hashlib.sha256(SHEET.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE}'; img-src data:; base-uri 'none'; form-action 'none'"


def write_html(layout: Layout, behind: Behind | None) -> Written:
    """The report as one HTML file, texts in the order of the pages, notes at the end; the same input gives the same bytes."""
    document = layout.document
    numbers = NumberLinks.of(document.slug, [laid.block for laid in layout.blocks], behind or NOTHING)
    inlines = InlineMarkup(numbers)
    blocks = BlockMarkup(layout, inlines)
    skip = inlines.link("#text", "跳到正文", "skip")
    body = blocks.write()
    notes = _notes(document, inlines)
    site = inlines.link(INDEX, "本期各篇", "site")
    head = f"<!DOCTYPE html>\n{_head(document)}\n".encode()
    content = (
        f'<body>\n{skip}\n{_header(document)}<main id="text">\n<h1>{text(document.title)}</h1>\n{body}{notes}</main>\n'
        f'<footer>{_imprint(document.imprint)}<p class="site">{site}</p></footer>\n</body>\n</html>\n'
    ).encode()
    parts = WebParts(
        hashlib.sha256(head).hexdigest(),
        tuple((address, title_print(title)) for address, title in inlines.links),
        tuple(blocks.drawings),
    )
    return Written(head + content, web=parts)


def _head(document: Document) -> str:
    about = document.properties
    said = {
        "author": about.author,
        "description": about.subject,
        "keywords": ",".join(about.keywords),
        "date": about.date,
        "generator": f"hgz_report {__version__}",
        "color-scheme": "light dark",
        "referrer": "no-referrer",
        "viewport": "width=device-width,initial-scale=1",
    }
    metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in said.items() if value)
    return (
        '<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n{metas}\n'
        f"<title>{text(document.title)}</title>\n<style>{SHEET}</style>\n</head>"
    )


def _header(document: Document) -> str:
    draft = f'<p class="draft">{text(document.draft)}</p>\n' if document.draft else ""
    lines = "".join(_masthead(document.masthead)) if document.masthead else ""
    return f"<header>\n{draft}{lines}</header>\n" if draft or lines else ""


def _masthead(masthead: Masthead) -> Iterator[str]:
    if masthead.grade:
        yield f'<p class="grade">{_side_by_side(masthead.grade)}</p>\n'
    yield f'<p class="series">{text(masthead.series)}</p>\n'
    alone = () if masthead.beside else (masthead.issue,)
    if alone or masthead.signer:
        ends = [*alone, masthead.signer] if masthead.signer else [*alone]
        yield f'<p class="ends{"" if masthead.signer else " middle"}">{_side_by_side(ends)}</p>\n'
    yield f'<p class="ends red"><span>{text("　".join(masthead.issued))}</span><span>{text(masthead.date)}</span></p>\n'


def _side_by_side(texts: Sequence[str]) -> str:
    return "".join(f"<span>{text(one)}</span>" for one in texts)


def _notes(document: Document, inlines: InlineMarkup) -> str:
    if not document.notes:
        return ""
    items = "".join([
        f'<li id="n{number}"><span class="n">{number}</span>{inlines.write(said)}{_back(number, inlines)}</li>'
        for number, said in enumerate(document.notes.values(), 1)
    ])  # fmt: skip
    return f'<section class="notes" aria-label="注释"><ul>{items}</ul></section>\n'


def _back(number: int, inlines: InlineMarkup) -> str:
    inlines.links.append((f"#r{number}", ""))
    return f'<a class="back" href="#r{number}" aria-label="回到注{number}">↩</a>'


def _imprint(imprint: Imprint | None) -> str:
    if imprint is None:
        return ""
    lines = [f"<p>{text(label)}：{text(said)}</p>" for label, said in imprint.recipients]
    issued = (imprint.office, f"{imprint.date}印发")
    lines.append(f'<p class="ends">{_side_by_side([one for one in issued if one])}</p>')
    lines += [f"<p>{text(imprint.copies)}</p>"] if imprint.copies else []
    return f'<div class="imprint">{"".join(lines)}</div>'
