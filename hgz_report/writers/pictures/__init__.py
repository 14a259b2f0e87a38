"""Pictures of frames: SVG, and PNG for readers that have no SVG, the same bytes every time.

Here: files that hold one frame each.  Not here: where a DOCX puts them (`writers.docx.inline_pictures`).
"""
