"""Numbers out to Excel and WPS and back into the data: our sheets, forms that zones fill in, and tables of strangers.

Here: what a cell means for the data and which lines change for it; the package itself is read in `readers`.
"""
