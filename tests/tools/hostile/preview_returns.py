"""Files that pass for a Word file that came back, handed over to the preview or asked for there; and how they are sent."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from hgz_report.workshop.preview.guard import UPLOAD
from tests.tools.hostile.documents import DOCX
from tests.tools.hostile.preview_floods import Ask, many_saying
from tests.tools.hostile.running_preview import RunningPreview, answered

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAPER = "reports/2026-Q4/made-000.docx"
_FILES = (
    "a tenth", "a flipped byte", "zeros", "text", "an old office file", "without a body", "a body of NUL",
    "a body of an unknown encoding", "700 tables deep", "100,000 boxes deep", "a million runs", "30,000 new paragraphs",
    "a billion laughs", "an entity from outside", "one part of 900 MB", "30,000 parts", "encrypted parts", "lengths that lie",
    "a relation to itself", "a part that leads outside", "HTML",
)  # fmt: skip
"""Of the documents that `returned` is tried with each, what is read in the process apart."""
_MOMENT, _BUSY = 5, 503
"""Seconds in which it is seen that somebody went."""
_NOT_ASKED, _TOO_MUCH, _STRANGE, _REFUSED = (400, 409), (413, 0), (403, 421), (409,)


def _handed(preview: RunningPreview, data: bytes, **headers: str | None) -> tuple[int, str]:
    given: dict[str, str | None] = {"content_type": _KIND, "x_name": quote("改稿.docx"), **headers}
    return preview.ask("POST", UPLOAD, data, **given)


def _key(found: tuple[int, str]) -> str:
    status, text = found
    assert status == 200, text
    return str(json.loads(text.partition("\r\n\r\n")[2])["key"])


def _asked(preview: RunningPreview, key: str) -> tuple[int, str]:
    return preview.sent(preview.request("GET", f"/returned?key={quote(key)}"))


def _read(change: Callable[[bytes], bytes]) -> Ask:
    """It is handed over, and somebody looks at it."""

    def ask(preview: RunningPreview) -> tuple[int, str]:
        data = change((preview.root / _PAPER).read_bytes())
        return _asked(preview, _key(_handed(preview, data)))

    return ask


def _sent(data: bytes, **headers: str | None) -> Ask:
    return lambda preview: _handed(preview, data, **headers)


def _begun(preview: RunningPreview, length: int, body: bytes) -> socket.socket:
    """A connection on which a body began."""
    line = preview.connected()
    head = preview.request("POST", UPLOAD, b"", content_type=_KIND, content_length=str(length))
    with suppress(OSError):
        line.sendall(head + body)
    return line


def _of_900_megabytes(preview: RunningPreview) -> tuple[int, str]:
    """More is said to come than is taken: it is not waited for."""
    with _begun(preview, 900_000_000, b"P" * 21_000_000) as line:
        return answered(line)


def _cut(preview: RunningPreview) -> tuple[int, str]:
    """Who sends half of it and goes is forgotten; the next file is taken."""
    with _begun(preview, 1_000_000, b"PK" * 1_000):
        pass
    until = time.monotonic() + _MOMENT
    while (found := _handed(preview, b"PK"))[0] == _BUSY and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _while_another_comes(preview: RunningPreview) -> tuple[int, str]:
    with _begun(preview, 1_000_000, b"PK" * 1_000):
        return _handed(preview, b"PK")


def _nine(preview: RunningPreview) -> tuple[int, str]:
    """Of many that were handed over the first is not kept."""
    first = _key(_handed(preview, b"PK"))
    for _ in range(8):
        _key(_handed(preview, b"PK"))
    return _asked(preview, first)


def _200_at_once(preview: RunningPreview) -> tuple[int, str]:
    """Each with half a body; its own page is served."""
    said = preview.request("POST", UPLOAD, b"", content_type=_KIND, content_length="1000") + b"PK"
    with many_saying(preview, 200, said):
        return preview.ask("GET", "/begin")


def _waiting(make: Callable[[Path], object]) -> Ask:
    """In the inbox, where somebody put it."""

    def ask(preview: RunningPreview) -> tuple[int, str]:
        place = preview.root / "inbox/改稿.docx"
        place.parent.mkdir(exist_ok=True)
        make(place)
        try:
            return _asked(preview, "inbox/改稿.docx")
        finally:
            preview.ground.put_back()

    return ask


def _of_key(key: str) -> Ask:
    return lambda preview: _asked(preview, key)


def _put_in(given: object) -> Ask:
    return lambda preview: preview.post("/returned/put-in", given)


_KEYS = {
    "nothing": "",
    "a guess": "+99999",
    "the system": "/etc/passwd",
    "a path": "inbox/../../etc/passwd",
    "a file of the project": "report.toml",
    "NUL": "inbox/\0.docx",
    "10,000": "inbox/" + "a" * 10_000,
}
RETURNED: Mapping[str, tuple[Ask, tuple[int, ...]]] = {
    **{f"returned: {name}": (_read(DOCX[name]), (200, 409)) for name in _FILES},
    "returned: nothing": (_read(lambda data: b""), _REFUSED),
    "returned: 21 MB": (_sent(b"P" * 21_000_000), _TOO_MUCH),
    "returned: 900 MB": (_of_900_megabytes, _TOO_MUCH),
    "returned: cut": (_cut, (200,)),
    "returned: while another comes": (_while_another_comes, (503,)),
    "returned: 200 at once": (_200_at_once, (200,)),
    "returned: nine of them": (_nine, _REFUSED),
    "returned: from another site": (_sent(b"PK", origin="http://evil.example"), _STRANGE),
    "returned: from another host": (_sent(b"PK", host="evil.example"), _STRANGE),
    "returned: without a token": (_sent(b"PK", x_token=None), _STRANGE),
    "returned: of a link from another site": (_sent(b"PK", sec_fetch_site="cross-site"), _STRANGE),
    "returned: of another kind": (_sent(b"PK", content_type="text/plain"), (415,)),
    "returned: as JSON": (_sent(b"{}", content_type="application/json"), (415,)),
    "returned: as a form": (_sent(b"--a", content_type="multipart/form-data; boundary=a"), (415,)),
    "returned: GET": (lambda p: p.ask("GET", UPLOAD), (405,)),
    "returned: HEAD": (lambda p: p.ask("HEAD", UPLOAD), (405,)),
    "returned: a name of 10,000": (_sent(b"PK", x_name="a" * 10_000), (200,)),
    "returned: a name of a path": (_sent(b"PK", x_name=quote("../../etc/passwd")), (200,)),
    "returned: a name of control characters": (_sent(b"PK", x_name="%1b%5b31m%00"), (200,)),
    "returned: a name that is half a character": (_sent(b"PK", x_name="%E5%A4"), (200,)),
    "returned: no key": (lambda p: p.ask("GET", "/returned"), (400,)),
    **{f"returned: a key of {name}": (_of_key(key), _REFUSED) for name, key in _KEYS.items()},
    "returned: a link to /dev/zero waits": (_waiting(lambda path: path.symlink_to("/dev/zero")), _REFUSED),
    "returned: a link outside waits": (_waiting(lambda path: path.symlink_to("/etc/passwd")), _REFUSED),
    "returned: a folder waits": (_waiting(lambda path: path.mkdir()), _REFUSED),
    "returned: what is none waits": (_waiting(lambda path: path.write_bytes(b"PK")), _REFUSED),
    "returned: put in nothing": (_put_in({}), (400,)),
    "returned: put in a list": (_put_in([]), (400,)),
    "returned: put in of no file": (_put_in({"key": "+99999", "id": "a"}), _REFUSED),
    "returned: put in of lists": (_put_in({"key": [], "id": {}}), _NOT_ASKED),
    "returned: put in of surrogates": (_put_in({"key": "\ud800", "id": "\ud800"}), _NOT_ASKED),
    "returned: put in by GET": (lambda p: p.ask("GET", "/returned/put-in"), (405,)),
    "returned: put in without a token": (lambda p: p.ask("POST", "/returned/put-in", b"{}", x_token=None), _STRANGE),
}
"""What is asked, and the statuses that are right."""
