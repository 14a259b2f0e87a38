"""The `hgz-report` command: arguments in, messages in Chinese out; the only room that prints or exits.

Here: one module for each group of commands.  Exit codes: 0 done, 1 findings, 2 wrong usage or can't judge, 75 locked.
"""
