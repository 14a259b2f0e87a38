"""How the page looks: on a phone and on a desk, by day and by night, and printed.

Nothing that Chromium 80 lacks (no :is, no :has, no nesting, no gap of flex boxes, no logical shorthands): programs in offices
are old.  Faces are those of the reader's machine.
"""

from __future__ import annotations

SHEET = """
:root{color-scheme:light dark;--ink:#1d1f22;--soft:#575d66;--paper:#fff;--ground:#f3f5f7;--rule:#c9ced5;--red:#c8161d;
--link:#1f4e86;--mark:#fff3c4;--song:"FZXiaoBiaoSong-B05S","方正小标宋简体","STZhongsong","华文中宋","Songti SC",
"Noto Serif CJK SC","Source Han Serif SC","Noto Serif SC",SimSun,serif;
--hei:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Noto Sans SC",sans-serif}
@media(prefers-color-scheme:dark){:root{--ink:#e4e6e9;--soft:#a3abb5;--paper:#15181c;--ground:#1f242a;--rule:#3d444d;
--red:#ff6b66;--link:#9cc3f5;--mark:#4a3f12}
svg{filter:invert(.92) hue-rotate(180deg)}svg.photo{filter:none}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.85 var(--hei);overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1.125rem}
a{color:var(--link);text-underline-offset:.2em}
a:focus,summary:focus,.t:focus{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem;top:0;padding:.5rem 1rem;background:var(--paper)}
.skip:focus{left:0}
header{padding-top:1.5rem;text-align:center}
header p{margin:0}
header .grade{display:flex;flex-wrap:wrap;font-size:.9375rem;font-weight:600}
header .grade span{margin-right:1em}
.series{color:var(--red);font:600 clamp(1.5rem,7vw,2.5rem)/1.3 var(--song);letter-spacing:.06em;padding:.25rem 0 .5rem}
.ends{display:flex;flex-wrap:wrap;justify-content:space-between;padding:.25rem .25rem .5rem;color:var(--ink);font-size:1rem}
.ends span{margin-right:1em}
.ends span:last-child{margin-right:0}
.middle{justify-content:center}
.red{border-bottom:3px solid var(--red)}
.draft{color:var(--soft);border:1px solid var(--rule);display:inline-block;padding:0 .75em;margin:.5rem 0}
h1,h2,h3,h4,h5{line-height:1.4;margin:2.25rem 0 .75rem}
h1{font:600 clamp(1.5rem,5.5vw,1.9rem)/1.4 var(--song);text-align:center;margin:1.75rem 0}
h2{font-size:1.25rem}h3{font-size:1.125rem}h4,h5{font-size:1.0625rem}
p{margin:.6rem 0;text-indent:2em;text-align:justify}
.lead{font-weight:500;font-family:"KaiTi","Kaiti SC","STKaiti",var(--hei)}
.aside,.source,.notes{font-size:.9063rem;line-height:1.7;color:var(--soft)}
.source,header p,footer p,.annex,.toc p{text-indent:0;text-align:left}
header p{text-align:center}header p.ends{text-align:left}
.annex{margin-top:3rem;font-weight:600}
.items,.tiles,.toc ul{list-style:none;margin:.6rem 0;padding:0}
.items li{margin:.4rem 0;padding-left:1.5em;text-align:justify}
ol.items li{padding-left:2em}
.n{display:inline-block;min-width:1.5em;margin-left:-1.5em;text-indent:0}
ol.items .n{min-width:2em;margin-left:-2em}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.25rem,1fr));grid-gap:.625rem;margin:1.25rem 0}
.tiles li{background:var(--ground);padding:.75rem .5rem;text-align:center;line-height:1.45}
.tiles b{display:block;font-size:1.4rem;font-variant-numeric:tabular-nums}
.tiles span,.tiles small{display:block}.tiles span{font-size:.9375rem;font-weight:600}
.tiles small,.unit{color:var(--soft);font-size:.875rem}
.t{overflow-x:auto;max-width:100%;margin:1rem 0 .25rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.6;border-top:2px solid;border-bottom:2px solid;
font-variant-numeric:tabular-nums}
caption{font-weight:600;padding:.35rem 0;text-align:center}
.unit{display:block;font-weight:400;text-align:right}
th,td{padding:.4rem .5rem;border-top:1px solid var(--rule);text-align:left;vertical-align:top;font-weight:400;min-width:4.5em}
thead th,thead td{border-top:0;border-bottom:1px solid;font-weight:600;vertical-align:bottom}
.r{text-align:right}.c{text-align:center}
td.r,.k{white-space:nowrap}
.group th{background:var(--ground);font-weight:600}
.total td,.total th{border-top:1px solid;font-weight:600}
figure{margin:1.5rem 0}
figure svg{display:block;width:100%;min-width:30rem;height:auto;font-family:var(--hei)}
figcaption{font-weight:600;text-align:center;font-size:.9375rem}
figure .source{text-align:center;margin:.1rem 0}
details{font-size:.9375rem;margin:.25rem 0}
summary{cursor:pointer;color:var(--link);text-align:center;padding:.25rem}
.beside{display:flex;flex-wrap:wrap;margin:0 -.625rem}
.beside>*{flex:1 1 18rem;min-width:0;margin-left:.625rem;margin-right:.625rem}
.beside svg{min-width:0}
.toc{background:var(--ground);padding:.75rem 1.125rem;margin:1.25rem 0}
.toc p{font-weight:600;margin:0}.toc .l3{padding-left:1.5em}.toc .l4{padding-left:3em}
.f{color:inherit;text-decoration:underline dotted var(--soft);text-decoration-thickness:1px;
text-underline-offset:.25em}
a.f:hover{color:var(--link);text-decoration-style:solid}
data.f{text-decoration:none}
:target{background:var(--mark);scroll-margin-top:30vh}
sup{line-height:0}sup a{padding:0 .15em;text-decoration:none}
.notes{border-top:1px solid var(--rule);margin-top:2.5rem;padding-top:.5rem}
.notes ul{list-style:none;margin:0;padding:0}
.notes li{padding-left:1.5em;margin:.3rem 0}
.back{padding:0 .35em;text-decoration:none}
footer{padding-bottom:3rem}
.imprint{border-top:2px solid;border-bottom:2px solid;margin-top:2.5rem;font-size:.9375rem}
.imprint p{margin:0;padding:.3rem .25rem;border-top:1px solid var(--rule)}
.imprint p:first-child{border-top:0}
footer .site{margin-top:1.25rem;font-size:.9375rem;text-align:center}
@media(max-width:30rem){body{font-size:1rem}table{font-size:.875rem}.tiles{grid-template-columns:repeat(2,1fr)}
th,td{padding:.35rem .4rem}}
@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--ground:#f1f1f1;--rule:#999;--link:#000;--mark:#fff}
body{font-size:11pt;line-height:1.6}header,main,footer{max-width:none;padding:0}.t{overflow:visible}svg{filter:none}
a,.f{color:inherit;text-decoration:none}.skip,.site,.back{display:none}figure,tr,.tiles{break-inside:avoid}
h2,h3,h4,h5{break-after:avoid}figure svg{min-width:0}}
""".replace("\n", "")
"""Without line ends: its hash stands in the page's own security policy."""
