"""The way back into what people write: one value changed, added or taken away, and every other byte as it was.

Here: changes, where they go in YAML and TOML, how values are spelled, and the file that takes the new text's place.
"""
