"""The one drawing vocabulary: a Frame of placed runs, rectangles, shapes and images, in groups that say what they are.

Here: marks with a position in pt, and what measures them.  Not here: what is drawn (`charts`, `layout`), bytes (`writers`).
"""
