"""The parts of a .docx as text in which a difference reads: an element a line, what fits on a line on one line.

Nothing of a part is left out: attributes stand in the order of the file, white space counts.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from lxml import etree

_Element = etree._Element
_WIDTH = 150
"""Characters of an element that stands on one line with all that is in it."""
_XML_SPACE = "http://www.w3.org/XML/1998/namespace"
_WORKBOOK = ".xlsx"
_BOUGHT_IN = "theme"
"""Parts of a workbook that the library writes the same into each, a hundred lines of it."""


def parts(data: bytes) -> dict[str, str]:
    """Text of every part by the name of a file for it: XML as such, a workbook with all of its parts, a hash of the rest."""
    return {f"{name}{_ending(name)}": _text(name, part) for name, part in _opened(data)}


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _ending(name: str) -> str:
    return "" if name.endswith(".xml") else ".xml" if name.endswith(".rels") else ".txt"


def _text(name: str, part: bytes) -> str:
    if name.endswith(_WORKBOOK):
        shown = (
            (inner, _hash(data) if _BOUGHT_IN in inner.split("/") else _text(inner, data))
            for inner, data in _opened(part)
        )
        return "\n".join(f"== {inner}\n{text}" for inner, text in shown)
    return pretty(part) if name.endswith((".xml", ".rels")) else _hash(part)


def _hash(part: bytes) -> str:
    return f"{len(part)} bytes, sha256 {hashlib.sha256(part).hexdigest()}\n"


def pretty(part: bytes) -> str:
    """An XML part, indented."""
    return "\n".join(_lines(etree.fromstring(part), {}, "")) + "\n"


def _lines(element: _Element, known: dict[str | None, str], indent: str) -> Iterator[str]:
    whole = "".join(_whole(element, known))
    mixed = any(text.strip() for text in (element.text or "", *(kid.tail or "" for kid in element)))
    if not len(element) or mixed or len(whole) <= _WIDTH:
        yield indent + whole
        return
    head, tail = _tags(element, known)
    yield f"{indent}{head}>"
    for kid in element:
        yield from _lines(kid, element.nsmap, indent + " ")
    yield indent + tail


def _whole(element: _Element, known: dict[str | None, str]) -> Iterator[str]:
    head, tail = _tags(element, known)
    if not len(element) and not element.text:
        yield f"{head}/>"
        return
    yield f"{head}>{_escaped(element.text)}"
    for kid in element:
        yield from _whole(kid, element.nsmap)
        yield _escaped(kid.tail)
    yield tail


def _tags(element: _Element, known: dict[str | None, str]) -> tuple[str, str]:
    """The start tag without its last bracket, and the end tag; name spaces stand where they are declared."""
    name = _name(element.tag, element.nsmap)
    declared = {prefix: space for prefix, space in element.nsmap.items() if known.get(prefix) != space}
    spaces = [f' xmlns{f":{prefix}" if prefix else ""}="{space}"' for prefix, space in declared.items()]
    values = [f' {_name(str(key), element.nsmap)}="{_escaped(str(value))}"' for key, value in element.attrib.items()]
    return "".join([f"<{name}", *spaces, *values]), f"</{name}>"


def _name(tag: str, spaces: dict[str | None, str]) -> str:
    """A name as the file has it: {http://…}tag becomes w:tag."""
    space, _, local = tag.rpartition("}")
    if space.removeprefix("{") == _XML_SPACE:
        return f"xml:{local}"
    prefix = next((prefix for prefix, known in spaces.items() if space and known == space.removeprefix("{")), None)
    return f"{prefix}:{local}" if prefix else local


def _escaped(text: str | None) -> str:
    """Text as XML; a line end is shown, so that an element keeps to its line."""
    plain = (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return plain.replace("\n", "&#10;").replace("\t", "&#9;")


def chart_letters(data: bytes) -> list[list[str]]:
    """Of every native chart of a .docx, in the order of their numbers, all values, names and labels that it keeps."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [name for name in archive.namelist() if _CHART.fullmatch(name)]
        names = sorted(found, key=lambda name: int("0" + re.sub(r"\D", "", name)))
        return [[unescape(text) for text in _LETTERS.findall(archive.read(name).decode("utf-8"))] for name in names]


_CHART = re.compile(r"word/charts/chart\d*\.xml")
_LETTERS = re.compile(r"<(?:c:v|a:t)(?:\s[^>]*)?>([^<]*)</(?:c:v|a:t)>")
