"""The PDF: tagged (PDF/UA-1) and archivable (PDF/A-2a), page by page what layout placed.

Here: objects, operators, structure, fonts and metadata of the file.  reportlab is not asked to lay anything out.
"""
