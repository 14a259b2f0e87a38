"""Every word that the edition prints knows where it comes from, and it is so: held over all its reports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

import pytest

from hgz_report.data.allow_list import NAME
from hgz_report.document.blocks import ChartBlock, Document, FactRef, KeyFigure, Table, Text
from hgz_report.document.chart import chart_texts
from hgz_report.document.letterhead import Masthead
from hgz_report.document.passages import units_of
from hgz_report.edition.plan import Plan
from hgz_report.origin import (
    Allowed,
    Attributed,
    Config,
    Count,
    DataText,
    Derived,
    Fact,
    Origin,
    PeriodOf,
    Recorded,
    Template,
    Wording,
    walk,
)
from tests.tools.node_fields import fields_of, is_node
from tests.tools.project import ROOT

STRINGS: Mapping[type, tuple[str, ...]] = {
    Document: ("title",),
    KeyFigure: ("name", "note"),
    Masthead: ("series", "issue", "issuer", "date", "classification", "urgency"),
}
"""Strings of a document that are printed, apart from leaves, charts, the unit of a table and the imprint."""


class Printed(NamedTuple):
    """A stretch of a report."""

    slug: str
    text: str
    origin: Origin


@pytest.fixture(scope="module")
def printed(planned: Plan) -> tuple[Printed, ...]:
    """Every stretch of every report, as a reader meets them."""
    return tuple(
        Printed(document.slug, unit.text[stretch.start : stretch.end], stretch.origin)
        for document in planned.documents
        for unit in units_of(document)
        for stretch in unit.stretches
    )


@cache
def file_lines(file: str) -> tuple[str, ...]:
    return tuple((ROOT / file).read_text(encoding="utf-8").split("\n"))


def closed(text: str) -> str:
    """Without blanks, and with one kind of quotation marks: YAML folds lines, `quoted` turns marks."""
    return re.sub(r"\s+", "", text).replace("“", "‘").replace("”", "’")


# -- nothing without ---------------------------------------------------------------------------------------------------


def nodes(value: Any) -> Iterator[Any]:
    """Everything in a document, at any depth."""
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from nodes(one)
    elif is_node(value):
        for _, held, _ in fields_of(value):
            yield from nodes(held)


def strings(node: Any) -> Iterator[str]:
    """The printed strings of one node that are no leaves."""
    yield from (getattr(node, name) for name in STRINGS.get(type(node), ()))
    if isinstance(node, ChartBlock):
        yield from (text for text, _ in chart_texts(node.chart))
    if isinstance(node, Document) and node.imprint:
        yield from (text for pair in node.imprint.recipients for text in pair)
        yield from (node.imprint.office, node.imprint.date, node.imprint.copies)


def test_no_leaf_and_no_string_of_the_edition_is_without_origin(planned: Plan) -> None:
    seen = 0
    for document in planned.documents:
        for node in nodes(document):
            if isinstance(node, Text | FactRef):
                assert node.origin is not None, node
                seen += 1
            assert not isinstance(node, Table) or not node.unit or node.unit_origin, node
            for text in strings(node):
                assert not text or isinstance(text, Attributed), f"{document.slug}: {node}: {text}"
                seen += 1
    assert seen > 10_000


def test_what_a_chart_says_in_words_is_what_its_pieces_say(planned: Plan) -> None:
    charts = [block for document in planned.documents for block in document.blocks if isinstance(block, ChartBlock)]
    assert len(charts) > 8
    for block in charts:
        assert block.alt == "".join(leaf.text for leaf in block.said if isinstance(leaf, Text | FactRef))


def test_every_passage_is_covered_by_its_stretches(planned: Plan) -> None:
    for document in planned.documents:
        for unit in units_of(document):
            ends = [0, *(stretch.end for stretch in unit.stretches)]
            assert [stretch.start for stretch in unit.stretches] == ends[:-1]
            assert ends[-1] == len(unit.text)


def test_every_number_is_accounted_for_by_the_origin_it_stands_in(planned: Plan) -> None:
    accounts = [(item.unit, account) for report in planned.accounts for item in report for account in item.accounts]
    assert len(accounts) > 4000
    for unit, account in accounts:
        start, end = account.number.core
        held = [s.origin for s in unit.stretches if s.start < end and start < s.end]
        origin = account.origin.at if isinstance(account.origin, Allowed) else account.origin
        if isinstance(origin, PeriodOf) and origin not in held:  # a year typed before a number of that year
            assert all(isinstance(one, Template | DataText) for one in held), account
            assert origin.fact in {f for s in unit.stretches if s.start >= end for f in facts_of(s.origin)}, account
        else:
            assert origin in held, account


def facts_of(origin: Origin) -> set[str]:
    """The facts that a stretch prints or is computed from."""
    return {
        fact
        for one in walk(origin)
        for fact in ((one.id,) if isinstance(one, Fact) else one.inputs if isinstance(one, Derived) else ())
    }


# -- and it is so ------------------------------------------------------------------------------------------------------


def test_the_words_of_a_data_text_stand_in_its_lines_of_its_file(printed: tuple[Printed, ...]) -> None:
    texts = {(one.text, one.origin) for one in printed if isinstance(one.origin, DataText)}
    assert len(texts) > 1000
    for text, origin in texts:
        assert isinstance(origin, DataText)
        lines = file_lines(origin.file)[origin.first - 1 : origin.last]
        assert closed(text) in closed("".join(lines)), (text, origin)


def test_a_data_text_names_the_field_that_its_lines_hold(printed: tuple[Printed, ...]) -> None:
    for origin in {one.origin for one in printed if isinstance(one.origin, DataText)}:
        name = re.split(r"[.\[]", re.sub(r"(\[\d+\])+$", "", origin.field))[-1].rstrip("]")
        lines = file_lines(origin.file)
        above = [line for line in lines[: origin.first] if line.strip().lstrip("- ").startswith(f"{name}:")]
        inline = any(f"{name}:" in line for line in lines[origin.first - 1 : origin.last])
        assert above or inline, origin


def test_typed_words_stand_at_their_line_and_column(printed: tuple[Printed, ...]) -> None:
    typed = {(one.text, one.origin) for one in printed if isinstance(one.origin, Template)}
    assert len(typed) > 300
    for text, origin in typed:
        assert isinstance(origin, Template)
        line = file_lines(origin.file)[origin.line - 1]
        if origin.column:
            assert plain(line[origin.column - 1 :]).startswith(plain(text)), (text, origin)
        else:
            assert text in line, (text, origin)


def plain(text: str) -> str:
    """Without what Markdown takes away: escapes, and the blanks round what it reads."""
    return text.replace("\\", "").strip()


def test_words_of_a_macro_and_of_an_include_name_the_line_of_the_section_that_asked(
    printed: tuple[Printed, ...],
) -> None:
    asked = {one.origin for one in printed if isinstance(one.origin, Template) and one.origin.call}
    shared = {origin for origin in asked if origin.file.startswith("templates/shared/")}
    assert len(shared) > 20
    for origin in asked:
        assert origin.call is not None
        line = file_lines(origin.call.file)[origin.call.line - 1]
        assert re.search(r"\{\{.*\(.*\}\}|\{\{\s*\w+\s*\}\}|\{% (call|include)", line), (origin, line)


def test_all_of_shared_words_is_called_from_a_section(printed: tuple[Printed, ...]) -> None:
    for one in printed:
        if isinstance(one.origin, Template) and one.origin.file.startswith("templates/shared/"):
            assert one.origin.call is not None, one


def test_words_of_report_toml_stand_under_their_key(printed: tuple[Printed, ...]) -> None:
    content = tomllib.loads((ROOT / "report.toml").read_text(encoding="utf-8"))
    configured = {(one.text, one.origin.key) for one in printed if isinstance(one.origin, Config)}
    assert configured
    for text, key in configured:
        value: Any = content
        for step in key.split("."):
            value = value[step]
        assert text in (value if isinstance(value, list) else [value]), (text, key)


def test_a_number_that_the_allow_list_lets_pass_is_typed_in_a_template(planned: Plan) -> None:
    allowed = {entry.id for entry in planned.dataset.allowed.entries if entry.place == "template"}
    origins = {account.origin for report in planned.accounts for item in report for account in item.accounts}
    found = {origin for origin in origins if isinstance(origin, Allowed)}
    assert found
    assert {origin.entry for origin in found} - {NAME} == allowed
    assert all(isinstance(origin.at, Template) for origin in found)


def test_what_is_bound_exists(planned: Plan, printed: tuple[Printed, ...]) -> None:
    facts = planned.dataset.facts
    for one in {inner for stretch in printed for inner in walk(stretch.origin)}:
        match one:
            case Fact(identifier, _, _) | PeriodOf(identifier, _):
                assert identifier in facts or identifier.startswith("policy."), one
            case Derived(_, inputs, _):
                assert set(inputs) <= set(facts)
            case Count(of):
                assert re.fullmatch(r"[\w-]+\..+", of), one


def test_words_of_the_program_are_no_numbers_but_its_own(planned: Plan) -> None:
    """Numbers of pages, sections, notes; labels, dates, issue, deadlines counted from the edition's day; powers of a formula."""
    rules: dict[str, set[str]] = {}
    for report in planned.accounts:
        for item in report:
            for account in item.accounts:
                if isinstance(account.origin, Wording):
                    rules.setdefault(account.origin.rule, set()).add(account.number.text)
    assert set(rules) <= {
        "axis", "caption", "contents", "copies", "date", "due", "formula", "heading", "issue", "note", "ordinal",
        "reference", "text",
    }  # fmt: skip


def test_a_piece_of_every_kind_is_printed(printed: tuple[Printed, ...]) -> None:
    # What an earlier edition printed is told in tests/narrate/test_changed.
    assert {type(one.origin) for one in printed} == set(get_args(Origin)) - {Allowed, Recorded}
