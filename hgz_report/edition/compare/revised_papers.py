"""The papers of an edition as Word files with revisions against the edition before.

Made when somebody asks, beside the editions and not in one: what is published is what was set and audited, and a build that
would lay out every paper of two editions takes twice as long for files that few read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.cache.whole import put_whole
from hgz_report.document.blocks import ChartBlock, Document
from hgz_report.document.chart import Picture
from hgz_report.edition.compare.chart_points import ChangedChart, changed_charts
from hgz_report.edition.compare.sides import ComparedEdition
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.publish import unwritable
from hgz_report.fonts.fontset import FontSet
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.problems import Problem, Problems, Unusable, Where

REVISED = "-修订.docx"
_POINTS = 12
"""Points of a chart that the comment lists."""


class Revised(Struct, frozen=True):
    """The files that were written, and for what papers there is none, with the reason."""

    files: tuple[Path, ...]
    without: Mapping[str, str]


def write_revised(
    root: Path, config: EditionConfig, old: ComparedEdition, new: ComparedEdition, folder: Path
) -> Revised:
    """Write `<slug>-修订.docx` for every paper that both editions have as a Word file.

    Raises Unusable where the folder is one of editions, Problems where it can't be written.
    """
    _refuse_editions(root, config, folder)
    fonts = edition_fonts(root, config)
    files: list[Path] = []
    without: dict[str, str] = {}
    for slug, document in new.papers.items():
        published = Path(new.place) / f"{slug}.docx"
        if not published.is_file():
            continue
        if slug not in old.papers:
            without[slug] = "上期没有这一篇"
            continue
        try:
            was, lost = _with_pictures(old.papers[slug], root)
            remarks = (*_remarks(changed_charts(old.papers[slug], document)), *lost)
            data = _revised(_word(was, config, fonts), published.read_bytes(), document, remarks)
            put_whole(folder / f"{slug}{REVISED}", data)
        except OSError as error:
            raise Problems([unwritable(folder, error)]) from None
        files.append(folder / f"{slug}{REVISED}")
    return Revised(tuple(files), without)


def _refuse_editions(root: Path, config: EditionConfig, folder: Path) -> None:
    output = (root / config.output.folder).resolve()
    if folder.resolve() == output or output in folder.resolve().parents:
        hint = "修订稿不是发布的文件，另写一个文件夹，如 --revisions 修订"
        raise Unusable([Problem(Where(folder.as_posix()), "这是放各期报告的文件夹", hint)])


def _word(document: Document, config: EditionConfig, fonts: FontSet) -> bytes:
    from hgz_report.layout.lay_out import lay_out
    from hgz_report.style import LOOKS
    from hgz_report.writers.formats import write

    return write("docx", lay_out(document, LOOKS[document.look], fonts), config.docx_fonts).data


def _revised(old: bytes, new: bytes, document: Document, remarks: tuple[str, ...]) -> bytes:
    from hgz_report.writers.docx.revisions.revised import revised_docx

    properties = document.properties
    return revised_docx(old, new, properties.author, properties.date, remarks)


def _with_pictures(document: Document, root: Path) -> tuple[Document, tuple[str, ...]]:
    """The document with its pictures from the project, which the record does not hold; those that are there no more go."""
    from hashlib import sha256

    blocks, lost = [], []
    for block in document.blocks:
        if not (isinstance(block, ChartBlock) and isinstance(block.chart, Picture)):
            blocks.append(block)
            continue
        path = root / PICTURES / block.chart.file
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() == block.chart.sha256:
            blocks.append(replace(block, chart=dataclasses.replace(block.chart, content=data)))
        else:
            lost.append(f"{block.label}：上期的图片 {block.chart.file} 不在了，修订稿里没有。")
    return replace(document, blocks=tuple(blocks)), tuple(lost)


def _remarks(charts: Iterator[ChangedChart]) -> Iterator[str]:
    """What Word can't track, in lines."""
    for chart in charts:
        points = "；".join(f"{name}由{old}改为{new}" for name, old, new in chart.points[:_POINTS])
        more = f"等{len(chart.points)}处" if len(chart.points) > _POINTS else ""
        yield f"图的改动 Word 标不出来：{chart.label}“{chart.caption}”{chart.change}{'：' if points else ''}{points}{more}。"
