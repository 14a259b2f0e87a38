"""Our reports beside those of other programs, on the same content: `make bench-peers`.

Here: what is measured and how.  Not here: anything the package imports; the other programs live in a venv of their own.
"""
