"""`hgz-report gallery`: every kind of chart, PDF beside Word, with the line of template that makes it.

Here: building docs/gallery/ into docs/charts/.
"""
