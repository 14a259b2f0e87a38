"""What `{{ chart.bar(…) }}` and a ```chart form make of facts, and what they refuse.

Here: facts to a description (`document.chart`).  Not here: how a chart looks (`charts`, `writers.docx.native_charts`).
"""
