"""Statistical charts, which matplotlib lays out and draws onto our Frames: scales, ticks, densities, colour maps.

Here: the renderer, and one module for each such kind.  matplotlib is imported when the first of them is drawn, never before.
"""
