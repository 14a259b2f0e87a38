"""A Word file as text: what a reader sees, once, whatever it is wrapped in."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml

from hgz_report.readers.word_text import BROKEN, WordFile, paragraph_text, paragraphs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BOX = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"


def word(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}" xmlns:mc="{MC}">{paragraph}</w:p>'))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    return [paragraph_text(paragraph, tab="\t", line="\n", notes=True) for paragraph in paragraphs(WordFile(data).body)]


def test_a_text_box_is_read_once_and_after_the_paragraph_it_is_tied_to() -> None:
    both = f"<mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
    box = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    assert texts(word(f"<w:r><w:t>前</w:t>{box}<w:t>后</w:t></w:r>")) == ["前后", "框里"]


def test_tabs_and_line_ends_are_read_and_tab_stops_are_not() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    assert texts(word(f"{stops}<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r>")) == ["一\t二\n三"]


def test_what_was_inserted_or_stands_in_a_control_is_read_and_what_was_deleted_is_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        f'<w:ins w:id="1" w:author="a">{run.format("入")}</w:ins>'
        f'<w:moveFrom w:id="2" w:author="a">{run.format("移")}</w:moveFrom>'
        f'<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>{run.format("控")}</w:sdtContent></w:sdt>'
        '<w:r><w:footnoteReference w:id="7"/></w:r>'
    )
    assert texts(word(changed)) == ["入控7"]


def test_another_package_is_no_word_file() -> None:
    for data in (b"PK\x03\x04 broken", word("")[:500]):
        with pytest.raises(BROKEN):
            WordFile(data)
