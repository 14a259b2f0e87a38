"""What a page should not look like, found on laid-out reports: holes, short last pages, tables cut or without a point.

Here: a function for each rule, over a layout.  Not here: what cannot be laid out (`layout.presentable`).
"""
