"""Structure elements as they fill up while pages are painted: which marked content belongs to which, in reading order."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from hgz_report.draw.frame import Node


class Marked(Struct, frozen=True):
    """A marked-content sequence: page index and MCID."""

    page: int
    mcid: int


class LinkArea(Struct, frozen=True):
    """The box of a link on one line; `key` names its annotation among all of the file."""

    key: int
    page: int


class StructureElement(Struct, eq=False):
    """One structure element with what was painted for it; `own` holds (order of painting, item)."""

    role: str
    parent: StructureElement | None = None
    alt: str = ""
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    kids: list[StructureElement] = field(default_factory=list)
    own: list[tuple[int, Marked | LinkArea | StructureElement]] = field(default_factory=list)
    target: str = ""
    box: tuple[float, float, float, float] | None = None

    def first(self) -> int | None:
        """Order of painting of the earliest content in it; None where nothing was painted."""
        orders = [order for order, _ in self.own[:1]]
        orders += [order for kid in self.kids if (order := kid.first()) is not None]
        return min(orders, default=None)

    def items(self) -> list[Marked | LinkArea | StructureElement]:
        """Content and children in reading order: children keep theirs, own content stands where it was painted."""
        placed: list[tuple[int, Marked | LinkArea | StructureElement]] = []
        at = -1
        for kid in self.kids:
            order = kid.first()
            at = at if order is None else max(at, order)
            placed.append((at, kid))
        return [item for _, item in sorted(placed + self.own, key=lambda pair: pair[0])]


class TagTree:
    """The elements of a report, and for every page the element behind each MCID."""

    def __init__(self, root: Node, pages: int) -> None:
        self._by_node: dict[Node, StructureElement] = {}
        self.root = self._grow(root, None)
        self.pages: list[list[StructureElement]] = [[] for _ in range(pages)]
        self.areas: list[StructureElement] = []
        self._painted = 0

    def _grow(self, node: Node, parent: StructureElement | None) -> StructureElement:
        element = StructureElement(node.role, parent, node.alt, node.attributes)
        self._by_node[node] = element
        element.kids = [self._grow(kid, element) for kid in node.kids]
        return element

    def element(self, node: Node, link: str = "") -> StructureElement:
        """The element that painted content of a node goes to; a link gets one of its own unless it stands in one."""
        element = self._by_node[node]
        return self._link_in(element, link) if link and self.enclosing_link(element) is None else element

    def _link_in(self, element: StructureElement, target: str) -> StructureElement:
        last = element.own[-1][1] if element.own else None
        if isinstance(last, StructureElement) and last.target == target:
            return last
        link = StructureElement("Link", element, target=target)
        self._painted += 1
        element.own.append((self._painted, link))
        return link

    @staticmethod
    def enclosing_link(element: StructureElement) -> StructureElement | None:
        """The Link element that an element is or stands in."""
        at: StructureElement | None = element
        while at is not None and at.role != "Link":
            at = at.parent
        return at

    def mark(self, element: StructureElement, page: int) -> int:
        """Begin marked content of an element on a page (index from 0); returns its MCID."""
        mcid = len(self.pages[page])
        self.pages[page].append(element)
        self._painted += 1
        element.own.append((self._painted, Marked(page, mcid)))
        return mcid

    def mark_area(self, element: StructureElement, page: int) -> int:
        """Give the Link element around `element` a box on a page; returns the key of its annotation."""
        link = self.enclosing_link(element) or element
        key = len(self.areas)
        self.areas.append(link)
        self._painted += 1
        link.own.append((self._painted, LinkArea(key, page)))
        return key
