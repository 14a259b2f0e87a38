"""audit: finished files in, an account of every number out; what is wrong is named, what can't be judged is not passed."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from benchmarks.mutants_pdf import PdfFile
from benchmarks.mutants_word import WordFile
from benchmarks.mutate import mutants_of
from hgz_report.audit.edition_files import edition_alike
from hgz_report.audit.published import read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.cli.main import main
from hgz_report.document.fact_tag import fact_tag
from hgz_report.edition.own_files import sealed
from tests.tools.audited import BODY, Output, audited, respelt, rewritten
from tests.tools.project import PAPERS, change, contents, copy_project, section
from tests.tools.word_like import saved_by_word

# -- as published -----------------------------------------------------------------------------------------------------


def test_a_published_edition_is_accounted_for_to_the_last_number(published: Path, capsys: Output) -> None:
    code, files = audited(published, capsys)
    assert code == 0
    assert [file["file"].rpartition("/")[2] for file in files] == [
        "national.docx", "national.pdf", "chengdu.docx", "chengdu.pdf",
    ]  # fmt: skip
    assert all(file["judged"] and file["hash_match"] and not file["findings"] for file in files)
    assert all(sum(file["accounted"].values()) > 200 for file in files)


def test_people_are_told_in_a_sentence_a_file(published: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert main(["audit", str(published / "chengdu.docx")]) == 0
    said = capsys.readouterr().out
    assert re.search(r"chengdu\.docx  与发布时逐字节相同：\d+ 个数有出处（事实 \d+", said)
    assert said.endswith("共 1 份文件，每个数都有出处。\n")


def test_every_bound_number_of_a_docx_stands_in_a_content_control_with_its_fact(published: Path) -> None:
    with zipfile.ZipFile(published / "chengdu.docx") as archive:
        body = archive.read(BODY).decode("utf-8")
    tags = re.findall(r'<w:tag w:val="([^"]*)"/><w15:appearance w15:val="hidden"/>', body)
    assert body.count('<w:tag w:val="chengdu.pilot_platforms@2024"/>') > 5
    assert all(len(tag) <= 64 for tag in tags)
    long = "completion(chengdu.pilot_platforms@2024,chengdu.pilot_platforms@2025:target)"
    assert fact_tag(long) in tags
    assert 'mc:Ignorable="w15"' in body[: body.index("<w:body>")]


# -- changed by hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault", "was", "now"),
    [
        ("49个", "94个", "changed", "49个", "94个"),
        ("超过19亿元", "19亿元", "changed", "超过19亿元", "19亿元"),
        ("超过19亿元", "超过19万亿元", "changed", "超过19亿元", "超过19万亿元"),
        ("2024年", "2023年", "changed", "2024年", "2023年"),
        ("成都高新区推进新型工业化情况", "成都高新区推进新型工业化情况（3家）", "unaccounted", "", "3家"),
        ("七个方面", "八个方面", "changed", "七个", "八个"),
    ],
)
def test_a_number_changed_in_word_is_named_with_what_it_was(
    folder: Path, capsys: Output, old: str, new: str, fault: str, was: str, now: str
) -> None:
    path = folder / "chengdu.docx"
    respelt(path, old, new)
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(f["fault"], f["was"], f["now"]) for f in said["findings"]] == [(fault, was, now)]
    assert not said["hash_match"]


def test_two_facts_swapped_in_a_sentence_are_both_found_though_both_values_are_ours(
    folder: Path, capsys: Output
) -> None:
    path = folder / "chengdu.docx"
    file = WordFile(path.read_bytes())
    unit = next(at for at, text in enumerate(file.texts) if "49个" in text and "60个" in text)
    text = file.texts[unit]
    one, two = text.index("49个"), text.index("60个")
    path.write_bytes(file.edited(unit, [(one, one + 2, "60"), (two, two + 2, "49")]) or b"")
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(f["was"], f["now"]) for f in said["findings"]] == [("49个", "60个"), ("60个", "49个")]
    assert said["findings"][0]["binding"] == "chengdu.pilot_platforms@2024"
    assert "成都高新区2024年中试平台，据《" in said["findings"][0]["meaning"]


def test_words_may_be_changed_where_no_number_stands(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    respelt(path, "任务由佐证按统一规则推出", "各项任务都由佐证按统一的规则推出来")
    code, (said,) = audited(path, capsys)
    assert (code, said["findings"]) == (0, [])
    assert len(said["notices"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("中试平台49个", "孵化平台49个", "中试", "孵化"),
        ("目标60个", "实绩60个", "目标", "实绩"),
        ("成都高新区以中试衔接", "淄博高新区以中试衔接", "成都", "淄博"),
    ],
)
def test_other_words_beside_a_number_make_it_another_number(
    folder: Path, capsys: Output, old: str, new: str, was: str, now: str
) -> None:
    path = folder / "chengdu.docx"
    respelt(path, old, new)
    code, (said,) = audited(path, capsys)
    assert code == 1
    (finding,) = said["findings"]
    assert (finding["fault"], finding["was"], finding["now"]) == ("meaning", was, now)
    assert finding["page"] and finding["line"].startswith(("templates/", "data/"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("专项基金支持中试", "专项基金不支持中试"),
        ("位于四川省成都市", "位于四川省潍坊市"),
        ("位于四川省成都市", "位于山东省成都市"),
        ("齐全的优先推进", "齐全的暂缓推进"),
        ("没有材料的先核实再定", "没有材料的已核实再定"),
        ("成都高新区已建成投运的各类", "成都高新区拟建成投运的各类"),
        ("不限于成都高新区", "限于成都高新区"),
    ],
)
def test_a_sentence_without_a_number_that_denies_or_names_another_place_is_a_finding(
    folder: Path, capsys: Output, old: str, new: str
) -> None:
    path = folder / "chengdu.docx"
    respelt(path, old, new)
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert {finding["fault"] for finding in said["findings"]} <= {"meaning", "label"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("以电子信息、", "重在电子信息、"), ("近年以中试为抓手", "近年以中试为载体"), ("要先补报", "须先补报")],
)
def test_other_words_of_such_a_sentence_are_only_pointed_out(folder: Path, capsys: Output, old: str, new: str) -> None:
    path = folder / "chengdu.docx"
    respelt(path, old, new)
    code, (said,) = audited(path, capsys)
    assert (code, said["findings"], len(said["notices"])) == (0, [], 1)


def test_a_line_of_the_contents_that_is_not_its_heading_is_a_finding(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    respelt(path, "二、主要指标", "二、次要指标")  # the first is in the contents
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(one["fault"], one["was"], one["now"]) for one in said["findings"]] == [("label", "主", "次")]


def test_a_particle_more_or_less_in_a_sentence_with_a_number_is_only_pointed_out(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    respelt(path, "投运中试平台49个，", "投运的中试平台49个；")
    code, (said,) = audited(path, capsys)
    assert (code, said["findings"]) == (0, [])


def test_a_paragraph_moved_within_its_section_keeps_its_account(folder: Path, capsys: Output) -> None:
    def swap(body: str) -> str:
        paragraph = r'<w:p><w:pPr><w:pStyle w:val="(?:Body|Item)"/>(?:(?!</w:p>).)*</w:p>'
        two = re.search(f"({paragraph})({paragraph})", body)
        assert two
        return body.replace(two[0], two[2] + two[1], 1)

    rewritten(folder / "chengdu.docx", swap)
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert (code, said["findings"]) == (0, [])


def _paragraph(body: str, words: str) -> str:
    """The first paragraph of running text that holds some words, as XML."""
    paragraphs = re.finditer(r'<w:p><w:pPr><w:pStyle w:val="(?:Body|Item|Lead)"/>(?:(?!</w:p>).)*</w:p>', body)
    return next(one[0] for one in paragraphs if words in "".join(re.findall(r"<w:t[^>]*>([^<]*)", one[0])))


def test_a_paragraph_under_another_heading_or_printed_twice_is_a_finding(folder: Path, capsys: Output) -> None:
    def under_another(body: str) -> str:
        held = _paragraph(body, "49个")
        last = re.findall(r'<w:p><w:pPr><w:pStyle w:val="Heading1"/>(?:(?!</w:p>).)*</w:p>', body)[-1]
        return body.replace(held, "", 1).replace(last, last + held, 1)

    rewritten(folder / "chengdu.docx", under_another)
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert (code, {finding["fault"] for finding in said["findings"]}) == (1, {"moved"})
    rewritten(folder / "national.docx", lambda b: b.replace(held := _paragraph(b, "178家"), held + held, 1))
    code, (said,) = audited(folder / "national.docx", capsys)
    assert (code, {finding["fault"] for finding in said["findings"]}) == (1, {"unaccounted"})


def test_a_paragraph_left_out_misses_its_numbers(folder: Path, capsys: Output) -> None:
    rewritten(
        folder / "chengdu.docx", lambda b: re.sub(r'<w:p><w:pPr><w:pStyle w:val="Lead"/>.*?</w:p>', "", b, count=1)
    )
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert code == 1
    assert {finding["fault"] for finding in said["findings"]} == {"missing"}


def test_a_file_under_another_name_is_known_by_its_title(folder: Path, tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "修改稿.docx"
    shutil.copy(folder / "chengdu.docx", path)
    code, (said,) = audited(path, capsys, "--manifest", str(folder / "manifest.json"))
    assert (code, said["report"], said["hash_match"]) == (0, "chengdu.docx", True)


# -- saved again, spoilt ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chengdu.docx", "national.docx"])
@pytest.mark.parametrize("program", ["python-docx", "Word"])
def test_a_word_file_that_was_only_saved_again_is_not_accused(
    folder: Path, capsys: Output, name: str, program: str
) -> None:
    path = folder / name
    if program == "Word":
        path.write_bytes(saved_by_word(path.read_bytes()))
    else:
        docx.Document(str(path)).save(str(path))
    code, (said,) = audited(path, capsys)
    assert (code, said["findings"], said["notices"], said["hash_match"]) == (0, [], [], False)


def test_rows_of_a_table_sorted_anew_are_a_notice(folder: Path, capsys: Output) -> None:
    def sort(body: str) -> str:
        row = r"<w:tr>(?:(?!</w:tr>).)*</w:tr>"
        table = next(one for one in re.findall(r"<w:tbl>(?:(?!</w:tbl>).)*</w:tbl>", body) if "ThreeRuleTable" in one)
        rows = [one for one in re.findall(row, table) if "tblHeader" not in one]
        assert len(rows) > 2
        return body.replace("".join(rows), "".join(reversed(rows)), 1)

    rewritten(folder / "chengdu.docx", sort)
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert (code, said["findings"], len(said["notices"])) == (0, [], 1)


def test_a_sample_of_every_fifth_kind_of_mistake_is_found_with_its_page(published: Path, tmp_path: Path) -> None:
    edition = read_edition(published)
    for kind, mutants in list(mutants_of(published / "chengdu.docx", "样本"))[::5]:
        mutant = next(mutants, None)
        if mutant is None or kind == "批注":
            continue
        path = tmp_path / "chengdu.docx"
        path.write_bytes(mutant.data)
        verdict = audit_file(path, edition)
        assert [one for one in verdict.findings if one.page], (kind, mutant.said)


@pytest.mark.parametrize("kind", ["外观：看不见的字", "外观：去掉线条", "外观：盖住字", "外观：少一页"])
def test_what_a_pdf_shows_is_compared_with_the_published_file(published: Path, tmp_path: Path, kind: str) -> None:
    pytest.importorskip("pypdfium2")
    mutant = next(mutants for name, mutants in mutants_of(published / "chengdu.pdf", "样本") if name == kind)
    path = tmp_path / "chengdu.pdf"
    path.write_bytes(next(mutant).data)
    verdict = audit_file(path, read_edition(published))
    assert "look" in {one.fault for one in verdict.findings}


def test_a_pdf_saved_again_is_quiet_with_or_without_the_published_one(
    published: Path, folder: Path, tmp_path: Path, capsys: Output
) -> None:
    copy = tmp_path / "copy" / "chengdu.pdf"
    copy.parent.mkdir()
    with pikepdf.open(published / "chengdu.pdf") as pdf:
        for page in pdf.pages:  # numbers and strings as another program writes them
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(pikepdf.parse_content_stream(page))))
        pdf.save(copy, linearize=True)
    code, (said,) = audited(copy, capsys, "--manifest", str(published / "manifest.json"))
    assert (code, said["findings"], said["notices"]) == (0, [], [])
    shutil.copy(copy, folder / "chengdu.pdf")
    code, (said,) = audited(folder / "chengdu.pdf", capsys)
    assert (code, said["findings"], said["notices"]) == (0, [], [])


def test_what_a_page_places_otherwise_is_named_and_without_the_published_one_not_judged(
    published: Path, folder: Path, capsys: Output
) -> None:
    pytest.importorskip("pypdfium2")
    spoilt = folder / "chengdu.pdf"
    with pikepdf.open(published / "chengdu.pdf") as pdf:
        page = pdf.pages[1]
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq 1 1 1 rg 90 400 120 30 re f Q")
        pdf.save(spoilt)
    code, (said,) = audited(spoilt, capsys)
    assert (code, said["findings"], said["judged"]) == (2, [], False)
    assert "改过，外观判断不了：手边没有发布的原件（第 2 页画的东西变了）" in said["why"]
    verdict = audit_file(spoilt, read_edition(published))
    assert {(one.fault, one.page) for one in verdict.findings} == {("look", 2)}


# -- PDF --------------------------------------------------------------------------------------------------------------


def test_a_digit_changed_in_a_pdf_is_found_with_page_and_heading(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.pdf"
    file = PdfFile(path.read_bytes())
    unit = next(at for at, text in enumerate(file.texts) if "完成2025年目标60个" in text)
    start = file.texts[unit].index("60个")
    path.write_bytes(file.edited(unit, [(start, start + 1, "5")]) or b"")
    code, (said,) = audited(path, capsys)
    assert code == 1
    (finding,) = said["findings"]
    assert (finding["was"], finding["now"], finding["heading"]) == ("60个", "50个", "二、主要指标")
    assert finding["page"] == 2


def test_a_number_lettered_in_a_chart_of_a_pdf_is_audited_too(folder: Path, capsys: Output) -> None:
    path = folder / "national.pdf"
    trace = json.loads((folder / "trace.json").read_text(encoding="utf-8"))
    (units,) = (report["units"] for report in trace["reports"] if report["slug"] == "national")
    assert ["chart", "12.2", "national.park_gdp@2019"] in [
        [unit[0], unit[3], *(s[2] for s in unit[4])] for unit in units
    ]
    file = PdfFile(path.read_bytes())
    letters = next(at for at, text in enumerate(file.texts) if "左轴" in text and "12.2" in text)
    start = file.texts[letters].index("12.2")
    path.write_bytes(file.edited(letters, [(start, start + 1, "2")]) or b"")
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(finding["was"], finding["now"]) for finding in said["findings"]] == [("12.2", "22.2")]


def test_a_remark_typed_onto_a_pdf_is_read(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[9, 9, 99, 99],
                                  Contents=pikepdf.String("新增企业312家"))  # fmt: skip
        pdf.pages[0].Annots = pikepdf.Array([*pdf.pages[0].get("/Annots", []), pdf.make_indirect(note)])
        pdf.save()
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(finding["fault"], finding["now"]) for finding in said["findings"]] == [("unaccounted", "312家")]


# -- what cannot be judged --------------------------------------------------------------------------------------------


def test_tracked_changes_have_to_be_settled_first(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    rewritten(
        path,
        lambda body: body.replace("<w:r>", '<w:ins w:id="9001" w:author="甲"><w:r>', 1).replace(
            "</w:r>", "</w:r></w:ins>", 1
        ),
    )
    code, (said,) = audited(path, capsys)
    assert (code, said["judged"]) == (2, False)
    assert "修订" in said["why"]


@pytest.mark.parametrize("foreign", ["<w:object/>", '<w:altChunk r:id="rId1"/>'])
def test_an_object_of_another_program_in_a_docx_is_not_passed_over(folder: Path, capsys: Output, foreign: str) -> None:
    path = folder / "national.docx"  # which has workbooks of its own, those of its charts
    rewritten(path, lambda body: body.replace("<w:r>", f"{foreign}<w:r>", 1))
    code, (said,) = audited(path, capsys)
    assert (code, said["judged"]) == (2, False)
    assert "嵌入了别的对象" in said["why"]


def test_a_number_in_an_equation_is_read(folder: Path, capsys: Output) -> None:
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>增长37%</m:t></m:r></m:oMath>'
    rewritten(folder / "chengdu.docx", lambda body: body.replace("</w:r></w:p>", f"</w:r>{math}</w:p>", 1))
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert code == 1
    assert "37%" in [finding["now"] for finding in said["findings"]]


def test_a_stamp_on_a_pdf_is_a_finding_with_its_place(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"0 0 9 9 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[9, 9, 99, 99],
                                   AP=pikepdf.Dictionary(N=look))  # fmt: skip
        pdf.pages[0].Annots = pikepdf.Array([*pdf.pages[0].get("/Annots", []), pdf.make_indirect(stamp)])
        pdf.save()
    code, (said,) = audited(path, capsys)
    assert code == 1
    assert [(f["fault"], f["page"], f["box"]) for f in said["findings"]] == [("hidden", 1, [9, 9, 99, 99])]


@pytest.mark.parametrize("name", ["chengdu.pdf", "chengdu.docx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.97])
def test_a_truncated_file_is_not_judged(folder: Path, capsys: Output, name: str, share: float) -> None:
    path = folder / name
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    code, (said,) = audited(path, capsys)
    assert (code, said["judged"]) == (2, False)


@pytest.mark.parametrize("name", ["chengdu.pdf", "chengdu.docx"])
def test_bytes_gone_wrong_never_pass_as_accounted_for(folder: Path, capsys: Output, name: str) -> None:
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    path.write_bytes(bytes(data))
    code, (said,) = audited(path, capsys)
    assert code in (0, 1, 2)
    assert code or said["accounted"]  # a font may be hit, which holds no text
    assert not said["hash_match"]


def test_a_pdf_of_another_program_an_encrypted_one_and_other_formats_are_not_judged(
    folder: Path, capsys: Output
) -> None:
    plain, locked, text = folder / "别的.pdf", folder / "chengdu.pdf", folder / "说明.txt"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(plain)
    secret = PdfWriter(clone_from=PdfReader(io.BytesIO(locked.read_bytes())))
    secret.encrypt("secret", algorithm="RC4-128")
    secret.write(locked)
    text.write_text("49个", encoding="utf-8")
    for path in (plain, locked, text, folder / "没有.docx"):
        code, (said,) = audited(path, capsys)
        assert (code, said["judged"]) == (2, False), path.name
        assert said["why"]


def test_a_docx_that_is_another_paper_is_not_judged(folder: Path, capsys: Output) -> None:
    shutil.copy(folder / "national.docx", folder / "chengdu.docx")
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert code == 2
    assert "《国家高新区推进新型工业化总体情况》" in said["why"]


@pytest.mark.parametrize("spoilt", ["trace.json", "manifest.json"])
def test_an_edition_that_contradicts_itself_is_not_judged(folder: Path, capsys: Output, spoilt: str) -> None:
    path = folder / spoilt
    path.write_text(
        path.read_text(encoding="utf-8").replace("49", "48").replace('"sha256": "', '"sha256": "0'), encoding="utf-8"
    )
    code, (said,) = audited(folder / "chengdu.docx", capsys)
    assert (code, said["judged"]) == (2, False)


def test_a_file_away_from_its_edition_is_not_judged(folder: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(folder / "chengdu.pdf", tmp_path / "elsewhere")
    code, (said,) = audited(tmp_path / "elsewhere" / "chengdu.pdf", capsys)
    assert code == 2
    assert "--manifest" in said["why"]


@pytest.mark.parametrize("name", ["facts.csv", "index.html", "chengdu.tree.json"])
def test_every_published_file_is_held_against_the_manifest(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert [(one.fault, one.was) for one in edition_alike(read_edition(folder)).findings] == [("file", name)]


@pytest.mark.parametrize("key", ["inputs_sha256", "date", "fonts_sha256"])
def test_reports_made_from_different_things_are_no_edition(folder: Path, key: str) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["reports"][1][key] = "别的"
    path.write_bytes(sealed({name: value for name, value in content.items() if name != "seal"}))
    found = edition_alike(read_edition(folder)).findings
    assert [(one.fault, one.was) for one in found] == [("file", "《成都高新区推进新型工业化情况》")]


def test_an_edition_with_a_file_changed_fails_as_a_whole(folder: Path, capsys: Output) -> None:
    (folder / "facts.csv").unlink()
    code, files = audited(folder, capsys)
    assert code == 1
    assert [f["was"] for file in files for f in file["findings"]] == ["facts.csv"]


def test_an_audit_changes_nothing(folder: Path, capsys: Output) -> None:
    before = contents(folder)
    audited(folder, capsys)
    assert contents(folder) == before


def test_a_draft_is_accounted_for_and_its_word_may_be_taken_away(tmp_path: Path, capsys: Output) -> None:
    project = copy_project(tmp_path, PAPERS)
    change(project / "report.toml", 'draft = ""', 'draft = "送审稿"')
    assert main(["build", "--root", str(project), "--json", "chengdu"]) == 0
    (folder,) = (path.parent for path in project.glob("reports/*/manifest.json"))
    code, files = audited(folder, capsys)
    assert code == 0 and all(file["judged"] and not file["findings"] and not file["notices"] for file in files)
    for number in (1, 2):
        rewritten(
            folder / "chengdu.docx", lambda xml: re.sub("<w:pict>.*</w:pict>", "", xml), f"word/header{number}.xml"
        )
    code, (file,) = audited(folder / "chengdu.docx", capsys)
    assert (code, file["findings"]) == (0, [])
    assert any("“送审稿”去掉了" in notice["now"] for notice in file["notices"])


PHOTO = """\
# 图片

{{ picture("lake.jpg", title="园区一角", alt="蓝色的湖", source="成都高新区管委会") }}

{{ picture("map.png", title="区位", alt="一块黄色", source="编印单位", width=50) }}

{{ picture("flow.svg", title="流程", alt="一个方块", source="编印单位", width=50) }}
"""


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published report with a photo, pixels and shapes."""
    project = copy_project(tmp_path_factory.mktemp("pictured"), PAPERS)
    pictures = project / "pictures"
    pictures.mkdir()
    Image.new("RGB", (1600, 700), "navy").save(pictures / "lake.jpg")
    Image.new("RGB", (900, 300), "gold").save(pictures / "map.png")
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="2" fill="#c33"/></svg>'
    (pictures / "flow.svg").write_text(square, encoding="utf-8")
    section(project, "zone", PHOTO)
    assert main(["build", "--root", str(project), "--json", "chengdu"]) == 0
    (folder,) = (path.parent for path in project.glob("reports/*/manifest.json"))
    return folder


def test_published_pictures_are_known_and_count_among_the_inputs(pictured: Path, capsys: Output) -> None:
    code, files = audited(pictured, capsys)
    assert code == 0 and all(file["judged"] and not file["findings"] for file in files)
    inputs = json.loads((pictured / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert {name for name in inputs if name.startswith("pictures/")} == {
        "pictures/flow.svg", "pictures/lake.jpg", "pictures/map.png",
    }  # fmt: skip


@pytest.mark.parametrize(("suffix", "kind"), [("jpg", "JPEG"), ("png", "PNG")])
def test_a_picture_exchanged_in_a_docx_is_a_finding(
    pictured: Path, tmp_path: Path, capsys: Output, suffix: str, kind: str
) -> None:
    folder = Path(shutil.copytree(pictured, tmp_path / "copy"))
    with zipfile.ZipFile(folder / "chengdu.docx") as archive:
        name = next(one for one in archive.namelist() if one.endswith(f".{suffix}"))
    other = io.BytesIO()
    Image.new("RGB", (900, 300), "green").save(other, kind)
    data = {}
    with zipfile.ZipFile(folder / "chengdu.docx") as archive:
        data = {one: archive.read(one) for one in archive.namelist()} | {name: other.getvalue()}
    with zipfile.ZipFile(folder / "chengdu.docx", "w") as archive:
        for one, content in data.items():
            archive.writestr(one, content)
    code, (file,) = audited(folder / "chengdu.docx", capsys)
    assert code == 1 and any(finding["now"] == "换过的图片" for finding in file["findings"])


def test_a_picture_exchanged_in_a_pdf_is_a_finding(pictured: Path, tmp_path: Path, capsys: Output) -> None:
    folder = Path(shutil.copytree(pictured, tmp_path / "copy"))
    with pikepdf.open(pictured / "chengdu.pdf") as pdf:
        images = dict(pdf.pages[0].Resources.XObject.items())
        assert set(images) == {"/P1", "/P2"}
        images["/P2"].write(bytes([0, 128, 0]) * (int(images["/P2"].Width) * int(images["/P2"].Height)))
        pdf.save(folder / "edited.pdf")
    _, (file,) = audited(folder / "edited.pdf", capsys)
    assert any(finding["now"] == "换过或添上的图片" for finding in file["findings"])
    assert any(finding["now"] == "页面的样子不同" for finding in file["findings"])


def test_a_pdf_packed_anew_keeps_its_pictures(pictured: Path, tmp_path: Path, capsys: Output) -> None:
    folder = Path(shutil.copytree(pictured, tmp_path / "copy"))
    with pikepdf.open(pictured / "chengdu.pdf") as pdf:
        pdf.save(folder / "chengdu.pdf", recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    code, (file,) = audited(folder / "chengdu.pdf", capsys)
    assert (code, file["findings"]) == (0, [])
