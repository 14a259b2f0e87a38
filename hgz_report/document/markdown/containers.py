"""What stands between `::: name` and `:::`: which blocks may, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from hgz_report.document.blocks import Block, ChartBlock, Flank, KeyFigures, ListBlock, Paragraph
from hgz_report.document.markdown.parser import ASIDE, BESIDE, KEEP, PROPOSAL

LEAD = "lead"
INSIDE: Mapping[str, tuple[str, str]] = {
    LEAD: ("按语（>）里只能是段落", "标题、列表、图、表放在按语外面，前后空一行"),
    **{name: (f"::: {name} 里只能是段落和列表", "标题、图、表放在 ::: 外面") for name in (ASIDE, KEEP, PROPOSAL)},
    BESIDE: ("::: beside 里要有两样：两张图，或者关键数据和一张图", "其余的放在 ::: 外面"),
}
"""What is said of a block that would be printed as if it stood outside, and what to do about it."""


def stranger(role: str, found: Sequence[Block]) -> Block | None:
    """The first of some blocks that has no place in a container or a lead."""
    if role == BESIDE:
        return None  # `paired` says it
    fits = (Paragraph,) if role == LEAD else (Paragraph, ListBlock)
    return next((block for block in found if role in INSIDE and not isinstance(block, fits)), None)


def contained(name: str, found: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a container as they are meant."""
    blocks = list(found)
    if name == PROPOSAL and len(blocks) > 1 and isinstance(last := blocks[-1], Paragraph):
        blocks[-1] = replace(last, role="aside")
    if name == BESIDE:
        sides: tuple[Flank, Flank] = ("left", "right")
        return [
            replace(one, beside=side) if isinstance(one, ChartBlock | KeyFigures) else one
            for one, side in zip(blocks, sides, strict=False)
        ]
    if name in (KEEP, PROPOSAL):
        blocks[:-1] = [
            replace(one, keep=True) if isinstance(one, Paragraph | ListBlock) else one for one in blocks[:-1]
        ]
    return blocks


def paired(blocks: Sequence[Block]) -> bool:
    """Whether blocks can stand side by side."""
    drawn = all(isinstance(one, ChartBlock | KeyFigures) for one in blocks)
    return len(blocks) == 2 and drawn and any(isinstance(one, ChartBlock) for one in blocks)
