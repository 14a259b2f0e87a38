"""Everything that reads a file from outside: DOCX, PDF and plain text, as somebody sent or changed it.

Here: bytes to texts in reading order, with limits and a reason where a file can't be read.  Nothing here knows an edition.
"""
