"""GB/T 9704-2012 in numbers and roles: what the page and each kind of text look like.  Lengths in pt unless said.

Sources of rules: GB/T 9704-2012 5.1-5.2 (paper, type area, 22 lines of 28 characters, 3号仿宋), 7.3.1-7.3.3 (title, levels),
7.2 (版头), 7.4 (版记), 7.5 (page numbers).  The standard gives no rules for tables and charts; those are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

MM = 72 / 25.4
"""One millimetre in pt."""

ASCENT, DESCENT = 0.88, 0.12
"""The em box of a Han character above and below the baseline, in em: OS/2 sTypoAscender 880 and sTypoDescender -120 of
1000, as Fandol's and Adobe's CJK fonts have it.  One box for all faces, so that a page does not depend on a machine's fonts.
"""

FANGSONG, XIAOBIAOSONG, HEI, KAI, SONG = "仿宋", "小标宋", "黑体", "楷体", "宋体"
"""Values of `fonts.Role`; this module imports none of ours."""


class TextStyle(Struct, frozen=True):
    """How one kind of text is set.

    `size` and `leading` in pt (`leading`: baseline to baseline), `indent` of the first line and `hang` of the others in em,
    `tracking` in pt added after every Han character, `before`/`after` in pt, dropped at the top of a page.
    """

    role: str
    size: float
    leading: float
    align: Literal["justify", "left", "center", "right"] = "justify"
    indent: float = 0.0
    hang: float = 0.0
    tracking: float = 0.0
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    keep_with_next: bool = False
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)


MANY_ZONES = 25
"""Up to so many zones have a line each on the one page; above that provinces have."""
BULLET, CONTENTS = "·", "目录"
"""What stands before an entry of an unordered list, and above the list of contents."""
BODY_SIZE = 16.0
"""3号."""
LINE = 28.95
"""Line pitch: 579 twips, the grid of 22 lines in 225 mm."""
BODY_TRACKING = -0.25
"""(16 - 0.25) pt x 28 = 441 pt, within the 442.2 pt of the type area (5.2.3)."""
RED = (1.0, 0.2, 0.2)
"""6.2: Y 80 %, M 80 %."""
GREY, FAINT = (0.35, 0.35, 0.35), (0.88, 0.88, 0.88)
NAVY, PALE = (0x1F / 255, 0x3A / 255, 0x5F / 255), (0xED / 255, 0xF0 / 255, 0xF3 / 255)
"""The charts' dark colour and the ground behind their shares."""


def _body(role: str = FANGSONG, *, indent: float = 2.0, keep: bool = False, hang: float = 0.0) -> TextStyle:
    return TextStyle(role, BODY_SIZE, LINE, indent=indent, hang=hang, tracking=BODY_TRACKING, keep_with_next=keep)


class Style(Struct, frozen=True):
    """The whole look of a report."""

    page_width: float = 210 * MM
    page_height: float = 297 * MM
    top: float = 37 * MM
    left: float = 28 * MM
    text_width: float = 156 * MM
    text_height: float = 225 * MM
    page_number_drop: float = 7 * MM
    """From the bottom of the type area to the top of the dashes beside the page number (7.5)."""

    body: TextStyle = field(default_factory=_body)
    lead: TextStyle = field(default_factory=lambda: _body(KAI))
    aside: TextStyle = TextStyle(FANGSONG, 10.5, 15.5, indent=2.0)
    headings: tuple[TextStyle, TextStyle, TextStyle, TextStyle] = field(
        default_factory=lambda: (
            _body(HEI, keep=True),
            _body(KAI, keep=True),
            _body(FANGSONG, keep=True),
            _body(FANGSONG, keep=True),
        )
    )
    item: TextStyle = field(default_factory=_body)
    title: TextStyle = TextStyle(XIAOBIAOSONG, 22.0, 34.0, align="center", before=LINE, after=LINE)
    annex: TextStyle = TextStyle(HEI, 16.0, LINE, align="left")
    annex_title: TextStyle = TextStyle(XIAOBIAOSONG, 22.0, 34.0, align="center", before=LINE, after=LINE)
    toc_title: TextStyle = TextStyle(HEI, 16.0, LINE, align="center", after=10.0)
    toc: TextStyle = TextStyle(FANGSONG, 14.0, 25.0, align="left")
    caption: TextStyle = TextStyle(HEI, 12.0, 20.0, align="center", before=8.0, after=2.0, keep_with_next=True)
    """表题 above a table; 图题 below a chart uses the same type."""
    unit: TextStyle = TextStyle(SONG, 10.5, 15.0, align="right", keep_with_next=True)
    table_head: TextStyle = TextStyle(HEI, 10.5, 15.0, align="center")
    table_cell: TextStyle = TextStyle(SONG, 10.5, 15.0, align="left")
    table_group: TextStyle = TextStyle(HEI, 10.5, 15.0, align="left")
    source: TextStyle = TextStyle(SONG, 9.0, 13.0, align="left", before=2.0, after=8.0, color=GREY)
    note: TextStyle = TextStyle(SONG, 9.0, 13.0, align="justify", hang=1.5)

    figure_value: TextStyle = TextStyle(HEI, 20.0, 27.0, align="center", color=NAVY)
    """A key figure; as large as fits its tile, at most this size."""
    figure_name: TextStyle = TextStyle(HEI, 10.0, 14.0, align="center")
    figure_note: TextStyle = TextStyle(SONG, 9.0, 12.0, align="center", color=GREY)
    tile_gap: float = 6.0
    """Between tiles of key figures, and below the last row of them."""
    tile_pad: float = 7.0

    series: TextStyle = TextStyle(XIAOBIAOSONG, 36.0, 46.0, align="center", before=6.0, color=RED)
    """红头: as large as fits one line of the type area, at most this size (7.2.4)."""
    issue: TextStyle = TextStyle(FANGSONG, 16.0, LINE, align="center")
    masthead_line: TextStyle = TextStyle(FANGSONG, 16.0, LINE)
    issue_beside: bool = False
    """The issue's number stands beside the issuer, not on a line of its own."""
    red_rule: float = 2.0
    red_rule_gap: float = 4 * MM
    imprinted: bool = True
    """Whether there is a 版记."""
    imprint: TextStyle = TextStyle(FANGSONG, 14.0, 24.0)
    imprint_rule: float = 1.0
    """0.35 mm: first and last rule of the 版记 (7.4)."""
    imprint_hairline: float = 0.7
    """0.25 mm: rules in between (7.4)."""
    page_number: TextStyle = TextStyle(SONG, 14.0, 14.0)
    watermark: TextStyle = TextStyle(HEI, 130.0, 130.0, color=FAINT)
    watermark_length: float = 440.0
    """pt: the word across the pages of a draft is as large as this allows, at most its style's size."""

    table_rule: float = 1.0
    table_hairline: float = 0.5
    cell_pad_x: float = 4.0
    cell_pad_y: float = 1.8
    whole_rows: int = 10
    """A table of no more rows than this goes to the next page rather than over two."""
    beside_gap: float = 16.0
    """pt between two blocks that stand side by side."""
    lead_chart: float = 105.0
    """pt: the first chart before all headings is drawn as low as this rather than on the second page."""
    widow_lines: int = 2
    """At least so many lines of a paragraph stay together at the foot and the head of a page."""

    def column(self, side: Literal["", "left", "right"]) -> Style:
        """The style of a block on one side of another: the type area is its half of it."""
        if not side:
            return self
        width = (self.text_width - self.beside_gap) / 2
        return replace(self, left=self.left + (side == "right") * (width + self.beside_gap), text_width=width)


def _small(role: str = FANGSONG, *, keep: bool = False) -> TextStyle:
    return TextStyle(role, 12.0, 17.6, indent=2.0, keep_with_next=keep)


COMPACT = Style(
    body=_small(),
    lead=_small(KAI),
    aside=TextStyle(FANGSONG, 9.0, 13.0, indent=2.0),
    headings=(_small(HEI, keep=True), _small(KAI, keep=True), _small(keep=True), _small(keep=True)),
    item=_small(),
    title=TextStyle(XIAOBIAOSONG, 18.0, 25.0, align="center", before=8.0, after=4.0),
    annex=TextStyle(HEI, 12.0, 17.6, align="left"),
    annex_title=TextStyle(XIAOBIAOSONG, 18.0, 25.0, align="center", before=8.0, after=4.0),
    toc_title=TextStyle(HEI, 12.0, 17.6, align="center", after=6.0),
    toc=TextStyle(FANGSONG, 12.0, 17.6, align="left"),
    caption=TextStyle(HEI, 10.5, 15.0, align="center", before=5.0, after=1.0, keep_with_next=True),
    unit=TextStyle(SONG, 9.0, 12.0, align="right", keep_with_next=True),
    table_head=TextStyle(HEI, 9.0, 12.0, align="center"),
    table_cell=TextStyle(SONG, 9.0, 12.0, align="left"),
    table_group=TextStyle(HEI, 9.0, 12.0, align="left"),
    source=TextStyle(SONG, 8.0, 11.0, align="left", before=1.0, after=4.0, color=GREY),
    figure_value=TextStyle(HEI, 16.0, 21.0, align="center", color=NAVY),
    series=TextStyle(XIAOBIAOSONG, 26.0, 33.0, align="center", color=RED),
    masthead_line=TextStyle(FANGSONG, 12.0, 18.5),
    red_rule_gap=1.5 * MM,
    issue_beside=True,
    imprinted=False,
    cell_pad_y=0.9,
    lead_chart=80.0,
)
"""For a paper of one page: a 红头 of two lines, 小四 text, 小五 tables, no 版记."""
LOOKS: Mapping[str, Style] = {"paper": Style(), "compact": COMPACT}
"""What `style:` in report.yaml may choose."""
