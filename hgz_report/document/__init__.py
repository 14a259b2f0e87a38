"""A report as a tree of blocks, inlines and charts that every format is made from: meaning, never looks.

Here: the tree, its Markdown notation, the ledger of bound text, numbering.  Not here: templates (`narrate`), pages (`layout`).
"""
