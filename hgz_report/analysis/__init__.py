"""The only room that calculates: shares, growth, completion, and which task the evidence points to.

Here: functions from facts to derived values, each with its formula and inputs.  Not here: how a result is worded (`language`).
"""
