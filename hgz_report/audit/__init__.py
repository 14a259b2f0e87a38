"""A finished file, perhaps changed since, held against the edition it was published in.

Here: comparing what a file says with what was built.  Independent of the writers on purpose.
"""
