"""Two editions side by side, each from its folder or its record: figures, sentences, proposals, charts.

Here: what is different and where it was written.  Not here: what papers say of it (`narrate`), Word's revisions (`writers`).
"""
