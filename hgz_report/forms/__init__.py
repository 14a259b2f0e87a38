"""What people write becomes trees of plain values with the line of each, and models with every mistake named in Chinese.

Here: YAML and TOML, the tree they give, drafts, messages.  Not here: what the values mean (`data`, `edition.config`).
"""
