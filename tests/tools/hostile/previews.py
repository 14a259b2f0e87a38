"""Strangers at the preview's door: other hosts, other sites, no key, broken HTTP, floods, and files that turn bad meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.tools.hostile.bench import Bench
from tests.tools.hostile.preview_floods import FLOODS, MADE, SAVED
from tests.tools.hostile.preview_returns import RETURNED
from tests.tools.hostile.running_preview import RunningPreview
from tests.tools.hostile.trial import Case

DOOR = "预览"
_SEARCH = "/search?words=%E5%A4%A9%E6%B4%A5"
_REFUSED = (403, 421)
_NONSENSE = (400, 409)
_PANEL = "/lines?line=1&file="
Ask = Callable[[RunningPreview], tuple[int, str]]
_STRANGERS: dict[str, dict[str, str | None]] = {
    "another host": {"host": "evil.example"},
    "another host and its page": {"host": "evil.example", "origin": "http://evil.example"},
    "no host": {"host": None},
    "an empty host": {"host": ""},
    "another port": {"host": "127.0.0.1:1"},
    "no port": {"host": "127.0.0.1"},
    "0.0.0.0": {"host": "0.0.0.0:{port}"},
    "a host with a user": {"host": "evil@127.0.0.1:{port}"},
    "a host and more": {"host": "127.0.0.1:{port}.evil.example"},
    "a host of another family": {"host": "[::1]:{port}"},
    "a host of 100,000": {"host": "a" * 60_000},
    "another site": {"origin": "http://evil.example"},
    "no site": {"origin": "null"},
    "an empty site": {"origin": ""},
    "the same name over TLS": {"origin": "https://127.0.0.1:{port}"},
    "another port's page": {"origin": "http://127.0.0.1:1"},
    "a file's page": {"origin": "file://"},
    "a link from another site": {"sec_fetch_site": "cross-site"},
    "a page beside": {"sec_fetch_site": "same-site"},
    "no token": {"x_token": None},
    "an empty token": {"x_token": ""},
    "a guess": {"x_token": "a" * 32},
    "a token in Chinese": {"x_token": "钥匙"},
    "a token of bytes": {"x_token": "\udcff\udcfe"},
    "a token of 60,000": {"x_token": "a" * 60_000},
    "half the token": {"x_token": "{half}"},
    "the token and more": {"x_token": "{token}a"},
    "the token in capitals": {"x_token": "{upper}"},
    "the token as a cookie": {"x_token": None, "cookie": "x-token={token}"},
    "the token as a password": {"x_token": None, "authorization": "Bearer {token}"},
    "the token's name with a line": {"x_token": None, "x_token_": "{token}"},
}
_PATHS: dict[str, tuple[str, tuple[int, ...]]] = {
    "out of the page's folder": ("/page/../guard.py", (404,)),
    "out, encoded": ("/page/..%2f..%2fguard.py", (404,)),
    "out, encoded twice": ("/page/%252e%252e%252fguard.py", (404,)),
    "out, backslash": ("/page/..\\guard.py", (404,)),
    "out, absolute": ("/page//etc/passwd", (404,)),
    "out, NUL": ("/page/preview.html%00.js", (404,)),
    "out, UTF-8 too long": ("/page/%c0%ae%c0%ae%2fguard.py", (404,)),
    "a face outside": ("/face/..%2f..%2fetc%2fpasswd", (404,)),
    "no face": ("/face/nothing", (404,)),
    "no page": ("/nothing", (404,)),
    "two lines": ("//evil.example/", (404, 403)),
    "an address for a path": ("http://evil.example/begin", (404, 403, 200)),
    "50,000 characters": ("/" + "a" * 50_000, (404, 400, 0)),
    "a token in the address": ("/begin?x-token={token}", (403,)),
    "lines of /etc/passwd": (_PANEL + "/etc/passwd", (409,)),
    "lines above the folder": (_PANEL + "../../etc/passwd", (409,)),
    "lines through a room": (_PANEL + "data/../../../etc/passwd.yaml", (409,)),
    "lines of the store": (_PANEL + ".cache/stamp", (409,)),
    "lines of a report": (_PANEL + "reports/2026-Q4/manifest.json", (409,)),
    "lines of a list of people": (_PANEL + "data/recipients.yaml", (409,)),
    "lines of NUL": (_PANEL + "data/a%00b.yaml", (409,)),
    "lines of a long name": (_PANEL + "data/" + "a" * 5_000 + ".yaml", (409,)),
    "lines of a folder": (_PANEL + "data/zones", (409,)),
    "lines of nothing": ("/lines", (400,)),
    "a line that is none": ("/lines?file=report.toml&line=x", (400,)),
    "a line far away": ("/lines?file=report.toml&line=999999999999999999999", (200,)),
    "a line of 5,000 digits": ("/lines?file=report.toml&line=" + "9" * 5_000, (400,)),
    "a line before the first": ("/lines?file=report.toml&line=-5", (200,)),
    "a place without a paper": ("/at", (400,)),
    "a place of no paper": ("/at?paper=nothing&a=1&s=1", (409,)),
    "a place of no address": ("/at?paper=made-000&a=x&s=0", (200, 400, 409)),
    "a place far away": ("/at?paper=made-000&a=1&s=99999999999999", (200, 400, 409)),
    "a place before the first": ("/at?paper=made-000&a=1&s=-1", (200, 400, 409)),
    "a chart that is none": ("/at?paper=made-000&chart=99999999", (200, 400, 409)),
    "a chart of words": ("/at?paper=made-000&chart=x", (400,)),
    "a fact that is none": ("/fact?id=nothing&card=1", (200,)),
    "a fact of 50,000": ("/fact?card=1&id=" + "a" * 50_000, (200, 400, 0)),
    "nothing to look for": ("/search?words=", (200,)),
    "50,000 words": ("/search?words=" + "a" * 50_000, (200, 0, 400)),
    "half a character": ("/search?words=%E5%A4", (200,)),
    "compared with nothing": ("/compare?paper=nothing", (409,)),
    "1,000 parameters": ("/begin?" + "&".join(f"a{n}=1" for n in range(1_000)), (200,)),
}
_METHODS: dict[str, tuple[str, str, tuple[int, ...]]] = {
    **{f"GET {path}": ("GET", path, (405,)) for path in ("/edit", "/undo", "/open", "/ticket")},
    **{f"HEAD {path}": ("HEAD", path, (405,)) for path in ("/edit", "/undo", "/open")},
    **{name: (name, "/edit", (405, 400, 0)) for name in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")},
    "a method in small letters": ("post", "/edit", (405, 400, 0)),
    "a method of 10,000": ("A" * 10_000, "/edit", (405, 400, 0)),
    "POST to a question": ("POST", "/begin", (405,)),
    "POST to the page": ("POST", "/", (405,)),
}  # fmt: skip
_EDIT = {
    "kind": "data",
    "paper": "made-000",
    "file": "data/zones/made-000.yaml",
    "steps": ["city"],
    "old": "天津市",
    "new": "津",
}
_BODIES: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "nothing": (b"", _NONSENSE),
    "null": (b"null", _NONSENSE),
    "a list": (b"[]", _NONSENSE),
    "no JSON": (b"{", _NONSENSE),
    "not UTF-8": (b"\xff\xfe", _NONSENSE),
    "UTF-16": ('{"kind": "data"}'.encode("utf-16"), _NONSENSE),
    "NUL": (b"\0" * 1_000, _NONSENSE),
    "250,000 brackets": (b"[" * 250_000, _NONSENSE),
    "lists 50,000 deep": (b"[" * 50_000 + b"]" * 50_000, _NONSENSE),
    "objects 20,000 deep": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, _NONSENSE),
    "a number of 200,000 digits": (b'{"kind": ' + b"9" * 200_000 + b"}", _NONSENSE),
    "20,000 keys": (json.dumps({f"k{n}": n for n in range(15_000)}).encode(), _NONSENSE),
    "300,000 bytes": (b" " * 300_000, (413,)),
    "20 MB": (b" " * 20_000_000, (413, 0)),
}
_FACT = {"kind": "fact", "id": "made-000.little_giants@2018", "old": {"value": "42"}, "new": {"value": "43"}}
_LINE = {"kind": "template", "file": "templates/zone/10_own.md.j2", "line": 3, "start": 0, "old": "a", "new": "b"}
_WANTED: dict[str, dict[str, Any]] = {
    "a kind that is none": {"kind": "other"},
    "a kind that is a list": {"kind": []},
    "without a file": {"kind": "data"},
    "a file outside": {**_EDIT, "file": "../outside.yaml"},
    "a file of the system": {**_EDIT, "file": "/etc/passwd"},
    "a file through a room": {**_EDIT, "file": "data/../../a.yaml"},
    "a file of the store": {**_EDIT, "file": ".cache/a.yaml"},
    "a file that is a list": {**_EDIT, "file": ["data/zones/made-000.yaml"]},
    "steps out of range": {**_EDIT, "steps": ["facts", 10**9, "locator"]},
    "steps before the first": {**_EDIT, "steps": ["facts", -1, "locator"]},
    "steps of nothing": {**_EDIT, "steps": []},
    "steps 5,000 deep": {**_EDIT, "steps": ["a"] * 5_000},
    "steps of objects": {**_EDIT, "steps": [{}]},
    "steps of true": {**_EDIT, "steps": [True]},
    "steps that are text": {**_EDIT, "steps": "city"},
    "words that are not there": {**_EDIT, "old": "北京市"},
    "new words of lines": {**_EDIT, "new": "天津\ncity: 北京"},
    "new words without end": {**_EDIT, "new": "天" * 30_000},
    "no new words": {**_EDIT, "new": " "},
    "new words of a template": {**_EDIT, "new": "{{ zone.__class__ }}"},
    "new words of control": {**_EDIT, "new": "天\x1b[31m津"},
    "new words of a surrogate": {**_EDIT, "new": "天\ud800"},
    "new words of a direction": {**_EDIT, "new": "天\u202e津"},
    "new words that are none": {**_EDIT, "new": None, "old": None},
    "a fact that is none": {**_FACT, "id": "nothing"},
    "a fact that is a list": {**_FACT, "id": []},
    "a fact of infinity": {**_FACT, "new": {"value": "1e999"}},
    "a fact of not a number": {**_FACT, "new": {"value": "NaN"}},
    "a fact of 10,000 digits": {**_FACT, "new": {"value": "9" * 10_000}},
    "a fact of a field that is none": {**_FACT, "new": {"id": "other"}},
    "a fact of lists": {**_FACT, "old": [], "new": []},
    "a fact of texts": {**_FACT, "old": "a", "new": "b"},
    "a conflict out of range": {**_FACT, "conflict": 10**9},
    "a conflict without end": {**_FACT, "conflict": float("inf")},
    "a conflict that is a list": {**_FACT, "conflict": []},
    "a template's line out of range": {**_LINE, "line": 10**9},
    "a template's line before the first": {**_LINE, "line": -1},
    "a template's start before the first": {**_LINE, "start": -9, "old": "数"},
    "a template's start without end": {**_LINE, "start": float("inf")},
    "a template that becomes wrong": {**_LINE, "old": "本区", "new": "{% if"},
    "a template that is data": {**_LINE, "file": "data/zones/made-000.yaml"},
}  # fmt: skip


def _filled(preview: RunningPreview, text: str | None) -> str | None:
    """With what this preview is called."""
    if text is None:
        return None
    token = preview.token
    own = {"{port}": str(preview.port), "{token}": token, "{half}": token[:16], "{upper}": token.upper()}
    for name, value in own.items():
        text = text.replace(name, value)
    return text


def _case(name: str, ask: Ask, codes: tuple[int, ...], says: str = "", seconds: float = 8) -> Case:
    def asked(bench: Bench) -> tuple[int, str]:
        preview = RunningPreview.of(bench)
        return preview.after(ask(preview))

    return Case(DOOR, name, lambda place: (), codes, says, seconds=seconds, asks=asked)


def _stranger(headers: dict[str, str | None]) -> Ask:
    def ask(preview: RunningPreview) -> tuple[int, str]:
        return preview.ask("GET", _SEARCH, b"", **{name: _filled(preview, text) for name, text in headers.items()})

    return ask


def _path(path: str) -> Ask:
    def ask(preview: RunningPreview) -> tuple[int, str]:
        keyless: dict[str, str | None] = {"x_token": None} if "{token}" in path else {}
        return preview.ask("GET", _filled(preview, path) or "", b"", **keyless)

    return ask


def _method(method: str, path: str) -> Ask:
    return lambda preview: preview.ask(method, path)


def _posted(body: bytes) -> Ask:
    return lambda preview: preview.ask("POST", "/edit", body)


def cases() -> Iterator[Case]:
    """All of this door.  What a stranger asks changes no file, and the preview's own page is served afterwards."""
    for name, headers in _STRANGERS.items():
        yield _case(name, _stranger(headers), (400, 403, 421, 0))
    for name, (path, codes) in _PATHS.items():
        yield _case(f"path: {name}", _path(path), codes)
    for name, (method, path, codes) in _METHODS.items():
        yield _case(name, _method(method, path), codes)
    for name, (body, codes) in _BODIES.items():
        yield _case(f"body: {name}", _posted(body), codes)
    for name, wanted in _WANTED.items():
        yield _case(f"edit: {name}", _posted(json.dumps(wanted).encode()), _NONSENSE)
    for name, (ask, codes) in {**MADE, **FLOODS, **RETURNED}.items():
        yield _case(name, ask, codes, seconds=12)
    for name, ask in SAVED.items():
        yield _case(name, ask, (200,), seconds=30)
