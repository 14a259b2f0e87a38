"""A document becomes pages of placed pieces with their structure: lines (`inline`), blocks (`blocks`), pages (`pages`).

Here: everything that has a position in pt.  Not here: what a format makes of it (`writers`).
"""
