"""What a document asks of a font: a role, never a file."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The five Chinese faces of GB/T 9704-2012, and the face of Latin letters and digits."""

    FANGSONG = "仿宋"
    XIAOBIAOSONG = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    LATIN = "西文"
