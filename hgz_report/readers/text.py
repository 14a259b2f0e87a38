"""The text of a document on the editor's disk: plain text, DOCX or PDF.  The document itself is no part of the project.

What a file is, its first bytes decide, not its name.  Text is UTF-8, UTF-16 with its mark, or GB 18030.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from hgz_report.problems import Problem, Unusable, Where
from hgz_report.readers.content import Unjudged
from hgz_report.readers.outside_file import outside_bytes
from hgz_report.readers.word_hidden import without_hidden
from hgz_report.readers.word_text import BROKEN, SKIPPED, Element, W, WordFile, paragraph_text, paragraphs

_PDF, _ZIP, _OLD_WORD = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST_CHARACTERS = 200_000
"""A yearbook's chapter has a tenth of that."""
_PDF_STARTS_WITHIN = 1024
"""Readers look for the mark of a PDF this far into a file."""
_TEXT_KINDS = "支持纯文本（.txt、.md）、Word 文档（.docx）和有文字的 PDF"


def read_source(path: Path) -> str:
    """The text of `path`, paragraphs apart by an empty line where the format tells.

    Raises Unusable with one Chinese reason when there is no such file, or no text can be had from it.
    """
    try:
        data = outside_bytes(path)
    except Unjudged as reason:
        raise _unusable(path, reason.what, f"{reason.hint}；{_TEXT_KINDS}") from None
    if not data.strip():
        raise _unusable(path, "是空的", "换一份有内容的文件")
    if _PDF in data[:_PDF_STARTS_WITHIN]:
        text = _pdf_text(path, data)
    elif data.startswith(_ZIP):
        text = _docx_text(path, data)
    elif data.startswith(_OLD_WORD):
        raise _unusable(path, "是旧版 Office 格式", "用 Word 或 WPS 打开，另存为 .docx")
    else:
        text = _decoded(path, data)
    if not any(char.isalnum() for char in text):
        raise _unusable(path, "里没有文字", "换一份有内容的文件")
    if len(text) > _MOST_CHARACTERS:
        raise _unusable(path, f"文字太多（超过 {_MOST_CHARACTERS // 10_000} 万字）", "拆成几个文件")
    return text


def _decoded(path: Path, data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(_strange(char) for char in text):
            return text
    raise _unusable(path, "不是认得的文本", f"{_TEXT_KINDS}；文本另存为 UTF-8 编码")


def _strange(char: str) -> bool:
    """Characters that no text has: what comes of reading a picture or another encoding as text."""
    return unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"} and char not in "\t\n\r\f\v"


def _docx_text(path: Path, data: bytes) -> str:
    try:
        word = WordFile(data)
        roots = [root for root in (word.body, word.notes("footnotes"), word.notes("endnotes")) if root is not None]
        texts = [text for root in roots for text in _shown(without_hidden(word, root))]
    except Unjudged as reason:
        raise _unusable(path, reason.what, reason.hint) from None
    except BROKEN as error:
        hint = f"用 Word 或 WPS 打开，另存为 .docx 再试；{_TEXT_KINDS}"
        raise _unusable(path, "不是 Word 文档（.docx），或者已经损坏", hint) from error
    return "\n\n".join(texts)


def _shown(root: Element) -> Iterator[str]:
    """Paragraphs; a table as one text, a line for each row and a tab between cells."""
    for element in root:
        if element.tag == f"{W}tbl" and not any(cell.find(f".//{W}tbl") is not None for cell in element.iter(f"{W}tc")):
            rows = ("\t".join(_cell(cell) for cell in row.iter(f"{W}tc")) for row in element.iter(f"{W}tr"))
            yield "\n".join(rows)
        elif element.tag == f"{W}p":
            yield paragraph_text(element)
            yield from _shown(element)
        elif element.tag not in SKIPPED:
            yield from _shown(element)


def _cell(cell: Element) -> str:
    return "".join(paragraph_text(one) for one in paragraphs(cell)).strip()


def _pdf_text(path: Path, data: bytes) -> str:
    from pypdf.errors import DependencyError, FileNotDecryptedError

    from hgz_report.readers.pdf_invisible import without_invisible
    from hgz_report.readers.pdf_opening import BROKEN as BROKEN_PDF
    from hgz_report.readers.pdf_opening import opened

    try:
        with opened(data) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise FileNotDecryptedError
            text = "\n\n".join(without_invisible(page).extract_text() for page in reader.pages)
    except (FileNotDecryptedError, DependencyError):
        raise _unusable(path, "是加密的 PDF", "用阅读器输入密码打开，另存为不加密的 PDF 或纯文本") from None
    except BROKEN_PDF as error:
        raise _unusable(path, "不是完整的 PDF", "重新下载或另存一次；能打开的，把文字复制到纯文本文件里") from error
    if not any(char.isalnum() for char in text):
        hint = "先用文字识别（OCR）软件认出文字，存为纯文本或带文字的 PDF；认出的数字要与原件核对"
        raise _unusable(path, "是扫描件，没有可读的文字", hint)
    return text


def _unusable(path: Path, what: str, hint: str) -> Unusable:
    return Unusable([Problem(Where(path.as_posix()), what, hint)])
