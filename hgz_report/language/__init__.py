"""How numbers, units and times read in Chinese, both ways: printing them and finding them in a text.

Here: the one table of units, the one grammar of numbers, the words for 约, 超过, 同比, 增长; signs of markup.  No data, no files.
"""
