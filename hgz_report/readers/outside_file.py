"""The bytes of a file that somebody sent: of an ordinary file, no larger than can be read."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from hgz_report.problems import os_reason
from hgz_report.readers.content import Unjudged

MOST_BYTES = 50_000_000


def outside_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """All of a file of at most `most` bytes.

    Raises Unjudged for a folder, for what is no file (to read a pipe waits for ever, a device has no end), for what can't be
    read and for what is larger.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unjudged("是文件夹，不是文件", "写出文件名")
        if not stat.S_ISREG(found.st_mode):
            raise Unjudged("不是普通的文件", "存成文件再试")
        if found.st_size > most:
            raise Unjudged(f"太大（超过 {most // 1_000_000} MB）", "拆成几个文件，去掉大图片，或者另存为纯文本")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unjudged("没有这个文件", "核对文件夹和文件名") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = os_reason(error) if isinstance(error, OSError) else "文件名里有不能用的字符"
        raise Unjudged(f"读不出来：{reason}", "检查读取权限，或者文件是否被别的程序占用") from None


def leads_outside(name: str) -> bool:
    """Whether a part of a package is called so that it would be unpacked beside its folder."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)
