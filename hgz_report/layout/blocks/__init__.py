"""Blocks become boxes of a height: tables and the widths of their columns, tiles, contents, titles, 红头 and 版记.

Here: one module for each kind of block, and `vertical`, the box they all make.
"""
