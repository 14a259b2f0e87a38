"""The page that shows every kind of chart: how a template asks for it, how the PDF prints it, how Word shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hgz_report.narrate.charting.constructors import NAMES

_HEAD = """# 图表样张

<!-- 由 make gallery 生成，不要手改；模板在 docs/gallery/ -->

每种图都用真实数据画成。左边是 PDF 里的矢量图，右边是同一份 DOCX 用 LibreOffice 打开的样子。
Word、WPS 里可以改数、改颜色；坡度图、哑铃图、分布图、热力图、关系图、矩阵、时间线是矢量图片，关键数据是表格。
图里不画地图：在我国公开地图要用经审核的底图，高新区之间用图表比较。
"""


def page(texts: Mapping[str, str], files: Collection[str]) -> str:
    """README.md: `texts` are the templates by kind, `files` the names of what was made."""
    parts = [_HEAD]
    for kind, text in texts.items():
        shown = [f"![{NAMES[kind]}]({name})" for side in ("pdf", "word") if (name := f"{kind}-{side}.png") in files]
        table = ["| PDF | DOCX |", "|---|---|", f"| {' | '.join(shown)} |"] if len(shown) > 1 else shown
        parts.append("\n".join([f"## {NAMES[kind]}", "", "````", text.strip(), "````", "", *table, ""]))
    return "\n".join(parts)
