"""Arguments of the commands that an editor begins with: the preview, a folder of one's own, what the machine has."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

_LAST_PORT = 65535


def looking(
    command: Callable[..., argparse.ArgumentParser], run: Mapping[str, Callable[[argparse.Namespace], int]]
) -> None:
    """Add them; `command` makes one from its name, what it does and what runs it."""
    preview = command("preview", "在浏览器里看着改：存盘即见，点字知出处，就地改", run["preview"])
    preview.add_argument(
        "slug", nargs="?", metavar="文件名", help="先看哪一份（成都、全国，或见 hgz-report list）；不写就看第一份"
    )
    preview.add_argument("--no-open", action="store_true", help="不打开浏览器，只印网址")
    preview.add_argument("--port", type=_port, metavar="端口", default=8765, help="默认 8765；0 由系统挑一个空着的")

    new = command("new", "给另一个单位建一个工作文件夹：配置、一个高新区的样子、模板，马上能做", run["new"])
    new.add_argument("folder", type=Path, metavar="文件夹", help="新的文件夹，已经有东西的不写")
    new.add_argument("--json", action="store_true", help="输出 JSON，给程序用")
    doctor = command("doctor", "这台电脑上有什么：字体、可有可无的程序、另装的部分，各有什么用", run["doctor"])
    doctor.add_argument("--json", action="store_true", help="输出 JSON，给程序用")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口：写 0 到 {_LAST_PORT} 的数")
    return int(text)
