"""A table from an office program: what is in its cells, what is odd about them, and which files are not opened."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from hgz_report.problems import Unusable
from hgz_report.readers import spreadsheet
from hgz_report.readers.spreadsheet import SheetRead, column_of, letters, read_spreadsheet


def written(path: Path, fill: Callable[[Any, Any], object], **options: object) -> Path:
    book = xlsxwriter.Workbook(path, options)
    fill(book, book.add_worksheet("表"))
    book.close()
    return path


def sheet(path: Path) -> SheetRead:
    return read_spreadsheet(path)[0]


@pytest.mark.parametrize("number", [0, 25, 26, 701, 702, 16383])
def test_columns_are_called_as_office_programs_call_them(number: int) -> None:
    assert column_of(letters(number)) == number
    assert (letters(0), letters(26), letters(702)) == ("A", "AA", "AAA")


def test_what_is_odd_about_a_cell_is_said(tmp_path: Path) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_number("A1", 0.081, book.add_format({"num_format": "0.0%"}))
        page.write_formula("B1", "=1/0", None, "#DIV/0!")
        page.write_formula("C1", "=1+1", None, "")
        page.write_formula("D1", "=1+2", None, 3)
        page.merge_range("A2:B3", "并")
        page.write_string("D4", "藏")
        page.set_row(3, None, None, {"hidden": True})
        page.set_column("F:G", None, None, {"hidden": True})

    found = sheet(written(tmp_path / "a.xlsx", fill))
    assert found.cell(0, 0).odd == {"percent"}
    assert found.cell(0, 1).odd == {"error", "formula"}
    assert found.cell(0, 2).odd == {"no result"}
    assert found.cell(0, 2).value == ""
    assert found.cell(0, 3).odd == {"formula"}
    assert found.cell(0, 3).value == 3
    assert found.cell(2, 1).odd == {"merged"}
    assert found.covering(2, 1).value == "并"
    assert found.cell(3, 3).odd == {"hidden row"}
    assert found.cell(3, 3).name == "表!D4"
    assert found.cell(0, 6).odd == {"hidden column"}
    assert found.cell(900, 900).value == ""


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_are_days_whatever_year_the_file_counts_from(since_1904: bool, tmp_path: Path) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_datetime("A1", datetime(2024, 4, 26), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001

    assert sheet(written(tmp_path / "a.xlsx", fill, date_1904=since_1904)).cell(0, 0).value == date(2024, 4, 26)


def test_hidden_sheets_are_known_as_hidden(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", lambda book, page: book.add_worksheet("藏").hide())
    assert [(one.name, one.hidden) for one in read_spreadsheet(path)] == [("表", False), ("藏", True)]


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


BOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
TYPES = b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式（.xls）"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("指标,数值\n地区生产总值,1\n".encode(), "CSV"),
        (b"\0\1\2" * 100, "不知道是什么文件"),
        (b"", "CSV"),
        (b"PK\3\4 nonsense", "坏了"),
        (packed(("a.txt", b"x")), "不是 Excel 工作簿"),
        (packed(("xl/workbook.xml", BOOK), ("[Content_Types].xml", TYPES)), "带宏"),
        (packed(("xl/workbook.xml", BOOK), ("xl/vbaProject.bin", b"x")), "带宏"),
        (packed(("xl/workbook.bin", b"x")), "xlsb"),
        (packed(("mimetype", b"x"), ("content.xml", b"x")), "ods"),
        (packed(("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')), "DOCTYPE"),
        (packed(("xl/workbook.xml", BOOK)), "坏了"),
        (packed(("xl/workbook.xml", b"<a"), ("xl/_rels/workbook.xml.rels", b"<a/>")), "坏了"),
        (packed(("xl/workbook.xml", b"0" * 40_000_000)), "展开后太大"),
        (packed(*((f"a{n}.xml", b"") for n in range(2001))), "展开后太大"),
    ],
)
def test_what_can_not_be_read_is_refused_with_what_to_do(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    begun = time.process_time()
    with pytest.raises(Unusable, match=said) as found:
        read_spreadsheet(path)
    assert time.process_time() - begun < 2
    assert all(one.where and one.where.file == "表.xlsx" and one.hint for one in found.value.problems)


def test_a_part_that_is_larger_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    data = packed(("xl/workbook.xml", b"0" * 500_000))
    size = (500_000).to_bytes(4, "little")
    (tmp_path / "a.xlsx").write_bytes(data.replace(size, (500).to_bytes(4, "little")))
    with pytest.raises(Unusable):
        read_spreadsheet(tmp_path / "a.xlsx")


def test_a_sheet_with_too_many_rows_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 40)
    path = written(tmp_path / "a.xlsx", lambda book, page: page.write_column(0, 0, range(41)))
    with pytest.raises(Unusable, match="“表”有内容的行超过 40 行"):
        read_spreadsheet(path)


def test_a_cell_far_from_the_others_is_not_made_room_for(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", lambda book, page: page.write_number("XFD9000", 1))
    with pytest.raises(Unusable, match="“表”的范围太大（到 XFD9000）"):
        read_spreadsheet(path)


def test_four_hundred_thousand_rows_are_refused_in_two_seconds_and_300_megabytes(tmp_path: Path) -> None:
    row = b'<row r="%d"><c r="A%d"><v>7</v></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, 400_001))
    path = written(tmp_path / "a.xlsx", lambda book, page: page.write_number(0, 0, 1))
    parts = zipfile.ZipFile(path)
    content = {name: parts.read(name) for name in parts.namelist()}
    head, _, rest = content["xl/worksheets/sheet1.xml"].partition(b"<sheetData>")
    content["xl/worksheets/sheet1.xml"] = (
        head + b"<sheetData>" + rows + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
    )
    path.write_bytes(packed(*content.items()))
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom hgz_report.problems import Unusable\n"
        "from hgz_report.readers.spreadsheet import read_spreadsheet\nt = time.process_time()\n"
        "try:\n    read_spreadsheet(Path(sys.argv[1]))\nexcept Unusable as e:\n    print(e)\n"
        "status = Path('/proc/self/status')  # what getrusage says of a new program is its parent's\n"
        "lines = status.read_text().splitlines() if status.exists() else ['VmHWM: 0 kB']\n"
        "print(time.process_time() - t, next(line.split()[1] for line in lines if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True)
    said, _, figures = done.stdout.decode().rstrip().rpartition("\n")
    seconds, memory = map(float, figures.split())
    assert "超过 50000 行" in said
    assert seconds < 2
    assert memory < 300 * 1024


def test_a_part_whose_packing_is_broken_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", lambda book, page: page.write_column(0, 0, [f"园区{n * 7919}" for n in range(40)])
    )
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/sharedStrings.xml")
    start = info.header_offset + 30 + len(info.filename)
    broken = set[str]()
    for at in range(start, start + info.compress_size, 5):
        path.write_bytes(data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 3]) + data[at + 3 :])
        try:
            zipfile.ZipFile(path).read(info.filename)
        except (zlib.error, zipfile.BadZipFile, EOFError) as error:
            broken.add(type(error).__name__)
            with pytest.raises(Unusable, match="文件坏了"):
                read_spreadsheet(path)
    assert "error" in broken  # of zlib
