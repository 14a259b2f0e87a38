"""Templates and data become text: the sandbox, the functions and views that templates see, the definitions of reports.

Here: everything an editor of templates meets.  Not here: Python that says Chinese sentences of its own.
"""
