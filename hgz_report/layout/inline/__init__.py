"""Inlines become lines: spans, clusters, widths, and where a line may and does end (clreq, GB/T 15834).

Here: what happens within one paragraph or cell.
"""
