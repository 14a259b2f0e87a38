"""Boxes become pages: what stays together, where a page ends, which text goes before a chart that does not fit.

Here: decisions that need the room left on a page.
"""
