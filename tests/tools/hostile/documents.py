"""Hostile documents for `audit` and `check --source`: cut, encrypted, nested, endless, none at all."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import FOUND, UNUSABLE, Case

DOOR = "来文"
_PAPER = "reports/2026-Q4/made-000"
_MAIN = "word/document.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000
Bytes = Callable[[bytes], bytes]


def repacked(data: bytes, change: Mapping[str, bytes | None], *, more: Mapping[str, bytes] | None = None) -> bytes:
    """A package with some parts replaced (None: left out), and more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def _part(data: bytes, name: str = _MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def _body(inside: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<w:document xmlns:w="{_W}"><w:body>{inside}</w:body></w:document>'.encode()


def _with_main(main: bytes) -> Bytes:
    return lambda data: repacked(data, {_MAIN: main})


def _huge(megabytes: int) -> Bytes:
    """One part of so many megabytes, which takes a thousandth packed."""

    def make(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != _MAIN:
                    new.writestr(name, old.read(name))
            with new.open(_MAIN, "w", force_zip64=True) as part:
                part.write(f'<w:document xmlns:w="{_W}"><w:body>'.encode())
                for _ in range(megabytes):
                    part.write(b" " * 1_000_000)
                part.write(b"</w:body></w:document>")
        return out.getvalue()

    return make


def _flagged(data: bytes) -> bytes:
    """Every part said to be encrypted."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 8] |= 1
        at += 4
    at = 0
    while (at := changed.find(b"PK\x03\x04", at)) >= 0:
        changed[at + 6] |= 1
        at += 4
    return bytes(changed)


def _lying(data: bytes) -> bytes:
    """Every part said to be ten bytes long."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at += 4
    return bytes(changed)


def _many_parts(data: bytes) -> bytes:
    return repacked(data, {}, more={f"word/media/{n}.xml": b"" for n in range(30_000)})


def _related(target: str) -> Bytes:
    def make(data: bytes) -> bytes:
        name = "word/_rels/document.xml.rels"
        relation = (
            '<Relationship Id="rHostile" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
            f'Target="{target}"/></Relationships>'
        )
        return repacked(data, {name: _part(data, name).replace(b"</Relationships>", relation.encode())})

    return make


def _twice(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        package.writestr(_MAIN, _body("<w:p/>"))
    return out.getvalue()


_BILLION = (
    '<?xml version="1.0"?><!DOCTYPE d ['
    + '<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DOCX: dict[str, Bytes] = {
    "nothing": lambda data: b"",
    "a tenth": lambda data: data[: len(data) // 10],
    "cut at the end": lambda data: data[:-30],
    "a flipped byte": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 255]) + data[len(data) // 2 + 1 :]
    ),
    "zeros": lambda data: b"\0" * 100_000,
    "text": lambda data: "园区情况".encode(),
    "an old office file": lambda data: _OLD_OFFICE,
    "a zip of nothing": lambda data: repacked(data, dict.fromkeys(zipfile.ZipFile(io.BytesIO(data)).namelist())),
    "without a body": lambda data: repacked(data, {_MAIN: None}),
    "without types": lambda data: repacked(data, {"[Content_Types].xml": None}),
    "without relations": lambda data: repacked(data, {"_rels/.rels": None}),
    "without styles": lambda data: repacked(data, {"word/styles.xml": None}),
    "an empty body": _with_main(b""),
    "a body that is no XML": _with_main(b"<w:document"),
    "a body in UTF-16": _with_main(_body("", "").decode().encode("utf-16")),
    "a body of an unknown encoding": _with_main(_body("", '<?xml version="1.0" encoding="nothing"?>')),
    "a body of NUL": _with_main(b"\0" * 1_000),
    "700 tables deep": _with_main(_body("<w:tbl><w:tr><w:tc>" * 700 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 700)),
    "100,000 boxes deep": _with_main(_body("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)),
    "a million paragraphs": _with_main(_body("<w:p/>" * 1_000_000)),
    "a million runs": _with_main(_body("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 500_000 + "</w:p>")),
    "60,000 fields without end": _with_main(
        _body("<w:p><w:r>" + '<w:fldChar w:fldCharType="begin"/><w:t>甲</w:t>' * 60_000 + "</w:r></w:p>")
    ),
    "30,000 new paragraphs": _with_main(_body("<w:p><w:r><w:t>新写的一段</w:t></w:r></w:p>" * 30_000)),
    "a million insertions": _with_main(_body("<w:p>" + "<w:ins><w:r><w:t>1</w:t></w:r></w:ins>" * 300_000 + "</w:p>")),
    "a billion laughs": _with_main(_body("<w:p><w:r><w:t>&l;</w:t></w:r></w:p>", _BILLION)),
    "an entity from outside": _with_main(_body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", _OUTSIDE)),
    "one text of 50 MB": _with_main(_body("<w:p><w:r><w:t>" + "1" * 50_000_000 + "</w:t></w:r></w:p>")),
    "one part of 900 MB": _huge(900),
    "one part of 150 MB": _huge(150),
    "30,000 parts": _many_parts,
    "encrypted parts": _flagged,
    "lengths that lie": _lying,
    "a relation to itself": _related("document.xml"),
    "a relation outside": _related("../../../../etc/passwd"),
    "a relation to nothing": _related("nowhere.xml"),
    "a part that leads outside": lambda data: repacked(data, {}, more={"../../evil.xml": b"<a/>"}),
    "a part twice": _twice,
    "a picture": lambda data: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "HTML": lambda data: b"<html><body>2026</body></html>",
}


def _pdf(*objects: str, root: str = "1 0 R") -> bytes:
    """A small PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Root {root}/Size {len(objects) + 1}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _stream(content: bytes, more: str = "") -> str:
    packed = zlib.compress(content, 9).decode("latin-1")
    return f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n{packed}\nendstream"


_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
_TREE = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>")
_PDFS: dict[str, Bytes] = {
    "nothing": lambda data: b"",
    "a head": lambda data: b"%PDF-1.7\n",
    "a tenth": lambda data: data[: len(data) // 10],
    "cut at the end": lambda data: data[:-50],
    "without its table": lambda data: data.replace(b"startxref", b"startxxxx"),
    "flipped bytes": lambda data: bytes(byte ^ 255 if n % 1_009 == 0 else byte for n, byte in enumerate(data)),
    "zeros": lambda data: b"%PDF-1.7\n" + b"\0" * 1_000_000,
    "pages in a circle": lambda data: _pdf(_TREE[0], "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "a page that is its parent": lambda data: _pdf(_TREE[0], _TREE[1], "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "200,000 pages": lambda data: _pdf(
        _TREE[0], f"<</Type/Pages/Kids[{'3 0 R ' * 200_000}]/Count 200000>>", _PAGE, _stream(b"")
    ),
    "a count that lies": lambda data: _pdf(_TREE[0], "<</Type/Pages/Kids[3 0 R]/Count 99999999>>", _PAGE, _stream(b"")),
    "no pages": lambda data: _pdf("<</Type/Catalog>>"),
    "arrays 100,000 deep": lambda data: _pdf(_TREE[0], _TREE[1], _PAGE + " " + "[" * 100_000, _stream(b"")),
    "dictionaries 5,000 deep": lambda data: _pdf("<</A" * 5_000 + ">>" * 5_000),
    "a page of 800 MB": lambda data: _pdf(*_TREE, _PAGE, _stream(b" " * 800_000_000)),
    "a page packed twice": lambda data: _pdf(*_TREE, _PAGE, _twice_packed()),
    "a million operators": lambda data: _pdf(*_TREE, _PAGE, _stream(b"q Q " * 1_000_000)),
    "a million saves": lambda data: _pdf(*_TREE, _PAGE, _stream(b"q " * 1_000_000)),
    "a form in itself": lambda data: _pdf(
        *_TREE,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        _stream(b"/F Do"),
        _stream(b"/F Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"),
    ),
    "encrypted": lambda data: _pdf(*_TREE, _PAGE, _stream(b"")).replace(
        b"/Size", b"/Encrypt<</Filter/Standard/V 4>>/Size"
    ),
    "an object in itself": lambda data: _pdf("2 0 R", "1 0 R"),
    "a page without end": lambda data: _pdf(*_TREE, _PAGE.replace("842", "9" * 300), _stream(b"")),
}


def _twice_packed() -> str:
    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9).decode("latin-1")
    return f"<</Length {len(packed)}/Filter[/FlateDecode/FlateDecode]>>stream\n{packed}\nendstream"


_TEXTS: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n" * 1_000,
    "zeros": b"\0" * 1_000_000,
    "UTF-16 cut": "园区情况".encode("utf-16")[:-1],
    "GB 18030": ("园区情况" * 1_000).encode("gb18030"),
    "half a character": "园区".encode()[:-1],
    "60 MB": b"1" * 60_000_000,
    "a line of 10 MB": b"1 " * 5_000_000,
    "25,000 numbers": "12.5亿元，".encode() * 25_000,
    "an old office file": _OLD_OFFICE,
    "rtf": b"{\\rtf1 2026}",
    "an escape": "园区\x1b[31m".encode(),
}


def _changed(change: Bytes, ending: str) -> Callable[[Place], tuple[str, ...]]:
    """The paper itself, changed in its folder's copy outside."""

    def prepare(place: Place) -> tuple[str, ...]:
        data = (place.root / f"{_PAPER}.{ending}").read_bytes()
        name = place.came(f"made-000.{ending}", change(data))
        return "audit", name, "--manifest", str(place.root / "reports/2026-Q4/manifest.json")

    return prepare


def _source(name: str, content: bytes) -> Callable[[Place], tuple[str, ...]]:
    return lambda place: ("check", "--source", place.came(name, content), "--as", "made-up")


def _source_of(change: Bytes, ending: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        data = (place.root / f"{_PAPER}.{ending}").read_bytes()
        return "check", "--source", place.came(f"source.{ending}", change(data)), "--as", "made-up"

    return prepare


def _node(make: Callable[[str], None], *command: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        path = str(place.outside / "node.docx")
        make(path)
        return tuple(path if word == "{}" else word for word in command)

    return prepare


def cases() -> Iterator[Case]:
    """All of this door."""
    for name, change in DOCX.items():
        yield Case(DOOR, f"audit DOCX: {name}", _changed(change, "docx"), (FOUND, UNUSABLE))
        yield Case(DOOR, f"source DOCX: {name}", _source_of(change, "docx"), (FOUND, UNUSABLE))
    for name, change in _PDFS.items():
        yield Case(DOOR, f"audit PDF: {name}", _changed(change, "pdf"), (FOUND, UNUSABLE))
        yield Case(DOOR, f"source PDF: {name}", _source_of(change, "pdf"), (FOUND, UNUSABLE))
    for name, content in _TEXTS.items():
        yield Case(DOOR, f"source text: {name}", _source("source.txt", content), (FOUND, UNUSABLE))
    nodes: dict[str, Callable[[str], None]] = {
        "a pipe": os.mkfifo,
        "a folder": os.mkdir,
        "/dev/zero": lambda path: Path(path).symlink_to("/dev/zero"),
        "/dev/full": lambda path: Path(path).symlink_to("/dev/full"),
        "itself": lambda path: Path(path).symlink_to("node.docx"),
        "nothing": lambda path: None,
    }
    for name, make in nodes.items():
        manifest = "reports/2026-Q4/manifest.json"
        yield Case(DOOR, f"audit: {name}", _node(make, "audit", "{}", "--manifest", manifest), (UNUSABLE, FOUND))
        yield Case(DOOR, f"source: {name}", _node(make, "check", "--source", "{}", "--as", "made-up"), (UNUSABLE,))
        yield Case(DOOR, f"manifest: {name}", _node(make, "audit", f"{_PAPER}.pdf", "--manifest", "{}"), (UNUSABLE,))
