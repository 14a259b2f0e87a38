"""The structure tree of a tagged PDF (ISO 32000-1 14.7, PDF/UA-1): elements, parent tree, ids of notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
    elements = list(_walk(tree.root))
    refs = {element: objects.reserve(f"Element{at}") for at, element in enumerate(elements)}
    ids = _note_ids(elements)
    for at, element in enumerate(elements):
        parent = root_ref if element.parent is None else refs[element.parent]
        body = _body(element, refs, page_refs, area_refs)
        name = f" /ID {string(ids[element])}" if element in ids else ""
        objects.put(f"Element{at}", f"<< /Type /StructElem /S /{element.role} /P {parent}{name}{body} >>")
    entries = [f"{at} [{' '.join(refs[element] for element in page)}]" for at, page in enumerate(tree.pages)]
    entries += [f"{len(page_refs) + at} {refs[link]}" for at, link in enumerate(tree.areas)]
    names = " ".join(f"{string(note)} {refs[element]}" for element, note in ids.items())
    id_tree = f" /IDTree << /Names [{names}] >>" if names else ""
    objects.put(
        ROOT,
        f"<< /Type /StructTreeRoot /K {refs[tree.root]} /ParentTree << /Nums [{' '.join(entries)}] >>"
        f" /ParentTreeNextKey {len(page_refs) + len(area_refs)}{id_tree} >>",
    )
    return root_ref


def _walk(element: StructureElement) -> Iterator[StructureElement]:
    yield element
    for item in element.items():
        if isinstance(item, StructureElement):
            yield from _walk(item)


def _note_ids(elements: Sequence[StructureElement]) -> dict[StructureElement, str]:
    """PDF/UA-1 7.9: every Note has an id of its own."""
    notes = [element for element in elements if element.role == "Note"]
    return {note: f"note-{at:05d}" for at, note in enumerate(notes, 1)}


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
