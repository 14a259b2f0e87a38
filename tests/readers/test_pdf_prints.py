"""Fingerprints of pages: the same however a file is packed, another for anything that is placed otherwise."""

from __future__ import annotations

import pytest

from hgz_report.readers.page_print import page_print
from hgz_report.readers.pdf_prints import prints_of

CONTENT = b"BT /T1 16 Tf 0.25 Tc 1 0 0 1 80 700.5 Tm [<084500FF> -12 <0A0B>] TJ ET\n0.5 g 80 690 100 1 re f"


@pytest.mark.parametrize(
    "packed",
    [
        CONTENT.replace(b"\n", b"\r\n").replace(b" Tf", b"  Tf"),
        CONTENT.replace(b"700.5", b"700.500").replace(b"0.5 g", b".5 g"),
        CONTENT.replace(b"[<084500FF> -12 <0A0B>] TJ", b"[ <084500ff>-12<0a0b> ]TJ"),
        CONTENT.replace(b"<084500FF>", b"(\\bE\\000\\377)").replace(b"<0A0B>", b"(\\n\\013)"),
    ],
)
def test_another_way_to_write_the_same_is_the_same(packed: bytes) -> None:
    assert page_print(packed, 595.28, 841.89) == page_print(CONTENT, 595.28, 841.89)


@pytest.mark.parametrize(
    "changed",
    [
        CONTENT.replace(b"0.5 g", b"1 g"),
        CONTENT.replace(b"700.5", b"701.5"),
        CONTENT.replace(b"/T1", b"/T2"),
        CONTENT.replace(b"16 Tf", b"1.6 Tf"),
        CONTENT.replace(b"0845", b"0846"),
        CONTENT + b" 0 0 10 10 re f",
        CONTENT.replace(b" re f", b" re n"),
    ],
)
def test_anything_placed_otherwise_is_another(changed: bytes) -> None:
    assert page_print(changed, 595.28, 841.89) != page_print(CONTENT, 595.28, 841.89)


def test_another_sheet_is_another_page() -> None:
    prints = {page_print(CONTENT, *sheet) for sheet in ((595.28, 841.89), (400.0, 841.89), (595.28, 841.89, 90))}
    assert len(prints) == 3


def test_of_a_broken_file_there_are_none() -> None:
    assert prints_of(b"%PDF-1.7 nothing") == ([], {})
