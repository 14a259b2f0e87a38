"""What a .docx shows beside its paragraphs: pictures, told by their hashes, and the letters of native charts."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from html import unescape

_CHART = re.compile(r"word/charts/chart\d*\.xml")
_LETTERS = re.compile(r"<(?:c:v|a:t)(?:\s[^>]*)?>([^<]*)</(?:c:v|a:t)>")


def pictures(data: bytes) -> list[str]:
    """SHA-256 of every picture of a .docx, sorted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        return sorted(hashlib.sha256(archive.read(name)).hexdigest() for name in names)


def chart_letters(data: bytes) -> list[list[str]]:
    """Of every native chart of a .docx, in the order of their numbers, all values, names and labels that it keeps."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [name for name in archive.namelist() if _CHART.fullmatch(name)]
        names = sorted(found, key=lambda name: int("0" + re.sub(r"\D", "", name)))
        return [[unescape(text) for text in _LETTERS.findall(archive.read(name).decode("utf-8"))] for name in names]
