"""Tools for the people who write the reports.

Here: what an editor looks at while working; nothing that goes into an edition.
"""
