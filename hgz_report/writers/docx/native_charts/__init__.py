"""Plots as Word's own charts, each with a workbook inside that an editor may change.

Here: DrawingML charts by kind.  What Word has no chart for is a picture (`inline_pictures`).
"""
