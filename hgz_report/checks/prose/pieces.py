"""What rules look at and what they say: pieces of text with the way back into their file, rules, hits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.checks.finding import Rule
from hgz_report.data.placeholder import mentions
from hgz_report.language.han import HAN

MASK = "\ufffc"
"""Stands for every character of what prints something unknown: an expression, a reference, a placeholder, an address."""
NOTHING = "\ufffb"
"""Stands for every character of what prints nothing: other template code, markup."""
HAS_HAN = re.compile(f"[{HAN}，。、；：？！“”‘’（）《》]")

PieceKind = Literal["template", "label", "literal", "data", "definition", "name", "title", "rendered", "cell", "markup"]
"""`template`: a paragraph as written in a template; `label`: a heading, caption or report title; `literal`: a text inside
template code; `data`: a printed text of a data file; `definition`: what an indicator counts, which states no value;
`name`: a name in one; `title`: the title of somebody else's publication; `rendered` and `cell`: a paragraph, and anything
else, of a composed report; `markup`: a line of a template, marks and all, code hidden.
"""
WRITTEN: frozenset[PieceKind] = frozenset({"template", "label", "literal", "data", "definition", "name"})
EVERYWHERE: frozenset[PieceKind] = WRITTEN | {"title", "rendered", "cell"}
OURS: frozenset[PieceKind] = WRITTEN | {"rendered", "cell"}
"""Everything but other people's titles."""
WHOLE: frozenset[PieceKind] = frozenset({"data", "definition", "name", "title", "rendered", "cell"})
"""Texts that are complete: a template's paragraph may open a bracket in one branch and close it in another."""

Edit = tuple[int, int, str]


class ProsePiece(Struct, frozen=True):
    """A text and where its characters stand in its file: `runs` are (position in the text, offset in the file)."""

    kind: PieceKind
    text: str
    runs: tuple[tuple[int, int], ...]
    fixable: bool = True
    field: str = ""
    """Of a text of a data file the way to it, as origins spell it."""
    registered: bool = False
    """A name or title as a register has it: whatever it holds is no number."""

    def offset(self, position: int) -> int:
        """The offset in the file of a position in the text."""
        start, offset = self.runs[self._run(position)]
        return offset + position - start

    def one_run(self, start: int, end: int) -> bool:
        """True when the characters from `start` to `end` stand side by side in the file."""
        return self._run(start) == self._run(max(end - 1, start))

    def _run(self, position: int) -> int:
        return bisect_right(self.runs, (position, 1 << 60)) - 1


def without_placeholders(text: str) -> str:
    """The text with every `{fact}` masked."""
    for one in mentions(text):
        text = text[: one.start] + MASK * (one.end - one.start) + text[one.end :]
    return text


class Hit(Struct, frozen=True):
    """Where a rule found something, what would mend it (positions in the text), and a word on this very case."""

    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    note: str = ""


Search = Callable[[str], Iterator[Hit]]


@runtime_checkable
class Narrowing(Protocol):
    """A look that can tell from many texts at once what it need not look for in each."""

    def __call__(self, text: str) -> Iterator[Hit]:
        """What is found in a text."""

    def narrowed(self, lines: str) -> Search | None:
        """What is left to look with in the texts that stand in `lines`, one after the other; None where it is nothing."""


class ProseRule(Rule, frozen=True):
    """One line of the table.  `basis`: the standard and its clause, or 本项目; `fixable`: `--fix` may mend it."""

    kinds: frozenset[PieceKind]
    hint: str
    look: Search
    fixable: bool = False


Replacement = str | Callable[[re.Match[str]], str] | None
_ANCHOR = re.compile(r"(?<!\\)(?:\\\\)*(?:\\[AZbB]|(?<!\[)\^|\$)")


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """A rule's regular expression, once a text may hold what it looks for: most runs spare themselves most of them."""
    return re.compile(regex)


class Pattern(Struct, frozen=True):
    """A rule that is one regular expression, mended by putting `replacement` (as in re.sub) in its place.

    `holds`: one of these stands wherever it matches, in the match or right beside it.
    """

    regex: str
    replacement: Replacement = None
    holds: Sequence[str] = ()

    def __call__(self, text: str) -> Iterator[Hit]:
        """Every match."""
        for found in compiled(self.regex).finditer(text) if _may_be_in(self.holds, text) else ():
            edits: tuple[Edit, ...] = ()
            if self.replacement is not None and MASK not in found.group():
                make = self.replacement
                new = found.expand(make) if isinstance(make, str) else make(found)
                edits = ((*found.span(), new),)
            yield Hit(*found.span(), edits)

    def narrowed(self, lines: str) -> Pattern | None:
        """Itself; None where it surely matches in none of the texts that stand in `lines`, one after the other."""
        if not _may_be_in(self.holds, lines):
            return None
        if not _is_anchored(self.regex) and compiled(self.regex).search(lines) is None:
            return None
        return replace(self, holds=tuple(word for word in self.holds if word in lines))


def _may_be_in(holds: Sequence[str], text: str) -> bool:
    return not holds or any(word in text for word in holds)


@lru_cache(maxsize=256)
def _is_anchored(regex: str) -> bool:
    """Whether it may match at the ends of a text only."""
    return _ANCHOR.search(regex) is not None


def pattern(regex: str, replacement: Replacement = None, holds: Sequence[str] = ()) -> Search:
    """The rule that is this regular expression; see `Pattern`."""
    return Pattern(regex, replacement, holds)


class Sifted(Struct, frozen=True):
    """A rule that looks only at texts in which `sieve` finds something: quick where there is nothing, as nearly everywhere.

    `holds`: one of these stands wherever the sieve finds something.
    """

    sieve: str
    look: Search
    holds: Sequence[str] = ()

    def __call__(self, text: str) -> Iterator[Hit]:
        """What the rule finds."""
        if _may_be_in(self.holds, text) and compiled(self.sieve).search(text):
            yield from self.look(text)

    def narrowed(self, lines: str) -> Sifted | None:
        """Itself; None where it surely finds nothing in any of the texts that stand in `lines`."""
        if not _may_be_in(self.holds, lines) or compiled(self.sieve).search(lines) is None:
            return None
        look = self.look.narrowed(lines) if isinstance(self.look, Narrowing) else self.look
        return look and replace(self, look=look, holds=tuple(word for word in self.holds if word in lines))


def sifted(regex: str, look: Search, holds: Sequence[str] = ()) -> Search:
    """`look` where a text holds what the regular expression, free of anchors, says; see `Sifted`."""
    return Sifted(regex, look, holds)


class Several(Struct, frozen=True):
    """A rule that looks in several ways, one after the other."""

    ways: tuple[Sifted, ...]

    def __call__(self, text: str) -> Iterator[Hit]:
        """What is found in any of the ways."""
        for way in self.ways:
            yield from way(text)

    def narrowed(self, lines: str) -> Several | None:
        """The ways in which something may be found in one of the texts that stand in `lines`; None where there is none."""
        left = tuple(way.narrowed(lines) for way in self.ways)
        return Several(tuple(filter(None, left))) if any(left) else None


def pairs(regex: str, opener: str, closer: str) -> Search:
    """Something enclosed by the wrong marks: only the first and the last character of the match are replaced."""

    def look(text: str) -> Iterator[Hit]:
        for found in compiled(regex).finditer(text):
            start, end = found.span()
            yield Hit(start, end, ((start, start + 1, opener), (end - 1, end, closer)))

    return look
