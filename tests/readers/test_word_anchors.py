"""The bookmarks of a Word file: what they hold, where it came from, and what is said after another program saved the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx
import pytest

from hgz_report.document.address import Address
from hgz_report.document.anchors import anchor_name
from hgz_report.document.blocks import FactRef, Inlines, KeyFigures, Paragraph, Text, inlines_of, leaves
from hgz_report.document.passages import block_passages, closing_passages, note_passages, opening_passages
from hgz_report.edition.plan import Plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import DataText, Fact, Origin, Template
from hgz_report.readers.content import Unjudged
from hgz_report.readers.word_anchors import WordAnchors, read_word_anchors
from hgz_report.style import Style
from hgz_report.writers.formats import write
from tests.tools.bare_report import FACES, bare
from tests.tools.free_fonts import free_fonts

SLUGS = ("chengdu", "national", "pathway")
TABLE = "customXml/item1.xml"
_BLANK = re.compile(r"\s")


@pytest.fixture(scope="module")
def layouts(planned: Plan, fonts: FontSet) -> Mapping[str, Layout]:
    return {one.slug: lay_out(one, Style(), fonts) for one in planned.documents if one.slug in SLUGS}


@pytest.fixture(scope="module")
def files(layouts: Mapping[str, Layout]) -> Mapping[str, bytes]:
    return {slug: write("docx", layout, FACES).data for slug, layout in layouts.items()}


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A file with its parts changed; None takes one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if (part := change(name, before.read(name))) is not None:
                after.writestr(name, part)
    return out.getvalue()


def in_body(change: Callable[[str], str]) -> Callable[[str, bytes], bytes]:
    return lambda name, part: change(part.decode()).encode() if name == "word/document.xml" else part


def held(found: WordAnchors) -> dict[str, str]:
    texts = {one.name: one.text for one in found.passages}
    return texts | {one.name: one.text for one in found.numbers}


def bare_text(text: str) -> str:
    return _BLANK.sub("", text)


def printed(layout: Layout) -> Iterator[tuple[str, str]]:
    """The bookmark of every passage that Word prints as text, with what it says."""
    document = layout.document
    outside = [*opening_passages(document), *closing_passages(document)]
    yield from ((f"_hgz_{one.kind}_p{one.part}", one.text) for one in outside)
    yield from ((f"_hgz_note_p{one.part}", one.text.partition("\u3000")[2]) for one in note_passages(document))
    for laid in layout.blocks:
        for one in block_passages(laid.block):
            if one.kind not in ("alt", "chart", "contents") and one.text:
                yield anchor_name(Address(laid.place, one.part)), one.text


def bound(layout: Layout) -> Iterator[tuple[str, Origin]]:
    """Every bound number of the body with its origin, in the order of the document; tiles keep theirs among names and periods."""
    for laid in layout.blocks:
        texts: list[Inlines] = list(inlines_of(laid.block))
        if isinstance(laid.block, KeyFigures):
            texts = [figure.value for figure in laid.block.figures]
        for inlines in texts:
            yield from ((one.text, one.origin) for one in leaves(inlines) if isinstance(one, FactRef))
    for inlines in layout.document.notes.values():
        yield from ((one.text, one.origin) for one in leaves(inlines) if isinstance(one, FactRef))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_passage_stands_in_a_bookmark_named_after_its_place(
    layouts: Mapping[str, Layout], files: Mapping[str, bytes], slug: str
) -> None:
    found = read_word_anchors(files[slug])
    whole: dict[str, str] = {}
    for one in found.passages:
        place = "_".join(one.name.split("_")[:4])
        whole[place] = whole.get(place, "") + bare_text(one.text)
    assert whole == {name: bare_text(text) for name, text in printed(layouts[slug])}
    assert (found.report, found.date, found.missing, found.said) == (slug, "2026-11-23", (), ())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_bound_number_stands_in_a_bookmark_of_its_own(
    layouts: Mapping[str, Layout], files: Mapping[str, bytes], slug: str
) -> None:
    found = read_word_anchors(files[slug])
    assert [(one.text, one.origin) for one in found.numbers] == list(bound(layouts[slug]))
    passages = {one.name for one in found.passages}
    assert {one.name.rpartition("_n")[0] for one in found.numbers} <= passages


@pytest.mark.parametrize("slug", SLUGS)
def test_origins_cover_each_bookmark_to_the_character(files: Mapping[str, bytes], slug: str) -> None:
    for one in read_word_anchors(files[slug]).passages:
        assert sum(extent.length for extent in one.extents) == len(one.text), one
    typed = [e.origin for one in read_word_anchors(files[slug]).passages for e in one.extents]
    assert any(isinstance(origin, DataText) for origin in typed)
    assert any(isinstance(origin, Template) for origin in typed)


@pytest.mark.parametrize("slug", SLUGS)
def test_bookmarks_have_names_and_numbers_that_word_takes(files: Mapping[str, bytes], slug: str) -> None:
    with zipfile.ZipFile(io.BytesIO(files[slug])) as archive:
        xml = "".join(archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"/>', xml)
    ends = re.findall(r'<w:bookmarkEnd w:id="(\d+)"/>', xml)
    numbers, names = zip(*starts, strict=True)
    assert sorted(numbers) == sorted(ends)
    assert (len(set(numbers)), len(set(names))) == (len(starts), len(starts))
    assert all(re.fullmatch(r"_[A-Za-z0-9_]{1,39}", name) for name in names)


def test_a_number_that_is_written_in_parts_is_one_bookmark() -> None:
    # A quantity longer than a line is parted where the line ends; each part has a content control, one bookmark has both.
    half = "一二三四五六七八九十" * 3
    long = FactRef(f"约{half}，{half}713.6万元", Fact("a.b@2024"))
    words = Text("园区营业收入（万元）增增增增增，", DataText("data/a.yaml", 1, 1, "a"))
    tail = Text("，比上年有所增长。", DataText("data/a.yaml", 1, 1, "a", 40))
    layout = lay_out(bare(Paragraph((words, long, tail))), Style(), free_fonts())
    data = write("docx", layout, FACES).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").count(b'<w:tag w:val="a.b@2024"/>') > 1
    found = read_word_anchors(data)
    assert [(one.text, one.origin) for one in found.numbers] == [(long.text, long.origin)]


def test_an_edited_sentence_is_found_with_the_origins_it_had(files: Mapping[str, bytes]) -> None:
    before = read_word_anchors(files["chengdu"])
    number = [one for one in before.numbers if one.text == "49个"][-1]  # those of tiles are in two sizes
    edited = changed(files["chengdu"], in_body(lambda xml: xml.replace(">49个</w:t>", ">50个</w:t>")))
    after = read_word_anchors(edited)
    assert {one.name: one.text for one in after.numbers}[number.name] == "50个"
    names = {name for name, text in held(after).items() if text != held(before)[name]}
    assert names >= {number.name, number.name.rpartition("_n")[0]}
    assert [one.extents for one in after.passages] == [one.extents for one in before.passages]


def test_what_python_docx_saves_has_all_of_it(files: Mapping[str, bytes]) -> None:
    for data in files.values():
        out = io.BytesIO()
        docx.Document(io.BytesIO(data)).save(out)
        assert read_word_anchors(out.getvalue()) == read_word_anchors(data)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_libreoffice_saves_has_nearly_all_of_it(files: Mapping[str, bytes], tmp_path: Path) -> None:
    paths = [tmp_path / f"{slug}.docx" for slug in files]
    for path in paths:
        path.write_bytes(files[path.stem])
    out, profile = tmp_path / "saved", (tmp_path / "profile").as_uri()
    office = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx", "--outdir", str(out)]
    subprocess.run([*office, *map(str, paths)], check=True, capture_output=True, timeout=180)
    for path in paths:
        before = read_word_anchors(files[path.stem])
        after = read_word_anchors((out / path.name).read_bytes())
        assert after.report == path.stem
        kept = held(after)
        for made in (before.passages, before.numbers):
            same = [one for one in made if kept.get(one.name) == one.text]
            assert len(same) >= 0.99 * len(made), path.stem


def test_without_the_table_the_texts_are_read_and_it_is_said(files: Mapping[str, bytes]) -> None:
    found = read_word_anchors(changed(files["chengdu"], lambda name, part: None if name == TABLE else part))
    whole = read_word_anchors(files["chengdu"])
    assert [one.name for one in found.passages] == [one.name for one in whole.passages]
    assert [one.text for one in found.passages] == [one.text for one in whole.passages]
    assert all(one.origin is None for one in found.numbers)
    assert found.said == ("文件里没有出处表，另存时被去掉了：各处的出处不知道，只读出了书签里的字",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: part[:500],
        lambda part: part.replace(b'format="1"', b'format="9"'),
        lambda part: part.replace(b'["Fact"', b'["Fiction"'),
        lambda part: part.replace(b"<o>", b"<o>{}</o><o>", 1),
        lambda part: part.replace(b' s="', b' s="x '),
        lambda part: part.replace(b"+", b"@99999"),
        lambda part: part.replace(b"+", b"+ 1+"),
    ],
)
def test_a_spoilt_table_is_said_and_the_texts_are_read(
    files: Mapping[str, bytes], spoil: Callable[[bytes], bytes]
) -> None:
    found = read_word_anchors(changed(files["chengdu"], lambda name, part: spoil(part) if name == TABLE else part))
    assert held(found).keys() == held(read_word_anchors(files["chengdu"])).keys()
    assert found.said == (f"出处表（{TABLE}）坏了：各处的出处不知道，只读出了书签里的字",)


def test_with_half_of_the_bookmarks_gone_the_rest_is_read_and_it_is_said(files: Mapping[str, bytes]) -> None:
    whole = held(read_word_anchors(files["chengdu"]))

    def halved(xml: str) -> str:
        starts = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="_hgz[^>]*>', xml)
        for start in starts[::2]:
            xml = xml.replace(start, "")
        return xml

    found = read_word_anchors(changed(files["chengdu"], in_body(halved)))
    assert held(found) == {name: text for name, text in whole.items() if name not in found.missing}
    assert len(found.missing) == pytest.approx(len(whole) / 2, abs=10)
    assert found.said == (f"书签少了{len(found.missing)}个（原有{len(whole)}个）：那些地方改没改，从这份文件看不出来",)


def test_a_file_that_is_not_ours_and_one_pasted_into_are_said(files: Mapping[str, bytes]) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert read_word_anchors(out.getvalue()).said[-1] == "文件里没有本程序的书签：不是本程序做的，或者另存时被去掉了"
    pasted = read_word_anchors(
        changed(files["chengdu"], in_body(lambda xml: xml.replace('_hgz_b3_p0"', '_hgz_b999_p0"')))
    )
    assert "有1个书签不在出处表里（如 _hgz_b999_p0）" in pasted.said[-1]


def test_what_is_no_word_file_is_refused_with_a_reason(
    files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files["chengdu"]
    broken = changed(whole, in_body(lambda xml: xml[: len(xml) // 2]))
    for data in (
        b"",
        b"text",
        whole[:5000],
        broken,
        changed(whole, lambda name, part: None if "rels" in name else part),
    ):
        with pytest.raises(Unjudged, match="不是完整的 DOCX 文件"):
            read_word_anchors(data)
    with pytest.raises(Unjudged, match="文件太大"):
        read_word_anchors(bytes(50_000_001))
    bomb = io.BytesIO(whole)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w") as entry:
        for _ in range(201):
            entry.write(bytes(1_000_000))
    with pytest.raises(Unjudged, match="解开以后太大"):
        read_word_anchors(bomb.getvalue())
