"""The data gate: rules that every fact of an edition has to pass, and what an editor looked into and accepted.

Here: a module for each subject, `rules` is the table.
"""
