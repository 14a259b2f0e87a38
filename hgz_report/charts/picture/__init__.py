"""Pictures from files, drawn where a chart would stand: pixels as they are seen, shapes of an SVG as shapes of ours.

Here: what such a file may hold, and what becomes of it.  Not here: which file it is (`narrate.charting.picture_files`).
"""
