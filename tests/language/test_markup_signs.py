"""What looks like markup, in text typed between marks and in text that is printed as it stands; and where a link may lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.language.markup_signs import left_over, line_start, unmistakable
from hgz_report.language.spreadsheet_cells import as_text
from hgz_report.language.web_address import is_address, is_web_page

SENTENCES = (
    "2024年，园区生产总值超过19万亿元，同比增长7.6%。",
    "——摘自《“十四五”国家高新技术产业开发区发展规划》（国科发区〔2022〕264号）。",
    "建设“一区多园”：北园、南园；推进R&D投入、C#和C++人才培养，AT&T、3M等入驻。",
    "A、B两类企业中，A<B的有1家；比例为3∶7，误差±5%。",
    "由5G、AI、IoT（物联网）等驱动，见https://www.most.gov.cn/index.html?a=1&b=2#top。",
    "联系人：张某，邮箱a_b-c@most.gov.cn，电话010－58881234。",
    "［说明］本表数据为快报数；【注】口径见附件；〔2021〕28号。",
    "第1～3季度，第1—3名，-5℃，2*3米，a_b_c编号。",
    "新型工业化·高新区｜简报",
    "约占1/3……其余见附表。",
    "（一）总体要求；（1）基本原则；①统筹；1.坚持",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_correct_sentence_has_no_markup(text: str) -> None:
    assert (unmistakable(text), left_over(text), line_start(text)) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gov.cn",
        "http://www.most.gov.cn/a/b.html?x=1&y=%20#z",
        "https://中国政府网.中国/",
        "http://10.0.0.1:8080/a",
    ],
)
def test_a_link_leads_to_a_page_of_the_web(text: str) -> None:
    assert is_web_page(text)
    assert is_address(text)


def test_a_link_leads_to_a_mailbox() -> None:
    assert is_address("mailto:office@most.gov.cn")
    assert not is_web_page("mailto:office@most.gov.cn")


@pytest.mark.parametrize(
    "text",
    [
        "", "basics", "www.gov.cn", "//host/x", r"\\host\share", "smb://host/x", "ms-word:ofe|u|https://a.cn/b.docx",
        "/etc/passwd",
        "../x.xlsx", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://a.cn/x", "http:x", "http:///x", "https://",
        "https://host", r"https:\\a.cn\b", "https://a.cn\\@b.cn", " https://a.cn", "https://a.cn/ b", "https://a.cn\n", "HTTP://",
        "tel:1",
        "mailto:", "mailto:a", "mailto:a@b",
        "mailto:a@b.cn?attach=/etc/passwd", "https://user@evil.cn", "vscode://a.cn/",
        "x:https://a.cn",
    ],
)  # fmt: skip
def test_a_link_leads_nowhere_else(text: str) -> None:
    assert not is_address(text)


@given(st.text())
def test_a_cell_made_safe_is_safe_for_good(text: str) -> None:
    assert as_text(as_text(text)) == as_text(text)


@pytest.mark.parametrize("text", ["寅< b >卯< /b >。", "甲</ b >", "甲< br />乙", "甲< /B"])
def test_a_tag_with_blanks_inside_is_markup_too(text: str) -> None:
    assert left_over(text) and unmistakable(text)
