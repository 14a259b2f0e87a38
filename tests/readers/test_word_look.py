"""Numbers that a blank parts are found; a caption whose words begin with a number is not such a one."""

from __future__ import annotations

import pytest

from hgz_report.readers.word_look import parted_numbers


@pytest.mark.parametrize(
    "text",
    ["图1\u30002024年增长最快", "。图12\u30002024年增长最快", "表3 18家企业各有其数", "图1\u3000增长8.1%"],
)
def test_a_caption_may_begin_with_a_number(text: str) -> None:
    assert not list(parted_numbers(text))


@pytest.mark.parametrize(
    "text",
    [
        "图1\u300020 24年增长最快",
        "图1\u30002\u3000增长最快",
        "图1\u30002 \u3000增长最快",
        "见图1 2024年的数",
        "中试平台4 9个",
        "图1\u3000增长8. 1%",
        "图1\u200b2\u3000增长",
    ],
)
def test_a_number_that_a_blank_parts_is_found(text: str) -> None:
    assert list(parted_numbers(text))
