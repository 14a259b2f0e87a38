"""How text of a .docx looks, as far as that shows or hides it: properties through styles, and automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree import ElementTree

from msgspec import Struct, field

from hgz_report.readers.word_text import Element, W, WordFile

LookProperties = dict[str, str]
"""Local names of properties that matter, each with its value; of `spacing` and `ind` each attribute (`spacing.line`)."""
_OFF = frozenset({"0", "false", "off", "none"})
_RUN = (
    "vanish",
    "specVanish",
    "strike",
    "dstrike",
    "color",
    "sz",
    "w",
    "position",
    "vertAlign",
    "highlight",
    "fitText",
)
_PALE_THEMES = frozenset({"background1", "light1", "bg1", "lt1"})
_NUMBERED = ("numId", "ilvl")


def on(element: Element | None) -> bool:
    """Whether a property that is either on or off is on."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


def run_properties(properties: Element | None) -> LookProperties:
    """What a `w:rPr` says of the properties that matter."""
    out: LookProperties = {}
    for child in () if properties is None else properties:
        name = child.tag.removeprefix(W)
        if name == "shd":
            out["fill"] = fill_of(child)
        elif name == "rFonts":
            out |= {f"font.{key.removeprefix(W)}": value for key, value in child.attrib.items()}
        elif name == "spacing":
            out["tracking"] = child.get(f"{W}val", "0")
        elif name == "color" and child.get(f"{W}themeColor") in _PALE_THEMES and f"{W}themeShade" not in child.attrib:
            out["color"] = "FFFFFF"
        elif name in _RUN:
            out[name] = child.get(f"{W}val", "1")
    return out


def paragraph_properties(properties: Element | None) -> LookProperties:
    """What a `w:pPr` says of the properties that matter."""
    out: LookProperties = {}
    for child in () if properties is None else properties:
        match child.tag.removeprefix(W):
            case "spacing" | "ind" as name:
                out |= {f"{name}.{key.removeprefix(W)}": value for key, value in child.attrib.items()}
            case "shd":
                out["fill"] = fill_of(child)
            case "outlineLvl":
                out["outline"] = child.get(f"{W}val", "9")
            case "numPr":
                out |= {one.tag.removeprefix(W): one.get(f"{W}val", "0") for one in child}
    return out


def fill_of(shading: Element) -> str:
    """The colour behind text, "" for none."""
    if shading.get(f"{W}themeFill") in ("text1", "dark1", "tx1", "dk1"):
        return "000000"
    fill = shading.get(f"{W}fill", "auto")
    solid = shading.get(f"{W}color", "auto") if shading.get(f"{W}val") == "solid" else fill
    return "" if solid == "auto" else solid


class _WordStyle(Struct):
    name: str
    base: str
    run: LookProperties
    paragraph: LookProperties
    conditional: list[LookProperties]
    table: list[Element]


class Styles(Struct):
    """The styles of a file by their ids."""

    named: Mapping[str, _WordStyle]
    default: LookProperties
    normal: str
    levels: Mapping[tuple[str, str], bool]
    """Number and level of a list → whether it prints a number."""
    _run: dict[str, LookProperties] = field(default_factory=dict)
    _paragraph: dict[str, LookProperties] = field(default_factory=dict)

    @classmethod
    def of(cls, word: WordFile) -> Styles:
        """Read the parts that a file has them in."""
        named, numbered = word.related("styles"), word.related("numbering")
        return _read(*(None if part is None else word.archive.read(part) for part in (named, numbered)))

    @classmethod
    def read(cls, root: Element | None, numbering: Element | None) -> Styles:
        """Of the roots of those parts."""
        levels = {} if numbering is None else dict(_levels(numbering))
        if root is None:
            return cls({}, {}, "", levels)
        default = run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        styles = {one.get(f"{W}styleId", ""): _style(one) for one in root.iterfind(f"{W}style")}
        normal = next(
            (one.get(f"{W}styleId", "") for one in root.iterfind(f"{W}style")
             if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true")), "",
        )  # fmt: skip
        return cls(styles, default, normal, levels)

    def run(self, style: str) -> LookProperties:
        """LookProperties of text in a style, those of its bases included."""
        if style not in self._run:
            self._run[style] = {key: value for one in self._chain(style) for key, value in one.run.items()}
        return self._run[style]

    def paragraph(self, style: str) -> LookProperties:
        """LookProperties of paragraphs in a style, those of its bases included."""
        if style not in self._paragraph:
            self._paragraph[style] = {k: value for one in self._chain(style) for k, value in one.paragraph.items()}
        return self._paragraph[style]

    def table_looks(self, style: str) -> list[LookProperties]:
        """LookProperties of text in a table style, and in some of its rows or columns."""
        return [properties for one in self._chain(style) for properties in (one.run, *one.conditional)]

    def tables(self, style: str) -> list[Element]:
        """What a table style says of tables and their rows (`w:tblPr`, `w:trPr`), for the whole or for some rows."""
        return [properties for one in self._chain(style) for properties in one.table]

    def heading(self, style: str, own: LookProperties) -> bool:
        """Whether a paragraph is a heading."""
        level = own.get("outline", self.paragraph(style).get("outline", "9"))
        return level.isdigit() and int(level) < _BODY_LEVEL

    def numbered(self, style: str, own: LookProperties) -> bool:
        """Whether Word prints a number or a mark before a paragraph by itself."""
        number, level = (own.get(key, self.paragraph(style).get(key, "0")) for key in _NUMBERED)
        return number != "0" and self.levels.get((number, level), True)

    def _chain(self, style: str) -> list[_WordStyle]:
        """A style and those it is based on, the furthest first."""
        out: list[_WordStyle] = []
        while style in self.named and self.named[style] not in out:
            out.append(self.named[style])
            style = out[-1].base
        return out[::-1]


_BODY_LEVEL = 9


@lru_cache(maxsize=4)
def _read(styles: bytes | None, numbering: bytes | None) -> Styles:
    """The papers of an edition have them alike, and reading them takes longer than reading the text."""
    return Styles.read(*(None if part is None else ElementTree.fromstring(part) for part in (styles, numbering)))


def _style(style: Element) -> _WordStyle:
    base, name = style.find(f"{W}basedOn"), style.find(f"{W}name")
    run = run_properties(style.find(f"{W}rPr"))
    paragraph = paragraph_properties(style.find(f"{W}pPr"))
    conditional = [run_properties(one.find(f"{W}rPr")) for one in style.iterfind(f"{W}tblStylePr")]
    based_on = "" if base is None else base.get(f"{W}val", "")
    table = [one for one in style.iter() if one.tag in (f"{W}tblPr", f"{W}trPr")]
    return _WordStyle("" if name is None else name.get(f"{W}val", ""), based_on, run, paragraph, conditional, table)


def _levels(numbering: Element) -> Iterator[tuple[tuple[str, str], bool]]:
    lists = {one.get(f"{W}abstractNumId", ""): one for one in numbering.iterfind(f"{W}abstractNum")}
    for number in numbering.iterfind(f"{W}num"):
        named = number.find(f"{W}abstractNumId")
        levels = lists.get("" if named is None else named.get(f"{W}val", ""))
        overrides = number.iterfind(f"{W}lvlOverride/{W}lvl")
        for level in [*(levels.iterfind(f"{W}lvl") if levels is not None else ()), *overrides]:
            text = level.find(f"{W}lvlText")
            key = number.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0")
            yield key, text is not None and bool(text.get(f"{W}val"))
