"""Inlines set as lines: what setting made of their text, with what each span stands for, able to paint itself at a place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.document.address import NOWHERE, Address
from hgz_report.document.blocks import Inlines
from hgz_report.draw.frame import Frame, Node, Run
from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.inline.clusters import Clusters
from hgz_report.layout.inline.cutting import cut
from hgz_report.layout.inline.memory import memory_of
from hgz_report.layout.inline.metrics import Glyph, Lacking
from hgz_report.layout.inline.setting import SetLine, SetText
from hgz_report.layout.inline.spans import Span, SpanLook, plain_look, plain_span, spans_of
from hgz_report.problems import Problem, Where
from hgz_report.style import ASCENT, DESCENT, TextStyle

_DOTS = frozenset("●◐○")
"""They say how far something is there; at their full size they stand out more than their labels."""
_DOT_INK = 0.62
"""Their width in em."""


class Line(Struct, frozen=True):
    """One line: its numbers, and the spans its runs are of."""

    set: SetLine
    spans: Sequence[Span]

    @property
    def width(self) -> float:
        """Natural width in pt, blanks at the edges dropped."""
        return self.set.width

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(run.text for run in self.set.runs)

    def notes(self) -> list[str]:
        """Keys of the notes mentioned on this line."""
        notes = (self.spans[run.stretch].note for run in self.set.runs)
        return [note for note in dict.fromkeys(notes) if note]

    def runs(self, x: float, y: float) -> list[tuple[Span, Run]]:
        """The runs of the line with the measure's left edge at `x` and the baseline at `y`."""
        placed = []
        for run in self.set.runs:
            span = self.spans[run.stretch]
            look = span.stretch.look
            stroke = look.latin_stroke if run.latin else look.stroke
            made = Run(
                x + run.x, y + look.rise, run.face, look.size, run.text, run.advances, look.color, stroke,
                span.fact, span.address, span.start + run.start,
            )  # fmt: skip
            placed.append((span, made))
        return placed

    def paint(self, page: Frame, x: float, y: float, furniture: bool = False) -> None:
        """Put the line's runs on a page; `furniture` keeps them out of the structure (a repeated table head)."""
        for span, run in self.runs(x, y):
            if furniture or span.node is None:
                page.put(run, "Pagination")
            else:
                page.put(run, span.node, span.link)


class Typesetter:
    """Sets the text of one report; characters that no face has are gathered, so that one run names them all."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._memory = memory_of(fonts)
        self._looks: dict[TextStyle, SpanLook] = {}
        self._widths: dict[tuple[Inlines, TextStyle], tuple[float, float]] = {}
        self._missing: dict[tuple[Where | None, str, Role], tuple[Face, ...]] = {}

    def look(self, style: TextStyle) -> SpanLook:
        """The look of plain text in a style."""
        found = self._looks.get(style)
        if found is None:
            found = self._looks[style] = plain_look(style, self.fonts)
        return found

    def span(self, text: str, style: TextStyle, node: Node | None, at: Address, link: str = "") -> Span:
        """A span of plain text in a style."""
        return plain_span(text, self.look(style), node, at, link)

    def spans(
        self, inlines: Inlines, style: TextStyle, node: Node | None, at: Address, start: int = 0
    ) -> list[list[Span]]:
        """See `spans.spans_of`; dots in the size of their look."""
        lines = spans_of(inlines, self.look(style), node, at, start)
        return [[self._dotted(span) if span.stretch.text in _DOTS else span for span in line] for line in lines]

    def _dotted(self, span: Span) -> Span:
        """A dot as wide as every other, whatever face serves it, in the middle of its line."""
        look = span.stretch.look
        face, _ = self.glyph(look.role, span.stretch.text)
        left, right = face.ink(span.stretch.text)
        size = look.size * min(_DOT_INK / ((right - left) or 1.0), 1.0)
        look = look._replace(size=size, rise=(ASCENT - DESCENT) / 2 * (look.size - size))
        return replace(span, stretch=span.stretch._replace(look=look))

    def lines(
        self,
        inlines: Inlines,
        style: TextStyle,
        width: float,
        node: Node | None,
        at: Address,
        where: Where | None = None,
        label: Span | None = None,
    ) -> list[Line]:
        """Set inlines, after a label, to a measure of `width` pt; forced breaks start new lines."""
        forced = self.spans(inlines, style, node, at)
        if label and label.stretch.text:
            forced[0].insert(0, label)
        return self.lines_of(forced, style, width, where)

    def plain_lines(
        self, text: str, style: TextStyle, width: float, node: Node | None, at: Address, where: Where | None = None
    ) -> list[Line]:
        """Set plain text; none where there is none."""
        return self.lines_of([[self.span(text, style, node, at)]], style, width, where) if text else []

    def lines_of(
        self, forced: Sequence[Sequence[Span]], style: TextStyle, width: float, where: Where | None = None
    ) -> list[Line]:
        """Set spans, a list for each line the author forced."""
        lines: list[Line] = []
        for number, spans in enumerate(forced):
            indent = style.hang if number else style.indent
            stretches = tuple(span.stretch for span in spans)
            lines += self.placed(self._memory.set_text(stretches, style, width, indent), spans, where)
        return lines

    def placed(self, text: SetText, spans: Sequence[Span], where: Where | None = None) -> list[Line]:
        """A set text as lines of spans; what it lacks is told of `where`."""
        self._tell(text.lacking, where)
        return [Line(line, spans) for line in text.lines]

    def clusters(self, spans: Sequence[Span], style: TextStyle, width: float) -> Clusters:
        """The clusters of spans, for breaks of one's own."""
        return cut([span.stretch for span in spans], self._memory.metrics, style.size, style.tracking, width)

    def widths(self, inlines: Inlines, style: TextStyle) -> tuple[float, float]:
        """The least and the natural width of inlines in pt: their widest unbreakable stretch, and all on one line."""
        found = self._widths.get((inlines, style))  # a table asks again for every way it tries to fit
        if found is None:
            forced = (tuple(span.stretch for span in spans) for spans in self.spans(inlines, style, None, NOWHERE))
            both = [self._memory.measured(stretches, style) for stretches in forced]
            found = max(least for least, _ in both), max(natural for _, natural in both)
            self._widths[inlines, style] = found
        return found

    def glyph(self, role: Role, char: str, where: Where | None = None) -> Glyph:
        """The face that serves a character, and its advance in em."""
        lacking: Lacking = []
        found = self._memory.metrics.glyph(role, char, lacking)
        self._tell(lacking, where)
        return found

    def _tell(self, lacking: Sequence[tuple[str, Role]], where: Where | None) -> None:
        for char, role in lacking:
            self._missing[where, char, role] = self.fonts.chain(role)

    def problems(self) -> list[Problem]:
        """One problem for every character no font has and every place it stands."""
        return [
            Problem(
                where,
                f"没有字体可以显示字符“{char if char.isprintable() else '�'}”（U+{ord(char):04X}，{role.value}）",
                f"改用通行的字，或在 report.toml 为{role.value}指定含有此字的字体；"
                f"已试过：{'、'.join(dict.fromkeys(face.family for face in tried))}",
            )
            for (where, char, role), tried in self._missing.items()
        ]


def baseline(top: float, style: TextStyle) -> float:
    """The baseline of a line whose upper edge is at `top`: the character body stands in the middle of the leading."""
    return top - style.leading / 2 - (ASCENT - DESCENT) / 2 * style.size
