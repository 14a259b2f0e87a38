"""index.html of an edition: a plain page that links every report, readable without the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

from hgz_report.language.wording import date_text

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ series }} {{ edition }}</title>
<style>
body { margin: 2.5rem auto; max-width: 52rem; padding: 0 1rem; font: 1rem/1.7 "Noto Serif SC", SimSun, serif; color: #222; }
h1 { color: #b11; font-weight: 600; border-bottom: 2px solid #b11; padding-bottom: .4rem; }
table { border-collapse: collapse; width: 100%; border-top: 2px solid #222; border-bottom: 2px solid #222; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #ddd; }
th { border-bottom: 1px solid #222; }
td.n, th.n { text-align: right; }
a { color: #1f3a5f; }
p.small { color: #555; font-size: .9rem; }
</style>
</head>
<body>
<h1>{{ series }}</h1>
<p>{{ date }}，共{{ reports | length }}份。</p>
<table>
<thead><tr><th scope="col">报告</th><th scope="col" class="n">页数</th><th scope="col" class="n">数据</th>
<th scope="col">下载</th></tr></thead>
<tbody>
{% for report in reports %}
<tr><td>{{ report.title }}</td><td class="n">{{ report.pages }}</td><td class="n">{{ report.facts }}</td>
<td>{% for name in report.files %}
<a href="{{ name }}">{{ name.rpartition(".")[2] | upper }}</a>
{% endfor %}</td></tr>
{% endfor %}
</tbody>
</table>
{% if missing %}
<h2>暂缺</h2>
<ul>
{% for one in missing %}
<li>{{ one.title }}：{{ one.reasons[0] }}{% if one.reasons | length > 1 %}，等{{ one.reasons | length }}处{% endif %}
{% if one.last %}；最近的一份见 <a href="../{{ one.last }}/index.html">{{ one.last }}</a>{% endif %}</li>
{% endfor %}
</ul>
{% endif %}
<p class="small">每个数据的出处见 <a href="facts.csv">facts.csv</a>，
输入、字体与校验值见 <a href="manifest.json">manifest.json</a>。</p>
</body>
</html>
"""


def index_page(content: Mapping[str, Any], series: str) -> bytes:
    """The page for a manifest; `series` is the name in red."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(_PAGE)
    date = date_text(str(content["date"]))
    return page.render(
        series=series,
        edition=content["edition"],
        date=date,
        reports=content["reports"],
        missing=content.get("missing", ()),
    ).encode()
