"""An inbox full of traps: mails, tables and papers that came back, under names that nobody would give them."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import DONE, FOUND, UNUSABLE, Case, Make

DOOR = "收件"


def _run(make: Make, *command: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        make(place)
        return command

    return prepare


def _eml(body: bytes, head: bytes = b"Content-Type: text/plain\r\n") -> bytes:
    return b"From: a@example.invalid\r\nTo: b@example.invalid\r\nSubject: =?utf-8?b?55Sy?=\r\n" + head + b"\r\n" + body


def _nested(times: int) -> bytes:
    begins = b"".join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (n, n + 1) for n in range(times)
    )
    return _eml(begins, b'Content-Type: multipart/mixed; boundary="b0"\r\n')


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 100_000_000)
    return out.getvalue()


_MULTI = b'Content-Type: multipart/mixed; boundary="b"\r\n'
_STRANGE = b"Content-Type: text/plain; charset=nothing\r\nSubject: =?x?q?=FF?=\r\n"
_ATTACHED = b'--b\r\nContent-Disposition: attachment; filename="../../a.docx"\r\n\r\n\r\n'
_CONTROLS = ("a\x1b[31m\x07\r.docx", "b\u202excod.exe", "c\udcff.xlsx", "\u2028.eml")
_INBOX: dict[str, Callable[[], dict[str, bytes]]] = {
    "parts 700 deep": lambda: {"来信.eml": _nested(700)},
    "30 MB attached": lambda: {"来信.eml": _eml(b"A" * 30_000_000, b"Content-Transfer-Encoding: base64\r\n")},
    "10,000 attachments": lambda: {"来信.eml": _eml(_ATTACHED * 10_000, _MULTI)},
    "encodings that are none": lambda: {"来信.eml": _eml(b"\xff\xfe", _STRANGE)},
    "heads without end": lambda: {"来信.eml": b"X: " + b"a" * 5_000_000},
    "a bomb": lambda: {"报送.docx": _zip_bomb(), "报送.xlsx": _zip_bomb()},
    "names of control characters": lambda: dict.fromkeys(_CONTROLS, b""),
    "names of options": lambda: dict.fromkeys(("--write", "-rf.docx", "$(touch x).docx", "`a`;b|c.xlsx", "%s%n.pdf"), b""),
    "a name of 250": lambda: {"甲" * 80 + ".docx": b""},
    "3,000 files": lambda: {f"{n}.docx": b"" for n in range(3_000)},
    "files that are empty or no files": lambda: {"a.docx": b"", "b.xlsx": b"\0", "c.pdf": b"%PDF", "d": b""},
}  # fmt: skip
_NODES: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda inbox: os.mkfifo(inbox / "a.docx"),
    "a link to /dev/zero": lambda inbox: (inbox / "a.docx").symlink_to("/dev/zero"),
    "a link outside": lambda inbox: (inbox / "a.docx").symlink_to("/etc/passwd"),
    "a link to itself": lambda inbox: (inbox / "a.docx").symlink_to("a.docx"),
    "a folder in a circle": lambda inbox: (inbox / "甲").symlink_to("."),
    "folders 200 deep": lambda inbox: (inbox / "/".join("a" * 200)).mkdir(parents=True),
}


def _inbox(make: Callable[[], dict[str, bytes]]) -> Make:
    def put(place: Place) -> None:
        for name, data in make().items():
            place.write(f"inbox/{name}", data)

    return put


def _node(make: Callable[[Path], object]) -> Make:
    def put(place: Place) -> None:
        (place.root / "inbox").mkdir()
        make(place.root / "inbox")

    return put


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, made in _INBOX.items():
        yield Case(DOOR, f"{name}", _run(_inbox(made), "inbox"), (DONE, FOUND))
    for name, node in _NODES.items():
        yield Case(DOOR, f"{name}", _run(_node(node), "inbox"), (DONE, FOUND))
        yield Case(DOOR, f"returned: {name}", _run(_node(node), "returned"), (DONE, FOUND, UNUSABLE))
    for name in ("a bomb", "names of control characters", "names of options", "files that are empty or no files"):
        yield Case(DOOR, f"returned: {name}", _run(_inbox(_INBOX[name]), "returned"), (DONE, FOUND, UNUSABLE))
        build = _run(_inbox(_INBOX[name]), "build", "--jobs", "1")
        yield Case(DOOR, f"build: {name}", build, (DONE,), lets=("reports",))
