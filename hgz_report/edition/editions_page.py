"""What stands beside the editions in the output folder: index.html of all of them and an Atom feed, made anew after each
publication from what their manifests say.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.cache.whole import put_whole
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.own_files import MANIFEST
from hgz_report.edition.publish import unwritable
from hgz_report.edition.record import INDEX
from hgz_report.edition.site_sheet import HEARTBEAT, MAKER, site_page
from hgz_report.language.wording import date_text
from hgz_report.problems import Problem, Where, parsed_json

FEED = "feed.xml"
_NOON = "T00:00:00+08:00"
"""An edition's date in a feed: the day begins in Beijing."""
_RECORDS, _ISSUED = "data/editions", "issued.yaml"


class KnownEdition(Struct, frozen=True):
    """An edition in its folder; `state` in words, "" for nothing to say."""

    id: str
    date: str
    papers: int
    missing: int
    state: str = ""
    booklet: bool = False


def write_site(root: Path, config: EditionConfig) -> tuple[Problem, ...]:
    """Write both files, each in one rename; what kept them from being written, which takes nothing from the edition."""
    output = root / config.output.folder
    try:
        editions = known_editions(root, output)
        made = {INDEX: editions_page(editions, config), FEED: feed(editions, config)}
        others = [name for name in made if not _ours(output / name)]
        for name in made.keys() - set(others):
            put_whole(output / name, made[name], lasting=True)
    except OSError as error:
        said = unwritable(Path(error.filename or output), error)
        return (Problem(said.where, f"各期的总目录没有写成：{said.what}", said.hint, "warning"),)
    return tuple(
        Problem(
            Where(str(output / name)), "这个文件不是程序写的，没有动，各期的总目录没有写成", "把它挪到别处", "warning"
        )
        for name in others
    )


def _ours(path: Path) -> bool:
    """Whether nothing of anybody else's stands there."""
    return not path.exists() or (path.is_file() and MAKER.encode() in path.read_bytes())


def known_editions(root: Path, output: Path) -> tuple[KnownEdition, ...]:
    """Those published whole, the newest first; trials and folders of other things are none.  Raises OSError."""
    found: list[KnownEdition] = []
    names = {path.name for path in output.iterdir() if (path / MANIFEST).is_file()}
    for name in names:
        content = _manifest(output / name / MANIFEST)
        if content and content["edition"] == name and not content.get("trial"):
            found.append(_edition(root, content, names))
    return tuple(sorted(found, key=lambda one: (one.date, one.id), reverse=True))


def _manifest(path: Path) -> dict[str, Any] | None:
    try:
        content = parsed_json(path.read_text(encoding="utf-8"))
        return {
            **content,
            "reports": list(content["reports"]),
            "date": str(content["date"]),
            "edition": str(content["edition"]),
        }
    except (ValueError, LookupError, TypeError):
        return None


def _edition(root: Path, content: Mapping[str, Any], names: set[str]) -> KnownEdition:
    name = content["edition"]
    corrected = sorted(other for other in names if other.startswith(f"{name}-更正"))
    issued = (root / _RECORDS / name / _ISSUED).is_file()
    state = f"已更正，见{corrected[-1]}" if corrected else "已印发" if issued else ""
    return KnownEdition(
        name,
        content["date"],
        len(content["reports"]),
        len(content.get("missing", ())),
        state,
        bool(content.get("booklet")),
    )


def editions_page(editions: Sequence[KnownEdition], config: EditionConfig) -> bytes:
    """index.html of all editions."""
    series = escape(config.masthead.series)
    lines = "".join(map(_line, editions))
    more = f'<link rel="alternate" type="application/atom+xml" title="{series}" href="{FEED}">\n'
    head = f"<h1>{series}</h1>\n<p>{escape(config.masthead.issuer)}　各期</p>\n"
    foot = f'<p><a href="{FEED}">订阅新的一期（Atom）</a></p>\n{"".join(HEARTBEAT)}\n'
    return site_page(f"{config.masthead.series}　各期", head, f"<h2>各期</h2>\n<ul>\n{lines}</ul>\n", foot, more)


def _line(one: KnownEdition) -> str:
    name = escape(one.id)
    missing = f"，暂缺{one.missing}份" if one.missing else ""
    state = f'<span class="state">{escape(one.state)}</span>　' if one.state else ""
    return (
        f'<li><span class="what"><a href="{name}/{INDEX}">{name}</a></span>'
        f'<span class="more">{state}{date_text(one.date)}，{one.papers}份{missing}</span></li>\n'
    )


def feed(editions: Sequence[KnownEdition], config: EditionConfig) -> bytes:
    """The feed (RFC 4287): an entry for each edition, known for ever by its name in the series."""
    address = config.site.rstrip("/") + "/" if config.site else ""
    series = config.masthead.series
    updated = editions[0].date if editions else config.date.isoformat()
    own = f'<link rel="self" type="application/atom+xml" href="{escape(address)}{FEED}"/>\n' if address else ""
    entries = "".join(line for one in editions for line in _entry(one, series, address))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<id>{_name(series)}</id>\n<title>{escape(series)}</title>\n<generator>{MAKER}</generator>\n<updated>{updated}{_NOON}</updated>\n"
        f"<author><name>{escape(config.masthead.issuer)}</name></author>\n"
        f'{own}<link rel="alternate" type="text/html" href="{escape(address)}{INDEX}"/>\n{entries}</feed>\n'
    ).encode()


def _entry(one: KnownEdition, series: str, address: str) -> Iterator[str]:
    said = (
        f"共{one.papers}份"
        + (f"，暂缺{one.missing}份" if one.missing else "")
        + (f"；{one.state}" if one.state else "")
    )
    yield f"<entry>\n<id>{_name(series, one.id)}</id>\n<title>{escape(f'{series} {one.id}')}</title>\n"
    yield f"<updated>{one.date}{_NOON}</updated>\n"
    yield f'<link rel="alternate" type="text/html" href="{escape(address)}{escape(one.id)}/{INDEX}"/>\n'
    yield f"<summary>{escape(said)}</summary>\n</entry>\n"


def _name(*parts: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "hgz-report:" + "\n".join(parts)).urn
