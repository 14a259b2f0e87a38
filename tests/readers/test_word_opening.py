"""A .docx that anybody may have sent: what is no ordinary one is refused in a sentence, soon and in little memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Mapping

import docx
import pytest

from hgz_report.readers.content import Unjudged
from hgz_report.readers.word_opening import open_word

_TYPES = "[Content_Types].xml"


def _word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _with(parts: Mapping[str, bytes], without: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_word())) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            if name != without:
                archive.writestr(name, parts.get(name, whole.read(name)))
        for name in parts.keys() - set(whole.namelist()):
            archive.writestr(name, parts[name])
    return out.getvalue()


def _typed(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_word())) as whole:
        types = whole.read(_TYPES).decode()
    main = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _with({_TYPES: types.replace(main, kind).encode()})


def _body(xml: str) -> bytes:
    return _with({"word/document.xml": xml.encode()})


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _bomb() -> bytes:
    out = io.BytesIO(_word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w") as entry:
        for _ in range(201):
            entry.write(bytes(1_000_000))
    return out.getvalue()


_STRICT = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'
_CASES = {
    "文件是空的": b"",
    "文件加了密码，或者是旧的 .doc 格式": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "文件是 PDF": b"%PDF-1.7\n",
    "文件是 RTF": b"{\\rtf1 x}",
    "文件是网页": b"<html></html>",
    "文件不是 Word 文档": b"hello",
    "文件不完整或坏了": _word()[:3000],
    "文件太大": bytes(50_000_001),
    "文件是 ODF": _with({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "文件是压缩包": _with({}, _TYPES),
    "文件是带宏的模板（.dotm）": _typed("vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    "文件是带宏的文档（.docm）": _typed("vnd.ms-word.document.macroEnabled.main+xml"),
    "文件是表格": _typed("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "文件解开以后大得不正常": _bomb(),
    "文件里有的部分解开以后会写到别的文件夹里": _with({"../../evil.xml": b"<a/>"}),
    "文件里有不该有的写法": _body(f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {_W}/>'),
    "文件里一层套一层": _body(f"<w:document {_W}>" + "<w:p>" * 3000 + "</w:p>" * 3000 + "</w:document>"),
    "文件是“严格 Open XML 文档”": _body(_STRICT),
}


@pytest.mark.parametrize("what", _CASES)
def test_what_is_no_ordinary_word_file_is_refused_in_a_sentence(what: str) -> None:
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(Unjudged) as refused:
        open_word(_CASES[what])
    took, (_, most) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.what.startswith(what)
    assert refused.value.hint
    assert took < 5
    assert most < 200_000_000


def test_an_ordinary_file_is_opened() -> None:
    assert open_word(_word()).main == "word/document.xml"
