"""What stands behind every printed number, from the document to trace.json, and the answer to "where is this from?".

Here: accounts of numbers, their places on pages, `explain`.  Not here: judging a finished file (`audit`).
"""
