"""The style sheet of the Word file: every look is a named style, so that an editor changes it in one place.

Built-in styles keep the names Word knows (and shows in the editor's language); the others have Chinese names.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.draw.frame import hexadecimal
from hgz_report.style import FANGSONG, HEI, SONG, Style, TextStyle
from hgz_report.writers.docx.oox import DECLARATION, NAMESPACES, attribute, eighths, half_points, twips

LATIN = "西文"
"""The role of letters and digits."""

BODY, LEAD, ASIDE, ITEM = "Body", "Lead", "Aside", "Item"
TITLE, TOC_TITLE, HEADING, TOC = "Title", "TOCHeading", "Heading", "TOC"
"""`HEADING` and `TOC` are followed by the level."""
TABLE, TABLE_CAPTION, TABLE_UNIT, TABLE_HEAD = "ThreeRuleTable", "TableCaption", "TableUnit", "TableHead"
TABLE_TEXT, TABLE_GROUP, SOURCE = "TableText", "TableGroup", "SourceLine"
PICTURE, CHART_CAPTION, GAP = "Picture", "ChartCaption", "Gap"
TILES, TILE_VALUE, TILE_NAME, TILE_NOTE, TILE_GAP = "KeyFigures", "FigureValue", "FigureName", "FigureNote", "FigureGap"
BESIDE = "SideBySide"
ANNEX, ANNEX_TITLE = "Annex", "AnnexTitle"
FOOTNOTE, FOOTNOTE_MARK, STRONG, LINK = "FootnoteText", "FootnoteReference", "Strong", "Hyperlink"
SERIES, ISSUE, MASTHEAD_LINE, SECRECY, IMPRINT, FOOTER = (
    "Series",
    "Issue",
    "MastheadLine",
    "Secrecy",
    "Imprint",
    "Footer",
)

CELL_SLACK = 0.6
"""pt less at the right of a cell: a line that fits to the last twip is broken by some readers all the same."""
_ALIGNMENTS = {"justify": "both", "left": "left", "center": "center", "right": "right"}


class _Named(Struct, frozen=True):
    """A paragraph style.  `line` is Word's line rule; `extra` are paragraph properties between keepNext and spacing."""

    id: str
    name: str
    look: TextStyle
    based_on: str = "Normal"
    next: str = ""
    alias: str = ""
    outline: int | None = None
    on_grid: bool = False
    line: str = "exact"
    tabs: str = ""
    latin: str = LATIN


def styles_xml(style: Style, faces: Mapping[str, str]) -> str:
    """The part `word/styles.xml`.  `faces` must name a face for every role of `style`."""
    paragraphs = "".join(_paragraph_style(named, faces) for named in _named(style))
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(style, faces)}{_normal(style)}"
        f"{paragraphs}{_character_styles(faces)}{_table_styles(style)}</w:styles>"
    )


def face(faces: Mapping[str, str], role: str) -> str:
    """The face Word is told to use for a role."""
    return faces.get(role, "Times New Roman") if role == LATIN else faces[role]


def _named(style: Style) -> list[_Named]:
    return [*_text_styles(style), *_table_text_styles(style), *_tile_styles(style), *_official_styles(style)]


def _text_styles(style: Style) -> list[_Named]:
    levels = "一二三四"
    headings = [
        _Named(
            f"{HEADING}{level}",
            f"heading {level}",
            look,
            next=BODY,
            alias=f"{levels[level - 1]}级标题",
            outline=level - 1,
            on_grid=True,
        )
        for level, look in enumerate(style.headings, 1)
    ]
    width = twips(style.text_width)
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    contents = [
        _Named(f"{TOC}{level}", f"toc {level}", replace(style.toc, indent=2.0 * (level - 1)), next=BODY, tabs=leader)
        for level in range(1, 5)
    ]
    return [
        _Named(BODY, "公文正文", style.body, on_grid=True),
        _Named(LEAD, "导语", style.lead, next=BODY, on_grid=True),
        _Named(ASIDE, "说明文字", style.aside, next=BODY),
        _Named(ITEM, "列项", style.item, on_grid=True),
        _Named(TITLE, "Title", style.title, next=BODY, alias="公文标题"),
        *headings,
        _Named(ANNEX, "附件", style.annex, next=ANNEX_TITLE),
        _Named(ANNEX_TITLE, "附件标题", replace(style.annex_title, keep_with_next=True), next=BODY, outline=0),
        _Named(TOC_TITLE, "TOC Heading", style.toc_title, next=BODY),
        *contents,
        _Named(FOOTNOTE, "footnote text", style.note),
    ]


def _table_text_styles(style: Style) -> list[_Named]:
    below = replace(style.caption, keep_with_next=False, before=2.0)
    picture = TextStyle(FANGSONG, 1.0, 1.0, align="center", before=style.caption.before, keep_with_next=True)
    return [
        _Named("Caption", "caption", style.caption, next=BODY),
        _Named(TABLE_CAPTION, "表题", style.caption),
        _Named(CHART_CAPTION, "图题", below, next=BODY),
        _Named(TABLE_UNIT, "表格单位", style.unit),
        _Named(TABLE_HEAD, "表头", style.table_head),
        _Named(TABLE_TEXT, "表格文字", style.table_cell),
        _Named(TABLE_GROUP, "表格分组", replace(style.table_group, keep_with_next=True)),
        _Named(SOURCE, "资料来源", style.source, next=BODY),
        _Named(PICTURE, "图片", picture, next=CHART_CAPTION, line="auto"),
        _Named(
            GAP, "间隔", replace(style.source, leading=style.source.after - style.table_rule, before=0.0, after=0.0)
        ),
    ]


def _tile_styles(style: Style) -> list[_Named]:
    gap = replace(style.figure_note, leading=style.tile_gap)
    return [
        _Named(TILE_VALUE, "要数", style.figure_value, next=TILE_NAME, latin=HEI),
        _Named(TILE_NAME, "要数名称", style.figure_name, next=TILE_NOTE),
        _Named(TILE_NOTE, "要数说明", style.figure_note),
        _Named(TILE_GAP, "要数间隔", gap, next=BODY),
    ]


def _official_styles(style: Style) -> list[_Named]:
    right = f'<w:tabs><w:tab w:val="right" w:pos="{twips(style.text_width)}"/></w:tabs>'
    inset = twips(style.text_width - style.imprint.size)
    inner = f'<w:tabs><w:tab w:val="right" w:pos="{inset}"/></w:tabs>'
    secrecy = replace(style.masthead_line, role=HEI, align="left")
    return [
        _Named(SECRECY, "密级和紧急程度", secrecy),
        _Named(SERIES, "红头", style.series, next=ISSUE),
        _Named(ISSUE, "期号", style.issue, next=MASTHEAD_LINE),
        _Named(MASTHEAD_LINE, "编印单位和日期", replace(style.masthead_line, align="left"), next=TITLE, tabs=right),
        _Named(IMPRINT, "版记", replace(style.imprint, align="left"), tabs=inner),
        _Named(FOOTER, "footer", style.page_number, latin=SONG),
    ]


def _defaults(style: Style, faces: Mapping[str, str]) -> str:
    size = half_points(style.body.size)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(faces, style.body.role, LATIN)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )


def _normal(style: Style) -> str:
    # Said in Normal, not in the defaults: Word and others apply Han-Latin spacing only where the default style is defined.
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        "<w:widowControl/><w:kinsoku/><w:wordWrap/>"
        '<w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/><w:autoSpaceDE/><w:autoSpaceDN/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips(style.body.leading)}" w:lineRule="exact"/><w:jc w:val="both"/>'
        "</w:pPr></w:style>"
    )


def _paragraph_style(named: _Named, faces: Mapping[str, str]) -> str:
    alias = f'<w:aliases w:val="{named.alias}"/>' if named.alias else ""
    following = f'<w:next w:val="{named.next}"/>' if named.next else ""
    custom = "" if named.name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{named.id}"><w:name w:val="{named.name}"/>{alias}'
        f'<w:basedOn w:val="{named.based_on}"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(named)}</w:pPr><w:rPr>{_run_properties(named, faces)}</w:rPr></w:style>"
    )


def _paragraph_properties(named: _Named) -> str:
    look = named.look
    keep = "<w:keepNext/><w:keepLines/>" if look.keep_with_next else ""
    grid = "<w:snapToGrid/>" if named.on_grid else ""
    line = 240 if named.line == "auto" else twips(look.leading)
    spacing = (
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}"'
        f' w:line="{line}" w:lineRule="{named.line}"/>'
    )
    outline = f'<w:outlineLvl w:val="{named.outline}"/>' if named.outline is not None else ""
    return f'{keep}{named.tabs}{grid}{spacing}{_indent(look)}<w:jc w:val="{_ALIGNMENTS[look.align]}"/>{outline}'


def _indent(look: TextStyle) -> str:
    first = look.indent - look.hang
    left = f'w:leftChars="{round(look.hang * 100)}" w:left="{twips(look.hang * look.size)}"'
    kind = "firstLine" if first >= 0 else "hanging"
    return f'<w:ind {left} w:{kind}Chars="{abs(round(first * 100))}" w:{kind}="{abs(twips(first * look.size))}"/>'


def _run_properties(named: _Named, faces: Mapping[str, str]) -> str:
    look = named.look
    size = half_points(look.size)
    bold = "<w:b/>" if look.bold else ""
    color = f'<w:color w:val="{hexadecimal(look.color)}"/>' if any(look.color) else ""
    tracking = f'<w:spacing w:val="{twips(look.tracking)}"/>' if look.tracking else ""
    return (
        f'{_fonts(faces, look.role, named.latin)}{bold}{color}{tracking}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _fonts(faces: Mapping[str, str], role: str, latin: str) -> str:
    letters, han = attribute(face(faces, latin)), attribute(face(faces, role))
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{letters}" w:eastAsia="{han}" w:hAnsi="{letters}" w:cs="{letters}"/>'


def _character_styles(faces: Mapping[str, str]) -> str:
    hei = attribute(face(faces, HEI))
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + _character_style(STRONG, "Strong", f'<w:rFonts w:eastAsia="{hei}"/>')
        + _character_style(LINK, "Hyperlink", "")
        + _character_style(FOOTNOTE_MARK, "footnote reference", '<w:vertAlign w:val="superscript"/>')
    )


def _character_style(identifier: str, name: str, properties: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
    )


def _table_styles(style: Style) -> str:
    side, top = twips(style.cell_pad_x), twips(style.cell_pad_y)
    right = twips(style.cell_pad_x - CELL_SLACK)
    margins = (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
    )
    edge = f'w:val="single" w:sz="{eighths(style.table_rule)}" w:space="0" w:color="000000"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="三线表"/><w:basedOn w:val="TableNormal"/>'
        f"<w:qFormat/><w:tblPr><w:tblBorders><w:top {edge}/><w:bottom {edge}/></w:tblBorders>{margins}</w:tblPr></w:style>"
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TILES}"><w:name w:val="要数一览"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblCellMar>'
        f'<w:top w:w="{twips(style.tile_pad)}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{BESIDE}"><w:name w:val="并排"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
