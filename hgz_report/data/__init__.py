"""What an edition knows: zones, indicators, facts, sources, practices and the pathway, each with the file and line it stands in.

Here: the models of the data files, their loading and their schema.  Not here: rules about what is plausible (`checks.data`).
"""
