"""What a file becomes by chance: bytes, lines and XML trees changed in a few places, drawn by hypothesis."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress

from hypothesis import strategies as st
from lxml import etree

Edit = tuple[int, float, float, int]
"""Which kind of change, where, how far, and with what; what each number means depends on what is changed."""
EDITS = st.lists(
    st.tuples(st.integers(0, 999), st.floats(0, 1), st.floats(0, 1), st.integers(0, 9_999)), min_size=1, max_size=4
)
_BYTES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\x1b[31m", b"\xed\xa0\x80", b"\xf0\x9b\x83\x90", "　".encode(),
)  # fmt: skip
_WORDS = (
    "", "{", "}", "{{", "}}", "{%", "%}", "{#", "#}", "[", "]", ":", ": ", "- ", "? ", "|", ">", "&a ", "*a",
    "!!python/object:os.x ",
    "#", "'", '"', "\\", "\t", "\u2028", "\ufeff", "\u202e", "～", "—", "…", "\uff11", "\uff21", "é", "🙂", "null", "~", "yes",
    "0x1F", "1e999", "-0", ".nan", "9" * 400, "2024-13-45", "2026-02-30", "= 1 + 1", "<script>", "]]>", "&lt;", "%s", "{0}",
    "${x}",
    "../../x", "园区", "截至2025年", "49个", "2024年", "约", "[^1]", "$$", "**", "| 甲 | 乙 |\n", "\n\n", "# 题\n", "> 引\n",
    "::: \n",
    "{地区生产总值@2024}", "{{ 1 }}", "{{ zone.city }}", "{% if x %}", "{% endif %}", "{% for a in b %}", "{% endfor %}",
    "{{ f.value }}", "{完成率(a@1, b@2)}",
)  # fmt: skip
"""What is put in: signs of every notation that we read."""
_VALUES = (
    "", "0", "-1", "1", "true", "none", "999999999999", "1e999", "NaN", "rId1", "rId999", "../x", "甲", "\u202e", "a" * 300,
)  # fmt: skip


def bytes_changed(data: bytes, edits: Sequence[Edit]) -> bytes:
    """A few stretches flipped, cut, doubled, moved, replaced or grown."""
    for kind, where, far, what in edits:
        at = int(where * len(data))
        end = min(len(data), at + 1 + int(far**6 * len(data)))
        cut = data[at:end]
        put = _BYTES[what % len(_BYTES)] if what % 3 else _WORDS[what % len(_WORDS)].encode()
        match kind % 8:
            case 0:
                data = data[:at] + bytes([what % 256]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:end] + cut + data[end:]
            case 3:
                data = data[:at] + put + data[at:]
            case 4:
                data = data[:at] + put + data[end:]
            case 5:
                data = (
                    data[:at] if far > 0.9 else data[:at] + bytes(byte ^ (1 << what % 8) for byte in cut) + data[end:]
                )
            case 6:
                other = what * len(data) // 10_000
                data = data[:at] + data[other : other + len(cut)] + data[end:]
            case _:
                data = data[:at] + cut * (1 + what % 50) + data[end:]
    return data


def lines_changed(data: bytes, edits: Sequence[Edit]) -> bytes:
    """A few lines left out, doubled, moved, indented or with words in them replaced; now and then bytes."""
    for edit in edits:
        kind, where, far, what = edit
        lines = data.split(b"\n")
        at, other = int(where * (len(lines) - 1)), int(far * (len(lines) - 1))
        line = lines[at]
        put = _WORDS[what % len(_WORDS)].encode()
        text = line.decode("utf-8", "replace")
        spot, end = sorted((int(far * len(text)), what * len(text) // 10_000))
        match kind % 10:
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3:
                lines[at] = b" " * (what % 9) + line.lstrip()
            case 4 | 5:
                lines[at] = (text[:spot] + _WORDS[what % len(_WORDS)] + text[spot:]).encode("utf-8", "surrogatepass")
            case 6:
                lines[at] = (text[:spot] + text[end:]).encode()
            case 7:
                lines[at] = (text[:spot] + _WORDS[what % len(_WORDS)] + text[end:]).encode("utf-8", "surrogatepass")
            case 8:
                lines.insert(at, put)
            case _:
                lines = bytes_changed(data, [edit]).split(b"\n")
        data = b"\n".join(lines)
    return data


def package_changed(data: bytes, edits: Sequence[Edit]) -> bytes:
    """A zip with a few parts changed as trees or as bytes, left out, doubled or renamed; now and then its own bytes."""
    if edits[0][0] % 10 == 0:
        return bytes_changed(data, edits)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for kind, where, far, what in edits:
        names = sorted(parts, key=lambda name: (-len(parts[name]), name))  # the large ones more often
        name = names[int(where**2 * (len(names) - 1))]
        match kind % 20:
            case 0:
                del parts[name]
            case 1:
                parts[names[int(far * (len(names) - 1))]] = parts[name]
            case 2:
                parts[f"{name}x" if what % 2 else f"../{name}"] = parts[name]
            case 3:
                parts[name] = bytes_changed(parts[name], [(what, far, where, kind)])
            case _:
                parts[name] = xml_changed(parts[name], [(kind, (where * 97) % 1, far, what)])
        if not parts:
            break
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def xml_changed(data: bytes, edits: Sequence[Edit]) -> bytes:
    """A tree with elements left out, doubled, moved, renamed, nested or with other attributes and texts; else bytes."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return bytes_changed(data, edits)
    for kind, where, far, what in edits:
        every = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = every[int(where * (len(every) - 1))], every[int(far * (len(every) - 1))]
        with suppress(ValueError, TypeError):  # what no tree can be
            _TREE[kind % len(_TREE)](one, other, what)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _drop(one: etree._Element, other: etree._Element, what: int) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _double(one: etree._Element, other: etree._Element, what: int) -> None:
    for _ in range(1 + (what % 40 if what % 7 == 0 else 0)):
        one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))


def _move(one: etree._Element, other: etree._Element, what: int) -> None:
    if one is not other and one not in other.iterancestors():
        other.append(one)


def _rename(one: etree._Element, other: etree._Element, what: int) -> None:
    one.tag = other.tag


def _attribute(one: etree._Element, other: etree._Element, what: int) -> None:
    names = [*one.attrib, *other.attrib]
    if names:
        one.set(names[what % len(names)], _VALUES[what % len(_VALUES)])


def _no_attribute(one: etree._Element, other: etree._Element, what: int) -> None:
    if one.attrib:
        del one.attrib[sorted(map(str, one.attrib))[what % len(one.attrib)]]


def _text(one: etree._Element, other: etree._Element, what: int) -> None:
    one.text = (other.text or "") if what % 3 == 0 else _WORDS[what % len(_WORDS)]


def _nest(one: etree._Element, other: etree._Element, what: int) -> None:
    for _ in range(what % 300 if what % 5 == 0 else 1):
        inner = etree.SubElement(one, one.tag)
        inner.extend([child for child in one if child is not inner])
        one = inner


_TREE: Sequence[Callable[[etree._Element, etree._Element, int], None]] = (
    _drop, _double, _move, _rename, _attribute, _attribute, _no_attribute, _text, _text, _nest,
)  # fmt: skip
