"""What was worked out before, kept on the disk by content, and files that are there whole, together or not at all.

Here: the store and its stamp, files put in their place, scratch folders.  Not here: what is kept, and what it is made of.
"""
