"""An .xlsx as a package: what can't be one or may not be opened is refused before anything is made of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from hgz_report.problems import Problem, Unusable, Where
from hgz_report.readers.content import Unjudged
from hgz_report.readers.outside_file import leads_outside, outside_bytes

MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 32_000_000, 64 << 20, 2000
"""Of the file; of all its parts unpacked; how many parts."""
_RATIO, _SMALL = 200, 1 << 20
"""How many times smaller a part larger than `_SMALL` may be packed."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”"
_SHEET_MARK = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def content_of(path: Path) -> bytes:
    """The bytes of what looks like an .xlsx.  Raises Unusable for anything else."""
    said = Where(path.name)
    try:
        data = outside_bytes(path, MAX_BYTES)
    except Unjudged as error:
        raise Unusable([Problem(said, error.what, error.hint)]) from None
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unusable([Problem(said, "文件设了密码，读不了", "去掉密码另存一份")])
        raise Unusable([Problem(said, "这是旧格式（.xls），不读", SAVE_AS)])
    if not data.startswith(_ZIP):
        kind = "像是文本或 CSV 改了名" if b"\0" not in data[:4096] else "不知道是什么文件"
        raise Unusable([Problem(said, f"不是 Excel 工作簿（{kind}）", SAVE_AS)])
    return data


def unpacked(data: bytes, said: Where) -> dict[str, bytes]:
    """Every part that matters, each measured while it is unpacked: what a package says of its sizes may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            packed = {info.filename: info.compress_size for info in infos}
            bomb = len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED
            bomb = bomb or any(i.file_size > max(_SMALL, _RATIO * i.compress_size) for i in infos)
            if bomb or len(packed) < len(infos):
                raise Unusable(
                    [Problem(said, "文件展开后太大，或者压缩得不正常，没有打开", "删去不用的表、图片，另存一份")]
                )
            names = set(packed)
            if any(map(leads_outside, names)):
                raise Unusable([Problem(said, "文件里有的部分解开以后会写到别的文件夹里，没有打开", SAVE_AS)])
            if "mimetype" in names and "content.xml" in names:
                raise Unusable([Problem(said, "这是 OpenDocument 表格（.ods），不读", SAVE_AS)])
            if any(name.endswith((".bin", "vbaProject.bin")) and "vba" in name.lower() for name in names):
                raise Unusable([Problem(said, "文件带宏（.xlsm），不读", SAVE_AS)])
            if "xl/workbook.bin" in names:
                raise Unusable([Problem(said, "这是二进制工作簿（.xlsb），不读", SAVE_AS)])
            return dict(_measured(archive, infos, said))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        secret = isinstance(error, RuntimeError) and "password" in str(error)
        what = "文件设了密码，读不了" if secret else "文件坏了，或者不是 Excel 工作簿"
        raise Unusable([Problem(said, what, "去掉密码另存一份" if secret else SAVE_AS)]) from None


def _measured(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], said: Where) -> Iterator[tuple[str, bytes]]:
    left = MAX_UNPACKED
    for info in infos:
        if not info.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(info) as part:
            content = part.read(min(info.file_size, left) + 1)
        left -= len(content)
        if len(content) > info.file_size or left < 0:
            raise Unusable([Problem(said, "文件展开后比它自己说的大，没有打开", SAVE_AS)])
        if _SHEET_MARK.search(content):
            raise Unusable([Problem(said, "文件里有不该有的定义（DOCTYPE），没有打开", SAVE_AS)])
        yield info.filename, content
