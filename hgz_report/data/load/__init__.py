"""The data folder becomes a `Dataset`, or every mistake in it at once.

Here: what each file gives by itself, kept by content; what only several together can tell, asked of what has changed.
"""
