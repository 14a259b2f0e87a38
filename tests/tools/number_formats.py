"""What a spreadsheet shows for a value under a number format: the part of ECMA-376 part 1, 18.8.31 that charts use."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<general>General)|(?P<digits>#,##0|0)(?P<places>\.0+)?(?P<percent>%)?|(?P<other>.)'
)


def shown(code: str, value: Decimal) -> str:
    """The value as the format prints it."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code)
    section = _section(sections, value)
    # A section for negative values only prints no sign of its own.
    sign = "-" if value < 0 and (len(sections) == 1 or section.startswith("[")) else ""
    pattern = section.partition("]")[2] if section.startswith("[") else section
    return sign + "".join(_text(found, abs(value)) for found in _PART.finditer(pattern))


def _section(sections: list[str], value: Decimal) -> str:
    if sections[0].startswith("["):
        for section in sections[:-1]:
            if value < Decimal(section[2 : section.index("]")]):
                return section
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _text(found: re.Match[str], value: Decimal) -> str:
    if found["general"]:
        return f"{value.normalize():f}"
    if found["digits"]:
        whole = value * 100 if found["percent"] else value
        rounded = whole.quantize(Decimal(1).scaleb(1 - len(found["places"] or ".")), ROUND_HALF_UP)
        return (f"{rounded:,f}" if "," in found["digits"] else f"{rounded:f}") + (found["percent"] or "")
    return found["quoted"] or found["escaped"] or found["other"] or ""
