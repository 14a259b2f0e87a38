"""Templates read as Chinese with blanks: short, most of their words printed, no chain of filters."""

from __future__ import annotations

from benchmarks.templates import all_measured, numbers_in_braces

_MOST_LINES = 40
_MOST_FILTERS = 2
"""One that chooses and one that makes a list, or a word of a list: more is a view of its own."""
_LEAST_TEXT = 0.35
"""Of all characters outside comments; half of them is what we want."""


def test_a_template_fits_on_a_screen() -> None:
    assert {row.name: row.lines for row in all_measured() if row.lines > _MOST_LINES} == {}


def test_what_needs_many_filters_is_a_view() -> None:
    assert {row.name: row.chain for row in all_measured() if row.chain > _MOST_FILTERS} == {}


def test_templates_are_mostly_read_not_run() -> None:
    rows = all_measured()
    text, code = sum(row.text for row in rows), sum(row.code for row in rows)
    assert text / (text + code) >= _LEAST_TEXT
    assert numbers_in_braces() >= 50
