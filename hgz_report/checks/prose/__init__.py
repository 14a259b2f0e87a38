"""The prose gate: punctuation, numerals and words, in files as written and in reports as they read.

Here: a module for each subject, `table` joins their rules; `--fix` mends what it safely can.
"""
