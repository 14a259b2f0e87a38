"""A batch of reports by docxtpl, with charts as PNG by matplotlib, in one process of its own venv.

`python with_docxtpl.py FOLDER OUT`: the fields of each report are in FOLDER.  Prints the CPU seconds of the batch, the first
report not counted, and how many reports that were.  One Jinja environment and one Figure serve all; the template is lean.
"""

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate, InlineImage, RichText
from jinja2 import Environment
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

DPI = 200
WIDTH, HEIGHT = 156, 80
"""mm: as wide as the text."""


def main() -> None:
    """Make every report of the folder."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    maker = Maker(template(), settings["chart_face"], out)
    reports = [json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in settings["reports"]]
    maker.make(reports[0])
    start = time.process_time()
    for fields in reports[1:]:
        maker.make(fields)
    print(time.process_time() - start, len(reports) - 1)


def template() -> bytes:
    """The template as a person would draw it in Word: a branch for each kind of block."""
    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.left_margin, page.right_margin = Mm(37), Mm(28), Mm(26)
    word.styles["Normal"].font.size = Pt(16)
    word.styles["Normal"].paragraph_format.line_spacing = Pt(28.95)
    word.styles["Normal"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST

    def line(text: str, style: str = "Normal", *, middle: bool = False) -> None:
        paragraph = word.add_paragraph(text, style=style)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    line("{%p for one in head %}")
    line("{{ one }}", middle=True)
    line("{%p endfor %}")
    line("{{ title }}", "Title", middle=True)
    line("{%p for b in blocks %}")
    for level in range(1, 5):
        line("{%p " + ("if" if level == 1 else "elif") + f" b.kind == 'heading' and b.level == {level} %}}")
        line("{{r b.text }}", f"Heading {level}")
    line("{%p elif b.kind == 'paragraph' %}")
    line("{{r b.text }}")
    line("{%p elif b.kind == 'table' or b.kind == 'figures' %}")
    line("{{ b.caption }}", "Caption", middle=True)
    table = word.add_table(4, 3, style="Table Grid")
    for at, texts in enumerate((
        ("{%tc for c in b.head %}", "{{r c }}", "{%tc endfor %}"),
        ("{%tr for row in b.rows %}", "", ""),
        ("{%tc for c in row %}", "{{r c }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )):  # fmt: skip
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            cell.text = text
    line("{{ b.source }}")
    line("{%p elif b.kind == 'chart' %}")
    line("{{ b.picture }}", middle=True)
    line("{{ b.caption }}", "Caption", middle=True)
    line("{{ b.source }}")
    line("{%p endif %}")
    line("{%p endfor %}")
    for loop, text in (("notes", "{{ loop.index }} {{ one }}"), ("foot", "{{ one }}")):
        line(f"{{%p for one in {loop} %}}")
        line(text)
        line("{%p endfor %}")
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


class Maker:
    """Fills the template."""

    def __init__(self, template: bytes, chart_face: str, out: Path) -> None:
        self._template, self._out = template, out
        self._jinja = Environment(autoescape=True)
        self._face = font_manager.FontProperties(fname=chart_face, size=10)
        self._figure = Figure(figsize=(WIDTH / 25.4, HEIGHT / 25.4), dpi=DPI, layout=None)
        FigureCanvasAgg(self._figure)

    def make(self, fields: dict[str, Any]) -> None:
        """One report."""
        word = DocxTemplate(io.BytesIO(self._template))
        blocks = [self._block(word, block) for block in fields["blocks"]]
        word.render({**fields, "blocks": blocks}, self._jinja)
        word.save(self._out / f"{fields['slug']}.docx")

    def _block(self, word: DocxTemplate, block: dict[str, Any]) -> dict[str, Any]:
        match block["kind"]:
            case "heading" | "paragraph":
                return {**block, "text": rich(block["runs"])}
            case "table":
                head = [rich(cell) for cell in block["head"]]
                return {**block, "head": head, "rows": [[rich(cell) for cell in row] for row in block["rows"]]}
            case "figures":
                names, values, notes = zip(*block["figures"], strict=True)
                rows = [[rich([["t", text]]) for text in texts] for texts in (values, notes)]
                head = [rich([["b", name]]) for name in names]
                return {"kind": "figures", "caption": "", "source": "", "head": head, "rows": rows}
            case _:
                return {**block, "picture": self._picture(word, block["plot"]) if block["plot"] else ""}

    def _picture(self, word: DocxTemplate, plot: dict[str, Any]) -> InlineImage:
        """Bars, columns or lines, every value with its label."""
        self._figure.clear()
        axes = self._figure.add_axes((0.2, 0.14, 0.76, 0.78))
        names, count = plot["categories"], len(plot["series"])
        for at, one in enumerate(plot["series"]):
            values = [value or 0.0 for value in one["values"]]
            places = [place + (at - (count - 1) / 2) * 0.8 / count for place in range(len(names))]
            self._draw(axes, plot["kind"], places, values, one, 0.8 / count)
        (axes.set_yticks if _lying(plot) else axes.set_xticks)(range(len(names)), names, fontproperties=self._face)
        axes.set_title(plot["unit"], fontproperties=self._face)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        if count > 1:
            axes.legend(prop=self._face, frameon=False)
        file = io.BytesIO()
        self._figure.savefig(file, format="png")
        file.seek(0)
        return InlineImage(word, file, width=Mm(WIDTH))

    def _draw(
        self, axes: Any, kind: str, places: list[float], values: list[float], one: dict[str, Any], thick: float
    ) -> None:
        if kind == "line":
            axes.plot(places, values, marker="o", label=one["name"], color="#1f3a5f")
            for x, y, text in zip(places, values, one["printed"], strict=True):
                axes.annotate(text, (x, y), fontproperties=self._face, ha="center", va="bottom")
            return
        bars = (axes.barh if _lying({"kind": kind}) else axes.bar)(
            places, values, thick, label=one["name"], color="#1f3a5f"
        )
        axes.bar_label(bars, one["printed"], fontproperties=self._face, padding=2)


def _lying(plot: dict[str, Any]) -> bool:
    return plot["kind"] not in ("column", "line", "stacked", "combo")


def rich(runs: list[list[str]]) -> RichText | str:
    """Runs of one look each."""
    text = RichText()
    for look, words in runs:
        text.add(words, bold=look == "b", superscript=look == "n")
    return text


if __name__ == "__main__":
    main()
