"""The fingerprint of a page of a PDF: what its content stream places on it, however the file around it is packed."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

_TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|[\[\]]|/?[^\s<>()\[\]/]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def page_print(content: bytes, width: float, height: float, turned: int = 0) -> str:
    """The fingerprint of a page of `width` x `height` pt: the operators and operands of its content stream, whatever blanks and
    line ends part them.

    A number counts as it is written to three decimals, hexadecimal digits as capitals.
    """
    words = map(_settled, _TOKEN.findall(content))
    sheet = f"{width:.2f} {height:.2f} {turned} ".encode()
    return hashlib.sha256(sheet + b" ".join(words)).hexdigest()[:32]


@lru_cache(maxsize=16384)  # nearly all words of a page are operators and numbers that came before
def _settled(word: bytes) -> bytes:
    if word[:1] == b"<":
        return b"".join(word.split()).upper()
    if word[:1] == b"(":  # what some programs make of <0845>
        return b"<" + _ESCAPE.sub(_meant, word[1:-1]).hex().upper().encode() + b">"
    if word[:1].isdigit() or word[:1] in b"-.+":
        try:
            return f"{float(word):.3f}".encode()
        except ValueError:
            return word
    return word


def _meant(escape: re.Match[bytes]) -> bytes:
    """What an escape of a literal string stands for (ISO 32000-1, 7.3.4.2)."""
    said = escape.group(1)
    return bytes([int(said, 8) & 0xFF]) if said.isdigit() else _ESCAPED.get(said, said)
