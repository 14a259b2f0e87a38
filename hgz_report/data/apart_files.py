"""Files under data/ that no report reads: who gets an edition changes nothing that is printed."""

from __future__ import annotations

RECIPIENTS = "data/recipients.yaml"
APART = frozenset({RECIPIENTS})
"""By their path from the project's root: no input of a build, in no hash of one."""
