"""Charts drawn from their description, as vectors for the PDF and as pictures for Word: one module for each kind.

Here: how a chart looks.  Not here: which facts it shows (`narrate.charting`), Word's own charts (`writers.docx.native_charts`).
"""
