"""How a kind of file writes things down: what hints need to say so that an editor can type it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct


class Notation(Struct, frozen=True):
    """Words of hints.  `add` takes the section's path, the missing key, and the keys that must stand under it, if any."""

    group: str
    how_group: Callable[[str], str]
    how_list: str
    how_text: str
    examples: str
    add: Callable[[str, str, Sequence[str]], str]


def _add_to_yaml(section: str, key: str, needed: Sequence[str]) -> str:
    return f"加一行“{key}: ……”"


def _add_to_toml(section: str, key: str, needed: Sequence[str]) -> str:
    if needed:
        path = f"{section}.{key}".removeprefix(".")
        return f"加一节 [{path}]，下面一行一项，写上 {'、'.join(needed)}"
    return f"在 [{section}] 下面写一行 {key} = ……"


YAML = Notation(
    group="一组“键: 值”",
    how_group=lambda path: "键和值各行写，如 name: 成都高新区；写法见 data/README.md",
    how_list="每项单独一行，以“- ”开头；只有一项也一样",
    how_text="直接写在冒号后面；含冒号或以 { [ 开头的文字要加英文引号",
    examples="对照 data/README.md 的例子",
    add=_add_to_yaml,
)
TOML = Notation(
    group="一节",
    how_group=lambda path: f"写成单独一行 [{path}]，其下一行一项",
    how_list='写成 ["甲", "乙"]，文字各加英文引号',
    how_text="文字放在英文引号里",
    examples="对照每一项旁边的说明",
    add=_add_to_toml,
)
