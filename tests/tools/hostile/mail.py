"""Hostile mail: lists of recipients, configurations and ledgers that are wrong, servers that misbehave."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable, Iterator

from tests.tools.hostile.bench import Place
from tests.tools.hostile.hostile_server import Talk, answering, babbles, drips, goes, hangs, listening
from tests.tools.hostile.trial import DONE, FOUND, UNUSABLE, Case, Make

DOOR = "投递"
_LIST, _LEDGER = "data/recipients.yaml", "delivery/ledger.jsonl"
_SEND = ("deliver", "--send", "--new-ledger")
_SOON = {"hgz_report.delivery.mail_session:SECONDS": 0.7, "hgz_report.cli.delivering:sleep": None}
"""In real life a minute, and twelve seconds before it is tried again."""
_ENTRY = "  - {{name: {name}, way: {way}, to: {to}, papers: [made-000]}}\n"


def _entry(name: str = "甲", way: str = "邮件", to: str = "a@example.invalid") -> str:
    return _ENTRY.format(name=name, way=way, to=to)


def _listed(*entries: str) -> str:
    return "recipients:\n" + "".join(entries or (_entry(),))


def _configured(place: Place, **settings: object) -> None:
    told = {"server": "127.0.0.1", "port": 9, "tls": "none", "sender": "bulletin@example.invalid", **settings}
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())
    config = (place.root / "report.toml").read_text(encoding="utf-8")
    place.write(
        "report.toml", re.sub(r"(?s)\[delivery\].*?(?=\n\[)", lambda _: f"[delivery]\n{lines}", config, count=1)
    )


_LISTS: dict[str, str | bytes] = {
    "a line end in a name": _listed(_entry(name='"甲\\nBcc: x@example.invalid"')),
    "a carriage return in a name": _listed(_entry(name='"甲\\rBcc: x@example.invalid"')),
    "a line end in an address": _listed(_entry(to='"a@example.invalid\\r\\nRCPT TO:<x@example.invalid>"')),
    "NUL in an address": _listed(_entry(to='"a\\0@example.invalid"')),
    "a line separator": _listed(_entry(name='"甲\\u2028乙"')),
    "a direction in a name": _listed(_entry(name='"甲\\u202e乙"')),
    "two addresses": _listed(_entry(to='"a@example.invalid, b@example.invalid"')),
    "an address with a name": _listed(_entry(to='"甲 <a@example.invalid>"')),
    "an address in Chinese": _listed(_entry(to="张@例子.中国")),
    "a domain in Chinese": _listed(_entry(to="a@例子.中国")),
    "a local part with a letter like another": _listed(_entry(to="аdmin@example.invalid")),
    "an address without a domain": _listed(_entry(to="a@")),
    "an address without a name": _listed(_entry(to='"@example.invalid"')),
    "an address of dots": _listed(_entry(to="a..b@example.invalid")),
    "an address in brackets": _listed(_entry(to='"a@[127.0.0.1]"')),
    "an address in quotes": _listed(_entry(to="'\"a b\"@example.invalid'")),
    "an address of 300": _listed(_entry(to=f"{'a' * 300}@example.invalid")),
    "an address of a million": _listed(_entry(to="a" * 1_000_000)),
    "a route": _listed(_entry(to='"@x:a@example.invalid"')),
    "an option of SMTP": _listed(_entry(to='"a@example.invalid> SIZE=1"')),
    "no address": _listed(_entry(to='""')),
    "a name of a thousand": _listed(_entry(name="甲" * 1_000)),
    "one twice": _listed(_entry(), _entry()),
    "one address in two cases": _listed(_entry(), _entry(name="乙", to="A@EXAMPLE.INVALID")),
    "a way that is none": _listed(_entry(way="传真")),
    "a near miss of a way": _listed(_entry(way="邮箱")),
    "a paper that is none": _listed(_entry()).replace("made-000", "nowhere"),
    "a near miss of a paper": _listed(_entry()).replace("made-000", "made-00"),
    "a near miss of a key": _listed(_entry()).replace("papers:", "paper:"),
    "no papers": _listed(_entry()).replace(", papers: [made-000]", ""),
    "a format that is none": _listed(_entry()).replace("]}", "], formats: [doc]}"),
    "a bomb of aliases": "a: &a [1,1]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(25)),
    "a list 700 deep": "recipients: " + "[" * 700 + "]" * 700,
    "a list of texts": "recipients: [甲, 乙]\n",
    "nobody": "recipients: []\n",
    "nothing": "",
    "not UTF-8": b"\xff\xfe",
    "6 MB": "# 甲\n" * 1_500_000,
}
_FOLDERS = {
    "a folder that is none": "/nonexistent/甲",
    "a folder of the system": "/proc",
    "a folder of a file": "report.toml",
    "a folder above": "../../../../../../../proc/self",
    "a folder of 5,000": "a" * 5_000,
    "a folder that is full": "/dev/full",
}
_CONFIG: dict[str, dict[str, object]] = {
    "no server": {"server": ""},
    "a server of a line": {"server": "a\nb"},
    "a server that is none": {"server": "nowhere.invalid"},
    "a server in Chinese": {"server": "邮件.例子"},
    "a server of 1,000": {"server": "a" * 1_000},
    "a server of dots": {"server": "a..b"},
    "a port beyond": {"port": 99_999},
    "a port of nobody": {"port": 9},
    "an encryption that is none": {"tls": "ssl"},
    "a near miss of an encryption": {"tls": "startls"},
    "certificates that are none": {"tls": "tls", "certificates": "nowhere.pem"},
    "certificates that are text": {"tls": "tls", "certificates": "report.toml"},
    "certificates that are a folder": {"tls": "tls", "certificates": "data"},
    "certificates of NUL": {"tls": "tls", "certificates": "a\u0000b"},
    "a sender of a line": {"sender": "a@example.invalid\r\nBcc: b@example.invalid"},
    "a sender that is none": {"sender": "甲"},
    "a name of a line": {"sender_name": "甲\nBcc: b@example.invalid"},
    "a user without a password": {"tls": "tls", "user": "甲"},
    "a user in the clear": {"user": "甲"},
    "a password file that is none": {"tls": "tls", "user": "a", "password_file": "nowhere"},
    "a password file that is a folder": {"tls": "tls", "user": "a", "password_file": "data"},
    "a password file that all read": {"tls": "tls", "user": "a", "password_file": "report.toml"},
    "a folder outside": {"folder": "/proc/nothing"},
    "a folder that is a file": {"folder": "report.toml"},
}
_SERVERS: dict[str, Talk] = {
    "garbage": answering(begin=b"\x00\xff\xfe garbage\r\n"),
    "another protocol": answering(begin=b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "nothing": hangs,
    "a hang-up": goes,
    "byte after byte": drips,
    "an endless banner": babbles,
    "an endless line": lambda line: line.sendall(b"220 " + b"a" * 3_000_000),
    "not now": answering(begin=b"421 later\r\n"),
    "never": answering(begin=b"554 no\r\n"),
    "no greeting": answering(ehlo=b"500 what\r\n", helo=b"500 what\r\n"),
    "a greeting without end": answering(ehlo=babbles),
    "a greeting of controls": answering(ehlo=b"250 \x1b[31mhere\r\n", mail=b"550 \x1b[2J\x07\x1b]0;gone\x07\r\n"),
    "words of control characters": answering(rcpt=b"550 \x1b[31m\x9b\x07 no\r\n"),
    "words in Chinese": answering(rcpt="550 没有这个人\r\n".encode("gbk")),
    "words of a megabyte": answering(rcpt=b"550-" + b"a" * 1_000_000 + b"\r\n550 no\r\n"),
    "words that ask for more": answering(rcpt=b"250-\r\n" * 60 + b"250 ok\r\n"),
    "a sender refused": answering(mail=b"553 no\r\n"),
    "a sender put off": answering(mail=b"451 later\r\n"),
    "an address put off": answering(rcpt=b"450 later\r\n"),
    "an address refused": answering(rcpt=b"550 no\r\n"),
    "an address that hangs": answering(rcpt=hangs),
    "an address and gone": answering(rcpt=goes),
    "no content": answering(data=b"554 no\r\n"),
    "a content put off": answering(data=b"451 later\r\n"),
    "a content and gone": answering(data=goes),
    "a content that hangs": answering(data=hangs),
    "taken and gone": answering(end=goes),
    "taken and silent": answering(end=hangs),
    "taken, it drips": answering(end=drips),
    "taken, it babbles": answering(end=babbles),
    "too large": answering(end=b"552 too large\r\n"),
    "put off at the end": answering(end=b"452 full\r\n"),
    "refused at the end": answering(end=b"550 spam\r\n"),
    "numbers that are none": answering(mail="二百五十 好\r\n".encode()),
    "a number of six digits": answering(mail=b"250250 ok\r\n"),
    "answers twice": answering(ehlo=b"250 here\r\n250 here\r\n", mail=b"250 ok\r\n250 ok\r\n"),
    "goes after it said good-bye": answering(quit=goes),
    "it promises encryption": answering(ehlo=b"250-here\r\n250 STARTTLS\r\n"),
}


def _goes_silent(line: socket.socket) -> None:
    line.sendall(b"220 go\r\n")
    hangs(line)


_PROMISE = b"250-here\r\n250 STARTTLS\r\n"
_FINE = ("goes after it said good-bye", "words that ask for more", "it promises encryption")
_TLS: dict[str, tuple[str, Talk]] = {
    "plain where TLS should be": ("tls", answering()),
    "silence where TLS should be": ("tls", hangs),
    "garbage where TLS should be": ("tls", lambda line: line.sendall(b"\x16\x03\x03" + b"\xff" * 100_000)),
    "no STARTTLS": ("starttls", answering()),
    "STARTTLS and garbage": ("starttls", answering(ehlo=_PROMISE, star=b"220 go\r\n\x00\x01garbage\r\n")),
    "STARTTLS and silence": ("starttls", answering(ehlo=_PROMISE, star=_goes_silent)),
    "STARTTLS refused": ("starttls", answering(ehlo=_PROMISE, star=b"454 not now\r\n")),
    "STARTTLS with commands behind it": ("starttls", answering(ehlo=_PROMISE, star=b"220 go\r\n250 injected\r\n")),
}  # fmt: skip
_OPENED = '{"key": "", "what": "opened", "at": "2026-11-29T00:00:00+08:00"'
_LEDGERS: dict[str, bytes] = {
    "nothing": b"",
    "a text": "甲\n".encode(),
    "not UTF-8": b"\xff\xfe\x00\n",
    "zeros": b"\0" * 1_000_000,
    "a list": b"[]\n",
    "a line without its hash": f"{_OPENED}}}\n".encode(),
    "a line with another's hash": f'{_OPENED}, "check": "000000000000"}}\n'.encode(),
    "lists 100,000 deep": b"[" * 100_000 + b"\n",
    "objects 20,000 deep": b'{"a":' * 20_000 + b"\n",
    "a number of 100,000 digits": b'{"key": ' + b"9" * 100_000 + b"}\n",
    "60 MB": b"a" * 60_000_000,
    "40 MB of lines": b'{"key": ""}\n' * 3_500_000,
}


def _with(make: Make, *command: str, **settings: object) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(_LIST, _listed())
        _configured(place, **settings)
        make(place)
        return command or _SEND

    return prepare


def _facing(talk: Talk, **settings: object) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(_LIST, _listed(_entry(), _entry(name="乙", to="b@example.invalid")))
        _configured(place, port=place.ends.enter_context(listening(talk)), **settings)
        return _SEND

    return prepare


def _put(name: str, data: str | bytes) -> Make:
    return lambda place: place.write(name, data)


def _pipe(name: str) -> Make:
    def put(place: Place) -> None:
        place.write(name, "").unlink()
        os.mkfifo(place.root / name)

    return put


def _link(name: str, target: str) -> Make:
    def put(place: Place) -> None:
        place.write(name, "").unlink()
        (place.root / name).symlink_to(target)

    return put


_OTHERS: dict[str, tuple[str, Make]] = {
    "ledger: a pipe": ("台账", _pipe(_LEDGER)),
    "ledger: a folder": ("台账", lambda place: (place.root / _LEDGER).mkdir(parents=True)),
    "ledger: a link to /dev/full": ("台账", _link(_LEDGER, "/dev/full")),
    "list: a pipe": ("recipients", _pipe(_LIST)),
    "list: a link to /dev/zero": ("recipients", _link(_LIST, "/dev/zero")),
    "list: gone": ("收件名单", lambda place: (place.root / _LIST).unlink()),
    "no edition": ("", lambda place: (place.root / "reports/2026-Q4").rename(place.outside / "away")),
    "a paper changed since": ("", lambda place: place.write("reports/2026-Q4/made-000.pdf", b"%PDF-1.7 other")),
}


def _outbox(number: int, way: str) -> str:
    return _listed(*(_entry(f"单位{n}", way, f"a{n}@example.invalid") for n in range(number)))


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, text in _LISTS.items():
        codes = (DONE, FOUND) if name == "nobody" else (FOUND,)
        yield Case(DOOR, f"list: {name}", _with(_put(_LIST, text)), codes, "recipients|没有")
    yield Case(DOOR, "list: 300 by outbox", _with(_put(_LIST, _outbox(300, "发件箱"))), (DONE,), seconds=20)
    yield Case(
        DOOR, "list: 20,000, a plan", _with(_put(_LIST, _outbox(20_000, "邮件")), "deliver"), (DONE, FOUND), seconds=20
    )
    for name, folder in _FOLDERS.items():
        entry = _listed(_entry(way="文件夹", to=folder))
        yield Case(DOOR, f"list: {name}", _with(_put(_LIST, entry)), (FOUND,), "没有|写不进|recipients")
    for name, settings in _CONFIG.items():
        yield Case(DOOR, f"config: {name}", _with(lambda place: None, **settings), (FOUND,), settings=_SOON, seconds=8)
    for name, talk in _SERVERS.items():
        codes = (DONE,) if name in _FINE else (FOUND, DONE)
        yield Case(DOOR, f"server: {name}", _facing(talk), codes, "甲", settings=_SOON, seconds=10)
    for name, (tls, talk) in _TLS.items():
        yield Case(DOOR, f"server: {name}", _facing(talk, tls=tls), (FOUND,), "甲", settings=_SOON, seconds=10)
    for name, data in _LEDGERS.items():
        yield Case(DOOR, f"ledger: {name}", _with(_put(_LEDGER, data), "deliver", "--send"), (FOUND,), "台账")
    for name, (says, make) in _OTHERS.items():
        command = ("deliver", "--send") if name.startswith("ledger") else _SEND
        yield Case(DOOR, name, _with(make, *command), (FOUND, UNUSABLE), says, settings=_SOON)
