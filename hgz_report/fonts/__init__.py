"""Fonts by role: which face serves 仿宋 or 黑体 on this machine, which character it has, and its subset for embedding.

Here: finding, reading and subsetting font files.  Not here: how wide a line gets (`layout.inline`).
"""
