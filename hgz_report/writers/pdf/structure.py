"""The structure tree of a tagged PDF (ISO 32000-1 14.7, PDF/UA-1): elements, parent tree, ids of notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from hgz_report.writers.pdf.objects import Objects, numbers, string
from hgz_report.writers.pdf.tags import LinkArea, Marked, StructureElement, TagTree

OWNERS: Mapping[str, str] = {
    "Scope": "Table",
    "ColSpan": "Table",
    "RowSpan": "Table",
    "Summary": "Table",
    "ListNumbering": "List",
    "Placement": "Layout",
}
"""Attribute -> owner (ISO 32000-1 14.8.5)."""
TEXT_ATTRIBUTES = frozenset({"Summary"})
ROOT = "StructTreeRoot"


def write_structure(objects: Objects, tree: TagTree, page_refs: Sequence[str], area_refs: Sequence[str]) -> str:
    """Write all elements; returns the reference to the root.

    Keys of the parent tree: pages by their index, then annotations after them.
    """
    root_ref = objects.reserve(ROOT)
    refs: list[str] = []

    def reserved(at: int) -> str:
        refs.append(objects.reserve(f"Element{at}"))
        return refs[-1]

    told = described(tree, root_ref, reserved, page_refs, area_refs)
    for at, body in enumerate(told.bodies):
        objects.put(f"Element{at}", body)
    write_root(objects, refs[0], refs, told.pages, told.areas, told.notes)
    return root_ref


class Described(Struct, frozen=True):
    """Structure elements in order, written out; by page those behind its MCIDs, those of links, and the notes by id, by their
    places among the elements.
    """

    bodies: list[str]
    pages: list[list[int]]
    areas: list[int]
    notes: list[tuple[str, int]]


def described(
    tree: TagTree,
    parent_ref: str,
    own_ref: Callable[[int], str],
    page_refs: Sequence[str],
    area_refs: Sequence[str],
    prefix: str = "",
) -> Described:
    """A tree below `parent_ref`; `own_ref` is asked once for each element, in order; `prefix` stands before the ids of notes."""
    elements = list(_walk(tree.root))
    places = {element: at for at, element in enumerate(elements)}
    refs = {element: own_ref(at) for at, element in enumerate(elements)}
    ids = _note_ids(elements, prefix)
    bodies = []
    for element in elements:
        parent = parent_ref if element.parent is None else refs[element.parent]
        name = f" /ID {string(ids[element])}" if element in ids else ""
        body = _body(element, refs, page_refs, area_refs)
        bodies.append(f"<< /Type /StructElem /S /{element.role} /P {parent}{name}{body} >>")
    return Described(
        bodies,
        [[places[element] for element in page] for page in tree.pages],
        [places[link] for link in tree.areas],
        [(note, places[element]) for element, note in ids.items()],
    )


def write_root(
    objects: Objects,
    top: str,
    refs: Sequence[str],
    pages: Sequence[Sequence[int]],
    areas: Sequence[int],
    notes: Sequence[tuple[str, int]],
) -> None:
    """Fill the root, whose number is taken: its one element, and by their places among `refs` what `Described` says."""
    entries = [f"{at} [{' '.join(refs[element] for element in page)}]" for at, page in enumerate(pages)]
    entries += [f"{len(pages) + at} {refs[link]}" for at, link in enumerate(areas)]
    names = " ".join(f"{string(note)} {refs[element]}" for note, element in notes)
    id_tree = f" /IDTree << /Names [{names}] >>" if names else ""
    objects.put(
        ROOT,
        f"<< /Type /StructTreeRoot /K {top} /ParentTree << /Nums [{' '.join(entries)}] >>"
        f" /ParentTreeNextKey {len(pages) + len(areas)}{id_tree} >>",
    )


def _walk(element: StructureElement) -> Iterator[StructureElement]:
    yield element
    for item in element.items():
        if isinstance(item, StructureElement):
            yield from _walk(item)


def _note_ids(elements: Sequence[StructureElement], prefix: str) -> dict[StructureElement, str]:
    """PDF/UA-1 7.9: every Note has an id of its own."""
    notes = [element for element in elements if element.role == "Note"]
    return {note: f"{prefix}note-{at:05d}" for at, note in enumerate(notes, 1)}


def _body(
    element: StructureElement, refs: Mapping[StructureElement, str], page_refs: Sequence[str], area_refs: Sequence[str]
) -> str:
    items = element.items()
    page = next((item.page for item in items if not isinstance(item, StructureElement)), None)
    kids: list[str] = []
    for item in items:
        match item:
            case StructureElement():
                kids.append(refs[item])
            case LinkArea(key, at):
                kids.append(f"<< /Type /OBJR /Obj {area_refs[key]} /Pg {page_refs[at]} >>")
            case Marked(at, mcid) if at == page:
                kids.append(str(mcid))
            case Marked(at, mcid):
                kids.append(f"<< /Type /MCR /Pg {page_refs[at]} /MCID {mcid} >>")
    parts = [] if page is None else [f" /Pg {page_refs[page]}"]
    parts += [f" /Alt {string(element.alt)}"] if element.alt else []
    parts += _attributes(element)
    return "".join(parts) + f" /K [{' '.join(kids)}]"


def _attributes(element: StructureElement) -> list[str]:
    owned: dict[str, list[str]] = {}
    for key, value in element.attributes.items():
        shown = value if isinstance(value, int) else string(value) if key in TEXT_ATTRIBUTES else f"/{value}"
        owned.setdefault(OWNERS[key], []).append(f"/{key} {shown}")
    if element.box is not None:
        owned.setdefault("Layout", []).append(f"/BBox [{numbers(element.box)}]")
        if "Placement" not in element.attributes:
            owned["Layout"].append("/Placement /Block")
    dictionaries = [f"<< /O /{owner} {' '.join(pairs)} >>" for owner, pairs in owned.items()]
    return [f" /A [{' '.join(dictionaries)}]"] if dictionaries else []
