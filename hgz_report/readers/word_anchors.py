"""A .docx of ours, perhaps edited and saved by another program: what each bookmark holds now, and where that came from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from xml.etree import ElementTree

from msgspec import Struct

from hgz_report.document.anchors import NAMESPACE, OURS, AnchorTable, Extent, number_name, read_anchors_xml
from hgz_report.origin import Origin
from hgz_report.readers.content import Unjudged
from hgz_report.readers.outside_file import MOST_BYTES
from hgz_report.readers.word_text import BROKEN, Element, W, WordFile, pieces

_CUSTOM = re.compile(r"customXml/[^/]+\.xml")


class FoundPassage(Struct, frozen=True):
    """The text between the ends of a passage's bookmark; its kind and where it came from, as the file was made."""

    name: str
    text: str
    kind: str = ""
    extents: tuple[Extent, ...] = ()


class FoundNumber(Struct, frozen=True):
    """A bound number as it is now, and what it stood for; None where the file no longer says."""

    name: str
    text: str
    origin: Origin | None = None


class WordAnchors(Struct, frozen=True):
    """What was found, in the order of the file; `missing`: bookmarks gone; `said`: what could not be read, in Chinese."""

    report: str
    date: str
    passages: tuple[FoundPassage, ...]
    numbers: tuple[FoundNumber, ...]
    missing: tuple[str, ...]
    said: tuple[str, ...]


def read_word_anchors(data: bytes) -> WordAnchors:
    """Read as far as the file goes.  Raises Unjudged for what is no whole .docx, or too large."""
    if len(data) > MOST_BYTES:
        raise Unjudged("文件太大（超过 50 MB），没有读", "去掉后来插入的图片，另存一次")
    try:
        word = WordFile(data)
        footnotes = word.notes("footnotes")
        texts = _texts([word.body] if footnotes is None else [word.body, footnotes])
        table, said = table_of(word)
    except BROKEN:
        raise Unjudged("不是完整的 DOCX 文件，读不出来", "用 Word 打开另存一次，或重新取一份") from None
    return _matched(texts, table, said)


def _matched(texts: Mapping[str, str], table: AnchorTable | None, said: list[str]) -> WordAnchors:
    """The bookmarks found beside those the table has."""
    if not texts:
        said.append("文件里没有本程序的书签：不是本程序做的，或者另存时被去掉了")
    if table is None:
        numbers = tuple(FoundNumber(name, text) for name, text in texts.items() if _is_number(name))
        passages = tuple(FoundPassage(name, text) for name, text in texts.items() if not _is_number(name))
        return WordAnchors("", "", passages, numbers, (), tuple(said))
    known = {anchor.name: anchor for anchor in table.anchors}
    bound = {number_name(a.name, at): one for a in table.anchors for at, one in enumerate(a.numbers)}
    missing = tuple(name for name in (*known, *bound) if name not in texts)
    if texts and missing:
        said.append(f"书签少了{len(missing)}个（原有{len(known) + len(bound)}个）：那些地方改没改，从这份文件看不出来")
    if strange := [name for name in texts if name not in known and name not in bound]:
        said.append(f"有{len(strange)}个书签不在出处表里（如 {strange[0]}）：是从别的报告粘贴来的，出处不知道")
    held = ((name, text, known[name]) for name, text in texts.items() if name in known)
    numbers = tuple(
        FoundNumber(name, text[one.before : len(text) - one.after], one.origin)
        for name, text in texts.items()
        if (one := bound.get(name)) is not None
    )
    passages = tuple(FoundPassage(name, text, anchor.kind, anchor.extents) for name, text, anchor in held)
    return WordAnchors(table.report, table.date, passages, numbers, missing, tuple(said))


def _is_number(name: str) -> bool:
    found = OURS.fullmatch(name)
    return found is not None and found["number"] is not None


def table_of(word: WordFile) -> tuple[AnchorTable | None, list[str]]:
    """The table of origins, and what is to be said of it where there is none."""
    for name in filter(_CUSTOM.fullmatch, word.archive.namelist()):
        data = word.archive.read(name)
        if NAMESPACE.encode() not in data or b"<ds:datastoreItem" in data:
            continue
        try:
            return read_anchors_xml(ElementTree.fromstring(data)), []
        except (ElementTree.ParseError, ValueError):
            return None, [f"出处表（{name}）坏了：各处的出处不知道，只读出了书签里的字"]
    return None, ["文件里没有出处表，另存时被去掉了：各处的出处不知道，只读出了书签里的字"]


def _texts(parts: Iterable[Element]) -> dict[str, str]:
    """What each bookmark of ours holds, by its name; of two of one name the first."""
    notes = count(1)
    found: dict[str, str] = {}
    for part in parts:
        for name, text in _held(part, notes):
            found.setdefault(name, text)
    return found


def _held(part: Element, notes: Iterator[int]) -> Iterator[tuple[str, str]]:
    """The bookmarks of a part with their text; a note mark is the number it has in the file."""
    marks = {mark.get(f"{W}id", ""): mark.get(f"{W}name", "") for mark in part.iter(f"{W}bookmarkStart")}
    names = {number: name for number, name in marks.items() if OURS.fullmatch(name)}
    opened: defaultdict[str, list[str]] = defaultdict(list)
    for kind, text in pieces(part):
        shown = ""
        match kind:
            case "bookmark" if text in names:
                opened[text].clear()
            case "bookmarked" if text in opened:
                yield names[text], "".join(opened.pop(text)).strip("\n")
            case "text":
                shown = text
            case "tab":
                shown = "\t"
            case "break" | "paragraph":
                shown = "\n"
            case "note":
                shown = str(next(notes))
        for held in opened.values() if shown else ():
            held.append(shown)
