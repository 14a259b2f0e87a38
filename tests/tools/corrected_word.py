"""A .docx in which somebody corrects: by typing, or with Word's revisions; as Word writes it into the file."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from itertools import count

from lxml import etree

from tests.tools.word_like import saved_by_word

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_REF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELS = "word/_rels/document.xml.rels"
_BODY, _NOTES, _COMMENTS = "word/document.xml", "word/footnotes.xml", "word/comments.xml"
WHO = "审稿人"
_WHEN = "2026-11-28T09:00:00Z"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    """An element of WordprocessingML."""
    element = etree.Element(f"{W}{tag}", {f"{W}{key}": value for key, value in attributes.items()})
    element.extend(children)
    if text:
        element.text = text
        element.set(_SPACE, "preserve")
    return element


def run(text: str, like: Element | None = None) -> Element:
    """A run of text, looking like another."""
    one = made("r")
    properties = None if like is None else like.find(f"{W}rPr")
    if properties is not None:
        one.append(copy.deepcopy(properties))
    one.append(made("t", text=text))
    return one


class CorrectedWord:
    """The parts of a file, open for correcting; `data` is the file afterwards."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.body, self.notes = (etree.fromstring(self.members[name]) for name in (_BODY, _NOTES))
        self._ids = count(90_000)
        self._comments: list[Element] = []

    @property
    def data(self) -> bytes:
        """The file as it is saved."""
        self.members[_BODY], self.members[_NOTES] = etree.tostring(self.body), etree.tostring(self.notes)
        if self._comments:
            self._add_comments()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.members.items():
                archive.writestr(name, part)
        return buffer.getvalue()

    def paragraph(self, name: str) -> Element:
        """The paragraph in which a bookmark begins."""
        for part in (self.body, self.notes):
            for mark in part.iter(f"{W}bookmarkStart"):
                if mark.get(f"{W}name") == name:
                    return next(one for one in mark.iterancestors() if one.tag == f"{W}p")
        raise LookupError(name)

    def _change(self, kind: str, *children: Element) -> Element:
        return made(kind, *children, id=str(next(self._ids)), author=WHO, date=_WHEN)

    def replace(self, name: str, old: str, new: str, *, tracked: bool = False) -> None:
        """Words of a bookmark's paragraph replaced, or taken out."""
        runs = self._cut(self.paragraph(name), old)
        fresh = run(new, runs[0]) if new else None
        for n, one in enumerate(runs):
            parent = one.getparent()
            assert parent is not None
            if not tracked and n == 0 and fresh is not None:
                parent.replace(one, fresh)
            elif not tracked:
                parent.remove(one)
            else:
                gone = self._change("del")
                parent.replace(one, gone)
                gone.append(one)
                for letters in one.iter(f"{W}t"):
                    letters.tag = f"{W}delText"
                if n == len(runs) - 1 and fresh is not None:
                    gone.addnext(self._change("ins", fresh))

    def put_in(self, name: str, new: str, near: str, *, tracked: bool = False) -> None:
        """Words put in behind others, or ("") at the end of the paragraph, behind its bookmark."""
        paragraph = self.paragraph(name)
        fresh = run(new, next(paragraph.iter(f"{W}r"), None))
        put = self._change("ins", fresh) if tracked else fresh
        if near:
            self._cut(paragraph, near)[-1].addnext(put)
        else:
            paragraph.append(put)

    def _cut(self, paragraph: Element, words: str) -> list[Element]:
        """The runs that hold just these words."""
        texts = list(paragraph.iter(f"{W}t"))
        whole = "".join(one.text or "" for one in texts)
        start = whole.index(words)
        for place in (start + len(words), start):
            at = 0
            for one in [*paragraph.iter(f"{W}t")]:
                size = len(one.text or "")
                if at < place < at + size:
                    self._split(one, place - at)
                at += size
        at, held = 0, []
        for one in paragraph.iter(f"{W}t"):
            size = len(one.text or "")
            if size and start <= at and at + size <= start + len(words):
                parent = one.getparent()
                assert parent is not None
                held.append(parent)
            at += size
        assert "".join("".join(t.text or "" for t in one.iter(f"{W}t")) for one in held) == words
        return held

    def _split(self, text: Element, at: int) -> None:
        one = text.getparent()
        assert one is not None
        words = text.text or ""
        second = copy.deepcopy(one)
        for holder, part in ((one, words[:at]), (second, words[at:])):
            kept = holder.find(f"{W}t")
            assert kept is not None
            kept.text = part
            kept.set(_SPACE, "preserve")
        one.addnext(second)

    def add_paragraph(self, after: str, text: str, *, tracked: bool = False) -> None:
        """A paragraph behind that of a bookmark."""
        before = self.paragraph(after)
        properties = before.find(f"{W}pPr")
        fresh = made("p")
        if properties is not None:
            fresh.append(copy.deepcopy(properties))
        fresh.append(self._change("ins", run(text)) if tracked else run(text))
        if tracked:
            self._mark(fresh, "ins")
        before.addnext(fresh)

    def _mark(self, paragraph: Element, kind: str) -> None:
        """The end of a paragraph put in, taken out or moved."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = made("pPr")
            paragraph.insert(0, properties)
        looks = properties.find(f"{W}rPr")
        if looks is None:
            looks = made("rPr")
            properties.append(looks)
        looks.insert(0, self._change(kind))

    def drop_paragraph(self, name: str, *, tracked: bool = False) -> None:
        """A paragraph taken out with all that is in it."""
        paragraph = self.paragraph(name)
        if not tracked:
            parent = paragraph.getparent()
            assert parent is not None
            parent.remove(paragraph)
            return
        self._all_gone(paragraph, "del")
        self._mark(paragraph, "del")

    def _all_gone(self, paragraph: Element, kind: str) -> None:
        for one in [*paragraph.iter(f"{W}r")]:
            gone = self._change(kind)
            parent = one.getparent()
            assert parent is not None
            parent.replace(one, gone)
            gone.append(one)
            for letters in one.iter(f"{W}t"):
                letters.tag = f"{W}delText"

    def move_paragraph(self, name: str, behind: str, *, tracked: bool = False) -> None:
        """A paragraph cut and pasted behind another; Word leaves the bookmark with what was moved away when it tracks that."""
        paragraph, target = self.paragraph(name), self.paragraph(behind)
        if not tracked:
            target.addnext(paragraph)
            return
        fresh = copy.deepcopy(paragraph)
        for mark in [*fresh.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        for one in [*fresh.iter(f"{W}r")]:
            parent = one.getparent()
            assert parent is not None
            put = self._change("moveTo")
            parent.replace(one, put)
            put.append(one)
        self._mark(fresh, "moveTo")
        self._all_gone(paragraph, "moveFrom")
        self._mark(paragraph, "moveFrom")
        target.addnext(fresh)

    def split(self, name: str, before: str, *, tracked: bool = False) -> None:
        """Enter pressed before some words."""
        paragraph = self.paragraph(name)
        first = self._cut(paragraph, before)[0]
        while first.getparent() is not paragraph:
            parent = first.getparent()
            assert parent is not None
            first = parent
        second = made("p")
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            second.append(copy.deepcopy(properties))
        rest = list(first.itersiblings())
        second.append(first)
        second.extend(rest)
        paragraph.addnext(second)
        if tracked:
            self._mark(paragraph, "ins")

    def merge(self, first: str, second: str, *, tracked: bool = False) -> None:
        """The end of a paragraph deleted: the next one, between them only what is empty, goes on in it."""
        one, two = self.paragraph(first), self.paragraph(second)
        if tracked:
            self._mark(one, "del")
            return
        one.extend([child for child in two if child.tag != f"{W}pPr"])
        parent = two.getparent()
        assert parent is not None
        parent.remove(two)

    def remark(self, name: str, about: str, text: str) -> None:
        """A comment on some words."""
        number = str(len(self._comments))
        held = self._cut(self.paragraph(name), about)
        held[0].addprevious(made("commentRangeStart", id=number))
        end = made("commentRangeEnd", id=number)
        held[-1].addnext(end)
        end.addnext(made("r", made("commentReference", id=number)))
        said = made("comment", made("p", run(text)), id=number, author=WHO, date=_WHEN, initials="S")
        self._comments.append(said)

    def _add_comments(self) -> None:
        self.members[_COMMENTS] = etree.tostring(made("comments", *self._comments))
        types = self.members["[Content_Types].xml"].decode()
        part = f'<Override PartName="/{_COMMENTS}" ContentType="{_MAIN}.comments+xml"/></Types>'
        self.members["[Content_Types].xml"] = types.replace("</Types>", part).encode()
        rels = self.members["word/_rels/document.xml.rels"].decode()
        link = f'<Relationship Id="rIdComments" Type="{_RELATIONS}/comments" Target="comments.xml"/></Relationships>'
        self.members["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()

    def look(self, name: str, words: str, look: str) -> None:
        """A look given to some words by hand: b, i, strike."""
        for one in self._cut(self.paragraph(name), words):
            properties = one.find(f"{W}rPr")
            if properties is None:
                properties = made("rPr")
                one.insert(0, properties)
            properties.append(made(look))

    def row(self, name: str) -> Element:
        """The row of a table that a bookmark's cell is in."""
        return next(one for one in self.paragraph(name).iterancestors() if one.tag == f"{W}tr")

    def drop_row(self, name: str, *, tracked: bool = False) -> None:
        """A row taken out."""
        row = self.row(name)
        if tracked:
            for paragraph in row.iter(f"{W}p"):
                self._all_gone(paragraph, "del")
            properties = row.find(f"{W}trPr")
            assert properties is not None
            properties.append(self._change("del"))
            return
        parent = row.getparent()
        assert parent is not None
        parent.remove(row)

    def add_row(self, name: str, *cells: str) -> None:
        """A row put in behind that of a cell."""
        row = self.row(name)
        fresh = copy.deepcopy(row)
        for mark in [*fresh.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
        for cell, text in zip(fresh.iter(f"{W}tc"), cells, strict=True):
            paragraph = cell.find(f"{W}p")
            assert paragraph is not None
            for one in [child for child in paragraph if child.tag != f"{W}pPr"]:
                paragraph.remove(one)
            paragraph.append(run(text))
        row.addnext(fresh)

    def drop_column(self, name: str) -> None:
        """The column of a cell taken out of its table."""
        cell = next(one for one in self.paragraph(name).iterancestors() if one.tag == f"{W}tc")
        row = cell.getparent()
        assert row is not None
        at = [one for one in row if one.tag == f"{W}tc"].index(cell)
        table = next(one for one in cell.iterancestors() if one.tag == f"{W}tbl")
        for each in table.iter(f"{W}tr"):
            cells = [one for one in each if one.tag == f"{W}tc"]
            if len(cells) > at:
                each.remove(cells[at])

    def move_row(self, name: str, behind: str) -> None:
        """A row moved behind another."""
        self.row(behind).addnext(self.row(name))

    def add_note(self, name: str, text: str) -> None:
        """A footnote at the end of a paragraph."""
        number = str(max(int(one.get(f"{W}id", "0")) for one in self.notes) + 1)
        self.paragraph(name).append(made("r", made("footnoteReference", id=number)))
        self.notes.append(made("footnote", made("p", run(text)), id=number))

    def describe(self, number: str, old: str, new: str) -> None:
        """Words of the text that is said of a drawing ("": all of it) replaced."""
        said = list(self.body.iter(f"{_WP}docPr"))[int(number)]
        text = said.get("descr", "")
        assert old in text
        said.set("descr", text.replace(old, new, 1) if old else new)

    def lead(self, address: str, elsewhere: str) -> None:
        """A link made to lead elsewhere; nowhere, its words left, for ""."""
        if elsewhere:
            spelled = self.members[_RELS].decode()
            assert f'"{address}"' in spelled
            self.members[_RELS] = spelled.replace(f'"{address}"', f'"{elsewhere}"').encode()
            return
        rels = etree.fromstring(self.members[_RELS])
        name = next(one.get("Id") for one in rels if one.get("Target") == address)
        for link in [one for one in self.body.iter(f"{W}hyperlink") if one.get(_REF) == name]:
            parent = link.getparent()
            assert parent is not None
            for child in [*link]:
                link.addprevious(child)
            parent.remove(link)

    def in_chart(self, number: int, change: Callable[[str], str]) -> None:
        """The XML of a chart changed, and its workbook thrown away, as if both had been."""
        name = f"word/charts/chart{number}.xml"
        self.members[name] = change(self.members[name].decode()).encode()


def with_word_habits(data: bytes) -> bytes:
    """As Word saves it: runs cut, revision numbers, ids of paragraphs, smart tags, bookmarks of single numbers moved away."""
    word = CorrectedWord(saved_by_word(data))
    numbers = count(0x10000001)
    for part in (word.body, word.notes):
        for paragraph in part.iter(f"{W}p"):
            paragraph.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"{next(numbers):08X}")
    for one in [*word.body.iter(f"{W}r")][::7]:
        parent = one.getparent()
        if parent is not None and parent.tag in (f"{W}p", f"{W}ins"):
            tag = made("smartTag", element="chmetcnv")
            parent.replace(one, tag)
            tag.append(one)
    for mark in [*word.body.iter(f"{W}bookmarkEnd")][::5]:  # a bookmark may end behind the space that follows
        after = mark.getnext()
        if after is not None and after.tag == f"{W}proofErr":
            after.addnext(mark)
    return word.data


def without_marks(data: bytes) -> bytes:
    """As a program leaves it that keeps neither bookmarks nor parts it does not know, nor tags."""
    word = CorrectedWord(data)
    for part in (word.body, word.notes):
        for mark in [*part.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}tag")]:
            parent = mark.getparent()
            assert parent is not None
            parent.remove(mark)
    for name in [one for one in word.members if one.startswith("customXml")]:
        del word.members[name]
    rels = word.members["word/_rels/document.xml.rels"]
    word.members["word/_rels/document.xml.rels"] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", rels)
    types = word.members["[Content_Types].xml"]
    word.members["[Content_Types].xml"] = re.sub(rb"<Override [^>]*customXml[^>]*/>", b"", types)
    return word.data
