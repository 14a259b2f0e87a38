"""The zip archive of a Word file is the one that the standard library would write."""

from __future__ import annotations

import io
import zipfile

from hgz_report.writers.docx.archive import Member, archive

MEMBERS = (
    Member("[Content_Types].xml", b"<Types/>"),
    Member("word/document.xml", "成都高新区".encode() * 9000),
    Member("word/media/image1.png", bytes(range(256)) * 3, packed=False),
    Member("empty.xml", b""),
)


def by_the_library() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content, packed in MEMBERS:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.create_system = 0
            made.writestr(entry, content, compresslevel=6)
    return buffer.getvalue()


def test_it_is_the_one_the_standard_library_writes() -> None:
    assert archive(MEMBERS) == by_the_library()


def test_it_is_the_same_when_its_members_are_remembered() -> None:
    assert archive(MEMBERS) == archive(iter(MEMBERS))


def test_what_comes_out_is_what_went_in() -> None:
    with zipfile.ZipFile(io.BytesIO(archive(MEMBERS))) as opened:
        assert opened.testzip() is None
        assert [(name, opened.read(name)) for name in opened.namelist()] == [(name, data) for name, data, _ in MEMBERS]
