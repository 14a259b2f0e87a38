"""Whatever comes in at a door, a person reads a Chinese sentence, soon, and nothing is lost: `python -m tests.outside.hostile`.

Here: one module a door with its cases; `trial` runs one.  What a build survives when it is killed or starved: `interrupted`.
"""
