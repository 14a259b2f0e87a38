"""From one edition to the next: what report.toml has to say, and what in data and templates belongs to a time that is over.

Here: the change of edition and the lists that go with it; nothing that makes or publishes papers.
"""
