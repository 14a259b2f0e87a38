"""A Word file that came back: what people changed in it, and the line of data or template where each change belongs.

Here: what was built, pairing it with what came back, changes with their places, putting one of them in.  Reading DOCX: readers.
"""
