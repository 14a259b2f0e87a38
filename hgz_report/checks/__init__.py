"""Rules that say what is wrong, in three families: `data` (plausible?), `prose` (well written?), `source` (does it say so?).

Here: a rule is a function and its line in the family's table.  Not here: what stops the loader (`data.load`).
"""
