"""A Word file with real revisions: the new text with what was there before, to be accepted or rejected.

Here: two finished files of one report become one.  Not here: which reports, and what is said of them (`edition/compare`).
"""
