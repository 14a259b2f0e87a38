"""A laid-out report becomes the bytes of a format; `formats` is the table of them.

Here: one package for each format.  A writer never sees the dataset, the templates or another writer.
"""
