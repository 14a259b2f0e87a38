"""`hgz-report new`: a folder in which another office can begin.

Here: its small data, and laying out the folder; the templates are those of this project, which the wheel carries.
"""
