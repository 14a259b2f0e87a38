"""Text that a template captured ({% set x %}…{% endset %}, a macro's result): printed whole, compared by its words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Never, NoReturn

from hgz_report.document.ledger import MARK, RESERVED, Ledger, Said
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.source_map import without_places

WHAT = "收起来的文字只能整段印，不能切开、逐字取用或再加工"
HINT = "整段印 {{ x }}，或用 {% if x %} 看它是不是空的；要数用 {{ f }}、f.number，要改字就在收起来之前改"


@dataclass(frozen=True, eq=False, repr=False)
class Captured:
    """No `str`: what stands in it are marks, and half a mark or one without its end makes others say what they do not."""

    marked: str
    ledger: Ledger

    @cached_property
    def words(self) -> str:
        """What a reader would see of it."""
        return without_marks(self.marked, self.ledger)

    @cached_property
    def _says_something(self) -> bool:
        return bool(self.words.strip())

    def __repr__(self) -> str:
        return self.words

    def __str__(self) -> str:
        return self.marked

    def __html__(self) -> str:
        return self.marked

    def __bool__(self) -> bool:
        return self._says_something

    def __eq__(self, other: object) -> bool:
        return self.words == _words(other) if isinstance(other, str | Captured) else NotImplemented

    def __lt__(self, other: object) -> bool:
        return self.words < _words(other) if isinstance(other, str | Captured) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.words > _words(other) if isinstance(other, str | Captured) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.words)

    def __contains__(self, other: object) -> bool:
        return isinstance(other, str | Captured) and _words(other) in self.words

    def __len__(self) -> int:
        raise whole()

    def __iter__(self) -> NoReturn:
        raise whole()

    def __reversed__(self) -> NoReturn:
        raise whole()

    def __getitem__(self, at: object) -> Never:
        raise whole()


def whole() -> Missing:
    """What is said to whoever takes a captured text apart."""
    return Missing(WHAT, HINT)


def without_marks(text: str, ledger: Ledger) -> str:
    """A text as a reader would see it: the words that marks stand for, and none of the marks."""

    def said(mark: str) -> str:
        entry = ledger.entries[int(mark)]
        return entry.text if isinstance(entry, Said) else ""

    return RESERVED.sub("", MARK.sub(lambda found: said(found[1]), without_places(text)))


def _words(other: str | Captured) -> str:
    return other.words if isinstance(other, Captured) else str(other)
