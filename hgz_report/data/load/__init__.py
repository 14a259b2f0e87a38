"""The data folder becomes a `Dataset`, or every mistake in it at once.

Here: one module for each thing that only several entries or files together can tell: references, values, texts, registers.
"""
