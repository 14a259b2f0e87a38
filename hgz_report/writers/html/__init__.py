"""The page for reading: one HTML file without script, font or anything from outside, from the same layout as the others.

Here: blocks and inlines as markup, drawings with letters that are text, the stylesheet.  Not here: index pages (`edition`).
"""
