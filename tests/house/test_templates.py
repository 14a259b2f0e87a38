"""Templates read as Chinese with blanks: short, most of their words printed, no chain of filters."""

from __future__ import annotations

from benchmarks.templates import all_measured, blanks_written

_MOST_LINES = 40
_MOST_FILTERS = 1
"""What needs more is a view of its own."""
_LEAST_TEXT = 0.5
"""Of all characters outside comments, with blanks of words counted as code."""


def test_a_template_fits_on_a_screen() -> None:
    assert {row.name: row.lines for row in all_measured() if row.lines > _MOST_LINES} == {}


def test_what_needs_many_filters_is_a_view() -> None:
    assert {row.name: row.chain for row in all_measured() if row.chain > _MOST_FILTERS} == {}


def test_templates_are_mostly_read_not_run() -> None:
    rows = all_measured()
    text, every = sum(row.text - row.words for row in rows), sum(row.text + row.code for row in rows)
    assert text / every >= _LEAST_TEXT
    assert min(blanks_written()) >= 50
