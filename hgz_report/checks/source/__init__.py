"""A source's own text held against the facts that are said to come from it.

Here: finding amounts and zones in a text from outside.  How the file is read stands in `readers`.
"""
