"""Hostile report.toml: keys, dates, ids and folders that nobody can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, UNUSABLE, Case, Make

DOOR = "配置"
_BUILD = ("build", "--jobs", "1")
_EDITS = {
    "a near miss": ("series =", "serise ="),
    "an unknown section": ("[masthead]", "[mastheads]"),
    "a section twice": ("[masthead]", "[edition]\n[masthead]"),
    "a key twice": ('id = "2026-Q4"', 'id = "2026-Q4"\nid = "2026-Q3"'),
    "an id of a path": ('id = "2026-Q4"', 'id = "../../2026-Q4"'),
    "an absolute id": ('id = "2026-Q4"', 'id = "/tmp/2026-Q4"'),
    "an id of a device": ('id = "2026-Q4"', 'id = "nul"'),
    "an id of dots": ('id = "2026-Q4"', 'id = ".."'),
    "an empty id": ('id = "2026-Q4"', 'id = ""'),
    "an id of 10,000": ('id = "2026-Q4"', f'id = "{"甲" * 10_000}"'),
    "an id of control characters": ('id = "2026-Q4"', 'id = "a\\u001b[31m"'),
    "an id of data": ('id = "2026-Q4"', "id = 2026"),
    "a date in words": ("date = 2026-11-23", 'date = "昨天"'),
    "a date that is none": ("date = 2026-11-23", "date = 2026-02-30"),
    "a moment": ("date = 2026-11-23", "date = 2026-11-23T10:00:00"),
    "a date of another age": ("date = 2026-11-23", "date = 0001-01-01"),
    "an issue of nothing": ("issue = 1 ", "issue = 0 "),
    "an issue without end": ("issue = 1 ", f"issue = {'9' * 5_000} "),
    "a fraction": ("issue = 1 ", "issue = 1.5 "),
    "infinity": ("issue = 1 ", "issue = inf "),
    "a number in quotes": ("copies = 0", 'copies = "0"'),
    "a negative number": ("copies = 0", "copies = -1"),
    "a folder of data": ('folder = "reports"', 'folder = "data"'),
    "a folder in templates": ('folder = "reports"', 'folder = "templates/zone"'),
    "the project itself": ('folder = "reports"', 'folder = "."'),
    "a folder of the system": ('folder = "reports"', 'folder = "/proc/nothing"'),
    "a folder that is a file": ('folder = "reports"', 'folder = "report.toml"'),
    "a folder of NUL": ('folder = "reports"', 'folder = "a\\u0000b"'),
    "a format that is none": ('formats = ["pdf", "docx"', 'formats = ["pdf", "doc"'),
    "no formats": ('formats = ["pdf", "docx", "html"]', "formats = []"),
    "a rule that is none": ("errors = []", 'errors = ["no-such-rule"]'),
    "a draft of 1,000": ('draft = ""', f'draft = "{"稿" * 1_000}"'),
    "a series of line breaks": ('series = "', 'series = "甲\\n乙'),
    "a series of markup": ('series = "', 'series = "**甲**'),
    "a series of 100,000": ('series = "', f'series = "{"甲" * 100_000}'),
    "100,000 receivers": ("to = []", "to = [" + '"甲", ' * 100_000 + "]"),
    "a list 1,000 deep": ("to = []", f"to = {'[' * 1_000}{']' * 1_000}"),
    "a table for a text": ('issuer = "', 'issuer = {a = 1} # "'),
    "an unclosed quote": ('signer = ""', 'signer = "'),
    "an unclosed bracket": ("cc = [", "cc = [["),
}
_WHOLE: dict[str, str | bytes] = {
    "empty": "",
    "gone": b"\0gone",
    "NUL": b"[edition]\0",
    "UTF-16": "[edition]".encode("utf-16"),
    "GBK": "# 甲\n[edition]".encode("gbk"),
    "JSON": '{"edition": {}}',
    "5 MB": "# 甲\n" * 1_000_000,
    "100,000 brackets": "a = " + "[" * 100_000,
    "a list of 15,000 lines": "[distribution]\nto = [\n" + '"甲",\n' * 15_000 + "]\n",
    "a list of 15,000 brackets": "[distribution]\nto = [\n" + '"]",\n' * 15_000 + "]\n",
    "1,000 lists, a line each": "a = " + "[\n" * 1_000 + "]\n" * 1_000,
    "keys 90 deep": "\n".join("a" + ".a" * 90 + f".b{n} = 1" for n in range(400)),
    "12,000 sections": "".join(f"[a{n}]\n" for n in range(12_000)),
    "a text of 30,000 lines": 'a = """\n' + '甲"\n' * 30_000 + '"""\n',
    "100,000 dots": "a" + ".a" * 100_000 + " = 1\n",
    "100,000 sections": "".join(f"[a{n}]\n" for n in range(100_000)),
}


def _edited(old: str, new: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.edit("report.toml", old, new)
        return _BUILD

    return prepare


def _whole(content: str | bytes) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write("report.toml", content)
        if content == _WHOLE["gone"]:
            (place.root / "report.toml").unlink()
        return _BUILD

    return prepare


def _made(make: Make) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        make(place)
        return _BUILD

    return prepare


def _output_link(place: Place) -> None:
    (place.root / "reports").rename(place.outside / "reports")
    (place.root / "reports").symlink_to(place.outside / "reports")


def _output_file(place: Place) -> None:
    (place.root / "reports").rename(place.outside / "reports")
    place.write("reports", "甲")


def _edition_link(place: Place) -> None:
    (place.root / "reports/2026-Q4").rename(place.outside / "2026-Q4")
    (place.root / "reports/2026-Q4").symlink_to(place.outside / "2026-Q4")
    place.edit("data/zones/made-000.yaml", "city: 天津市", "city: 天津")


def _edition_file(place: Place) -> None:
    (place.root / "reports/2026-Q4").rename(place.outside / "2026-Q4")
    place.write("reports/2026-Q4", "甲")


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, (old, new) in _EDITS.items():
        yield Case(DOOR, name, _edited(old, new), (FOUND, UNUSABLE), "report.toml|输出文件夹|期的编号|没有")
    for name, content in _WHOLE.items():
        yield Case(DOOR, f"whole: {name}", _whole(content), (FOUND,), "report.toml")
    nodes: dict[str, tuple[Make, tuple[int, ...]]] = {
        "the output folder is a link": (_output_link, (DONE, FOUND)),
        "the output folder is a file": (_output_file, (FOUND,)),
        "the edition is a link": (_edition_link, (DONE, FOUND)),
        "the edition is a file": (_edition_file, (DONE, FOUND)),
    }
    for name, (make, codes) in nodes.items():
        yield Case(DOOR, name, _made(make), codes, lets=("reports",))
