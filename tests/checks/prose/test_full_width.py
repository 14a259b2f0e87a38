"""Marks in full width are found and mended; no mend of any rule makes a block another block."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgz_report.checks.prose.files import ProseFile
from hgz_report.checks.prose.lint import lint, mended

TEMPLATE = "templates/short/10_section.md.j2"
_ALPHABET = "高新区一三十年月个等的由至，。、；：？！“”（）《》—…～「」,.;:!?()[]\"'~-% \u3000１2９aZ#|*\\&>＃＞｜［］＊＾－．＜"
FULL_WIDTH = {
    "＃ 概况": "# 概况",
    "＃＃概况": "## 概况",
    "##　概况": "## 概况",
    "＞ 要点": "> 要点",
    "＞要点": "> 要点",
    "：：： aside\n说明\n：：：": "::: aside\n说明\n:::",
    "： 表题 ｛#t｝": ": 表题 {#t}",
    "－ 条目": "- 条目",
    "１. 条目": "1. 条目",
    "2．条目": "2. 条目",
    "｜ 甲 ｜ 乙 ｜": "| 甲 | 乙 |",
    "| 甲 ｜ 乙 |": "| 甲 | 乙 |",
    "＊＊强调＊＊的": "**强调**的",
    "[[toc］］": "[[toc]]",
    "［［toc depth=1］］": "[[toc depth=1]]",
    "［［pagebreak］］": "[[pagebreak]]",
    "甲［^a］": "甲[^a]",
    "甲[＾a]": "甲[^a]",
    "［^a］：注": "[^a]: 注",
    "［］（＃t）": "[](#t)",
    "[]（#t）": "[](#t)",
    "见[网站]（https://www.gov.cn/）": "见[网站](https://www.gov.cn/)",
    "甲＜br＞乙": "甲<br>乙",
    "# 标题｛#t｝": "# 标题 {#t}",
    "｛｛ zone.name ｝｝": "{{ zone.name }}",
    "{{ zone.name ｝｝": "{{ zone.name }}",
    "｛％ if x ％｝甲｛％ endif ％｝": "{% if x %}甲{% endif %}",
    '｛｛ practices("智能, 绿色") ｝｝': '{{ practices("智能, 绿色") }}',
    "{％ if x ％}": "{% if x %}",
}


@pytest.mark.parametrize("text", FULL_WIDTH)
def test_a_mark_in_full_width_is_found_and_mended(text: str) -> None:
    assert {finding.rule.id for finding in lint([ProseFile(TEMPLATE, text)])} >= {"M01"}
    assert mended(text, TEMPLATE) == FULL_WIDTH[text]


@pytest.mark.parametrize(
    "text",
    [
        "［说明］甲",
        "甲｜乙",
        "——摘自",
        "甲：乙",
        "１２家",
        "２．５倍",
        "甲＞乙",
        "甲－乙",
        "＊注",
        "（＃）",
        "－5",
        "５％～６％",
    ],
)
def test_what_is_no_mark_is_no_mark_in_full_width(text: str) -> None:
    found = lint([ProseFile(TEMPLATE, text)])
    assert "M01" not in {finding.rule.id for finding in found}


BLOCKS = (
    "# 概况",
    "## “四融三化”对照 {#evidence}",
    ":表题",
    ": 表题",
    "::: aside",
    ":::",
    "> 要点",
    "- 条目",
    "1. 条目",
    "| 甲 | 乙 |",
    "|---|--:|",
    "[^a]: 注",
    "[^a]:注",
    "[[toc depth=1 over=6]]",
    "[[pagebreak]]",
    "甲**乙**[^a]",
    "见[](#t)",
    "见[网站](https://www.gov.cn/甲,乙)",
    "甲<br>乙",
    "甲  ",
    "#标题",
    "：：：",
    "1.条目",
    "-条目",
    "1)条目",
    "**甲,** 乙",
    "#　",
    ":",
    ": 表题。 {#t}",
    "# 概况。 {#t}",
    "> (甲),乙",
    "| (甲) | 乙,丙 |",
)
_MARKS = re.compile(
    r"^[ \t]*(?:[#>|*+-]+ ?|:+ ?|\d+[.)] ?)|\*\*|\[\^\w+\]:?|\[\[.*?\]\]|\[[^\]]*\]\([^)]*\)|\{#\w+\}|<br>|\||  $"
)


@given(
    st.sampled_from(BLOCKS),
    st.text(st.sampled_from(_ALPHABET), max_size=20),
)
@settings(max_examples=300, deadline=None)
def test_mending_leaves_every_block_the_block_it_was(block: str, words: str) -> None:
    for text in (block, f"{block}\n{words}", f"甲\n\n{block}"):
        after = mended(text, TEMPLATE)
        line = next(n for n, one in enumerate(text.split("\n")) if one == block)
        changed = block in ("：：：", "#　")
        assert changed or _MARKS.findall(after.split("\n")[line]) == _MARKS.findall(block)
