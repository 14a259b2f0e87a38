"""The visible text of an element of a .docx, with the content controls and notes in it."""

from __future__ import annotations

import re

from msgspec import Struct, field

from hgz_report.readers.content import Oddity, Tagged, without_blanks
from hgz_report.readers.word_closed import field_oddities
from hgz_report.readers.word_look import parted_numbers
from hgz_report.readers.word_text import Element, pieces

_PAGES = re.compile(r"\s*(?:PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b")
_PAGE_NUMBER = re.compile(r"[0-9ivxlcIVXLC]{0,5}")


class ShownText(Struct):
    """The visible text of an element.

    Results of page fields are left out where nothing stands before them but a tab, or in a margin: Word counts them anew.
    """

    margin: bool
    text: str = ""
    tagged: list[Tagged] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    _controls: list[tuple[int, str]] = field(default_factory=list)
    _fields: list[list[str]] = field(default_factory=list)
    """Of each open field its instruction, whether it counts pages, its result if it does, and whether that is known."""
    _tabbed: bool = False
    _silent: int = 0
    _spaced: str = ""
    """The text with its blanks; a full stop where another paragraph begins or a note is mentioned."""

    def add(self, text: str) -> None:
        """Append text that is shown."""
        if self._silent:
            next(one for one in reversed(self._fields) if one[1])[2] += without_blanks(text)
            return
        self.text += without_blanks(text)
        self._spaced += text
        self._tabbed = self._tabbed and not text.strip()

    def walk(self, element: Element) -> None:
        """Append what an element shows."""
        for kind, text in pieces(element):
            match kind:
                case "text":
                    self.add(text)
                case "tab":
                    self._tabbed = True
                    self._spaced += "\t"
                case "break":
                    self._spaced += "\n"
                case "paragraph" | "end":
                    self._spaced += "。"
                case "note":
                    self._spaced += "。"
                    self.add(text)
                    self._spaced += "。"
                    self.mentioned.append(text)
                case "field":
                    self._field(text)
                case "code" if self._fields:
                    self._fields[-1][0] += text
                case "open":
                    self._controls.append((len(self.text), text))
                case "close":
                    self._close()
        self.oddities += parted_numbers(self._spaced)
        self._spaced = ""

    def _field(self, step: str) -> None:
        match step:
            case "begin":
                self._fields.append(["", "", "", ""])
            case "separate" if self._fields:
                self._judge(self._fields[-1])
            case "end" if self._fields:
                self._judge(self._fields[-1])
                _, counted, result, _ = self._fields.pop()
                self._silent -= bool(counted)
                if counted and not (_PAGE_NUMBER.fullmatch(result) and (self.margin or self._tabbed)):
                    self.add(result)

    def _judge(self, one: list[str]) -> None:
        """Once a field's instruction is known: whether it counts pages, and whether Word would change what it says."""
        if not one[3]:
            one[1] = "pages" if _PAGES.match(one[0]) else ""
            one[3] = "judged"
            self._silent += bool(one[1])
            self.oddities += field_oddities(one[0])

    def _close(self) -> None:
        start, tag = self._controls.pop()
        if len(self.text) > start:
            self.tagged.append(Tagged(start, len(self.text), tag))
