"""Rules that say what is wrong: `data` (plausible?), `prose` (well written?), `source` (said so?), `pages` (fit to be seen?).

Here: a rule is a function and its line in the family's table.  Not here: what stops the loader (`data.load`).
"""
