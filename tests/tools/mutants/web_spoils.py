"""Mistakes in a finished page for reading: its language, ids, links, tables, headings and drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Spoil = Callable[[str], str]


def spoilt(data: bytes, spoil: Spoil) -> bytes:
    """The file with one mistake."""
    said = data.decode("utf-8")
    changed = spoil(said)
    assert changed != said
    return changed.encode("utf-8")


def _sub(pattern: str, new: str, count: int = 1) -> Spoil:
    return lambda said: re.sub(pattern, new, said, count=count, flags=re.DOTALL)


WEB: Mapping[str, tuple[str, Spoil]] = {
    "语言：没有": ("chengdu", _sub(' lang="zh-CN"', "")),
    "语言：英文": ("chengdu", _sub('lang="zh-CN"', 'lang="en"')),
    "编码：没有": ("chengdu", _sub('<meta charset="utf-8">', "")),
    "手机：没有视口": ("chengdu", _sub(r'<meta name="viewport"[^>]*>', "")),
    "安全：没有规则": ("chengdu", _sub(r'<meta http-equiv="Content-Security[^>]*>', "")),
    "安全：有脚本": ("chengdu", _sub("</body>", "<script>1</script></body>")),
    "日期：差一天": ("chengdu", _sub('name="date" content="2026-11-23', 'name="date" content="2026-11-24')),
    "题目：换了": ("chengdu", _sub(r"<title>[^<]*", "<title>别的题目")),
    "号：两处同号": ("chengdu", _sub(r'(<h2 id=")([^"]*)(".*?<h2 id=")[^"]*', r"\1\2\3\2")),
    "号：标题没有号": ("chengdu", _sub(r'<h2 id="[^"]*"', "<h2")),
    "链接：通到没有的地方": ("chengdu", _sub(r'(<li class="l2"><a href="#)[^"]*', r"\1gone")),
    "链接：目录通到另一节": ("chengdu", _sub(r'(<li class="l2"><a href="#)([^"]*)(.*?href="#)[^"]*', r"\1\2\3\2")),
    "链接：数通到别的附册": ("chengdu", _sub(r'(<a class="f" href=")[^"]*', r"\1annex.html#other")),
    "链接：数的说明换了": ("chengdu", _sub(r'(class="f"[^>]* title=")[^"]*', r"\1别的数")),
    "表头：没有 scope": ("chengdu", _sub(r'<th scope="col"', "<th")),
    "表头：全写成 td": ("chengdu", _sub(r'<th scope="col"([^>]*)>([^<]*)</th>', r"<td\1>\2</td>", 0)),
    "表头：行名写成 td": ("chengdu", _sub(r'<th scope="row"([^>]*)>(.*?)</th>', r"<td\1>\2</td>")),
    "表头：表没有题": ("chengdu", _sub(r"<caption.*?</caption>", "")),
    "表：一行少一格": ("chengdu", _sub(r"<tr><th scope=\"row\".*?</th>", "<tr>")),
    "标题：h2 写成 h4": ("chengdu", _sub(r"<h2( [^>]*)>(.*?)</h2>", r"<h4\1>\2</h4>")),
    "标题：h2 写成 p": ("chengdu", _sub(r"<h2( [^>]*)>(.*?)</h2>", r"<p\1>\2</p>")),
    "替代文字：没有": ("chengdu", _sub(r'(<svg[^>]*) aria-label="[^"]*"', r"\1")),
    "替代文字：换了": ("chengdu", _sub(r'(<svg[^>]* aria-label=")[^"]*', r"\1图")),
    "图：画的变了": ("chengdu", _sub(r'<path d="M', '<path d="M1 1M')),
    "图：背后的数变了": ("chengdu", _sub(r"(<details>.*?<td[^>]*>(?:<[^>]*>)?)(\d)", r"\g<1>9\2")),
    "结构：正文没有号": ("chengdu", _sub('<main id="text">', "<main>")),
}
"""What is wrong → the report whose file it is made in, and how."""
