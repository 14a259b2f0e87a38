"""The marks of revisions: inserted and deleted runs, paragraphs and rows, by one author on one day."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from msgspec import Struct

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HOLDERS = frozenset({f"{W}sdt", f"{W}hyperlink", f"{W}smartTag"})
_ZERO = frozenset(
    {f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}proofErr", f"{W}commentRangeStart", f"{W}commentRangeEnd"}
)
_UNTEXT = (f"{W}drawing", f"{W}footnoteReference", f"{W}pict", f"{W}object")
OoxElement = Any
"""Of lxml, which has no types of its own."""


class Marks(Struct):
    """Makes them; `last`: the highest number that a mark of the file has."""

    author: str
    date: str
    last: int

    def mark(self, kind: str, *inside: OoxElement) -> OoxElement:
        """`w:ins` or `w:del` around something, or a bare one for a paragraph mark or a row."""
        self.last += 1
        made = etree.Element(f"{W}{kind}")
        made.set(f"{W}id", str(self.last))
        made.set(f"{W}author", self.author)
        made.set(f"{W}date", self.date)
        made.extend(inside)
        return made

    def deleted_run(self, text: str, properties: OoxElement | None) -> OoxElement:
        """A run of deleted text, with tabs and line ends as they were."""
        run = etree.Element(f"{W}r")
        if properties is not None:
            run.append(deepcopy(properties))
        for part in _parts(text):
            if part in ("\t", "\n"):
                etree.SubElement(run, f"{W}tab" if part == "\t" else f"{W}br")
            else:
                said = etree.SubElement(run, f"{W}delText")
                said.text = part
                said.set(_SPACE, "preserve")
        return self.mark("del", run)

    def inserted_paragraph(self, paragraph: OoxElement) -> None:
        """Mark a paragraph of the new file as inserted: its runs, wherever they stand, and its end."""
        for run in list(paragraph.iter(f"{W}r")):
            parent = run.getparent()
            at = parent.index(run)
            parent.remove(run)
            parent.insert(at, self.mark("ins", run))
        self.paragraph_mark(paragraph, "ins")

    def deleted_paragraph(self, paragraph: OoxElement) -> OoxElement:
        """A paragraph of the old file as deleted: its text, for links, controls and pictures stay behind."""
        made = etree.Element(f"{W}p")
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            made.append(deepcopy(properties))
            for section in made.findall(f"{W}pPr/{W}sectPr"):
                made[0].remove(section)
        for run in shown_runs(paragraph):
            if text := run_text(run):
                made.append(self.deleted_run(text, run.find(f"{W}rPr")))
        self.paragraph_mark(made, "del")
        return made

    def paragraph_mark(self, paragraph: OoxElement, kind: str) -> None:
        """Say of the end of a paragraph that it is inserted or deleted."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        of_mark = properties.find(f"{W}rPr")
        if of_mark is None:
            of_mark = etree.Element(f"{W}rPr")
            after = [one for one in properties if one.tag in (f"{W}sectPr", f"{W}pPrChange")]
            properties.insert(properties.index(after[0]) if after else len(properties), of_mark)
        of_mark.insert(0, self.mark(kind))

    def row(self, row: OoxElement, kind: str) -> OoxElement:
        """A row as inserted or deleted, all that stands in it too; of a deleted one a copy."""
        if kind == "del":
            row = deepcopy(row)
        for cell in row.iter(f"{W}tc"):
            for paragraph in list(cell.findall(f"{W}p")):
                if kind == "ins":
                    self.inserted_paragraph(paragraph)
                else:
                    cell.replace(paragraph, self.deleted_paragraph(paragraph))
        for one in (row, *row.iter(f"{W}tr")):
            if one.tag == f"{W}tr":
                self._row_mark(one, kind)
        return row

    def _row_mark(self, row: OoxElement, kind: str) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            before = row.find(f"{W}tblPrEx")
            row.insert(0 if before is None else 1, properties)
        if properties.find(f"{W}{kind}") is None:
            properties.append(self.mark(kind))


def shown_runs(paragraph: OoxElement) -> list[OoxElement]:
    """The runs of a paragraph that a reader sees, without the codes of fields."""
    shown, inside_code = [], False
    for run in paragraph.iter(f"{W}r"):
        kinds = [one.get(f"{W}fldCharType") for one in run.iter(f"{W}fldChar")]
        if kinds:
            inside_code = kinds[-1] == "begin" or (inside_code and kinds[-1] not in ("separate", "end"))
        elif not inside_code:
            shown.append(run)
    return shown


def run_text(run: OoxElement) -> str:
    """The text of a run, with tabs and line ends."""
    return "".join(_said(one) for one in run)


def _said(part: OoxElement) -> str:
    match str(part.tag).removeprefix(W):
        case "t" | "delText":
            return part.text or ""
        case "tab":
            return "\t"
        case "br":
            return "\n"
    return ""


def _parts(text: str) -> list[str]:
    """A text in stretches, tabs and line ends by themselves."""
    out: list[str] = []
    for character in text:
        if character in "\t\n" or not out or out[-1] in "\t\n":
            out.append(character)
        else:
            out[-1] += character
    return out


def paragraph_text(paragraph: OoxElement) -> str:
    """What a reader sees of a paragraph."""
    return "".join(map(run_text, shown_runs(paragraph)))
