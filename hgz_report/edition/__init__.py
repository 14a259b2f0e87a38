"""One dated run of all reports: configuration, plan, build, record and publication, all or nothing.

Here: the line from data to a published folder.  Not here: printing or exiting (`cli`).
"""
