"""The gallery of charts: every kind with real data, as our PDF prints it and as LibreOffice shows the Word chart.

`docs/gallery/` is a report of its own, a template for each kind.  From it comes `docs/charts/`: gallery.pdf and gallery.docx, a
picture of every chart from either, and README.md, which sets them side by side with the template's own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.data.load.load import load_dataset
from hgz_report.document.blocks import Block, Document, PageBreak
from hgz_report.edition.compose import compose
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.publish import publish
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.narrate.charting.constructors import NAMES
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import reports_in
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import Style
from hgz_report.workshop.gallery.page import page
from hgz_report.workshop.gallery.shots import from_word, pictures
from hgz_report.writers.formats import FORMATS, write

SOURCES, MADE = Path("docs"), "charts"
NAME = "gallery"


class Gallery(Struct, frozen=True):
    """What was made: the files, how many kinds, and what could not be shown for want of a program."""

    folder: Path
    files: tuple[str, ...]
    kinds: int
    missing: tuple[str, ...]


def make_gallery(root: Path, config: EditionConfig) -> Gallery:
    """Write `docs/charts/` anew.  Raises Problems for mistakes in its templates.

    Without poppler no pictures are made, without LibreOffice those of the Word side are left out.
    """
    texts = _templates(root / SOURCES / NAME)
    layout = gallery_layout(root, config)
    files = {f"{NAME}.{suffix}": write(suffix, layout, _faces(layout.fonts)).data for suffix in FORMATS}
    printed, missing = from_word(files[f"{NAME}.docx"], layout.fonts)
    shown = {"pdf": pictures(files[f"{NAME}.pdf"])} | ({"word": pictures(printed)} if printed else {})
    for format_, images in shown.items():
        files |= {f"{kind}-{format_}.png": image for kind, image in zip(texts, images, strict=bool(images))}
    files["README.md"] = page(texts, files).encode()
    return Gallery(publish(root / SOURCES, MADE, files), tuple(files), len(texts), missing)


def _templates(folder: Path) -> dict[str, str]:
    """The text of every template by the kind of chart that its name says, in order.

    Raises Problems for a kind that there is not, or of which there are two templates.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md.j2")):
        kind = path.name.removesuffix(".md.j2").partition("_")[2]
        if kind not in NAMES:
            hint = f"文件名写成 NN_种类.md.j2；种类有：{'、'.join(NAMES)}"
            problems.append(Problem(_where(path.name), f"没有叫“{kind}”的图", hint))
        elif kind in texts:
            problems.append(Problem(_where(path.name), f"“{kind}”有两份模板", "一种图只留一份"))
        texts[kind] = path.read_text("utf-8")
    if problems:
        raise Problems(problems)
    return texts


def _where(template: str) -> Where:
    return Where((SOURCES / NAME / template).as_posix())


def gallery_layout(root: Path, config: EditionConfig) -> Layout:
    """The gallery laid out, a chart a page.  Raises Problems, also for a template that makes no chart or several."""
    dataset = load_dataset(root)
    (report,) = reports_in(root / SOURCES / NAME, dataset)
    document = compose(report, 1, dataset, config, Templates.of(root / SOURCES))
    made = Counter(Path(block.where.file).name for block in document.blocks if block.where)
    if wrong := [section for section in report.sections if made[section] != 1]:
        hint = "一份模板画一张图，不写别的"
        raise Problems(Problem(_where(name), f"这份模板做出了{made[name]}块内容", hint) for name in wrong)
    return lay_out(_separate(document), Style(), edition_fonts(root, config))


def _separate(document: Document) -> Document:
    """A chart a page, without 版头 and 版记."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += [block, PageBreak()]
    return replace(document, blocks=tuple(blocks[:-1]), masthead=None, imprint=None)


def _faces(fonts: FontSet) -> Mapping[str, str]:
    """The names that LibreOffice knows the PDF's own faces by, so that both sides show the same letters."""
    return {role: family.removesuffix(" Bold") for role, family in fonts.served().items()}
