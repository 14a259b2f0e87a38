"""The font files known to serve a role, best first.  To teach the program a new font, add a line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hgz_report.fonts.roles import Role


@dataclass(frozen=True, slots=True)
class Known:
    """A font file and how well it serves.

    `file` is compared without regard to case; `face` is the PostScript name in a collection.  `own` is False where it
    only stands in for the role's own kind; `heavy` where it has the weight of a title.
    """

    file: str
    face: str = ""
    own: bool = True
    heavy: bool = False


KNOWN: Mapping[Role, tuple[Known, ...]] = MappingProxyType(
    {
        Role.FANGSONG: (
            Known("仿宋_GB2312.ttf"),  # the face GB/T 9704 papers have used since Windows 98
            Known("simfang_gb2312.ttf"),  # the same, as office images often name it
            Known("simfang.ttf"),  # Windows
            Known("FZFSK.TTF"),  # 方正仿宋_GBK: WPS on Linux
            Known("FZFSJW.TTF"),  # 方正仿宋简体
            Known("STFANGSO.TTF"),  # 华文仿宋: Office for Windows
            Known("STFangsong.ttf"),  # 华文仿宋: macOS
            Known("华文仿宋.ttf"),  # 华文仿宋: older macOS
            Known("FandolFang-Regular.otf"),  # free; `make fonts`, TeX Live
        ),
        Role.KAI: (
            Known("楷体_GB2312.ttf"),
            Known("simkai_gb2312.ttf"),
            Known("simkai.ttf"),  # Windows
            Known("FZKTK.TTF"),  # 方正楷体_GBK: WPS on Linux
            Known("FZKTJW.TTF"),  # 方正楷体简体
            Known("STKAITI.TTF"),  # 华文楷体: Office for Windows
            Known("Kaiti.ttc", face="STKaitiSC-Regular"),  # macOS
            Known("FandolKai-Regular.otf"),  # free; `make fonts`, TeX Live
            Known("LXGWWenKai-Regular.ttf"),  # free; Debian fonts-lxgw-wenkai
            Known("gkai00mp.ttf"),  # free; Debian fonts-arphic-gkai00mp
        ),
        Role.HEI: (
            Known("simhei.ttf"),  # Windows
            Known("FZHTK.TTF"),  # 方正黑体_GBK: WPS on Linux
            Known("FZHTJW.TTF"),  # 方正黑体简体
            Known("STHeiti Medium.ttc", face="STHeitiSC-Medium"),  # macOS
            Known("FandolHei-Regular.otf"),  # free; `make fonts`, TeX Live
            Known("SourceHanSansSC-Regular.otf"),  # free
            Known("NotoSansCJK-Regular.ttc", face="NotoSansCJKsc-Regular"),  # free; Debian fonts-noto-cjk
        ),
        Role.SONG: (
            Known("simsun.ttc", face="SimSun"),  # Windows
            Known("FZSSK.TTF"),  # 方正书宋_GBK: WPS on Linux
            Known("FZSSJW.TTF"),  # 方正书宋简体
            Known("Songti.ttc", face="STSongti-SC-Regular"),  # macOS
            Known("STSONG.TTF"),  # 华文宋体: Office for Windows
            Known("FandolSong-Regular.otf"),  # free; `make fonts`, TeX Live
            Known("SourceHanSerifSC-Regular.otf"),  # free
            Known("NotoSerifCJK-Regular.ttc", face="NotoSerifCJKsc-Regular"),  # free; Debian fonts-noto-cjk
        ),
        Role.XIAOBIAOSONG: (
            Known("方正小标宋简体.ttf", heavy=True),
            Known("FZXBSJW.TTF", heavy=True),  # 方正小标宋简体: bought, or with the office's own image
            Known("方正小标宋_GBK.ttf", heavy=True),
            Known("FZXBSK.TTF", heavy=True),  # 方正小标宋_GBK: WPS on Linux
            Known("STZHONGS.TTF", own=False, heavy=True),  # 华文中宋: Office for Windows, the usual stand-in
            Known("Songti.ttc", face="STSongti-SC-Bold", own=False, heavy=True),  # macOS
            Known("FandolSong-Bold.otf", own=False, heavy=True),  # free; `make fonts`, TeX Live
            Known("SourceHanSerifSC-Bold.otf", own=False, heavy=True),  # free
            Known("NotoSerifCJK-Bold.ttc", face="NotoSerifCJKsc-Bold", own=False, heavy=True),  # free; Debian
        ),
        Role.LATIN: (
            Known("times.ttf"),  # Times New Roman: Windows
            Known("Times New Roman.ttf"),  # Times New Roman: macOS
            Known("Times_New_Roman.ttf"),  # Times New Roman: Debian ttf-mscorefonts-installer
            Known("LiberationSerif-Regular.ttf"),  # free, as wide as Times New Roman
            Known("texgyretermes-regular.otf"),  # free, TeX Live
            Known("NimbusRoman-Regular.otf"),  # free, Ghostscript's Times
        ),
    }
)

FREE_DEFAULT: Mapping[Role, Known] = MappingProxyType(
    {
        Role.FANGSONG: Known("NotoSerifSC-Regular.otf", own=False),  # there is no free 仿宋 on PyPI
        Role.KAI: Known("NotoSerifSC-Regular.otf", own=False),  # nor a 楷体
        Role.HEI: Known("NotoSansSC-Regular.otf"),
        Role.SONG: Known("NotoSerifSC-Regular.otf"),
        Role.XIAOBIAOSONG: Known("NotoSerifSC-Regular.otf", own=False),  # regular weight: `embolden` says by how much
        Role.LATIN: Known("NotoSerifSC-Regular.otf"),  # its own Latin is Source Serif
    }
)
"""What serves where nothing better is found: the package pylopdf-fonts-zh-cn, installed with the program."""

LAST_RESORTS = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
"""The end of every chain, for the characters the face before them lacks: both have all 8105 of 通用规范汉字表."""
