"""The clock.  Only what is said of a run, never what is printed, knows the time; everybody else is handed it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

Clock = Callable[[], datetime]
CHINA = timezone(timedelta(hours=8))
"""The time that schedules and messages are in, wherever the machine stands."""


def now() -> datetime:
    """The second it is, in China's time."""
    return datetime.now(CHINA).replace(microsecond=0)
