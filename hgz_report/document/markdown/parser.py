"""The Markdown parser, set up for our notation: rules that we do not have are off, and Chinese has its own rule for emphasis."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from hgz_report.problems import Where

ASIDE, KEEP, PROPOSAL, BESIDE = "aside", "keep", "proposal", "beside"
CONTAINERS = (ASIDE, KEEP, PROPOSAL, BESIDE)
"""What `:::` may open: small type, what stays on one page, that with a last line in small type, two things side by side."""
_OFF = ["code", "lheading", "html_block", "html_inline", "reference", "autolink", "entity", "text_join"]
"""Rules that would take away without a word what an editor typed: what they read stays text, and is refused as such.

Without `text_join` an escaped mark is a token of its own, so that nobody takes it for markup again.
"""


def closes(line: str, places: Sequence[Where | None], first: int, end: int) -> bool:
    """Whether `line`, the one at `end`, closes the block that the line `first` opens: no section closes what another opened."""
    if not line.lstrip().startswith(":::"):
        return False
    opened, closed = (places[at] if at < len(places) else None for at in (first, end))
    return opened is None or closed is None or opened.file == closed.file


def markdown_parser() -> MarkdownIt:
    """A parser of the notation that templates write."""
    parser = MarkdownIt()
    parser.inline = _HanParserInline()
    parser.configure("commonmark", {"html": False}).enable("table").disable(_OFF)
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    for name in CONTAINERS:
        parser.use(container_plugin, name, validate=lambda params, _, name=name: params.strip() == name)
    return parser


class _HanInline(StateInline):
    """Emphasis opens before anything but a blank and closes behind anything but a blank.

    CommonMark (0.31, 6.2) looks at punctuation too, by a rule made for scripts with spaces between words: it would refuse
    增长**“6.5%”**目标 and **甲。**2024年.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it-py's names
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        if self.src[start] != "*" or scanned.length < len("**"):
            return scanned
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return Scanned(not after.isspace(), not before.isspace(), scanned.length)


class _HanParserInline(ParserInline):
    """The inline parser with `_HanInline` as its state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse `src` into `tokens`."""
        state = _HanInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
