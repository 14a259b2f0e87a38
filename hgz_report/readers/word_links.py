"""The links of a .docx to addresses outside it, in the order of the text: what is clicked, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from hgz_report.readers.word_text import SKIPPED, Element, Relation, W, WordFile

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_INSIDE = 4
"""Links and fields inside one another of which the words are taken: a file may begin a hundred thousand and end none."""
_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')


class WordLink(NamedTuple):
    """The words of a link, blanks left as they are, and its address as the file has it."""

    text: str
    address: str


def word_links(word: WordFile) -> list[WordLink]:
    """Those of the body, then of the notes; what a tracked change took out is none.  Raises one of BROKEN."""
    found: list[WordLink] = []
    names = [word.main, *(name for kind in ("footnotes", "endnotes") if (name := word.related(kind)))]
    for name in names:
        walk = _LinkWalk({one.id: one for one in word.relations(name)})
        walk.through(word.body if name == word.main else word.part(name))
        found += walk.found
    return found


class _Open(Struct):
    """A link that goes on: its address, None for what leads nowhere outside, and its words so far."""

    address: str | None = None
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class _LinkWalk(Struct):
    relations: Mapping[str, Relation]
    found: list[WordLink] = field(default_factory=list)
    _links: list[_Open] = field(default_factory=list)
    _fields: list[_Open] = field(default_factory=list)

    def through(self, parent: Element) -> None:
        """All that is in an element."""
        for child in parent:
            match child.tag.removeprefix(W):
                case "hyperlink":
                    relation = self.relations.get(child.get(_ID, ""))
                    self._links.append(_Open(relation.target if relation and relation.external else None))
                    self.through(child)
                    self._ended(self._links.pop())
                case "t":
                    for one in (*self._links[-_INSIDE:], *self._fields[-_INSIDE:]):
                        one.texts.append(child.text or "")
                case "instrText":
                    for one in self._fields[-1:]:
                        one.codes.append(child.text or "")
                case "fldChar":
                    self._field(child.get(f"{W}fldCharType", ""))
                case "fldSimple":
                    self._fields.append(_Open(_address(child.get(f"{W}instr", ""))))
                    self.through(child)
                    self._ended(self._fields.pop())
                case _ if child.tag not in SKIPPED:
                    self.through(child)

    def _field(self, step: str) -> None:
        if step == "begin":
            self._fields.append(_Open())
        elif step == "separate" and self._fields:
            self._fields[-1].address = _address("".join(self._fields[-1].codes))
        elif step == "end" and self._fields:
            self._ended(self._fields.pop())

    def _ended(self, one: _Open) -> None:
        if one.address:
            self.found.append(WordLink("".join(one.texts), one.address))


def _address(code: str) -> str | None:
    found = _FIELD.match(code)
    return found[1] if found else None
