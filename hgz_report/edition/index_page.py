"""index.html of an edition: every paper by what it is and where, what is missing and why, readable without the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.edition.bound_volume import BOOKLET
from hgz_report.edition.site_sheet import site_page
from hgz_report.language.wording import date_text
from hgz_report.narrate.reports import Report

_NAMES = {"pdf": "PDF", "docx": "Word", "html": "网页"}
"""How formats are named to people."""


class PaperPlace(Struct, frozen=True):
    """Where a paper stands in the index: "country", "zone" or "annex", and whom it is about."""

    kind: str
    province: str = ""
    short: str = ""


def paper_places(reports: Iterable[Report], dataset: Dataset) -> dict[str, PaperPlace]:
    """By slug."""
    places = {}
    for report in reports:
        zone = dataset.zones.get(report.owner)
        kind = "annex" if not report.numbered else "country" if report.owner == NATIONAL else "zone"
        places[report.slug] = PaperPlace(kind, zone.province if zone else "", zone.short if zone else "")
    return places


def index_page(content: Mapping[str, Any], series: str, places: Mapping[str, PaperPlace]) -> bytes:
    """The page for a manifest; `series` is the name in red."""
    date = date_text(str(content["date"]))
    entries: Sequence[Mapping[str, Any]] = content["reports"]
    kinds: dict[str, list[Mapping[str, Any]]] = {"country": [], "zone": [], "annex": []}
    for entry in entries:
        kinds[places[entry["slug"]].kind].append(entry)
    body = "".join((
        _section("全国", map(_entry, kinds["country"])),
        _by_province(kinds["zone"], places),
        _missing(content.get("missing", ())),
        _section("数据附册", map(_entry, kinds["annex"])),
        _booklet(content),
    ))  # fmt: skip
    head = f"<h1>{escape(series)}</h1>\n<p>{escape(content['edition'])}　{date}，共{len(entries)}份。</p>\n"
    return site_page(f"{series} {content['edition']}", head, body, _foot(content))


def _by_province(entries: Iterable[Mapping[str, Any]], places: Mapping[str, PaperPlace]) -> str:
    """Zones under their provinces, in the order in which these first come."""
    order = list(dict.fromkeys(places[entry["slug"]].province for entry in entries))
    ranked = sorted(entries, key=lambda entry: order.index(places[entry["slug"]].province))
    parts = [
        f"<h3>{escape(province)}</h3>\n<ul>\n{''.join(map(_entry, held))}</ul>\n"
        for province, held in groupby(ranked, lambda entry: places[entry["slug"]].province)
    ]
    return f"<h2>各高新区</h2>\n{''.join(parts)}" if parts else ""


def _section(title: str, lines: Iterable[str]) -> str:
    said = "".join(lines)
    return f"<h2>{title}</h2>\n<ul>\n{said}</ul>\n" if said else ""


def _entry(entry: Mapping[str, Any]) -> str:
    files = sorted(entry["files"], key=lambda name: [*_NAMES].index(_suffix(name)))
    first = next((name for name in files if _suffix(name) == "html"), files[0] if files else "")
    title = escape(entry["title"])
    shown = f'<a href="{escape(first)}">{title}</a>' if first else title
    more = "".join(
        f'<a href="{escape(name)}" aria-label="{title}，{_NAMES[_suffix(name)]}">{_NAMES[_suffix(name)]}</a>'
        for name in files
    )
    about = f"{entry['pages']}页，{entry['facts']}个数据"
    return f'<li><span class="what">{shown}</span><span class="more">{about}{more}</span></li>\n'


def _suffix(name: str) -> str:
    return name.rpartition(".")[2]


def _missing(missing: Sequence[Mapping[str, Any]]) -> str:
    return _section("暂缺", (f'<li><span class="what">{said}</span></li>\n' for said in map(_why, missing)))


def _why(one: Mapping[str, Any]) -> str:
    more = f"，等{len(one['reasons'])}处" if len(one["reasons"]) > 1 else ""
    last = escape(one["last"])
    seen = f'；最近的一份见 <a href="../{last}/index.html">{last}</a>' if last else ""
    return f"{escape(one['title'])}：{escape(one['reasons'][0])}{more}{seen}"


def _booklet(content: Mapping[str, Any]) -> str:
    if "booklet" not in content:
        return ""
    about = f"{content['booklet']['pages']}页，各份连页、带书签，给平板和打印用"
    line = f'<li><span class="what"><a href="{BOOKLET}">合订本</a></span><span class="more">{about}</span></li>\n'
    return _section("合订本", [line])


def _foot(content: Mapping[str, Any]) -> str:
    return "".join(f"<p>{line}</p>\n" for line in _foot_lines(content))


def _foot_lines(content: Mapping[str, Any]) -> Iterator[str]:
    yield '<a href="../index.html">各期</a>'
    yield '每个数据的出处见 <a href="facts.csv">facts.csv</a>，输入、字体与校验值见 <a href="manifest.json">manifest.json</a>。'
    if content["fonts"]:
        yield "字体：" + escape("，".join(f"{role} {face}" for role, face in content["fonts"].items()))
