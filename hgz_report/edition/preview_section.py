"""What report.toml says of the preview; no edition is made of it."""

from __future__ import annotations

from pydantic import Field

from hgz_report.data.fields import Entry


class PreviewSection(Entry):
    """[preview] 预览."""

    editor: str = Field(
        default="",
        description="点“打开”用什么编辑软件：vscode，或者一条命令，如 notepad++ -n{行} {文件}；空着就用 $VISUAL、$EDITOR",
    )
