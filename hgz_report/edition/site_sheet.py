"""What the index pages have in common: a page without script that loads nothing, and how it looks."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape

_SHEET = """
:root{color-scheme:light dark;--ink:#1d1f22;--soft:#575d66;--paper:#fff;--ground:#f3f5f7;--rule:#c9ced5;--red:#c8161d;
--link:#1f4e86}
@media(prefers-color-scheme:dark){:root{--ink:#e4e6e9;--soft:#a3abb5;--paper:#15181c;--ground:#1f242a;--rule:#3d444d;
--red:#ff6b66;--link:#9cc3f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.7 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC","Source Han Sans SC",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:54rem;margin:0 auto;padding:0 1.125rem}
header{padding-top:1.5rem;border-bottom:3px solid var(--red)}
h1{margin:0;color:var(--red);font:600 clamp(1.4rem,6vw,2.2rem)/1.35 "FZXiaoBiaoSong-B05S","STZhongsong","Songti SC",
"Noto Serif CJK SC","Noto Serif SC",SimSun,serif}
header p{margin:.25rem 0 .75rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem;color:var(--soft)}
ul{list-style:none;margin:0;padding:0}
li{display:flex;flex-wrap:wrap;align-items:baseline;padding:.5rem 0;border-bottom:1px solid var(--rule)}
li .what{flex:1 1 16rem;min-width:0;margin-right:1rem}
li .more{color:var(--soft);font-size:.9063rem}
li .more a{margin-left:.75rem}
.plain li{display:block}
a{color:var(--link)}
a:focus{outline:2px solid var(--link);outline-offset:2px}
.small,footer{color:var(--soft);font-size:.9063rem}
.state{color:var(--red)}
footer{padding-bottom:3rem;margin-top:2rem}
@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--link:#000}a{text-decoration:none}}
""".replace("\n", "")
MAKER = "hgz_report"
HEARTBEAT = '<p id="heartbeat">', "</p>"
"""Around what the page of all editions says of the last run: `delivery.heartbeat` fills it in after each."""
"""Who wrote the page: nothing else is overwritten."""
_HASH = b64encode(hashlib.sha256(_SHEET.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'"


def site_page(title: str, head: str, body: str, foot: str, more: str = "") -> bytes:
    """A page of markup under a red title; `more` belongs into its head."""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="{MAKER}">\n'
        f"<title>{escape(title)}</title>\n{more}<style>{_SHEET}</style>\n</head>\n<body>\n"
        f"<header>\n{head}</header>\n<main>\n{body}</main>\n<footer>\n{foot}</footer>\n</body>\n</html>\n"
    ).encode()
