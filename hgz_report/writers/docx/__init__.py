"""The DOCX: Word's own paragraphs, tables, notes and fields, with the line ends and pages that layout chose.

Here: WordprocessingML, part by part.  python-docx holds the package.
"""
