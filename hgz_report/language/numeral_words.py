"""Words that hold a numeral and state no number: 三农, 千方百计, 六安 (`number_words.toml`, each group with its reason)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from hgz_report.language.numeral_chars import NUMERAL

_FILE = Path(__file__).with_name("number_words.toml")
_IS_NUMERAL = re.compile(NUMERAL)


class NumeralWords(Struct, frozen=True):
    """Words by each pair of neighbours one of whose characters is a numeral: one look-up a number, however many words."""

    by_pair: Mapping[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> NumeralWords:
        """Index the words; one without a numeral, or of one character, is never found."""
        index: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for word in dict.fromkeys(words):
            for found in _IS_NUMERAL.finditer(word):
                at = found.start()
                pair = word[at : at + 2] if at + 1 < len(word) else word[at - 1 : at + 1]
                if len(pair) == 2:
                    index[pair].append((word, at if at + 1 < len(word) else at - 1))
        return cls({pair: tuple(found) for pair, found in index.items()})

    def holding(self, text: str, place: int) -> Iterator[tuple[int, int]]:
        """Start and end of every word in the text that has the numeral at `place` in it."""
        for at in (place, place - 1) if place else (place,):
            for word, offset in self.by_pair.get(text[at : at + 2], ()):
                start = at - offset
                if start >= 0 and text.startswith(word, start) and place < start + len(word):
                    yield start, start + len(word)


@cache
def general_words() -> NumeralWords:
    """The words of the language; those of a project's registers are its own affair (`data.allow_list`)."""
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["words"]
    return NumeralWords.of(word for group in groups for word in group["list"].split())
