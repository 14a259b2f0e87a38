"""A preview of a small project, for all its tests: each leaves the files as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.previewed import Previewed
from tests.tools.project import contents, small_project

OWN = """# 试写

这里先说一句。{## 只给改稿的人看 ##}建成中试平台{中试平台@2024}，目标是{中试平台@2025:target}。末了再说一句。

| 名称 | 个数 |
|---|---|
| 平台 | {中试平台@2024} |

: 试写的表 {#own widths=2,1}

完成{完成率(中试平台@2024, 中试平台@2025:target)}。
"""


@pytest.fixture(scope="session")
def _one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    root = small_project(tmp_path_factory.mktemp("preview"))
    own = root / "templates/zone/chengdu/15_own.md.j2"
    own.parent.mkdir()
    own.write_text(OWN, encoding="utf-8")
    previewed = Previewed(root, "chengdu")
    assert [one for one in previewed.session.problems if one.severity == "error"] == []
    yield previewed
    previewed.desk.close()


@pytest.fixture
def previewed(_one: Previewed) -> Iterator[Previewed]:
    """The preview; what a test writes is taken back."""
    before = contents(_one.root)
    yield _one
    changed = [name for name, data in contents(_one.root).items() if before.get(name) != data]
    for name in changed:
        if name in before:
            (_one.root / name).write_bytes(before[name])
        else:
            (_one.root / name).unlink()
    if changed:
        _one.turn(changed)
    _one.told.clear()


@pytest.fixture
def own(previewed: Previewed) -> Path:
    """The section that the tests write in."""
    return previewed.root / "templates/zone/chengdu/15_own.md.j2"
