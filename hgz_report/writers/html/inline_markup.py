"""Inlines as markup: numbers that lead to their lines, references, note marks, addresses."""

from __future__ import annotations

from html import escape
from typing import assert_never

from msgspec import Struct, field

from hgz_report.document.blocks import Break, FactRef, Inline, Inlines, Link, NoteRef, Ref, Strong, Text
from hgz_report.writers.html.number_links import NumberLinks, anchor


def text(said: str) -> str:
    """Text between tags."""
    return escape(said, quote=False)


class InlineMarkup(Struct):
    """Writes the inlines of one file; `links`: each address and title, in the order in which they are written."""

    numbers: NumberLinks
    links: list[tuple[str, str]] = field(default_factory=list)
    _noted: set[int] = field(default_factory=set)

    def write(self, inlines: Inlines) -> str:
        """The inlines one after the other."""
        return "".join([self._inline(inline, within=False) for inline in inlines])

    def looked_up(self, inlines: Inlines) -> str:
        """Inlines of a table behind a drawing, which are printed elsewhere: none has its line here."""
        return "".join([
            self._number(one, "", self.numbers.address(one)) if isinstance(one, FactRef) else self._inline(one, within=False)
            for one in inlines
        ])  # fmt: skip

    def link(self, address: str, content: str, kind: str = "", title: str = "") -> str:
        """A link; `kind` is its class."""
        self.links.append((address, title))
        held = f' class="{kind}"' if kind else ""
        said = f' title="{escape(title)}"' if title else ""
        return f'<a{held} href="{escape(address)}"{said}>{content}</a>'

    def _inline(self, inline: Inline, *, within: bool) -> str:
        match inline:
            case Text(said):
                return text(said)
            case FactRef(said) as ref:
                if not said:
                    return ""
                home, address = self.numbers.met(ref)
                return self._number(ref, home, "" if within else address)
            case Strong(children):
                return f"<strong>{''.join([self._inline(one, within=within) for one in children])}</strong>"
            case Ref(target, said):
                return text(said) if within else self.link(f"#{target}", text(said))
            case NoteRef(_, number):
                return self._mark(number)
            case Link(url, children):
                return self.link(url, "".join([self._inline(one, within=True) for one in children]), "out")
            case Break():
                return "<br>"
            case _:
                assert_never(inline)

    def _number(self, ref: FactRef, home: str, address: str) -> str:
        said = self.numbers.said(ref)
        if address:
            return self.link(address, text(ref.text), "f", said)
        place = f' id="{escape(home)}"' if home else ""
        if place or said:
            self.links.append((f"#{anchor(ref)}" if home else "", said))
            return f'<data class="f"{place} value="{escape(ref.fact)}" title="{escape(said)}">{text(ref.text)}</data>'
        return text(ref.text)

    def _mark(self, number: int) -> str:
        """A note's mark; the note leads back to the first."""
        place = "" if number in self._noted else f' id="r{number}"'
        self._noted.add(number)
        self.links.append((f"#n{number}", ""))
        return f'<sup><a{place} href="#n{number}" aria-label="注{number}">{number}</a></sup>'
