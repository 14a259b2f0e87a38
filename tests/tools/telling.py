"""The sample told by templates of a line or two: what the tests of narration, markup and numbering start from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import assert_never

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Toc,
    plain,
)
from hgz_report.document.letterhead import Properties
from hgz_report.document.markdown.parse import parse
from hgz_report.document.numbering import number
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.narration import Narration, narrate
from hgz_report.narrate.reports import Report
from hgz_report.origin import DataText, attributed
from hgz_report.problems import Problems
from tests.tools.sample import FILES, write_sample

DAY = date(2026, 11, 23)
PROPERTIES = Properties("", "", (), "2026-11-23")
_ROWS = {"body": "|", "group": "|=", "total": "|+"}


def sample(root: Path, **changed: tuple[str, str]) -> Dataset:
    """The sample's data with, in a file, some text put in place of other: `chengdu=("value: 49", "value: 0")`."""
    files = dict(FILES)
    for stem, (old, new) in changed.items():
        name = next(name for name in files if Path(name).stem == stem)
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    return load_dataset(write_sample(root, files))


def tell(
    root: Path, data: Dataset, *sections: str, owner: str = "chengdu", beside: Mapping[str, str] | None = None
) -> Narration:
    """A narration of `sections`, with the templates `beside` them (path under templates/ -> text)."""
    folder = root / "templates"
    names = tuple(f"{number}0_section.md.j2" for number, _ in enumerate(sections, 1))
    files = dict(zip((f"short/{name}" for name in names), sections, strict=True)) | dict(beside or {})
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    title = attributed("题目", DataText("templates/short/report.yaml", 1, 1, "title"))
    return narrate(Report("short", title, "主题", (), owner, "short", names), data, Templates.of(folder), DAY)


def told(
    root: Path, data: Dataset, *sections: str, owner: str = "chengdu", beside: Mapping[str, str] | None = None
) -> Document:
    """The numbered document of `sections`."""
    narration = tell(root, data, *sections, owner=owner, beside=beside)
    markup = parse(narration.text, narration.places, narration.ledger)
    return number(Document("short", "题目", markup.blocks, PROPERTIES, notes=markup.notes))


def complaint(
    root: Path, data: Dataset, *sections: str, owner: str = "chengdu", beside: Mapping[str, str] | None = None
) -> str:
    """All that is said against `sections`."""
    try:
        told(root, data, *sections, owner=owner, beside=beside)
    except Problems as problems:
        return str(problems)
    return ""


def lines(document: Document) -> list[str]:
    """The document as plain text, a line for every heading, paragraph, entry, row, chart and note."""
    notes = [f"注{index}：{as_text(text)}" for index, text in enumerate(document.notes.values(), 1)]
    return [line for block in document.blocks for line in _lines(block)] + notes


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {block.label}{as_text(block.inlines)}"]
        case Paragraph():
            return [{"body": "", "lead": "> ", "aside": "（小字）"}[block.role] + as_text(block.inlines)]
        case ListBlock():
            return [f"{item.label or '·'} {as_text(item.inlines)}" for item in block.items]
        case Table():
            return _table(block)
        case ChartBlock():
            head = f"[{block.label} {as_text(block.caption)}]"
            return [head, f"  {block.alt}", *([f"  {as_text(block.source)}"] if block.source else [])]
        case KeyFigures():
            return [
                f"◆ {one.name}：{as_text(one.value)}" + (f"（{one.note}）" if one.note else "") for one in block.figures
            ]
        case PageBreak():
            return ["[另起一页]"]
        case Toc():
            return ["[目录]"]
        case _:
            assert_never(block)


def _table(table: Table) -> list[str]:
    unit = f"（单位：{table.unit}）" if table.unit else ""
    rows = [f"{_ROWS[row.kind]} {' | '.join(as_text(cell) for cell in row.cells)} |" for row in table.rows]
    source = [f"  {as_text(table.source)}"] if table.source else []
    heads = " | ".join(as_text(column.head) for column in table.columns)
    return [f"[{table.label} {as_text(table.caption)}]{unit}", f"|# {heads} |", *rows, *source]


def as_text(inlines: Inlines) -> str:
    """What a reader sees; note marks, line breaks and emphasis shown."""
    return "".join(_as_text(inline) for inline in inlines)


def _as_text(inline: Inline) -> str:
    match inline:
        case NoteRef():
            return f"[注{inline.number}]"
        case Break():
            return "／"
        case Strong(children):
            return f"【{as_text(children)}】"
        case Link(url, children):
            return f"{as_text(children)}<{url}>"
        case _:
            return plain((inline,))
