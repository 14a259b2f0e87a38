"""Hostile tables for `excel in`, and files that `new-edition` must not follow out of the project or trip over."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence

import xlsxwriter

from tests.tools.hostile.bench import Place
from tests.tools.hostile.documents import repacked
from tests.tools.hostile.trial import DONE, FOUND, UNUSABLE, Case

DOOR = "表格"
_SHEET = "xl/worksheets/sheet1.xml"
_HEADS = ("编号", "归属", "指标", "时期", "数值", "单位", "出处")
Bytes = Callable[[bytes], bytes]
Rows = Sequence[Sequence[object]]


def book(*rows: Sequence[object], name: str = "事实") -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True})
    sheet = made.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    made.close()
    return out.getvalue()


def _sheet(change: Callable[[str], str]) -> Bytes:
    def make(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            text = package.read(_SHEET).decode()
        return repacked(data, {_SHEET: change(text).encode("utf-8", "surrogatepass")})

    return make


def _rows(count: int, cell: str) -> Bytes:
    rows = "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in range(2, count + 2))
    return _sheet(lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))


def _bomb(megabytes: int) -> Bytes:
    return lambda data: repacked(data, {_SHEET: b" " * (megabytes << 20)})


_JOINED = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
_TABLE = book(_HEADS, ("", "甲", "乙", "2024", 1, "个", "x"))
_DEEP = "<sheetData>" + "<a>" * 99_999
_BYTES: dict[str, tuple[bytes | tuple[Bytes, bytes], tuple[int, ...], str]] = {
    "nothing": (b"", (UNUSABLE,), "不是 Excel 工作簿"),
    "a text": ("编号,数值".encode(), (UNUSABLE,), "CSV"),
    "cut in the middle": (_TABLE[: len(_TABLE) // 2], (UNUSABLE,), "坏了"),
    "an old office file": (b"\xd0\xcf\x11\xe0" + bytes(4000), (UNUSABLE,), "xls"),
    "a bomb": ((_bomb(900), _TABLE), (UNUSABLE,), "展开后太大"),
    "a sheet that is no XML": ((_sheet(lambda text: text[:300]), _TABLE), (UNUSABLE,), "坏了"),
    "a sheet with entities": ((_sheet(lambda t: t.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)), _TABLE),
                              (UNUSABLE,), "DOCTYPE"),
    "half a character": ((_sheet(lambda text: text.replace("</sheetData>", "\ud800</sheetData>")), _TABLE), (UNUSABLE,), "坏了"),
    "nested elements": ((_sheet(lambda t: t.replace("<sheetData>", _DEEP)), _TABLE), (UNUSABLE,), "坏了"),
    "300,000 rows": ((_rows(300_000, '<c r="A{0}"><v>1</v></c>'), _TABLE), (UNUSABLE,), "超过 50000 行"),
    "300,000 empty rows": ((_rows(300_000, ""), _TABLE), (FOUND,), "不知道“甲”"),
    "rows of no numbers": ((_sheet(lambda text: text.replace('<row r="2"', '<row r="x"')), _TABLE), (UNUSABLE,), "坏了"),
    "a cell far away": ((_rows(1, '<c r="XFD1048576"><v>1</v></c>'), _TABLE), (UNUSABLE,), "范围太大"),
    "an empty cell far away": ((_rows(1, '<c r="XFD1048576" s="0"/>'), _TABLE), (FOUND,), "不知道“甲”"),
    "400,000 rows of empty cells": ((_rows(400_000, '<c r="A{0}" s="0"/><c r="M{0}" s="0"/>'), _TABLE), (FOUND,), "不知道“甲”"),
    "columns that are none": ((_rows(1, '<c r="ZZZ2"><v>1</v></c>'), _TABLE), (FOUND, UNUSABLE), ""),
    "rows that are none": ((_sheet(lambda t: t.replace('<row r="2"', '<row r="99999999999"')), _TABLE), (FOUND, UNUSABLE), ""),
    "everything joined": ((_sheet(lambda t: t.replace("</sheetData>", _JOINED)), _TABLE), (FOUND, UNUSABLE), ""),
    "control characters": (book(_HEADS, ("\x1b[31m红", "甲", "乙", "2024", 1)), (FOUND,), ""),
    "no heads": (book(("a", "b"), (1, 2)), (UNUSABLE,), "认得出高新区"),
    "numbers without end": (book(_HEADS, ("", "甲", "乙", "2024", 1e308)), (FOUND,), ""),
    "heads without rows": (book(_HEADS), (DONE,), ""),
    "a sheet name like a path": (book(_HEADS, name="~$-..-x"), (DONE,), ""),
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Every case of this door."""
    for name, (content, codes, says) in _BYTES.items():
        yield Case(DOOR, name, _came(content), codes, says, seconds=8, lets=(".cache",))
    yield Case(
        DOOR,
        "a folder",
        lambda place: ["excel", "in", str(place.outside)],
        (UNUSABLE,),
        "是文件夹，不是文件",
        lets=(".cache",),
    )
    yield Case(DOOR, "a pipe", _pipe, (UNUSABLE,), "不是普通的文件", lets=(".cache",))
    yield Case(DOOR, "a map that leads out", _map_out, (FOUND, UNUSABLE), "", lets=(".cache",))
    yield Case(
        DOOR,
        "out into no folder",
        lambda place: ["excel", "out", str(place.outside / "a/b.xlsx")],
        (FOUND,),
        "写不了",
        lets=(".cache",),
    )
    yield Case(DOOR, "the next edition, configuration elsewhere", _config_out, (FOUND,), "外面", lets=(".cache",))
    yield Case(
        DOOR,
        "the next edition, a long name",
        lambda place: ["new-edition", "期" * 500],
        (FOUND,),
        "不能用",
        lets=(".cache",),
    )


def _came(content: bytes | tuple[Bytes, bytes]) -> Callable[[Place], Sequence[str]]:
    def prepare(place: Place) -> Sequence[str]:
        data = content if isinstance(content, bytes) else content[0](content[1])
        return ["excel", "in", place.came("来的.xlsx", data), "--write"]

    return prepare


def _pipe(place: Place) -> Sequence[str]:
    os.mkfifo(place.outside / "a.xlsx")
    return ["excel", "in", str(place.outside / "a.xlsx")]


def _map_out(place: Place) -> Sequence[str]:
    (place.root / "data/excel").mkdir()
    (place.root / "data/excel/来的.yaml").symlink_to("/etc/passwd")
    return [
        "excel",
        "in",
        place.came("来的.xlsx", book(("高新区", "地区生产总值"), (_short(place), 5), name="表")),
        "--write",
    ]


def _short(place: Place) -> str:
    text = sorted((place.root / "data/zones").iterdir())[0].read_text(encoding="utf-8")
    found = re.search(r"^short: (.*)$", text, re.MULTILINE)
    assert found
    return found[1]


def _config_out(place: Place) -> Sequence[str]:
    path = place.root / "report.toml"
    place.came("report.toml", path.read_bytes())
    path.unlink()
    path.symlink_to(place.outside / "report.toml")
    return ["new-edition", "2027-Q1", "--write"]
