"""Markdown with ledger marks becomes blocks; what is not understood is a Problem with its line.

Here: our dialect and its mistakes.  The parser itself is markdown-it-py.
"""
