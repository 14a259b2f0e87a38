"""A .docx that anybody may have sent: opened with every limit looked at first, or refused in a sentence that says what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from hgz_report.readers.content import Unjudged
from hgz_report.readers.outside_file import MOST_BYTES
from hgz_report.readers.word_text import BROKEN, MOST_PARTS, MOST_UNPACKED, WordFile

_MOST_XML = 24_000_000
"""Bytes of all parts that are XML, unpacked: each takes ten times its size in memory."""
_DEEPEST = 180
"""Elements inside one another; Word itself writes some thirty."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_OTHERS = (
    (b"%PDF", "是 PDF，不是 DOCX", "PDF 里的改动请在 DOCX 里改，或者写在邮件里"),
    (b"{\\rtf", "是 RTF 文件", "用 Word 打开，另存为 .docx"),
    (b"<", "是网页或 XML 文件", "用 Word 打开，另存为 .docx"),
)
_WAIT = "请对方重新存一份 .docx 再发来"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = (
    (b"template.macroEnabledTemplate.main+xml", "是带宏的模板（.dotm）"),
    (b"macroEnabledTemplate.main+xml", "是带宏的模板（.dotm）"),
    (b"document.macroEnabled.main+xml", "是带宏的文档（.docm）"),
    (b"wordprocessingml.template.main+xml", "是模板（.dotx），不是文档"),
    (b"spreadsheetml.", "是表格（Excel），不是 Word 文档"),
    (b"presentationml.", "是演示文稿，不是 Word 文档"),
)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")


def open_word(data: bytes) -> WordFile:
    """Raises Unjudged for what is no whole .docx of ordinary size."""
    _look_at_start(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at_parts(archive.infolist())
            _look_at_kind(archive)
            for part in archive.infolist():
                if _is_xml(part.filename):
                    _look_at_xml(archive.read(part))
        return WordFile(data)
    except BROKEN:
        raise Unjudged("文件不完整或坏了，读不出来", f"用 Word 打开另存一次；打不开就{_WAIT}") from None


def _look_at_start(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Unjudged(f"文件太大（超过 {MOST_BYTES // 1_000_000} MB），没有读", "去掉后来插入的图片，另存一次")
    if not data.strip():
        raise Unjudged("文件是空的", _WAIT)
    if data.startswith(_OLE):
        raise Unjudged("文件加了密码，或者是旧的 .doc 格式", "用 Word 打开，去掉密码，另存为 .docx")
    for start, what, hint in _OTHERS:
        if data.lstrip().startswith(start):
            raise Unjudged(f"文件{what}", hint)
    if not data.startswith(_ZIP):
        raise Unjudged("文件不是 Word 文档", _WAIT)


def _look_at_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Unjudged("文件加了密码", "去掉密码，另存为 .docx")
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if _is_xml(part.filename))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or xml > _MOST_XML:
        raise Unjudged("文件解开以后大得不正常，没有读", f"这不是本程序写的文件；{_WAIT}")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise Unjudged("文件里有两个同名的部分，不知道哪个是真的", f"用 Word 打开另存一次；打不开就{_WAIT}")


def _look_at_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        raise Unjudged("文件是 ODF 格式（.odt 一类）", "用 LibreOffice 打开，另存为 .docx")
    if "[Content_Types].xml" not in names:
        raise Unjudged("文件是压缩包，不是 Word 文档", "解开以后把里面的 .docx 交回来")
    types = archive.read("[Content_Types].xml")
    if _MAIN.encode() in types:
        return
    for sign, what in _KINDS:
        if sign in types:
            raise Unjudged(f"文件{what}", "用 Word 打开，另存为 .docx（Word 文档）")


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _look_at_xml(data: bytes) -> None:
    """An entity could grow without end, and elements inside elements would exhaust whoever walks them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unjudged("文件里有不该有的写法（DTD 或 UTF-16），没有读", f"这不是 Word 写的文件；{_WAIT}")
    if b"purl.oclc.org/ooxml/wordprocessingml" in data[:4000]:
        raise Unjudged("文件是“严格 Open XML 文档”", "用 Word 打开，另存为普通的“Word 文档（*.docx）”")
    depth = deepest = 0
    for found in _TAG.finditer(data):
        if not found[2]:
            depth += -1 if found[1] else 1
            deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Unjudged("文件里一层套一层，套得太深，没有读", f"这不是 Word 写的文件；{_WAIT}")
