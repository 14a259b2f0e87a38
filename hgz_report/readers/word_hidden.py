"""What a .docx holds and does not show: hidden, struck, white and deleted text is taken out before the rest is read."""

from __future__ import annotations

from hgz_report.readers.word_text import Element, W, WordFile

_OFF = frozenset({"0", "false", "off", "none"})
_HIDING = ("vanish", "specVanish", "strike", "dstrike")
_WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
_SHADED = tuple(
    f"{W}{name}"
    for name in (
        f"rPr/{W}shd",
        f"pPr/{W}shd",
        f"tcPr/{W}shd",
        f"tblPr/{W}shd",
        f"rPr/{W}highlight",
        f"tblPr/{W}tblStyle",
    )
)
"""White letters may be read on these: a style of a table may colour its head."""
_UNSEEN_SIZE = 4
"""Half points: two points and less nobody reads."""


def without_hidden(word: WordFile, root: Element) -> Element:
    """The part without what it doesn't show; `root` is changed."""
    _take_out(root, _hiding_styles(word), on_colour=False)
    return root


def _take_out(parent: Element, styles: frozenset[str], *, on_colour: bool) -> None:
    """`on_colour`: white letters can be read here."""
    for child in list(parent):
        coloured = on_colour or child.tag == f"{W}txbxContent" or any(child.find(path) is not None for path in _SHADED)
        if _is_hidden(child, styles, on_colour=coloured):
            parent.remove(child)
        else:
            _take_out(child, styles, on_colour=coloured)


def _is_hidden(element: Element, styles: frozenset[str], *, on_colour: bool) -> bool:
    match element.tag.removeprefix(W):
        case "r":
            properties = element.find(f"{W}rPr")
            return properties is not None and _hides(properties, styles, on_colour=on_colour)
        case "p":
            style = element.find(f"{W}pPr/{W}pStyle")
            return style is not None and style.get(f"{W}val", "") in styles
        case "tr":
            return _on(element.find(f"{W}trPr/{W}hidden"))
    return False


def _hides(properties: Element, styles: frozenset[str], *, on_colour: bool) -> bool:
    style = properties.find(f"{W}rStyle")
    if style is not None and style.get(f"{W}val", "") in styles and not _shown_again(properties):
        return True
    return _hides_itself(properties, on_colour=on_colour)


def _hides_itself(properties: Element, *, on_colour: bool) -> bool:
    color, size = properties.find(f"{W}color"), properties.find(f"{W}sz")
    white = color is not None and color.get(f"{W}val", "").upper() in _WHITE and not on_colour
    tiny = size is not None and size.get(f"{W}val", "").isdecimal() and int(size.get(f"{W}val", "")) <= _UNSEEN_SIZE
    return white or tiny or any(_on(properties.find(f"{W}{name}")) for name in _HIDING)


def _shown_again(properties: Element) -> bool:
    vanish = properties.find(f"{W}vanish")
    return vanish is not None and not _on(vanish)


def _on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


def _hiding_styles(word: WordFile) -> frozenset[str]:
    """Ids of the styles that hide what they are of, by themselves or by the one they are based on."""
    name = next((part for part in word.archive.namelist() if part.endswith("word/styles.xml")), None)
    if name is None:
        return frozenset()
    found: set[str] = set()
    bases: dict[str, str] = {}
    for style in word.part(name).iter(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        properties, base = style.find(f"{W}rPr"), style.find(f"{W}basedOn")
        bases[identifier] = base.get(f"{W}val", "") if base is not None else ""
        if properties is not None and _hides_itself(properties, on_colour=True):
            found.add(identifier)
    while more := {one for one, base in bases.items() if base in found and one not in found}:
        found |= more
    return frozenset(found)
