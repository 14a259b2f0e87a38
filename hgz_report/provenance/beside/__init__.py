"""What stands beside a bound number must be that number's own: its unit, period, qualifier and status.
Here: a module for each thing that is said of a number, `strangers` asks them all.
Not here: whether the number has an origin (`provenance.accounts`).
"""
