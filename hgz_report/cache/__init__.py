"""What was worked out before, kept on the disk by content: may be deleted at any time, never changes a byte.

Here: the store and the stamp of the program that fills it.  Not here: what is kept, and what it is made of.
"""
