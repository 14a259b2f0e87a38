"""What comes back to editors: Word files for `returned`, tables for `excel in`, pages and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

import xlsxwriter

from tests.tools.hostile.bench import Place
from tests.tools.hostile.documents import DOCX, repacked
from tests.tools.hostile.trial import DONE, FOUND, UNUSABLE, Case

DOOR = "退回"
_PAPER = "reports/2026-Q4/made-000"
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000
Rows = Sequence[Sequence[object]]
_RIGHT: Rows = (("高新区", "科技型“小巨人”企业（家）"), ("天津滨海高新区", 43))


def _book(
    rows: Rows, write: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object] | None = None
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet("表")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
        if write:
            write(book, sheet)
    return out.getvalue()


def _sheet(inside: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    changed = f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{inside}</sheetData></worksheet>'.encode()
    return repacked(_book(_RIGHT), {_SHEET: changed})


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book(_RIGHT))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != _SHEET:
                new.writestr(name, old.read(name))
        with new.open(_SHEET, "w", force_zip64=True) as part:
            for _ in range(900):
                part.write(b" " * 1_000_000)
    return out.getvalue()


_BILLION = (
    "<!DOCTYPE d ["
    + '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
_TABLES: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": "高新区,数\n天津滨海高新区,43\n".encode,
    "zeros": lambda: b"\0" * 100_000,
    "an old office file": lambda: _OLD_OFFICE,
    "a tenth": lambda: _book(_RIGHT)[:500],
    "cut at the end": lambda: _book(_RIGHT)[:-30],
    "a zip of nothing": lambda: repacked(_book(_RIGHT), {_SHEET: None}),
    "without a workbook": lambda: repacked(_book(_RIGHT), {"xl/workbook.xml": None}),
    "a sheet that is no XML": lambda: repacked(_book(_RIGHT), {_SHEET: b"<worksheet"}),
    "an empty sheet": lambda: _book(()),
    "a bomb": _bomb,
    "a billion laughs": lambda: _sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&l;</t></is></c></row>', _BILLION),
    "a cell far away": lambda: _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a row beyond": lambda: _sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
    "700 deep": lambda: _sheet("<row>" * 700 + "</row>" * 700),
    "400,000 rows": lambda: _sheet(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400_000))
    ),
    "16,000 columns": lambda: _book((["高新区", *(f"列{n}" for n in range(16_000))],)),
    "infinity": lambda: _book((_RIGHT[0], ("天津滨海高新区", float("inf")))),
    "1e308": lambda: _book((_RIGHT[0], ("天津滨海高新区", 1e308))),
    "a date": lambda: _book(
        _RIGHT, lambda book, sheet: sheet.write(1, 1, 45_000, book.add_format({"num_format": "yyyy-mm-dd"}))
    ),
    "an error": lambda: _book((_RIGHT[0], ("天津滨海高新区", "#REF!"))),
    "a formula": lambda: _book(_RIGHT, lambda book, sheet: sheet.write_formula(1, 1, "=1+1", None, "")),
    "a formula to outside": lambda: _book(_RIGHT, lambda book, sheet: sheet.write_formula(1, 1, "=cmd|' /C calc'!A0")),
    "merged": lambda: _book(_RIGHT, lambda book, sheet: sheet.merge_range(3, 0, 5, 3, "合并")),
    "hidden rows": lambda: _book(_RIGHT, lambda book, sheet: sheet.set_row(1, None, None, {"hidden": True})),
    "control characters": lambda: _book((_RIGHT[0], ("天津滨海高新区", "4_x001B_3"))),
    "a text of 30,000": lambda: _book((_RIGHT[0], ("天津滨海高新区", "4" * 30_000))),
    "YAML in a cell": lambda: _book((_RIGHT[0], ("天津滨海高新区", "43}\nfacts: !!python/object:os.system {"))),
    "a path in a cell": lambda: _book((_RIGHT[0], ("../../etc/passwd", 43))),
    "a zone twice": lambda: _book((*_RIGHT, _RIGHT[1])),
    "a zone that is none": lambda: _book((_RIGHT[0], ("火星高新区", 43))),
}
_PAGES: dict[str, Callable[[str], str]] = {
    "a script": lambda page: page.replace("</body>", "<script>alert(1)</script></body>"),
    "an event": lambda page: page.replace("<body", '<body onload="alert(1)"', 1),
    "100,000 deep": lambda page: page.replace("</body>", "<div>" * 100_000 + "</body>"),
    "a million paragraphs": lambda page: page.replace("</body>", "<p>甲</p>" * 1_000_000 + "</body>"),
    "an unclosed tag": lambda page: page.replace("</body>", "<p " + "a" * 1_000_000),
    "nothing": lambda page: "",
    "only text": lambda page: "园区情况",
    "a million entities": lambda page: page.replace("</body>", "&lt;" * 1_000_000 + "</body>"),
    "quotes": lambda page: page.replace("</body>", "<a href='" * 100_000 + "</body>"),
    "a comment without end": lambda page: page.replace("</body>", "<!--" * 100_000),
}
_PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES: dict[str, tuple[str, bytes]] = {
    "a PNG of nothing": ("a.png", _PNG),
    "a PNG of 60,000 by 60,000": (
        "a.png",
        _PNG + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + b"\0" * 4 + b"\0\0\0\0IEND\xaeB`\x82",
    ),
    "a JPEG of nothing": ("a.jpg", b"\xff\xd8\xff"),
    "a JPEG of zeros": ("a.jpg", b"\xff\xd8\xff" + b"\0" * 100_000),
    "a PNG that is text": ("a.png", "园区".encode()),
    "an SVG bomb": ("a.svg", f'<?xml version="1.0"?>{_BILLION}<svg xmlns="http://www.w3.org/2000/svg"><text>&l;</text></svg>'.encode()),
    "an SVG of 10,000 groups": (
        "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + b"<g>" * 10_000 + b"</g>" * 10_000 + b"</svg>",
    ),
    "an SVG of a script": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script></svg>'),
    "an SVG from outside": (
        "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/passwd"/></svg>',
    ),
    "an SVG path of a million": (
        "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0' + b" 1 1" * 1_000_000 + b'"/></svg>',
    ),
    "an SVG of 1e999": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 9"><path d="M0 0L1e999 1"/></svg>'),
    "an SVG that is none": ("a.svg", b"<svg"),
    "6 MB": ("a.png", _PNG + b"\0" * 6_000_000),
}  # fmt: skip


def _returned(change: Callable[[bytes], bytes]) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        data = (place.root / f"{_PAPER}.docx").read_bytes()
        return "returned", place.came("made-000.docx", change(data))

    return prepare


def _table(make: Callable[[], bytes], name: str = "table.xlsx") -> Callable[[Place], tuple[str, ...]]:
    return lambda place: ("excel", "in", place.came(name, make()))


def _page(change: Callable[[str], str]) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        page = (place.root / f"{_PAPER}.html").read_text(encoding="utf-8")
        name = place.came("made-000.html", change(page).encode())
        return "audit", name, "--manifest", str(place.root / "reports/2026-Q4/manifest.json")

    return prepare


def _picture(name: str, data: bytes) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(f"pictures/{name}", data)
        call = f'{{{{ picture("{name}", title="园区", alt="园区的样子", source="本单位") }}}}'
        place.write("templates/zone/15_own.md.j2", f"{call}\n")
        return "build", "--jobs", "1"

    return prepare


def cases() -> Iterator[Case]:
    """All of this door.  Words that are added without a number are a notice, and the file passes."""
    for name, change in DOCX.items():
        yield Case(DOOR, f"returned: {name}", _returned(change), (DONE, FOUND, UNUSABLE))
    for name, make in _TABLES.items():
        yield Case(DOOR, f"table: {name}", _table(make), (DONE, FOUND, UNUSABLE))
    for name in ("table.xls", "table.xlsm", "table.csv", "table.ods", "table.docx"):
        yield Case(DOOR, f"table named {name}", _table(lambda: _book(_RIGHT), name), (DONE, FOUND, UNUSABLE))
    for name, alter in _PAGES.items():
        yield Case(DOOR, f"page: {name}", _page(alter), (DONE, FOUND, UNUSABLE))
    for name, (file, data) in _PICTURES.items():
        yield Case(DOOR, f"picture: {name}", _picture(file, data), (FOUND,), r"a\.(png|jpg|svg)|15_own")
