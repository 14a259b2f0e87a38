"""The preview: a page on this machine that shows the papers while they are written, and leads from a word to its line.

Here: the warm state, turns, pages, the panel, edits, who may ask.
"""
