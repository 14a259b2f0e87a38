"""A strict part of YAML 1.2, read event by event: no anchors, no tags, nothing that grows, refers or runs.

Here: everything that is said of a YAML file before anybody asks what it means, a key written twice included.
"""
